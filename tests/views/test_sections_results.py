"""What the rules say beside the questions: sums, warnings, suggestions, limits of the law."""

from datetime import date
from decimal import Decimal

import pytest

from applications.models import FundingRound
from applications.rules.sections import Section
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.draft_pages import DraftPages


def test_answers_of_the_check_are_shown_to_confirm(full):
    page = full.open("voraussetzungen")

    assert "Ist Ihr Verein gemeinnützig? Ja Ändern" in pages.page_text(page)
    assert "radio" not in page.content.decode()
    change = full.open("voraussetzungen", "?aendern=non_profit")
    assert pages.form_data(change)["non_profit"] == "yes"
    assert "radio" in change.content.decode()


def test_an_answer_that_excludes_is_pointed_at_and_stops_nobody(full):
    response = full.send("voraussetzungen", {"single_purpose": "religion"})

    assert response.url == full.url("verein")
    wanted = (
        "Nach Ihren Angaben ist eine Förderung nicht möglich. Sie können trotzdem weitermachen."
    )
    assert wanted in pages.page_text(full.open("voraussetzungen"))


def test_the_register_is_asked_of_registered_associations_only(draft):
    names = {"name": "Verein", "founded_year": "2014"}

    registered = draft.send("verein", names | {"legal_form": "registered"})
    assert pages.summary(registered) == [
        "Tragen Sie das Amtsgericht ein.",
        "Tragen Sie die Nummer ein. Sie beginnt mit VR.",
    ]
    assert draft.send("verein", names | {"legal_form": "unregistered"}).status_code == 302
    draft.send("anschrift", target="overview")
    remark = "Wir fördern in der Regel eingetragene Vereine."
    assert remark in pages.page_text(draft.open("verein"))


@pytest.mark.parametrize(
    ("typed", "stored"), [("vr1234", "VR 1234"), ("73 VR 7770", "73 VR 7770")]
)
def test_register_numbers_get_their_usual_spelling(full, typed, stored):
    full.send("verein", {"register_number": typed})

    assert full.row(Section.ORGANISATION).register_number == stored


def test_the_year_of_foundation_is_not_in_the_future(full):
    assert full.send("verein", {"founded_year": "2020"}).status_code == 302

    response = full.send("verein", {"founded_year": "2021"})
    wanted = "Tragen Sie ein Jahr mit 4 Ziffern ein, zum Beispiel 2014."
    assert pages.summary(response) == [wanted]


def test_the_district_is_never_chosen_for_people(draft):
    page = draft.open("anschrift")

    assert pages.form_data(page)["district"] == ""
    options = page.content.decode().split('id="id_district"')[1].split("</select>")[0]
    assert options.count("<option") == 28
    assert "außerhalb von Hessen" in options


def test_a_seat_outside_hesse_is_noted_not_refused(full):
    response = full.send("anschrift", {"district": "XX"})

    assert response.status_code == 302
    assert "Ihr Verein hat seinen Sitz nicht in Hessen." in pages.page_text(full.open("anschrift"))
    assert "nicht in Hessen" not in pages.page_text(full.open("verein"))


def test_web_addresses_are_completed(full):
    full.send("anschrift", {"website": "www.verein.de"})
    assert full.row(Section.ORGANISATION).website == "https://www.verein.de"

    response = full.send("anschrift", {"website": "kein Netz"})
    wanted = "Diese Adresse können wir nicht lesen. Beispiel: www.verein.de"
    assert pages.summary(response) == [wanted]


def test_the_contact_person_is_suggested_until_saved(draft):
    assert pages.form_data(draft.open("vorstand"))["contact_name"] == "Rania Haddad"

    draft.send("vorstand", {"contact_name": ""}, target="overview")
    assert pages.form_data(draft.open("vorstand"))["contact_name"] == ""


def test_dates_of_notices_lie_in_the_past(full):
    response = full.send("gemeinnuetzigkeit", {"notice_date_2": "2021"})

    wanted = "Das Datum liegt in der Zukunft. Bitte prüfen Sie das Jahr."
    assert pages.summary(response) == [wanted]
    assert 'href="#id_notice_date_2"' in response.content.decode()


def test_an_old_notice_is_pointed_at(full):
    assert full.send("gemeinnuetzigkeit", {"notice_date_2": "2013"}).status_code == 302

    assert "Ihr Bescheid ist älter als 5 Jahre." in pages.page_text(full.open("gemeinnuetzigkeit"))


def test_without_a_notice_nothing_more_is_asked(draft):
    assert draft.send("gemeinnuetzigkeit", {"notice_kind": "none"}).status_code == 302


