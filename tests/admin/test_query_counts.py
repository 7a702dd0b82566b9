"""Every list and every page with rows asks the database as often for three rows as for one."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import BatchResult, FundingRound, InternalNote, TextBlock, User
from applications.rules.choices import EnquiryKind
from applications.rules.documents import DocumentKind
from applications.rules.parameters import ParameterKind
from applications.rules.review import TextBlockKind
from applications.services import (
    contact,
    feedback,
    hearings,
    information_requests,
    legal_parameters,
    round_changes,
    rounds,
    second_factor_resets,
)
from applications.services.records import order_record
from tests import factories
from tests.support import award_changes, bank_details, many_cases, paper
from tests.support.award_cases import answer_checklist, make_listed
from tests.support.award_lists import freeze, make_scenario
from tests.support.desk_rows import make_batch
from tests.support.statements import count_statements

AT = factories.REVIEWED_AT
# The days until which an association is asked, one after the other.
ASKED_UNTIL = [date(2020, 1, 27), date(2020, 2, 5), date(2020, 2, 14)]
Make = Callable[[User, int], str]


def address(name: str, *args: object) -> str:
    return reverse(f"admin:applications_{name}", args=args)


def a_list(name: str, make_one: Callable[[int], object]) -> Make:
    """Return what makes so many rows and leads to their list."""

    def make(_person: User, count: int) -> str:
        factories.make_round()
        for number in range(count):
            make_one(number)
        return reverse(f"admin:{name}_changelist")

    return make


def _case(_number: int) -> None:
    factories.make_submitted()


def _proposal(_number: int) -> None:
    factories.make_proposed()


def _head(number: int) -> None:
    factories.make_staff("Leitung", name=f"L. {number}")


def _legal_value(number: int) -> None:
    legal_parameters.enter_parameter(
        kind=ParameterKind.MINIMUM_WAGE,
        valid_from=date(2031, 1, number + 1),
        known_from=None,
        value=Decimal("14.00"),
        source="BGBl.",
        actor=factories.make_staff("Verwaltung"),
        at=AT,
    )


def _round(number: int) -> None:
    rounds.copy_round(
        source=FundingRound.objects.order_by("pk").first(),
        name=f"Runde {number}",
        year=2031 + number,
        prefix=f"WIR-{2031 + number}",
        actor=factories.make_staff("Verwaltung"),
        at=AT,
    )


def _text_block(number: int) -> None:
    kind = TextBlockKind.MESSAGE
    TextBlock.objects.create(key=f"b{number}", kind=kind, title=f"Block {number}", text="Text.")


def _enquiry(number: int) -> None:
    contact.receive_enquiry(
        kind=EnquiryKind.CONTACT,
        name=f"Name {number}",
        email="rania@beispiel.de",
        text="Dürfen wir zwei Projekte machen?",
        funding_round=None,
        actor=None,
        at=AT,
    )


def _feedback(number: int) -> None:
    feedback.record_submission_feedback(
        ease=2, certainty=5, comment=f"{number}", funding_round=factories.make_round(), at=AT
    )


def _vote(number: int) -> None:
    feedback.record_help_vote(topic=("minijob", "frist", "foto")[number], helped=True, at=AT)


def _reset(number: int) -> None:
    second_factor_resets.ask_reset(
        account=factories.make_staff("Haushalt", name=f"H. {number}"),
        reason="Persönlich im Büro.",
        actor=factories.make_staff("Verwaltung"),
        at=AT,
    )


def round_with_changes(_person: User, count: int) -> str:
    row = factories.make_round()
    for number in range(count):
        change = _change(row, {"contact_phone": f"0611 {number}"})
        head = factories.make_staff("Leitung")
        round_changes.refuse_change(change=change, note="Nein.", actor=head, at=AT)
    return address("fundinground_change", row.pk)


def change_with_drafts(_person: User, count: int) -> str:
    row = factories.make_round()
    for _number in range(count):
        factories.make_complete_draft()
        factories.make_submitted()
    later = row.closes_at.replace(month=3)
    change = _change(row, {"closes_at": later})
    return address("fundinground_decide", row.pk, change.pk)


def _change(row: FundingRound, values: dict) -> object:
    return round_changes.propose_change(
        funding_round=row,
        values=values,
        reason="Neu.",
        actor=factories.make_staff("Verwaltung"),
        at=AT,
    )


def frozen_list(page: str) -> Make:
    """Return what freezes a list of so many cases and leads to one of its pages."""

    def make(_person: User, count: int) -> str:
        answer_checklist(make_listed(count))
        head = factories.make_staff("Leitung")
        frozen = freeze(make_scenario(actor=head, at=AT), actor=head, at=AT)
        return address(f"awardlist_{page}", frozen.pk)

    return make


def compared_lists(_person: User, count: int) -> str:
    make_listed(count)
    scenario = make_scenario(actor=factories.make_staff("Leitung"))
    return f"{address('awardlist_compare')}?a=0&b={scenario.pk}"


def batch_result(person: User, count: int) -> str:
    batch = make_batch(actor=person)
    for case in make_listed(count):
        BatchResult.objects.create(batch=batch, application=case, is_done=True)
    return address("application_batch_result", batch.code)


def paper_with_scans(person: User, count: int) -> str:
    entry = paper.make_paper_entry(actor=person)
    for _number in range(count - 1):
        factories.make_attachment(entry.application, kind="paper_original")
    return address("paperentry_change", entry.application.code)


def case_with_notes(person: User, count: int) -> str:
    case = factories.make_reviewed(actor=person)
    for number in range(count):
        author = factories.make_staff("Leitung")
        InternalNote.objects.create(
            application=case, author=author, text=f"{number}", written_at=AT
        )
    return address("application_notes", case.code)


def case_with_records(person: User, count: int) -> str:
    """A case whose record was drawn up so many times, each time with one more document in it."""
    case = factories.make_reviewed(actor=person)
    for _number in range(count):
        factories.make_attachment(case, kind="quotes")
        order_record(DocumentKind.REVIEW_NOTE, application=case, actor=person, at=AT)
    return address("application_change", case.code)


def case_with_accounts(_person: User, count: int) -> str:
    case = factories.make_awarded()
    ibans = (bank_details.IBAN, bank_details.OTHER_IBAN)
    for number in range(count):
        bank_details.enter(case, iban=ibans[number % 2])
    return address("application_change", case.code)


def case_with_requests(person: User, count: int) -> str:
    """A case whose association was asked so many times and never answered."""
    case = factories.make_reviewed(actor=person)
    for number in range(count):
        factories.make_information_request(
            case, actor=person, at=AT + timedelta(days=10 * number), due_on=ASKED_UNTIL[number]
        )
        case.refresh_from_db()
        later = AT + timedelta(days=9 + 10 * number)
        information_requests.resume_review(application=case, actor=person, at=later)
        case.refresh_from_db()
    return address("application_change", case.code)


def case_with_hearings(person: User, count: int) -> str:
    """A case that was heard so many times, with an answer each."""
    case = factories.make_ready(actor=person)
    for _number in range(count):
        hearing = factories.make_hearing(case, actor=person)
        hearings.answer_hearing(
            hearing=hearing,
            text="Das stimmt nicht.",
            uploads=[],
            last_own=0,
            actor=case.created_by,
            at=factories.ASKED_AT,
        )
        case.refresh_from_db()
        hearings.end_hearing(application=case, actor=person, at=factories.ASKED_AT)
        case.refresh_from_db()
    return address("application_change", case.code)


def award_with_changes(person: User, count: int) -> str:
    """An award that was changed so many times; the last change waits for its second person."""
    case = factories.make_awarded(actor=person)
    for number in range(count):
        left = award_changes.amounts(f"{2000 - number}.00", "5361.62")
        change = award_changes.propose(case, actor=person, after=left)
        if number < count - 1:
            award_changes.sign(change)
            case.refresh_from_db()
    return address("application_change", case.code)


def step_with_blocks(person: User, count: int) -> str:
    case = factories.make_reviewed(actor=person)
    for number in range(count):
        TextBlock.objects.create(
            key=f"b{number}",
            kind=TextBlockKind.REQUEST_POINT,
            title=f"Block {number}",
            text="Text.",
        )
    return address("application_step", case.code, "nachfrage")


# Session, account and groups are three, noting who saw a case is five; then what the page needs.
COUNTED: dict[str, tuple[str, int, Make]] = {
    "documents": ("Revision", 5, a_list("applications_document", _case)),
    "e-mails": ("Revision", 5, a_list("applications_message", _case)),
    "log": ("Revision", 5, a_list("applications_auditevent", _proposal)),
    "moves": ("Revision", 5, a_list("applications_transition", _proposal)),
    "memberships": ("Revision", 5, a_list("applications_membership", _case)),
    "groups": ("Revision", 6, a_list("auth_group", _head)),
    "accounts": ("Verwaltung", 6, a_list("applications_user", _reset)),
    "legal values": ("Leitung", 5, a_list("applications_legalparameter", _legal_value)),
    "rounds": ("Verwaltung", 5, a_list("applications_fundinground", _round)),
    "text blocks": ("Verwaltung", 5, a_list("applications_textblock", _text_block)),
    "enquiries": ("Leitung", 5, a_list("applications_enquiry", _enquiry)),
    "feedback": ("Leitung", 7, a_list("applications_submissionfeedback", _feedback)),
    "votes on the help": ("Leitung", 6, a_list("applications_helpvote", _vote)),
    "changes of a round": ("Verwaltung", 5, round_with_changes),
    "change with drafts": ("Leitung", 10, change_with_drafts),
    "frozen list": ("Mitzeichnung", 9, frozen_list("change")),
    "list to confirm": ("Mitzeichnung", 5, frozen_list("confirm")),
    "list to release": ("Leitung", 12, frozen_list("release")),
    "compared lists": ("Leitung", 12, compared_lists),
    "result of a batch": ("Sachbearbeitung", 5, batch_result),
    "paper entry": ("Sachbearbeitung", 22, paper_with_scans),
    "notes": ("Sachbearbeitung", 10, case_with_notes),
    "amounts and accounts": ("Haushalt", 10, case_with_accounts),
    "case with records": ("Sachbearbeitung", 31, case_with_records),
    "case with requests": ("Sachbearbeitung", 34, case_with_requests),
    "case with hearings": ("Sachbearbeitung", 35, case_with_hearings),
    "award with changes": ("Sachbearbeitung", 34, award_with_changes),
    "request for information": ("Sachbearbeitung", 21, step_with_blocks),
}


@pytest.mark.slow
def test_lists_ask_for_three_hundred_rows_as_often_as_for_three(desk):
    client = desk("Sachbearbeitung")
    cases = address("application_changelist")
    pages = (cases, reverse("admin:index"), f"{cases}?q=verein")
    pattern = factories.make_submitted()
    asked = []
    for count in (2, 297):
        many_cases.make_many(pattern, count)
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            asked.append(count_statements(captured))

    assert asked[:3] == asked[3:]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", COUNTED)
def test_page_asks_the_same_few_queries(desk, django_assert_num_queries, page, count):
    group, expected, make = COUNTED[page]
    client = desk(group)
    url = make(client.person, count)
    assert client.get(url).status_code == 200

    with django_assert_num_queries(expected):
        client.get(url)
