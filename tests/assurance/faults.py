"""Concurrency and faults (CON, DUR)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State

FAULTS: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="CON-01",
        priority=Priority.MUST,
        promise="Promised money never exceeds the budget of a round: one conditional UPDATE books "
        "it and a CHECK stands behind. Of 49 full awards at once 39 go through (397,800.00 EUR); "
        "of the 2,200.00 EUR left 2,200.01 is refused and 2,200.00 is granted.",
        asvs="V2.3.4",
        tests=(
            "services/test_concurrency.py::test_forty_nine_awards_one_after_the_other",
            "services/test_concurrency.py::test_forty_nine_awards_at_once",
            "services/test_award.py::test_budget_holds_thirty_nine_full_awards",
            "services/test_ledger.py::test_ledger_equals_the_decisions_after_every_step",
            "models/test_constraints.py::test_budget_is_never_exceeded",
        ),
    ),
    Requirement(
        id="CON-02",
        priority=Priority.MUST,
        promise="A case gets one decision, however many people sign, return, award or refuse it "
        "at the same moment: eight against eight leave one, all others are told.",
        asvs="V15.4.2",
        tests=(
            "services/test_decisions_at_once.py::"
            "test_of_eight_who_sign_and_eight_who_return_one_decides",
            "services/test_decisions_at_once.py::"
            "test_of_eight_who_award_and_eight_who_refuse_one_proposes",
            "services/test_award_concurrency.py::"
            "test_confirming_and_returning_at_once_is_one_of_them",
            "workflow/test_engine.py::test_signature_does_not_go_to_a_later_proposal",
        ),
    ),
    Requirement(
        id="CON-03",
        priority=Priority.MUST,
        promise="An application is sent once: double click, two windows, eight requests at once "
        "or the same form again later give the same number and one receipt.",
        asvs="V2.3.2",
        tests=(
            "services/test_concurrency.py::test_sending_eight_times_at_once_makes_one_case",
            "goals/test_sending_once.py::test_double_click_reload_and_back_send_once",
            "goals/test_sending_once.py::test_two_windows_send_once",
            "views/test_submission.py::test_sending_twice_makes_one_case",
            "faults/test_clock.py::test_numbers_go_on_when_the_clock_steps_back",
        ),
    ),
    Requirement(
        id="CON-04",
        priority=Priority.MUST,
        promise="Who saves a section second sees both versions and chooses; saving by itself "
        "never overwrites newer text, and what it could not save is kept.",
        asvs="V15.4.2",
        tests=(
            "journeys/test_two_people.py::test_two_people_at_one_application",
            "views/test_sections_conflict.py::test_both_versions_are_shown_where_they_differ",
            "views/test_sections_conflict.py::test_a_third_version_in_between_is_not_overwritten",
            "views/test_autosave.py::test_newer_text_of_somebody_else_is_not_overwritten",
            "views/test_autosave.py::test_own_newer_text_of_another_window_is_not_overwritten",
            "views/test_autosave.py::test_of_two_at_once_the_second_learns_of_the_first",
            "views/test_autosave.py::test_last_words_of_a_closed_page_are_kept_beside_newer_text",
        ),
    ),
    Requirement(
        id="CON-05",
        priority=Priority.MUST,
        promise="On the last evening nobody is turned away: `make storm` lets 300 people send "
        "within 60 s, and 300 at once, to three replicas on two processors; everybody gets a "
        "receipt, all is stored whole and once, signing in works, PDFs and mails wait for their "
        "turn. What is beyond the queue gets a page of ours that comes back by itself or says how "
        "to send again; the instant of arrival at the proxy counts for the deadline.",
        asvs="V15.1.3",
        tests=(
            "storm/test_storm.py::test_everybody_sends_in_the_last_minute",
            "storm/test_storm.py::test_an_evening_of_whole_applications",
            "storm/test_storm.py::test_a_rush_without_pauses",
            "storm/test_storm.py::test_more_people_at_once_than_the_machine_serves",
            "storm/test_storm.py::test_a_rush_while_worker_and_database_are_killed",
            "storm/test_waiting.py::test_arrival_is_that_of_the_first_words_not_of_the_last_byte",
            "storm/test_waiting.py::test_who_opens_a_page_waits_on_one_that_comes_back",
            "storm/test_waiting_pages.py::"
            "test_a_page_that_was_not_taken_is_sent_again_by_reloading",
            "faults/test_storm.py::test_everybody_who_sends_at_once_is_answered",
        ),
    ),
    Requirement(
        id="CON-06",
        priority=Priority.MUST,
        promise="A sending that the database gives up (deadlock, serialisation) is done again, "
        "up to three times with random pauses, and looks up state and rights anew; every other "
        "deed asks to come back and has not happened. SQLite opens with IMMEDIATE, WAL, FULL and "
        "20 s of patience: eight writers never find it locked.",
        asvs="V15.4.2, V15.4.3",
        tests=(
            "services/test_trying_again.py::test_a_sending_that_was_given_up_twice_is_done_once",
            "services/test_trying_again.py::test_the_third_time_and_other_errors_go_to_the_caller",
            "services/test_trying_again.py::test_rights_are_looked_up_again",
            "services/test_trying_again.py::test_a_part_of_another_transaction_is_not_done_again",
            "services/test_decisions_at_once.py::"
            "test_eight_writers_on_sqlite_never_find_it_locked",
            "settings/test_durability.py::test_our_own_settings_wait_for_the_disk",
        ),
    ),
    Requirement(
        id="CON-07",
        priority=Priority.MUST,
        promise="Nobody gets the answer of somebody else: fifty people with twenty downloads each "
        "get their own file every time, answers to people who signed in are stored nowhere, and "
        "threads share one press without mixing documents.",
        asvs="V14.2.2, V15.4.1",
        tests=(
            "views/test_downloads_at_once.py::test_everybody_gets_the_own_document_every_time",
            "views/test_downloads_at_once.py::test_nobody_gets_a_document_by_its_address_alone",
            "documents/test_press_process.py::test_threads_get_their_own_documents",
            "access/test_headers.py::test_every_page_carries_the_protective_headers",
        ),
    ),
    Requirement(
        id="DUR-01",
        priority=Priority.MUST,
        promise="All processes, the database among them, may be killed at any moment: what was "
        "acknowledged is stored once and whole, and what was not can be sent again. `make faults` "
        "kills 200 times; docs/measurements.md says how often it was done and what was lost.",
        tests=("faults/test_crash.py::test_whatever_was_acknowledged_outlives_every_crash",),
    ),
    Requirement(
        id="DUR-02",
        priority=Priority.MUST,
        promise="While PostgreSQL restarts, fast or as after a crash, every request gets our page "
        "with 503; within 10 s web server and worker go on by themselves and no case is torn.",
        asvs="V16.5.2",
        tests=(
            "faults/test_outage.py::test_database_restarts_under_load",
            "views/test_outages.py::test_page_is_made_without_any_statement",
            "commands/test_worker.py::test_worker_outlives_an_outage",
        ),
    ),
    Requirement(
        id="DUR-03",
        priority=Priority.MUST,
        promise="A full disk of the SQLite database, the files, the temporary files or the log "
        "damages nothing: our page asks to come back where something had to be written, reading "
        "goes on, and with room again all works by itself. PostgreSQL's „disk full“ is answered "
        "by the same page.",
        asvs="V16.5.3",
        tests=(
            "faults/test_disk.py::test_full_disks",
            "views/test_outages.py::test_lost_database_or_disk_asks_to_wait",
            "views/test_outages.py::test_reading_works_while_no_session_can_be_stored",
            "views/test_outages.py::test_postgresql_says_disk_full_in_the_same_way",
        ),
    ),
    Requirement(
        id="DUR-04",
        priority=Priority.MUST,
        promise="Without the folder of files texts are saved and complete applications taken. "
        "While the mail server refuses or hangs, too; each mail is tried for 72 hours with "
        "growing waits and comes once.",
        asvs="V13.1.3, V16.5.2",
        tests=(
            "faults/test_disk.py::test_folder_of_files_is_away",
            "faults/test_mail.py::test_mails_wait_and_come_once",
            "services/test_outbox.py::test_mail_is_tried_for_three_days_with_growing_waits",
            "notifications/test_mails.py::"
            "test_a_mail_has_the_same_name_at_every_try_and_no_other_has_it",
        ),
    ),
    Requirement(
        id="DUR-05",
        priority=Priority.MUST,
        promise="When the renderer crashes, hangs or is missing the application is taken and the "
        "page says that the PDF follows; it is made within five minutes of the repair, after five "
        "tries (about 25 minutes) once the repairer says `sweep --failed`. One such document "
        "keeps no other waiting.",
        asvs="V15.2.2",
        tests=(
            "faults/test_renderer.py::test_documents_follow_after_the_repair",
            "documents/test_press_process.py::test_broken_press_is_replaced",
            "services/test_outbox.py::test_application_stands_when_rendering_fails",
            "services/test_outbox.py::test_row_that_failed_too_often_waits_for_a_person",
        ),
    ),
    Requirement(
        id="DUR-06",
        priority=Priority.MUST,
        promise="On a database that would lose what it acknowledged neither web server nor worker "
        "starts in production, and `check --database default` names the setting: PostgreSQL "
        "with fsync, full_page_writes or synchronous_commit off, SQLite below FULL or with its "
        "journal in memory.",
        tests=(
            "settings/test_durability.py::"
            "test_postgresql_that_does_not_wait_for_the_disk_is_an_error",
            "settings/test_durability.py::test_sqlite_that_does_not_wait_for_the_disk_is_an_error",
            "settings/test_durability.py::test_production_does_not_start",
            "settings/test_durability.py::test_web_server_asks_before_its_first_request",
        ),
    ),
    Requirement(
        id="DUR-07",
        priority=Priority.NEXT,
        promise="Renewing the web server (HUP) and ending the worker (TERM) under load fails no "
        "request, loses no job and does none twice.",
        tests=("faults/test_ending.py::test_renewing_all_processes_under_load_fails_nobody",),
    ),
    Requirement(
        id="DUR-08",
        priority=Priority.NEXT,
        state=State.EXCEPTION,
        promise="When the clock steps back an hour numbers and log go on in the order of arrival.",
        tests=("faults/test_clock.py::test_numbers_go_on_when_the_clock_steps_back",),
        reason="The instant of receipt is the machine's: within an hour after a step back one "
        "that came after the deadline would count as in time, to the applicant's favour. Numbers, "
        "the order of the log and the log of the web server would show it. Servers must keep time "
        "by NTP, which slews instead of stepping.",
    ),
)