@pytest.mark.usefixtures("monday")
def test_the_check_suggests_the_answer_about_employees(client):
    application = factories.make_draft()
    application.eligibility.employees = "minijob_only"
    application.eligibility.save()
    sign_in(client, application.created_by)

    page = DraftPages(client, application).open("profil")

    assert pages.form_data(page)["employees"] == "minijob_only"


def test_employees_are_counted(full):
    response = full.send("profil", {"employees": "yes", "funded_before": "yes"})

    assert pages.summary(response) == [
        "Tragen Sie eine Zahl ein, zum Beispiel 1.",
        "Tragen Sie die Stunden ein, zum Beispiel 19,5.",
        "Tragen Sie ein Jahr mit 4 Ziffern ein, zum Beispiel 2018.",
    ]
    numbers = {"employee_count": "1", "employee_hours_week": "19,5", "funded_before_year": "2018"}
    assert full.send("profil", numbers).status_code == 302
    assert full.row(Section.PROFILE).employee_hours_week == Decimal("19.50")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"ends_on_1": "3"}, "Das Ende liegt vor dem Beginn. Bitte prüfen Sie die Daten."),
        ({"ends_on_2": "2021"}, "Das Projekt muss im Jahr 2020 liegen."),
    ],
)
def test_the_project_lies_in_the_funding_year(full, days, sentence):
    assert pages.summary(full.send("projekt", days)) == [sentence]

    again = full.open("projekt")
    assert sentence in pages.page_text(again)
    assert pages.summary(again) == []


def test_a_start_in_the_past_must_be_confirmed(full):
    assert "past_start_confirmed" not in full.open("projekt").content.decode()

    response = full.send("projekt", {"starts_on_0": "1", "starts_on_1": "Jänner"})

    wanted = "Dieser Beginn liegt vor heute. Wir können nur neue Projekte fördern."
    assert pages.summary(response) == [wanted]
    data = pages.form_data(response) | {"past_start_confirmed": "yes", "target": "next"}
    assert full.client.post(full.url("projekt"), data).status_code == 302
    assert "Fangen Sie erst an, wenn wir schriftlich zugestimmt haben." in pages.page_text(
        full.open("projekt")
    )
    full.send("projekt", {"starts_on_1": "4"})
    assert full.row(Section.MICRO_PROJECT).past_start_confirmed == ""


def test_an_early_start_needs_a_reason(full):
    response = full.send("projekt", {"early_start": "yes"})

    assert pages.summary(response) == ["Schreiben Sie kurz, warum Sie nicht warten können."]


def test_the_talk_with_the_municipality_is_recommended(full):
    assert full.send("ablauf", {"municipality_contacted": "no"}).status_code == 302

    assert "Sprechen Sie mit der Stelle für Integration" in pages.page_text(full.open("ablauf"))


def test_the_days_of_the_position_are_those_of_the_project_until_saved(draft):
    project = draft.reload().micro_project
    project.starts_on, project.ends_on = date(2020, 4, 1), date(2020, 12, 31)
    project.save()

    data = pages.form_data(draft.open("stelle"))

    assert [data[f"starts_on_{part}"] for part in range(3)] == ["1", "4", "2020"]


def test_the_position_lies_in_the_project(full):
    response = full.send("stelle", {"starts_on_1": "3"})

    assert pages.summary(response) == ["Die Stelle muss in der Zeit des Projekts liegen."]


def test_relatives_of_the_board_are_asked_about_when_the_person_is_known(full):
    assert pages.summary(full.send("stelle", {"person_known": "yes"})) == [
        "Wählen Sie eine Antwort aus."
    ]
    assert full.send("stelle", {"person_related": "yes"}).status_code == 302
    assert "Das ist nicht verboten. Wir schauen es uns genauer an." in pages.page_text(
        full.open("stelle")
    )


def test_months_and_insurance_are_suggested(draft):
    position = draft.reload().minijob_position
    position.starts_on, position.ends_on = date(2020, 4, 15), date(2020, 12, 1)
    position.save()

    data = pages.form_data(draft.open("lohn"))

    assert (data["months"], data["accident_insurance_eur"]) == ("9", "50,00")


def test_the_limit_of_the_wage_is_that_of_the_round(draft):
    assert "Höchstens 450 Euro" in pages.page_text(draft.open("lohn"))
    FundingRound.objects.update(period_from="2023-01-01", period_until="2023-12-31")
    FundingRound.objects.update(closes_at="2023-01-31T23:00:00Z")

    assert "Höchstens 520 Euro" in pages.page_text(draft.open("lohn"))


def test_the_question_about_other_applications_names_the_year_of_the_round(draft):
    FundingRound.objects.update(year=2023)

    assert "Hat Ihr Verein für 2023 schon einen" in pages.page_text(draft.open("voraussetzungen"))


