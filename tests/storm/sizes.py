"""How large the storm is: small by itself, as large as ``make storm`` says."""

import os
from typing import Final

# People of an evening, and people of the last minute.
PEOPLE: Final = int(os.environ.get("PEOPLE", "8"))
# The length of the last minute and of a rush; an evening is four times as long.
SECONDS: Final = int(os.environ.get("SECONDS", "5"))
# People at once in a rush.
CROWD: Final = int(os.environ.get("CROWD", "8"))
# As many as a rush of two processors takes.
DRAFTS: Final = max(3 * SECONDS, CROWD)
