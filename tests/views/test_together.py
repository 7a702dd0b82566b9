"""Several people at one draft: who writes where, remarks, earlier versions, advisers."""

from datetime import timedelta

import pytest

from applications import clock
from applications.models import Membership, QuestionComment, SectionPresence, SectionVersion
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.draft_pages import DraftPages
from tests.support.strictness import StrictClient

WRITES = "Selamawit T. schreibt hier gerade (seit 10:00 Uhr)."


def other(full: DraftPages, role: Role = Role.MEMBER) -> DraftPages:
    """Return the pages of the same draft in the browser of somebody else."""
    application = full.reload()
    client = StrictClient()
    sign_in(client, factories.make_member(application, role=role))
    return DraftPages(client, application)


def words(response) -> str:
    return pages.page_text(response)


# Who writes where -------------------------------------------------------------


def test_others_see_who_has_a_section_open(full):
    colleague = other(full)
    colleague.open("ziele")

    assert WRITES in words(full.open("ziele"))
    assert WRITES in words(full.open())
    assert WRITES not in words(full.open("projekt"))
    assert "schreibt hier gerade" not in words(colleague.open("ziele"))


def test_it_is_a_notice_and_no_lock(full):
    other(full).open("ziele")

    assert full.send("ziele", {"need": "Mein Text"}).status_code == 302
    assert full.row(Section.GOALS).need == "Mein Text"


def test_who_saves_and_goes_on_has_left(full):
    colleague = other(full)
    colleague.send("ziele", {"need": "Ein Text"})

    assert not SectionPresence.objects.filter(section=Section.GOALS).exists()
    assert "schreibt hier gerade" not in words(full.open("ziele"))


def test_after_five_minutes_the_line_is_gone(full):
    other(full).open("ziele")
    SectionPresence.objects.update(seen_at=clock.real_now() - timedelta(minutes=5))

    assert "schreibt hier gerade" not in words(full.open("ziele"))


def test_the_lines_of_costs_are_one_section(full):
    other(full).open("kosten/1")

    assert WRITES in words(full.open("kosten"))


def test_visits_are_noted_for_the_team(full):
    full.open("ziele")

    assert Membership.objects.get().active_at is not None


# Remarks ----------------------------------------------------------------------


def test_remarks_are_written_listed_and_counted(full):
    colleague = other(full)
    page = full.client.post(
        full.url("ziele/bemerkungen"),
        {"question": "need", "text": "Bitte\nkürzer.", "target": "write"},
        follow=True,
    )

    assert "Ihre Bemerkung ist gespeichert. Ihr Team kann sie lesen." in words(page)
    for url in ("ziele", "ziele/bemerkungen"):
        shown = words(colleague.open(url))
        assert "Warum ist das Projekt nötig? Bitte kürzer. Rania H., 20. Januar 2020" in shown
    assert "1 Bemerkung : Ziele und Menschen" in words(colleague.open())


def test_a_remark_is_settled(full):
    full.post("ziele/bemerkungen", question="section", text="Fertig?", target="write")
    colleague = other(full)
    number = QuestionComment.objects.get().pk

    page = colleague.client.post(
        full.url("ziele/bemerkungen"), {"settle": str(number)}, follow=True
    )

    assert "Erledigt von Selamawit T." in words(page)
    assert "Bemerkung :" not in words(full.open())
    assert "Fertig?" not in words(full.open("ziele"))


def test_the_button_below_the_questions_saves_first(full):
    response = full.send("ziele", {"need": "Neuer Text"}, target="comments")

    assert response.url == full.url("ziele/bemerkungen")
    assert full.row(Section.GOALS).need == "Neuer Text"


def test_a_remark_needs_words_and_has_a_limit(full):
    empty = full.post("ziele/bemerkungen", question="need", text=" ")
    long = full.post("ziele/bemerkungen", question="need", text="x" * 1001)

    assert pages.summary(empty) == ["Schreiben Sie Ihre Bemerkung auf."]
    assert "Der Text ist 1 Zeichen zu lang." in pages.summary(long)[0]
    assert "x" * 1001 in long.content.decode()
    assert not QuestionComment.objects.exists()


def test_remarks_are_escaped(full):
    full.post("ziele/bemerkungen", question="need", text="<b>fett</b>\nZeile")

    assert "&lt;b&gt;fett&lt;/b&gt;<br>" in full.open("ziele").content.decode()


@pytest.mark.parametrize("settle", ["0", "x", "99999999999"])
def test_only_remarks_of_the_section_are_settled(full, settle):
    full.post("ziele/bemerkungen", question="need", text="Hier")
    number = QuestionComment.objects.get().pk

    assert full.post("ziele/bemerkungen", settle=settle).status_code == 404
    assert full.post("projekt/bemerkungen", settle=str(number)).status_code == 404


def test_documents_have_remarks_and_other_pages_do_not(full):
    assert full.open("unterlagen/bemerkungen").status_code == 200
    assert full.url("unterlagen/bemerkungen") in full.open("unterlagen").content.decode()
    assert full.open("angaben-pruefen/bemerkungen").status_code == 404
    assert full.open("unterlagen/fassungen").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_remarks_have_few_queries(full, count, django_assert_num_queries):
    for _number in range(count):
        full.post("ziele/bemerkungen", question="need", text="Hier")
    full.open("ziele/bemerkungen")

    # Session, account, application with three lists, remarks.
    with django_assert_num_queries(7):
        full.open("ziele/bemerkungen")


# Earlier versions -------------------------------------------------------------


