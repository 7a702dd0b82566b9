"""Supply chain and accessibility (SUP, A11Y)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State

_SUPPLY: Final = "tools/test_supply.py::"
_DOCS: Final = "contracts/test_generated_docs.py::"
_SWEEP: Final = "journeys/test_accessibility.py::test_pages_of_the_applicants"
_STAFF_SWEEP: Final = "journeys/test_accessibility_staff.py::test_pages_of_the_staff"

SUPPLY_CHAIN: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="SUP-01",
        priority=Priority.MUST,
        state=State.EXCEPTION,
        promise=(
            "Every package of Python and npm is pinned with its hash; set-up installs with "
            "`--require-hashes` and `npm ci`, and one changed byte ends it. Each of our 24 "
            "direct packages at run time has its reason on paper."
        ),
        asvs="V15.2.4",
        tests=(
            _SUPPLY + "test_what_we_ship_has_no_flaw",
            _SUPPLY + "test_package_without_a_hash_is_found",
            _SUPPLY + "test_package_of_npm_without_a_hash_is_found",
            _SUPPLY + "test_package_with_one_changed_byte_is_not_installed",
            _SUPPLY + "test_number_of_direct_packages_does_not_grow_unseen",
            "tools/test_bootstrap.py::test_packages_are_installed_by_their_hashes",
            "contracts/test_documentation.py::test_every_direct_dependency_has_its_reason",
        ),
        reason=(
            "24 direct packages of Python instead of at most 15. Reading photos of iPhones, "
            "drawing pages of received files, calendars, holidays, spreadsheets, QR codes and "
            "the counters of monitoring are well-kept libraries instead of code of our own. "
            "Risk: more makers to trust; held by hashes, oldest safe versions, and a test that "
            "stops a 25th."
        ),
    ),
    Requirement(
        id="SUP-02",
        priority=Priority.MUST,
        promise=(
            "No package lies behind a hole that we know of: a table of oldest safe versions is "
            "compared with the locks at every check, without a network. `make supply AUDIT=1` "
            "asks the advisory services, and what they did not judge counts as a failure. Holes "
            "are closed in 48 hours, 7 or 30 days."
        ),
        asvs="V15.1.1, V15.2.1",
        tests=(
            _SUPPLY + "test_old_weasyprint_is_refused",
            _SUPPLY + "test_every_floor_refuses_what_lies_below_it",
            _SUPPLY + "test_floor_of_a_package_that_is_gone_is_stale",
            _SUPPLY + "test_only_a_judged_package_counts_as_audited",
            _SUPPLY + "test_only_a_judged_package_of_npm_counts_as_audited",
            _SUPPLY + "test_nobody_reached_is_said_plainly",
            _SUPPLY + "test_supply_is_part_of_every_check",
            "contracts/test_security_policy.py::test_policy_says_how_soon_holes_are_closed",
        ),
    ),
    Requirement(
        id="SUP-03",
        priority=Priority.NEXT,
        promise=(
            "Everything that is shipped stands in a list of parts (CycloneDX 1.6) that equals "
            "the locks, and in a list of licences of which each was looked at. Parts that read "
            "what strangers made are listed with their cage."
        ),
        asvs="V15.1.2, V15.1.4, V15.1.5",
        tests=(
            _DOCS + "test_list_of_parts_is_that_of_the_locks",
            _DOCS + "test_page_of_the_licences_is_up_to_date",
            _SUPPLY + "test_list_of_parts_follows_its_schema_and_names_every_part",
            _SUPPLY + "test_licence_that_nobody_looked_at_is_refused",
            _SUPPLY + "test_every_part_with_a_cage_has_a_floor",
        ),
    ),
    Requirement(
        id="SUP-04",
        priority=Priority.MUST,
        promise=(
            "Ruff with its security rules, strict types, Django's checks for deployment and a "
            "search for secrets in tree and history find nothing. All lines and branches of "
            "sending, moves, money of the round, rights and amounts are reached by tests (a "
            "gate of `make check-slow`), nearly all lines of everything (`make coverage`)."
        ),
        tests=(
            _SUPPLY + "test_planted_secret_is_found",
            _SUPPLY + "test_planted_file_of_secrets_is_found",
            _SUPPLY + "test_secret_that_was_deleted_again_is_found",
            _SUPPLY + "test_what_we_ship_has_no_flaw",
            "tools/test_gates.py::test_security_rules_are_on",
            "tools/test_gates.py::test_every_branch_of_the_core_is_demanded",
            "contracts/test_mutations.py::test_text_to_break_stands_once_in_its_file",
        ),
    ),
    Requirement(
        id="SUP-05",
        priority=Priority.NEXT,
        promise=(
            "`/.well-known/security.txt` tells finders whom to write to and never expires, "
            "SECURITY.md what follows, and every release from 0.5.0 on names the holes it "
            "closes."
        ),
        tests=(
            "views/test_public.py::test_finder_of_a_hole_learns_whom_to_tell",
            "views/test_public.py::test_without_a_round_a_finder_can_still_write",
            "views/test_public.py::test_word_about_holes_never_expires_unseen",
            "contracts/test_security_policy.py::test_policy_says_how_soon_holes_are_closed",
            "contracts/test_security_policy.py::test_every_release_says_which_holes_it_closes",
        ),
    ),
)
ACCESSIBILITY: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="A11Y-01",
        priority=Priority.MUST,
        promise=(
            "axe finds nothing, best practice included, on any page of applicants and of each "
            "group of staff at 390 and 1280 px; each page has its own title, one first heading "
            "and its language. A new address without a visit fails the tests."
        ),
        tests=(
            _SWEEP,
            "journeys/test_accessibility.py::test_every_page_of_the_applicants_is_looked_at",
            _STAFF_SWEEP,
            "journeys/test_accessibility_staff.py::test_every_page_of_the_staff_is_looked_at",
        ),
    ),
    Requirement(
        id="A11Y-02",
        priority=Priority.MUST,
        promise=(
            "Making an account, sending, fetching the receipt and deciding a case work with "
            "Tab, Space and Enter alone, with and without scripts; the focus is always in view "
            "and marked. Refused forms put it on the list of errors, and each field names its "
            "own."
        ),
        tests=(
            "journeys/test_keyboard.py::test_an_account_without_a_mouse",
            "journeys/test_keyboard.py::test_a_whole_evening_without_a_mouse",
            "journeys/test_keyboard.py::test_the_first_key_leads_past_the_menu",
            "journeys/test_staff_keyboard.py::test_a_case_is_decided_without_a_mouse",
            "goals/test_colours.py::test_controls_and_focus_stand_out",
            "goals/test_errors.py::test_every_form_says_what_is_wrong_and_keeps_the_rest",
            "goals/test_errors.py::test_every_form_of_the_applicants_is_asked",
        ),
    ),
    Requirement(
        id="A11Y-03",
        priority=Priority.MUST,
        promise=(
            "No page, those of staff included, has to be pushed sideways at 320 px or with "
            "letters of twice the size; on the main pages nothing is lost or covered at 400 "
            "percent with wide spacing either. What is pressed measures 44 px for applicants, "
            "24 px for staff."
        ),
        tests=(
            _SWEEP,
            _STAFF_SWEEP,
            "goals/test_zoom.py::test_nothing_is_lost_or_covered",
            "goals/test_fingers.py::test_everything_that_is_pressed_is_as_large_as_a_finger",
        ),
    ),
    Requirement(
        id="A11Y-04",
        priority=Priority.MUST,
        promise=(
            "Every PDF is PDF/UA-1 and PDF/A-3a at once: title, language, tags, headings "
            "without gaps, reading order, words for pictures. The validator judges one of every "
            "kind in the tests, veraPDF by `make verapdf`."
        ),
        tests=(
            "documents/test_validity.py::test_file_conforms",
            "documents/test_validity.py::test_metadata_name_the_document_and_its_language",
            "documents/test_validity.py::test_picture_has_a_text_alternative",
            "documents/test_validity.py::test_check_names_the_broken_rules",
            "documents/test_letters.py::test_letter_conforms_with_our_fonts_only",
            "documents/test_papers.py::test_papers_conform_and_use_our_fonts",
            "documents/test_letter_layout.py::"
            "test_read_aloud_comes_sender_address_information_subject",
            "documents/test_letter_layout.py::test_headings_have_no_gaps",
        ),
    ),
    Requirement(
        id="A11Y-05",
        priority=Priority.MUST,
        state=State.EXCEPTION,
        promise=(
            "Statement, form for barriers, enforcement body (LBIT), Leichte Sprache and "
            "Gebärdensprache are one link away from every page, the start page included. The "
            "end of a session is announced and can be put off, nothing typed is lost, and there "
            "is no captcha."
        ),
        tests=(
            "views/test_public.py::test_accessibility_statement_is_complete",
            "views/test_public.py::test_frame_leads_to_everything_that_helps",
            "views/test_public.py::test_sentences_in_easy_language_are_short_and_stand_alone",
            "views/test_public.py::test_sign_language_says_what_there_is_instead",
            "views/test_contact.py::test_barrier_is_kept_without_an_address",
            "views/test_contact.py::test_trap_is_hidden_from_people",
            "journeys/test_saving.py::test_e1_31_the_end_is_announced_and_can_be_put_off",
        ),
        reason=(
            "§ 3 (3) HVBIT wants the information in German Sign Language: there is no video, "
            "since only people can make one; the page offers an interpreter at no cost. The "
            "text in Leichte Sprache is a draft that no test group has read, and people with "
            "disabilities have not tried the pages. The statement says all three. Risk: deaf "
            "people and people who read little depend on an appointment."
        ),
    ),
)
OPERATION: Final = (*SUPPLY_CHAIN, *ACCESSIBILITY)
