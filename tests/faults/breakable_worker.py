"""The worker for jobs, whose press reads its program from a file: tests break and repair that.

``python -m tests.faults.breakable_worker FILE SECONDS COMMAND``: a document may take so many
seconds; the command is that of the worker.
"""

import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from applications.documents import press_process


def main(file: str, seconds: str, *command: str) -> None:
    """Write the true program into the file and work."""
    Path(file).write_text(press_process._PROGRAM)
    press_process._PROGRAM = f"exec(open({file!r}).read())"
    press_process.WALL_SECONDS = int(seconds)
    execute_from_command_line(list(command))


if __name__ == "__main__":
    main(*sys.argv[1:])
