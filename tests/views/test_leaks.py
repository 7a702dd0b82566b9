"""G29, T22: no page of an applicant tells what happens inside the authority."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from applications.models import Application, Finding, InformationRequest
from applications.rules.award_changes import AwardChangeKind
from applications.rules.decisions import DecisionKind, GrantAmounts, Reasons
from applications.rules.lifecycle import Action, State
from applications.rules.rulebook import BY_ID
from applications.rules.sections import Section
from applications.services import award, review
from applications.urls import urlpatterns
from applications.workflow import engine
from tests import factories
from tests.support import award_changes
from tests.support.pages import page_text
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT
WORKER, SIGNER, HEAD = "Anke Vollbrecht", "Bernd Ochsenkühn", "Carla Zschoche"
NOTES = ("Vermerk zur Kappung", "Grund der Rückgabe", "Bitte im Haus klären")
OTHERS = ("Brückenbau Kassel", "Selma Fremd", "WIR-2020-0001")
# Words of the staff for steps and judgements, and our own names of them in the markup.
INTERNAL = (
    "vorgeschlagen",
    "vorschlag",
    "mitzeichn",
    "mitgezeichnet",
    "zurückgegeben",
    "sachbearbeitung",
    "vier-augen",
    "ausschluss",
    "zuständig",
    "reserviert",
    "proposed",
    "cosign",
    "settle",
)
RULES = re.compile("|".join(rf"\b{rule}\b" for rule in BY_ID))
POINTS = re.compile(r"\b\d+ Punkte\b")


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch, rehearsal: Callable[[str], Any]) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal("2020-01-21T10:00")


class Office:
    """Three people of the authority who bring a case into any state."""

    def __init__(self) -> None:
        self.worker = factories.make_staff("Sachbearbeitung", name=WORKER)
        self.signer = factories.make_staff("Mitzeichnung", name=SIGNER)
        self.head = factories.make_staff("Leitung", name=HEAD)
        factories.make_submitted(actor=factories.make_user(OTHERS[1]), name=f"{OTHERS[0]} e. V.")

    def bring_to(self, state: State) -> Application:
        """Return a case of one team in a state, with notes of all kinds on the way."""
        if state == State.DRAFT:
            return factories.make_complete_draft()
        if state == State.SUBMITTED:
            return factories.make_submitted()
        case = self._reviewed()
        if state in STEPS:
            STEPS[state](self, case)
        return Application.objects.get(pk=case.pk)

    def _reviewed(self) -> Application:
        """A case whose findings were judged and whose first proposal came back."""
        case = factories.make_ready(
            actor=self.worker, changes={Section.PROFILE: {"board_share": "half"}}
        )
        finding = Finding.objects.get(snapshot__application=case, outcome="to_clarify")
        review.settle_finding(
            finding=finding, is_met=True, reason=NOTES[2], actor=self.worker, at=AT
        )
        factories.make_case_message(case, actor=self.worker, text="Guten Tag!")
        self.propose(case, DecisionKind.AWARD)
        award.return_decision(application=case, reason=NOTES[1], actor=self.head, at=AT)
        return case

    def propose(self, case: Application, kind: DecisionKind) -> None:
        nothing = GrantAmounts(micro_project_eur=Decimal(0), minijob_eur=Decimal(0))
        is_award = kind == DecisionKind.AWARD
        award.propose_decision(
            application=case,
            kind=kind,
            amounts=case.requested if is_award else nothing,
            reasons=Reasons(facts=NOTES[0], assessment=NOTES[0], discretion=NOTES[0]),
            actor=self.worker,
            at=AT,
        )

    def decide(self, case: Application, kind: DecisionKind) -> None:
        self.propose(case, kind)
        factories.sign(case, actor=self.signer, at=AT)
        factories.release(case, at=AT)

    def ask(self, case: Application) -> None:
        factories.make_information_request(case, actor=self.worker, at=AT)

    def be_answered(self, case: Application) -> None:
        self.ask(case)
        engine.perform(Action.ANSWER, application=case, actor=case.created_by, at=AT)
        requests = InformationRequest.objects.filter(application=case)
        requests.update(answered_at=AT, answered_by=case.created_by, closed_at=AT)

    def hear(self, case: Application) -> None:
        factories.make_hearing(case, actor=self.worker, at=AT)

    def be_withdrawn(self, case: Application) -> None:
        self.propose(case, DecisionKind.AWARD)
        award.withdraw_application(application=case, reason="", actor=case.created_by, at=AT)

    def revoke(self, case: Application) -> None:
        self.decide(case, DecisionKind.AWARD)
        reasons = Reasons(facts=NOTES[0], assessment=NOTES[0], discretion=NOTES[0])
        change = award_changes.propose(
            case, AwardChangeKind.REVOCATION, actor=self.worker, reasons=reasons, at=AT
        )
        award_changes.sign(change, actor=self.head, at=AT)


STEPS: dict[State, Callable[[Office, Application], None]] = {
    State.INFORMATION_REQUESTED: Office.ask,
    State.ANSWERED: Office.be_answered,
    State.HEARING: Office.hear,
    State.PROPOSED: lambda office, case: office.propose(case, DecisionKind.AWARD),
    State.AWARDED: lambda office, case: office.decide(case, DecisionKind.AWARD),
    State.WAITING: lambda office, case: office.decide(case, DecisionKind.WAITING),
    State.REJECTED: lambda office, case: office.decide(case, DecisionKind.REJECTION),
    State.WITHDRAWN: Office.be_withdrawn,
    State.REVOKED: Office.revoke,
}


def addresses(case: Application) -> Iterator[str]:
    """Yield the list and every address that needs no more than the code or a first number."""
    known = {"code": case.code, "number": 1}
    yield reverse("application_list")
    for pattern in urlpatterns:
        wanted = getattr(pattern.pattern, "converters", {}).keys()
        if str(pattern.pattern).startswith("antrag/") and wanted <= known.keys():
            yield reverse(pattern.name, kwargs={part: known[part] for part in wanted})


def pages(case: Application) -> Iterator[tuple[str, str]]:
    """Yield what the person who sent the case gets to see, address by address."""
    client = StrictClient()
    client.force_login(case.created_by)
    for address in addresses(case):
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield address, answer.content.decode()


@pytest.mark.parametrize("state", State)
def test_no_page_tells_what_happens_inside(state: State) -> None:
    case = Office().bring_to(state)
    assert case.state == state

    seen = {}
    for address, html in pages(case):
        words = html.casefold().replace(case.code.casefold(), "")
        told = [word for word in INTERNAL if word in words]
        told += [text for text in (*NOTES, *OTHERS, WORKER, SIGNER, HEAD) if text in html]
        told += [name for name in _parts_of_names() if re.search(rf"\b{name}\b", html)]
        told += RULES.findall(html) + POINTS.findall(html)
        seen[address] = told

    assert {address: told for address, told in seen.items() if told} == {}
    assert len(seen) >= (10 if state == State.DRAFT else 4)


def test_work_on_a_proposal_looks_like_the_review() -> None:
    """The same words stand there before, while and after somebody signs."""
    office = Office()
    case = office.bring_to(State.UNDER_REVIEW)
    client = StrictClient()
    client.force_login(case.created_by)
    address = reverse("application_status", args=[case.code])

    before = page_text(client.get(address))
    office.propose(case, DecisionKind.REJECTION)
    assert page_text(client.get(address)) == before
    award.return_decision(application=case, reason=NOTES[1], actor=office.head, at=AT)
    assert page_text(client.get(address)) == before


def test_a_team_finds_nothing_of_another_team() -> None:
    office = Office()
    own, foreign = office.bring_to(State.PROPOSED), factories.make_submitted()
    client = StrictClient()
    client.force_login(own.created_by)

    answers = {address: client.get(address) for address in addresses(foreign)}
    del answers[reverse("application_list")]
    desks = (reverse("admin:index"), reverse("admin:applications_application_changelist"))

    assert {answer.status_code for answer in answers.values()} <= {404, 405}
    assert {client.get(desk).status_code for desk in desks} == {404}


def _parts_of_names() -> list[str]:
    return [part for name in (WORKER, SIGNER, HEAD) for part in name.split()]
