"""Letters that go at once: the words of the page on paper, and nothing that waits for them."""

import json

import pytest

from applications.models import Application, AuditEvent, Document, LetterDraft, Message
from applications.rules.documents import LegalTextKind
from applications.rules.lifecycle import State
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.ASKED_AT
REASON = "Ihr Verein hat keinen Sitz in Hessen."


def ask(case: Application) -> None:
    factories.make_information_request(case)


def hear(case: Application) -> None:
    factories.make_hearing(case, reason=REASON)


BOTH = pytest.mark.parametrize(
    ("send", "kind", "state", "mail"),
    [
        (ask, "information_request", State.INFORMATION_REQUESTED, "information_requested"),
        (hear, "hearing", State.HEARING, "hearing_opened"),
    ],
)


def test_a_request_is_a_letter_with_its_points() -> None:
    case = factories.make_ready()

    request = factories.make_information_request(case)

    row = Document.objects.get(kind="information_request")
    letter = json.loads(row.content)
    assert (row.number, row.ordered_at, letter["dated"]) == (1, AT, "2020-02-03")
    assert letter["request"]["due_on"] == request.due_on.isoformat()
    assert [point["text"] for point in letter["request"]["points"]] == [
        point.text for point in request.points.order_by("position")
    ]
    assert "17. Februar 2020" in letter["texts"]["information_request"]["text"]
    assert letter["signatory"] == request.asked_by.name


def test_a_hearing_is_a_letter_with_its_reasons() -> None:
    hearing = factories.make_hearing(reason=REASON)

    letter = json.loads(Document.objects.get(kind="hearing").content)

    assert letter["hearing"] == {"reason": REASON, "due_on": hearing.due_on.isoformat()}


@BOTH
def test_the_association_may_read_it_and_nobody_has_to_release_it(send, kind, state, mail) -> None:
    case = factories.make_ready()

    send(case)

    assert [row.kind for row in case.documents.told().order_by("pk")] == [
        "acknowledgement_of_receipt",
        kind,
    ]
    assert not LetterDraft.objects.exists()
    assert Application.objects.get().state == state


@BOTH
@pytest.mark.parametrize("flaw", ["missing", "a draft", "with an unknown place"])
def test_without_its_legal_text_it_goes_without_a_letter(
    send, kind: str, state: State, mail: str, flaw: str
) -> None:
    row = factories.make_round(
        with_legal_texts=flaw != "missing", texts_released=flaw != "a draft"
    )
    if flaw == "with an unknown place":
        row.legal_texts.create(
            kind=kind,
            edition="9",
            text="Bis {frist}.",
            written_at=AT,
            released_at=AT,
            released_by=factories.make_staff("Leitung"),
        )
    case = factories.make_ready()

    send(case)

    assert Application.objects.get().state == state
    assert Message.objects.filter(kind=mail).count() == 1
    assert not Document.objects.filter(kind=kind).exists()
    event = AuditEvent.objects.get(event="letter.not_written")
    assert (event.application, event.data["kind"]) == (case, kind)
    assert event.data["text"] == ("frist" if flaw == "with an unknown place" else kind)
    assert LegalTextKind(kind)


def test_every_request_has_its_own_letter() -> None:
    case = factories.make_ready()
    first = factories.make_information_request(case)
    case.refresh_from_db()
    first.closed_at = AT
    first.save()
    Application.objects.update(state=State.UNDER_REVIEW)
    case.refresh_from_db()

    factories.make_information_request(case)

    numbers = Document.objects.filter(kind="information_request").order_by("number")
    assert list(numbers.values_list("number", flat=True)) == [1, 2]
