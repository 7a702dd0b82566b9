"""Rows for tests: rounds, people, drafts and cases, made by the services themselves."""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from applications.models import (
    Application,
    Attachment,
    CaseMessage,
    CaseMessageFile,
    ConflictDeclaration,
    Decision,
    Document,
    FundingRound,
    Hearing,
    InformationRequest,
    LetterRelease,
    Membership,
    User,
)
from applications.rules.choices import AttachmentKind
from applications.rules.decisions import DecisionKind, Reasons
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Role
from applications.rules.review import ChecklistVerdict, Relation
from applications.rules.sections import Section
from applications.services import (
    award,
    checklist,
    conflicts,
    drafts,
    hearings,
    information_requests,
    judgements,
    letter_outbox,
    review,
    scores,
    submission,
)
from applications.services.identity_proof import assumed_proof
from applications.services.legal_texts import add_legal_texts
from applications.services.letter_drafts import open_drafts
from applications.services.rounds import ROUND_2020, add_review_lists
from tests.support.complete_answers import ANSWERS

BEGUN_AT = datetime(2020, 1, 18, 19, 0, tzinfo=UTC)
SENT_AT = datetime(2020, 1, 18, 20, 14, 7, tzinfo=UTC)
REVIEWED_AT = datetime(2020, 1, 20, 9, 0, tzinfo=UTC)
ASKED_AT = datetime(2020, 2, 3, 9, 0, tzinfo=UTC)
DUE_ON = date(2020, 2, 17)
PASSWORD = "eine lange stille Nacht"
THREE_POINTS = (
    information_requests.Point(
        section=Section.GOALS, text="Bitte schreiben Sie genauer, wem das Projekt hilft."
    ),
    information_requests.Point(
        attachment_kind=AttachmentKind.NON_PROFIT_NOTICE,
        text="Bitte schicken Sie uns den neuen Bescheid vom Finanzamt.",
    ),
    information_requests.Point(text="Wer leitet das Projekt?"),
)

_numbers = itertools.count(1)


def make_round(
    *, texts_released: bool = True, with_legal_texts: bool = True, **values: Any
) -> FundingRound:
    """The round of 2020, or another one like it."""
    prefix = values.pop("reference_prefix", "WIR-2020")
    known = FundingRound.objects.filter(reference_prefix=prefix).first()
    if known and not values:
        return known
    made = FundingRound.objects.create(reference_prefix=prefix, **{**ROUND_2020, **values})
    add_review_lists(made)
    if with_legal_texts:
        add_legal_texts(made, at=BEGUN_AT)
    if texts_released:
        made.legal_texts.update(released_at=BEGUN_AT, released_by=make_staff("Leitung"))
    return made


def make_user(name: str = "Rania Haddad", **values: Any) -> User:
    """An applicant's account."""
    email = values.pop("email", f"person{next(_numbers)}@verein.example")
    return User.objects.create_user(email, PASSWORD, name=name, **values)


