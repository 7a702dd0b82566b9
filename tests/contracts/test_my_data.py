"""„Meine Daten“ is complete: every table about people or applications is in it or says why."""

import json
import zipfile
from collections.abc import Callable
from typing import Any, Final

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps

from applications.models import (
    Agreement,
    Application,
    Message,
    PromisedEnclosure,
    Reminder,
    SectionPresence,
    User,
)
from applications.models.application import RELATIONS
from applications.rules.choices import EnquiryKind
from applications.rules.data_inventory import DataClass, class_of
from applications.rules.data_inventory_tables import TABLES
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import comments, contact, kept_input, messages
from applications.services.my_data import export_my_data
from applications.workflow.application_document import section_model
from tests import factories
from tests.factories import ASKED_AT, REVIEWED_AT, SENT_AT
from tests.support import bank_details
from tests.support.accounts import make_user
from tests.support.invitations import invite
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

EMAIL: Final = "rania@verein.example"
SECTIONS: Final = {section_model(section)._meta.label: "antrag.json" for section in RELATIONS}
# Table -> file and key under which it stands; the key must hold something.
INCLUDED: Final = SECTIONS | {
    "account.EmailAddress": "konto.json email_addresses",
    "mfa.Authenticator": "konto.json second_factors",
    "usersessions.UserSession": "konto.json devices",
    "applications.User": "konto.json account",
    "applications.KeptInput": "konto.json inputs_not_saved",
    "applications.SectionPresence": "konto.json open_sections",
    "applications.Membership": "vereine.json team",
    "applications.Organisation": "vereine.json organisation",
    "applications.Invitation": "vereine.json invitations",
    "applications.Message": "e-mails.json mails",
    "applications.Reminder": "e-mails.json reminders",
    "applications.Enquiry": "anfragen.json text",
    "applications.AuditEvent": "protokoll.json event",
    "applications.Application": "antrag.json begun_by",
    "applications.CostItem": "antrag.json items",
    "applications.PromisedEnclosure": "antrag.json promised",
    "applications.Agreement": "verlauf.json agreements",
    # Only the steps that the status page tells, without the people of the authority.
    "applications.Transition": "verlauf.json events",
    "applications.SectionVersion": "fassungen.json answers",
    "applications.QuestionComment": "bemerkungen.json text",
    "applications.Attachment": "unterlagen.json sha256",
    "applications.AttachmentPhoto": "unterlagen.json photos",
    "applications.SubmissionSnapshot": "abgesendet/fassung-1.json answers",
    "applications.Document": "dokumente/acknowledgement_of_receipt-fassung-1.pdf",
    "applications.DocumentDelivery": "verlauf.json deliveries",
    "applications.InformationRequest": "nachfragen.json due_on",
    "applications.RequestPoint": "nachfragen.json points",
    "applications.Hearing": "anhoerungen.json reason",
    "applications.CaseMessage": "nachrichten.json text",
    "applications.CaseMessageFile": "nachrichten.json files",
    "applications.CaseMessageReading": "nachrichten.json read_by",
    "applications.BankDetails": "bankverbindung.json iban_end",
    "applications.PhoneConfirmation": "bankverbindung.json spoke_with",
}
LEFT_OUT: Final = {
    "admin.LogEntry": "the library's own log of the staff's pages; nothing of ours writes it",
    "applications.AttachmentPage": "pictures of the pages of files that are in the ZIP",
    "applications.AcceptedCost": "the authority's judgement, told by its documents",
    "applications.AttachmentReading": "who of the authority read a document",
    "applications.CaseFingerprint": "digests of what the application says",
    "applications.CasePresence": "who of the authority has a case open",
    "applications.ChecklistAnswer": "the authority's notes, read by inspection of the file",
    "applications.ConflictDeclaration": "what people of the authority declare about themselves",
    "applications.AwardChange": "proposals are the inside of the authority; the result is in the "
    "history and in the document",
    "applications.LegalText": "wording of the authority's letters; it is about nobody",
    "applications.LetterDraft": "what waits inside the authority; what left is a document",
    "applications.LetterRelease": "who of the authority let letters leave",
    "applications.Batch": "steps that staff took for several cases; the history of each tells it",
    "applications.BatchResult": "the staff's list of what became of such a step",
    "applications.SavedView": "filters that staff keep for their list",
    "applications.AwardList": "how the authority gives out its money; the result is in the "
    "history and in the document",
    "applications.AwardListRow": "ranks inside the authority, see applications.AwardList",
    "applications.AwardScenario": "what staff try out; no case is touched by it",
    "applications.Decision": "proposals are the inside of the authority; the result is in the "
    "history and in the document",
    "applications.DecisionLine": "the inside of a proposal, like the proposal itself",
    "applications.Finding": "the authority's judgement, told by its documents",
    "applications.FindingSettlement": "the authority's notes, read by inspection of the file",
    "applications.InternalNote": "the authority's notes, read by inspection of the file",
    "applications.RoundChange": "what the authority changes in a round; it is about nobody",
    "applications.SecondFactorReset": "accounts of the staff; the log tells it to the person",
    "applications.StaffInvitation": "how staff got in; the link is stored nowhere",
    "applications.Score": "the authority's judgement, told by its documents",
    "applications.LegalParameter": "legal values entered by staff; they are about nobody",
    "applications.Export": "lists that the authority took out; the log tells of them",
    "applications.PaperEntry": "the authority's notes on entering paper; the answers are there",
    "applications.LegalHold": "why the authority keeps a case longer, read by inspection",
    "applications.SubmissionFeedback": "nothing says from whom it is",
    "applications.User_groups": "rights of the staff",
    "applications.User_user_permissions": "nobody has any: rights come with the groups",
    "account.EmailConfirmation": "nothing of ours writes it: addresses are confirmed by a code",
    "sessions.Session": "the session that asks; its devices are in konto.json",
    "django_tasks_database.DBTaskResult": "which jobs ran; keys of rows and no person",
    "auth.Group": "rights of the staff",
}


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch, rehearsal: Callable[[str], Any]) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal("2020-02-03T10:00")


