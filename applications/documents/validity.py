"""Checks a finished PDF against PDF/A-3a and PDF/UA-1, where the checker is installed."""

from typing import Final

PROFILES: Final = ("3a", "ua1")


class NotConformant(Exception):
    """The file breaks a rule of PDF/A-3a or PDF/UA-1; the rules are named."""


def check(pdf: bytes) -> None:
    """Raise ``NotConformant`` for a file that breaks a profile; without checker do nothing."""
    try:
        import page  # noqa: PLC0415 - optional dependency
    except ImportError:
        return
    failures = [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]
    if failures:
        raise NotConformant("; ".join(failures))
