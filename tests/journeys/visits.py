"""Every page an applicant can see, in its states: empty, filled, with errors.

A page that is missing here fails a test; see ``test_accessibility``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import expect

from applications.models import Application, Board, User
from applications.models.codes import group_printed
from applications.rules.decisions import DecisionKind
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import award, drafts, second_factor
from applications.urls import urlpatterns
from applications.views.section_pages import PAGES
from tests import factories
from tests.journeys import bank_visits, team_visits
from tests.journeys.enclosure_visits import open_photos, open_promises
from tests.journeys.frauennetz import CHECK, DECLARATIONS, ONE_OF_TWO
from tests.journeys.person import Person
from tests.support.accounts import PASSWORD, make_user

SAVE: Final = "Speichern und weiter"
CONFIRM: Final = "Angaben bestätigen und weiter"
EMAIL: Final = "rania@verein.example"
# Addresses that answer with a file, a plain text or another address.
NO_PAGES: Final = frozenset(
    {
        "account_continue",
        "account_logout",
        "account_reset_password_from_key_done",
        "account_session",
        "account_start_again",
        "application_calendar",
        "attachment",
        "attachment_page",
        "attachment_thumbnail",
        "team_invitation",
        "check_start",
        "cost_item_autosave",
        "cost_item_keep",
        "cost_items_keep",
        "document_pdf",
        "draft_pdf",
        "empty_form_pdf",
        "example_pdf",
        "live_cost_item",
        "live_costs",
        "live_result",
        "message_file",
        "robots",
        "section_autosave",
        "round_calendar",
    }
)
_PATTERNS: Final = {pattern.name: pattern.pattern for pattern in urlpatterns}


@dataclass(frozen=True)
class Scene:
    """Who looks at what."""

    user: User | None = None
    application: Application | None = None

    @property
    def parts(self) -> Mapping[str, Any]:
        """Return the parts of addresses that belong to this scene."""
        return {"code": self.application.code} if self.application else {}


@dataclass(frozen=True)
class Visit:
    """One page in one state: ``first`` leads there or prepares it, ``press`` shows its errors.

    Some buttons have none to show: they move on to the state that is meant.
    """

    name: str
    press: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    first: Callable[[Person, Scene], None] | None = None
    is_there: bool = False
    moves_on: bool = False

    def __str__(self) -> str:
        return " ".join([self.name, *map(str, self.parts.values()), self.press]).strip()

    def go(self, person: Person, scene: Scene) -> None:
        """Open the page in its state."""
        if self.first:
            self.first(person, scene)
        if not self.is_there:
            known = {**scene.parts, **self.parts}
            wanted = {part: known[part] for part in _PATTERNS[self.name].converters}
            person.opens(reverse(self.name, kwargs=wanted))
        if self.press:
            person.presses(self.press)
            if not self.moves_on:
                expect(person.page.locator("[data-error-summary]")).to_be_visible()


# What leads to a page -------------------------------------------------------


def _check(person: Person, **changes: str) -> None:
    """Answer the Förder-Check; ``changes`` replaces an answer by its number, ``q2``."""
    for number, (question, answer) in enumerate(CHECK.items(), 1):
        person.opens(f"/check/{number}/?alle=1")
        person.chooses({question: changes.get(f"q{number}", answer)})
        person.presses("Weiter")


def _sign_up(person: Person, _scene: Scene) -> None:
    person.page.context.clear_cookies()
    person.opens("/konto/registrieren/")
    person.writes(
        {"Ihr Name": "Selam", "E-Mail-Adresse": "neu@verein.example", "Passwort": PASSWORD}
    )
    person.presses("Konto anlegen")


def _ask_for_link(person: Person, _scene: Scene) -> None:
    person.opens("/konto/passwort/")
    person.writes({"E-Mail-Adresse": EMAIL})
    person.presses("Link schicken")


def _follow_link(person: Person, _scene: Scene) -> None:
    body = mail.outbox[-1].body
    person.opens(next(word for word in body.split() if "/konto/passwort/neu/" in word))


def _enter_password_of_staff(person: Person, _scene: Scene) -> None:
    staff = make_user("anke@wir.example", name="Anke", group="Sachbearbeitung")
    second_factor.enrol_for_rehearsal(staff)
    person.page.context.clear_cookies()
    person.signs_in(staff.email, PASSWORD)


def _empty_name(person: Person, _scene: Scene) -> None:
    person.writes({"Ihr Name": ""})


def _enrol(_person: Person, scene: Scene) -> None:
    assert scene.user
    second_factor.enrol_for_rehearsal(scene.user)


def _meet_another_version(person: Person, scene: Scene) -> None:
    application = scene.application
    assert application
    person.opens(f"/antrag/{application.code}/ziele/")
    person.writes({"Warum ist das Projekt nötig?": "Meine Fassung"})
    drafts.save_section(
        application=application,
        section=Section.GOALS,
        answers={"need": "Die Fassung von Selamawit"},
        pending={},
        version=drafts.section_row(application, Section.GOALS).version,
        actor=factories.make_member(application),
        at=factories.SENT_AT,
    )
    person.presses(SAVE)
    person.is_at("Zwei Personen haben diesen Abschnitt geändert")


def _write_no_amount(person: Person, scene: Scene) -> None:
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/finanzierung/")
    person.writes({"Geld vom Verein (Eigenmittel)": "viel"})


def _may_only_write(person: Person, scene: Scene) -> None:
    assert scene.application
    assert scene.user
    scene.application.organisation.memberships.filter(user=scene.user).update(role="member")


def _agree_first(person: Person, scene: Scene) -> None:
    """Let the association sign in twos, and let this person agree as the first."""
    assert scene.application
    Board.objects.filter(pk=scene.application.pk).update(signature_rule="joint")
    person.opens(f"/antrag/{scene.application.code}/absenden/")
    person.confirms(DECLARATIONS)
    person.chooses({"Wie möchten Sie unseren Bescheid bekommen?": "Im Internet, in diesem Konto"})
    person.presses("Zustimmen und zweite Person fragen")
    person.is_at(ONE_OF_TWO)


def _be_the_second_person(person: Person, scene: Scene) -> None:
    """Let somebody else be the one who agreed first."""
    assert scene.application
    colleague = factories.make_member(scene.application, role=Role.REPRESENTATIVE)
    scene.application.agreements.update(user=colleague)


def _name_a_known_association(person: Person, scene: Scene) -> None:
    name = factories.make_draft(name="Frauennetz am Fluss e. V.").organisation_name
    person.opens("/antraege/neu/")
    person.writes({"Name des Vereins": name, "Postleitzahl": "61169"})


def _declare(person: Person, scene: Scene) -> None:
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/absenden/")
    person.confirms(DECLARATIONS)
    person.chooses({"Wie möchten Sie unseren Bescheid bekommen?": "Im Internet, in diesem Konto"})


def _ask(person: Person, _scene: Scene) -> None:
    person.opens("/kontakt/")
    person.writes({"Ihr Name": "Selam", "E-Mail-Adresse": EMAIL, "Ihre Frage": "Geht das?"})


def _report(person: Person, _scene: Scene) -> None:
    person.opens("/barriere-melden/?seite=/hilfe/")
    person.writes({"Was geht nicht?": "Der Knopf „Suchen“ ist zu klein."})


def _rate(person: Person, scene: Scene) -> None:
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/rueckmeldung/")
    sure = "Waren Sie sicher, dass der Antrag angekommen ist?"
    person.chooses({"Wie einfach war das Ausfüllen?": "Mittel", sure: "Ja, ganz sicher"})


def _exchange_messages(_person: Person, scene: Scene) -> None:
    assert scene.application
    factories.make_case_message(scene.application, with_file=True)
    staff = factories.make_staff("Sachbearbeitung")
    factories.make_case_message(scene.application, actor=staff, text="Guten Tag,\nim März.")


def _look_up(person: Person, scene: Scene) -> None:
    assert scene.application
    code = scene.application.documents.get().code
    person.opens("/echt/")
    person.writes({"Prüfcode": group_printed(code)})
    person.presses("Prüfen")


def _receive_decision(kind: DecisionKind) -> Callable[[Person, Scene], None]:
    def decide(_person: Person, scene: Scene) -> None:
        assert scene.application
        award.cosign_decision(
            application=scene.application,
            actor=factories.make_staff("Mitzeichnung"),
            at=factories.REVIEWED_AT,
        )

    return decide


def _change_an_open_section(person: Person, scene: Scene) -> None:
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/ziele/")
    person.writes({"Warum ist das Projekt nötig?": "Ein neuer Grund."})
    person.presses("Speichern und zurück zu den Fragen")
    person.opens(f"/antrag/{scene.application.code}/ziele/")


# The pages ------------------------------------------------------------------

_INFORMATION = (
    "start",
    "funding",
    "preparation",
    "example",
    "imprint",
    "privacy",
    "accessibility",
    "easy_language",
    "sign_language",
    "help",
    "account_inactive",
)
PUBLIC: Final = (
    *map(Visit, _INFORMATION),
    Visit("check_question", parts={"number": 1}),
    Visit("check_question", "Weiter", parts={"number": 1}),
    Visit("check_result", first=lambda person, _: _check(person)),
    Visit("check_result", first=lambda person, _: _check(person, q2="Ich weiß es nicht")),
    Visit("check_result", first=lambda person, _: _check(person, q1="Nein")),
    Visit("help", first=lambda person, _: person.opens("/hilfe/?suche=Lohn"), is_there=True),
    Visit("help", first=lambda person, _: person.opens("/hilfe/?suche=Mars"), is_there=True),
    Visit("help_topic", parts={"topic": "minijob"}),
    Visit("help_topic", "Nein", parts={"topic": "foto"}, moves_on=True),
    Visit("contact"),
    Visit("contact", "Nachricht senden"),
    Visit("contact", "Nachricht senden", first=_ask, is_there=True, moves_on=True),
    Visit("report_barrier"),
    Visit("report_barrier", "Nachricht senden"),
    Visit("report_barrier", "Nachricht senden", first=_report, is_there=True, moves_on=True),
    Visit("verify"),
    Visit("verify", "Prüfen"),
    Visit("verify_code", parts={"code": "7KQ4M2XW9TB3"}),
    Visit("account_signup"),
    Visit("account_signup", "Konto anlegen"),
    Visit("account_login"),
    Visit("account_login", "Anmelden"),
    Visit("account_reset_password"),
    Visit("account_reset_password", "Link schicken"),
    Visit("account_reset_password_done", first=_ask_for_link, is_there=True),
    Visit("account_reset_password_from_key", first=_follow_link, is_there=True),
    Visit("account_reset_password_from_key", "Passwort speichern", is_there=True),
    Visit("account_email_verification_sent", first=_sign_up, is_there=True),
    Visit("account_email_verification_sent", "Bestätigen", is_there=True),
    Visit("demo_mails"),
    Visit("invitation", parts={"secret": "unbekannt"}),
    Visit("invitation", first=team_visits.be_invited(EMAIL), is_there=True),
    Visit("mfa_authenticate", first=_enter_password_of_staff, is_there=True),
    Visit("mfa_authenticate", "Anmelden", is_there=True),
)
ACCOUNT: Final = (
    Visit("application_list"),
    Visit("application_begin"),
    Visit("application_begin", "Antrag beginnen"),
    Visit("invitation", first=team_visits.be_invited(EMAIL), is_there=True),
    Visit("invitation", first=team_visits.be_invited("andere@verein.example"), is_there=True),
    Visit("account"),
    Visit("account", "Name speichern", first=_empty_name, is_there=True),
    Visit("account_email"),
    Visit("account_email", "Code schicken"),
    Visit("account_change_password"),
    Visit("account_change_password", "Passwort speichern"),
    Visit("account_reauthenticate"),
    Visit("account_reauthenticate", "Weiter"),
    Visit("usersessions_list"),
    Visit("mfa_index"),
    Visit("mfa_activate_totp"),
    Visit("mfa_activate_totp", "Einrichten"),
    Visit("mfa_index", first=_enrol),
    Visit("mfa_generate_recovery_codes"),
    Visit("mfa_view_recovery_codes"),
    Visit("mfa_reauthenticate"),
    Visit("mfa_reauthenticate", "Weiter"),
    Visit("mfa_deactivate_totp"),
)
EMPTY_DRAFT: Final = (
    Visit("application_overview"),
    *(Visit("section_page", parts={"slug": page.slug}) for page in PAGES),
    Visit("cost_item_add"),
    Visit("cost_items_add"),
    Visit("enclosures"),
    Visit("review_answers"),
)
DRAFT_WITH_ERRORS: Final = (
    *(
        Visit("section_page", SAVE if number else CONFIRM, parts={"slug": page.slug})
        for number, page in enumerate(PAGES)
        if page.slug != "finanzierung"
    ),
    Visit("section_page", SAVE, first=_write_no_amount, is_there=True),
    Visit("cost_item_add", "Hinzufügen"),
    Visit("enclosures", SAVE),
    Visit("enclosures", "Datei hochladen"),
    Visit("application_overview"),
)
FILLED_DRAFT: Final = (
    Visit("application_list"),
    Visit("application_overview"),
    *(Visit("section_page", parts={"slug": page.slug}) for page in PAGES),
    Visit("cost_item", parts={"number": 1}),
    Visit("cost_item_remove", parts={"number": 1}),
    Visit("enclosures"),
    Visit("enclosure_photos", first=open_photos, is_there=True),
    Visit("enclosure_photos", "Weiteres Foto hinzufügen", is_there=True),
    Visit("enclosures"),
    Visit("review_answers"),
    Visit("declarations"),
    Visit("declarations", "Antrag verbindlich absenden"),
    Visit("section_page", first=_meet_another_version, is_there=True),
    Visit("application_delete"),
    Visit(
        "application_begin",
        "Antrag beginnen",
        first=_name_a_known_association,
        is_there=True,
        moves_on=True,
    ),
    Visit("agreement", first=_agree_first, is_there=True),
    Visit("agreement", "Zustimmen und Antrag verbindlich absenden", first=_be_the_second_person),
    Visit("team"),
    Visit("team", first=team_visits.work_together),
    Visit("team_invite"),
    Visit("team_invite", "Einladung schicken"),
    Visit("team_member", first=team_visits.open_colleague(), is_there=True),
    Visit("team_hand_over", first=team_visits.open_colleague("uebergeben/"), is_there=True),
    Visit("team_remove", first=team_visits.open_colleague("entfernen/"), is_there=True),
    Visit("application_overview", first=team_visits.work_together),
    Visit("section_page", parts={"slug": "ziele"}),
    Visit("section_comments", parts={"slug": "ziele"}),
    Visit("section_comments", "Bemerkung speichern", parts={"slug": "ziele"}),
    Visit("section_versions", parts={"slug": "ziele"}),
    Visit("declarations", first=_may_only_write),
    Visit("section_page", parts={"slug": "kosten"}, first=team_visits.only_advise),
    Visit("application_overview"),
    Visit("declarations"),
)
LATE_DRAFT: Final = (
    Visit("application_begin"),
    Visit("application_overview"),
    Visit("section_page", parts={"slug": "verein"}),
    Visit(
        "declarations", "Antrag verbindlich absenden", first=_declare, is_there=True, moves_on=True
    ),
    Visit("application_submitted", "Verspätet absenden", is_there=True, moves_on=True),
)
SENT: Final = (
    Visit("application_list"),
    Visit("application_submitted"),
    Visit("submission_feedback"),
    Visit("submission_feedback", "Antworten senden"),
    Visit("submission_feedback", "Antworten senden", first=_rate, is_there=True, moves_on=True),
    Visit("application_documents"),
    Visit("application_status"),
    Visit("case_messages"),
    Visit("case_messages", "Nachricht senden"),
    Visit("case_messages", first=_exchange_messages),
    Visit("late_enclosures", first=open_promises, is_there=True),
    Visit("late_enclosures", "Datei hochladen", is_there=True),
    Visit("withdraw"),
    Visit("withdraw", first=_may_only_write),
    Visit("verify_code", first=_look_up, is_there=True),
    Visit("application_status", first=_receive_decision(DecisionKind.AWARD)),
)
ASKED: Final = (
    Visit("application_list"),
    Visit("application_status"),
    Visit("information_request", parts={"number": 1}),
    Visit("section_page", first=_change_an_open_section, is_there=True),
    Visit("information_request", "Antwort absenden", parts={"number": 1}, moves_on=True),
    Visit("information_request", "Ja, so absenden", is_there=True, moves_on=True),
)
AWARDED: Final = (
    Visit("application_status"),
    Visit("bank_details_enter", first=bank_visits.prove(bank_visits.ENTER), is_there=True),
    Visit("bank_details_enter", "Weiter", first=bank_visits.name_somebody_else, is_there=True),
    Visit("bank_details_confirm", first=bank_visits.enter, is_there=True),
    Visit("bank_details_confirm", "Konto bestätigen"),
    Visit("bank_details_confirm", first=bank_visits.wait_for_second_person, is_there=True),
    Visit("bank_details"),
    Visit("application_status"),
    Visit("bank_details", first=bank_visits.confirm, is_there=True),
    Visit("bank_details_stop", first=bank_visits.prove(bank_visits.STOP), is_there=True),
    Visit("bank_details", first=bank_visits.stop, is_there=True),
)


# The scenes -----------------------------------------------------------------


def _applicant() -> User:
    return make_user(EMAIL)


def _empty() -> Scene:
    user = _applicant()
    return Scene(user, factories.make_draft(actor=user))


def _filled() -> Scene:
    user = _applicant()
    return Scene(user, factories.make_complete_draft(actor=user))


def _sent() -> Scene:
    user = _applicant()
    application = factories.make_proposed(kind=DecisionKind.AWARD)
    application.organisation.memberships.update(user=user)
    document = application.documents.get()
    document.file.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    document.size, document.sha256 = 8, "0" * 64
    document.rendered_at = factories.SENT_AT
    document.save()
    return Scene(user, application)


def _awarded() -> Scene:
    user = _applicant()
    application = factories.make_awarded()
    application.organisation.memberships.update(user=user)
    return Scene(user, application)


def _asked() -> Scene:
    user = _applicant()
    request = factories.make_information_request(due_on=date(2020, 2, 3), at=factories.REVIEWED_AT)
    request.application.organisation.memberships.update(user=user)
    return Scene(user, request.application)


GROUPS: Final[dict[str, tuple[Callable[[], Scene], tuple[Visit, ...]]]] = {
    "public": (lambda: Scene(_applicant() and None), PUBLIC),
    "account": (lambda: Scene(_applicant()), ACCOUNT),
    "empty": (_empty, EMPTY_DRAFT),
    "errors": (_empty, DRAFT_WITH_ERRORS),
    "filled": (_filled, FILLED_DRAFT),
    "late": (_filled, LATE_DRAFT),
    "sent": (_sent, SENT),
    "asked": (_asked, ASKED),
    "awarded": (_awarded, AWARDED),
}
