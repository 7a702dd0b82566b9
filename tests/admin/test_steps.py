"""From „Prüfung beginnen“ to „Mitzeichnen“: two persons, enough money, nothing left open."""

import html
from decimal import Decimal

import pytest
from django.urls import reverse

from applications.models import Decision, FundingRound
from applications.models.decision import DecisionStatus
from applications.rules.decisions import DecisionKind
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from applications.services import review
from tests import factories
from tests.support.accounts import prove_identity

EMPLOYED = {
    Section.PROFILE: {
        "employees": "yes",
        "employee_count": 1,
        "employee_hours_week": Decimal("19.50"),
    },
    Section.DECLARATIONS: {"knows_ineligible": True},
}


def url_of(application, slug: str) -> str:
    return reverse("admin:applications_application_step", args=[application.code, slug])


def take(client, application, slug: str, **data: str):
    """Open the page of a step and send its form, as a person does."""
    if slug == "mitzeichnen":
        prove_identity(client)
    page = client.get(url_of(application, slug))
    assert page.status_code == 200, page.status_code
    seen = page.context["form"].current
    return client.post(url_of(application, slug), {"seen": seen, "step": "go", **data})


def signing_page(client, application):
    prove_identity(client)
    return client.get(url_of(application, "mitzeichnen"))


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def state_of(application) -> str:
    application.refresh_from_db()
    return application.state


def test_start_review_assigns_the_case(desk):
    application = factories.make_submitted()
    client = desk("Sachbearbeitung")

    answer = take(client, application, "pruefung-beginnen")

    assert answer.status_code == 302
    assert state_of(application) == State.UNDER_REVIEW
    assert application.assigned_to == client.person


def test_case_is_taken_over(desk):
    application = factories.make_ready()
    client = desk("Sachbearbeitung")

    take(client, application, "uebernehmen")

    application.refresh_from_db()
    assert application.assigned_to == client.person


def test_award_by_two_persons(desk):
    worker, approver = desk("Sachbearbeitung"), desk("Mitzeichnung")
    application = factories.make_ready(actor=worker.person)

    take(worker, application, "vorschlag", proposal="full")
    assert state_of(application) == State.PROPOSED
    answer = take(approver, application, "mitzeichnen", checked="on")

    assert answer.status_code == 302
    assert state_of(application) == State.AWARDED
    assert application.awarded_eur == Decimal("8361.62")
    decision = Decision.objects.get()
    assert (decision.proposed_by, decision.closed_by) == (worker.person, approver.person)
    funding_round = FundingRound.objects.get()
    assert (funding_round.reserved_eur, funding_round.awarded_eur) == (0, Decimal("8361.62"))


def test_partial_award_carries_the_changed_amounts(desk):
    client = desk("Sachbearbeitung")
    application = factories.make_ready(actor=client.person)

    take(
        client,
        application,
        "vorschlag",
        proposal="changed",
        micro_project_eur="2.500,00",
        minijob_eur="5361,62",
        assessment="Die Flyer sind zu teuer.",
    )

    decision = Decision.objects.get()
    assert decision.kind == DecisionKind.AWARD
    assert decision.micro_project_eur == Decimal("2500.00")
    assert decision.assessment == "Die Flyer sind zu teuer."
    seen_by_the_other = text_of(signing_page(desk("Mitzeichnung"), application))
    assert "Zusage mit Änderung" in seen_by_the_other
    assert "von 8.361,62\N{NO-BREAK SPACE}€ beantragt" in seen_by_the_other


@pytest.mark.parametrize(
    ("proposal", "kind"), [("waiting", "waiting"), ("rejection", "rejection")]
)
def test_other_proposals_reserve_nothing(desk, proposal, kind):
    client = desk("Sachbearbeitung")
    application = factories.make_ready(actor=client.person)

    take(client, application, "vorschlag", proposal=proposal, assessment="Siehe Vermerk.")

    assert Decision.objects.get().kind == proposal
    assert FundingRound.objects.get().reserved_eur == 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Wählen Sie eine Antwort aus."),
        ({"proposal": "rejection"}, "Schreiben Sie einen Grund. Er gehört zur Akte."),
        (
            {"proposal": "changed", "micro_project_eur": "1", "assessment": "x"},
            "Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00.",
        ),
        (
            {
                "proposal": "changed",
                "micro_project_eur": "3000,01",
                "minijob_eur": "5361,62",
                "assessment": "x",
            },
            "Die Förderung kann nicht höher sein als beantragt.",
        ),
        (
            {
                "proposal": "changed",
                "micro_project_eur": "0",
                "minijob_eur": "5361,62",
                "assessment": "x",
            },
            "Beide Teile brauchen einen Betrag über 0 Euro.",
        ),
    ],
)
def test_proposal_errors(desk, data, sentence):
    client = desk("Sachbearbeitung")
    application = factories.make_ready(actor=client.person)

    answer = take(client, application, "vorschlag", **data)

    assert sentence in text_of(answer)
    assert state_of(application) == State.UNDER_REVIEW


def test_proposer_never_signs(desk):
    person = factories.make_staff("Sachbearbeitung", "Mitzeichnung")
    application = factories.make_proposed(actor=person)
    client = desk(person=person)
    sentence = "Sie haben diesen Vorschlag gemacht. Eine andere Person muss mitzeichnen."

    page = reverse("admin:applications_application_change", args=[application.code])
    assert sentence in text_of(client.get(page))
    answer = take(client, application, "mitzeichnen", checked="on")

    assert sentence in text_of(answer)
    assert state_of(application) == State.PROPOSED


