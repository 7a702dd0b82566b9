"""Backup and operation (BAK, DEP)."""

from typing import Final

from tests.assurance.requirement import Priority, Requirement, State

RUNNING: Final[tuple[Requirement, ...]] = (
    Requirement(
        id="BAK-01",
        priority=Priority.MUST,
        promise=(
            "`backup` copies database, files, fingerprints of the keys and a manifest with the "
            "SHA-256 of every part into one stream while people write; a pipe encrypts it. "
            "The distance of two runs is what can be lost; with PostgreSQL the operator's "
            "write-ahead log makes it 15 minutes."
        ),
        tests=(
            "commands/test_backup.py::test_everything_comes_back",
            "commands/test_backup.py::test_manifest_names_every_part_and_no_key",
            "commands/test_backup.py::test_backup_goes_through_a_pipe",
            "commands/test_backup.py::test_a_backup_that_fails_leaves_no_archive",
            "tools/test_drill.py::test_the_drill_ends_well",
        ),
    ),
    Requirement(
        id="BAK-02",
        priority=Priority.MUST,
        promise=(
            "`restore` fills an empty place only, hashes all parts before it writes, then checks "
            "counts, audit chain, frozen applications, documents, files and budgets and tells "
            "the time; one other byte is found. Deletions after the backup are repeated by hand."
        ),
        tests=(
            "commands/test_backup.py::test_everything_comes_back",
            "commands/test_backup.py::test_one_other_byte_is_found_before_anything_is_written",
            "commands/test_backup.py::test_another_archive_is_refused",
            "commands/test_backup.py::test_restore_only_into_an_empty_place",
            "commands/test_backup.py::test_what_was_spoilt_is_found",
            "commands/test_backup.py::test_the_guards_of_the_evidence_come_back",
            "tools/test_drill.py::test_the_drill_ends_well",
        ),
    ),
    Requirement(
        id="DEP-01",
        priority=Priority.MUST,
        promise=(
            "`check --deploy --fail-level WARNING` is clean with the settings of production, "
            "debug pages start only for names of the own machine, and no file of the "
            "installation and no listing can be fetched."
        ),
        asvs="V13.4.1, V13.4.2, V13.4.3",
        tests=(
            "settings/test_production.py::test_checks_of_a_deployment_are_clean",
            "settings/test_production.py::test_nothing_of_the_installation_can_be_fetched",
            "settings/test_environment.py::test_malformed_value_stops_the_start",
            "settings/test_environment.py::test_production_starts_with_a_key_of_its_own",
        ),
    ),
    Requirement(
        id="DEP-02",
        priority=Priority.NEXT,
        promise=(
            "Migrations only add, or say why not; each has a way back and builds no index while "
            "people wait. The program of the release before passes its tests of sending, moves, "
            "money and letters on the new tables of both databases, and one running installation "
            "is updated from it under load without an error."
        ),
        tests=(
            "tools/test_migration_lint.py::test_what_breaks_the_release_before_is_found",
            "tools/test_migration_lint.py::test_what_only_adds_passes",
            "tools/test_migration_lint.py::test_data_and_tables_do_not_share_a_transaction",
            "tools/test_migration_lint.py::test_migrations_since_the_last_release_are_fine",
            "upgrade/test_previous_release.py::test_old_program_passes_its_tests_on_new_tables",
            "views/test_health.py::test_a_database_of_the_next_release_is_ready",
            "faults/test_update.py::test_update_under_load_fails_nobody",
        ),
    ),
    Requirement(
        id="DEP-03",
        priority=Priority.MUST,
        promise=(
            "`/health/live` answers without asking anybody, `/health/ready` looks at database, "
            "migrations, storage, waiting mails and documents (30 minutes) and the clock "
            "(2 seconds), at most every 5 seconds; both say one word and begin no session."
        ),
        asvs="V13.4.5",
        tests=(
            "views/test_health.py::test_a_whole_installation_is_ready",
            "views/test_health.py::test_without_a_database_the_process_lives_and_is_not_ready",
            "views/test_health.py::test_a_missing_migration_is_not_ready",
            "views/test_health.py::test_a_full_disk_is_not_ready",
            "views/test_health.py::test_a_mail_that_waits_too_long_is_not_ready",
            "views/test_health.py::test_a_document_that_waits_too_long_is_not_ready",
            "views/test_health.py::test_a_wrong_clock_is_not_ready",
            "views/test_health.py::test_many_questions_cost_one_look",
            "views/test_health.py::test_machines_are_not_led_to_https",
        ),
    ),
    Requirement(
        id="DEP-04",
        priority=Priority.MUST,
        promise=(
            "Sessions, limits of sign-in, locks and jobs lie in the database, so two servers side "
            "by side know the same sessions and count wrong passwords together. Two processes "
            "behind nginx are replaced one after the other, and one by the next release with its "
            "migrations, without an answer of 5xx."
        ),
        state=State.EXCEPTION,
        tests=(
            "tools/test_replicas.py::test_two_servers_share_sessions_and_limits",
            "services/test_concurrency.py::test_sending_eight_times_at_once_makes_one_case",
            "services/test_outbox.py::test_job_leaves_a_mail_to_the_job_that_took_it_first",
            "smoke/test_installation.py::test_restarts_under_load_cost_no_request",
            "faults/test_update.py::test_update_under_load_fails_nobody",
        ),
        reason=(
            "Not all suites run through a proxy over three servers; what is shared is tested in "
            "parts. Risk: a state that one process keeps for itself would be seen late, in a "
            "test of load or in operation."
        ),
    ),
    Requirement(
        id="DEP-05",
        priority=Priority.MUST,
        promise=(
            "`make run` listens on 127.0.0.1 with a key of its own (0600); a new installation "
            "has no account; production stops at the first missing or odd value. Everything "
            "that is written lies below WIR_VAR_DIR: the program runs as another user than the "
            "owner of its code, on a folder that nobody may write to, as all samples for "
            "systemd and containers do."
        ),
        asvs="V6.3.2, V13.2.2",
        tests=(
            "settings/test_production.py::test_demonstration_listens_on_this_machine_only",
            "settings/test_production.py::"
            "test_demonstration_has_a_key_of_its_own_that_nobody_else_reads",
            "settings/test_production.py::test_a_new_installation_has_no_account",
            "settings/test_production.py::"
            "test_every_place_that_is_written_to_can_be_moved_out_of_the_code",
            "settings/test_environment.py::test_malformed_value_stops_the_start",
            "settings/test_read_only.py::test_runs_as_another_user_on_code_that_nobody_may_write",
            "settings/test_read_only.py::test_no_sample_runs_as_root_or_writes_to_the_code",
            "settings/test_read_only.py::"
            "test_the_container_does_not_run_as_root_and_cannot_write_to_the_code",
        ),
    ),
)