def test_the_cost_of_the_position_is_computed(full):
    response = full.send("lohn", target="calculate")

    assert response.url == full.url("lohn") + "#ergebnis"
    page = pages.page_text(full.open("lohn")).replace("\xa0", " ")
    for line in (
        "Lohn pro Stunde 11,25 €",
        "Abgaben an die Minijob-Zentrale 140,18 €",
        "Kosten im Monat 590,18 €",
        "Kosten für 9 Monate 5.311,62 €",
        "Unfallversicherung 50,00 €",
        "Zusammen 5.361,62 €",
        "Davon Förderung 5.361,62 €",
        "Die Förderung reicht für alle Kosten.",
        "Rentenversicherung (15,00 %) Ein fester Anteil für die spätere Rente der Person. "
        "Gesetz: § 168 Abs. 1 Nr. 1b SGB VI. 67,50 €",
        "Umlage 2 (Mutterschaft) (0,19 %) Ist die Person im Mutterschutz, bekommt Ihr Verein",
        "Lohn im Monat Mehr darf ein Minijob nicht bringen. Die Förderung reicht dafür. 450,00 €",
        "Bei 450 Euro Lohn im Monat. Der Mindestlohn ist 9,35 Euro pro Stunde. 48,12",
    ):
        assert line in page


def test_costs_above_the_maximum_are_paid_by_the_association(full):
    full.send("stelle", {"starts_on_1": "1"}, target="overview")
    full.send("lohn", {"months": "12", "accident_insurance_eur": "260"}, target="calculate")

    page = pages.page_text(full.open("lohn")).replace("\xa0", " ")
    assert "Die Förderung reicht nicht. 142,16 Euro zahlt Ihr Verein selbst." in page


def test_the_wage_stays_below_the_limit(full):
    response = full.send("lohn", {"wage_month_eur": "450,01"})

    wanted = "Ein Minijob darf höchstens 450 Euro im Monat bringen. Bitte tragen Sie weniger ein."
    assert [line.replace("\xa0", " ") for line in pages.summary(response)] == [wanted]


def test_the_wage_reaches_the_minimum_wage(full):
    response = full.send("lohn", {"hours_month": "52"})

    wanted = (
        "Der Lohn ist zu niedrig: 8,65 Euro pro Stunde. Der Mindestlohn ist 9,35 Euro. "
        "Mit 450 Euro sind höchstens 48,12 Stunden möglich."
    )
    assert [line.replace("\xa0", " ") for line in pages.summary(response)] == [wanted]
    assert full.send("lohn", {"hours_month": "48"}).status_code == 302


@pytest.mark.parametrize(
    ("hours", "is_read"), [("0", False), ("1", True), ("174", True), ("175", False)]
)
def test_hours_have_limits(full, hours, is_read):
    full.send("lohn", {"hours_month": hours}, target="overview")

    assert ("hours_month" not in full.row(Section.WAGE).pending) is is_read


def test_accident_insurance_has_a_limit(full):
    response = full.send("lohn", {"accident_insurance_eur": "300,01"})

    assert pages.summary(response) == ["Tragen Sie einen Betrag zwischen 0 und 300 Euro ein."]


def test_the_finance_plan_is_computed(full):
    page = pages.page_text(full.open("finanzierung")).replace("\xa0", " ")

    for line in (
        "Mikroprojekt Kosten 3.200,00 € Geld vom Verein 200,00 €",
        "Förderung vom Land 3.000,00 €",
        "Minijob Kosten 5.361,62 €",
        "Sie beantragen zusammen 8.361,62 Euro.",
    ):
        assert line in page


def test_sources_are_zero_until_somebody_writes_an_amount(draft):
    data = pages.form_data(draft.open("finanzierung"))

    assert [data[name] for name in ("own_funds_eur", "donations_eur", "other_grants_eur")] == [
        "0,00"
    ] * 3


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (
            "50",
            "Es fehlen noch 150 Euro. Tragen Sie ein, woher das Geld kommt. "
            "Oder senken Sie die Kosten.",
        ),
        ("3.200,01", "Sie haben mehr Geld als Kosten. Bitte prüfen Sie die Beträge."),
    ],
)
def test_costs_and_money_are_equal(full, own, sentence):
    response = full.send("finanzierung", {"own_funds_eur": own})

    assert [line.replace("\xa0", " ") for line in pages.summary(response)] == [sentence]


def test_other_grants_have_a_source(full):
    response = full.send("finanzierung", {"own_funds_eur": "100", "other_grants_eur": "100"})

    assert pages.summary(response) == ["Tragen Sie ein, von wem das Geld kommt."]
    assert full.send("finanzierung", {"other_grants_from": "Stadt"}).status_code == 302
    assert "Wir prüfen, ob Sie doppelt Geld bekommen." in pages.page_text(
        full.open("finanzierung")
    )