def test_budget_that_does_not_suffice_is_named(desk):
    funding_round = factories.make_round()
    FundingRound.objects.update(budget_eur=Decimal("8361.61"))
    client = desk("Sachbearbeitung")
    application = factories.make_ready(actor=client.person, funding_round=funding_round)

    answer = take(client, application, "vorschlag", proposal="full")

    assert (
        "Das Budget reicht nicht: frei sind 8.361,61\N{NO-BREAK SPACE}€, "
        "vorgeschlagen 8.361,62\N{NO-BREAK SPACE}€." in text_of(answer)
    )
    assert state_of(application) == State.UNDER_REVIEW
    assert not Decision.objects.exists()


def test_exclusion_blocks_an_award_until_it_is_settled_as_met(desk):
    client = desk("Sachbearbeitung")
    application = factories.make_ready(actor=client.person, changes=EMPLOYED)

    answer = take(client, application, "vorschlag", proposal="full")
    assert "Für diese Entscheidung fehlt noch: Ausschluss VE-04." in text_of(answer)

    finding = review.unsettled_findings(application)[0]
    url = reverse("admin:applications_application_settle", args=[application.code, finding.pk])
    reason = {f"finding-{finding.pk}-reason": "Die Stelle endete 2019."}
    client.post(url, {**reason, "is_met": "no"})
    answer = take(client, application, "vorschlag", proposal="full")
    assert "Ausschluss VE-04" in text_of(answer)

    client.post(url, {**reason, "is_met": "yes"})
    take(client, application, "vorschlag", proposal="full")
    assert state_of(application) == State.PROPOSED
    seen_by_the_other = text_of(signing_page(desk("Mitzeichnung"), application))
    assert "Die Stelle endete 2019." in seen_by_the_other


def test_exclusion_does_not_block_a_rejection(desk):
    client = desk("Sachbearbeitung")
    application = factories.make_ready(actor=client.person, changes=EMPLOYED)

    take(client, application, "vorschlag", proposal="rejection", assessment="VE-04 liegt vor.")

    assert state_of(application) == State.PROPOSED


def test_returned_proposal_frees_the_money_and_keeps_the_reason(desk):
    application = factories.make_proposed()
    client = desk("Leitung")

    take(client, application, "zurueckgeben", reason="Bitte VE-05 begründen.")

    assert state_of(application) == State.UNDER_REVIEW
    assert FundingRound.objects.get().reserved_eur == 0
    page = reverse("admin:applications_application_change", args=[application.code])
    assert "Bitte VE-05 begründen." in text_of(client.get(page))
    assert Decision.objects.get().status == DecisionStatus.RETURNED


def test_signature_needs_the_tick(desk):
    application = factories.make_proposed()

    answer = take(desk("Mitzeichnung"), application, "mitzeichnen")

    assert "Bestätigen Sie, dass Sie geprüft haben." in text_of(answer)
    assert state_of(application) == State.PROPOSED


def test_nobody_signs_a_proposal_that_was_not_on_the_page(desk):
    worker, approver = desk("Sachbearbeitung"), desk("Mitzeichnung")
    application = factories.make_proposed(actor=worker.person)
    prove_identity(approver)
    seen = approver.get(url_of(application, "mitzeichnen")).context["form"].current
    take(desk("Leitung"), application, "zurueckgeben", reason="Noch einmal.")
    take(worker, application, "vorschlag", proposal="rejection", assessment="Doch nicht.")

    answer = approver.post(
        url_of(application, "mitzeichnen"), {"seen": seen, "checked": "on", "step": "go"}
    )

    assert "Der Antrag hat inzwischen einen anderen Stand." in text_of(answer)
    assert state_of(application) == State.PROPOSED


def test_step_that_is_not_possible_leads_back(desk):
    application = factories.make_submitted()

    answer = desk("Mitzeichnung").get(url_of(application, "mitzeichnen"), follow=True)

    assert "Dieser Schritt ist im Moment nicht möglich." in text_of(answer)


def test_moving_up_from_the_waiting_list_is_for_the_head(desk):
    worker = desk("Sachbearbeitung")
    application = factories.make_proposed(actor=worker.person, kind=DecisionKind.WAITING)
    take(desk("Mitzeichnung"), application, "mitzeichnen", checked="on")

    assert worker.get(url_of(application, "vorschlag")).status_code == 302
    take(desk("Leitung"), application, "vorschlag", proposal="full")

    assert state_of(application) == State.PROPOSED


def test_open_round_is_mentioned_and_allowed(desk, rehearsal):
    rehearsal("2020-01-20T12:00")
    client = desk("Sachbearbeitung")
    application = factories.make_ready(actor=client.person)

    assert "Die Runde ist noch offen." in text_of(client.get(url_of(application, "vorschlag")))
    take(client, application, "vorschlag", proposal="full")

    assert state_of(application) == State.PROPOSED


def test_unknown_steps_do_not_exist(desk):
    application = factories.make_submitted()

    assert desk("Sachbearbeitung").get(url_of(application, "loeschen")).status_code == 404
