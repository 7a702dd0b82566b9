"""Access control (ACC)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State

ACCESS: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="ACC-01",
        priority=Priority.MUST,
        promise=(
            "One table says for every address what each of twelve kinds of people gets by GET "
            "and by POST; an address without a row fails the build. Whatever is not on the list "
            "of public names asks for a sign-in."
        ),
        asvs="V8.1.1, V8.2.1",
        tests=(
            "access/test_matrix.py::test_every_address_has_a_row",
            "access/test_matrix.py::test_addresses_answer_as_the_table_says",
            "access/test_matrix.py::test_rows_without_a_sign_in_are_those_of_the_public_list",
            "contracts/test_public_pages.py::test_open_pages_are_exactly_those_on_the_list",
            "contracts/test_roles.py::test_whoever_reads_is_let_in_and_nobody_else",
        ),
    ),
    Requirement(
        id="ACC-02",
        priority=Priority.MUST,
        promise=(
            "Every address of a team answers 404 to people of another one, by every method; "
            "visitors are asked to sign in. Neighbouring numbers, the reference number, another "
            "case or slash open nothing, nor does an address of one's own with a part of another."
        ),
        asvs="V8.2.2, V8.4.1",
        tests=(
            "access/test_tenants.py::test_pages_of_a_team_open_for_nobody_else",
            "access/test_tenants.py::test_variants_of_an_address_open_nothing",
            "access/test_tenants.py::test_own_application_is_no_way_into_another",
            "access/test_tenants.py::test_drafts_are_hidden_from_all_staff",
            "access/test_tenants.py::test_a_name_alone_does_not_join_a_team",
        ),
    ),
    Requirement(
        id="ACC-03",
        priority=Priority.MUST,
        promise=(
            "Cases, files, exports and batches are addressed by codes of 130 random bits. The "
            "reference number and the code printed on a document are keys to nothing."
        ),
        asvs="V11.5.1",
        state=State.EXCEPTION,
        tests=(
            "models/test_codes.py::test_ten_thousand_codes_have_no_order_and_no_repeat",
            "models/test_codes.py::test_a_code_has_more_than_128_bits",
            "models/test_codes.py::test_cases_and_files_are_found_by_such_codes",
            "access/test_tenants.py::test_knowing_the_number_opens_nothing",
        ),
        reason=(
            "Parts below the code of a case (documents, people of a team) and what only staff "
            "see (rounds, accounts, letters) have plain numbers. Risk: a number tells how many "
            "there are; whether somebody may open it is asked every time (ACC-01, ACC-02)."
        ),
    ),
    Requirement(
        id="ACC-04",
        priority=Priority.MUST,
        promise=(
            "A form takes its own fields and no others: 27 foreign ones (state, organisation, "
            "amounts, instants, rights) sent along with any form of applicants or staff change "
            "nothing. Who signed in and sends a name that only the program writes (state, owner, "
            "who did what and when, rights) leaves a row with names and no values; other unknown "
            "names are left to the extensions of browsers."
        ),
        asvs="V8.2.3, V15.3.3",
        tests=(
            "access/test_hostile_input.py::test_fields_that_no_form_has_are_ignored",
            "access/test_hostile_input.py::test_new_accounts_and_drafts_ignore_foreign_fields",
            "access/test_hostile_input.py::test_steps_of_the_staff_ignore_foreign_fields",
            "access/test_foreign_fields.py::test_forms_of_the_staff_ignore_them",
            "access/test_foreign_fields.py::"
            "test_no_form_of_ours_asks_for_what_the_log_takes_for_an_attempt",
            "views/test_security_log.py::test_columns_that_no_page_asks_for_are_logged_by_name",
            "views/test_security_log.py::"
            "test_fields_of_extensions_and_of_strangers_are_not_logged",
        ),
    ),
    Requirement(
        id="ACC-05",
        priority=Priority.MUST,
        promise=(
            "Six groups of staff have the rights that docs/roles.md lists, asked by the page and "
            "by the service. Administration does not decide, the audit office does not write, "
            "being a superuser gives no right. Nothing is done to many rows, in other rows or by "
            "look-ups of the admin."
        ),
        asvs="V8.2.1, V8.2.3, V8.3.1",
        tests=(
            "access/test_matrix.py::test_addresses_answer_as_the_table_says",
            "admin/test_roles.py::test_steps_refuse_everybody_else_whatever_the_state",
            "admin/test_roles.py::test_forms_to_add_open_for_their_writers_only",
            "admin/test_roles.py::test_superuser_without_a_group_has_no_rights",
            "admin/test_roles.py::test_pages_nobody_needs_do_not_exist",
            "contracts/test_roles.py::test_whoever_writes_or_acts_may_send_and_nobody_else",
            "contracts/test_evidence.py::test_admin_offers_no_actions_on_many_rows",
            "contracts/test_evidence.py::test_admin_changes_nothing_beside_its_own_pages",
            "access/test_hostile_input.py::test_lists_take_no_filter_but_their_own",
            "admin/test_administration.py::test_nobody_changes_the_own_account",
        ),
    ),
    Requirement(
        id="ACC-06",
        priority=Priority.MUST,
        promise=(
            "Two different persons make every decision: the page, the service and the database "
            "refuse the same one, also at the same moment. Nobody opens a case before declaring "
            "a relation to the association; a declared one closes the case, and hints from "
            "names and addresses are shown."
        ),
        asvs="V2.3.5",
        state=State.EXCEPTION,
        tests=(
            "admin/test_four_eyes.py::test_proposer_does_not_sign_by_the_form",
            "admin/test_four_eyes.py::test_proposer_does_not_sign_by_a_request_of_their_own",
            "admin/test_four_eyes.py::test_service_and_engine_refuse_the_proposer",
            "admin/test_four_eyes.py::test_database_refuses_it_in_plain_sql",
            "models/test_constraints.py::test_decision_is_signed_by_another_person",
            "workflow/test_engine.py::test_move_on_a_stale_row_is_refused",
            "admin/test_case_gate.py::test_no_page_opens_before_the_declaration",
            "services/test_conflicts.py::test_every_service_refuses_whom_the_case_is_closed_for",
            "services/test_paper_entries.py::test_nobody_checks_the_own_entry",
            "services/test_paper_entries.py::test_the_database_refuses_the_same_person_too",
        ),
        reason=(
            "Whoever typed in an application from paper may later propose or sign its decision; "
            "a second person has checked the entry against the paper, another one always "
            "decides with them. Hints close no case by themselves: names repeat. Risk: of three "
            "steps on a paper case one person can do two, never both of a decision."
        ),
    ),
    Requirement(
        id="ACC-07",
        priority=Priority.MUST,
        promise=(
            "What was sent, when it came and the log are read-only for everybody: no address of "
            "the admin changes or deletes a row, Python refuses it, and triggers refuse it in "
            "plain SQL on both databases."
        ),
        asvs="V8.1.2, V16.4.2",
        tests=(
            "admin/test_roles.py::test_posting_to_every_address_leaves_evidence_unchanged",
            "contracts/test_evidence.py::test_admin_deletes_nothing",
            "contracts/test_evidence.py::test_admin_never_changes_evidence",
            "contracts/test_evidence.py::test_triggers_stand_on_every_table_of_evidence",
            "workflow/test_audit.py::test_row_cannot_be_changed_in_python",
            "workflow/test_audit.py::test_row_cannot_be_changed_in_the_database",
            "models/test_constraints.py::test_receipt_belongs_to_what_was_sent",
        ),
    ),
    Requirement(
        id="ACC-08",
        priority=Priority.MUST,
        promise=(
            "Nothing is taken without the token of the page or from a foreign origin, signing in "
            "and out included. A walk over every link as every kind of person changes no row but "
            "sessions and the log of looks."
        ),
        asvs="V3.5.1, V3.5.3",
        tests=(
            "access/test_matrix.py::test_nothing_is_taken_without_the_token_of_the_page",
            "access/test_matrix.py::test_a_token_counts_on_our_own_pages_only",
            "access/test_safe_methods.py::test_looking_changes_nothing",
            "views/test_kept_input.py::test_a_form_of_a_foreign_page_is_not_kept",
        ),
    ),
    Requirement(
        id="ACC-09",
        priority=Priority.NEXT,
        promise=(
            "The path of the staff's pages is a setting, and so are the networks from which they "
            "open. Applicants, and everybody in other networks, get the answer of an address "
            "that does not exist. Sessions of staff are shorter, and their cookie comes along "
            "from our own pages only."
        ),
        asvs="V8.4.2",
        tests=(
            "admin/test_roles.py::test_desk_answers_applicants_as_an_unknown_address",
            "admin/test_roles.py::test_desk_opens_from_its_networks_only",
            "settings/test_environment.py::test_malformed_value_stops_the_start",
            "access/test_headers.py::test_sessions_of_staff_start_on_our_own_pages_only",
            "views/test_account_sessions.py"
            "::test_sessions_end_when_idle_and_after_an_absolute_time",
        ),
    ),
)