def make_staff(*groups: str, name: str = "A. Beispiel") -> User:
    """A staff account in these groups."""
    email = f"staff{next(_numbers)}@behoerde.example"
    user = User.objects.create_user(email, PASSWORD, name=name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_member(application: Application, *, role: Role = Role.MEMBER) -> User:
    """One more person in the team of an application."""
    user = make_user("Selamawit Tekle")
    Membership.objects.create(organisation=application.organisation, user=user, role=role)
    return user


def make_draft(
    *,
    funding_round: FundingRound | None = None,
    actor: User | None = None,
    at: datetime = BEGUN_AT,
    name: str | None = None,
) -> Application:
    """An empty draft of one association."""
    application = drafts.begin_application(
        funding_round=funding_round or make_round(),
        organisation_name=name or f"Frauennetz {next(_numbers)} e. V.",
        postcode="61169",
        actor=actor or make_user(),
        at=at,
    )
    return Application.objects.with_lists().get(pk=application.pk)


def make_complete_draft(
    *,
    changes: Mapping[Section, Mapping[str, Any]] | None = None,
    at: datetime = BEGUN_AT,
    **values: Any,
) -> Application:
    """A draft with every answer; ``changes`` replaces some of them."""
    application = make_draft(at=at, **values)
    answers = deepcopy(ANSWERS)
    answers[Section.ORGANISATION]["name"] = application.organisation_name
    answers[Section.ORGANISATION]["register_number"] = f"VR {9000 + application.pk}"
    for section, some in (changes or {}).items():
        answers[section].update(some)
    for section, columns in answers.items():
        drafts.save_section(
            application=application,
            section=section,
            answers=columns,
            pending={},
            version=0,
            actor=application.created_by,
            at=at,
        )
    for kind in ("statutes", "register_extract", "non_profit_notice"):
        make_attachment(application, kind=kind)
    return Application.objects.with_lists().get(pk=application.pk)


def make_attachment(application: Application, *, kind: str, **values: Any) -> Attachment:
    """A received file and its copy to read; their content is not looked at."""
    number = next(_numbers)
    return Attachment.objects.create(
        **{
            "application": application,
            "kind": kind,
            "name": f"{kind}.pdf",
            "media_type": "application/pdf",
            "size": 1000,
            "pages": 2,
            "sha256": f"{number:064x}",
            "file": ContentFile(b"%PDF-1.7", name="file"),
            "readable_file": ContentFile(b"%PDF-1.7 readable", name="file"),
            "readable_size": 17,
            "uploaded_by": application.created_by,
            "uploaded_at": application.created_at,
            **values,
        }
    )


def make_submitted(*, at: datetime = SENT_AT, **values: Any) -> Application:
    """A case as it arrives at the authority."""
    draft = make_complete_draft(at=min(at, BEGUN_AT), **values)
    return submission.submit_application(application=draft, actor=draft.created_by, at=at)


def make_case_message(
    application: Application, *, actor: User | None = None, with_file: bool = False, **values: Any
) -> CaseMessage:
    """A message of the association, or of the authority when staff are the actor."""
    sender = actor or application.created_by
    message = CaseMessage.objects.create(
        **{
            "application": application,
            "sender": sender,
            "from_authority": sender.is_staff,
            "text": "Wann hören wir von Ihnen?",
            "sent_at": REVIEWED_AT,
            **values,
        }
    )
    if with_file:
        file = CaseMessageFile(
            message=message,
            name="Aushang.jpg",
            media_type="image/jpeg",
            size=1000,
            pages=1,
            sha256=f"{next(_numbers):064x}",
        )
        file.file.save("x", ContentFile(b"as received"), save=False)
        file.file.storage.save(file.readable_file, ContentFile(b"harmless"))
        file.save()
    return message


def store_receipt(application: Application, *, size: int = 0) -> Document:
    """Give the acknowledgement of receipt a file; making a real one takes seconds."""
    document = application.documents.get(kind=DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT)
    content = f"%PDF-1.7 receipt {application.reference_number}".encode().ljust(size)
    document.file.save("x.pdf", ContentFile(content), save=False)
    document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()
    document.rendered_at = SENT_AT
    document.save()
    return document


def make_reviewed(*, actor: User | None = None, **values: Any) -> Application:
    """A case that a case worker has begun to review."""
    application = make_submitted(**values)
    case_worker = actor or make_staff("Sachbearbeitung")
    review.start_review(application=application, actor=case_worker, at=REVIEWED_AT)
    return application


def make_information_request(
    application: Application | None = None,
    *,
    points: Sequence[information_requests.Point] = (),
    due_on: date = DUE_ON,
    actor: User | None = None,
    at: datetime = ASKED_AT,
) -> InformationRequest:
    """A request that waits for an answer: a section, a document and a question."""
    case_worker = actor or make_staff("Sachbearbeitung")
    return information_requests.request_information(
        application=application or make_reviewed(actor=case_worker),
        points=points or THREE_POINTS,
        due_on=due_on,
        actor=case_worker,
        at=at,
    )


def make_hearing(
    application: Application | None = None,
    *,
    reason: str = "Ihr Verein hat keinen Sitz in Hessen.",
    due_on: date = DUE_ON,
    actor: User | None = None,
    at: datetime = ASKED_AT,
) -> Hearing:
    """A hearing that waits for what the association says."""
    case_worker = actor or make_staff("Sachbearbeitung")
    return hearings.send_hearing(
        application=application or make_ready(actor=case_worker),
        reason=reason,
        due_on=due_on,
        actor=case_worker,
        at=at,
    )


def declare(
    user: User,
    application: Application,
    relation: Relation = Relation.NONE,
    *,
    reason: str = "",
    at: datetime = REVIEWED_AT,
) -> ConflictDeclaration:
    """Let a member of staff say how they stand to the association: by default, not at all."""
    return conflicts.declare_relation(
        application=application,
        relation=relation,
        reason=reason or ("" if relation == Relation.NONE else "Meine Schwester ist Mitglied."),
        actor=user,
        at=at,
    )


def complete_review(
    application: Application, *, actor: User, points: int = 2, at: datetime = REVIEWED_AT
) -> None:
    """Answer every point of the checklist with yes and score every criterion."""
    checklist.save_answers(
        application=application,
        given=[
            judgements.Given(
                key=item.pk, values={"answer": ChecklistVerdict.YES, "note": ""}, seen=0
            )
            for item in checklist.open_items(application)
        ],
        actor=actor,
        at=at,
    )
    scores.save_scores(
        application=application,
        given=[
            judgements.Given(
                key=one.pk, values={"points": points, "reason": "Siehe Akte."}, seen=0
            )
            for one in scores.unscored_criteria(application)
        ],
        actor=actor,
        at=at,
    )


def make_proposed(
    *, actor: User | None = None, kind: DecisionKind = DecisionKind.AWARD, **values: Any
) -> Application:
    """A case with a proposal that waits for a signature."""
    case_worker = actor or make_staff("Sachbearbeitung")
    application = make_ready(actor=case_worker, **values)
    propose(application, actor=case_worker, kind=kind)
    return application


def make_ready(*, actor: User | None = None, **values: Any) -> Application:
    """A case in review whose checklist and scores are complete."""
    case_worker = actor or make_staff("Sachbearbeitung")
    application = make_reviewed(actor=case_worker, **values)
    complete_review(application, actor=case_worker)
    return application


def propose(
    application: Application,
    *,
    actor: User,
    kind: DecisionKind = DecisionKind.AWARD,
    at: datetime = REVIEWED_AT,
) -> Decision:
    """Propose what was asked for, or a decision without money."""
    return award.propose_decision(
        application=application,
        kind=kind,
        amounts=application.requested,
        reasons=Reasons(assessment="" if kind == DecisionKind.AWARD else "Siehe Vermerk."),
        actor=actor,
        at=at,
    )


def sign(application: Application, *, actor: User, at: datetime = REVIEWED_AT) -> Decision:
    """Let somebody sign who has just shown who they are."""
    return award.cosign_decision(
        application=application, proof=assumed_proof(actor), actor=actor, at=at
    )


def make_awarded(**values: Any) -> Application:
    """A case that was awarded what was asked for, and whose team knows it."""
    application = make_proposed(**values)
    approver = make_staff("Mitzeichnung")
    sign(application, actor=approver)
    release(application)
    return application


def release(*applications: Application, at: datetime = REVIEWED_AT) -> LetterRelease:
    """Let two persons release what waits in the outbox, and send it."""
    first, second = make_staff("Leitung"), make_staff("Leitung")
    drafts = open_drafts().filter(application__in=applications).select_related("application")
    asked = letter_outbox.ask_release(
        funding_round=applications[0].round, drafts=drafts, actor=first, at=at
    )
    letter_outbox.release_letters(
        release=asked.release, proof=assumed_proof(second), actor=second, at=at
    )
    asked.release.refresh_from_db()
    letter_outbox.send_release(asked.release, at=at)
    for application in applications:
        application.refresh_from_db()
    return asked.release
