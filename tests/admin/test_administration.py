"""What the administration keeps: rounds, legal values, accounts of the staff."""

import html
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from applications.models import AuditEvent, FundingRound, LegalParameter, User
from applications.services import legal_parameters, rounds
from applications.workflow.guards import SecondPersonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories

ROUNDS = "admin:applications_fundinground"
PARAMETERS = "admin:applications_legalparameter"
USERS = "admin:applications_user"
ROUND_2027 = {
    "name": "Landesprogramm WIR 2027",
    "year": "2027",
    "reference_prefix": "WIR-2027",
    "opens_at_0": "01.10.2026",
    "opens_at_1": "00:00",
    "closes_at_0": "01.12.2026",
    "closes_at_1": "00:00",
    "period_from": "01.01.2027",
    "period_until": "31.12.2027",
    "maximum_months": "12",
    "decision_expected_on": "31.01.2027",
    "proof_due_on": "31.03.2028",
    "budget_eur": "500.000,00",
    "maximum_eur": "11.000,00",
    "micro_project_maximum_eur": "3.500",
    "minijob_maximum_eur": "7500",
    "large_purchase_eur": "800",
    "minimum_own_share_percent": "0",
    "financing_mode": "deficit",
    "exemption_notice_years": "5",
    "compliance_notice_years": "3",
    "municipal_statement": "recommended",
    "second_agreement": "named",
    "late_policy": "record",
    "ineligible_policy": "record",
    "subsidy_declaration": "off",
    "eligibility_wording": "2027-1",
    "declaration_wording": "2027-1",
    "authority_name": "Ministerium",
    "authority_address": "Musterstraße 1\n65185 Wiesbaden",
    "contact_phone": "0611 000000",
    "contact_hours": "Montag bis Donnerstag, 9 bis 15 Uhr",
    "contact_email": "wir@foerderung.example",
    "draft_retention_months": "6",
    "case_retention_years": "10",
}


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def test_round_of_2027_is_created_by_form(desk):
    client = desk("Verwaltung")

    answer = client.post(reverse(f"{ROUNDS}_add"), ROUND_2027)

    assert answer.status_code == 302, text_of(answer)
    created = FundingRound.objects.get(reference_prefix="WIR-2027")
    assert created.maximum_eur == Decimal("11000.00")
    assert created.opens_at.isoformat() == "2026-09-30T22:00:00+00:00"
    assert AuditEvent.objects.get(event="round.created").actor == client.person


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_at_0": "01.09.2026"}, "Die Frist endet vor ihrem Beginn."),
        ({"closes_at_0": "01.10.2026"}, "Die Frist endet vor ihrem Beginn."),
        ({"period_until": "31.12.2026"}, "Der Zeitraum endet vor seinem Beginn."),
        ({"maximum_eur": "11.000,01"}, "Beide Teile zusammen müssen den Höchstbetrag ergeben."),
        ({"budget_eur": "1,234.50"}, "Schreiben Sie den Betrag mit Ziffern und Komma"),
        (
            {"reference_prefix": "wir 2027"},
            "Schreiben Sie Großbuchstaben, Ziffern und Bindestriche.",
        ),
    ],
)
def test_round_that_contradicts_itself_is_refused(desk, changes, sentence):
    answer = desk("Verwaltung").post(reverse(f"{ROUNDS}_add"), ROUND_2027 | changes)

    assert sentence in text_of(answer)
    assert not FundingRound.objects.exists()


def test_round_can_be_changed_until_it_opens(desk):
    client = desk("Verwaltung")
    client.post(reverse(f"{ROUNDS}_add"), ROUND_2027)
    created = FundingRound.objects.get()
    url = reverse(f"{ROUNDS}_change", args=[created.pk])

    assert client.post(url, ROUND_2027 | {"budget_eur": "600000"}).status_code == 302

    created.refresh_from_db()
    assert created.budget_eur == Decimal("600000.00")


