"""„Nachfrage“: the plain form, what staff see before and after the answer, old versions."""

import html
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.models import Application, InformationRequest
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from applications.services import drafts, enclosures
from applications.services import request_answers as answering
from applications.services.information_requests import Point
from tests import factories
from tests.support import files

pytestmark = pytest.mark.django_db

ANSWERED_AT = factories.ASKED_AT + timedelta(days=2)
ALL_POINTS = (
    Point(section=Section.MICRO_PROJECT, text="Wie heißt das Projekt?"),
    Point(section=Section.ORGANISATION, text="Wie heißt der Verein?"),
    Point(attachment_kind=AttachmentKind.QUOTES, text="Bitte schicken Sie ein Angebot."),
    Point(text="Wer leitet das Projekt?"),
)


def page_of(application: Application, slug: str = "") -> str:
    address = reverse("admin:applications_application_change", args=[application.code])
    return f"{address}{slug}/" if slug else address


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def send(client: Client, application: Application, slug: str = "nachfrage", **data: str):
    page = client.get(page_of(application, slug))
    seen = page.context["form"].current
    given = {"seen": seen, "step": "go", "due_on_0": "17", "due_on_1": "2", "due_on_2": "2020"}
    points = {f"{name}_{number}": "" for name in ("about", "text") for number in (1, 2, 3)}
    return client.post(page_of(application, slug), {**given, **points, **data})


def type_everything(request: InformationRequest) -> None:
    """Change, upload and write all that was asked for, and send nothing."""
    person = request.application.created_by
    for section, answers in (
        (Section.MICRO_PROJECT, {"title": "Neuer Titel"}),
        (Section.ORGANISATION, {"name": "Neuer Name e. V."}),
    ):
        application = Application.objects.with_lists().get(pk=request.application_id)
        drafts.save_section(
            application=application,
            section=section,
            answers=answers,
            pending={},
            version=drafts.section_row(application, section).version,
            actor=person,
            at=ANSWERED_AT,
        )
    enclosures.add_attachment(
        application=request.application,
        kind=AttachmentKind.QUOTES,
        upload=SimpleUploadedFile("Neues Angebot.pdf", files.pdf()),
        actor=person,
        at=ANSWERED_AT,
        request=request,
    )
    typed = answering.TypedAnswer(text="Das macht Frau Haddad.", seen=answering.mark_of(""))
    answering.save_answers(request=request, answers={4: typed}, actor=person, at=ANSWERED_AT)


NEW_WORDS = ("Neuer Titel", "Neuer Name e. V.", "Neues Angebot.pdf", "Das macht Frau Haddad.")


def test_case_worker_asks(desk) -> None:
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed(actor=client.person)

    answer = send(
        client,
        application,
        about_1="section:goals",
        text_1="Wem hilft es?",
        about_3="enclosure:non_profit_notice",
        text_3="Bitte den neuen Bescheid.",
    )

    assert answer.status_code == 302
    request = InformationRequest.objects.get()
    assert request.due_on == date(2020, 2, 17)
    assert [
        (point.kind, point.section, point.attachment_kind, point.text)
        for point in request.points.order_by("position")
    ] == [
        ("section", "goals", "", "Wem hilft es?"),
        ("enclosure", "", "non_profit_notice", "Bitte den neuen Bescheid."),
    ]
    assert "wartet auf Antwort" in text_of(client.get(page_of(application)))


def test_form_offers_a_working_day_two_weeks_ahead(desk) -> None:
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed(actor=client.person)

    form = client.get(page_of(application, "nachfrage")).context["form"]

    assert form["due_on"].value() == date(2020, 2, 17)


def test_one_more_point_keeps_what_was_typed_and_sends_nothing(desk) -> None:
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed(actor=client.person)

    page = send(client, application, step="more", text_2="Angefangen", due_on_0="20")

    form = page.context["form"]
    assert form["text_2"].value() == "Angefangen"
    assert form["due_on"].value() == ["20", "2", "2020"]
    assert "text_4" in form.fields
    assert not form.errors
    assert not InformationRequest.objects.exists()


