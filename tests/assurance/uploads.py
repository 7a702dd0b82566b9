"""Files that people send (UPL)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement

UPLOADS: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="UPL-01",
        priority=Priority.MUST,
        promise="PDF, JPEG, PNG and HEIC are kept, when extension and full parse agree; what the "
        "browser claims is ignored, and a refusal says at its block what can be sent. More than "
        "100 odd files get the verdict they must get.",
        asvs="V5.1.1, V5.2.2",
        tests=(
            "services/test_file_check.py::test_there_are_at_least_a_hundred_odd_files",
            "services/test_file_check.py::test_every_odd_file_gets_its_verdict",
            "services/test_enclosures.py::test_other_files_are_refused",
            "views/test_enclosures.py::test_a_refused_file_is_explained_at_its_block",
        ),
    ),
    Requirement(
        id="UPL-02",
        priority=Priority.MUST,
        promise="10 MB and 200 pages a file, 30 files and 50 MB a case; an association has one "
        "case a round. A body above 55 MB is refused before it is read, by the application and "
        "by the proxy before it: 200 MB cost neither memory nor disk.",
        asvs="V5.2.1, V5.2.4",
        tests=(
            "services/test_enclosures.py::test_ten_megabytes_are_the_limit",
            "services/test_enclosures.py::"
            "test_a_case_has_room_for_thirty_files_and_fifty_megabytes",
            "services/test_file_check.py::test_every_odd_file_gets_its_verdict",
            "settings/test_large_bodies.py::test_two_hundred_megabytes_are_refused_early",
            "settings/test_uploads.py::test_a_body_that_cannot_be_right_is_refused_unread",
            "settings/test_uploads.py::test_of_a_too_large_file_only_the_size_is_kept",
            "models/test_constraints.py::test_organisation_has_one_live_application_per_round",
        ),
    ),
    Requirement(
        id="UPL-03",
        priority=Priority.MUST,
        promise="A picture of more than 40 megapixels is refused by its head, before a pixel is "
        "decoded, and Pillow's warning is an error. What people open is made of pixels alone: no "
        "place, no comment, no profile, turned upright.",
        asvs="V5.2.6, V14.2.8",
        tests=(
            "services/test_file_check.py::test_every_odd_file_gets_its_verdict",
            "services/test_file_check.py::test_every_photo_is_turned_upright",
            "services/test_file_check.py::test_nothing_but_pixels_is_left_of_a_photo",
            "services/test_file_check.py::test_memory_and_time_of_the_process_are_bounded",
            "services/test_enclosures.py::test_staff_get_nothing_but_pixels",
        ),
    ),
    Requirement(
        id="UPL-04",
        priority=Priority.MUST,
        promise="A process of its own reads a file with 10 seconds, 800 MB, no network and no "
        "files. Locked, empty, broken and circular PDFs are refused; people open a copy that was "
        "written anew without programs, actions, XFA, attached files and foreign addresses, in "
        "which first page and filled fields survive. The received bytes stay as they came, with "
        "their SHA-256, and the database lets nobody change that.",
        asvs="V5.2.2, V15.2.5",
        tests=(
            "services/test_file_check.py::test_every_odd_file_gets_its_verdict",
            "services/test_file_check.py::test_the_process_gets_no_more_than_it_needs",
            "services/test_file_check.py::test_the_process_ends_after_ten_seconds_of_work",
            "services/test_file_check.py::test_memory_and_time_of_the_process_are_bounded",
            "services/test_file_readers.py::"
            "test_a_reader_has_its_file_and_its_pipe_and_may_open_nothing",
            "services/test_file_readers.py::test_neither_process_has_our_environment_or_django",
            "services/test_file_check.py::test_the_page_to_begin_with_survives",
            "services/test_file_check.py::test_the_answer_in_a_form_is_drawn",
            "services/test_enclosures.py::test_staff_get_a_pdf_that_only_shows_its_pages",
            "services/test_enclosures.py::test_a_parser_that_hangs_or_dies_refuses_the_file",
            "services/test_enclosures.py::test_good_files_are_kept_as_they_came",
            "services/test_scanner.py::test_nothing_else_of_a_received_file_changes",
        ),
    ),
    Requirement(
        id="UPL-05",
        priority=Priority.MUST,
        promise="No archive is unpacked and no office format taken, whatever it is called and "
        "whatever lies before or behind it.",
        asvs="V5.2.3, V5.2.5, V5.3.3",
        tests=(
            "services/test_file_check.py::test_every_odd_file_gets_its_verdict",
            "services/test_enclosures.py::test_other_files_are_refused",
        ),
    ),
    Requirement(
        id="UPL-06",
        priority=Priority.MUST,
        promise="A file lies under a random code outside every served folder; its name is a "
        "column and reaches the store never. No address leads to the store.",
        asvs="V5.3.1, V5.3.2",
        tests=(
            "services/test_enclosures.py::test_no_name_reaches_the_store",
            "services/test_enclosures.py::test_no_address_leads_to_the_store",
            "services/test_enclosures.py::test_good_files_are_kept_as_they_came",
            "services/test_file_check.py::test_names_are_shown_as_they_are",
        ),
    ),
    Requirement(
        id="UPL-07",
        priority=Priority.MUST,
        promise="Files leave through the application after the question whose they are: as "
        "attachment with a readable name, nosniff, a policy that lets nothing run, for our own "
        "pages only, never stored, and with their length where they are not made on the way. "
        "Pictures of pages that we drew are shown inline under the same policy.",
        asvs="V3.2.1, V5.4.1, V5.4.2",
        tests=(
            "contracts/test_safety.py::test_every_file_leaves_with_the_headers_of_files",
            "views/test_downloads.py::"
            "test_the_team_gets_the_copy_to_read_and_never_the_received_bytes",
            "views/test_downloads.py::test_pages_are_shown_to_the_team_and_to_staff_alone",
            "views/test_downloads.py::test_others_find_no_file",
            "views/test_downloads.py::test_our_documents_are_streamed_from_the_store",
            "services/test_file_check.py::test_names_are_shown_as_they_are",
            "access/test_tenants.py::test_pages_of_a_team_open_for_nobody_else",
        ),
    ),
    Requirement(
        id="UPL-08",
        priority=Priority.MUST,
        promise="With WIR_CLAMD every received file is shown to clamd before it is kept; a file "
        "in which something is found is refused, or closed for everybody when that is found "
        "later. A scanner that is away, slow or unsure stops nobody: the file counts as not "
        "checked, staff see it, and the sweep asks again until there is an answer.",
        asvs="V5.4.3",
        tests=(
            "services/test_scanner.py::test_the_whole_file_is_asked_about",
            "services/test_scanner.py::test_a_file_with_a_virus_is_refused_and_the_other_kept",
            "services/test_scanner.py::test_a_scanner_that_hangs_is_waited_for_once",
            "services/test_scanner.py::test_a_refused_connection_checks_nothing",
            "services/test_scanner.py::test_an_answer_that_is_none_checks_nothing",
            "services/test_scanner.py::test_a_scanner_that_is_away_stops_nobody",
            "services/test_scanner.py::test_what_was_not_checked_is_asked_about_later",
            "services/test_scanner.py::test_files_of_messages_are_asked_about_later",
            "views/test_downloads.py::test_a_file_in_which_something_was_found_is_closed_for_all",
            "views/test_late_enclosures.py::test_staff_see_when_it_came",
        ),
    ),
)
