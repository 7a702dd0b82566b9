"""Every page an applicant can see, in its states: empty, filled, with errors.

A page that is missing here fails a test; see ``test_accessibility``.
"""

from collections.abc import Callable
from typing import Final

from applications.rules.decisions import DecisionKind
from applications.views.section_pages import PAGES
from tests.journeys import (
    account_visits,
    bank_visits,
    case_visits,
    draft_visits,
    public_visits,
    scenes,
    team_visits,
)
from tests.journeys.enclosure_visits import open_photos, open_promises
from tests.journeys.scenes import EMAIL, Scene
from tests.journeys.visit import Visit

SAVE: Final = "Speichern und weiter"
CONFIRM: Final = "Angaben bestätigen und weiter"
# Addresses that answer with a file, a plain text or another address.
NO_PAGES: Final = frozenset(
    {
        "account_continue",
        "account_logout",
        "account_reset_password_from_key_done",
        "account_session",
        "account_start_again",
        "applicant_view",
        "applicant_view_end",
        "application_calendar",
        "attachment",
        "attachment_page",
        "attachment_thumbnail",
        "team_invitation",
        "check_start",
        "answer_autosave",
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
        "health_live",
        "health_metrics",
        "health_ready",
        "hearing_answer_keep",
        "message_file",
        "message_keep",
        "robots",
        "security_contact",
        "section_autosave",
        "round_calendar",
    }
)

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
    Visit("check_result", first=lambda person, _: public_visits.check(person)),
    Visit(
        "check_result", first=lambda person, _: public_visits.check(person, q2="Ich weiß es nicht")
    ),
    Visit("check_result", first=lambda person, _: public_visits.check(person, q1="Nein")),
    Visit("help", first=lambda person, _: person.opens("/hilfe/?suche=Lohn"), is_there=True),
    Visit("help", first=lambda person, _: person.opens("/hilfe/?suche=Mars"), is_there=True),
    Visit("help_topic", parts={"topic": "minijob"}),
    Visit("help_topic", "Nein", parts={"topic": "foto"}, moves_on=True),
    Visit("contact"),
    Visit("contact", "Nachricht senden"),
    Visit("contact", "Nachricht senden", first=public_visits.ask, is_there=True, moves_on=True),
    Visit("report_barrier"),
    Visit("report_barrier", "Nachricht senden"),
    Visit(
        "report_barrier",
        "Nachricht senden",
        first=public_visits.report,
        is_there=True,
        moves_on=True,
    ),
    Visit("verify"),
    Visit("verify", "Prüfen"),
    Visit("verify_code", parts={"code": "7KQ4M2XW9TB3"}),
    Visit("account_signup"),
    Visit("account_signup", "Konto anlegen"),
    Visit("account_login"),
    Visit("account_login", "Anmelden"),
    Visit("account_reset_password"),
    Visit("account_reset_password", "Link schicken"),
    Visit("account_reset_password_done", first=account_visits.ask_for_link, is_there=True),
    Visit("account_reset_password_from_key", first=account_visits.follow_link, is_there=True),
    Visit("account_reset_password_from_key", "Passwort speichern", is_there=True),
    Visit("account_email_verification_sent", first=account_visits.sign_up, is_there=True),
    Visit("account_email_verification_sent", "Bestätigen", is_there=True),
    Visit("demo_mails"),
    Visit("invitation", parts={"secret": "unbekannt"}),
    Visit("invitation", first=team_visits.be_invited(EMAIL), is_there=True),
    Visit("staff_invitation", parts={"secret": "unbekannt"}),
    Visit("staff_invitation", first=account_visits.be_invited_as_staff, is_there=True),
    Visit("staff_invitation", "Passwort speichern", is_there=True),
    Visit("mfa_authenticate", first=account_visits.enter_password_of_staff, is_there=True),
    Visit("mfa_authenticate", "Anmelden", is_there=True),
)
ACCOUNT: Final = (
    Visit("application_list"),
    Visit("application_begin"),
    Visit("application_begin", "Antrag beginnen"),
    Visit("invitation", first=team_visits.be_invited(EMAIL), is_there=True),
    Visit("invitation", first=team_visits.be_invited("andere@verein.example"), is_there=True),
    Visit("account"),
    Visit("account", "Name speichern", first=account_visits.empty_name, is_there=True),
    Visit("account", "Auswahl speichern", moves_on=True),
    Visit("my_data"),
    Visit("account_deletion"),
    Visit("account_deletion_confirm"),
    Visit("account_deletion_confirm", "Konto jetzt löschen"),
    Visit("account_deletion", first=account_visits.be_needed),
    Visit("organisation_deletion"),
    Visit("organisation_deletion", "Verein jetzt löschen"),
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
    Visit("mfa_index", first=account_visits.enrol),
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
    Visit("section_page", SAVE, first=draft_visits.write_no_amount, is_there=True),
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
    Visit("section_page", first=draft_visits.meet_another_version, is_there=True),
    Visit("application_delete"),
    Visit(
        "application_begin",
        "Antrag beginnen",
        first=draft_visits.name_a_known_association,
        is_there=True,
        moves_on=True,
    ),
    Visit("agreement", first=draft_visits.agree_first, is_there=True),
    Visit(
        "agreement",
        "Zustimmen und Antrag verbindlich absenden",
        first=draft_visits.be_the_second_person,
    ),
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
    Visit("declarations", first=draft_visits.may_only_write),
    Visit("section_page", parts={"slug": "kosten"}, first=team_visits.only_advise),
    Visit("application_overview"),
    Visit("declarations"),
)
LATE_DRAFT: Final = (
    Visit("application_begin"),
    Visit("application_overview"),
    Visit("section_page", parts={"slug": "verein"}),
    Visit(
        "declarations",
        "Antrag verbindlich absenden",
        first=draft_visits.declare,
        is_there=True,
        moves_on=True,
    ),
    Visit("application_submitted", "Verspätet absenden", is_there=True, moves_on=True),
)
SENT: Final = (
    Visit("application_list"),
    Visit("application_submitted"),
    Visit("submission_feedback"),
    Visit("submission_feedback", "Antworten senden"),
    Visit(
        "submission_feedback",
        "Antworten senden",
        first=case_visits.rate,
        is_there=True,
        moves_on=True,
    ),
    Visit("application_documents"),
    Visit("application_status"),
    Visit("case_messages"),
    Visit("case_messages", "Nachricht senden"),
    Visit("case_messages", first=case_visits.exchange_messages),
    Visit("late_enclosures", first=open_promises, is_there=True),
    Visit("late_enclosures", "Datei hochladen", is_there=True),
    Visit("withdraw"),
    Visit("withdraw", first=draft_visits.may_only_write),
    Visit("verify_code", first=case_visits.look_up, is_there=True),
    Visit("verify_code", "Datei vergleichen", first=case_visits.look_up, is_there=True),
    Visit("application_status", first=case_visits.receive_decision(DecisionKind.AWARD)),
)
ASKED: Final = (
    Visit("application_list"),
    Visit("application_status"),
    Visit("information_request", parts={"number": 1}),
    Visit("section_page", first=case_visits.change_an_open_section, is_there=True),
    Visit("information_request", "Antwort absenden", parts={"number": 1}, moves_on=True),
    Visit("information_request", "Ja, so absenden", is_there=True, moves_on=True),
)
HEARD: Final = (
    Visit("application_status"),
    Visit("hearing", parts={"number": 1}),
    Visit("hearing", "Stellungnahme senden", parts={"number": 1}),
    Visit("hearing", first=case_visits.say_something, is_there=True),
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
    Visit("bank_details", first=bank_visits.call, is_there=True),
    Visit("bank_details_stop", first=bank_visits.prove(bank_visits.STOP), is_there=True),
    Visit("bank_details", first=bank_visits.stop, is_there=True),
)

GROUPS: Final[dict[str, tuple[Callable[[], Scene], tuple[Visit, ...]]]] = {
    "public": (lambda: Scene(scenes.applicant() and None), PUBLIC),
    "account": (lambda: Scene(scenes.applicant()), ACCOUNT),
    "empty": (scenes.empty, EMPTY_DRAFT),
    "errors": (scenes.empty, DRAFT_WITH_ERRORS),
    "filled": (scenes.filled, FILLED_DRAFT),
    "late": (scenes.filled, LATE_DRAFT),
    "sent": (scenes.sent, SENT),
    "asked": (scenes.asked, ASKED),
    "heard": (scenes.heard, HEARD),
    "awarded": (scenes.awarded, AWARDED),
}
