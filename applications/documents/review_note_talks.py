"""Chapters of the Prüfvermerk in print: requests, hearings, proposals and signatures."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.documents.blocks import Facts, Listing, Row, Table
from applications.documents.record_words import (
    DASH,
    amounts,
    day,
    facts,
    prose,
    stamp,
    who_in_line,
)
from applications.documents.records import Block, Subheading, Words
from applications.rules.award_changes import LAW
from applications.rules.review_note import (
    HearingEntry,
    PointEntry,
    ProposalEntry,
    ProposalStatus,
    RequestEntry,
)
from applications.texts import label

_STATUS: Final = {
    ProposalStatus.PROPOSED: gettext_lazy("wartet auf die Mitzeichnung"),
    ProposalStatus.RETURNED: gettext_lazy("zurückgegeben"),
    ProposalStatus.SIGNED: gettext_lazy("mitgezeichnet"),
    ProposalStatus.WITHDRAWN: gettext_lazy("zurückgezogen"),
}


def request_blocks(requests: tuple[RequestEntry, ...]) -> tuple[Block, ...]:
    """Return every request with its points, the answers, and what changed in the application."""
    if not requests:
        return (Words(_("Es gab keine Nachfrage.")),)
    return tuple(block for entry in requests for block in _request(entry))


def hearing_blocks(hearings: tuple[HearingEntry, ...]) -> tuple[Block, ...]:
    """Return every hearing with what was said."""
    if not hearings:
        return (Words(_("Es gab keine Anhörung.")),)
    return tuple(block for entry in hearings for block in _hearing(entry))


def proposal_blocks(proposals: tuple[ProposalEntry, ...]) -> tuple[Block, ...]:
    """Return every proposal with both persons, the amounts and the reasons."""
    if not proposals:
        return (Words(_("Es gibt noch keinen Vorschlag.")),)
    return tuple(block for entry in proposals for block in _proposal(entry))


def _request(entry: RequestEntry) -> Iterator[Block]:
    yield Subheading(_("Nachfrage %(number)s") % {"number": entry.number})
    closed = stamp(entry.closed_at) if entry.closed_at and not entry.answered else ""
    yield facts(
        (_("Gefragt"), who_in_line(entry.asked)),
        (_("Antwort bis"), day(entry.due_on)),
        (_("Beantwortet"), who_in_line(entry.answered)),
        (_("Ohne Antwort geschlossen"), closed),
    )
    yield Listing(
        "points",
        (_("Punkt"), _("Unsere Frage"), _("Antwort")),
        tuple(map(_point, entry.points)),
    )
    if entry.changes:
        yield Listing(
            "changes",
            (_("Geänderte Angabe"), _("Alt"), _("Neu")),
            tuple(
                (
                    f"{change.section}: {change.question}",
                    "\n".join(change.before) or DASH,
                    "\n".join(change.after) or DASH,
                )
                for change in entry.changes
            ),
        )


def _point(point: PointEntry) -> tuple[str, ...]:
    asked = "\n".join(filter(None, (point.about, point.text)))
    files = (_("Datei: %(name)s") % {"name": name} for name in point.files)
    return (str(point.position), asked, "\n".join(filter(None, (point.answer, *files))) or DASH)


def _hearing(entry: HearingEntry) -> Iterator[Block]:
    yield Subheading(_("Anhörung %(number)s") % {"number": entry.number})
    yield facts(
        (_("Gesendet"), who_in_line(entry.sent)),
        (_("Antwort bis"), day(entry.due_on)),
        (_("Beendet"), who_in_line(entry.ended)),
    )
    yield from prose(entry.reason, heading=_("Unsere Gründe"))
    for answer in entry.answers:
        heading = _("Antwort von %(who)s") % {"who": who_in_line(answer.by)}
        yield from prose(answer.text, heading=heading)
    if not entry.answers:
        yield Words(_("Der Verein hat nicht geantwortet."))


def _proposal(entry: ProposalEntry) -> Iterator[Block]:
    kind = label(entry.change) if entry.change else label(entry.kind) if entry.kind else ""
    yield Subheading(f"{kind}: {_STATUS[entry.status]}")
    yield _persons(entry)
    if entry.amounts.total_eur or entry.before:
        yield _amounts(entry)
    yield from prose(entry.reasons.facts, heading=_("Sachverhalt"))
    yield from prose(entry.reasons.assessment, heading=_("Würdigung"))
    yield from prose(entry.reasons.discretion, heading=_("Ermessen"))
    yield from prose(entry.heard, heading=_("Anhörung"))
    yield from prose(entry.return_reason, heading=_("Grund der Rückgabe"))


def _persons(entry: ProposalEntry) -> Facts:
    basis = f"{label(entry.basis)} ({LAW[entry.basis]})" if entry.basis else ""
    return facts(
        (_("Grundlage"), basis),
        (_("Vorgeschlagen"), who_in_line(entry.proposed)),
        (str(_CLOSED[entry.status]), who_in_line(entry.closed) if entry.closed else ""),
    )


def _amounts(entry: ProposalEntry) -> Table:
    rows = [Row(_("Bisher"), amounts(entry.before))] if entry.before else []
    name = _("Neu") if entry.before else _("Vorgeschlagen")
    rows.append(Row(name, amounts(entry.amounts), is_strong=True))
    return Table((_("Beträge"), _("Mikroprojekt"), _("Minijob"), _("Zusammen")), tuple(rows))


_CLOSED: Final = {
    ProposalStatus.PROPOSED: "",
    ProposalStatus.RETURNED: gettext_lazy("Zurückgegeben"),
    ProposalStatus.SIGNED: gettext_lazy("Mitgezeichnet"),
    ProposalStatus.WITHDRAWN: gettext_lazy("Zurückgezogen"),
}