@pytest.mark.parametrize("group", ["Verwaltung", "Leitung"])
def test_open_round_is_read_only_for_everybody(desk, group):
    opened = factories.make_round()
    client = desk(group)
    url = reverse(f"{ROUNDS}_change", args=[opened.pk])

    page = text_of(client.get(url))
    answer = client.post(url, ROUND_2027)

    assert '<input type="submit"' not in page
    assert answer.status_code == 403
    opened.refresh_from_db()
    assert opened.name != ROUND_2027["name"]


def test_service_refuses_an_open_round_too(db):
    opened = factories.make_round()
    actor = factories.make_staff("Verwaltung")

    with pytest.raises(rounds.RoundOpened):
        rounds.save_round(funding_round=opened, actor=actor, at=factories.SENT_AT)


NEW_VALUE = {
    "kind": "minimum_wage",
    "value": "14,60",
    "valid_from": "01.01.2027",
    "known_from": "",
    "source": "§ 1 Abs. 2 MiLoG",
}


def _enter(client) -> LegalParameter:
    answer = client.post(reverse(f"{PARAMETERS}_add"), NEW_VALUE)
    assert answer.status_code == 302, text_of(answer)
    return LegalParameter.objects.get(kind="minimum_wage", valid_from=date(2027, 1, 1))


def test_legal_value_counts_after_a_second_person(desk):
    first, second = desk("Verwaltung"), desk("Leitung")
    parameter = _enter(first)
    assert parameter.value == Decimal("14.6000")
    assert parameter.known_from == date(2026, 12, 1)
    assert parameter.confirmed_at is None
    url = reverse(f"{PARAMETERS}_confirm", args=[parameter.pk])

    assert "14,60\N{NO-BREAK SPACE}€" in text_of(second.get(url))
    values = reverse(f"{PARAMETERS}_changelist")
    assert f'href="{url}"' in text_of(second.get(values))
    assert f'href="{url}"' not in text_of(desk("Sachbearbeitung").get(values))

    text = text_of(first.post(url, {"checked": "on"}))
    assert "Eine andere Person muss ihn bestätigen." in text
    assert second.post(url, {"checked": "on"}).status_code == 302

    parameter.refresh_from_db()
    assert parameter.confirmed_by == second.person
    assert "schon eine andere Person" in text_of(second.post(url, {"checked": "on"}))
    assert list(AuditEvent.objects.order_by("number").values_list("event", flat=True)) == [
        "legal_parameter.entered",
        "legal_parameter.confirmed",
    ]


@pytest.mark.parametrize("typed", ["14.60", "1e1", "NaN", "-14,60", "14,12345", "vierzehn"])
def test_legal_value_is_read_as_strictly_as_money(desk, typed):
    answer = desk("Verwaltung").post(reverse(f"{PARAMETERS}_add"), NEW_VALUE | {"value": typed})

    assert "Tragen Sie den Wert mit Komma ein, zum Beispiel 9,35." in text_of(answer)


@pytest.mark.parametrize(("typed", "fits"), [("4", True), ("4,5", False), ("0", False)])
def test_days_of_the_post_are_whole_days(desk, typed, fits):
    client = desk("Verwaltung")
    days = NEW_VALUE | {"kind": "post_delivery_days", "source": "§ 41 HVwVfG"}

    answer = client.post(reverse(f"{PARAMETERS}_add"), days | {"value": typed})

    assert (answer.status_code == 302) == fits
    assert ("Tragen Sie ganze Tage ein, zum Beispiel 3." in text_of(answer)) != fits
    shown = text_of(client.get(reverse(f"{PARAMETERS}_changelist")))
    assert "3\N{NO-BREAK SPACE}Tage" in shown
    assert ("4\N{NO-BREAK SPACE}Tage" in shown) == fits