def export(user: User) -> dict[str, bytes]:
    """Return the files of the ZIP by their names."""
    with export_my_data(actor=user, at=ASKED_AT) as file, zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def of_case(found: dict[str, bytes], application: Application) -> dict[str, bytes]:
    """Return the files about one application and about the person, without their folder."""
    folder = f"antraege/{application.reference_number or 'entwurf-' + application.code}/"
    short = {name.removeprefix(folder): content for name, content in found.items()}
    return {name: content for name, content in short.items() if not name.startswith("antraege/")}


def values(content: Any, key: str) -> list[Any]:
    """Return what stands under a key, wherever it is."""
    if isinstance(content, list):
        return [value for one in content for value in values(one, key)]
    if not isinstance(content, dict):
        return []
    own = [content[key]] if key in content else []
    return own + [value for one in content.values() for value in values(one, key)]


def make_everything(user: User) -> Application:
    """An award with a row in every table that belongs to a person or an application."""
    case = factories.make_awarded()
    case.organisation.memberships.update(user=user)
    factories.store_receipt(case)
    colleague = factories.make_member(case, role=Role.REPRESENTATIVE)
    _write_together(case, user, colleague)
    _exchange(case, user, colleague)
    bank_details.enter(case, actor=user)
    bank_details.confirm(case, actor=user)
    bank_details.call(case)
    Reminder.objects.create(application=case, user=user, occasion="x", ordered_at=SENT_AT)
    Message.objects.create(
        kind="account_known", recipient=EMAIL, user=user, ordered_at=SENT_AT, sent_at=SENT_AT
    )
    kept_input.keep_input(path="/konto/", typed={"a": ["b"]}, owner=user.pk, now=SENT_AT)
    return Application.objects.get(pk=case.pk)


