"""The tables of the inventory, by their Django label."""

from collections.abc import Mapping
from typing import Final

from applications.rules.data_inventory import Keeping, Purpose, Table

_ASSOCIATION: Final = (
    "name legal_form register_court register_number founded_year street address_extra postcode "
    "town district website"
)
_AMOUNTS: Final = "micro_project_eur minijob_eur micro_project_maximum_eur minijob_maximum_eur"


def _answers(facts: str = "", *, contact: str = "", text: str = "") -> Table:
    """A section of an application."""
    return Table(
        purpose=Purpose.APPLICATION,
        keeping=Keeping.WITH_CASE,
        facts=facts,
        contact=contact,
        text=text,
    )


def _review(facts: str = "", *, text: str = "", technical: str = "") -> Table:
    """Something that the authority writes about a case."""
    return Table(
        purpose=Purpose.REVIEW,
        keeping=Keeping.WITH_CASE,
        facts=facts,
        text=text,
        technical=technical,
    )


def _decision(facts: str = "", *, text: str = "", technical: str = "") -> Table:
    return Table(
        purpose=Purpose.DECISION,
        keeping=Keeping.WITH_CASE,
        facts=facts,
        text=text,
        technical=technical,
    )


def _rules(facts: str = "", *, contact: str = "", technical: str = "") -> Table:
    return Table(
        purpose=Purpose.RULES,
        keeping=Keeping.WITH_ROUND,
        facts=facts,
        contact=contact,
        technical=technical,
    )


def _account(keeping: Keeping = Keeping.WITH_ACCOUNT, **columns: str) -> Table:
    return Table(purpose=Purpose.ACCOUNT, keeping=keeping, **columns)


