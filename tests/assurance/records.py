"""Secrets and logs (CRY, LOG); the submission stands in ``submission.py``."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State
from tests.assurance.submission import SUBMISSION

_OPERATION: Final = "services/test_operation.py::"
SECRETS: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="CRY-01",
        priority=Priority.MUST,
        promise=(
            "Production does not start without a key of 50 characters that is neither known nor "
            "simple; it may stand in a file. A new key with the former one in "
            "SECRET_KEY_FALLBACKS ends no session and loses no sealed text."
        ),
        asvs="V13.3.1, V13.3.4, V13.2.3",
        tests=(
            "settings/test_environment.py::test_malformed_value_stops_the_start",
            "settings/test_environment.py::test_secret_key_may_stand_in_a_file",
            "views/test_replaced_key.py::test_sessions_outlive_the_key_while_it_is_named",
            "views/test_replaced_key.py::test_sealed_texts_outlive_the_key_while_it_is_named",
            "views/test_replaced_key.py::test_second_factors_outlive_the_key_while_it_is_named",
        ),
    ),
    Requirement(
        id="CRY-02",
        priority=Priority.MUST,
        promise=(
            "Production starts only when database and mail server are reached over TLS, the "
            "database with a verified certificate and name; exempt are this machine, sockets and "
            "hosts that the operator names in WIR_PLAINTEXT_HOSTS."
        ),
        asvs="V12.3.1, V12.3.2, V12.3.3, V12.3.4",
        tests=(
            "settings/test_environment.py::test_malformed_value_stops_the_start",
            "settings/test_environment.py::test_encrypted_and_own_ways_are_open",
        ),
    ),
    Requirement(
        id="CRY-03",
        priority=Priority.MUST,
        promise=(
            "What protects something uses `secrets`, SHA-256 and comparisons of constant time; "
            "the linter refuses MD5, SHA-1 and predictable numbers outside of invented data."
        ),
        asvs="V11.4.1, V11.5.1, V11.2.4",
        tests=("settings/test_production.py::test_weak_cryptography_is_refused_by_the_linter",),
    ),
    Requirement(
        id="CRY-04",
        priority=Priority.NEXT,
        promise=(
            "Account numbers lie sealed in their column with a key outside of the database; "
            "pages, mails and logs show the last four digits, each view of the whole number "
            "is logged."
        ),
        asvs="V14.1.2, V14.2.6",
        tests=(
            "services/test_bank_details.py::test_the_number_stands_nowhere_but_sealed_in_its_row",
            "services/test_bank_details.py::test_only_those_who_pay_read_the_number",
            "views/test_bank_details.py::test_no_page_and_no_mail_shows_the_number",
            "views/test_bank_details.py::test_only_the_page_to_compare_shows_the_number",
            "admin/test_bank_details.py::test_the_page_of_the_case_shows_the_account_masked",
            "admin/test_bank_details.py::test_those_who_pay_read_the_number_and_that_is_logged",
            "settings/test_logs.py::test_nothing_that_was_typed_reaches_the_log",
        ),
    ),
)
LOGS: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="LOG-01",
        priority=Priority.MUST,
        promise=(
            "Sign-ins and refused ones, passwords, factors, roles, invitations, moves, bank "
            "details, views, downloads, exports, decisions, late attempts, deletions, restores "
            "and refused objects leave one row: who, when, what, object and, out of a request, "
            "its number; every page that shows a case does, whichever it is. Addresses nobody "
            "knows leave none, so strangers cannot fill the log."
        ),
        asvs="V16.3.1, V16.3.2, V16.3.3, V16.3.4",
        tests=(
            "views/test_security_log.py::test_a_sign_in_is_logged",
            "views/test_security_log.py::test_a_sign_in_with_two_steps_is_logged_after_the_second",
            "views/test_security_log.py::test_a_wrong_password_is_logged_without_what_was_typed",
            "views/test_security_log.py::test_a_new_password_is_logged",
            "views/test_security_log.py::test_recovery_codes_are_logged_once_they_are_stored",
            "views/test_security_log.py::test_switching_off_the_second_factor_is_logged",
            "views/test_security_log.py::test_every_notice_of_a_change_is_an_event",
            "views/test_security_log.py::test_a_case_of_somebody_else_is_logged",
            "views/test_security_log.py::test_a_page_of_another_group_is_logged",
            "workflow/test_engine.py::test_move_writes_state_transition_and_audit_event_together",
            "services/test_bank_details.py::test_the_number_stands_nowhere_but_sealed_in_its_row",
            "services/test_exports.py::test_is_logged_when_ordered_and_when_taken",
            "services/test_team.py::test_representatives_change_roles",
            "services/test_invitations.py::test_the_invited_person_joins_with_the_role",
            "services/test_staff_accounts.py::test_two_persons_take_a_second_factor_away",
            "services/test_review.py::test_reading_a_case_is_logged",
            "access/test_who_saw.py::test_every_page_of_a_case_says_who_saw_it",
            "access/test_who_saw.py::test_a_form_that_comes_back_says_who_saw_it",
            "views/test_downloads.py::test_staff_get_files_of_sent_applications_and_leave_a_trace",
            "services/test_account_deletion.py::test_the_owner_is_told_once_and_the_log_knows",
            "views/test_submission.py::"
            "test_a_page_opened_before_and_sent_after_the_deadline_is_late",
            "commands/test_backup.py::test_log_says_what_was_made_and_restored",
            "contracts/test_events.py::test_every_event_has_a_german_name",
        ),
    ),
    Requirement(
        id="LOG-02",
        priority=Priority.MUST,
        promise=(
            "Triggers of both databases refuse changes and deletions of audit log and frozen "
            "evidence, on PostgreSQL emptying, too; SQLite runs them for REPLACE as well. With "
            "docs/samples/roles.sql pages and worker use a role of PostgreSQL that may only add "
            "to them and can neither open a trigger nor give itself a right."
        ),
        asvs="V16.4.2",
        tests=(
            "workflow/test_audit.py::test_row_cannot_be_changed_in_python",
            "workflow/test_audit.py::test_row_cannot_be_changed_in_the_database",
            "workflow/test_audit.py::test_no_way_around_the_triggers",
            "commands/test_backup.py::test_the_guards_of_the_evidence_come_back",
            "settings/test_database_roles.py::test_pages_and_worker_work_with_the_weakest_role",
            "settings/test_database_roles.py::test_the_pages_cannot_touch_the_evidence",
            "settings/test_database_roles.py::"
            "test_what_may_still_close_is_never_deleted_or_emptied",
            "settings/test_database_roles.py::test_the_pages_cannot_help_themselves",
            "settings/test_database_roles.py::test_the_pages_give_nobody_rights",
            "settings/test_database_roles.py::"
            "test_tables_of_a_later_migration_work_and_are_closed",
        ),
    ),
    Requirement(
        id="LOG-03",
        priority=Priority.MUST,
        promise=(
            "Every row carries SHA-256 over the hash before and its own content, written while "
            "the end of the chain is locked; `verify_audit` finds change, deletion, insertion, "
            "swap, cut end and rows behind it with the number, and with a head from the daily "
            "log also a chain written anew. 8 writers with 100 rows each make no break."
        ),
        asvs="V16.4.2, V16.4.3",
        tests=(
            "commands/test_verify_audit.py::test_every_forgery_is_found_with_its_row",
            "commands/test_verify_audit.py::test_every_column_is_held_by_the_chain",
            "commands/test_verify_audit.py::"
            "test_a_head_noted_before_finds_a_chain_that_was_written_anew",
            "commands/test_verify_audit.py::test_sweep_writes_the_head_into_the_log_once_a_day",
            "services/test_concurrency.py::test_audit_chain_has_no_break_with_many_writers",
        ),
    ),
    Requirement(
        id="LOG-04",
        priority=Priority.MUST,
        promise=(
            "A deed and its row are one transaction: when either fails, neither is there. Notices "
            "about passwords and factors follow the commit of the sign-in library."
        ),
        asvs="V2.3.3",
        tests=(
            "services/test_deeds_and_log.py::test_deed_and_row_come_together_or_not_at_all",
            "workflow/test_engine.py::test_move_refused_leaves_nothing_behind",
        ),
    ),
    Requirement(
        id="LOG-05",
        priority=Priority.MUST,
        promise=(
            "Outside of development the log is JSON in UTC with the number of the request. Of "
            "errors it tells kind and place, not what they quote; mail addresses, account "
            "numbers and secrets of links are taken out, network addresses shortened at once. "
            "How long it is kept is the operator's part in docs/operations.md."
        ),
        asvs="V16.2.1, V16.2.2, V16.2.3, V16.2.4, V16.2.5, V16.4.1",
        tests=(
            "settings/test_logs.py::test_a_line_says_when_where_and_what",
            "settings/test_logs.py::test_a_line_carries_the_number_of_the_request",
            "settings/test_logs.py::test_line_breaks_and_escapes_are_harmless",
            "settings/test_logs.py::test_what_is_personal_is_taken_out",
            "settings/test_logs.py::test_errors_tell_kind_and_place_and_not_what_they_quote",
            "settings/test_logs.py::test_production_writes_json_and_the_web_server_too",
            "settings/test_logs.py::test_nothing_that_was_typed_reaches_the_log",
        ),
    ),
    Requirement(
        id="LOG-06",
        priority=Priority.NEXT,
        promise=(
            "Broken audit log, oldest unsent mail, oldest missing document, books against "
            "decisions and budget, refused sign-ins, free room, clock, last backup, walk and "
            "retention stand with their limits on „Betrieb“ and, for the own network, at "
            "`/health/metrics`; both ask anew after ten seconds, „Heute“ tells alarms, and the "
            "sample of alarm rules has the same limits."
        ),
        asvs="V16.3.3",
        state=State.EXCEPTION,
        tests=(
            _OPERATION + "test_mails_are_counted_from_the_oldest",
            _OPERATION + "test_a_mail_that_failed_too_often_is_parked",
            _OPERATION + "test_a_receipt_that_is_missing_is_seen_from_what_was_sent",
            _OPERATION + "test_a_released_letter_without_a_file_is_seen",
            _OPERATION + "test_books_that_do_not_equal_the_decisions_are_seen",
            _OPERATION + "test_a_forged_log_is_seen_at_the_next_question",
            _OPERATION + "test_breaks_of_the_last_walk_are_kept",
            _OPERATION + "test_what_should_happen_daily_and_does_not_is_seen",
            _OPERATION + "test_refused_sign_ins_of_the_last_minutes_are_counted",
            _OPERATION + "test_a_wrong_clock_is_seen",
            _OPERATION + "test_a_disk_that_fills_up_is_seen",
            _OPERATION + "test_readings_are_kept_for_some_seconds",
            "views/test_metrics.py::test_only_the_own_networks_are_answered",
            "views/test_metrics.py::test_the_sample_of_alarm_rules_has_our_limits",
            "admin/test_operation.py::test_what_is_not_good_comes_first_with_what_to_do",
            "admin/test_operation.py::"
            "test_the_start_page_of_the_administration_tells_alarms_and_no_other",
        ),
        reason=(
            "Of the audit log the last 500 rows are judged at every question; an older row that "
            "was changed turns red with the next `verify_audit`, which walks the whole log once "
            "a day, not within two minutes. Risk: a day in which a forgery of old rows is not "
            "seen; the walk finds it in any case, and a walk that did not run is an alarm itself."
        ),
    ),
)
RECORDS: Final[tuple[Requirement, ...]] = (*SECRETS, *LOGS, *SUBMISSION)
