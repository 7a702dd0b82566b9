"""Checklist, scores, accepted costs and notes: latest counts, nothing is lost."""

from decimal import Decimal

import pytest

from applications.models import (
    AcceptedCost,
    ChecklistAnswer,
    InternalNote,
    Score,
    TextBlock,
)
from applications.models.append_only import ChangeRefused
from applications.rules.review import TextBlockKind
from applications.services import accepted_costs, checklist, notes, scores, text_blocks
from applications.services.accepted_costs import MoreThanRequested
from applications.services.judgements import Given, NotJudgedNow
from applications.services.sent_version import latest_snapshot
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.factories import REVIEWED_AT as AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return factories.make_staff("Sachbearbeitung")


@pytest.fixture
def case(worker):
    return factories.make_reviewed(actor=worker)


def answer(case, actor, item, verdict="yes", note="", seen=0):
    given = [Given(key=item.pk, values={"answer": verdict, "note": note}, seen=seen)]
    return checklist.save_answers(application=case, given=given, actor=actor, at=AT)


def score(case, actor, criterion, points, reason="", seen=0):
    given = [Given(key=criterion.pk, values={"points": points, "reason": reason}, seen=seen)]
    return scores.save_scores(application=case, given=given, actor=actor, at=AT)


def lines_of(case):
    return accepted_costs.accepted_costs(case).lines


def accept(case, actor, position, amount, reason="", seen=0):
    given = [
        Given(key=position, values={"accepted_eur": Decimal(amount), "reason": reason}, seen=seen)
    ]
    return accepted_costs.save_accepted_costs(application=case, given=given, actor=actor, at=AT)


def test_a_round_starts_with_ten_points_and_five_criteria(case):
    assert len(checklist.open_items(case)) == 10
    names = [one.name for one in scores.unscored_criteria(case)]
    assert names == [
        "Bedarf",
        "Wirkung auf Teilhabe",
        "Umsetzbarkeit",
        "Stärkung des Vereins",
        "Vernetzung vor Ort",
    ]


def test_one_answer_does_not_touch_the_others(case, worker):
    first, second, *_rest = checklist.open_items(case)

    answer(case, worker, first, "no", "Fehlt.")
    answer(case, worker, second)

    answers = {one.item: one.answer for one in checklist.checklist(case) if one.answer}
    assert {item: row.answer for item, row in answers.items()} == {first: "no", second: "yes"}
    assert answers[first].note == "Fehlt."


def test_saving_the_same_again_writes_nothing(case, worker):
    item = checklist.open_items(case)[0]
    answer(case, worker, item)

    found = answer(case, worker, item)

    assert (found.to_write, found.overtaken) == ((), ())
    assert ChecklistAnswer.objects.count() == 1


def test_what_a_colleague_answered_meanwhile_stays(case, worker):
    item, other = checklist.open_items(case)[:2]
    answer(case, factories.make_staff("Sachbearbeitung"), item, "no")

    found = checklist.save_answers(
        application=case,
        given=[
            Given(key=item.pk, values={"answer": "yes", "note": ""}, seen=0),
            Given(key=other.pk, values={"answer": "yes", "note": ""}, seen=0),
        ],
        actor=worker,
        at=AT,
    )

    assert found.overtaken == (item.pk,)
    assert {one.item: one.answer.answer for one in checklist.checklist(case) if one.answer} == {
        item: "no",
        other: "yes",
    }


def test_a_later_answer_counts_and_the_earlier_stays(case, worker):
    item = checklist.open_items(case)[0]
    answer(case, worker, item, "no")
    seen = ChecklistAnswer.objects.get().pk

    answer(case, worker, item, "yes", seen=seen)

    assert checklist.checklist(case)[0].answer.answer == "yes"
    assert ChecklistAnswer.objects.count() == 2
    with pytest.raises(ChangeRefused):
        ChecklistAnswer.objects.all().delete()


def test_points_are_the_weighted_sum_once_all_is_scored(case, worker):
    criteria = scores.unscored_criteria(case)
    type(criteria[0]).objects.filter(pk=criteria[0].pk).update(weight=2)
    for criterion in criteria[:-1]:
        score(case, worker, criterion, 2)
    case.refresh_from_db()
    assert case.points is None

    score(case, worker, criteria[-1], 3, "Arbeitet mit drei Vereinen zusammen.")

    case.refresh_from_db()
    assert case.points == 2 * 2 + 3 * 2 + 3
    assert scores.highest_points(scores.scores(case)) == 18


@pytest.mark.parametrize("points", [0, 3])
def test_both_ends_of_the_scale_need_a_sentence(case, worker, points):
    criterion = scores.unscored_criteria(case)[0]

    with pytest.raises(ReasonNeeded):
        score(case, worker, criterion, points)

    assert not Score.objects.exists()


def test_costs_are_accepted_to_the_cent(case, worker):
    first = lines_of(case)[0]

    accept(case, worker, first.position, first.requested_eur - Decimal("0.01"), "Ein Cent.")

    costs = accepted_costs.accepted_costs(case)
    assert costs.requested_eur - costs.accepted_eur == Decimal("0.01")
    assert (costs.lines[0].is_cut, costs.lines[0].reason) == (True, "Ein Cent.")


def test_never_more_than_requested_and_less_only_with_a_reason(case, worker):
    first = lines_of(case)[0]

    with pytest.raises(MoreThanRequested):
        accept(case, worker, first.position, first.requested_eur + 1)
    with pytest.raises(ReasonNeeded):
        accept(case, worker, first.position, first.requested_eur - 1)
    assert not AcceptedCost.objects.exists()


def test_a_proposal_ends_the_judging():
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_proposed(actor=worker)
    item = checklist.checklist(case)[0]

    with pytest.raises(NotJudgedNow):
        answer(case, worker, item.item, "no", seen=item.answer.pk)


@pytest.mark.parametrize("group", ["Mitzeichnung", "Leitung", "Revision"])
def test_only_case_workers_judge(case, group):
    with pytest.raises(NotPermitted):
        answer(case, factories.make_staff(group), checklist.open_items(case)[0])


def test_a_second_click_writes_no_second_note(case, worker):
    for _click in range(2):
        notes.write_note(application=case, text=" Anruf. ", last_own=0, actor=worker, at=AT)

    assert [note.text for note in notes.notes(case)] == ["Anruf."]
    first = InternalNote.objects.get()
    notes.write_note(application=case, text="Anruf.", last_own=first.pk, actor=worker, at=AT)
    assert len(notes.notes(case)) == 2


def test_auditors_write_no_notes(case):
    with pytest.raises(NotPermitted):
        notes.write_note(
            application=case, text="x", last_own=0, actor=factories.make_staff("Revision"), at=AT
        )


def test_text_blocks_of_a_rule_come_before_the_general_ones():
    found = text_blocks.blocks(TextBlockKind.REQUEST_POINT, rules=["VE-03"])

    assert found[0].rule == "VE-03"
    assert {block.rule for block in found} == {"VE-03", ""}


def test_words_in_braces_are_filled_in(case):
    block = TextBlock.objects.get(key="request-notice")

    text = text_blocks.filled(
        block, application=case, document=latest_snapshot(case).document, at=AT
    )

    assert "{" not in text
    assert text.startswith("Bitte schicken Sie uns den neuen Bescheid vom Finanzamt.")
