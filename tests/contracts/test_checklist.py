"""What careless teams skip: every line of the check list that concerns applicants has its tests.

The lines are those of the analysis of comparable forms; the numbers stand in the docstrings or
names of the tests as „E1 5“.
"""

from tests.support.named_tests import Table, lines_without_tests, missing_tests

LINES = (*range(1, 7), *range(10, 24), 30, 31)
CHECKLIST: Table = {
    # A draft can be incomplete and is saved before anything is judged.
    "1": (
        "views/test_autosave.py::test_e1_1_every_page_saves_empty_and_with_unreadable_input",
        "views/test_sections.py::test_an_empty_page_can_be_saved_for_later",
    ),
    # A failed save is loud and loses nothing.
    "2": (
        "journeys/test_saving.py::"
        "test_g14_t08_e1_2_a_form_sent_after_the_session_is_there_after_the_sign_in",
        "journeys/test_saving.py::test_without_internet_the_page_says_so_and_tries_again",
        "views/test_kept_input.py::test_every_kind_of_page_is_filled_again",
    ),
    # „Saved“ and „sent“ cannot be confused.
    "3": (
        "views/test_not_sent_yet.py::test_every_page_of_a_draft_says_that_it_is_not_sent",
        "views/test_not_sent_yet.py::test_saving_says_saved_and_not_sent",
        "views/test_not_sent_yet.py::test_no_mail_before_the_sending_speaks_of_it",
    ),
    # An existing draft is offered first.
    "4": (
        "views/test_applications.py::test_an_existing_draft_is_offered_first",
        "views/test_applications.py::test_the_own_application_is_opened_instead_of_a_second_one",
        "services/test_concurrency.py::test_beginning_eight_times_at_once_makes_one_draft",
    ),
    # Sending twice makes one case.
    "5": (
        "services/test_concurrency.py::test_sending_eight_times_at_once_makes_one_case",
        "views/test_submission.py::test_sending_twice_makes_one_case",
        "goals/test_sending_once.py::test_double_click_reload_and_back_send_once",
        "goals/test_sending_once.py::test_two_windows_send_once",
    ),
    # The list of errors leads to the field, on the right page.
    "6": (
        "views/test_cost_errors.py::test_error_in_row_seven_leads_to_the_field_on_its_page",
        "views/test_sections_lists.py::test_a_half_filled_entry_is_named_in_the_list_of_errors",
        "forms/test_base_form.py::test_summary_links_to_an_input_that_exists",
    ),
    # The button that sends is never disabled.
    "7": (
        "goals/test_sending_once.py::"
        "test_the_button_can_always_be_pressed_and_says_what_is_missing",
    ),
    # The sent version stays valid while an answer is written.
    "8": (
        "admin/test_information_requests.py::"
        "test_staff_see_the_sent_version_everywhere_until_the_answer_is_sent",
        "services/test_request_answers.py::test_typing_changes_nothing_of_what_was_sent",
    ),
    # Who changed something and did not hand it in is reminded.
    "9": (
        "services/test_reminders.py::"
        "test_work_that_was_not_handed_in_is_reminded_of_the_day_before",
    ),
    # The server cuts at the deadline, in the time of the authority, to the minute.
    "10": (
        "views/test_submission.py::test_the_last_instant_is_in_time",
        "services/test_submission.py::test_first_late_instant_needs_the_extra_step",
        "rules/test_deadlines.py::test_last_instant_and_first_late_instant",
        "rules/test_deadlines.py::test_midnight_in_berlin_also_when_the_clocks_change",
        "views/test_received_at.py::test_word_of_our_proxy_counts",
    ),
    # Opened in time, sent late: nothing typed is lost, it is taken with the extra step as late.
    "11": (
        "views/test_submission.py::test_a_page_opened_before_and_sent_after_the_deadline_is_late",
        "views/test_submission.py::test_a_late_application_needs_its_declarations",
        "views/test_sections.py::test_after_the_deadline_people_may_go_on_writing",
    ),
    # The association owns the case.
    "12": (
        "services/test_team.py::test_the_association_owns_the_case",
        "services/test_team.py::test_who_is_removed_writes_nowhere",
    ),
    # The last person who may send cannot leave.
    "13": (
        "services/test_team.py::test_the_last_representative_keeps_the_role",
        "services/test_concurrency.py::"
        "test_two_representatives_who_leave_at_once_leave_one_behind",
        "views/test_team.py::test_the_last_representative_stays",
    ),
    # Another number in a link shows nothing.
    "14": (
        "access/test_matrix.py::test_every_address_has_a_row",
        "access/test_matrix.py::test_addresses_answer_as_the_table_says",
        "access/test_tenants.py::test_pages_of_a_team_open_for_nobody_else",
        "access/test_tenants.py::test_own_application_is_no_way_into_another",
    ),
    # Signing in tells nothing about accounts; codes are limited; nothing reads a link away.
    "15": (
        "views/test_account_sign_in.py::test_one_sentence_for_every_wrong_sign_in",
        "views/test_account_sign_in.py::test_unknown_address_gets_the_same_answer_and_no_mail",
        "views/test_account_sign_in.py::test_link_works_once_and_for_60_minutes",
        "views/test_account_sign_up.py::test_known_address_gets_the_same_pages_and_another_mail",
        "views/test_account_sign_up.py::test_five_wrong_codes_close_the_page_for_15_minutes",
        "views/test_team_link.py::test_opening_the_link_uses_nothing_up",
        "services/test_invitations.py::test_a_link_works_once",
        "services/test_invitations.py::test_only_the_hash_of_a_long_secret_is_stored",
    ),
    # Staff see a mail that failed, and there is a way round.
    "16": (
        "services/test_outbox.py::test_failure_is_kept_and_the_sweep_repairs_it",
        "services/test_outbox.py::test_row_that_failed_too_often_waits_for_a_person",
        "admin/test_start_page.py::test_failures_are_announced_and_come_first",
        "views/test_team.py::test_invitations_are_sent_again_and_withdrawn",
    ),
    # Files: empty, size, type by content, names, scanner that waits or is away.
    "17": (
        "services/test_file_check.py::test_there_are_at_least_a_hundred_odd_files",
        "services/test_file_check.py::test_every_odd_file_gets_its_verdict",
        "services/test_file_check.py::test_names_are_shown_as_they_are",
        "services/test_enclosures.py::test_ten_megabytes_are_the_limit",
        "services/test_scanner.py::test_a_scanner_that_is_away_stops_nobody",
        "services/test_scanner.py::test_what_was_not_checked_is_asked_about_later",
    ),
    # A big mail does not vanish.
    "18": (
        "services/test_big_mails.py::test_large_files_stay_here_and_the_mail_only_tells_of_them",
    ),
    # Consent keeps the version of its text.
    "19": (
        "services/test_kept_wording.py::"
        "test_a_sent_application_keeps_the_version_of_its_declarations",
        "views/test_submission.py::test_an_application_is_sent_and_confirmed",
    ),
    # Answers to questions that did not arise are not sent.
    "20": (
        "services/test_unasked_answers.py::test_hidden_answers_are_not_sent",
        "services/test_unasked_answers.py::test_every_question_that_may_not_arise_is_looked_at",
    ),
    # Browser and server have the same limits.
    "21": (
        "goals/test_limits.py::test_text_at_the_limit_is_taken_and_one_more_is_refused",
        "goals/test_limits.py::test_no_field_cuts_what_is_typed",
        "views/test_sections.py::test_line_ends_count_as_one_character",
    ),
    # Money in cents, sums from the server, roundings said.
    "22": (
        "forms/test_german_numbers.py::test_every_field_reads_what_people_write",
        "forms/test_german_numbers.py::test_every_field_refuses_what_could_mean_two_things",
        "rules/test_minijob_cost.py::test_each_contribution_is_rounded_by_itself",
        "contracts/test_money.py::test_no_floats_near_money",
        "views/test_random_sums.py::test_thirty_random_plans",
    ),
    # Two of the staff at one case.
    "23": (
        "workflow/test_engine.py::test_move_on_a_stale_row_is_refused",
        "admin/test_steps.py::test_step_that_is_not_possible_leads_back",
        "admin/test_steps.py::test_nobody_signs_a_proposal_that_was_not_on_the_page",
        "services/test_concurrency.py::"
        "test_an_answer_and_the_end_of_waiting_at_once_leave_one_of_them",
    ),
    # The words for applicants are not those of the staff.
    "29": ("views/test_leaks.py::test_no_page_tells_what_happens_inside",),
    # A second language breaks no page.
    "30": ("goals/test_pseudo_locales.py::test_pages_hold_other_languages",),
    # The end of a session is announced in time and can be put off.
    "31": (
        "journeys/test_saving.py::test_e1_31_the_end_is_announced_and_can_be_put_off",
        "journeys/test_saving.py::"
        "test_the_warning_comes_five_minutes_before_and_leads_to_the_sign_in_at_last",
    ),
}


def test_every_line_names_its_tests() -> None:
    assert lines_without_tests(CHECKLIST, map(str, LINES)) == []


def test_named_tests_exist() -> None:
    assert missing_tests(CHECKLIST) == []


def test_a_test_that_nobody_wrote_is_noticed() -> None:
    invented = "contracts/test_checklist.py::test_nobody_wrote_this"

    assert missing_tests({"1": (invented, "nowhere.py::test_x")}) == [
        invented,
        "nowhere.py::test_x",
    ]
