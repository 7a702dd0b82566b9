"""Integrity of the submission (SUB)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State

SUBMISSION: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="SUB-01",
        priority=Priority.MUST,
        promise=(
            "State, frozen application, number, instant, log, mail and the order of the receipt "
            "are one transaction, and the answer leaves after it; documents and mails are made "
            "by jobs, so none of their failures touches what was sent."
        ),
        asvs="V2.3.3, V15.4.2",
        tests=(
            "services/test_submission.py::test_sending_writes_everything_in_one_go",
            "services/test_submission.py::test_failed_sending_gives_the_number_back",
            "services/test_deeds_and_log.py::test_deed_and_row_come_together_or_not_at_all",
            "services/test_outbox.py::test_mail_leaves_after_the_commit",
            "services/test_outbox.py::test_application_stands_when_rendering_fails",
            "services/test_outbox.py::test_application_stands_when_no_job_can_be_started",
        ),
    ),
    Requirement(
        id="SUB-02",
        priority=Priority.MUST,
        promise=(
            "The draft itself is the key: double click, Back, a second window, eight requests at "
            "once and the same request a day later lead to one case with one number."
        ),
        asvs="V2.3.1",
        tests=(
            "views/test_submission.py::test_sending_twice_makes_one_case",
            "views/test_arrival.py::test_the_same_request_a_day_later_gives_the_same_number",
            "services/test_concurrency.py::test_sending_eight_times_at_once_makes_one_case",
            "goals/test_sending_once.py::test_double_click_reload_and_back_send_once",
            "goals/test_sending_once.py::test_two_windows_send_once",
        ),
    ),
    Requirement(
        id="SUB-03",
        priority=Priority.MUST,
        promise=(
            "What was sent is canonical JSON with its SHA-256 and those of all files; it cannot "
            "be changed, a later answer is a new version, and the whole database is hashed again "
            "by `verify_documents` and after every restore."
        ),
        asvs="V2.3.3",
        tests=(
            "services/test_submission.py::test_payload_is_canonical",
            "services/test_submission.py::test_sending_writes_everything_in_one_go",
            "services/test_concurrency.py::test_answering_eight_times_at_once_makes_one_version",
            "commands/test_documents.py::test_untouched_proof_is_counted",
            "commands/test_documents.py::test_a_changed_application_is_named_twice",
            "commands/test_backup.py::test_what_was_spoilt_is_found",
        ),
    ),
    Requirement(
        id="SUB-04",
        priority=Priority.MUST,
        promise=(
            "The instant is stamped by the first middleware in UTC, or by our own proxy, never by "
            "a field or header of a browser, and shown in Berlin time; two seconds between "
            "program and database turn `/health/ready` red."
        ),
        asvs="V16.2.2",
        tests=(
            "views/test_arrival.py::test_no_word_of_the_browser_makes_it_earlier",
            "views/test_received_at.py::test_word_of_our_proxy_counts",
            "views/test_received_at.py::test_word_of_a_visitor_does_not_count",
            "views/test_received_at.py::test_strange_or_incredible_words_do_not_count",
            "views/test_health.py::test_a_wrong_clock_is_not_ready",
        ),
    ),
    Requirement(
        id="SUB-05",
        priority=Priority.MUST,
        promise=(
            "In time is what arrived before midnight in Berlin after the last day, also when the "
            "clocks change; a request that began before and ended after it is in time. Later "
            "ones are recorded as late after an extra step, or refused where the round says so."
        ),
        tests=(
            "views/test_arrival.py::test_a_request_that_began_in_time_and_ended_late_is_in_time",
            "views/test_arrival.py::test_a_request_that_began_late_is_late",
            "storm/test_waiting.py::test_arrival_is_that_of_the_first_words_not_of_the_last_byte",
            "rules/test_deadlines.py::test_last_instant_and_first_late_instant",
            "rules/test_deadlines.py::test_midnight_in_berlin_also_when_the_clocks_change",
            "services/test_submission.py::test_last_instant_is_in_time",
            "services/test_submission.py::test_first_late_instant_needs_the_extra_step",
            "views/test_submission.py::"
            "test_a_page_opened_before_and_sent_after_the_deadline_is_late",
        ),
    ),
    Requirement(
        id="SUB-06",
        priority=Priority.NEXT,
        promise=(
            "A longer deadline is proposed by one person, confirmed by another, counts for "
            "everybody and also backwards; the instant of sending never changes."
        ),
        asvs="V2.3.5",
        state=State.EXCEPTION,
        tests=(
            "services/test_round_changes.py::test_change_counts_after_another_person_confirmed",
            "services/test_round_changes.py::"
            "test_extension_clears_late_marks_for_all_and_tells_drafts",
            "services/test_round_changes.py::test_evidence_of_a_change_stays",
        ),
        reason=(
            "Minutes of outage are not recorded with the people who met them, and a single late "
            "application is admitted by settling its finding, not by a step of its own. Risk: "
            "after an outage the length of an extension rests on the log of the machines."
        ),
    ),
    Requirement(
        id="SUB-07",
        priority=Priority.MUST,
        promise=(
            "The database allows one case per organisation and round that is not withdrawn; "
            "alike names, addresses, register numbers, contacts and project texts are shown to "
            "staff before they decide and to nobody else."
        ),
        asvs="V2.3.2",
        tests=(
            "services/test_concurrency.py::test_beginning_eight_times_at_once_makes_one_draft",
            "services/test_submission.py::test_withdrawn_application_leaves_room_for_a_new_one",
            "services/test_submission.py::test_likely_duplicate_is_flagged_for_staff",
            "services/test_similar_cases.py::test_nothing_in_common_is_no_hint",
            "services/test_similar_cases.py::"
            "test_name_address_and_register_are_compared_without_their_spelling",
            "services/test_similar_cases.py::test_the_review_page_shows_the_hints",
            "views/test_leaks.py::test_no_page_tells_what_happens_inside",
        ),
    ),
    Requirement(
        id="SUB-08",
        priority=Priority.MUST,
        promise=(
            "Number and instant stand on the page at once, in the account and come by mail; a "
            "receipt that is not made yet is announced, and its failure is no error page."
        ),
        asvs="V16.5.2",
        tests=(
            "views/test_submission.py::test_an_application_is_sent_and_confirmed",
            "views/test_status.py::test_a_sent_application_has_arrived",
            "services/test_outbox.py::test_application_stands_when_rendering_fails",
            "services/test_outbox.py::test_failure_is_kept_and_the_sweep_repairs_it",
            "services/test_outbox.py::test_application_stands_when_no_job_can_be_started",
        ),
    ),
    Requirement(
        id="SUB-09",
        priority=Priority.MUST,
        promise=(
            "Bank details are asked for after the award, on a page of their own, after a proof of "
            "at most five minutes; a second person confirms a change and everybody who writes is "
            "told with a number to call. The payment list leaves an account out for 48 hours, and "
            "until a case worker has called a number that stands in the application; whoever "
            "makes lists of payments cannot be that person."
        ),
        asvs="V2.3.5, V7.5.3",
        tests=(
            "services/test_bank_details.py::test_nothing_is_asked_before_an_award",
            "views/test_bank_details.py::test_a_proof_is_good_for_five_minutes",
            "views/test_bank_details.py::test_whoever_has_a_second_factor_shows_it",
            "services/test_bank_details.py::test_everybody_who_writes_is_told_of_every_step",
            "services/test_bank_details.py::test_a_change_needs_a_second_person_if_there_is_one",
            "services/test_bank_details.py::"
            "test_an_account_is_usable_after_48_hours_to_the_second",
            "services/test_exports.py::test_payments_hold_the_number_only_once_money_may_move",
            "services/test_bank_calls.py::test_without_a_call_nothing_is_payable",
            "services/test_bank_calls.py::test_another_account_needs_another_call",
            "services/test_bank_calls.py::test_only_case_workers_call_and_never_who_pays",
            "services/test_bank_calls.py::test_only_numbers_of_the_application_count",
            "services/test_bank_calls.py::test_a_call_stays_as_it_was_written",
            "admin/test_bank_details.py::test_a_case_worker_takes_down_the_call",
        ),
    ),
    Requirement(
        id="SUB-10",
        priority=Priority.MUST,
        promise=(
            "Only the moves of the table exist, for every action, state and role; one function "
            "writes the state, by comparing what it was, and the database knows no other states. "
            "What is refused changes nothing and is answered with 409, 403 or the page as it is."
        ),
        asvs="V2.3.1",
        tests=(
            "rules/test_lifecycle.py::test_table_is_what_was_decided",
            "rules/test_lifecycle.py::test_each_action_in_each_state",
            "workflow/test_engine.py::test_move_exists_only_where_the_table_says",
            "workflow/test_engine.py::test_move_refused_leaves_nothing_behind",
            "workflow/test_engine.py::test_move_on_a_stale_row_is_refused",
            "contracts/test_state.py::test_only_the_engine_writes_the_state",
        ),
    ),
)
