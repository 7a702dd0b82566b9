"""A breach of a promise that `make mutations` plants; its tests have to turn red."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """``old`` stands exactly once in the file; tests are named as in a requirement."""

    requirement: str
    breach: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
