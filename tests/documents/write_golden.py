"""Writes the texts of all sample letters anew; read the difference before you keep it."""

import django

django.setup()

from tests.documents.golden import FOLDER, told  # noqa: E402 - the settings come first
from tests.documents.letters import SAMPLES, sample  # noqa: E402 - the settings come first

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in SAMPLES:
        (FOLDER / f"{name}.txt").write_text(told(sample(name)))