def test_both_versions_of_a_conflict_are_in_the_history(full):
    colleague = other(full)
    opened = pages.form_data(colleague.open("ziele"))
    full.send("ziele", {"need": "Fassung von Rania"})
    page = colleague.client.post(full.url("ziele"), opened | {"need": "Fassung von Selam"})
    assert page.status_code == 409

    shown = words(full.open("ziele/fassungen"))

    assert "Fassung von Rania" in shown
    assert "Fassung von Selam" in shown
    assert "Diese Fassung wurde nicht übernommen." in shown


def test_what_differs_is_marked_on_the_page_of_a_conflict(full):
    colleague = other(full)
    full.send("ziele", {"need": "Viele Familien brauchen Hilfe"})
    opened = pages.form_data(colleague.open("ziele"))
    full.send("ziele", {"need": "Viele Kinder brauchen Hilfe"})

    page = colleague.client.post(
        full.url("ziele"), opened | {"need": "Viele Familien brauchen Rat"}
    )

    html = page.content.decode()
    for mark in ("Familien", "Rat", "Kinder", "Hilfe"):
        assert f"<mark>{mark}</mark>" in html
    assert "<mark>brauchen</mark>" not in html


def test_an_earlier_version_is_put_back(full):
    before = full.row(Section.GOALS).need
    colleague = other(full)
    colleague.send("ziele", {"need": "Überschrieben"})
    page = full.open("ziele/fassungen")
    shown = words(page)
    assert "Selamawit T. Diese Fassung steht jetzt im Antrag." in shown
    assert "Warum ist das Projekt nötig? heute anders" in shown
    earlier = SectionVersion.objects.filter(section=Section.GOALS).earliest("pk")

    version = str(full.row(Section.GOALS).version)
    after = full.client.post(
        full.url("ziele/fassungen"), {"version": version, "restore": str(earlier.pk)}, follow=True
    )

    assert "Die frühere Fassung steht wieder im Antrag." in words(after)
    assert full.row(Section.GOALS).need == before
    assert SectionVersion.objects.filter(section=Section.GOALS).count() == 3


def test_putting_back_asks_again_when_somebody_saved(full):
    earlier = SectionVersion.objects.get(section=Section.GOALS)
    other(full).send("ziele", {"need": "Gerade eben"})

    page = full.client.post(
        full.url("ziele/fassungen"), {"version": "1", "restore": str(earlier.pk)}, follow=True
    )

    assert "Jemand hat den Abschnitt gerade geändert." in words(page)
    assert full.row(Section.GOALS).need == "Gerade eben"


def test_versions_of_others_are_not_found(full):
    foreign = factories.make_complete_draft()
    number = SectionVersion.objects.get(application=foreign, section=Section.GOALS).pk

    for restore in (str(number), "x", ""):
        answer = full.post("ziele/fassungen", version="1", restore=restore)
        assert answer.status_code == 404


def test_costs_have_versions(full):
    full.send("kosten/1", {"amount_eur": "500"})
    SectionVersion.objects.filter(section=Section.COSTS).update(
        saved_at=clock.now() - timedelta(hours=1)
    )
    full.send("kosten/1", {"amount_eur": "400"})

    shown = words(full.open("kosten/fassungen"))

    assert "Miete Bürgerhaus · 9 × 50 € · 500,00" in shown.replace("\xa0", " ")
    assert "400,00" in shown


def test_a_section_without_versions(draft):
    assert "Es gibt noch keine früheren Fassungen." in words(draft.open("ziele/fassungen"))


@pytest.mark.parametrize("count", [1, 3])
def test_versions_have_few_queries(full, count, django_assert_num_queries):
    for number in range(count):
        full.send("ziele", {"need": f"Text {number}"})
        SectionVersion.objects.update(saved_at=clock.now() - timedelta(hours=1))
    full.open("ziele/fassungen")

    # Session, account, application with three lists, versions.
    with django_assert_num_queries(7):
        full.open("ziele/fassungen")


# Advisers ---------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["verein", "ziele", "lohn", "kosten", "kosten/1", "finanzierung"])
def test_advisers_read_a_section(full, slug):
    adviser = other(full, Role.ADVISER)

    page = adviser.open(slug)

    shown = words(page)
    assert "Sie beraten diesen Verein. Sie können alles lesen und Bemerkungen" in shown
    assert "Bemerkung schreiben" in shown
    assert pages.form_data(page) == {}
    assert adviser.post(slug, need="Fremd").status_code == 403
    assert not SectionPresence.objects.exists()


def test_advisers_see_the_answers_and_remark(full):
    adviser = other(full, Role.ADVISER)
    assert "Viele Familien bekommen Briefe" in words(adviser.open("ziele"))

    adviser.post("ziele/bemerkungen", question="need", text="Schön!", target="write")

    assert "Schön! Selamawit T." in words(full.open("ziele"))


def test_advisers_have_no_buttons_that_write(full):
    adviser = other(full, Role.ADVISER)

    overview = words(adviser.open())
    assert "Sie beraten diesen Verein." in overview
    for text in ("Weiter mit", "Antrag löschen", "Person einladen"):
        assert text not in overview
    assert "Ändern" not in words(adviser.open("angaben-pruefen"))
    assert "Sie dürfen lesen, aber nicht absenden. Das macht Rania H." in words(
        adviser.open("absenden")
    )
    assert "wieder einsetzen" not in words(adviser.open("ziele/fassungen"))


def test_advisers_put_no_version_back(full):
    adviser = other(full, Role.ADVISER)
    full.send("ziele", {"need": "Neu"})
    earlier = SectionVersion.objects.filter(section=Section.GOALS).earliest("pk")

    answer = adviser.post("ziele/fassungen", version="2", restore=str(earlier.pk))

    assert answer.status_code == 403
    assert full.row(Section.GOALS).need == "Neu"
