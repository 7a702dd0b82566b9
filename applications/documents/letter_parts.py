"""What each kind of letter says in its own part: tables, tenor and sentences."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from applications.documents.blocks import Facts, Listing, Row, Table, Width
from applications.documents.paragraphs import parts
from applications.documents.wording import day, period, short_period, step, weekday
from applications.rules.documents import DocumentKind
from applications.rules.letters import (
    Amounts,
    ChangePart,
    CostLine,
    DecisionPart,
    Letter,
    LetterReasons,
    RuleFinding,
)
from applications.rules.money import format_eur
from applications.rules.periods import berlin_day
from applications.texts import label


def part_context(letter: Letter) -> dict[str, Any]:
    """Return the values of the part that belongs to the kind of a letter."""
    return _PARTS[letter.kind](letter)


def _award(letter: Letter) -> dict[str, Any]:
    decision = _decision(letter)
    requested, awarded = decision.requested, decision.awarded or decision.requested
    return {
        "decision": decision,
        "amounts": _amounts((_("Beantragt"), requested), (_("Bewilligt bis zu"), awarded)),
        "facts": _award_facts(letter, decision),
        "plan": _plan(decision, requested, awarded),
        "cuts": _cuts(decision.lines),
        "steps": [step(one, with_weekday=True) for one in decision.steps],
        "reasons": _reasons(decision.reasons),
        "choice": _choice(decision),
    }


def _award_facts(letter: Letter, decision: DecisionPart) -> Facts:
    application = letter.application
    purpose = _(
        "Mikroprojekt „%(title)s“ und eine neue Minijob-Stelle dafür, wie in Ihrem Antrag vom "
        "%(day)s (Fassung %(version)s) beschrieben"
    ) % {
        "title": letter.project_title,
        "day": day(berlin_day(application.received_at)),
        "version": application.version,
    }
    rows = (
        (_("Zweck"), purpose),
        (_("Bewilligungszeitraum"), period(decision.period)),
        (_("Art der Förderung"), _("Projektförderung als nicht rückzahlbarer Zuschuss")),
        (_("Finanzierungsart"), str(label(decision.financing_mode))),
        (_("Haushaltsjahr"), str(letter.round.year)),
        (_("Verwendungsnachweis"), _due(decision)),
    )
    return Facts(tuple((name, (value,)) for name, value in rows if value))


def _due(decision: DecisionPart) -> str:
    if decision.proof_due_on is None:
        return ""
    return _("bis %(day)s") % {"day": day(decision.proof_due_on)}


def _plan(decision: DecisionPart, requested: Amounts, awarded: Amounts) -> Table | None:
    """Return the binding plan of the micro-project: its costs and who pays them."""
    if not decision.lines:
        return None
    costs = (
        sum((line.requested_eur for line in decision.lines), Decimal()),
        sum((line.accepted_eur for line in decision.lines), Decimal()),
    )
    grants = (requested.micro_project_eur, awarded.micro_project_eur)
    others = tuple(cost - grant for cost, grant in zip(costs, grants, strict=True))
    rows = [
        _money(line.purpose, (line.requested_eur, line.accepted_eur), str(label(line.kind)))
        for line in decision.lines
    ]
    rows.append(_money(_("Zusammen"), costs, is_strong=True))
    rows.append(_money(_("Davon Zuwendung, höchstens"), grants))
    if any(others) and min(others) >= 0:
        rows.append(_money(_("Davon eigene und andere Mittel"), others))
    return Table((_("Ausgaben"), _("Beantragt"), _("Anerkannt")), tuple(rows))


def _cuts(lines: tuple[CostLine, ...]) -> Listing | None:
    """Return what is not accepted, line by line with the reason."""
    cut = [line for line in lines if line.accepted_eur < line.requested_eur]
    if not cut:
        return None
    rows = (
        (line.purpose, line.reason, format_eur(line.requested_eur - line.accepted_eur))
        for line in cut
    )
    head = (_("Ausgaben"), _("Grund"), _("Nicht anerkannt"))
    return Listing("cuts", head, tuple(rows), numbers=(2,))


def _findings(found: tuple[RuleFinding, ...]) -> Listing | None:
    if not found:
        return None
    head = (_("Nummer"), _("Feststellung"), _("Grundlage"))
    return Listing("grounds", head, tuple((one.rule, one.text, one.law) for one in found))


def _rejection(letter: Letter) -> dict[str, Any]:
    decision = _decision(letter)
    return {
        "decision": decision,
        "findings": _findings(decision.findings),
        "heard": [parts(text) for text in decision.heard],
        "reasons": _reasons(decision.reasons),
        "choice": _choice(decision),
        "is_for_lack_of_money": bool(decision.points) and not decision.findings,
    }


def _waiting_list(letter: Letter) -> dict[str, Any]:
    decision = _decision(letter)
    return {
        "decision": decision,
        "points": _points(decision),
        "reasons": _reasons(decision.reasons),
    }


def _points(decision: DecisionPart) -> str:
    if decision.points is None:
        return ""
    values = {"reached": decision.points.reached, "possible": decision.points.possible}
    return _("%(reached)s von %(possible)s") % values


def _choice(decision: DecisionPart) -> list[str]:
    """Return the sentences about points, for applications that were ranked."""
    if decision.points is None:
        return []
    sentences = [_("Ihr Antrag hat %(points)s Punkten.") % {"points": _points(decision)}]
    lowest = decision.points.lowest_funded
    if lowest is not None:
        sentences.append(
            _("Der letzte geförderte Antrag hat %(points)s Punkte.") % {"points": lowest}
        )
    return sentences


def _amendment(letter: Letter) -> dict[str, Any]:
    change = _change(letter)
    table = _amounts((_("Bisher"), change.before), (_("Neu"), change.after))
    if change.period_before or change.period_after:
        periods = (change.period_before, change.period_after or change.period_before)
        row = Row(_("Bewilligungszeitraum"), tuple(map(short_period, periods)))
        table = Table(table.head, (*table.rows, row), Width.PERIOD)
    return {
        "change": change,
        "table": table,
        "decided_on": day(change.decided_on),
        "valid_from": day(change.valid_from) if change.valid_from else "",
        "reasons": _reasons(change.reasons),
        "repay_by": weekday(change.repay.by) if change.repay else "",
    }


def _revocation(letter: Letter) -> dict[str, Any]:
    return {**_amendment(letter), "is_full": _change(letter).after.total_eur == 0}


def _request(letter: Letter) -> dict[str, Any]:
    request = letter.request
    if request is None:
        raise ValueError(letter.kind)
    points = [(point.position, point.about, parts(point.text)) for point in request.points]
    return {"points": points, "due_on": weekday(request.due_on)}


def _hearing(letter: Letter) -> dict[str, Any]:
    hearing = letter.hearing
    if hearing is None:
        raise ValueError(letter.kind)
    return {"reason": parts(hearing.reason), "due_on": weekday(hearing.due_on)}


def _early_start(letter: Letter) -> dict[str, Any]:
    start = letter.early_start
    if start is None:
        raise ValueError(letter.kind)
    return {"begins_on": weekday(start.begins_on)}


def _decision(letter: Letter) -> DecisionPart:
    if letter.decision is None:
        raise ValueError(letter.kind)
    return letter.decision


def _change(letter: Letter) -> ChangePart:
    if letter.change is None:
        raise ValueError(letter.kind)
    return letter.change


def _reasons(reasons: LetterReasons) -> list[tuple[str, tuple[str, ...]]]:
    """Return the blocks of § 39 HVwVfG that say something, with their headings."""
    blocks = (
        (_("Sachverhalt"), reasons.facts),
        (_("Rechtliche Würdigung"), reasons.assessment),
        (_("Ermessen"), reasons.discretion),
    )
    return [(heading, parts(text)) for heading, text in blocks if text.strip()]


def _amounts(*columns: tuple[str, Amounts]) -> Table:
    """Return the two parts of a grant and their sum, a column for each set of amounts."""
    names = (
        (_("Mikroprojekt"), "micro_project_eur"),
        (_("Minijob-Stelle"), "minijob_eur"),
        (_("Zusammen"), "total_eur"),
    )
    rows = (
        _money(
            name,
            tuple(getattr(amounts, field) for _head, amounts in columns),
            is_strong=field == "total_eur",
        )
        for name, field in names
    )
    return Table((_("Teil"), *(head for head, _amounts in columns)), tuple(rows))


def _money(
    name: str, amounts: tuple[Decimal, ...], note: str = "", *, is_strong: bool = False
) -> Row:
    cells = tuple(format_eur(amount) for amount in amounts)
    return Row(name, cells, is_strong=is_strong, note=note)


_PARTS: Final[Mapping[DocumentKind, Callable[[Letter], dict[str, Any]]]] = {
    DocumentKind.AWARD: _award,
    DocumentKind.REJECTION: _rejection,
    DocumentKind.WAITING_LIST: _waiting_list,
    DocumentKind.AMENDMENT: _amendment,
    DocumentKind.REVOCATION: _revocation,
    DocumentKind.INFORMATION_REQUEST: _request,
    DocumentKind.HEARING: _hearing,
    DocumentKind.EARLY_START: _early_start,
}