def test_same_value_twice_is_refused_in_words(desk):
    client = desk("Verwaltung")
    _enter(client)

    answer = client.post(reverse(f"{PARAMETERS}_add"), NEW_VALUE)

    assert answer.status_code == 200
    assert LegalParameter.objects.filter(valid_from=date(2027, 1, 1)).count() == 1


def test_legal_values_know_their_people(db):
    case_worker = factories.make_staff("Sachbearbeitung")
    parameter = LegalParameter.objects.order_by("pk").first()

    with pytest.raises(NotPermitted):
        legal_parameters.confirm_parameter(
            parameter=parameter, actor=case_worker, at=factories.SENT_AT
        )
    parameter.entered_by = case_worker
    with pytest.raises(NotPermitted):
        legal_parameters.enter_parameter(
            kind=parameter.kind,
            valid_from=date(2030, 1, 1),
            known_from=None,
            value=Decimal(1),
            source="–",
            actor=case_worker,
            at=factories.SENT_AT,
        )


def test_two_roles_in_one_person_are_still_one_person(db):
    person = factories.make_staff("Verwaltung", "Leitung")
    parameter = legal_parameters.enter_parameter(
        kind="minimum_wage",
        valid_from=date(2030, 1, 1),
        known_from=None,
        value=Decimal(20),
        source="–",
        actor=person,
        at=factories.SENT_AT,
    )

    with pytest.raises(SecondPersonNeeded):
        legal_parameters.confirm_parameter(parameter=parameter, actor=person, at=factories.SENT_AT)


def _group_pk(name: str) -> str:
    return str(factories.Group.objects.get(name=name).pk)


def test_staff_account_is_created_without_password(desk):
    client = desk("Verwaltung")

    answer = client.post(
        reverse(f"{USERS}_add"),
        {"email": "neu@behoerde.example", "name": "Nora Neu", "group": _group_pk("Revision")},
    )

    assert answer.status_code == 302, text_of(answer)
    created = User.objects.get(email="neu@behoerde.example")
    assert created.is_staff
    assert not created.has_usable_password()
    assert [group.name for group in created.groups.all()] == ["Revision"]
    assert AuditEvent.objects.get(event="staff.created").actor == client.person


def test_known_address_is_refused(desk):
    client = desk("Verwaltung")
    email = client.person.email

    answer = client.post(
        reverse(f"{USERS}_add"), {"email": email, "name": "X", "group": _group_pk("Revision")}
    )

    assert "Zu dieser Adresse gibt es schon ein Konto." in text_of(answer)


def test_group_is_changed_and_account_closed(desk):
    client = desk("Verwaltung")
    colleague = factories.make_staff("Sachbearbeitung", name="Clara Muster")
    url = reverse(f"{USERS}_change", args=[colleague.pk])
    assert "Clara Muster" in text_of(client.get(url))

    client.post(url, {"name": "Clara Beispiel", "group": _group_pk("Mitzeichnung")})

    colleague.refresh_from_db()
    assert (colleague.name, colleague.is_active) == ("Clara Beispiel", False)
    assert [group.name for group in colleague.groups.all()] == ["Mitzeichnung"]


def test_nobody_changes_the_own_account(desk):
    client = desk("Verwaltung")
    url = reverse(f"{USERS}_change", args=[client.person.pk])

    answer = client.post(url, {"name": "Ich", "group": _group_pk("Leitung"), "is_active": "on"})

    assert "Das eigene Konto ändert eine andere Person." in text_of(answer)
    assert [group.name for group in client.person.groups.all()] == ["Verwaltung"]


def test_accounts_of_associations_are_not_managed_here(desk):
    applicant = factories.make_user("Rania Haddad")
    client = desk("Verwaltung")

    assert "Rania Haddad" not in text_of(client.get(reverse(f"{USERS}_changelist")))
    url = reverse(f"{USERS}_change", args=[applicant.pk])
    assert client.get(url).status_code == 404