def test_preview_shows_what_the_association_will_see_and_keeps_what_was_typed(desk) -> None:
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed(actor=client.person)

    page = send(
        client,
        application,
        step="preview",
        about_1="section:goals",
        text_1="Wem <b>hilft</b> es?",
        about_2="enclosure:quotes",
        text_2="Bitte ein Angebot.",
        due_on_0="15",
    )

    preview = page.context["preview"]
    assert "Bitte antworten Sie bis Montag, 17. Februar 2020." in preview
    assert "Wem &lt;b&gt;hilft&lt;/b&gt; es?" in preview
    assert "Datei hochladen" in preview
    assert 'sandbox="allow-same-origin"' in page.content.decode()
    form = page.context["form"]
    assert form["text_1"].value() == "Wem <b>hilft</b> es?"
    assert form["due_on"].value() == ["15", "2", "2020"]
    assert "Der 15. Februar 2020 ist ein Samstag." in text_of(page)
    assert not InformationRequest.objects.exists()
    application.refresh_from_db()
    assert application.state == State.UNDER_REVIEW


def test_date_moves_to_a_working_day_of_hesse(desk, rehearsal) -> None:
    rehearsal("2020-05-28T09:00")
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed(actor=client.person)

    # Two weeks end on Corpus Christi, a holiday in Hesse.
    offered = client.get(page_of(application, "nachfrage"))
    answer = send(
        client,
        application,
        about_1="question",
        text_1="Wem hilft es?",
        **{"due_on_0": "11", "due_on_1": "6"},
    )

    moved = (
        "Der 11. Juni 2020 ist ein Feiertag in Hessen (Fronleichnam). "
        "Die Frist endet deshalb am Freitag, 12. Juni 2020."
    )
    assert moved in text_of(offered)
    assert offered.context["form"]["due_on"].value() == date(2020, 6, 12)
    assert InformationRequest.objects.get().due_on == date(2020, 6, 12)
    assert moved in text_of(client.get(answer.url))


def test_answer_puts_the_case_back_on_the_desk_of_the_person_who_asked(desk) -> None:
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed()
    request = factories.make_information_request(application, actor=client.person)

    answering.answer_request(
        request=request,
        actor=application.created_by,
        at=ANSWERED_AT,
        incomplete_confirmed=True,
    )

    assert Application.objects.get(pk=application.pk).assigned_to == client.person


def test_answer_leaves_the_case_where_it_is_when_the_person_who_asked_has_gone(desk) -> None:
    application = factories.make_reviewed()
    asked_by = factories.make_staff("Sachbearbeitung")
    request = factories.make_information_request(application, actor=asked_by)
    asked_by.groups.clear()

    answering.answer_request(
        request=InformationRequest.objects.get(pk=request.pk),
        actor=application.created_by,
        at=ANSWERED_AT,
        incomplete_confirmed=True,
    )

    case = Application.objects.get(pk=application.pk)
    assert case.assigned_to == application.assigned_to != asked_by


def test_ten_points_are_the_most(desk) -> None:
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed(actor=client.person)
    ten = {f"text_{number}": "Frage?" for number in range(1, 11)}
    ten |= {f"about_{number}": "question" for number in range(1, 11)}

    page = send(client, application, step="more", **ten)
    assert "text_10" in page.context["form"].fields
    assert [button.value for button in page.context["form"].buttons] == ["go", "preview"]

    send(client, application, **ten)
    assert InformationRequest.objects.get().points.count() == 10


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Schreiben Sie mindestens einen Punkt."),
        ({"text_1": "Was?"}, "Wählen Sie aus, worum es geht."),
        ({"about_2": "question"}, "Schreiben Sie, was Sie brauchen."),
        ({"about_1": "section:review", "text_1": "x"}, "Wählen Sie etwas aus der Liste aus."),
        (
            {"about_1": "question", "text_1": "Der Bescheid vom [Datum]"},
            "Im Text steht noch ein Platzhalter: [Datum]",
        ),
        ({"about_1": "question", "text_1": "x" * 2001}, "Der Text ist 1 Zeichen zu lang."),
        (
            {"about_1": "question", "text_1": "x", "due_on_0": "3"},
            "Das Datum muss nach dem heutigen Tag liegen.",
        ),
        ({"about_1": "question", "text_1": "x", "due_on_0": ""}, "Tragen Sie den Tag ein."),
    ],
)
def test_form_errors(desk, data, sentence) -> None:
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed(actor=client.person)

    page = send(client, application, **data)

    assert sentence in text_of(page)
    assert not InformationRequest.objects.exists()


