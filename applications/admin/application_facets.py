"""Counts beside the filters of the list: one query, whatever the number of values.

A value's count says how many applications the list would show with it: all other filters stay.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from applications.admin.application_filters import FacetFilter

Row = tuple[Any, ...]


class Facet:
    """One filter with the place of its columns in a row; a value is worked out once."""

    def __init__(self, spec: FacetFilter, start: int) -> None:
        self.spec, self.chosen = spec, spec.value() or ""
        self.place = slice(start, start + len(spec.columns))
        self.tally: Counter[Row] = Counter()
        self._known: dict[Row, frozenset[str]] = {}

    def has(self, row: Row, value: str) -> bool:
        """Say whether a row has a value."""
        raw = row[self.place]
        values = self._known.get(raw)
        if values is None:
            values = self._known[raw] = frozenset(self.spec.values_of(*raw))
        return value in values

    def finish(self) -> None:
        """Give the filter its counts."""
        counts: Counter[str] = Counter()
        for raw, number in self.tally.items():
            for value in self.spec.values_of(*raw):
                counts[value] += number
        self.spec.counts = counts


def columns_of(specs: Iterable[FacetFilter]) -> list[str]:
    """Return the columns that the filters read, in the order of the facets."""
    return [column for spec in specs for column in spec.columns]


def facets_of(specs: Iterable[FacetFilter]) -> list[Facet]:
    """Return a facet for each filter."""
    facets, start = [], 0
    for spec in specs:
        facets.append(Facet(spec, start))
        start += len(spec.columns)
    return facets


def count_values(facets: Sequence[Facet], rows: Iterable[Row]) -> int:
    """Give each filter its counts; return how many rows pass all filters."""
    chosen = [facet for facet in facets if facet.chosen]
    passed = []
    for row in rows:
        missed = [facet for facet in chosen if not facet.has(row, facet.chosen)]
        if not missed:
            passed.append(row)
        elif len(missed) == 1:
            missed[0].tally[row[missed[0].place]] += 1
    for facet in facets:
        # Not one by one: a loop over rows and filters takes several times as long.
        facet.tally.update(map(itemgetter(facet.place), passed))
        facet.finish()
    return len(passed)


def count_those(facets: Sequence[Facet], rows: Iterable[Row], wanted: Mapping[str, str]) -> int:
    """Return how many rows have all wanted values, by the name of the filter."""
    asked = [
        (facet, wanted[name])
        for facet in facets
        if (name := str(facet.spec.parameter_name)) in wanted
    ]
    return sum(all(facet.has(row, value) for facet, value in asked) for row in rows)
