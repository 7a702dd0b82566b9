"""Judging one application document from the command line."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from applications.rules.findings import Outcome, Report
from tests.rules.support import DOCUMENTS, document

pytestmark = pytest.mark.django_db


def assess(name: str | Path) -> tuple[int, Report]:
    """Run the command; return exit code and report."""
    out = io.StringIO()
    try:
        call_command("assess", str(name), stdout=out)
    except SystemExit as stopped:
        return int(str(stopped.code)), Report.from_json(json.loads(out.getvalue()))
    return 0, Report.from_json(json.loads(out.getvalue()))


def problem(name: str | Path) -> tuple[int, str]:
    """Run the command on something unusable; return exit code and sentence."""
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("assess", str(name), stdout=out)
    assert out.getvalue() == ""
    return caught.value.returncode, str(caught.value)


@pytest.mark.parametrize(
    ("key", "code", "worst"),
    [
        ("a1", 0, Outcome.MANUAL),
        ("a2", 1, Outcome.TO_CLARIFY),
        ("a3", 0, Outcome.NOTE),
        ("b1", 2, Outcome.BLOCKING),
        ("b2", 2, Outcome.EXCLUDED),
        ("b3", 1, Outcome.TO_CLARIFY),
    ],
)
def test_exit_code_tells_the_outcome(key, code, worst):
    found, report = assess(DOCUMENTS / f"{key}.json")

    assert (found, report.worst()) == (code, worst)


def test_document_comes_from_standard_input(monkeypatch):
    text = json.dumps(document("b2")).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text)))

    code, report = assess("-")

    assert code == 2
    assert [finding.rule for finding in report.of(Outcome.EXCLUDED)] == ["VE-04"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "Not an application document: $: "),
        (b"{}", "Not an application document: $: "),
        (b'{"schema_version": 2}', "Not an application document"),
    ],
)
def test_unusable_file_gets_one_sentence_and_code_3(tmp_path, content, sentence):
    path = tmp_path / "file.json"
    path.write_bytes(content)

    code, message = problem(path)

    assert code == 3
    assert sentence in message
    assert "\n" not in message
    assert len(message) <= 300


def test_missing_file_gets_code_3(tmp_path):
    assert problem(tmp_path / "none.json")[0] == 3


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"wage__months": "nine"}, "$.answers.wage.months"),
        ({"micro_project__starts_on": "2020-02-30"}, "answers.micro_project.starts_on"),
        ({"round__closes_at": "2015-01-31T23:00:00Z"}, "No value of the law"),
    ],
)
def test_document_without_meaning_gets_code_3(tmp_path, change, sentence):
    path = tmp_path / "file.json"
    path.write_text(json.dumps(document(**change)))

    code, message = problem(path)

    assert code == 3
    assert sentence in message
