"""The editions of the information on privacy (Art. 13, 14 DSGVO); the last one is shown.

Whoever changes the page adds an edition: a test compares the hash. Each application keeps which
one was shown when it was sent.
"""

from collections.abc import Mapping
from typing import Final

# Edition -> SHA-256 of ``templates/pages/privacy.html``.
EDITIONS: Final[Mapping[str, str]] = {
    "2026-1": "bbbddd3d76891799efb38c8489c97beea1a2dabe8159206ecde744db0788f0bd",
}
CURRENT: Final = list(EDITIONS)[-1]