APPLICATION: Final[Mapping[str, Table]] = {
    "applications.Application": _answers(
        "waits_for due_on told_state told_eur reference_number is_rehearsal is_late origin "
        "organisation_name postcode town district project_title topic requested_micro_project_eur "
        "requested_minijob_eur requested_eur micro_project_maximum_eur minijob_maximum_eur "
        "awarded_eur points passed_count to_clarify_count excluded_count note_count "
        "unsettled_count region enclosures_until wants_early_start asks_for_less has_news",
        text="search_text",
    ),
    "applications.Agreement": _answers("fingerprint"),
    "applications.Eligibility": _answers(
        "seat_in_hesse non_profit migrant_majority single_purpose employees project_is_new "
        "minijob_planned already_applied"
    ),
    "applications.OrganisationDetails": _answers(_ASSOCIATION),
    "applications.Board": _answers(
        "signature_rule", contact="members contact_name contact_email contact_phone contact_times"
    ),
    "applications.NonProfitProof": _answers("notice_kind notice_date tax_office"),
    # Shares are asked in bands, of the association and of nobody in it (Art. 9 DSGVO).
    "applications.Profile": _answers(
        "member_count member_share board_share employees employee_count employee_hours_week "
        "funded_before funded_before_year",
        text="purpose",
    ),
    "applications.MicroProject": _answers(
        "title topic place district starts_on ends_on early_start past_start_confirmed",
        text="summary early_start_reason",
    ),
    "applications.Goals": _answers("people_reached target_groups", text="need goals effect"),
    "applications.Schedule": _answers(
        "municipality_contacted", contact="municipality_office", text="steps partners afterwards"
    ),
    # The person is never named.
    "applications.MinijobPosition": _answers(
        "starts_on ends_on person_known person_related", text="tasks benefit"
    ),
    "applications.Wage": _answers("hours_month wage_month_eur months accident_insurance_eur"),
    "applications.Costs": _answers(),
    "applications.CostItem": _answers("amount_eur", text="purpose calculation"),
    "applications.FinancingPlan": _answers(
        "own_funds_eur donations_eur other_grants_eur", text="other_grants_from"
    ),
    "applications.Enclosures": _answers(),
    "applications.Declarations": _answers(
        "complete not_started no_other_money report_changes no_entitlement may_represent delivery "
        "publish knows_ineligible wording",
        contact="sender_name second_person",
    ),
    "applications.Attachment": _answers(
        "readable_size is_dark is_blurred", text="name readable_file"
    ),
    "applications.AttachmentPhoto": _answers(text="name"),
    "applications.AttachmentPage": _answers(
        "width height is_dark is_blurred", text="image thumbnail"
    ),
    "applications.PromisedEnclosure": _answers("until", text="reason"),
    "applications.QuestionComment": _answers("question", text="text"),
    "applications.SectionVersion": _answers("is_current_line", text="answers"),
    "applications.SectionPresence": Table(
        purpose=Purpose.APPLICATION, keeping=Keeping.DAY, when="since"
    ),
    "applications.KeptInput": Table(
        purpose=Purpose.APPLICATION, keeping=Keeping.DAY, technical="path", sealed="content"
    ),
    "applications.Reminder": _answers("occasion"),
    "applications.PaperEntry": _answers("signed_on", text="note remarks"),
    "applications.SubmissionSnapshot": _answers(text="payload context"),
}
REVIEW: Final[Mapping[str, Table]] = {
    "applications.Finding": _review("rule_version outcome field values parameters"),
    "applications.FindingSettlement": _review("is_met", text="reason"),
    "applications.CaseFingerprint": _review("value"),
    "applications.ChecklistAnswer": _review("answer", text="note"),
    "applications.Score": _review("points", text="reason"),
    "applications.AcceptedCost": _review("accepted_eur", text="reason"),
    "applications.InternalNote": _review(text="text"),
    "applications.AttachmentReading": _review(),
    "applications.CasePresence": Table(purpose=Purpose.REVIEW, keeping=Keeping.DAY),
    "applications.ConflictDeclaration": _review("relation", text="reason"),
    "applications.InformationRequest": _review("due_on"),
    "applications.RequestPoint": _review("attachment_kind", text="text answer"),
    "applications.Hearing": _review("due_on", text="reason"),
    "applications.CaseMessage": _review("from_authority", text="text"),
    "applications.CaseMessageReading": _review(),
    "applications.CaseMessageFile": _review(text="name"),
    "applications.Batch": _review(),
    "applications.BatchResult": _review("is_done sentence"),
    "applications.SavedView": Table(
        purpose=Purpose.STAFF, keeping=Keeping.WITH_ACCOUNT, text="name query"
    ),
    "applications.LegalHold": _review(text="reason lift_reason"),
}
DECISION: Final[Mapping[str, Table]] = {
    "applications.Decision": _decision(_AMOUNTS, text="facts assessment discretion return_reason"),
    "applications.DecisionLine": _decision("requested_eur accepted_eur", text="purpose reason"),
    "applications.AwardChange": _decision(
        "basis is_for_the_past before_micro_project_eur before_minijob_eur "
        "after_micro_project_eur after_minijob_eur paid_eur begins_on ends_on",
        text="facts assessment discretion heard return_reason",
    ),
    "applications.AwardScenario": _decision(
        "reserve_eur only_reviewed plan seen", technical="name"
    ),
    "applications.AwardList": _decision(
        "scenario_name only_reviewed budget_eur reserve_eur given_eur facts",
        technical="replaces",
        text="reason return_reason",
    ),
    "applications.AwardListRow": _decision(
        "points place highest_eur wanted_eur given_eur micro_project_eur minijob_eur is_fixed"
    ),
    "applications.BankDetails": Table(
        purpose=Purpose.DECISION,
        keeping=Keeping.WITH_CASE,
        facts="holder_fits bank_name needs_second_person usable_from",
        sealed="account_holder iban iban_end",
    ),
    "applications.PhoneConfirmation": Table(
        purpose=Purpose.DECISION,
        keeping=Keeping.WITH_CASE,
        contact="phone spoke_with",
        technical="bank_details",
    ),
    "applications.Document": _decision(
        "has_unprintable_text", technical="content_sha256", text="content"
    ),
    "applications.DocumentDelivery": _decision(
        "way collect_until posted_on delivered_on appeal_ends_on"
    ),
    "applications.LetterDraft": _decision("fingerprint", text="values"),
    "applications.LetterRelease": _decision("is_released", text="note"),
}
PEOPLE: Final[Mapping[str, Table]] = {
    "applications.User": _account(
        technical="is_superuser is_staff uses_shortcuts wants_reminders",
        contact="email name",
        when="last_login",
        sealed="password",
    ),
    "applications.User_groups": _account(technical="group"),
    "applications.User_user_permissions": _account(technical="permission"),
    "account.EmailAddress": _account(technical="verified primary", contact="email"),
    "account.EmailConfirmation": _account(
        Keeping.NEVER, technical="email_address key", when="created sent"
    ),
    "mfa.Authenticator": _account(technical="type", sealed="data"),
    "usersessions.UserSession": _account(
        Keeping.SESSION, technical="data", when="ip user_agent", sealed="session_key"
    ),
    "sessions.Session": _account(
        Keeping.SESSION, sealed="session_key session_data", when="expire_date"
    ),
    "applications.Organisation": _account(Keeping.WITH_ORGANISATION, facts=_ASSOCIATION),
    "applications.Membership": _account(Keeping.WITH_ORGANISATION, technical="role"),
    "applications.Invitation": _account(
        Keeping.MONTH, technical="role", contact="email", sealed="secret_sha256"
    ),
    "applications.StaffInvitation": _account(Keeping.MONTH, who="account", sealed="secret_sha256"),
    "applications.SecondFactorReset": _account(
        Keeping.TEN_YEARS, technical="is_confirmed", who="account", text="reason"
    ),
    "applications.Message": Table(
        purpose=Purpose.OPERATION, keeping=Keeping.YEAR, contact="recipient", sealed="context"
    ),
    "applications.Enquiry": Table(
        purpose=Purpose.HELP,
        keeping=Keeping.YEAR,
        technical="page",
        facts="reference_number",
        contact="name email",
        text="text",
    ),
    "applications.HelpVote": Table(
        purpose=Purpose.HELP, keeping=Keeping.FIGURES, facts="topic helped voted_on"
    ),
    "applications.SubmissionFeedback": Table(
        purpose=Purpose.HELP,
        keeping=Keeping.THREE_YEARS,
        facts="ease certainty given_on",
        text="comment",
    ),
}
OPERATION: Final[Mapping[str, Table]] = {
    "applications.AuditEvent": Table(
        purpose=Purpose.EVIDENCE,
        keeping=Keeping.LOG,
        technical="event data previous_hash hash",
        when="at",
    ),
    "applications.AuditChain": Table(
        purpose=Purpose.EVIDENCE, keeping=Keeping.LOG, technical="last_number last_hash"
    ),
    "applications.Transition": Table(
        purpose=Purpose.EVIDENCE,
        keeping=Keeping.WITH_CASE,
        technical="action source target",
        when="at",
        text="reason",
    ),
    "applications.Export": Table(
        purpose=Purpose.EVIDENCE,
        keeping=Keeping.TEN_YEARS,
        technical="keys left_out rows_done",
        text="query purpose",
    ),
    "applications.CaseStatistic": Table(
        purpose=Purpose.REVIEW,
        keeping=Keeping.FIGURES,
        facts="received_year received_month district outcome requested_eur awarded_eur",
    ),
    "applications.RehearsalClock": Table(
        purpose=Purpose.OPERATION, keeping=Keeping.LOG, technical="offset"
    ),
    "django_tasks_database.DBTaskResult": Table(
        purpose=Purpose.OPERATION,
        keeping=Keeping.MONTH,
        technical="args_kwargs priority task_path worker_ids queue_name backend_name run_after "
        "return_value exception_class_path traceback",
    ),
    "admin.LogEntry": Table(
        purpose=Purpose.STAFF,
        keeping=Keeping.NEVER,
        technical="content_type object_id action_flag",
        when="action_time",
        text="object_repr change_message",
    ),
    "auth.Permission": _account(Keeping.LOG, technical="name content_type codename"),
    "auth.Group": _account(Keeping.LOG, technical="name"),
    "auth.Group_permissions": _account(Keeping.LOG, technical="group permission"),
    "contenttypes.ContentType": Table(
        purpose=Purpose.OPERATION, keeping=Keeping.LOG, technical="app_label model"
    ),
}
RULES: Final[Mapping[str, Table]] = {
    "applications.FundingRound": _rules(
        "name year reference_prefix drafts_until late_policy ineligible_policy period_from "
        "period_until maximum_months decision_expected_on proof_due_on budget_eur maximum_eur "
        "micro_project_maximum_eur minijob_maximum_eur large_purchase_eur "
        "minimum_own_share_percent financing_mode reserved_eur awarded_eur "
        "exemption_notice_years compliance_notice_years rates_known_on requires_registration "
        "excludes_welfare_bodies municipal_statement allows_promised_enclosures second_agreement "
        "subsidy_declaration hearing_before_rejection eligibility_wording declaration_wording "
        "authority_name authority_address letterhead privacy_controller contact_phone "
        "contact_hours contact_email draft_retention_months case_retention_years "
        "published_fields is_rehearsal",
        technical="last_number",
    ),
    "applications.RoundChange": _rules("changes reason is_confirmed note"),
    "applications.LegalText": _rules("edition text"),
    "applications.LegalParameter": _rules("valid_from known_from value source"),
    "applications.TextBlock": _rules("key title text"),
    "applications.ChecklistItem": _rules("text"),
    "applications.Criterion": _rules("name weight"),
}
TABLES: Final[Mapping[str, Table]] = {
    **APPLICATION,
    **REVIEW,
    **DECISION,
    **PEOPLE,
    **OPERATION,
    **RULES,
}
AREAS: Final[Mapping[str, Mapping[str, Table]]] = {
    "The application": APPLICATION,
    "The review": REVIEW,
    "Decision, letters, payment": DECISION,
    "People and their accounts": PEOPLE,
    "Log, exports, operation": OPERATION,
    "Rules of a round": RULES,
}