def test_review_goes_on_only_after_the_date(desk, rehearsal) -> None:
    client = desk("Sachbearbeitung")
    application = factories.make_information_request().application

    page = send(client, application, "pruefung-fortsetzen")
    assert "Der Verein kann noch bis zum 17.02.2020 antworten." in text_of(page)

    rehearsal("2020-02-18T08:00")
    assert "überfällig" in text_of(client.get(page_of(application)))
    send(client, application, "pruefung-fortsetzen")

    application.refresh_from_db()
    assert application.state == State.UNDER_REVIEW
    assert "ohne Antwort geschlossen" in text_of(client.get(page_of(application)))


def test_staff_see_the_sent_version_everywhere_until_the_answer_is_sent(desk) -> None:
    """Journeys E1 8."""
    client = desk("Sachbearbeitung")
    request = factories.make_information_request(points=ALL_POINTS)
    application = request.application
    listed = reverse("admin:applications_application_changelist")
    addresses = (page_of(application), page_of(application, "nachfrage"), listed)

    type_everything(request)

    for address in addresses:
        page = text_of(client.get(address, follow=True))
        assert [word for word in NEW_WORDS if word in page] == []
    assert application.reference_number not in text_of(client.get(listed, {"q": "Neuer Titel"}))
    file = application.attachments.get(kind="quotes")
    download = reverse("attachment", args=[application.code, file.code])
    assert client.get(download).status_code == 404

    answering.answer_request(request=request, actor=application.created_by, at=ANSWERED_AT)

    review_page = text_of(client.get(page_of(application)))
    assert [word for word in NEW_WORDS if word not in review_page] == []
    assert "Neuer Name e. V." in text_of(client.get(listed))
    assert application.reference_number in text_of(client.get(listed, {"q": "Neuer Titel"}))
    assert client.get(download).status_code == 200


def test_review_page_shows_old_beside_new_and_leads_to_the_old_version(desk) -> None:
    client = desk("Revision")
    request = factories.make_information_request(points=ALL_POINTS)
    type_everything(request)
    answering.answer_request(request=request, actor=request.application.created_by, at=ANSWERED_AT)

    page = text_of(client.get(page_of(request.application)))
    old = text_of(client.get(page_of(request.application, "fassung/1")))

    assert "<del>Formular-Werkstatt am Samstag</del>" in page
    assert "<ins>Neuer Titel</ins>" in page
    assert "Fassung 1 lesen" in page
    assert "Formular-Werkstatt am Samstag" in old
    assert "Neuer Titel" not in old
    assert client.get(page_of(request.application, "fassung/3")).status_code == 404


def test_answer_after_the_date_is_marked(desk) -> None:
    client = desk("Sachbearbeitung")
    request = factories.make_information_request()
    late = datetime(2020, 2, 18, 8, 0, tzinfo=ANSWERED_AT.tzinfo)

    answering.answer_request(
        request=request,
        actor=request.application.created_by,
        at=late,
        incomplete_confirmed=True,
    )

    page = text_of(client.get(page_of(request.application)))
    assert "nach der Frist" in page
    assert "ohne Antwort" in page


def test_budget_office_reads_no_versions(desk) -> None:
    application = factories.make_information_request().application

    answer = desk("Haushalt").get(page_of(application, "fassung/1"))

    assert answer.status_code == 403
