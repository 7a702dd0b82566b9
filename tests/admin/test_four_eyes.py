"""Two persons stand behind every decision, whichever way somebody tries to do without."""

import ast
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from applications.models import Application, Decision
from applications.models.decision import DecisionStatus
from applications.rules.lifecycle import Action, State
from applications.rules.review import Relation
from applications.services import award, messages
from applications.services.identity_proof import (
    VALID_SECONDS,
    IdentityNotProved,
    IdentityProof,
    assumed_proof,
)
from applications.workflow import engine
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.guards import SecondPersonNeeded
from tests import factories
from tests.support import sources
from tests.support.accounts import prove_identity, sign_in
from tests.support.pages import page_text
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT
OWN = "Sie haben diesen Vorschlag gemacht. Eine andere Person muss mitzeichnen."
PROVE = "Bitte zeigen Sie noch einmal, wer Sie sind."
# Nobody but the scenes of a rehearsal may assume a proof.
WITHOUT_A_BROWSER = ("services/demo_data/", "services/rehearsal", "management/")


@pytest.fixture
def proposer(desk: Callable[..., Client]) -> Client:
    """Somebody with every role, who has just shown who they are, and whose proposal waits."""
    person = factories.make_staff("Sachbearbeitung", "Mitzeichnung", "Leitung")
    factories.make_proposed(actor=person)
    client = desk(person=person)
    prove_identity(client)
    return client


def page_of(slug: str = "mitzeichnen") -> str:
    return reverse(
        "admin:applications_application_step", args=[Application.objects.get().code, slug]
    )


def signature(client: Client) -> dict[str, str]:
    """Return what the form would send."""
    seen = client.get(page_of()).context["form"].current
    return {"seen": seen, "checked": "on", "step": "go"}


def nothing_was_signed() -> bool:
    decision, case = Decision.objects.get(), Application.objects.get()
    open_ = (decision.status, decision.closed_by) == (DecisionStatus.PROPOSED, None)
    return open_ and case.state == State.PROPOSED and case.awarded_eur is None


def test_proposer_has_no_button_and_is_told_why(proposer: Client) -> None:
    case = Application.objects.get()
    page = proposer.get(reverse("admin:applications_application_change", args=[case.code]))

    assert OWN in page_text(page)
    assert page_of() not in page.content.decode()


def test_proposer_does_not_sign_by_the_form(proposer: Client) -> None:
    answer = proposer.post(page_of(), signature(proposer))

    assert OWN in page_text(answer)
    assert nothing_was_signed()


def test_proposer_does_not_sign_by_the_address(proposer: Client) -> None:
    answer = proposer.get(f"{page_of()}?checked=on&step=go")

    assert OWN in page_text(answer)
    assert nothing_was_signed()


@pytest.mark.parametrize("extra", [{"action": "mitzeichnen"}, {"_save": "1"}, {"actor": "1"}])
def test_proposer_does_not_sign_by_a_request_of_their_own(
    proposer: Client, extra: dict[str, str]
) -> None:
    answer = proposer.post(page_of(), {**signature(proposer), **extra})
    case = Application.objects.get()
    listed = reverse("admin:applications_application_changelist")
    proposer.post(listed, {"action": "cosign", "_selected_action": str(case.pk), **extra})

    assert answer.status_code == 200
    assert nothing_was_signed()


def test_proposer_does_not_return_their_own_proposal(proposer: Client) -> None:
    seen = proposer.get(page_of("zurueckgeben")).context["form"].current
    answer = proposer.post(page_of("zurueckgeben"), {"seen": seen, "reason": "x", "step": "go"})

    assert OWN in page_text(answer)
    assert nothing_was_signed()


def test_service_and_engine_refuse_the_proposer(proposer: Client) -> None:
    person, case = proposer.person, Application.objects.get()

    with pytest.raises(SecondPersonNeeded):
        factories.sign(case, actor=person)
    with pytest.raises(SecondPersonNeeded):
        engine.perform(Action.COSIGN, application=case, actor=person, at=AT, target=State.AWARDED)
    assert nothing_was_signed()


@pytest.mark.usefixtures("proposer")
def test_database_refuses_the_proposer_by_the_orm() -> None:
    decision = Decision.objects.get()
    values = {"status": "signed", "closed_by": decision.proposed_by, "closed_at": AT}

    with refused("decision_signed_by_another"):
        Decision.objects.update(**values)
    for name, value in values.items():
        setattr(decision, name, value)
    with refused("decision_signed_by_another"):
        decision.save()
    assert nothing_was_signed()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        # The proposer signs.
        ("status = 'signed', closed_by_id = proposed_by_id", "decision_signed_by_another"),
        # The proposer signs, and says that somebody else proposed.
        (
            "status = 'signed', closed_by_id = proposed_by_id, proposed_by_id = {other}",
            "append-only",
        ),
        # Somebody else signs more than was proposed, or something else.
        ("minijob_eur = minijob_eur - 1", "append-only"),
        ("status = 'signed', closed_by_id = {other}, kind = 'waiting'", "append-only"),
        ("application_id = application_id + 1", "append-only"),
    ],
)
@pytest.mark.usefixtures("proposer")
def test_database_refuses_it_in_plain_sql(change: str, refusal: str) -> None:
    other = factories.make_staff("Mitzeichnung").pk
    statement = " ".join(["UPDATE applications_decision SET closed_at = proposed_at,", change])

    with refused(refusal), connection.cursor() as cursor:
        cursor.execute(statement.format(other=other))
    assert nothing_was_signed()


