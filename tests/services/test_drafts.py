"""Drafts: begun once, saved with every keystroke, never overwritten unseen."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from applications.models import Application, Attachment, AuditEvent, CostItem, Organisation
from applications.rules.sections import Section
from applications.services import drafts, submission
from applications.services.overview import Status, overview
from tests import factories
from tests.support.complete_answers import ANSWERS

pytestmark = pytest.mark.django_db

AT = factories.BEGUN_AT


def save(application: Application, section: Section, **values: Any) -> int:
    return drafts.save_section(
        **{
            "application": application,
            "section": section,
            "answers": {},
            "pending": {},
            "version": 0,
            "actor": application.created_by,
            "at": AT,
            **values,
        }
    )


@pytest.mark.parametrize("section", ANSWERS)
def test_the_object_in_hand_says_what_is_stored(section: Section) -> None:
    draft = factories.make_draft()

    save(draft, section, answers=ANSWERS[section], pending={"month": "Mai"})

    in_hand = drafts.section_row(draft, section)
    stored = type(in_hand)._default_manager.get(pk=draft.pk)
    for field in stored._meta.concrete_fields:
        one, other = (getattr(row, field.attname) for row in (in_hand, stored))
        assert (type(one), str(one)) == (type(other), str(other)), field.name


def test_amounts_in_hand_have_all_their_places() -> None:
    draft = factories.make_draft()

    save(draft, Section.FINANCING, answers={"own_funds_eur": Decimal(5)})

    assert str(draft.financing.own_funds_eur) == "5.00"


def test_beginning_carries_the_check_over() -> None:
    draft = drafts.begin_application(
        funding_round=factories.make_round(),
        organisation_name="Atlas e. V.",
        postcode="63069",
        actor=factories.make_user(),
        at=AT,
        eligibility={"seat_in_hesse": "yes"},
    )

    assert draft.eligibility.seat_in_hesse == "yes"
    assert draft.organisation_details.name == "Atlas e. V."
    assert AuditEvent.objects.get().data == {"code": draft.code}


@pytest.mark.parametrize("offset", [timedelta(seconds=-1), timedelta(0)])
def test_no_draft_begins_outside_the_window(offset: timedelta) -> None:
    funding_round = factories.make_round()
    at = funding_round.opens_at + offset if offset else funding_round.closes_at

    with pytest.raises(drafts.RoundClosed):
        factories.make_draft(at=at)
    assert Organisation.objects.count() == 0


def test_second_draft_of_an_organisation_points_to_the_first() -> None:
    draft = factories.make_draft()

    with pytest.raises(drafts.AlreadyBegun) as refusal:
        factories.make_draft(actor=draft.created_by, name=draft.organisation_name)
    assert refusal.value.application == draft


def test_own_organisation_is_known_by_its_name_in_any_capitals() -> None:
    draft = factories.make_draft(name="Übermut e. V.")

    with pytest.raises(drafts.AlreadyBegun):
        factories.make_draft(actor=draft.created_by, name="ÜBERMUT E. V.")
    assert Organisation.objects.count() == 1


def test_same_name_of_others_is_another_organisation() -> None:
    factories.make_draft(name="Atlas e. V.")

    factories.make_draft(name="Atlas e. V.")

    assert Organisation.objects.count() == 2


def test_likely_duplicate_is_told_to_others_only() -> None:
    draft = factories.make_draft(name="Förderkreis Atlas e. V.")
    values = {
        "funding_round": draft.round,
        "organisation_name": "FÖRDERKREIS ATLAS",
        "postcode": draft.postcode,
    }

    assert drafts.likely_duplicate(actor=factories.make_user(), **values)
    assert not drafts.likely_duplicate(actor=draft.created_by, **values)


def test_saving_counts_versions_and_keeps_what_cannot_be_read() -> None:
    draft = factories.make_draft()

    version = save(
        draft,
        Section.WAGE,
        answers={"hours_month": Decimal("40.00")},
        pending={"wage_month_eur": "vierhundert"},
    )

    row = type(draft.wage).objects.get()
    assert (version, row.version, row.hours_month) == (1, 1, Decimal("40.00"))
    assert row.pending == {"wage_month_eur": "vierhundert"}
    assert (row.saved_at, row.saved_by) == (AT, draft.created_by)


def test_saving_over_a_newer_version_is_refused() -> None:
    draft = factories.make_draft()
    save(draft, Section.GOALS, answers={"need": "erste Fassung"})

    with pytest.raises(drafts.ChangedMeanwhile) as refusal:
        save(draft, Section.GOALS, answers={"need": "zweite Fassung"})
    assert refusal.value.current.need == "erste Fassung"


def test_columns_that_are_no_answers_are_ignored() -> None:
    draft = factories.make_draft()

    save(draft, Section.GOALS, answers={"application_id": 99, "saved_by": 1, "state": "awarded"})

    assert type(draft.goals).objects.get().application_id == draft.pk


def test_costs_are_replaced_as_a_list() -> None:
    draft = factories.make_draft()
    items = [{"kind": "rooms", "purpose": "Saal", "amount_eur": Decimal("10.00")}]
    save(draft, Section.COSTS, answers={"items": items * 2})

    save(draft, Section.COSTS, answers={"items": items}, version=1)

    assert [item.position for item in CostItem.objects.order_by("position")] == [1]


def test_organisation_remembers_the_last_answers() -> None:
    draft = factories.make_draft()

    save(draft, Section.ORGANISATION, answers={"name": "Neu e. V.", "town": "Gießen"})

    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.town) == ("Neu e. V.", "Gießen")
    stored = Application.objects.get()
    assert (stored.organisation_name, stored.town) == ("Neu e. V.", "Gießen")


def test_sent_application_is_closed() -> None:
    case = factories.make_submitted()

    with pytest.raises(drafts.NotADraft):
        save(case, Section.GOALS, answers={"need": "später"}, version=1)
    with pytest.raises(drafts.NotADraft):
        drafts.delete_draft(application=case, actor=case.created_by, at=AT)


def test_deleting_removes_answers_and_files_and_keeps_the_log() -> None:
    draft = factories.make_complete_draft()
    code = draft.code

    drafts.delete_draft(application=draft, actor=draft.created_by, at=AT)

    assert Application.objects.count() == CostItem.objects.count() == 0
    assert Attachment.objects.count() == 0
    assert AuditEvent.objects.get(event="draft.deleted").data == {"code": code}


def test_application_that_was_sent_meanwhile_is_not_deleted() -> None:
    draft = factories.make_complete_draft()
    submission.submit_application(application=draft, actor=draft.created_by, at=AT)

    with pytest.raises(drafts.NotADraft):
        drafts.delete_draft(application=draft, actor=draft.created_by, at=AT)
    assert Attachment.objects.count() == 3


def test_overview_of_an_empty_draft() -> None:
    result = overview(factories.make_draft(), at=AT)

    assert {row.status for row in result.sections[:13]} == {Status.NOT_STARTED}
    assert {row.status for row in result.sections[13:]} == {Status.NOT_POSSIBLE_YET}
    assert (result.finished_count, len(result.unfinished)) == (0, 13)


def test_overview_of_a_complete_draft() -> None:
    result = overview(factories.make_complete_draft(), at=AT)

    assert result.finished_count == 15
    assert result.unfinished == ()
    assert str(result.finance_plan.requested_eur) == "8361.62"
    assert str(result.cost_plan.total_eur) == "5361.62"


def test_overview_names_what_is_begun_and_what_contradicts() -> None:
    changes = {
        Section.WAGE: {"hours_month": Decimal("52.00")},
        Section.SCHEDULE: {"municipality_contacted": "no", "municipality_office": ""},
        Section.GOALS: {"need": ""},
    }
    result = overview(factories.make_complete_draft(changes=changes), at=AT)

    assert result.status(Section.WAGE).status == Status.PLEASE_CHECK
    assert result.status(Section.SCHEDULE).status == Status.FINISHED_WITH_NOTE
    assert result.status(Section.GOALS).status == Status.IN_PROGRESS
    assert [row.section for row in result.unfinished] == [Section.GOALS, Section.WAGE]


def test_unread_text_keeps_a_section_begun() -> None:
    draft = factories.make_complete_draft()
    save(draft, Section.GOALS, pending={"people_reached": "viele"}, version=1)

    result = overview(Application.objects.with_lists().get(), at=AT)

    assert result.status(Section.GOALS).status == Status.IN_PROGRESS


def test_saving_what_is_stored_already_changes_nothing() -> None:
    draft = factories.make_complete_draft()
    goals, items = factories.ANSWERS[Section.GOALS], factories.ANSWERS[Section.COSTS]["items"]
    later = AT + timedelta(hours=1)

    assert save(draft, Section.GOALS, answers=goals, version=1, at=later) == 1
    assert save(draft, Section.COSTS, answers={"items": items}, version=1, at=later) == 1
    assert draft.goals.__class__.objects.get().saved_at == AT
    assert Application.objects.get().edited_at == AT

    one_less = {"items": items[:1]}
    assert save(draft, Section.COSTS, answers=one_less, version=1, at=later) == 2
    assert save(draft, Section.GOALS, answers=goals, pending={"x": "?"}, version=1, at=later) == 2


def test_saving_nothing_for_the_first_time_counts() -> None:
    draft = factories.make_draft()

    assert save(draft, Section.GOALS) == 1
    assert save(draft, Section.COSTS, answers={"items": []}) == 1
    assert save(draft, Section.COSTS, answers={"items": []}, version=1) == 1


def test_what_is_stored_already_is_refused_after_sending() -> None:
    sent = factories.make_submitted()

    with pytest.raises(drafts.NotADraft):
        save(sent, Section.GOALS, answers=factories.ANSWERS[Section.GOALS], version=1)
