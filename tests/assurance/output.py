"""What leaves: pages, documents, tables, mails (OUT)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement

OUTPUT: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="OUT-01",
        priority=Priority.MUST,
        promise="Every template escapes by itself. Nothing switches that off but mails and the "
        "leaflet in an archive, which are plain text; no code marks a text as safe.",
        asvs="V1.2.1",
        tests=(
            "contracts/test_safety.py::test_templates_never_switch_escaping_off",
            "contracts/test_safety.py::"
            "test_only_mails_and_the_leaflet_in_an_archive_are_not_escaped",
            "contracts/test_safety.py::test_no_raw_html_in_python",
            "access/test_stored_text.py::test_stored_text_stays_text",
            "access/test_stored_text.py::test_stored_text_stays_text_in_a_draft",
            "access/test_hostile_forms.py::test_every_field_answers_every_text",
        ),
    ),
    Requirement(
        id="OUT-02",
        priority=Priority.MUST,
        promise="What is typed is never a template, a pattern to fill in, code or a word of a "
        "shell: no page shows the sum that a hostile text asks for, and no code makes templates "
        "of text, evaluates text or starts a shell.",
        asvs="V1.3.7, V1.2.5, V1.3.10",
        tests=(
            "contracts/test_safety.py::test_no_text_is_a_program_a_template_or_a_word_of_a_shell",
            "contracts/test_safety.py::test_no_shell_is_started",
            "access/test_hostile_forms.py::test_every_field_answers_every_text",
            "access/test_hostile_forms.py::test_every_form_answers_some_texts",
            "access/test_stored_text.py::test_stored_text_stays_text",
        ),
    ),
    Requirement(
        id="OUT-03",
        priority=Priority.MUST,
        promise="One fetcher, for page and style sheet, serves packaged files by name and refuses "
        "all else; the process that renders opens neither files nor connections, and a try is "
        "noticed. Texts in every field fetch nothing from a file with a secret or a listening "
        "server, also if escaping failed.",
        asvs="V1.3.6, V13.2.4, V13.2.5",
        tests=(
            "documents/test_canary.py::test_somebody_who_connects_is_counted",
            "documents/test_canary.py::test_texts_in_every_field_fetch_nothing",
            "documents/test_canary.py::test_markup_that_was_not_escaped_fetches_nothing_either",
            "documents/test_hostile_text.py::"
            "test_fetcher_serves_its_files_by_name_and_remembers_what_it_denied",
            "documents/test_hostile_text.py::test_markup_is_printed_as_text_wherever_people_type",
            "documents/test_hostile_text.py::test_markup_in_attributes_and_metadata_stays_text",
            "documents/test_press.py::test_style_sheet_that_asks_for_files_is_refused_by_name",
            "documents/test_doors.py::test_nothing_gets_out_and_the_try_is_known",
        ),
    ),
    Requirement(
        id="OUT-04",
        priority=Priority.MUST,
        promise="Documents of a case are made by jobs after the commit, in a process with 30 "
        "seconds and 1 GB. What hangs, crashes or swells ends that process alone; after five "
        "tries the document waits for a person and is named on the start page of the staff.",
        asvs="V15.1.3, V15.2.2",
        tests=(
            "documents/test_press_process.py::test_broken_press_is_replaced",
            "documents/test_doors.py::test_memory_has_an_end",
            "documents/test_hostile_text.py::test_words_without_end_do_not_stop_the_press",
            "documents/test_hostile_text.py::test_longest_texts_in_every_field_are_printed_whole",
            "services/test_outbox.py::test_application_stands_when_rendering_fails",
            "services/test_outbox.py::test_row_that_failed_too_often_waits_for_a_person",
            "admin/test_start_page.py::test_failures_are_announced_and_come_first",
        ),
    ),
    Requirement(
        id="OUT-05",
        priority=Priority.MUST,
        promise="A document is made from the frozen snapshot, prints number, instant of receipt "
        "and SHA-256 of the snapshot, and comes out with the same bytes in every process. A "
        "public page, throttled and without other data, tells by code and file whether it is "
        "genuine and unchanged.",
        asvs="V11.4.3",
        tests=(
            "documents/test_store.py::test_prints_code_number_and_hash_of_the_snapshot",
            "documents/test_store.py::test_live_rows_do_not_change_the_document",
            "documents/test_receipt.py::test_first_page_says_what_counts",
            "documents/test_determinism.py::test_rendering_twice_gives_the_same_bytes",
            "documents/test_determinism.py::test_another_process_gives_the_same_bytes",
            "views/test_verify.py::test_the_same_file_is_unchanged",
            "views/test_verify.py::test_one_other_byte_is_a_change",
            "views/test_verify.py::test_an_unknown_code_is_explained",
            "views/test_verify.py::test_nobody_can_try_many_codes_or_files",
            "views/test_verify.py::test_a_genuine_document_is_named_without_persons",
        ),
    ),
    Requirement(
        id="OUT-06",
        priority=Priority.MUST,
        promise="CSV files are UTF-8 with semicolons, as German spreadsheets open them, and "
        "quoted as RFC 4180 says. Text that begins like a formula, also in full width and "
        "behind blanks, line ends or quotation marks, gets an apostrophe; in XLSX files text is "
        "text and no cell holds a formula or a link. Zero characters and texts of more than "
        "32,767 characters break nothing. No test opens the files in an office program.",
        asvs="V1.2.10",
        tests=(
            "services/test_export_formulas.py::test_no_text_becomes_a_formula",
            "services/test_export_formulas.py::"
            "test_cells_of_a_csv_are_no_formulas_and_none_is_lost",
            "services/test_export_formulas.py::test_cells_of_a_spreadsheet_are_texts",
            "services/test_export_formulas.py::"
            "test_zero_and_endless_texts_do_not_break_a_spreadsheet",
            "services/test_exports.py::test_csv_is_written_as_german_spreadsheets_open_it",
            "services/test_exports.py::test_spreadsheet_has_numbers_dates_and_no_formula",
        ),
    ),
    Requirement(
        id="OUT-07",
        priority=Priority.MUST,
        promise="The way on after signing in, proving who one is or signing out leads to own "
        "pages only, whatever the address says; no other page takes one.",
        asvs="V3.7.2",
        tests=(
            "access/test_headers.py::test_the_way_on_leads_to_own_pages_only",
            "views/test_contact.py::test_other_pages_are_not_filled_in",
        ),
    ),
    Requirement(
        id="OUT-08",
        priority=Priority.MUST,
        promise="Every error page is in German with one sentence and one way out, and tells "
        "nothing about the inside. A fault of ours shows a number that stands in the log, too; "
        "pages for 400 to 429 need none, since nothing has to be looked up. None of them needs "
        "the database.",
        asvs="V16.5.1",
        tests=(
            "access/test_headers.py::test_error_pages_speak_german_and_tell_nothing",
            "access/test_headers.py::test_refusal_of_a_page_speaks_german",
            "views/test_public.py::test_error_page_says_what_to_do",
            "views/test_public.py::test_fault_of_ours_shows_the_number_of_the_log",
            "views/test_without_database.py::test_error_page_asks_no_database",
            "views/test_outages.py::test_page_is_made_without_any_statement",
        ),
    ),
    Requirement(
        id="OUT-09",
        priority=Priority.MUST,
        promise="A mail is plain text with a fixed subject and at most the number of the case, to "
        "one address, without files and without anything that somebody typed. Its links lead to "
        "the start page, those of invitations and new passwords apart. SPF, DKIM and DMARC, and "
        "that no mail asks for a bank account, stand in the guide for operation.",
        asvs="V1.3.11",
        tests=(
            "notifications/test_mails.py::test_nothing_gets_into_the_headers_of_a_mail",
            "notifications/test_mails.py::test_two_recipients_are_none",
            "notifications/test_mails.py::test_mails_have_no_place_for_personal_words",
            "notifications/test_mails.py::"
            "test_every_mail_is_short_plain_and_leads_to_the_start_page_only",
            "notifications/test_mails.py::test_sending_goes_to_one_address_and_notes_the_time",
            "services/test_big_mails.py::"
            "test_large_files_stay_here_and_the_mail_only_tells_of_them",
            "access/test_stored_text.py::test_mails_carry_no_typed_text",
        ),
    ),
)
