"""The sentences of findings: one for the association, one for the authority."""

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from applications.rules.findings import Finding, Outcome
from applications.rules.sections import section_of
from applications.texts.audiences import Audience
from applications.texts.labels import label
from applications.texts.open_questions import what_to_do
from applications.texts.question_labels import QUESTION_LABELS
from applications.texts.rule_sentences import PASSED, SENTENCES, TITLES
from applications.texts.words import in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


def title(rule: str) -> "Text":
    """Return the short name of a rule, as the authority sees it. Raises `KeyError`."""
    return TITLES[rule]


def sentence(finding: Finding, audience: Audience) -> str:
    """Return what a finding means for its reader, with the values it saw.

    Raises `KeyError` for a rule, an outcome or a reason that the texts do not know.
    """
    if finding.rule == "RA-01" and finding.field is not None:
        return _open_question(finding.field, finding.values["reason"], audience)
    for_applicant, for_staff = _pair(finding)
    text = for_applicant if audience == Audience.APPLICANT else for_staff
    return str(text).format(**in_words(finding.values))


def question_of(field: str) -> str:
    """Return the path of a question: the field without the numbers of list entries."""
    return re.sub(r"\.\d+(?=\.|$)", "", field)


def _pair(finding: Finding) -> "tuple[Text, Text]":
    if finding.outcome == Outcome.PASSED:
        return _("Das passt."), PASSED.get(finding.rule, _("Erfüllt."))
    reason = finding.values.get("reason", "")
    return SENTENCES[finding.rule, finding.outcome, reason]


def _open_question(field: str, reason: str, audience: Audience) -> str:
    question = question_of(field)
    if audience == Audience.APPLICANT:
        return what_to_do(question, reason)
    name = QUESTION_LABELS.get(question) or label(section_of(question))
    pattern = _("Nicht plausibel: {name}") if reason == "implausible" else _("Es fehlt: {name}")
    return pattern.format(name=name)
