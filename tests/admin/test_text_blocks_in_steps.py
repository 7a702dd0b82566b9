"""Text blocks and obstacles on the pages of a step: nothing is lost, everything is named."""

import html
from typing import Any

import pytest
from django.urls import reverse

from applications.models import AcceptedCost, Decision, FundingRound, InformationRequest, TextBlock
from applications.rules.sections import Section
from applications.services.accepted_costs import accepted_costs
from tests import factories
from tests.support.pages import page_text

pytestmark = pytest.mark.django_db

EMPLOYED = {
    Section.PROFILE: {"employees": "yes", "employee_count": 1, "employee_hours_week": 20},
    Section.DECLARATIONS: {"knows_ineligible": True},
}
HALF_A_BOARD = {Section.PROFILE: {"board_share": "half"}}


def address(case: Any, slug: str) -> str:
    return reverse("admin:applications_application_step", args=[case.code, slug])


def press(client: Any, case: Any, slug: str, step: str, **typed: str) -> Any:
    page = client.get(address(case, slug))
    seen = page.context["form"].current
    return client.post(address(case, slug), {"seen": seen, "step": step, **typed})


@pytest.fixture
def worker(desk: Any) -> Any:
    return desk("Sachbearbeitung")


def test_blocks_of_open_rules_are_offered_first_and_filled(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person, changes=EMPLOYED)

    form = worker.get(address(case, "nachfrage")).context["form"]

    assert form.blocks[0].key == "request-employees"
    assert "request-members" not in {block.key for block in form.blocks}


def test_one_click_makes_a_point_of_a_block_and_sends_nothing(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person, changes=EMPLOYED)

    page = press(
        worker, case, "nachfrage", "block:request-employees", text_1="Mein Text.", text_2=""
    )

    form = page.context["form"]
    assert not form.errors
    assert form["text_1"].value() == "Mein Text."
    assert form["text_2"].value().startswith("Bitte schreiben Sie uns: Wie viele Personen")
    assert form["about_2"].value() == "section:profile"
    assert not InformationRequest.objects.exists()


def test_block_gets_a_point_of_its_own_when_all_are_full(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person)
    full = {f"text_{number}": "Text." for number in (1, 2, 3)}

    page = press(worker, case, "nachfrage", "block:request-costs", **full)

    assert page.context["form"]["text_4"].value().startswith("Bitte erklären Sie uns")
    assert page.context["form"]["about_4"].value() == "question"


def test_block_of_the_reasons_goes_under_what_stands_there(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person)

    page = press(
        worker,
        case,
        "vorschlag",
        "block:discretion-partial",
        proposal="changed",
        discretion="Vorher.",
        minijob_eur="100",
    )

    form = page.context["form"]
    assert form["discretion"].value() == (
        "Vorher.\nEin Teil der Kosten ist für das Projekt nicht notwendig. Deshalb fördern wir "
        "weniger, als der Verein beantragt hat."
    )
    assert form["proposal"].value() == "changed"
    assert form["minijob_eur"].value() == "100"
    assert not Decision.objects.exists()


def test_unknown_block_changes_nothing(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person)

    page = press(worker, case, "anhoerung", "block:gibt-es-nicht", reason="Mein Grund.")

    assert page.context["form"]["reason"].value() == "Mein Grund."


def test_reasons_are_prefilled_by_the_rules_that_stand_against_an_award(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person, changes=EMPLOYED)
    clean = factories.make_reviewed(actor=worker.person)

    form = worker.get(address(case, "vorschlag")).context["form"]

    assert "Nach den Angaben im Antrag ist in dem Verein" in form["facts"].value()
    assert "Die Förderung ist für Vereine ohne angestellte" in form["assessment"].value()
    assert not worker.get(address(clean, "vorschlag")).context["form"]["assessment"].value()


def test_return_offers_its_blocks(desk: Any) -> None:
    case = factories.make_proposed()

    page = press(desk("Leitung"), case, "zurueckgeben", "block:return-amounts")

    assert page.context["form"]["reason"].value().startswith("Bitte prüfen Sie die Beträge")


