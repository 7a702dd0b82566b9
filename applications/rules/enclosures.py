"""The documents: all that are required are there, or promised, and can be read."""

from applications.rules.choices import AttachmentKind, LegalForm, NoticeKind
from applications.rules.facts import Answers
from applications.rules.findings import Outcome
from applications.rules.rule import Case, Verdict, Verdicts


def required_kinds(answers: Answers) -> tuple[AttachmentKind, ...]:
    """Return the documents that this association must send.

    Nobody has to send a notice that, by rule VE-02, is known not to exist yet.
    """
    kinds = [AttachmentKind.STATUTES]
    if answers.organisation.legal_form == LegalForm.REGISTERED:
        kinds.append(AttachmentKind.REGISTER_EXTRACT)
    if answers.non_profit.notice_kind != NoticeKind.NONE:
        kinds.append(AttachmentKind.NON_PROFIT_NOTICE)
    return tuple(kinds)


def documents_are_there(case: Case) -> Verdicts:
    """Every required document is there or follows at a date the association names."""
    enclosures, required = case.answers.enclosures, required_kinds(case.answers)
    present = {attachment.kind for attachment in enclosures.attachments}
    promised = {promise.kind: promise for promise in enclosures.promised}
    missing = [kind for kind in required if kind not in present]
    for kind in missing:
        promise = promised.get(kind)
        outcome = Outcome.TO_CLARIFY if promise else Outcome.BLOCKING
        values = {"attachment_kind": kind, "until": promise.until if promise else None}
        field = "enclosures.promised" if promise else "enclosures.attachments"
        yield Verdict(outcome, field, values)
    if not missing:
        yield Verdict(Outcome.PASSED, "enclosures.attachments", {"required": required})


def documents_can_be_read(case: Case) -> Verdicts:
    """Every file has pages that a person can open."""
    attachments = case.answers.enclosures.attachments
    unreadable = [
        (number, attachment.name)
        for number, attachment in enumerate(attachments)
        if not attachment.pages or not attachment.size
    ]
    for number, name in unreadable:
        yield Verdict(Outcome.TO_CLARIFY, f"enclosures.attachments.{number}", {"file": name})
    if attachments and not unreadable:
        yield Verdict(Outcome.PASSED, "enclosures.attachments", {"files": len(attachments)})
