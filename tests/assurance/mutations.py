"""The breaches, one or more for each core promise."""

from typing import Final

from tests.assurance.mutation import Mutation

ACCOUNTS: Final = (
    Mutation(
        requirement="AUTH-03",
        breach="an app that was set up once counts as a code that was shown now",
        file="applications/middleware.py",
        old="if second_factor.has_second_factor(request):",
        new="if second_factor.is_enrolled(user):",
        tests=(
            "views/test_second_factor.py::test_an_app_that_was_set_up_opens_nothing_before_its_code",
        ),
    ),
    Mutation(
        requirement="AUTH-03",
        breach="a code counts as often as somebody types it",
        file="applications/services/second_factor.py",
        old='    return cache.add(\n        f"second-factor-code',
        new='    return cache.set(\n        f"second-factor-code',
        tests=("views/test_second_factor.py::test_a_code_counts_once",),
    ),
    Mutation(
        requirement="AUTH-04",
        breach="fifty wrong passwords instead of five",
        file="wir_foerderung/settings.py",
        old='"login_failed": "5/15m/key',
        new='"login_failed": "50/15m/key',
        tests=("views/test_account_sign_in.py::test_sixth_wrong_password_waits_15_minutes",),
    ),
    Mutation(
        requirement="AUTH-08",
        breach="nobody is asked who they are before an account is entered",
        file="applications/views/bank_details.py",
        old="if not has_proved_identity(request):",
        new="if request.user.is_staff:",
        tests=("views/test_bank_details.py::test_the_password_is_asked_for_first",),
    ),
    Mutation(
        requirement="AUTH-08",
        breach="a proof of somebody else signs a decision",
        file="applications/services/identity_proof.py",
        old="if self.person_id != person.pk or time.time()",
        new="if time.time()",
        tests=("admin/test_four_eyes.py::test_proof_is_personal_and_grows_old",),
    ),
)
ACCESS: Final = (
    Mutation(
        requirement="ACC-01",
        breach="a page of an account is on the list of public pages",
        file="applications/urls.py",
        old='        "robots",\n',
        new='        "robots",\n        "application_list",\n',
        tests=("views/test_applications.py::test_visitors_are_asked_to_sign_in",),
    ),
    Mutation(
        requirement="ACC-02",
        breach="every team sees the applications of all",
        file="applications/models/application.py",
        old="return self.filter(organisation__memberships__user=user)",
        new="return self.filter(organisation__memberships__isnull=False).distinct()",
        tests=("access/test_tenants.py::test_pages_of_a_team_open_for_nobody_else",),
    ),
    Mutation(
        requirement="ACC-04",
        breach="nobody notes what was sent along",
        file="applications/foreign_fields.py",
        old="        names = sorted(watched_names() & request.POST.keys())\n",
        new="        names: list[str] = []\n",
        tests=(
            "views/test_security_log.py::test_columns_that_no_page_asks_for_are_logged_by_name",
        ),
    ),
    Mutation(
        requirement="ACC-06",
        breach="who proposed a decision signs it, too",
        file="applications/workflow/guards.py",
        old="if move.needs_second_person and _prepared(move, application, actor):",
        new="if not move.needs_second_person and _prepared(move, application, actor):",
        tests=("services/test_award.py::test_same_person_cannot_sign_with_another_role",),
    ),
    Mutation(
        requirement="ACC-07",
        breach="the database lets a signed decision be rewritten",
        file="applications/models/append_only.py",
        old="        \"OLD.status = 'proposed' AND NEW.application_id = OLD.application_id \"\n"
        '        "AND NEW.kind = OLD.kind AND NEW.micro_project_eur = OLD.micro_project_eur "\n',
        new='        "NEW.application_id = OLD.application_id "\n'
        '        "AND NEW.kind = OLD.kind AND NEW.micro_project_eur = OLD.micro_project_eur "\n',
        tests=("admin/test_four_eyes.py::test_signed_decision_is_written_in_stone",),
    ),
    Mutation(
        requirement="HDR-01",
        breach="scripts inside a page may run",
        file="wir_foerderung/settings.py",
        old='"script-src": [SELF],',
        new='"script-src": [SELF, "\'unsafe-inline\'"],',
        tests=("views/test_public.py::test_every_answer_carries_the_protective_headers",),
    ),
)
INPUT_OUTPUT: Final = (
    Mutation(
        requirement="INP-03",
        breach="1,234 is read as one euro and 23 cents",
        file="applications/rules/money.py",
        old="len(fraction) > places:",
        new="len(fraction) > 9:",
        tests=("forms/test_base_fields.py::test_money_refuses_what_could_mean_two_things",),
    ),
    Mutation(
        requirement="INP-03",
        breach="half a cent is rounded to the even one",
        file="applications/rules/money.py",
        old="return amount.quantize(CENT, rounding=ROUND_HALF_UP)",
        new='return amount.quantize(CENT, rounding="ROUND_HALF_EVEN")',
        tests=("rules/test_amounts.py::test_rounding_is_half_up_and_cutting_is_down",),
    ),
    Mutation(
        requirement="UPL-01",
        breach="the name of a file says what is in it",
        file="applications/services/file_check.py",
        old="if reading.media_type != expected:",
        new="if not reading.media_type:",
        tests=("services/test_file_check.py::test_every_odd_file_gets_its_verdict",),
    ),
    Mutation(
        requirement="UPL-04",
        breach="the copy of a PDF keeps its scripts and actions",
        file="applications/services/file_parser_pdf.py",
        old="            _disarm(pdf)\n",
        new="",
        tests=("services/test_file_check.py::test_every_odd_file_gets_its_verdict",),
    ),
    Mutation(
        requirement="UPL-04",
        breach="files are parsed with all the memory of the machine",
        file="applications/services/file_parser.py",
        old="    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))\n",
        new="",
        tests=("services/test_file_check.py::test_the_process_gets_no_more_than_it_needs",),
    ),
    Mutation(
        requirement="UPL-04",
        breach="a reader keeps the door to the process that starts readers",
        file="applications/services/file_parser.py",
        old="        os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])\n",
        new="",
        tests=(
            "services/test_file_readers.py::"
            "test_a_reader_has_its_file_and_its_pipe_and_may_open_nothing",
        ),
    ),
    Mutation(
        requirement="UPL-07",
        breach="browsers may guess what a received file is",
        file="applications/views/downloads.py",
        old='    response["X-Content-Type-Options"] = "nosniff"\n',
        new='    response["X-Content-Type-Options"] = "sniff"\n',
        tests=(
            "views/test_downloads.py::"
            "test_the_team_gets_the_copy_to_read_and_never_the_received_bytes",
        ),
    ),
    Mutation(
        requirement="UPL-07",
        breach="a received file runs what is in it",
        file="applications/views/downloads.py",
        old='    response["Content-Security-Policy"] = SANDBOX\n',
        new="",
        tests=(
            "views/test_downloads.py::"
            "test_the_team_gets_the_copy_to_read_and_never_the_received_bytes",
        ),
    ),
    Mutation(
        requirement="OUT-03",
        breach="what a page asked for in vain is not noticed",
        file="applications/documents/press.py",
        old="denied := [*self._denied, *fetcher.denied]",
        new="denied := [*self._denied]",
        tests=(
            "documents/test_hostile_text.py::test_without_escaping_nothing_would_be_fetched_either",
        ),
    ),
    Mutation(
        requirement="OUT-03",
        breach="the style sheet is read with WeasyPrint's own fetcher",
        file="applications/documents/press.py",
        old="self._style = CSS(string=style_sheet, font_config=self._fonts, url_fetcher=fetcher)",
        new="self._style = CSS(string=style_sheet, font_config=self._fonts)",
        tests=(
            "documents/test_press.py::test_style_sheet_that_asks_for_files_is_refused_by_name",
        ),
    ),
    Mutation(
        requirement="OUT-06",
        breach="blanks hide a formula",
        file="applications/rules/exports.py",
        old="text.lstrip(_SKIPPED).startswith(_STARTS_A_FORMULA)",
        new="text.startswith(_STARTS_A_FORMULA)",
        tests=("services/test_export_formulas.py::test_no_text_becomes_a_formula",),
    ),
)
RECORDS: Final = (
    Mutation(
        requirement="LOG-01",
        breach="the gate does not note who saw a page of a case",
        file="applications/admin/case_gate.py",
        old="        if isinstance(response, TemplateResponse):\n",
        new="        if not response:\n",
        tests=("access/test_who_saw.py::test_every_page_of_a_case_says_who_saw_it",),
    ),
    Mutation(
        requirement="LOG-02",
        breach="the database lets rows of the log change",
        file="applications/models/append_only.py",
        old='"applications_auditevent": "",',
        new='"applications_auditevent": "OLD.id > 0",',
        tests=("workflow/test_audit.py::test_row_cannot_be_changed_in_the_database",),
    ),
    Mutation(
        requirement="LOG-03",
        breach="a row of the log does not know the one before",
        file="applications/workflow/audit.py",
        old="previous_hash=chain.last_hash,",
        new='previous_hash="0" * 64,',
        tests=("workflow/test_audit.py::test_rows_form_a_chain",),
    ),
    Mutation(
        requirement="LOG-03",
        breach="the hash of a row leaves out who it was",
        file="applications/workflow/audit.py",
        old='        "actor": row.actor_id,\n',
        new="",
        tests=("workflow/test_audit.py::test_hash_changes_with_the_content",),
    ),
    Mutation(
        requirement="SUB-01",
        breach="a sending that fails keeps half of what it wrote",
        file="applications/services/submission.py",
        old="@tried_again\ndef submit_application(",
        new="def submit_application(",
        tests=("services/test_submission.py::test_failed_sending_gives_the_number_back",),
    ),
    Mutation(
        requirement="SUB-02",
        breach="sending twice makes two cases",
        file="applications/services/submission.py",
        old="    if application.state != State.DRAFT:\n        return application\n"
        "    funding_round",
        new="    funding_round",
        tests=("services/test_submission.py::test_sending_again_gives_the_same_case",),
    ),
    Mutation(
        requirement="SUB-03",
        breach="the fingerprint of what was sent is that of something else",
        file="applications/workflow/snapshots.py",
        old="sha256=sha256_of(payload),",
        new="sha256=sha256_of(application.code),",
        tests=("services/test_submission.py::test_sending_writes_everything_in_one_go",),
    ),
    Mutation(
        requirement="SUB-05",
        breach="the first late instant is in time",
        file="applications/services/submission.py",
        old="    if at < funding_round.closes_at:",
        new="    if at <= funding_round.closes_at:",
        tests=("services/test_submission.py::test_first_late_instant_needs_the_extra_step",),
    ),
    Mutation(
        requirement="SUB-05",
        breach="anybody may say when a request arrived",
        file="applications/middleware.py",
        old="if not (stamp and settings.ALLAUTH_TRUSTED_PROXY_COUNT):",
        new="if not stamp:",
        tests=("views/test_received_at.py::test_word_of_a_visitor_does_not_count",),
    ),
    Mutation(
        requirement="SUB-09",
        breach="money may move at once after a change of the account",
        file="applications/services/bank_details.py",
        old="LOCK: Final = timedelta(hours=48)",
        new="LOCK: Final = timedelta(hours=0)",
        tests=(
            "services/test_bank_details.py::test_an_account_is_usable_after_48_hours_to_the_second",
        ),
    ),
    Mutation(
        requirement="SUB-09",
        breach="the newest entry does not end the one before",
        file="applications/services/bank_details.py",
        old="    row = _rows(application).first()\n    if row is None or application",
        new="    row = _rows(application).filter(confirmed_at__isnull=False).first()\n"
        "    if row is None or application",
        tests=(
            "services/test_bank_details.py::"
            "test_a_newer_entry_blocks_the_old_account_until_it_is_usable",
        ),
    ),
    Mutation(
        requirement="SUB-09",
        breach="money may move although nobody called the association",
        file="applications/services/bank_details.py",
        old="    return is_over and _call(row) is not None\n",
        new="    return is_over\n",
        tests=("services/test_bank_calls.py::test_without_a_call_nothing_is_payable",),
    ),
    Mutation(
        requirement="SUB-09",
        breach="whoever pays confirms the account, too",
        file="applications/services/bank_calls.py",
        old="    return bool(roles & CALLERS) and not roles & NUMBER_READERS\n",
        new="    return bool(roles & CALLERS)\n",
        tests=("services/test_bank_calls.py::test_only_case_workers_call_and_never_who_pays",),
    ),
    Mutation(
        requirement="CON-01",
        breach="what is awarded already does not count against the budget",
        file="applications/workflow/budget.py",
        old='budget_eur__gte=F("reserved_eur") + F("awarded_eur") + amount',
        new='budget_eur__gte=F("reserved_eur") + amount',
        tests=("services/test_award.py::test_budget_holds_thirty_nine_full_awards",),
    ),
    Mutation(
        requirement="CON-07",
        breach="a document goes to whoever asks for it",
        file="applications/views/downloads.py",
        old="Application.objects.visible_to(request.user).filter(pk=application.pk).exists()",
        new="Application.objects.filter(pk=application.pk).exists()",
        tests=("views/test_downloads.py::test_our_documents_are_streamed_from_the_store",),
    ),
)
MUTATIONS: Final = (*ACCOUNTS, *ACCESS, *INPUT_OUTPUT, *RECORDS)