def _write_together(case: Application, user: User, colleague: User) -> None:
    first = case.attachments.order_by("pk").first()
    first.photos.create(position=1, name="a.jpg", media_type="image/jpeg", size=1, sha256="0")
    Agreement.objects.create(application=case, user=user, fingerprint="0", agreed_at=SENT_AT)
    PromisedEnclosure.objects.create(application=case, kind="other", reason="Kommt noch.")
    SectionPresence.objects.create(
        application=case, section=Section.GOALS, user=user, since=SENT_AT, seen_at=SENT_AT
    )
    case.comments.create(
        section=Section.GOALS, text="Bitte kürzer.", written_by=colleague, written_at=SENT_AT
    )
    invite(case, email="eingeladen@verein.example", actor=user)


def _exchange(case: Application, user: User, colleague: User) -> None:
    staff = factories.make_staff("Sachbearbeitung", name="Interna Vermerk")
    factories.make_case_message(case, actor=user, with_file=True)
    factories.make_case_message(case, actor=staff, text="Guten Tag.")
    messages.note_reading(
        application=case,
        letters=messages.thread(case),
        by_authority=False,
        actor=user,
        at=ASKED_AT,
    )
    request = case.information_requests.create(
        number=1, asked_by=staff, asked_at=SENT_AT, due_on=factories.DUE_ON, closed_at=ASKED_AT
    )
    request.points.create(position=1, kind="question", text="Wer leitet das Projekt?")
    case.hearings.create(
        number=1,
        reason="Ihr Verein hat keinen Sitz in Hessen.",
        due_on=factories.DUE_ON,
        sent_by=staff,
        sent_at=SENT_AT,
        closed_by=staff,
        closed_at=ASKED_AT,
    )
    contact.receive_enquiry(
        kind=EnquiryKind.CONTACT,
        name="Rania",
        email=EMAIL,
        text="Geht das?",
        funding_round=None,
        actor=user,
        at=SENT_AT,
    )


def _sign_in_with_a_second_factor(user: User) -> None:
    StrictClient().post(
        "/konto/anmelden/", {"login": EMAIL, "password": "Ein kurzer Satz am Morgen"}
    )
    user.authenticator_set.create(type="totp", data={"secret": "streng-geheim"})


def test_every_table_about_people_and_applications_is_judged() -> None:
    linked = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model in {User, Application}
    }

    assert linked - INCLUDED.keys() - LEFT_OUT.keys() == set()
    assert INCLUDED.keys() & LEFT_OUT.keys() == set()
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert (INCLUDED | LEFT_OUT).keys() <= known


def test_every_table_that_says_something_about_people_is_judged() -> None:
    about_people = set(DataClass) - {DataClass.TECHNICAL, DataClass.FACTS, DataClass.WHEN}
    tables = {
        label
        for label, table in TABLES.items()
        for field in apps.get_model(*label.split("."))._meta.concrete_fields
        if class_of(table, field.name) in about_people
    }

    assert tables - INCLUDED.keys() - LEFT_OUT.keys() == set()
    assert len(tables) > 50


def test_the_zip_holds_a_row_of_every_table() -> None:
    user = make_user(EMAIL)
    case = make_everything(user)
    _sign_in_with_a_second_factor(user)

    found = of_case(export(user), case)

    missing = []
    for table, place in INCLUDED.items():
        name, _blank, key = place.partition(" ")
        content = found.get(name)
        if not content or (key and not any(values(json.loads(content), key))):
            missing.append(table)
    sections = json.loads(found["antrag.json"])["sections"]
    assert missing == []
    assert sections.keys() == RELATIONS.keys()


def test_files_are_copied_and_named() -> None:
    user = make_user(EMAIL)
    case = make_everything(user)

    found = of_case(export(user), case)

    assert found["unterlagen/01-statutes.pdf"] == b"%PDF-1.7 readable"
    assert found["nachrichten/01-Aushang.jpg"] == b"harmless"
    assert found["dokumente/acknowledgement_of_receipt-fassung-1.pdf"].startswith(
        b"%PDF-1.7 receipt"
    )
    readme = found["README.txt"].decode("utf-8-sig")
    assert f"antraege/{case.reference_number}/  {case.organisation_name}" in readme
    named = {name.partition("/")[0] for name in found}
    assert [name for name in named - {"README.txt"} if name not in readme] == []


