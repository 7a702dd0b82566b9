"""A question as it is printed on paper: with its hint and with space for the answer."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the form at a dotted path of the application document.

    ``choices`` are ticked, ``columns`` are the parts of ``rows`` entries, otherwise there are
    ``lines`` to write on. Without path it is a heading between questions.
    """

    path: str = ""
    label: str
    hint: str = ""
    is_optional: bool = False
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: int = 0
    lines: int = 0
    is_short: bool = False

    @property
    def section(self) -> str:
        """Return the section to which the question belongs."""
        return self.path.partition(".")[0]

    @property
    def empty_lines(self) -> range:
        """Return the lines, for templates that count."""
        return range(self.lines)

    @property
    def empty_rows(self) -> range:
        """Return the empty entries, for templates that count."""
        return range(self.rows)
