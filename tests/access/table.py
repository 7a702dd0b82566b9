"""The table of who may open and send what: every address of the project stands here."""

from typing import Final

from tests.access.account_table import ACCOUNT, HEALTH
from tests.access.rows import (
    ADMINISTRATOR,
    APPROVER,
    AUDITOR,
    AWAY,
    BUDGET_OFFICER,
    CASE_READERS,
    CASE_WORKER,
    CONFLICT,
    GONE,
    HEAD,
    HIDDEN,
    LIST_READERS,
    LOG_READERS,
    NO_METHOD,
    OK,
    REFUSED,
    SIGNED_OUT,
    Row,
    desk,
    everybody,
    form,
    page,
    proven,
    read_only,
    report,
    representatives,
    script,
    team,
    writers,
)
from tests.access.scene import ADVISER, NOBODY
from tests.access.watch_table import WATCH

UNREADABLE: Final = {**proven(NO_METHOD), NOBODY: SIGNED_OUT}
PUBLIC: Final = {
    "start": page("/"),
    "funding": page("/foerderung/"),
    "preparation": page("/foerderung/unterlagen/"),
    "empty_form_pdf": page("/foerderung/alle-fragen.pdf"),
    "example": page("/foerderung/beispiel/"),
    "example_pdf": page("/foerderung/beispiel.pdf"),
    "round_calendar": page("/foerderung/termine.ics"),
    "help": page("/hilfe/"),
    "help_topic": Row("/hilfe/minijob/", everybody(OK), everybody(OK)),
    "contact": Row("/kontakt/", everybody(OK), everybody(OK)),
    "report_barrier": Row("/barriere-melden/", everybody(OK), everybody(OK)),
    "easy_language": page("/leichte-sprache/"),
    "sign_language": page("/gebaerdensprache/"),
    "imprint": page("/impressum/"),
    "privacy": page("/datenschutz/"),
    "accessibility": page("/barrierefreiheit/"),
    "robots": page("/robots.txt"),
    "verify": Row("/echt/", everybody(OK), everybody(OK)),
    "verify_code": Row("/echt/{printed}/", everybody(OK), everybody(OK)),
    # A link that nobody got: over for everybody.
    "invitation": Row("/einladung/gibt-es-nicht/", everybody(GONE), everybody(GONE)),
    "staff_invitation": Row(
        "/einladung/behoerde/gibt-es-nicht/", everybody(GONE), everybody(GONE)
    ),
    "check_start": Row("/check/", everybody(AWAY), everybody(AWAY)),
    "check_question": Row("/check/1/", everybody(OK), everybody(OK)),
    "check_result": Row("/check/ergebnis/", everybody(AWAY), everybody(NO_METHOD)),
    # Only a rehearsal has it.
    "demo_mails": Row("/demo/mails/", everybody(HIDDEN), everybody(NO_METHOD)),
}
APPLICATIONS: Final = {
    "application_list": Row("/antraege/", proven(OK), proven(NO_METHOD)),
    "application_begin": Row("/antraege/neu/", proven(OK), proven(OK)),
    "application_overview": Row("/antrag/{draft}/", team(OK), proven(NO_METHOD)),
    "application_delete": Row("/antrag/{draft}/loeschen/", writers(OK), writers(AWAY)),
    "team": Row("/antrag/{draft}/team/", team(OK), proven(NO_METHOD)),
    "team_invite": Row("/antrag/{draft}/team/einladen/", representatives(OK), representatives(OK)),
    "team_invitation": Row(
        "/antrag/{draft}/team/einladung/{invitation}/",
        representatives(AWAY),
        representatives(AWAY),
    ),
    "team_member": Row("/antrag/{draft}/team/{member}/", representatives(OK), representatives(OK)),
    # Whoever ends the rights of a representative, also their own, is asked for the password.
    "team_hand_over": Row(
        "/antrag/{draft}/team/{member}/uebergeben/", representatives(AWAY), representatives(AWAY)
    ),
    # Everybody may leave, but this is somebody else's place for all but the member.
    "team_remove": Row(
        "/antrag/{draft}/team/{member}/entfernen/",
        {**team(OK), ADVISER: REFUSED},
        {**team(AWAY), ADVISER: REFUSED},
    ),
    "section_comments": Row("/antrag/{draft}/ziele/bemerkungen/", team(OK), team(OK)),
    "section_versions": Row("/antrag/{draft}/ziele/fassungen/", team(OK), team(HIDDEN)),
    "section_page": Row("/antrag/{draft}/verein/", team(OK), writers(CONFLICT)),
    # Scripts are told in JSON that the session is over.
    "section_autosave": Row("/antrag/{draft}/verein/sichern/", UNREADABLE, script(CONFLICT)),
    "cost_item_autosave": Row("/antrag/{draft}/kosten/1/sichern/", UNREADABLE, script(CONFLICT)),
    "cost_item_keep": Row("/antrag/{draft}/kosten/neu/sichern/", UNREADABLE, script(OK)),
    "cost_items_keep": Row("/antrag/{draft}/kosten/mehrere/sichern/", UNREADABLE, script(OK)),
    "cost_item_add": Row("/antrag/{draft}/kosten/neu/", team(OK), writers(OK)),
    "cost_items_add": Row("/antrag/{draft}/kosten/mehrere/", team(OK), writers(AWAY)),
    "cost_item": Row("/antrag/{draft}/kosten/1/", team(OK), writers(CONFLICT)),
    "cost_item_remove": Row("/antrag/{draft}/kosten/1/entfernen/", team(OK), writers(AWAY)),
    "live_result": Row("/antrag/{draft}/lohn/berechnen/", team(NO_METHOD), team(OK)),
    "live_costs": Row("/antrag/{draft}/kosten/berechnen/", team(NO_METHOD), team(OK)),
    "live_cost_item": Row("/antrag/{draft}/kosten/1/berechnen/", team(NO_METHOD), team(OK)),
    "enclosures": Row("/antrag/{draft}/unterlagen/", team(OK), writers(AWAY)),
    "attachment": Row("/antrag/{draft}/unterlagen/{attachment}/", team(OK), proven(NO_METHOD)),
    "attachment_page": Row(
        "/antrag/{draft}/unterlagen/{attachment}/seite/1/", team(OK), proven(NO_METHOD)
    ),
    "attachment_thumbnail": Row(
        "/antrag/{draft}/unterlagen/{attachment}/seite/1/klein/", team(OK), proven(NO_METHOD)
    ),
    "enclosure_photos": Row(
        "/antrag/{draft}/unterlagen/{attachment}/fotos/", writers(OK), writers(OK)
    ),
    # Nothing was promised: the page leads to the status.
    "late_enclosures": Row("/antrag/{case}/nachreichen/", team(AWAY), team(AWAY)),
    "draft_pdf": Row("/antrag/{draft}/entwurf.pdf", team(OK), proven(NO_METHOD)),
    "application_calendar": Row("/antrag/{draft}/termine.ics", team(OK), proven(NO_METHOD)),
    "review_answers": Row("/antrag/{draft}/angaben-pruefen/", team(OK), proven(NO_METHOD)),
    "declarations": Row("/antrag/{draft}/absenden/", team(OK), writers(OK, member=REFUSED)),
    # One person signs for this association: the page leads to the declarations.
    "agreement": Row("/antrag/{draft}/zustimmen/", team(AWAY), team(AWAY)),
    "application_submitted": Row("/antrag/{case}/angekommen/", team(OK), proven(NO_METHOD)),
    "submission_feedback": Row("/antrag/{case}/rueckmeldung/", team(OK), team(OK)),
    "application_status": Row("/antrag/{case}/status/", team(OK), proven(NO_METHOD)),
    "application_documents": Row("/antrag/{case}/dokumente/", team(OK), proven(NO_METHOD)),
    "case_messages": Row("/antrag/{case}/nachrichten/", team(OK), writers(OK)),
    "message_keep": Row("/antrag/{case}/nachrichten/sichern/", UNREADABLE, script(OK)),
    "message_file": Row(
        "/antrag/{case}/nachrichten/{message_file}/",
        {**team(OK, readers=CASE_READERS), ADVISER: REFUSED},
        proven(NO_METHOD),
    ),
    "information_request": Row("/antrag/{asked}/nachfrage/1/", team(OK), writers(AWAY)),
    "answer_autosave": Row("/antrag/{asked}/nachfrage/1/sichern/", UNREADABLE, script(OK)),
    "hearing": Row("/antrag/{heard}/anhoerung/1/", team(OK), writers(OK)),
    "hearing_answer_keep": Row("/antrag/{heard}/anhoerung/1/sichern/", UNREADABLE, script(OK)),
    # Whoever sends is asked for the password first; an adviser knows no account.
    "bank_details": Row("/antrag/{awarded}/auszahlung/", writers(OK), proven(NO_METHOD)),
    "bank_details_enter": Row(
        "/antrag/{awarded}/auszahlung/neu/", representatives(AWAY), representatives(AWAY)
    ),
    "bank_details_confirm": Row(
        "/antrag/{awarded}/auszahlung/bestaetigen/", representatives(AWAY), representatives(AWAY)
    ),
    "bank_details_stop": Row(
        "/antrag/{awarded}/auszahlung/anhalten/", representatives(AWAY), representatives(AWAY)
    ),
    "withdraw": Row("/antrag/{case}/zurueckziehen/", team(OK), writers(AWAY, member=REFUSED)),
    "document_pdf": Row(
        "/antrag/{case}/dokumente/{document}/",
        team(OK, readers=CASE_READERS),
        team(OK, readers=CASE_READERS),
    ),
}
_ADMIN = "/verwaltung"
_MODELS = f"{_ADMIN}/applications"
_CASE = f"{_MODELS}/application/{{case}}"
_AWARDS = f"{_MODELS}/awardlist"
_SCENARIO, _FROZEN = f"{_AWARDS}/szenario/{{scenario}}", f"{_AWARDS}/{{award_list}}"
_SENDERS = (CASE_WORKER, APPROVER, HEAD)
DESK: Final = {
    **WATCH,
    "admin:index": read_only(f"{_ADMIN}/"),
    "admin:take_next": Row(
        f"{_ADMIN}/naechster-antrag/", desk(NO_METHOD), desk(AWAY, CASE_WORKER)
    ),
    "admin:applicant_views": form(f"{_ADMIN}/ansicht-eines-vereins/", ADMINISTRATOR),
    "admin:applicant_view_begin": form(
        f"{_ADMIN}/ansicht-eines-vereins/{{draft}}/", ADMINISTRATOR
    ),
    "admin:letters": Row(f"{_ADMIN}/ausgang/", desk(OK, *CASE_READERS), desk(AWAY, *_SENDERS)),
    "admin:letter_release": Row(
        f"{_ADMIN}/ausgang/versand/{{letter_release}}/",
        desk(OK, *CASE_READERS),
        desk(OK, *_SENDERS),
    ),
    "admin:letter_draft": report(f"{_ADMIN}/ausgang/brief/{{letter_draft}}/", *CASE_READERS),
    "admin:letter_draft_pdf": report(
        f"{_ADMIN}/ausgang/brief/{{letter_draft}}/entwurf.pdf", *CASE_READERS
    ),
    "admin:deliveries": Row(
        f"{_ADMIN}/zustellung/", desk(OK, *CASE_READERS), desk(OK, CASE_WORKER, HEAD)
    ),
    "admin:roles": report(f"{_ADMIN}/rollen/", HEAD, AUDITOR, ADMINISTRATOR),
    "admin:login": Row(f"{_ADMIN}/login/", desk(REFUSED), desk(REFUSED)),
    "admin:logout": Row(f"{_ADMIN}/logout/", desk(AWAY), desk(AWAY)),
    "admin:jsi18n": Row(f"{_ADMIN}/jsi18n/", desk(OK), desk(NO_METHOD)),
    "admin:app_list": Row(f"{_MODELS}/", desk(AWAY), desk(AWAY)),
    "admin:(?P<url>.*)$": Row(f"{_ADMIN}/gibt-es-nicht/", desk(HIDDEN), desk(HIDDEN)),
    "admin:applications_application_changelist": read_only(
        f"{_MODELS}/application/", *LIST_READERS
    ),
    "admin:applications_application_views": form(
        f"{_MODELS}/application/ansichten/", *LIST_READERS
    ),
    # Views belong to the person who keeps them.
    "admin:applications_application_view": Row(
        f"{_MODELS}/application/ansichten/{{view}}/",
        {**desk(HIDDEN, *LIST_READERS), CASE_WORKER: OK},
        {**desk(HIDDEN, *LIST_READERS), CASE_WORKER: OK},
    ),
    # Nothing is chosen: the step leads back to the list.
    "admin:applications_application_batch": Row(
        f"{_MODELS}/application/sammeln/zuweisen/",
        desk(AWAY, CASE_WORKER, HEAD),
        desk(AWAY, CASE_WORKER, HEAD),
    ),
    "admin:applications_application_batch_result": Row(
        f"{_MODELS}/application/sammeln/ergebnis/{{batch}}/",
        {**desk(HIDDEN, CASE_WORKER, HEAD), CASE_WORKER: OK},
        desk(NO_METHOD),
    ),
    "admin:applications_application_change": report(f"{_CASE}/", *LIST_READERS),
    "admin:applications_application_relation": form(
        f"{_CASE}/beziehung/", CASE_WORKER, APPROVER, HEAD
    ),
    "admin:applications_application_applicant_view": form(f"{_CASE}/ansicht/", CASE_WORKER, HEAD),
    "admin:applications_application_settle": form(f"{_CASE}/klaeren/{{finding}}/", CASE_WORKER),
    **{
        f"admin:applications_application_{name}": Row(
            f"{_CASE}/{slug}/", desk(OK, *CASE_READERS), desk(outcome, *judges)
        )
        for name, slug, outcome, judges in (
            ("checklist", "pruefliste", AWAY, (CASE_WORKER,)),
            ("scores", "bewertung", AWAY, (CASE_WORKER,)),
            ("costs", "kosten", OK, (CASE_WORKER,)),
            ("notes", "notizen", OK, (CASE_WORKER, APPROVER, HEAD)),
        )
    },
    "admin:applications_application_read": Row(
        f"{_CASE}/gelesen/{{case_file}}/",
        desk(AWAY, CASE_WORKER, APPROVER, HEAD),
        desk(AWAY, CASE_WORKER, APPROVER, HEAD),
    ),
    "admin:applications_application_version": Row(
        f"{_CASE}/fassung/1/", desk(OK, *CASE_READERS), desk(NO_METHOD)
    ),
    "admin:applications_application_messages": Row(
        f"{_CASE}/nachrichten/", desk(OK, *CASE_READERS), desk(OK, CASE_WORKER, HEAD)
    ),
    "admin:applications_application_bank_details": Row(
        f"{_MODELS}/application/{{awarded}}/bankverbindung/",
        desk(OK, BUDGET_OFFICER, HEAD),
        desk(NO_METHOD),
    ),
    "admin:applications_application_record": Row(
        f"{_CASE}/vermerk/pruefvermerk/", *[desk(AWAY, CASE_WORKER, HEAD)] * 2
    ),
    "admin:applications_application_package": form(
        f"{_CASE}/aktenpaket/", CASE_WORKER, HEAD, AUDITOR
    ),
    "admin:applications_application_step": Row(
        f"{_CASE}/vorschlag/",
        # The head may propose, but not before the findings are settled.
        {**desk(OK, CASE_WORKER), HEAD: AWAY},
        desk(OK, CASE_WORKER, HEAD),
    ),
    "admin:applications_export_changelist": read_only(
        f"{_MODELS}/export/", *CASE_READERS, BUDGET_OFFICER
    ),
    "admin:applications_export_add": form(f"{_MODELS}/export/add/", *CASE_READERS, BUDGET_OFFICER),
    # The file of the head's export: the auditors may have it, too.
    "admin:applications_export_download": Row(
        f"{_MODELS}/export/{{export}}/", desk(OK, HEAD, AUDITOR), desk(NO_METHOD)
    ),
    "admin:applications_paperentry_changelist": read_only(
        f"{_MODELS}/paperentry/", CASE_WORKER, HEAD, AUDITOR
    ),
    "admin:applications_paperentry_add": form(f"{_MODELS}/paperentry/add/", CASE_WORKER),
    "admin:applications_paperentry_change": Row(
        f"{_MODELS}/paperentry/{{paper}}/",
        desk(OK, CASE_WORKER, HEAD, AUDITOR),
        desk(OK, CASE_WORKER, HEAD),
    ),
    "admin:applications_awardlist_changelist": report(f"{_AWARDS}/", *LIST_READERS),
    "admin:applications_awardlist_scenario_add": form(f"{_AWARDS}/szenario/neu/", HEAD),
    "admin:applications_awardlist_compare": report(f"{_AWARDS}/vergleich/", *LIST_READERS),
    "admin:applications_awardlist_scenario": Row(
        f"{_SCENARIO}/", desk(OK, *LIST_READERS), desk(OK, HEAD)
    ),
    # Sent empty, it names no version of the scenario.
    "admin:applications_awardlist_discard": form(f"{_SCENARIO}/verwerfen/", HEAD),
    "admin:applications_awardlist_freeze": form(f"{_SCENARIO}/einfrieren/", HEAD),
    "admin:applications_awardlist_change": report(f"{_FROZEN}/", *LIST_READERS),
    "admin:applications_awardlist_confirm": form(f"{_FROZEN}/bestaetigen/", APPROVER, HEAD),
    "admin:applications_awardlist_return": form(f"{_FROZEN}/zurueckgeben/", APPROVER, HEAD),
    # The list waits for its second person: there is no record yet.
    "admin:applications_awardlist_note": Row(
        f"{_FROZEN}/vermerk/", desk(HIDDEN, *CASE_READERS), desk(NO_METHOD)
    ),
    "admin:applications_awardlist_release": form(f"{_FROZEN}/vorschlaege/", CASE_WORKER, HEAD),
    "admin:applications_fundinground_changelist": read_only(f"{_MODELS}/fundinground/"),
    "admin:applications_fundinground_add": form(f"{_MODELS}/fundinground/add/", ADMINISTRATOR),
    # The round is open: everybody reads it, nobody changes it.
    "admin:applications_fundinground_change": Row(
        f"{_MODELS}/fundinground/{{round}}/change/", desk(OK), desk(REFUSED)
    ),
    "admin:applications_fundinground_copy": form(
        f"{_MODELS}/fundinground/{{round}}/kopieren/", ADMINISTRATOR
    ),
    "admin:applications_fundinground_publish": Row(
        f"{_MODELS}/fundinground/{{round}}/veroeffentlichen/",
        desk(OK, HEAD, AUDITOR, ADMINISTRATOR),
        desk(AWAY, ADMINISTRATOR),
    ),
    # The round is published: there is nothing to see before others do.
    "admin:applications_fundinground_preview": Row(
        f"{_MODELS}/fundinground/{{round}}/vorschau/",
        desk(NO_METHOD),
        desk(AWAY, HEAD, ADMINISTRATOR),
    ),
    "admin:applications_fundinground_propose": form(
        f"{_MODELS}/fundinground/{{round}}/aendern/", ADMINISTRATOR
    ),
    "admin:applications_fundinground_decide": Row(
        f"{_MODELS}/fundinground/{{round}}/aendern/{{change}}/",
        desk(OK, HEAD, AUDITOR, ADMINISTRATOR),
        # Somebody else of the administration proposed it.
        desk(OK, HEAD),
    ),
    "admin:<path:object_id>/": Row(f"{_MODELS}/fundinground/{{round}}/", desk(AWAY), desk(AWAY)),
    "admin:applications_legalparameter_changelist": read_only(f"{_MODELS}/legalparameter/"),
    "admin:applications_legalparameter_add": form(f"{_MODELS}/legalparameter/add/", ADMINISTRATOR),
    "admin:applications_legalparameter_confirm": form(
        f"{_MODELS}/legalparameter/1/bestaetigen/", HEAD, ADMINISTRATOR
    ),
    "admin:applications_legaltext_changelist": read_only(
        f"{_MODELS}/legaltext/", *CASE_READERS, ADMINISTRATOR
    ),
    "admin:applications_legaltext_change": report(
        f"{_MODELS}/legaltext/{{legal_text}}/", *CASE_READERS, ADMINISTRATOR
    ),
    # First the head shows once more who they are.
    "admin:applications_legaltext_release": Row(
        f"{_MODELS}/legaltext/{{legal_text}}/freigeben/", desk(AWAY, HEAD), desk(AWAY, HEAD)
    ),
    "admin:applications_legaltext_add": form(
        f"{_MODELS}/legaltext/neu/{{round}}/remedy/", HEAD, ADMINISTRATOR
    ),
    "admin:applications_document_changelist": read_only(
        f"{_MODELS}/document/", *CASE_READERS, ADMINISTRATOR
    ),
    "admin:applications_message_changelist": read_only(
        f"{_MODELS}/message/", *CASE_READERS, ADMINISTRATOR
    ),
    "admin:applications_auditevent_changelist": read_only(f"{_MODELS}/auditevent/", *LOG_READERS),
    "admin:applications_transition_changelist": read_only(f"{_MODELS}/transition/", *LOG_READERS),
    "admin:applications_enquiry_changelist": read_only(f"{_MODELS}/enquiry/", CASE_WORKER, HEAD),
    "admin:applications_enquiry_change": form(
        f"{_MODELS}/enquiry/{{enquiry}}/", CASE_WORKER, HEAD
    ),
    "admin:applications_submissionfeedback_changelist": read_only(
        f"{_MODELS}/submissionfeedback/", HEAD
    ),
    "admin:applications_helpvote_changelist": read_only(f"{_MODELS}/helpvote/", HEAD),
    "admin:applications_conflictdeclaration_changelist": read_only(
        f"{_MODELS}/conflictdeclaration/", HEAD, AUDITOR
    ),
    "admin:applications_conflictdeclaration_clear": form(
        f"{_MODELS}/conflictdeclaration/{{declaration}}/entscheiden/", HEAD
    ),
    "admin:applications_textblock_changelist": read_only(
        f"{_MODELS}/textblock/", CASE_WORKER, APPROVER, HEAD, ADMINISTRATOR
    ),
    "admin:applications_textblock_add": form(f"{_MODELS}/textblock/add/", ADMINISTRATOR),
    "admin:applications_textblock_change": Row(
        f"{_MODELS}/textblock/1/change/",
        desk(OK, CASE_WORKER, APPROVER, HEAD, ADMINISTRATOR),
        desk(OK, ADMINISTRATOR),
    ),
}
TABLE: Final = {**PUBLIC, **HEALTH, **ACCOUNT, **APPLICATIONS, **DESK}
