"""Application A1 of the demonstration with a whole life: asked, heard, cut, signed."""

import hashlib
from datetime import UTC, date, datetime
from typing import Final

from django.core.files.base import ContentFile

from applications.models import (
    Application,
    Decision,
    DecisionLine,
    Document,
    FindingSettlement,
    FundingRound,
    Hearing,
    InformationRequest,
    Membership,
    User,
)
from applications.models.decision import DecisionStatus
from applications.rules.choices import PointKind
from applications.rules.decisions import DecisionKind
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import (
    deliveries,
    drafts,
    hearings,
    information_requests,
    messages,
    notes,
    request_answers,
)
from applications.services.demo_data import desk, papers, partial_award, records
from applications.services.demo_data.accounts import FATMA, RANIA, SIGNER, WORKER
from applications.services.information_requests import Point
from applications.services.request_answers import TypedAnswer, mark_of
from tests import factories

RELEASED_AT: Final = datetime(2020, 3, 16, 9, 0, tzinfo=UTC)
COLLECTED_AT: Final = datetime(2020, 3, 18, 9, 0, tzinfo=UTC)
ON_FILE_AT: Final = datetime(2020, 3, 20, 9, 0, tzinfo=UTC)
QUESTION: Final = "Wer leitet das Projekt?"
ANSWER: Final = "Rania Haddad leitet das Projekt."
NEW_EFFECT: Final = "40 Familien füllen ihre Formulare selbst aus."
HEARD: Final = "Wir sind 56 Mitglieder, alle aus der Stadt."


def make_people() -> dict[str, User]:
    """Return the people of the case by their addresses."""
    team = {one.email: factories.make_user(one.name, email=one.email) for one in (RANIA, FATMA)}
    staff = {one.email: factories.make_staff(one.group, name=one.name) for one in (WORKER, SIGNER)}
    return team | staff


def send_a1(people: dict[str, User]) -> Application:
    """Send application A1 as the demonstration does."""
    record, funding_round = records.load("a1"), factories.make_round()
    FundingRound.objects.filter(pk=funding_round.pk).update(last_number=41)
    application = records.write_draft(
        record, funding_round=funding_round, actor=people[RANIA.email]
    )
    records.declare(record, application, at=record.begun_at)
    Membership.objects.create(
        organisation=application.organisation, user=people[FATMA.email], role=Role.REPRESENTATIVE
    )
    sent_at = record.received_at
    assert sent_at
    records.agree(record, application, actor=people[FATMA.email], at=sent_at)
    return Application.objects.get(pk=application.pk)


def make_decided_a1() -> tuple[Application, dict[str, User]]:
    """Return A1 after everything that can happen before and with an award."""
    people = make_people()
    application, worker = send_a1(people), people[WORKER.email]
    desk.take(application, worker, at=_at(20))
    _ask_and_answer(application, people)
    desk.settle(application, worker, reason="Der Nachweis liegt vor.", at=_at(23))
    desk.judge(application, worker, at=_at(23))
    _write(application, people)
    _hear(application, people)
    partial_award.propose(_fresh(application), worker, at=_at(27))
    desk.sign(_fresh(application), people[SIGNER.email], at=_at(28))
    factories.release(_fresh(application), at=RELEASED_AT)
    act = Document.objects.get(application=application, kind=DocumentKind.AWARD)
    deliveries.collect(document=act, actor=people[RANIA.email], at=COLLECTED_AT)
    store_files(application)
    return _fresh(application), people


