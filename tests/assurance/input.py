"""What people type (INP)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement

INPUT: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="INP-01",
        priority=Priority.MUST,
        promise="More than 200 hostile texts break no form of applicants, visitors or staff: no "
        "answer of 500 or more, none after 5 seconds, nothing is executed, and what was typed "
        "comes back with the error at its field. A test finds the forms by looking at every page "
        "of the table of rights, more than 300 fields at present.",
        asvs="V16.5.3, V2.2.1",
        tests=(
            "access/test_hostile_forms.py::test_every_form_is_found",
            "access/test_hostile_forms.py::test_every_form_answers_some_texts",
            "access/test_hostile_forms.py::test_every_form_answers_its_share_of_texts",
            "access/test_hostile_forms.py::test_every_field_answers_every_text",
            "access/test_hostile_input.py::test_what_was_typed_comes_back",
            "access/test_hostile_desk.py::test_form_says_in_german_what_is_wrong_and_keeps_it",
            "access/test_readable_requests.py::test_broken_bodies_are_answered",
            "views/test_autosave.py::test_hostile_texts_are_saved_or_refused",
            "views/test_live_results.py::test_hostile_texts_break_nothing",
        ),
    ),
    Requirement(
        id="INP-02",
        priority=Priority.MUST,
        promise="Zero characters and other codes than UTF-8 in address, cookie or body get 400, "
        "numbers that fit no column 404, and a list of the staff takes no filter but those it "
        "offers: everything else is 400 on both databases.",
        asvs="V16.5.3",
        tests=(
            "access/test_hostile_input.py::test_every_list_refuses_what_it_does_not_offer",
            "access/test_hostile_input.py::test_lists_take_no_filter_but_their_own",
            "access/test_hostile_input.py::test_lists_of_the_staff_answer_every_address",
            "access/test_hostile_input.py::test_public_addresses_answer_every_text",
            "access/test_readable_requests.py::test_zero_in_the_query_is_refused",
            "access/test_readable_requests.py::test_zero_in_the_path_is_refused",
            "access/test_readable_requests.py::test_other_codes_than_utf_8_are_refused",
            "access/test_readable_requests.py::"
            "test_numbers_in_addresses_that_fit_no_column_are_not_found",
            "admin/test_application_list.py::test_hostile_addresses_are_no_server_errors",
        ),
    ),
    Requirement(
        id="INP-03",
        priority=Priority.MUST,
        promise="One strict field reads every amount as people write it in German or refuses it: "
        "10.200,00 is read, 3,000 is refused and never 3 euros, as are 1_000, 1e3 and digits of "
        "other scripts. Columns hold whole cents; the database refuses one cent above 3,000, "
        "7,200 and 10,200 euros, and an award above the request.",
        asvs="V1.4.2, V2.2.1, V2.2.3",
        tests=(
            "forms/test_german_numbers.py::test_every_field_reads_what_people_write",
            "forms/test_german_numbers.py::test_every_field_refuses_what_could_mean_two_things",
            "forms/test_german_numbers.py::"
            "test_the_table_of_amounts_is_long_and_never_reads_three_thousand_as_three",
            "forms/test_german_numbers.py::test_amounts_of_a_round_are_read_by_the_same_field",
            "models/test_constraints.py::test_ceilings_hold_for_whoever_reaches_the_database",
            "models/test_constraints.py::test_request_stays_below_the_ceilings",
            "models/test_constraints.py::test_decision_carries_what_its_kind_allows",
            "contracts/test_money.py::test_no_floats_near_money",
        ),
    ),
    Requirement(
        id="INP-04",
        priority=Priority.MUST,
        promise="An IBAN is checked by country, structure and check digits, stored without blanks "
        "and never with look-alike letters. Accounts in all countries of SEPA are taken, others "
        "are named as not served, and nobody is asked for a BIC.",
        asvs="V2.2.1",
        tests=(
            "rules/test_bank_account.py::test_right_numbers_are_taken_and_written_in_groups",
            "rules/test_bank_account.py::test_blanks_and_small_letters_do_not_matter",
            "rules/test_bank_account.py::test_mistyped_numbers_are_refused",
            "rules/test_bank_account.py::test_countries_without_transfers_are_told_apart",
            "rules/test_bank_account.py::test_every_country_of_the_union_is_served",
            "rules/test_bank_account.py::test_one_mistyped_digit_or_two_swapped_ones_are_found",
            "views/test_bank_details.py::test_a_mistyped_number_is_asked_for_again",
            "views/test_bank_details.py::test_nobody_is_asked_for_a_bic",
        ),
    ),
    Requirement(
        id="INP-05",
        priority=Priority.MUST,
        promise="Texts are stored in NFC; control, private and direction-changing characters are "
        "refused in every field, real names in all scripts are stored unchanged. Every text has a "
        "limit of at most 10,000 characters that its field says, more gets a message and is not "
        "cut; long words are broken in print. A request has at most 1,000 fields and 2.5 MB "
        "beside its files.",
        asvs="V1.1.1, V2.1.1, V15.1.3",
        tests=(
            "forms/test_base_fields.py::test_text_is_stored_in_one_form",
            "forms/test_base_fields.py::test_text_refuses_control_and_direction_characters",
            "forms/test_base_fields.py::test_long_text_says_how_much_is_too_much",
            "admin/test_texts_of_columns.py::test_every_text_of_the_admin_is_held_to_the_rules",
            "admin/test_texts_of_columns.py::test_characters_that_nobody_can_read_are_refused",
            "admin/test_texts_of_columns.py::test_text_is_stored_in_one_form_and_has_an_end",
            "access/test_hostile_input.py::test_real_names_are_stored_unchanged",
            "access/test_hostile_input.py::"
            "test_real_names_of_accounts_and_associations_are_stored_unchanged",
            "goals/test_limits.py::test_text_at_the_limit_is_taken_and_one_more_is_refused",
            "goals/test_limits.py::test_no_field_cuts_what_is_typed",
            "documents/test_hostile_text.py::test_words_without_end_do_not_stop_the_press",
            "documents/test_hostile_text.py::test_words_of_usual_length_have_no_soft_breaks",
            "access/test_readable_requests.py::test_too_many_fields_are_refused",
            "access/test_readable_requests.py::test_bodies_that_are_too_big_are_refused",
        ),
    ),
    Requirement(
        id="INP-06",
        priority=Priority.MUST,
        promise="A date is read from day, month and year, in the years 1900 to 2100 (of rounds "
        "and legal values 2000 to 2100); days that do not exist are refused at the part that is "
        "wrong. Instants are stored in UTC and shown in Berlin time.",
        asvs="V2.2.1",
        tests=(
            "forms/test_dates.py::test_days_are_read",
            "forms/test_dates.py::test_everything_else_is_refused",
            "forms/test_dates.py::test_values_of_the_law_begin_in_a_year_that_anybody_can_mean",
            "forms/test_base_fields.py::test_date_points_at_the_first_wrong_part",
            "access/test_hostile_desk.py::test_the_part_of_a_day_that_is_wrong_is_marked",
            "documents/test_receipt.py::test_summer_time_is_named",
        ),
    ),
    Requirement(
        id="INP-07",
        priority=Priority.MUST,
        promise="The rules of eligibility, completeness and money stand in one place on the "
        "server and are asked again when an application is sent: whoever posts the last step "
        "directly is led back. Findings are stored with the version of their rule and can be "
        "replayed.",
        asvs="V2.1.2, V2.2.2, V2.2.3, V2.3.1",
        tests=(
            "rules/test_rulebook.py::test_all_rules_stand_in_a_fixed_order",
            "rules/test_rulebook.py::test_outcomes_are_those_that_were_decided",
            "rules/test_rulebook.py::test_each_rule_answers_a_complete_application_once",
            "rules/test_completeness.py::test_missing_answer_blocks",
            "views/test_submission.py::test_unfinished_sections_lead_to_the_task_list",
            "views/test_submission.py::test_every_point_must_be_confirmed",
            "services/test_submission.py::test_replay_gives_the_stored_findings",
        ),
    ),
)