def test_blocks_are_text_and_not_markup(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person)
    TextBlock.objects.create(
        key="x", kind="hearing", title="<b>fett</b>", text="<script>x</script>", is_active=True
    )

    page = press(worker, case, "anhoerung", "block:x")

    assert "<script>x" not in page.content.decode()
    assert "<b>fett" not in page.content.decode()


def test_every_obstacle_is_named_with_the_way_to_it(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person, changes=HALF_A_BOARD)
    FundingRound.objects.update(budget_eur=8000)

    page = press(
        worker, case, "vorschlag", "go", proposal="full", assessment="Wegen {Grund} am [Datum]."
    )
    text = page_text(page)

    for sentence in (
        "Klärung VE-05",
        "Punkt 4 der Prüfliste: Gemeinnützigkeit aktuell nachgewiesen",
        "Punkte für „Bedarf“",
        "Im Text steht noch ein Platzhalter: {Grund}, [Datum]",
        "Im Text steht noch ein Platzhalter: {Grund}",
        "Das Budget reicht nicht: frei sind 8.000,00",
    ):
        assert sentence in text, sentence
    finding = case.snapshots.get().findings.get(outcome="to_clarify")
    content = html.unescape(page.content.decode())
    for anchor in (f"#regel-{finding.pk}", "#pruefliste", "#bewertung", "#id_assessment"):
        assert f'{anchor}">' in content, anchor
    assert not Decision.objects.exists()


def test_page_says_what_is_missing_before_anything_is_chosen(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person, changes=EMPLOYED)
    FundingRound.objects.update(hearing_before_rejection=True)

    text = page_text(worker.get(address(case, "vorschlag")))

    assert "Für eine Zusage fehlt noch Ausschluss VE-04" in text
    assert "Für eine Absage fehlt noch Anhörung des Vereins" in text


def test_what_every_decision_needs_is_said_once(worker: Any) -> None:
    case = factories.make_reviewed(actor=worker.person)

    text = page_text(worker.get(address(case, "vorschlag")))

    assert "Für jede Entscheidung fehlt noch Punkt 1 der Prüfliste" in text
    assert text.count("Punkt 1 der Prüfliste") == 1
    assert "Für eine Absage fehlt noch" not in text


def test_rejection_for_an_exclusion_needs_neither_checklist_nor_scores(worker: Any) -> None:
    excluded = factories.make_reviewed(actor=worker.person, changes=EMPLOYED)
    other = factories.make_reviewed(actor=worker.person)
    chosen = {"proposal": "rejection", "assessment": "Siehe Akte."}

    assert press(worker, excluded, "vorschlag", "go", **chosen).status_code == 302
    assert "Punkt 1 der Prüfliste" in page_text(press(worker, other, "vorschlag", "go", **chosen))


def test_cut_costs_limit_the_award_and_are_frozen_with_it(worker: Any) -> None:
    case = factories.make_ready(actor=worker.person)
    cut = accepted_costs(case).lines[0]
    AcceptedCost.objects.create(
        application=case,
        position=cut.position,
        accepted_eur=cut.requested_eur - 100,
        reason="Zu teuer.",
        judged_by=worker.person,
        judged_at=factories.REVIEWED_AT,
    )
    highest = accepted_costs(case).highest_micro_project_eur
    refusal = "Anerkannt sind weniger Kosten: für das Mikroprojekt höchstens"

    page = press(worker, case, "vorschlag", "go", proposal="full")
    if highest < case.requested_micro_project_eur:
        assert refusal in page_text(page)
    offered = worker.get(address(case, "vorschlag")).context["form"]
    press(
        worker,
        case,
        "vorschlag",
        "go",
        proposal="changed",
        micro_project_eur=str(offered["micro_project_eur"].value()),
        minijob_eur=str(offered["minijob_eur"].value()),
        assessment="Eine Zeile ist zu teuer.",
    )

    line = Decision.objects.get().lines.get(position=cut.position)
    assert (line.accepted_eur, line.reason) == (cut.requested_eur - 100, "Zu teuer.")
    assert Decision.objects.get().micro_project_eur <= highest
