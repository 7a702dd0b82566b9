"""Accounts and sessions (AUTH)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State

ACCOUNTS: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="AUTH-01",
        priority=Priority.MUST,
        promise=(
            "django-allauth is the only way in. Passwords are kept as Argon2id with 19 MiB, two "
            "rounds and one lane; a hash of another kind or cost is renewed at the next sign-in. "
            "A worker checks one password at a time: 30 wrong ones at once on two workers cost "
            "less than 60 MB more."
        ),
        asvs="V11.4.2, V6.3.4",
        tests=(
            "settings/test_passwords.py::test_password_is_kept_as_argon2id_of_moderate_cost",
            "settings/test_passwords.py::test_old_hash_is_renewed_at_the_next_sign_in",
            "settings/test_passwords.py::test_sign_ins_at_once_need_little_memory",
            "views/test_account_sign_in.py::test_other_pages_of_the_library_do_not_exist",
            "admin/test_roles.py::test_visitor_is_asked_to_sign_in",
        ),
    ),
    Requirement(
        id="AUTH-02",
        priority=Priority.MUST,
        promise=(
            "A password has 12 characters or more (staff: 15), of any kind, exactly as typed or "
            "pasted, and never runs out. Refused are 20,000 common ones (3,069 of them with 15 "
            "and more), the own name and address, and what consists of them, the association or "
            "words like „WIR“, „Hessen“ and „Ministerium“."
        ),
        asvs="V6.1.2, V6.2.1, V6.2.4, V6.2.5, V6.2.7, V6.2.8, V6.2.9, V6.2.10, V6.2.11",
        tests=(
            "settings/test_passwords.py::test_weak_password_is_refused_with_our_sentence",
            "settings/test_passwords.py::test_long_password_of_any_characters_is_accepted",
            "settings/test_passwords.py::test_staff_need_longer_passwords",
            "settings/test_passwords.py::test_name_of_the_association_is_no_password",
            "settings/test_passwords.py"
            "::test_thousands_of_common_passwords_of_either_length_are_known",
            "settings/test_passwords.py::test_pages_say_how_long_and_take_what_was_typed",
            "journeys/test_shared_computer.py::test_a_password_can_be_pasted",
        ),
    ),
    Requirement(
        id="AUTH-03",
        priority=Priority.MUST,
        promise=(
            "Staff see only public pages and their own account before they have shown a second "
            "factor (TOTP), on every address there is. A code counts once, a recovery code too. "
            "Applicants may have a factor, and then show it before they name a bank account."
        ),
        asvs="V6.3.3, V6.5.1",
        state=State.EXCEPTION,
        tests=(
            "views/test_second_factor.py::test_staff_without_factor_see_no_staff_page",
            "access/test_matrix.py::test_addresses_answer_as_the_table_says",
            "views/test_second_factor.py::test_a_code_counts_once",
            "views/test_second_factor.py::test_recovery_code_replaces_the_app_once",
            "views/test_second_factor.py::test_enrolment_opens_the_desk_and_hides_the_secret",
            "views/test_second_factor.py::test_staff_cannot_switch_the_factor_off",
            "views/test_bank_details.py::test_whoever_has_a_second_factor_shows_it",
        ),
        reason=(
            "Recovery codes come from a seed that is encrypted with a key made from SECRET_KEY, "
            "not from hashes: the sign-in library makes them so. Risk: whoever has the database "
            "and the key could compute them; the database alone does not suffice. Applicants "
            "need no factor: many have no device for it; what can lose money asks for a proof."
        ),
    ),
    Requirement(
        id="AUTH-04",
        priority=Priority.MUST,
        promise=(
            "Five wrong passwords in 15 minutes for an account from a network, 100 an hour and "
            "60 requests a minute for a network; then a page of ours with status 429 and a pause "
            "of 15 minutes. All servers count in the database, also after a restart. From "
            "another network, and by a link to a new password, the owner gets in at once. No "
            "service of others is asked."
        ),
        asvs="V2.4.1, V6.1.1, V6.3.1",
        tests=(
            "views/test_account_sign_in.py::test_sixth_wrong_password_waits_15_minutes",
            "views/test_account_sign_in.py::test_nobody_locks_out_somebody_in_another_network",
            "views/test_account_limits.py::test_two_servers_and_a_restart_count_together",
            "views/test_account_limits.py::test_the_page_of_the_limit_is_ours",
            "views/test_account_limits.py::test_a_new_password_by_link_opens_at_once",
            "views/test_account_limits.py"
            "::test_one_network_has_a_hundred_tries_an_hour_whatever_the_accounts",
            "views/test_account_limits.py::test_sixty_requests_a_minute_are_the_most_of_a_network",
            "views/test_account_limits.py::test_an_invented_proxy_opens_no_new_count",
            "views/test_account_sign_up.py::test_five_wrong_codes_close_the_page_for_15_minutes",
        ),
    ),
    Requirement(
        id="AUTH-05",
        priority=Priority.MUST,
        promise=(
            "Sign-in, sign-up, link and invitation answer the same with and without an account: "
            "same status and page, one hashing, the same writing, and no mail inside the "
            "request. `make probing` finds medians of 200 requests that differ by less than 10 "
            "in 100 by the clock and by less than 5 ms of processor."
        ),
        asvs="V6.3.8",
        tests=(
            "views/test_account_probing.py"
            "::test_a_wrong_password_costs_and_looks_the_same_without_an_account",
            "views/test_account_probing.py"
            "::test_asking_for_a_link_costs_and_looks_the_same_without_an_account",
            "views/test_account_probing.py"
            "::test_signing_up_costs_one_hashing_and_looks_the_same_with_an_account",
            "views/test_account_probing.py"
            "::test_inviting_costs_and_looks_the_same_without_an_account",
            "services/test_invitations.py::test_known_and_unknown_addresses_get_the_same",
        ),
    ),
    Requirement(
        id="AUTH-06",
        priority=Priority.MUST,
        promise=(
            "A sign-in makes a new session; signing out is sent, and ends it on the server. "
            "Sessions end after 60 minutes without action or 12 hours (staff: 30 minutes, 8 "
            "hours); five minutes before, the page says so and offers more time. What was typed "
            "is kept and shown again after the sign-in."
        ),
        asvs="V7.2.4, V7.3.1, V7.3.2, V7.4.1, V7.4.4",
        tests=(
            "access/test_headers.py::test_signing_in_makes_a_new_session",
            "views/test_account_sign_in.py::test_sign_out_is_a_post_and_kills_the_session",
            "views/test_account_sessions.py"
            "::test_sessions_end_when_idle_and_after_an_absolute_time",
            "views/test_kept_input.py::test_the_absolute_end_cannot_be_put_off",
            "views/test_kept_input.py"
            "::test_a_form_sent_after_the_session_is_there_again_after_the_sign_in",
            "journeys/test_saving.py::test_e1_31_the_end_is_announced_and_can_be_put_off",
        ),
    ),
    Requirement(
        id="AUTH-07",
        priority=Priority.MUST,
        promise=(
            "Nothing that was made for somebody signed in is stored by a browser or a proxy, "
            "signing out clears what the browser kept, and Back leads to the sign-in. Scripts "
            "store nothing."
        ),
        asvs="V14.2.1, V14.3.1, V14.3.2, V14.3.3",
        state=State.EXCEPTION,
        tests=(
            "access/test_headers.py::test_every_page_carries_the_protective_headers",
            "views/test_account_sign_in.py::test_sign_out_is_a_post_and_kills_the_session",
            "journeys/test_shared_computer.py::test_back_after_signing_out_shows_nothing_private",
        ),
        reason=(
            "What staff search for in a list (part of a name, a number) stands in the address, "
            "so that a list can be kept and gone back to. Risk: it lies in the history of the "
            "browser at the authority and in the log of its proxy; other sites never get it."
        ),
    ),
    Requirement(
        id="AUTH-08",
        priority=Priority.MUST,
        promise=(
            "Address, second factor and password change only with the password or code of the "
            "last ten minutes, bank details with one of the last five. The owner gets a mail "
            "(for another address at the old one, after a code to the new one), for bank details "
            "everybody in the team who writes; all other sessions of the person end."
        ),
        asvs="V6.3.7, V7.4.3, V7.5.1, V7.5.3",
        tests=(
            "views/test_account_changes.py::test_a_change_is_told_and_ends_all_other_sessions",
            "views/test_account_changes.py"
            "::test_the_second_factor_goes_only_with_a_proof_and_ends_other_sessions",
            "views/test_account_changes.py"
            "::test_ten_minutes_later_nothing_changes_without_a_new_proof",
            "views/test_account_changes.py"
            "::test_a_new_account_for_the_money_is_told_to_the_team_and_ends_other_sessions",
            "views/test_account_sign_in.py"
            "::test_password_change_needs_the_old_one_and_tells_the_owner",
            "views/test_account_sign_in.py::test_new_address_counts_after_its_code",
            "views/test_bank_details.py::test_the_password_is_asked_for_first",
            "views/test_bank_details.py::test_a_proof_is_good_for_five_minutes",
        ),
    ),
    Requirement(
        id="AUTH-09",
        priority=Priority.MUST,
        promise=(
            "Links to a password hold for 60 minutes and invitations for 7 days, work once and "
            "for one address, and die with another password or address, a closed account, a "
            "removal or a newer link; then all look the same. Invitations hold 256 random bits. "
            "No other site learns the address. The second factor is asked for all the same."
        ),
        asvs="V6.4.1, V6.4.3, V6.5.3, V6.5.5, V11.5.1",
        tests=(
            "views/test_account_sign_in.py::test_link_works_once_and_for_60_minutes",
            "views/test_account_links.py::test_a_link_is_dead_once_the_account_has_changed",
            "views/test_account_links.py::test_a_link_of_one_account_opens_no_other",
            "views/test_account_links.py"
            "::test_the_secret_of_a_link_is_long_and_leaves_the_address_at_once",
            "views/test_account_links.py"
            "::test_a_new_password_by_link_does_not_skip_the_second_factor",
            "views/test_account_links.py"
            "::test_pages_of_an_invitation_pass_their_address_on_to_nobody",
            "services/test_invitations.py::test_a_link_works_once",
            "services/test_invitations.py::test_a_link_is_good_for_seven_days_of_real_time",
            "services/test_invitations.py::test_the_link_opens_for_no_other_address",
            "services/test_invitations.py::test_only_the_hash_of_a_long_secret_is_stored",
            "services/test_invitations.py::test_removing_somebody_kills_the_invitations_they_sent",
            "services/test_staff_accounts.py"
            "::test_link_is_over_when_too_old_replaced_closed_or_no_longer_needed",
            "views/test_team_link.py::test_used_old_and_unknown_links_look_the_same",
        ),
    ),
    Requirement(
        id="AUTH-10",
        priority=Priority.MUST,
        promise=(
            "Whoever is removed from a team or closed out is out with the next request. The last "
            "person who may send for an association stays, and so does the last administrator. "
            "People see where they are signed in and end the other sessions; `end_sessions` ends "
            "all of anybody."
        ),
        asvs="V7.4.2, V7.4.5, V7.5.2, V8.3.2",
        tests=(
            "views/test_team.py::test_removal_counts_from_the_next_request",
            "services/test_team.py::test_who_is_removed_writes_nowhere",
            "services/test_staff_accounts.py::test_closing_an_account_ends_its_sessions_at_once",
            "services/test_staff_accounts.py::test_another_group_counts_from_the_next_request",
            "services/test_staff_accounts.py::test_last_administrator_stays",
            "services/test_team.py::test_the_last_representative_keeps_the_role",
            "services/test_concurrency.py"
            "::test_of_two_representatives_who_remove_each_other_one_remains",
            "views/test_account_sign_in.py::test_other_devices_can_be_signed_out",
            "commands/test_create_staff.py::test_end_sessions_signs_somebody_out_everywhere",
        ),
    ),
)
