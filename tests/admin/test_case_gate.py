"""Before a case opens everybody says how they stand to the association; no way leads around."""

import html

import pytest
from django.urls import reverse

from applications.models import ConflictDeclaration
from applications.rules.review import Relation
from applications.services.conflict_hints import hints_for_the_head
from applications.services.sent_version import latest_snapshot
from tests import factories
from tests.support.enclosure_cases import make_page_image

pytestmark = pytest.mark.asks_relation


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def relation_of(case) -> str:
    return reverse("admin:applications_application_relation", args=[case.code])


def pages_of(case) -> list[str]:
    """Every address that shows something of a case to staff."""
    admin = "admin:applications_application_"
    finding = case.snapshots.get().findings.order_by("pk").first()
    attachment = case.attachments.order_by("pk").first()
    make_page_image(attachment)
    document = factories.store_receipt(case)
    message = factories.make_case_message(case, with_file=True)
    steps = ("vorschlag", "nachfrage", "mitzeichnen", "zurueckgeben", "uebernehmen", "anhoerung")
    return [
        reverse(f"{admin}change", args=[case.code]),
        reverse(f"{admin}settle", args=[case.code, finding.pk]),
        reverse(f"{admin}messages", args=[case.code]),
        reverse(f"{admin}version", args=[case.code, 1]),
        *(reverse(f"{admin}step", args=[case.code, slug]) for slug in steps),
        reverse("attachment", args=[case.code, attachment.code]),
        reverse("attachment_page", args=[case.code, attachment.code, 1]),
        reverse("attachment_thumbnail", args=[case.code, attachment.code, 1]),
        reverse("document_pdf", args=[case.code, document.pk]),
        reverse("message_file", args=[case.code, message.files.get().code]),
    ]


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Leitung"])
def test_no_page_opens_before_the_declaration(desk, group):
    case = factories.make_reviewed()
    client = desk(group)

    for url in pages_of(case):
        for answer in (client.get(url), client.post(url, {"step": "go"})):
            wanted = {302, 404, 405, 403}
            assert answer.status_code in wanted, (url, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"] == relation_of(case), url
            assert "Formular-Werkstatt" not in text_of(answer)


@pytest.mark.parametrize("relation", [Relation.RELATED, Relation.UNSURE])
def test_no_page_opens_after_a_relation_was_declared(desk, relation):
    case = factories.make_reviewed()
    client = desk("Sachbearbeitung", "Mitzeichnung", "Leitung", "Revision", "Haushalt")
    factories.declare(client.person, case, relation)

    for url in [*pages_of(case), relation_of(case)]:
        for answer in (client.get(url), client.post(url, {"step": "go", "relation": "none"})):
            assert answer.status_code in {403, 404, 405}, (url, answer.status_code)
            assert "Formular-Werkstatt" not in text_of(answer)
    assert ConflictDeclaration.objects.count() == 1


def test_no_relation_opens_the_case(desk):
    case = factories.make_reviewed()
    client = desk("Sachbearbeitung")

    answer = client.post(relation_of(case), {"relation": "none"})

    page = reverse("admin:applications_application_change", args=[case.code])
    assert answer["Location"] == page
    assert client.get(page).status_code == 200


def test_a_relation_closes_the_case_and_hands_it_back(desk):
    client = desk("Sachbearbeitung")
    case = factories.make_reviewed(actor=client.person)

    text = text_of(client.post(relation_of(case), {"relation": "related"}))
    assert "Schreiben Sie einen Grund. Die Leitung muss ihn verstehen." in text
    assert 'value="related"' in text
    answer = client.post(
        relation_of(case), {"relation": "related", "reason": "Mein Bruder ist im Vorstand."}
    )

    assert answer["Location"] == reverse("admin:index")
    case.refresh_from_db()
    assert case.assigned_to is None
    page = reverse("admin:applications_application_change", args=[case.code])
    answer = client.get(page)
    assert answer.status_code == 403
    assert "Dieser Antrag ist für Sie geschlossen" in text_of(answer)


def test_later_only_a_relation_can_be_declared(desk):
    client = desk("Sachbearbeitung")
    case = factories.make_reviewed(actor=client.person)
    factories.declare(client.person, case)

    assert 'value="none"' not in text_of(client.get(relation_of(case)))
    client.post(relation_of(case), {"relation": "unsure", "reason": "Wir kennen uns."})

    assert [row.relation for row in ConflictDeclaration.objects.order_by("pk")] == [
        "none",
        "unsure",
    ]


def test_a_closed_case_is_no_hit_and_no_line(desk):
    case = factories.make_reviewed()
    client = desk("Sachbearbeitung")
    factories.declare(client.person, case, Relation.RELATED)
    changelist = reverse("admin:applications_application_changelist")

    for query in ("", f"?q={case.reference_number}", "?q=Frauennetz"):
        answer = client.get(changelist + query)
        assert answer.status_code == 200
        # The search box repeats what was typed; no row shows the case.
        assert case.code not in text_of(answer)


@pytest.mark.parametrize("group", ["Revision", "Haushalt"])
def test_audit_and_budget_office_are_not_asked(desk, group):
    case = factories.make_reviewed()
    client = desk(group)

    page = reverse("admin:applications_application_change", args=[case.code])
    assert client.get(page).status_code == 200
    assert client.get(relation_of(case)).status_code == 403


def test_hints_are_a_question_and_never_an_answer(desk):
    case = factories.make_reviewed()
    person = factories.make_staff("Sachbearbeitung", name="Miriam Haddad")

    text = text_of(desk(person=person).get(relation_of(case)))

    assert "Im Vorstand steht der gleiche Familienname." in text
    assert not ConflictDeclaration.objects.exists()


def test_the_head_sees_the_hints_about_everybody(desk):
    case = factories.make_reviewed()
    named = factories.make_staff("Sachbearbeitung", name="Miriam Haddad-Weiß")
    factories.make_staff("Sachbearbeitung", name="Petra Muster")
    factories.make_staff("Haushalt", name="Samir Haddad")

    found = hints_for_the_head(case, latest_snapshot(case).document)

    assert [(one.person, one.hints) for one in found] == [(named, ("family_name",))]
    head = desk("Leitung")
    factories.declare(head.person, case)
    page = reverse("admin:applications_application_change", args=[case.code])
    assert "Miriam Haddad-Weiß" in text_of(head.get(page))


def test_the_head_reads_declarations_and_decides(desk):
    case = factories.make_reviewed()
    worker = factories.make_staff("Sachbearbeitung", name="Petra Muster")
    factories.declare(worker, case, Relation.UNSURE)
    head = desk("Leitung")
    changelist = reverse("admin:applications_conflictdeclaration_changelist")

    text = text_of(head.get(changelist))
    assert "Petra Muster" in text
    assert "Meine Schwester ist Mitglied." in text
    row = ConflictDeclaration.objects.get()
    clear = reverse("admin:applications_conflictdeclaration_clear", args=[row.pk])
    head.post(clear, {"reason": "Nur eine entfernte Bekannte."})

    page = reverse("admin:applications_application_change", args=[case.code])
    assert desk(person=worker).get(page).status_code == 200
    assert "(Leitung)" in text_of(head.get(changelist))


def test_list_of_declarations_asks_the_database_as_often_for_many(desk, django_assert_num_queries):
    client = desk("Revision")
    changelist = reverse("admin:applications_conflictdeclaration_changelist")
    for count in (1, 3):
        while ConflictDeclaration.objects.count() < count:
            factories.declare(
                factories.make_staff("Leitung"), factories.make_submitted(), Relation.UNSURE
            )
        client.get(changelist)
        with django_assert_num_queries(5):
            client.get(changelist)
