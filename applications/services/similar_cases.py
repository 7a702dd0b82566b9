"""Other applications that may be of the same association or about the same project; hints only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from applications.models import Application, CaseFingerprint
from applications.rules.fingerprints import SIMILAR_PIECES, FingerprintKind
from applications.rules.lifecycle import State
from applications.texts import label

# A shared office may have very many neighbours; the first ones are hint enough.
_MOST_ROWS: Final = 400
_MOST_CASES: Final = 20
_SAME_ASSOCIATION: Final = frozenset({FingerprintKind.REGISTER, FingerprintKind.NAME})


@dataclass(frozen=True, kw_only=True)
class SimilarCase:
    """Another application, and what it has in common with this one."""

    application: Application
    reasons: tuple[FingerprintKind, ...]
    is_same_team: bool

    @property
    def words(self) -> list[str]:
        """Return the reasons in words."""
        return [str(label(reason)) for reason in self.reasons]

    @property
    def is_earlier_award(self) -> bool:
        """Say whether it looks like money that the same association got before."""
        is_theirs = self.is_same_team or bool(_SAME_ASSOCIATION & set(self.reasons))
        return is_theirs and self.application.state == State.AWARDED


def similar_cases(application: Application, *, closed: Iterable[int]) -> list[SimilarCase]:
    """Return the hints, the strongest first, without the cases that are closed for the reader.

    Looked up by the index of fingerprints, across rounds; rehearsals and real rounds are apart.
    """
    reasons = _common(application)
    found = Application.objects.sent().filter(is_rehearsal=application.is_rehearsal)
    known = found.filter(pk__in=reasons) | found.filter(organisation=application.organisation_id)
    cases = known.exclude(pk__in=closed).exclude(pk=application.pk).select_related("round")
    similar = [
        SimilarCase(
            application=one,
            reasons=tuple(sorted(reasons.get(one.pk, ()), key=list(FingerprintKind).index)),
            is_same_team=one.organisation_id == application.organisation_id,
        )
        for one in cases.order_by("-submitted_at", "-pk")[:_MOST_ROWS]
    ]
    similar.sort(key=lambda one: (not one.is_same_team, -len(one.reasons)))
    return similar[:_MOST_CASES]


def earlier_awards(similar: Iterable[SimilarCase], application: Application) -> list[Application]:
    """Return the awards of other rounds that the same association seems to have got."""
    return [
        one.application
        for one in similar
        if one.is_earlier_award and one.application.round_id != application.round_id
    ]


def _common(application: Application) -> dict[int, set[FingerprintKind]]:
    """Return what other applications have in common with this one, by their numbers."""
    own = CaseFingerprint.objects.filter(application=application).values("value")
    others = CaseFingerprint.objects.filter(value__in=own).exclude(application=application)
    pieces: dict[int, int] = {}
    found: dict[int, set[FingerprintKind]] = {}
    rows = others.order_by("pk").values_list("application", "kind")[:_MOST_ROWS]
    for number, kind in rows:
        if kind == FingerprintKind.PROJECT:
            pieces[number] = pieces.get(number, 0) + 1
            if pieces[number] < SIMILAR_PIECES:
                continue
        found.setdefault(number, set()).add(FingerprintKind(kind))
    return found
