"""Every measurable goal of the applicants' side has tests that would notice if it were missed."""

from tests.support.named_tests import Table, lines_without_tests, missing_tests

GOALS = (*range(1, 18), 19, 21, 22, 26, 29, 30)
EFFORT = "goals/test_effort.py::test_g01_g02_g03_g30_from_the_start_page_to_the_end"
SWEEP = "journeys/test_accessibility.py::test_pages_of_the_applicants"
TESTS: Table = {
    # Time to complete, by the keystroke model.
    "G01": (EFFORT, "goals/test_effort.py::test_words_are_counted_as_they_stand_on_the_screen"),
    # Pages from the start to the end.
    "G02": (EFFORT,),
    # Fields on a page.
    "G03": (EFFORT,),
    # The Förder-Check is short and anonymous.
    "G04": ("goals/test_effort.py::test_g04_the_check_is_short_and_keeps_nothing_personal",),
    # Everything works without JavaScript, files included.
    "G05": (
        "journeys/test_whole_trip.py::test_from_the_start_page_to_a_signed_decision",
        "journeys/test_live_results.py::test_the_same_numbers_come_without_a_script",
    ),
    # No page is wider than a phone.
    "G06": (
        SWEEP,
        "journeys/test_accessibility.py::test_every_page_of_the_applicants_is_looked_at",
        "goals/test_zoom.py::test_nothing_is_lost_or_covered",
    ),
    # Zoom, spacing of text, larger letters.
    "G07": ("goals/test_zoom.py::test_nothing_is_lost_or_covered",),
    # axe finds nothing.
    "G08": (SWEEP, "journeys/test_accessibility_staff.py::test_pages_of_the_staff"),
    # Keyboard only.
    "G09": (
        "journeys/test_keyboard.py::test_a_whole_evening_without_a_mouse",
        "journeys/test_keyboard.py::test_the_first_key_leads_past_the_menu",
        "journeys/test_staff_keyboard.py::test_a_case_is_decided_without_a_mouse",
    ),
    # Contrast of text, controls and focus.
    "G10": (SWEEP, "goals/test_colours.py::test_controls_and_focus_stand_out"),
    # Sizes of what is touched.
    "G11": (
        SWEEP,
        "goals/test_fingers.py::test_everything_that_is_pressed_is_as_large_as_a_finger",
    ),
    # Errors: title, list, links, focus, same words, other input kept.
    "G12": (
        "goals/test_errors.py::test_every_form_says_what_is_wrong_and_keeps_the_rest",
        "goals/test_errors.py::test_every_form_of_the_applicants_is_asked",
        "forms/test_base_form.py::test_refused_form_keeps_every_typed_value",
        "forms/test_base_form.py::test_summary_links_to_an_input_that_exists",
    ),
    # Autosave.
    "G13": ("journeys/test_saving.py::test_g13_t07_typed_text_survives_closing_the_tab",),
    # The end of a session.
    "G14": (
        "journeys/test_saving.py::"
        "test_g14_t08_e1_2_a_form_sent_after_the_session_is_there_after_the_sign_in",
        "journeys/test_saving.py::test_g14_t08_a_stale_token_shows_the_form_again_filled",
    ),
    # Two people at one section.
    "G15": ("journeys/test_saving.py::test_g15_t09_two_people_at_one_section_overwrite_nothing",),
    # Weight.
    "G16": (
        "goals/test_weight.py::test_the_start_page_is_light",
        "goals/test_weight.py::test_a_page_of_questions_is_light_the_second_time",
    ),
    # Speed: nothing moves while it loads; the times are measured by a command.
    "G17": ("goals/test_weight.py::test_nothing_moves_while_a_page_loads",),
    # One application, however often somebody presses.
    "G19": (
        "goals/test_sending_once.py::test_double_click_reload_and_back_send_once",
        "services/test_concurrency.py::test_sending_eight_times_at_once_makes_one_case",
    ),
    # Sums equal to the cent everywhere.
    "G21": (
        "views/test_random_sums.py::test_thirty_random_plans",
        "views/test_random_sums.py::test_a_thousand_random_plans",
        "documents/test_random_plans.py::test_random_plan_conforms_and_adds_up",
    ),
    # Short and plain sentences.
    "G22": (
        "texts/test_plain_language.py::test_no_sentence_is_long",
        "texts/test_plain_language.py::test_sentences_are_short_on_average",
        "texts/test_plain_language.py::test_words_of_offices_stay_in_the_office",
    ),
    # Forced colours, less motion, paper.
    "G26": (
        "goals/test_colours.py::test_nothing_disappears_with_forced_colours",
        "goals/test_colours.py::test_nothing_moves_for_people_who_want_no_motion",
        "journeys/test_print.py::test_answers_are_printed_without_ways_to_change_them",
    ),
    # Nothing inside the authority leaks.
    "G29": (
        "views/test_leaks.py::test_no_page_tells_what_happens_inside",
        "views/test_leaks.py::test_work_on_a_proposal_looks_like_the_review",
        "views/test_leaks.py::test_a_team_finds_nothing_of_another_team",
    ),
    # Two cookies and no more.
    "G30": (
        EFFORT,
        "access/test_headers.py::test_cookies_belong_to_one_host_and_to_no_script",
    ),
}


def test_every_goal_names_its_tests() -> None:
    assert lines_without_tests(TESTS, (f"G{number:02}" for number in GOALS)) == []


def test_named_tests_exist() -> None:
    assert missing_tests(TESTS) == []
