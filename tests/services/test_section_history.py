"""Earlier versions of a section: what was saved, what lost a conflict, and back again."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from applications.models import Application, SectionVersion, User
from applications.rules.sections import Section
from applications.services import drafts, section_history
from applications.workflow.application_document import document_of
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.BEGUN_AT


def minutes(number: float) -> datetime:
    return AT + timedelta(minutes=number)


def fresh(application: Application) -> Application:
    return Application.objects.with_lists().get(pk=application.pk)


def save(
    application: Application,
    at: float = 0,
    *,
    actor: User | None = None,
    section: Section = Section.GOALS,
    **answers: Any,
) -> None:
    application = fresh(application)
    drafts.save_section(
        application=application,
        section=section,
        answers=answers,
        pending={},
        version=drafts.section_row(application, section).version,
        actor=actor or application.created_by,
        at=minutes(at),
    )


def lose(application: Application, at: float, actor: User, **answers: Any) -> None:
    section_history.keep_losing_version(
        application=application,
        section=Section.GOALS,
        answers=answers,
        pending={},
        actor=actor,
        at=minutes(at),
    )


def needs(application: Application) -> list[tuple[str, bool]]:
    rows = section_history.versions_of(application, Section.GOALS)
    return [(row.answers["need"], row.is_current_line) for row in rows]


@pytest.fixture
def draft() -> Application:
    return factories.make_draft()


def test_saves_of_one_person_within_ten_minutes_are_one_version(draft: Application) -> None:
    for at, text in enumerate(("a", "b", "c")):
        save(draft, at * 4, need=text)
    save(draft, 10, need="d")

    assert needs(draft) == [("d", True), ("c", True)]


def test_a_save_of_somebody_else_is_a_version_of_its_own(draft: Application) -> None:
    colleague = factories.make_member(draft)
    save(draft, 0, need="a")
    save(draft, 1, need="b", actor=colleague)
    save(draft, 2, need="c")

    rows = section_history.versions_of(draft, Section.GOALS)
    assert [(row.answers["need"], row.saved_by) for row in rows] == [
        ("c", draft.created_by),
        ("b", colleague),
        ("a", draft.created_by),
    ]


def test_a_save_that_changes_nothing_leaves_no_trace(draft: Application) -> None:
    save(draft, 0, need="a")
    save(draft, 60, need="a")

    assert needs(draft) == [("a", True)]


def test_what_lost_a_conflict_is_kept(draft: Application) -> None:
    colleague = factories.make_member(draft)
    save(draft, 0, need="meine", people_reached=70)
    lose(draft, 1, colleague, need="ihre")

    assert needs(draft) == [("ihre", False), ("meine", True)]
    assert SectionVersion.objects.get(is_current_line=False).answers["people_reached"] == 70


def test_autosave_loses_once(draft: Application) -> None:
    colleague = factories.make_member(draft)
    save(draft, 0, need="meine")
    for at, text in enumerate(("i", "ih", "ihre"), 1):
        lose(draft, at, colleague, need=text)

    assert needs(draft) == [("ihre", False), ("meine", True)]


def test_keeping_the_own_version_loses_neither(draft: Application) -> None:
    """One person in two windows: the version that was stored must not be overwritten."""
    owner = draft.created_by
    save(draft, 0, need="erstes Fenster")
    lose(draft, 1, owner, need="zweites Fenster")
    save(draft, 2, need="zweites Fenster")

    assert needs(draft) == [("zweites Fenster", True), ("erstes Fenster", True)]


def test_every_answer_comes_back_as_it_was() -> None:
    draft = factories.make_complete_draft()
    before = document_of(draft)
    sections = [one for one in Section if one not in section_history.WITHOUT_HISTORY]
    for section in sections:
        row = drafts.section_row(fresh(draft), section)
        empty = {field: _nothing(value) for field, value in _columns(row).items()}
        answers = {"items": []} if section == Section.COSTS else empty
        save(draft, 30, section=section, **answers)
    assert document_of(fresh(draft)) != before

    for section in sections:
        earlier = section_history.versions_of(draft, section)[-1]
        drafts.restore_version(
            application=fresh(draft),
            earlier=earlier,
            seen=drafts.section_row(fresh(draft), section).version,
            actor=draft.created_by,
            at=minutes(31),
        )

    after = fresh(draft)
    assert document_of(after) == before
    assert after.goals.need == factories.ANSWERS[Section.GOALS]["need"]
    assert isinstance(after.wage.hours_month, Decimal)
    assert isinstance(after.non_profit.notice_date, date)
    assert after.project_title == factories.ANSWERS[Section.MICRO_PROJECT]["title"]


def _columns(row: Any) -> dict[str, Any]:
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in {"application", "version", "pending", "saved_at", "saved_by"}
    }


def _nothing(value: Any) -> Any:
    if isinstance(value, str):
        return ""
    return [] if isinstance(value, list) else None


def test_putting_a_version_back_keeps_the_one_before(draft: Application) -> None:
    save(draft, 0, need="alt")
    save(draft, 20, need="neu")
    earlier = section_history.versions_of(draft, Section.GOALS)[-1]

    drafts.restore_version(
        application=fresh(draft),
        earlier=earlier,
        seen=2,
        actor=draft.created_by,
        at=minutes(21),
    )

    assert fresh(draft).goals.need == "alt"
    assert needs(draft) == [("alt", True), ("neu", True), ("alt", True)]


def test_putting_back_overwrites_nothing_unseen(draft: Application) -> None:
    save(draft, 0, need="alt")
    save(draft, 20, need="neu")
    earlier = section_history.versions_of(draft, Section.GOALS)[-1]
    save(draft, 21, need="noch neuer", actor=factories.make_member(draft))

    with pytest.raises(drafts.ChangedMeanwhile):
        drafts.restore_version(
            application=fresh(draft),
            earlier=earlier,
            seen=2,
            actor=draft.created_by,
            at=minutes(22),
        )
    assert fresh(draft).goals.need == "noch neuer"


def test_texts_that_cannot_be_read_are_part_of_a_version(draft: Application) -> None:
    drafts.save_section(
        application=draft,
        section=Section.WAGE,
        answers={"hours_month": None},
        pending={"hours_month": "vierzig"},
        version=0,
        actor=draft.created_by,
        at=AT,
    )
    save(draft, 20, section=Section.WAGE, hours_month=Decimal("40.00"))

    newest, oldest = section_history.versions_of(draft, Section.WAGE)
    assert (newest.pending, oldest.pending) == ({}, {"hours_month": "vierzig"})


def test_files_and_declarations_have_no_versions() -> None:
    draft = factories.make_complete_draft()

    kept = set(SectionVersion.objects.values_list("section", flat=True))

    assert kept == {section.value for section in Section} - section_history.WITHOUT_HISTORY
    assert draft.attachments.exists()


def test_versions_go_with_the_draft(draft: Application) -> None:
    save(draft, 0, need="a")

    drafts.delete_draft(application=draft, actor=draft.created_by, at=AT)

    assert not SectionVersion.objects.exists()
