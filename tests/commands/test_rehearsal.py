"""The two commands around a rehearsal round."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from applications.models import FundingRound
from tests import factories

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_builds_a_round_and_removes_it() -> None:
    factories.make_round()

    printed = run("rehearse_round", "--associations", "1", "--seed", "3")

    assert "PROBE-1: 1 applications" in printed
    with pytest.raises(CommandError, match="Add --yes"):
        run("remove_rehearsal", "PROBE-1")
    assert run("remove_rehearsal", "PROBE-1", "--yes") == (
        "PROBE-1: removed with 1 applications\n"
    )
    assert not FundingRound.objects.filter(is_rehearsal=True).exists()


def test_needs_a_round_and_a_sensible_number() -> None:
    with pytest.raises(CommandError, match="no round"):
        run("rehearse_round")
    factories.make_round()
    with pytest.raises(CommandError, match="1 to 100"):
        run("rehearse_round", "--associations", "101")


def test_says_which_rule_of_the_round_does_not_fit() -> None:
    factories.make_round(minijob_maximum_eur="1.00", maximum_eur="3001.00")

    with pytest.raises(CommandError, match="do not fit"):
        run("rehearse_round", "--associations", "1")
    assert not FundingRound.objects.filter(is_rehearsal=True).exists()


def test_never_removes_a_real_round() -> None:
    factories.make_round()

    with pytest.raises(CommandError, match="never removed"):
        run("remove_rehearsal", "WIR-2020", "--yes")
    with pytest.raises(CommandError, match="no round PROBE-9"):
        run("remove_rehearsal", "PROBE-9", "--yes")