def test_nothing_of_the_authority_no_secret_and_nobody_else() -> None:
    user = make_user(EMAIL)
    make_everything(user)
    _sign_in_with_a_second_factor(user)
    foreign = factories.make_submitted(name="Brückenbau Kassel e. V.")

    text = b"\n".join(export(user).values()).decode("utf-8", "replace")

    secrets = (
        "Interna",
        "A. Beispiel",
        "proposed",
        "under_review",
        "streng-geheim",
        user.password,
        bank_details.NUMBER,
        foreign.organisation_name,
        foreign.code,
        foreign.created_by.email,
    )
    assert [secret for secret in secrets if secret in text] == []


def test_an_adviser_gets_what_an_adviser_reads() -> None:
    case = make_everything(make_user(EMAIL))
    adviser = factories.make_member(case, role=Role.ADVISER)

    found = of_case(export(adviser), case)

    assert "antrag.json" in found
    assert "bankverbindung.json" not in found
    assert [name for name in found if name.startswith("nachrichten/")] == []
    assert not any(values(json.loads(found["nachrichten.json"]), "files"))


def test_a_draft_is_there_with_what_cannot_be_read_yet() -> None:
    user = make_user(EMAIL)
    draft = factories.make_draft(actor=user)
    draft.wage.pending = {"hours_month": "viele"}
    draft.wage.save()
    comments.write_comment(
        application=draft, section=Section.WAGE, question="", text="Wie viele?", actor=user,
        at=REVIEWED_AT,
    )  # fmt: skip

    found = of_case(export(user), draft)

    wage = json.loads(found["antrag.json"])["sections"]["wage"]
    assert wage["pending"] == {"hours_month": "viele"}
    assert values(json.loads(found["bemerkungen.json"]), "text") == ["Wie viele?"]


def test_dangerous_lost_and_too_many_files_are_named_not_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = make_user(EMAIL)
    draft = factories.make_draft(actor=user)
    factories.make_attachment(draft, kind="statutes", name="a.pdf", scan="found")
    lost = factories.make_attachment(draft, kind="statutes", name="b.pdf")
    lost.readable_file.storage.delete(lost.readable_file.name)
    factories.make_attachment(draft, kind="statutes", name="c.pdf")
    factories.make_attachment(draft, kind="statutes", name="../d?.pdf")
    monkeypatch.setattr("applications.services.my_data_archive.MOST_BYTES", 20)

    found = of_case(export(user), draft)

    readme = found["README.txt"].decode()
    copied = [name for name in found if name.startswith("unterlagen/")]
    assert copied == ["unterlagen/03-c.pdf"]
    assert all(f"unterlagen/{name}" in readme for name in ("01-a.pdf", "02-b.pdf", "04-..-d-.pdf"))


def test_mails_to_an_earlier_account_with_the_address_are_not_mine() -> None:
    former = make_user(EMAIL)
    Message.objects.create(kind="account_code", recipient=EMAIL, user=former, ordered_at=SENT_AT)
    User.objects.filter(pk=former.pk).update(email="weg@konto.invalid")
    EmailAddress.objects.all().delete()
    user = make_user(EMAIL)
    Message.objects.create(
        kind="account_known", recipient=EMAIL, ordered_at=ASKED_AT, sent_at=None
    )

    found = json.loads(export(user)["e-mails.json"])

    assert values(found, "kind") == ["account_known"]


def test_the_zip_is_made_without_memory_for_its_files() -> None:
    user = make_user(EMAIL)
    make_everything(user)

    with export_my_data(actor=user, at=ASKED_AT) as file:
        assert file.tell() == 0
        # It lies on the disk.
        assert file.fileno() > 0
