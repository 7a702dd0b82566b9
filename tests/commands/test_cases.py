"""Commands around cases: the round of 2020, replay, sweep, accounts of the demonstration."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from applications.models import FundingRound
from applications.rules.findings import Report
from applications.workflow import snapshots
from tests import factories

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_round_2020_is_entered_once() -> None:
    assert "entered" in run("load_round_2020")
    assert "already there" in run("load_round_2020")

    funding_round = FundingRound.objects.get()
    assert funding_round.closes_at.isoformat() == "2020-01-31T23:00:00+00:00"
    assert str(funding_round.budget_eur) == "400000.00"


def test_replay_prints_the_stored_findings() -> None:
    factories.make_submitted()

    findings = json.loads(run("replay_assessment", "wir-2020-0001-69"))

    assert {finding["outcome"] for finding in findings} <= {"passed", "manual"}


def test_replay_says_when_an_answer_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.make_submitted()
    monkeypatch.setattr(snapshots, "report_of", lambda _snapshot: Report(()))

    with pytest.raises(CommandError, match="differ"):
        run("replay_assessment", "WIR-2020-0001-69")


def test_replay_of_an_unknown_number() -> None:
    with pytest.raises(CommandError, match="No application"):
        run("replay_assessment", "WIR-2020-0001-69")


def test_sweep_tells_how_many_it_started() -> None:
    assert run("sweep") == "0 started, 0 reminders\n"
    assert run("sweep", "--failed") == "0 started, 0 reminders\n"


def test_demo_data_refuse_to_mix_with_a_real_round() -> None:
    with pytest.raises(CommandError, match="rehearsal"):
        run("demo_data")


def test_demo_accounts_are_printed_with_their_password() -> None:
    printed = run("demo_accounts")

    assert "rania.haddad@frauennetz-usaufer.example" in printed
    assert "Mitzeichnung" in printed
