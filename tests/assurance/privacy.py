"""Privacy (PRV)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State

PRIVACY: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="PRV-01",
        priority=Priority.MUST,
        promise=(
            "Pages, mails and PDFs load everything from our own host: the policy allows nothing "
            "else, mails are plain text, and the press has no way out. There are two cookies, "
            "for the session and for safe forms, and so no banner (§ 25 TDDDG)."
        ),
        asvs="V14.2.3, V3.6.1",
        tests=(
            "contracts/test_own_sources.py::test_nothing_is_fetched_from_another_host",
            "contracts/test_own_sources.py::test_mails_are_plain_text_without_addresses_of_others",
            "access/test_headers.py::test_every_page_carries_the_protective_headers",
            "access/test_headers.py::test_cookies_belong_to_one_host_and_to_no_script",
            "journeys/test_accessibility.py::test_pages_of_the_applicants",
            "journeys/test_accessibility_staff.py::test_pages_of_the_staff",
            "notifications/test_mails.py::"
            "test_every_mail_is_short_plain_and_leads_to_the_start_page_only",
            "documents/test_doors.py::test_nothing_gets_out_and_the_try_is_known",
        ),
    ),
    Requirement(
        id="PRV-02",
        priority=Priority.MUST,
        promise=(
            "Every column of every table, those of the libraries included, stands in an inventory "
            "with purpose, basis in law, class and period; docs/privacy.md prints it. No form and "
            "no column is about origin, religion, nationality or birth of a person; shares are "
            "asked of the association, in bands."
        ),
        asvs="V14.1.1, V14.1.2",
        tests=(
            "contracts/test_data_inventory.py::test_every_column_of_every_table_is_listed",
            "contracts/test_data_inventory.py::test_nothing_is_listed_that_is_not_there",
            "contracts/test_data_inventory.py::test_the_page_of_the_inventory_is_up_to_date",
            "contracts/test_data_inventory.py::"
            "test_no_form_asks_for_origin_religion_nationality_or_birth",
            "contracts/test_data_inventory.py::"
            "test_no_column_holds_origin_religion_nationality_or_birth",
        ),
    ),
    Requirement(
        id="PRV-03",
        priority=Priority.MUST,
        promise=(
            "Anybody reads imprint and privacy page without signing in: controller, data "
            "protection officer, HBDI with address, purposes, basis, recipients, periods, rights, "
            "and whose names come from the association (Art. 13, 14 DSGVO). Sign-up and the last "
            "section link to it; each sent version keeps the edition that was shown."
        ),
        tests=(
            "views/test_public.py::test_imprint_names_the_authority",
            "views/test_public.py::test_privacy_names_everybody_to_turn_to",
            "views/test_public.py::test_privacy_names_the_periods_of_the_round",
            "views/test_public.py::test_privacy_is_one_step_away_where_data_is_asked",
            "contracts/test_own_sources.py::"
            "test_a_changed_information_on_privacy_is_a_new_edition",
            "services/test_submission.py::"
            "test_the_snapshot_keeps_which_information_on_privacy_was_shown",
            "access/test_matrix.py::test_addresses_answer_as_the_table_says",
        ),
    ),
    Requirement(
        id="PRV-04",
        priority=Priority.NEXT,
        promise=(
            "`manage.py apply_retention` deletes drafts six months after the deadline, closed "
            "cases after the years of the round, unconfirmed accounts after 7 days, and mails, "
            "invitations, sessions and jobs after theirs, each with its files. Teams hear of it "
            "30 days before, or it waits; a hold in writing stops it. A trial run prints exactly "
            "what a run does; the log keeps counts and hashes, and figures without names stay. "
            "On PostgreSQL a role of its own opens the triggers, that of the pages cannot."
        ),
        asvs="V14.2.7",
        tests=(
            "services/test_retention.py::"
            "test_a_whole_round_goes_at_its_time_and_leaves_figures_only",
            "services/test_retention.py::test_a_case_goes_on_the_day_after_its_last",
            "services/test_retention.py::"
            "test_a_draft_goes_six_months_after_the_deadline_with_its_files",
            "services/test_retention.py::test_nothing_goes_before_its_team_was_told",
            "services/test_retention.py::test_a_held_case_is_never_deleted",
            "services/test_retention.py::"
            "test_a_trial_says_exactly_what_a_run_does_and_changes_nothing",
            "services/test_retention.py::test_a_second_run_changes_nothing_but_the_log",
            "services/test_retention.py::test_the_log_tells_of_the_run_without_a_text",
            "services/test_retention.py::test_evidence_is_guarded_again_afterwards",
            "settings/test_database_roles.py::test_only_the_role_of_removal_opens_the_triggers",
            "settings/test_read_only.py::test_only_what_removes_gets_the_role_of_removal",
            "contracts/test_evidence.py::test_one_place_opens_the_triggers",
            "services/test_retention_rows.py::"
            "test_an_account_that_nobody_confirmed_goes_after_seven_days",
            "services/test_retention_rows.py::test_small_things_go_after_their_time",
        ),
    ),
    Requirement(
        id="PRV-05",
        priority=Priority.NEXT,
        promise=(
            "A person deletes the account, a representative an association that has sent nothing, "
            "after a fresh proof; 16 markers planted in sections, comments, file names, files, "
            "pictures, invitations, enquiries and kept input are then in no table, session or "
            "file. The name in a sent case goes with that case. The chain of the log stays whole."
        ),
        state=State.EXCEPTION,
        tests=(
            "services/test_erasure.py::test_after_association_and_account_not_one_marker_is_left",
            "services/test_erasure.py::test_neighbours_lose_nothing",
            "services/test_erasure.py::test_what_was_sent_is_kept",
            "services/test_erasure.py::test_the_page_asks_who_somebody_is_and_for_a_word",
            "services/test_account_deletion.py::test_nothing_but_the_name_is_left_of_the_person",
            "services/test_retention_rows.py::"
            "test_the_name_of_a_deleted_account_goes_with_the_last_case_that_names_it",
        ),
        reason=(
            "One event of the log holds a sentence: why somebody of the staff opened the pages of "
            "an association. The form asks for no names in it, and the association reads it; what "
            "is written there against the advice stays for good."
        ),
    ),
    Requirement(
        id="PRV-06",
        priority=Priority.NEXT,
        promise=(
            "„Meine Daten“ packs account, teams, mails, log and every visible application with "
            "versions, messages, PDFs and files into one ZIP, after a fresh proof. Each table "
            "that the inventory says something about people of is in it or has a reason why not; "
            "nothing of other associations or of the inside of the authority is."
        ),
        tests=(
            "contracts/test_my_data.py::"
            "test_every_table_that_says_something_about_people_is_judged",
            "contracts/test_my_data.py::test_every_table_about_people_and_applications_is_judged",
            "contracts/test_my_data.py::test_the_zip_holds_a_row_of_every_table",
            "contracts/test_my_data.py::test_files_are_copied_and_named",
            "views/test_my_data.py::test_a_session_without_proof_gets_nothing",
            "contracts/test_my_data.py::test_nothing_of_the_authority_no_secret_and_nobody_else",
        ),
    ),
    Requirement(
        id="PRV-07",
        priority=Priority.NEXT,
        promise=(
            "`who_saw` names everybody who viewed a case, its files or bank details, acted on it "
            "or took it out in an export since an instant; `seen_by` names the cases of an "
            "account. Head and audit office see the same on the pages of case and account. "
            "Reading one's own pages and scrolling through lists is not logged."
        ),
        tests=(
            "services/test_access_log.py::test_everybody_who_saw_a_case_is_found",
            "services/test_access_log.py::test_everything_that_an_account_saw_is_found",
            "services/test_access_log.py::test_a_file_taken_later_by_somebody_else_counts",
            "services/test_access_log.py::test_the_commands_print_people_and_lines",
            "admin/test_retention.py::test_who_saw_a_case_and_what_an_account_saw",
        ),
    ),
)
