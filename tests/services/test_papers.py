"""The worked example keeps every rule, and tells the sums that the rules compute."""

from datetime import date
from decimal import Decimal

import pytest

from applications.documents.papers import example_html, make_paper
from applications.rules.assessment import assess
from applications.rules.facts import Facts
from applications.rules.findings import Outcome
from applications.services.demo_data.records import KEYS, load
from applications.services.papers import EXAMPLE_PARAMETERS, plan_of_example, worked_example
from tests.documents.support import made_of, reader, text_of
from tests.journeys.printed import unprinted


def test_example_breaks_no_rule() -> None:
    report = assess(
        Facts.from_document(worked_example()),
        parameters=EXAMPLE_PARAMETERS,
        on=date(2020, 1, 14),
    )

    assert {finding.outcome for finding in report.findings} == {Outcome.PASSED, Outcome.MANUAL}


def test_example_asks_for_less_than_the_most_there_is() -> None:
    plan = plan_of_example()

    assert plan.micro_project.grant_eur == Decimal("3000.00")
    assert plan.minijob.grant_eur == Decimal("4634.96")
    assert plan.requested_eur == Decimal("7634.96")


def test_example_answers_every_question_that_it_is_asked() -> None:
    answers = worked_example()["answers"]

    assert [name for name, section in answers.items() if not section] == []
    assert "erfunden" in answers["organisation"]["name"]


@pytest.mark.parametrize("key", KEYS)
def test_example_is_nobody_from_the_demonstration(key: str) -> None:
    record, example = load(key).answers, worked_example()["answers"]

    assert record["organisation"]["name"] != example["organisation"]["name"]
    assert record["micro_project"]["title"] != example["micro_project"]["title"]


def test_example_on_paper_has_every_value_and_is_marked() -> None:
    html = example_html(worked_example(), EXAMPLE_PARAMETERS, is_rehearsal=False)
    made = made_of(make_paper(html))

    document = {**worked_example(), "declarations": {}}
    assert unprinted(document, made.content, at_least=80) == []
    assert "Sie beantragen zusammen 7.634,96 Euro." in text_of(made)
    for page in reader(made).pages:
        assert "Beispiel – diesen Verein gibt es nicht" in page.extract_text()
