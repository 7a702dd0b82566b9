"""Rounds: copied, checked, published; before that nobody outside knows of them."""

import html
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from applications.forms.funding_round import problem_of, title_of
from applications.models import AuditEvent, FundingRound, RoundChange
from applications.rules.documents import LegalTextKind
from applications.services import round_changes, round_checks, rounds
from applications.services.round_changes import RoundMovedMeanwhile
from applications.services.round_checks import RoundIncomplete, Verdict
from applications.texts.round_checks import CODES
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.strictness import StrictClient

ROUNDS = "admin:applications_fundinground"
AT = datetime(2020, 2, 3, 8, 0, tzinfo=UTC)
SOUND = {
    "name": "Landesprogramm WIR: Förderung von Migrantenorganisationen 2021",
    "reference_prefix": "WIR-2021",
    "year": 2021,
    "published_at": None,
    "opens_at": datetime(2020, 11, 1, 23, 0, tzinfo=UTC),
    "closes_at": datetime(2021, 1, 29, 23, 0, tzinfo=UTC),
    "period_from": date(2021, 1, 1),
    "period_until": date(2021, 12, 31),
    "decision_expected_on": date(2021, 3, 31),
    "proof_due_on": date(2022, 3, 31),
    "authority_address": "Sonnenberger Straße 2\n65193 Wiesbaden",
    "privacy_controller": "Ministerium, 65193 Wiesbaden",
    "contact_phone": "0611 32190",
    "contact_email": "wir@hessen.test",
}


def next_round(**changes) -> FundingRound:
    return factories.make_round(**(SOUND | changes))


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def verdicts(funding_round: FundingRound, at: datetime = AT) -> dict[tuple[str, str], str]:
    checks = round_checks.check_round(funding_round, at=at)
    return {(c.code, c.name): str(c.verdict) for c in checks if c.verdict != Verdict.FINE}


def test_copy_moves_the_days_and_takes_over_the_rest(desk):
    source = factories.make_round()
    FundingRound.objects.filter(pk=source.pk).update(awarded_eur=Decimal("10200.00"))
    source.checklist.all().delete()
    source.criteria.all().delete()
    source.checklist.create(position=1, text="Satzung gelesen")
    source.checklist.create(position=2, text="Nicht mehr", is_active=False)
    source.criteria.create(position=1, name="Wirkung", weight=3)
    client = desk("Verwaltung")
    url = reverse(f"{ROUNDS}_copy", args=[source.pk])

    page = text_of(client.get(url))
    answer = client.post(url, {"name": "WIR 2021", "year": "2021", "reference_prefix": "WIR-2021"})

    assert 'value="WIR-2021"' in page
    created = FundingRound.objects.get(reference_prefix="WIR-2021")
    assert answer["Location"] == reverse(f"{ROUNDS}_change", args=[created.pk])
    assert (created.name, created.year) == ("WIR 2021", 2021)
    assert created.published_at is None
    assert (created.awarded_eur, created.last_number) == (Decimal("0.00"), 0)
    assert created.budget_eur == source.budget_eur
    assert created.period_from == date(2021, 1, 1)
    assert created.proof_due_on == date(2022, 3, 31)
    assert created.closes_at == datetime(2021, 1, 31, 23, 0, tzinfo=UTC)
    assert created.legal_texts.count() == source.legal_texts.count() == len(LegalTextKind)
    assert [item.text for item in created.checklist.all()] == ["Satzung gelesen"]
    assert [(row.name, row.weight) for row in created.criteria.all()] == [("Wirkung", 3)]
    assert AuditEvent.objects.get(event="round.copied").actor == client.person


def test_copy_moves_summer_time_and_leap_days(db):
    source = factories.make_round(
        reference_prefix="WIR-X",
        year=2020,
        opens_at=datetime(2020, 2, 28, 23, 0, tzinfo=UTC),
        closes_at=datetime(2020, 5, 31, 22, 0, tzinfo=UTC),
    )

    created = rounds.copy_round(
        source=source,
        name="Nächste",
        year=2021,
        prefix="WIR-Y",
        actor=factories.make_staff("Verwaltung"),
        at=AT,
    )

    assert created.opens_at == datetime(2021, 2, 27, 23, 0, tzinfo=UTC)
    assert created.closes_at == datetime(2021, 5, 31, 22, 0, tzinfo=UTC)


