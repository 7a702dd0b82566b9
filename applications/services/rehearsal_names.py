"""Invented associations of a rehearsal: funny, harmless, and nobody takes them for real ones."""

from typing import Final

_CIRCLES: Final = ("Freundeskreis", "Verein", "Bund", "Stammtisch", "Gesellschaft")
_WHO: Final = (
    "sprechenden Teekannen",
    "reisenden Zimmerpflanzen",
    "tanzenden Regenschirme",
    "höflichen Schneemänner",
    "wandernden Bücherregale",
    "singenden Wasserkocher",
    "verlorenen Socken",
    "müden Wecker",
    "fliegenden Pfannkuchen",
    "freundlichen Drachen",
    "gestreiften Gummistiefel",
    "nachdenklichen Nudeln",
    "lachenden Laternen",
    "schüchternen Seesterne",
    "pünktlichen Schnecken",
    "mutigen Marmeladengläser",
    "karierten Luftballons",
    "summenden Staubsauger",
    "geduldigen Gartenzwerge",
    "verträumten Fahrradklingeln",
)
MOST: Final = len(_CIRCLES) * len(_WHO)


def association_name(index: int, town: str) -> str:
    """Return the name of one of ``MOST`` associations; no two are the same."""
    circle = _CIRCLES[(index + index // len(_WHO)) % len(_CIRCLES)]
    return f"{circle} der {_WHO[index % len(_WHO)]} {town} e. V."