def test_signed_decision_is_written_in_stone() -> None:
    factories.make_awarded()

    for statement in (
        "UPDATE applications_decision SET assessment = 'anders'",
        "UPDATE applications_decisionline SET accepted_eur = 0, reason = 'anders'",
        "DELETE FROM applications_decisionline",
        "DELETE FROM applications_decision",
    ):
        with refused("append-only"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_signature_asks_for_the_second_factor_and_comes_back_with_what_was_typed(
    desk: Callable[..., Client],
) -> None:
    client = desk("Mitzeichnung")
    factories.make_proposed()
    prove_identity(client)
    typed = signature(client)
    sign_in(client, client.person)

    answer = client.post(page_of(), typed)

    asked = client.get(answer.url)
    assert answer.url.endswith(f"?next={page_of()}")
    assert asked.status_code == 200
    assert PROVE in page_text(asked)
    assert nothing_was_signed()
    prove_identity(client)
    page = client.get(page_of())
    assert page.context["form"]["checked"].value() == "on"
    assert client.post(page_of(), typed).status_code == 302
    assert Application.objects.get().state == State.AWARDED


def test_tick_is_not_given_back_for_another_proposal(desk: Callable[..., Client]) -> None:
    client = desk("Mitzeichnung")
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_proposed(actor=worker)
    prove_identity(client)
    typed = signature(client)
    sign_in(client, client.person)
    client.post(page_of(), typed)
    later = {"application": case, "at": AT + timedelta(minutes=1)}
    award.return_decision(reason="Bitte kürzen.", actor=factories.make_staff("Leitung"), **later)
    factories.propose(case, actor=worker, at=AT + timedelta(minutes=2))

    prove_identity(client)

    assert not client.get(page_of()).context["form"]["checked"].value()


def test_looking_at_the_page_asks_for_the_second_factor_too(desk: Callable[..., Client]) -> None:
    factories.make_proposed()

    answer = desk("Mitzeichnung").get(page_of())

    assert answer.status_code == 302
    assert answer.url.endswith(f"?next={page_of()}")


def test_proof_is_personal_and_grows_old() -> None:
    case, signer = factories.make_proposed(), factories.make_staff("Mitzeichnung")
    now, values = int(time.time()), {"application": case, "actor": signer, "at": AT}

    for proof in (
        IdentityProof(signer.pk, now - VALID_SECONDS),
        IdentityProof(signer.pk, 0),
        assumed_proof(factories.make_staff("Mitzeichnung")),
    ):
        with pytest.raises(IdentityNotProved):
            award.cosign_decision(proof=proof, **values)
    assert nothing_was_signed()
    award.cosign_decision(proof=IdentityProof(signer.pk, now - VALID_SECONDS + 5), **values)


def test_no_page_assumes_a_proof_and_only_one_place_signs() -> None:
    """Every way to a signature leads through the one service, which takes a proof."""
    assumed, signing = set(), set()
    for path in sources.python_files("applications"):
        names = {_name(call) for call in sources.nodes(path, ast.Call)}
        place = path.relative_to(sources.ROOT / "applications").as_posix()
        if names & {"assumed_proof", "IdentityProof"}:
            assumed.add(place)
        if "COSIGN" in {node.attr for node in sources.nodes(path, ast.Attribute)}:
            signing.add(place)

    pages = {place for place in assumed if not place.startswith(WITHOUT_A_BROWSER)}
    assert pages == {"services/identity_proof.py"}
    performed = {place for place in signing if place.startswith(("services/", "workflow/"))}
    assert performed == {"services/award.py"}


def test_co_signer_reads_the_whole_case(desk: Callable[..., Client]) -> None:
    case = factories.make_proposed()
    messages.write_message(
        application=case,
        text="Wir haben neue Zahlen.",
        uploads=[],
        last_own=0,
        from_authority=False,
        actor=case.created_by,
        at=AT + timedelta(hours=1),
    )
    client = desk("Mitzeichnung")
    prove_identity(client)

    text = page_text(client.get(page_of()))

    assert "8.361,62" in text
    assert "Seit dem Vorschlag geschehen" in text
    assert "Nachricht geschrieben" in text
    assert "Kosten des Mikroprojekts" in text
    assert "Bewertung: 10 von 15 Punkten" in text


def test_whoever_has_a_relation_to_the_association_does_not_sign(
    desk: Callable[..., Client],
) -> None:
    case = factories.make_proposed()
    client = desk("Mitzeichnung")
    prove_identity(client)
    typed = signature(client)
    factories.declare(client.person, case, Relation.RELATED)

    answer = client.post(page_of(), typed)

    assert answer.status_code != 302
    with pytest.raises(ConflictOfInterest):
        factories.sign(case, actor=client.person)
    assert nothing_was_signed()


def test_others_never_see_the_page_of_a_signature(desk: Callable[..., Client]) -> None:
    factories.make_proposed()

    codes = {
        group: desk(group).get(page_of()).status_code
        for group in ("Sachbearbeitung", "Haushalt", "Revision", "Verwaltung")
    }

    assert codes == dict.fromkeys(codes, 403)
    assert StrictClient().get(page_of()).status_code == 302


@contextmanager
def refused(name: str) -> Iterator[None]:
    """The statement fails for this reason, and the test's transaction goes on."""
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        yield


def _name(call: Any) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))
