"""Addresses of the public site, grouped by area; the one list of public pages stands here."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path, re_path, register_converter
from django.urls.converters import StringConverter
from django.views.generic import RedirectView

from applications.models import codes
from applications.views import (
    account,
    account_deletion,
    agreement,
    applicant_view,
    applications,
    autosave,
    bank_details,
    calendars,
    check,
    comments,
    contact,
    costs,
    demo,
    downloads,
    enclosure_photos,
    enclosures,
    feedback,
    health,
    hearing,
    help_topics,
    information_request,
    invitations,
    late_enclosures,
    live,
    message_files,
    messages,
    my_data,
    papers,
    public,
    review_answers,
    second_factor,
    section_versions,
    sections,
    session,
    staff_invitation,
    status,
    submission,
    task_list,
    team,
    verify,
    withdrawal,
)


class AddressCode(StringConverter):
    """The code of an object."""

    regex = codes.ADDRESS_PATTERN


register_converter(AddressCode, "address_code")

# Pages that anybody may see. All others ask to sign in (SignInMiddleware).
PUBLIC_NAMES = frozenset(
    {
        "start",
        "funding",
        "preparation",
        "empty_form_pdf",
        "example",
        "example_pdf",
        "round_calendar",
        "check_start",
        "check_question",
        "check_result",
        "imprint",
        "privacy",
        "accessibility",
        "report_barrier",
        "easy_language",
        "sign_language",
        "contact",
        "help",
        "help_topic",
        "invitation",
        "staff_invitation",
        "robots",
        "security_contact",
        *("health_live", "health_ready", "health_metrics"),
        "verify",
        "verify_code",
        "account_signup",
        "account_email_verification_sent",
        "account_start_again",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "demo_mails",
    }
)

urlpatterns: list[URLPattern | URLResolver] = [
    # Start and information
    path("", public.start, name="start"),
    path("foerderung/", public.funding, name="funding"),
    path("foerderung/unterlagen/", public.preparation, name="preparation"),
    path("foerderung/alle-fragen.pdf", papers.empty_form_pdf, name="empty_form_pdf"),
    path("foerderung/beispiel/", papers.example, name="example"),
    path("foerderung/beispiel.pdf", papers.example_pdf, name="example_pdf"),
    path("foerderung/termine.ics", calendars.round_calendar, name="round_calendar"),
    # Account; the names are those of the sign-in library, pages we do not need have no address
    path("konto/", account.account, name="account"),
    path("konto/registrieren/", account.sign_up, name="account_signup"),
    path("konto/code/", account.email_code, name="account_email_verification_sent"),
    path("konto/code/neu-anfangen/", account.start_again, name="account_start_again"),
    path("konto/anmelden/", account.sign_in, name="account_login"),
    path("konto/abmelden/", account.sign_out, name="account_logout"),
    path("konto/geschlossen/", account.closed, name="account_inactive"),
    path("konto/weiter/", account.onward, name="account_continue"),
    path("konto/sitzung/", session.session, name="account_session"),
    path("konto/email/", account.change_email, name="account_email"),
    path("konto/bestaetigen/", account.prove_password, name="account_reauthenticate"),
    path("konto/geraete/", account.devices, name="usersessions_list"),
    path("konto/meine-daten/", my_data.my_data, name="my_data"),
    path("konto/loeschen/", account_deletion.explain, name="account_deletion"),
    path("konto/loeschen/bestaetigen/", account_deletion.confirm, name="account_deletion_confirm"),
    path("konto/verein-loeschen/", account_deletion.organisation, name="organisation_deletion"),
    path("konto/passwort/", account.request_password, name="account_reset_password"),
    path("konto/passwort/aendern/", account.change_password, name="account_change_password"),
    path(
        "konto/passwort/unterwegs/", account.password_requested, name="account_reset_password_done"
    ),
    path(
        "konto/passwort/gespeichert/",
        account.password_saved,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^konto/passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        account.new_password,
        name="account_reset_password_from_key",
    ),
    # Second factor
    path("konto/schutz/", second_factor.overview, name="mfa_index"),
    path("konto/schutz/einrichten/", second_factor.set_up, name="mfa_activate_totp"),
    path("konto/schutz/ausschalten/", second_factor.switch_off, name="mfa_deactivate_totp"),
    path("konto/schutz/code/", second_factor.enter_code, name="mfa_authenticate"),
    path("konto/schutz/bestaetigen/", second_factor.prove_code, name="mfa_reauthenticate"),
    path(
        "konto/schutz/ersatzcodes/",
        second_factor.show_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "konto/schutz/ersatzcodes/neu/",
        second_factor.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    # Staff look at pages as applicants see them
    path("ansicht/", applicant_view.first_page, name="applicant_view"),
    path("ansicht/beenden/", applicant_view.end, name="applicant_view_end"),
    # Rehearsal
    path("demo/mails/", demo.mails, name="demo_mails"),
    # Förder-Check
    path(
        "check/",
        RedirectView.as_view(pattern_name="check_question"),
        {"number": 1},
        name="check_start",
    ),
    path("check/<int:number>/", check.question, name="check_question"),
    path("check/ergebnis/", check.result, name="check_result"),
    # Applications: list, beginning, task list, sections with questions
    path("antraege/", applications.application_list, name="application_list"),
    path("antraege/neu/", applications.begin, name="application_begin"),
    path(
        "antrag/<address_code:code>/",
        task_list.application_overview,
        name="application_overview",
    ),
    # The team of an application
    path("antrag/<address_code:code>/team/", team.team_page, name="team"),
    path("antrag/<address_code:code>/team/einladen/", team.invite, name="team_invite"),
    path(
        "antrag/<address_code:code>/team/einladung/<int:number>/",
        team.invitation,
        name="team_invitation",
    ),
    path("antrag/<address_code:code>/team/<int:number>/", team.member, name="team_member"),
    path(
        "antrag/<address_code:code>/team/<int:number>/uebergeben/",
        team.hand_over,
        name="team_hand_over",
    ),
    path(
        "antrag/<address_code:code>/team/<int:number>/entfernen/",
        team.remove,
        name="team_remove",
    ),
    path(
        "einladung/behoerde/<str:secret>/",
        staff_invitation.staff_invitation,
        name="staff_invitation",
    ),
    path("einladung/<str:secret>/", invitations.invitation, name="invitation"),
    path(
        "antrag/<address_code:code>/<slug:slug>/bemerkungen/",
        comments.section_comments,
        name="section_comments",
    ),
    path(
        "antrag/<address_code:code>/<slug:slug>/fassungen/",
        section_versions.section_versions,
        name="section_versions",
    ),
    path("antrag/<address_code:code>/loeschen/", applications.delete, name="application_delete"),
    # Results while somebody types; nothing is stored
    path("antrag/<address_code:code>/kosten/berechnen/", live.live_cost_sum, name="live_costs"),
    path(
        "antrag/<address_code:code>/kosten/<int:number>/berechnen/",
        live.live_cost_sum,
        name="live_cost_item",
    ),
    path(
        "antrag/<address_code:code>/<slug:slug>/berechnen/", live.live_result, name="live_result"
    ),
    # Saving while somebody writes
    path(
        "antrag/<address_code:code>/kosten/neu/sichern/",
        autosave.keep_page,
        name="cost_item_keep",
    ),
    path(
        "antrag/<address_code:code>/kosten/mehrere/sichern/",
        autosave.keep_page,
        name="cost_items_keep",
    ),
    path(
        "antrag/<address_code:code>/kosten/<int:number>/sichern/",
        autosave.save_cost_item,
        name="cost_item_autosave",
    ),
    path(
        "antrag/<address_code:code>/nachfrage/<int:number>/sichern/",
        autosave.save_answer,
        name="answer_autosave",
    ),
    path(
        "antrag/<address_code:code>/nachrichten/sichern/",
        autosave.keep_letter,
        name="message_keep",
    ),
    path(
        "antrag/<address_code:code>/anhoerung/<int:number>/sichern/",
        autosave.keep_letter,
        name="hearing_answer_keep",
    ),
    path(
        "antrag/<address_code:code>/<slug:slug>/sichern/",
        autosave.save_page,
        name="section_autosave",
    ),
    path("antrag/<address_code:code>/kosten/neu/", costs.add_item, name="cost_item_add"),
    path("antrag/<address_code:code>/kosten/mehrere/", costs.add_items, name="cost_items_add"),
    path("antrag/<address_code:code>/kosten/<int:number>/", costs.change_item, name="cost_item"),
    path(
        "antrag/<address_code:code>/kosten/<int:number>/entfernen/",
        costs.remove_item,
        name="cost_item_remove",
    ),
    # On paper and in the calendar
    path("antrag/<address_code:code>/entwurf.pdf", papers.draft_pdf, name="draft_pdf"),
    path(
        "antrag/<address_code:code>/termine.ics",
        calendars.application_calendar,
        name="application_calendar",
    ),
    # Last steps of an application; these stand before the pages of questions
    path("antrag/<address_code:code>/unterlagen/", enclosures.enclosures_page, name="enclosures"),
    path(
        "antrag/<address_code:code>/unterlagen/<address_code:attachment_code>/",
        downloads.attachment,
        name="attachment",
    ),
    path(
        "antrag/<address_code:code>/unterlagen/<address_code:attachment_code>/seite/<int:number>/",
        downloads.attachment_page,
        name="attachment_page",
    ),
    path(
        "antrag/<address_code:code>/unterlagen/<address_code:attachment_code>/seite/<int:number>/"
        "klein/",
        downloads.attachment_thumbnail,
        name="attachment_thumbnail",
    ),
    path(
        "antrag/<address_code:code>/unterlagen/<address_code:attachment_code>/fotos/",
        enclosure_photos.photos_page,
        name="enclosure_photos",
    ),
    path(
        "antrag/<address_code:code>/nachreichen/",
        late_enclosures.late_enclosures_page,
        name="late_enclosures",
    ),
    path(
        "antrag/<address_code:code>/angaben-pruefen/",
        review_answers.review_answers,
        name="review_answers",
    ),
    path("antrag/<address_code:code>/absenden/", submission.declarations, name="declarations"),
    path("antrag/<address_code:code>/zustimmen/", agreement.agreement, name="agreement"),
    path(
        "antrag/<address_code:code>/angekommen/",
        submission.submitted,
        name="application_submitted",
    ),
    path(
        "antrag/<address_code:code>/rueckmeldung/",
        feedback.submission_feedback,
        name="submission_feedback",
    ),
    path("antrag/<address_code:code>/status/", status.status, name="application_status"),
    path("antrag/<address_code:code>/dokumente/", status.documents, name="application_documents"),
    path(
        "antrag/<address_code:code>/dokumente/<int:document_id>/",
        downloads.document_pdf,
        name="document_pdf",
    ),
    path("antrag/<address_code:code>/nachrichten/", messages.case_messages, name="case_messages"),
    path(
        "antrag/<address_code:code>/nachrichten/<address_code:file_code>/",
        message_files.message_file,
        name="message_file",
    ),
    path("antrag/<address_code:code>/zurueckziehen/", withdrawal.withdraw, name="withdraw"),
    # Where the money goes, after the award
    path("antrag/<address_code:code>/auszahlung/", bank_details.overview, name="bank_details"),
    path(
        "antrag/<address_code:code>/auszahlung/neu/", bank_details.enter, name="bank_details_enter"
    ),
    path(
        "antrag/<address_code:code>/auszahlung/bestaetigen/",
        bank_details.confirm,
        name="bank_details_confirm",
    ),
    path(
        "antrag/<address_code:code>/auszahlung/anhalten/",
        bank_details.stop,
        name="bank_details_stop",
    ),
    path(
        "antrag/<address_code:code>/anhoerung/<int:number>/",
        hearing.hearing,
        name="hearing",
    ),
    path(
        "antrag/<address_code:code>/nachfrage/<int:number>/",
        information_request.information_request,
        name="information_request",
    ),
    # All sections with an address of their own stand above.
    path("antrag/<address_code:code>/<slug:slug>/", sections.section_page, name="section_page"),
    # Is a document genuine?
    path("echt/", verify.verify, name="verify"),
    path("echt/<str:code>/", verify.verify_code, name="verify_code"),
    # Help and legal pages
    path("hilfe/", help_topics.help_page, name="help"),
    path("hilfe/<slug:topic>/", help_topics.help_topic, name="help_topic"),
    path("kontakt/", contact.contact, name="contact"),
    path("leichte-sprache/", public.easy_language, name="easy_language"),
    path("gebaerdensprache/", public.sign_language, name="sign_language"),
    path("impressum/", public.imprint, name="imprint"),
    path("datenschutz/", public.privacy, name="privacy"),
    path("barrierefreiheit/", public.accessibility, name="accessibility"),
    path("barriere-melden/", contact.report_barrier, name="report_barrier"),
    path("robots.txt", public.robots, name="robots"),
    path(".well-known/security.txt", public.security_contact, name="security_contact"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/metrics", health.metrics, name="health_metrics"),
]


def open_to_everybody(patterns: Sequence[URLPattern | URLResolver]) -> None:
    """Lift the demand to sign in from the pages of ``PUBLIC_NAMES``."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            open_to_everybody(pattern.url_patterns)
        elif pattern.name in PUBLIC_NAMES:
            login_not_required(pattern.callback)


open_to_everybody(urlpatterns)
