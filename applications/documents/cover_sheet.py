"""The sheet in plain language: its sentences with the values of the letter."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from applications.documents.wording import day, period, step
from applications.rules.documents import DocumentKind
from applications.rules.letters import ChangePart, DecisionPart, Letter
from applications.rules.money import format_eur_in_text
from applications.texts import cover_sheets

_PLACE: Final = re.compile(r"\{(\w+)\}")


def cover_context(letter: Letter) -> dict[str, Any]:
    """Return news and sections; sentences that lack a value are left out."""
    values = _values(letter)
    sheets = cover_sheets.PARTIAL_SHEETS if _is_partial(letter) else {}
    sheet = sheets.get(letter.subject, cover_sheets.SHEETS[letter.subject])
    sections = (
        (str(heading), list(_filled(sentences, values))) for heading, sentences in sheet.sections
    )
    is_act = letter.subject != DocumentKind.WAITING_LIST
    effect = cover_sheets.NO_EFFECT if is_act else cover_sheets.NO_EFFECT_OF_A_NOTE
    return {
        "news": next(_filled((sheet.news,), values)),
        "sections": [section for section in sections if section[1]],
        "effect": effect,
    }


def _is_partial(letter: Letter) -> bool:
    if letter.change is not None:
        return letter.change.after.total_eur > 0
    return letter.decision is not None and letter.decision.is_partial


def _filled(sentences: Any, values: dict[str, list[str]]) -> Iterator[str]:
    """Yield sentences with their values; a place with many values makes a sentence of each."""
    for sentence in map(str, sentences):
        names = _PLACE.findall(sentence)
        if all(values.get(name) for name in names):
            for number in range(max([len(values[name]) for name in names], default=1)):
                yield sentence.format(
                    **{name: values[name][min(number, len(values[name]) - 1)] for name in names}
                )


def _values(letter: Letter) -> dict[str, list[str]]:
    values = {
        "project": _("„%(title)s“") % {"title": letter.project_title},
        "phone": letter.authority.phone,
        "hours": letter.authority.hours,
    }
    found = {name: [value] for name, value in values.items() if value}
    if letter.decision is not None:
        found |= _of_decision(letter.decision)
    if letter.change is not None:
        found |= _of_change(letter.change)
    return found


def _of_decision(decision: DecisionPart) -> dict[str, list[str]]:
    awarded, due_on = decision.awarded, decision.proof_due_on
    return {
        "requested": [format_eur_in_text(decision.requested.total_eur)],
        "total": [format_eur_in_text(awarded.total_eur)] if awarded else [],
        "micro_project": [format_eur_in_text(awarded.micro_project_eur)] if awarded else [],
        "minijob": [format_eur_in_text(awarded.minijob_eur)] if awarded else [],
        "period": [period(decision.period)] if decision.period else [],
        # The proof of use has a sentence of its own.
        "steps": [
            step(one, with_weekday=False)
            for one in decision.steps
            if not one.by or one.by != due_on
        ],
        "proof_due_on": [day(due_on)] if due_on else [],
        "rank": [str(decision.rank)] if decision.rank else [],
        "ground": _ground(decision),
    }


def _ground(decision: DecisionPart) -> list[str]:
    """Return the reason in a sentence: a rule that excludes, otherwise the budget."""
    if decision.findings:
        return [decision.findings[0].text]
    return [str(cover_sheets.BUDGET_GROUND)] if decision.points else []


def _of_change(change: ChangePart) -> dict[str, list[str]]:
    is_other_sum = change.before != change.after
    is_other_period = change.period_after not in (None, change.period_before)
    return {
        "changed_on": [day(change.decided_on)],
        "before": [format_eur_in_text(change.before.total_eur)] if is_other_sum else [],
        "total": [format_eur_in_text(change.after.total_eur)],
        "new_period": [period(change.period_after)] if is_other_period else [],
        "repay": [format_eur_in_text(change.repay.amount_eur)] if change.repay else [],
        "repay_by": [day(change.repay.by)] if change.repay else [],
    }