def add_rows(application: Application, worker: User) -> None:
    """Add one more row to every list that a record tells of."""
    number = application.hearings.count() + 1
    factories.make_attachment(application, kind="quotes")
    hearing = Hearing.objects.create(
        application=application,
        number=number,
        reason="Noch etwas.",
        due_on=date(2020, 3, 20),
        sent_by=worker,
        sent_at=_at(29),
        closed_by=worker,
        closed_at=_at(30),
    )
    factories.make_case_message(application, hearing=hearing, with_file=True)
    request = InformationRequest.objects.create(
        application=application,
        number=number,
        asked_by=worker,
        asked_at=_at(29),
        due_on=date(2020, 3, 20),
        closed_at=_at(30),
    )
    request.points.create(position=1, kind=PointKind.QUESTION, text="Noch etwas?")
    decision = application.decisions.order_by("pk").first()
    assert decision
    returned = Decision.objects.create(
        application=application,
        kind=DecisionKind.WAITING,
        status=DecisionStatus.RETURNED,
        micro_project_maximum_eur=decision.micro_project_maximum_eur,
        minijob_maximum_eur=decision.minijob_maximum_eur,
        proposed_by=worker,
        proposed_at=_at(29),
        closed_by=worker,
        closed_at=_at(30),
        return_reason="Zu früh.",
    )
    DecisionLine(decision=returned, position=1, requested_eur="1.00", accepted_eur="1.00").save(
        force_insert=True
    )
    finding = application.snapshots.latest("version").findings.order_by("pk")[number]
    FindingSettlement(
        finding=finding, is_met=True, reason="Klar.", settled_by=worker, settled_at=_at(29)
    ).save(force_insert=True)
    notes.write_note(
        application=application, text=f"Notiz {number}", last_own=0, actor=worker, at=_at(29)
    )


def store_files(application: Application) -> None:
    """Give our documents files with pages in them; printing real ones takes seconds."""
    for row in application.documents.filter(rendered_at=None).order_by("pk"):
        store_file(row)


def store_file(row: Document) -> None:
    """Give one document a file that names its case, with as many pages as its edition says."""
    subject = row.application.reference_number if row.application else ""
    content = papers.pdf(f"{row.kind}.pdf", row.number) + f"% {subject}".encode()
    row.file.save("x.pdf", ContentFile(content), save=False)
    row.size, row.sha256 = len(content), hashlib.sha256(content).hexdigest()
    row.rendered_at = row.ordered_at
    row.save()


def _ask_and_answer(application: Application, people: dict[str, User]) -> None:
    request = information_requests.request_information(
        application=_fresh(application),
        points=[
            Point(section=Section.GOALS, text="Bitte nennen Sie ein Ziel, das man zählen kann."),
            Point(text=QUESTION),
        ],
        due_on=date(2020, 2, 4),
        actor=people[WORKER.email],
        at=_at(21),
    )
    rania = people[RANIA.email]
    row = drafts.section_row(_fresh(application), Section.GOALS)
    drafts.save_section(
        application=_fresh(application),
        section=Section.GOALS,
        answers={"effect": NEW_EFFECT},
        pending={},
        version=row.version,
        actor=rania,
        at=_at(22),
    )
    request_answers.save_answers(
        request=request,
        answers={2: TypedAnswer(text=ANSWER, seen=mark_of(""))},
        actor=rania,
        at=_at(22),
    )
    request_answers.answer_request(request=request, actor=rania, at=_at(22))
    information_requests.resume_review(
        application=_fresh(application), actor=people[WORKER.email], at=_at(22, 10)
    )


def _write(application: Application, people: dict[str, User]) -> None:
    messages.write_message(
        application=_fresh(application),
        text="Danke für Ihre Antwort.",
        uploads=[],
        last_own=0,
        from_authority=True,
        actor=people[WORKER.email],
        at=_at(23),
    )
    notes.write_note(
        application=_fresh(application),
        text="Am Telefon war alles klar.",
        last_own=0,
        actor=people[WORKER.email],
        at=_at(23),
    )


def _hear(application: Application, people: dict[str, User]) -> None:
    hearing = hearings.send_hearing(
        application=_fresh(application),
        reason="Wie viele Mitglieder wohnen in der Stadt?",
        due_on=date(2020, 2, 7),
        actor=people[WORKER.email],
        at=_at(24),
    )
    hearings.answer_hearing(
        hearing=Hearing.objects.select_related("application").get(pk=hearing.pk),
        text=HEARD,
        uploads=[],
        last_own=0,
        actor=people[RANIA.email],
        at=_at(25),
    )
    hearings.end_hearing(application=_fresh(application), actor=people[WORKER.email], at=_at(26))


def _fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def _at(day: int, hour: int = 9) -> datetime:
    return datetime(2020, 1, day, hour, 0, tzinfo=UTC)