def test_copy_of_an_extended_round_takes_the_planned_deadline(db):
    planned = datetime(2020, 1, 31, 23, 0, tzinfo=UTC)
    source = factories.make_round(
        reference_prefix="WIR-X",
        closes_at=datetime(2020, 2, 7, 23, 0, tzinfo=UTC),
        closed_originally_at=planned,
    )
    created = rounds.copy_round(
        source=source,
        name="Nächste",
        year=2021,
        prefix="WIR-Y",
        actor=factories.make_staff("Verwaltung"),
        at=AT,
    )

    assert created.closes_at == datetime(2021, 1, 31, 23, 0, tzinfo=UTC)
    assert created.closed_originally_at is None


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [
        ("WIR-2020", "Eine andere Runde hat diesen Anfang schon."),
        ("wir 2021", "Schreiben Sie Großbuchstaben, Ziffern und Bindestriche."),
        ("", "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_copy_needs_a_prefix_of_its_own(desk, prefix, sentence):
    source = factories.make_round()
    answer = desk("Verwaltung").post(
        reverse(f"{ROUNDS}_copy", args=[source.pk]),
        {"name": "WIR 2021", "year": "2021", "reference_prefix": prefix},
    )

    assert answer.status_code == 200
    assert sentence in text_of(answer) or not prefix
    assert FundingRound.objects.count() == 1


def test_sound_round_has_nothing_to_remark(db):
    assert verdicts(next_round()) == {}


@pytest.mark.parametrize(
    ("changes", "code", "verdict"),
    [
        (
            {"closes_at": datetime(2020, 2, 1, tzinfo=UTC), "opens_at": AT.replace(year=2019)},
            "not_over",
            "missing",
        ),
        ({"opens_at": AT}, "begins_later", "odd"),
        ({"closes_at": datetime(2021, 1, 29, 11, 0, tzinfo=UTC)}, "midnight", "odd"),
        ({"drafts_until": datetime(2021, 3, 1, tzinfo=UTC)}, "drafts_until", "missing"),
        ({"decision_expected_on": date(2021, 1, 4)}, "decision", "odd"),
        ({"period_until": date(2022, 1, 31)}, "year", "odd"),
        ({"maximum_months": 13}, "months", "odd"),
        ({"proof_due_on": date(2021, 12, 31)}, "proof", "missing"),
        # 31 January 2021 was a Sunday, 2 April Good Friday.
        ({"closes_at": datetime(2021, 1, 31, 23, 0, tzinfo=UTC)}, "deadline_day", "odd"),
        ({"decision_expected_on": date(2021, 4, 2)}, "decision_day", "odd"),
        # Easter Sunday (domain, trap 2).
        ({"proof_due_on": date(2024, 3, 31)}, "proof_day", "odd"),
        ({"budget_eur": Decimal("10199.99")}, "budget", "missing"),
        (
            {"minijob_maximum_eur": Decimal("7000.00"), "maximum_eur": Decimal("10000.00")},
            "reach",
            "odd",
        ),
        ({"letterhead": " "}, "no_text", "missing"),
        ({"contact_phone": "0611 000000"}, "text", "odd"),
        ({"period_from": date(2018, 1, 1), "year": 2018}, "law", "missing"),
    ],
)
def test_check_list_finds(db, changes, code, verdict):
    found = verdicts(next_round(**changes))

    assert [v for (found_code, _name), v in found.items() if found_code == code] == [verdict]


def test_check_list_knows_values_of_the_law_that_are_too_old(db):
    year_2027 = {
        "year": 2027,
        "opens_at": datetime(2026, 11, 1, 23, 0, tzinfo=UTC),
        "closes_at": datetime(2027, 1, 29, 23, 0, tzinfo=UTC),
        "period_from": date(2027, 1, 1),
        "period_until": date(2027, 12, 31),
        "decision_expected_on": date(2027, 3, 31),
        "proof_due_on": date(2028, 3, 31),
    }
    found = verdicts(next_round(**year_2027))

    assert found[("law_of_the_year", "")] == "odd"
    assert found[("reach", "minijob_maximum_eur")] == "odd"


def test_check_list_knows_the_neighbour(db):
    factories.make_round()
    clash = next_round(opens_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert verdicts(clash)[("alone", "opens_at")] == "odd"


def test_check_list_wants_points_to_check_and_criteria(db):
    row = next_round()
    row.checklist.all().delete()
    row.criteria.update(is_active=False)

    assert verdicts(row) == {("checklist", ""): "missing", ("criteria", ""): "missing"}


def test_round_without_a_text_of_a_letter_is_not_published(desk):
    row = factories.make_round(**SOUND, with_legal_texts=False)
    texts = reverse("admin:applications_legaltext_changelist")

    page = text_of(desk("Verwaltung").get(reverse(f"{ROUNDS}_publish", args=[row.pk])))

    assert verdicts(row) == {("legal_texts", ""): "missing"}
    assert f"Es fehlen {len(LegalTextKind)} Texte für Briefe." in page
    assert f'href="{texts}?round={row.pk}"' in page


def test_check_list_leads_to_the_texts_that_nobody_released(desk):
    row = factories.make_round(**SOUND, texts_released=False)
    texts = reverse("admin:applications_legaltext_changelist")

    page = text_of(desk("Verwaltung").get(reverse(f"{ROUNDS}_publish", args=[row.pk])))

    assert verdicts(row) == {("legal_release", ""): "odd"}
    assert f"{len(LegalTextKind)} Texte für Briefe sind noch nicht freigegeben." in page
    assert f'href="{texts}?round={row.pk}&stand=entwurf"' in page


def test_every_line_has_its_sentences(db):
    checks = round_checks.check_round(next_round(letterhead=""), at=AT)

    assert {check.code for check in checks} <= CODES
    for check in checks:
        assert title_of(check)
        assert "{field" not in problem_of(check)


def test_unpublished_round_is_unknown_outside(desk, rehearsal):
    rehearsal("2020-12-01T09:00")
    announced = next_round()
    visitor = StrictClient()

    assert "2021" not in text_of(visitor.get("/"))
    client = desk("Verwaltung")
    page = text_of(client.get(reverse(f"{ROUNDS}_publish", args=[announced.pk])))
    assert "Nichts fehlt" in page
    answer = client.post(reverse(f"{ROUNDS}_publish", args=[announced.pk]))

    assert answer.status_code == 302
    announced.refresh_from_db()
    assert announced.published_at is not None
    assert "29. Januar 2021" in text_of(visitor.get("/"))
    assert AuditEvent.objects.get(event="round.published").actor == client.person
    assert "schon veröffentlicht" in text_of(
        client.post(reverse(f"{ROUNDS}_publish", args=[announced.pk]), follow=True)
    )


def test_round_with_gaps_is_not_published(desk):
    row = next_round(letterhead="")
    client = desk("Verwaltung")
    url = reverse(f"{ROUNDS}_publish", args=[row.pk])

    page = text_of(client.get(url))

    assert "1 Punkt fehlt noch" in page
    assert f"{reverse(f'{ROUNDS}_change', args=[row.pk])}#id_letterhead" in page
    assert "Jetzt veröffentlichen" not in page
    assert "Es fehlt noch etwas." in text_of(client.post(url, follow=True))
    row.refresh_from_db()
    assert row.published_at is None


def test_published_round_stays_complete(db):
    row = next_round(published_at=AT)
    row.letterhead = ""

    with pytest.raises(RoundIncomplete):
        rounds.save_round(funding_round=row, actor=factories.make_staff("Verwaltung"), at=AT)


def test_saving_never_publishes(db):
    row = next_round()
    row.published_at = AT
    rounds.save_round(funding_round=row, actor=factories.make_staff("Verwaltung"), at=AT)

    row.refresh_from_db()
    assert row.published_at is None


@pytest.mark.parametrize("group", ["Leitung", "Sachbearbeitung", "Revision"])
def test_only_the_administration_copies_and_publishes(db, group):
    row, actor = next_round(), factories.make_staff(group)

    with pytest.raises(NotPermitted):
        rounds.publish_round(funding_round=row, actor=actor, at=AT)
    with pytest.raises(NotPermitted):
        rounds.copy_round(source=row, name="X", year=2022, prefix="X-22", actor=actor, at=AT)


def test_unpublished_round_takes_no_drafts_when_its_window_begins(db):
    row = next_round()

    assert not row.is_open(row.opens_at)
    assert not row.has_opened(row.opens_at)


def test_page_shows_what_the_amount_pays(desk):
    row = next_round(
        year=2026,
        period_from=date(2026, 1, 1),
        period_until=date(2026, 12, 31),
        opens_at=datetime(2025, 11, 1, 23, 0, tzinfo=UTC),
        closes_at=datetime(2026, 1, 30, 23, 0, tzinfo=UTC),
    )

    page = text_of(desk("Leitung").get(reverse(f"{ROUNDS}_publish", args=[row.pk])))

    assert "Was 7.200,00\N{NO-BREAK SPACE}€ bezahlen" in page
    assert "603,00" in page
    assert "13,90" in page
    assert "457,42" in page
    assert "9.491,40" in page


def test_every_field_of_the_form_explains_itself(desk):
    page = text_of(desk("Verwaltung").get(reverse(f"{ROUNDS}_add")))

    assert "Kein Projekt darf vorher anfangen." in page
    assert page.count('class="help"') > 35


def test_change_of_a_former_field_is_read_but_not_confirmed(desk):
    client = desk("Leitung")
    row = factories.make_round()
    change = RoundChange.objects.create(
        round=row,
        changes={"service_fiction_days": {"old": 3, "new": 4}},
        reason="Neues Recht",
        proposed_by=factories.make_staff("Verwaltung"),
        proposed_at=AT,
    )

    text = text_of(client.get(reverse(f"{ROUNDS}_decide", args=[row.pk, change.pk])))

    assert "Bekanntgabe mit der Post nach Tagen" in text
    with pytest.raises(RoundMovedMeanwhile):
        round_changes.confirm_change(change=change, actor=client.person, at=AT)
