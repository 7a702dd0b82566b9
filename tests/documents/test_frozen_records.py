"""The three internal records in print: their whole text, their structure, their conformity."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from applications.documents.frozen_records import frozen_record_html
from applications.documents.maker import MadeDocument, make_record
from applications.documents.validity import check
from applications.models import AwardList
from applications.rules.award_changes import AwardChangeKind, ChangeBasis
from applications.rules.award_list import Place
from applications.rules.decisions import NOTHING
from applications.rules.documents import DocumentKind
from applications.rules.findings import Outcome
from applications.rules.lifecycle import State
from applications.rules.money import ZERO
from applications.rules.record_parts import FrozenRecord, Signature
from applications.rules.review_note import ProposalStatus, Settlement
from applications.services.award_notes import award_note
from applications.services.file_covers import file_cover
from applications.services.review_notes import review_note
from tests import factories
from tests.documents.printed_lines import lines_of
from tests.documents.structure import headings, tables
from tests.documents.support import OUR_FONTS, fonts_of, on_one_line, reader, text_of
from tests.support.award_lists import make_standing
from tests.support.record_cases import make_decided_a1

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
print_once = cache(make_record)
KINDS = (DocumentKind.REVIEW_NOTE, DocumentKind.FILE_COVER, DocumentKind.AWARD_NOTE)


SIGNED = Signature(name="Anke Beispiel", at=datetime(2020, 1, 29, 9, 0, tzinfo=UTC))


def printed(record: FrozenRecord) -> list[str]:
    """Return the lines of a record; blanks that keep words together count as blanks."""
    html, _is_missing = frozen_record_html(record.to_json())
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines_of(html)]


@pytest.fixture(scope="module")
def records(django_db_setup: None, django_db_blocker: Any) -> dict[DocumentKind, FrozenRecord]:
    """Draw up all records once: of A1 after its award, and of a list with a line in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        case, _people = make_decided_a1()
        note = review_note(case)
        found: dict[DocumentKind, FrozenRecord] = {
            DocumentKind.REVIEW_NOTE: replace(
                note,
                # Numbers of the log depend on what was logged before.
                history=tuple(
                    replace(line, number=number) for number, line in enumerate(note.history, 1)
                ),
                chain=replace(note.chain, number=len(note.history)),
            ),
            DocumentKind.FILE_COVER: file_cover(case),
            DocumentKind.AWARD_NOTE: _list_with_a_line(),
        }
        transaction.set_rollback(True)
    return found


def _list_with_a_line() -> FrozenRecord:
    for name in ("Atlas Offenbach e. V.", "Brückenbau Kassel e. V."):
        factories.make_ready(name=name)
    standing = make_standing()
    note = award_note(AwardList.objects.select_related("round").get(pk=standing.pk))
    first, second, third = note.rows
    return replace(
        note,
        budget_eur=first.running_eur + 100,
        given_eur=first.given_eur,
        rows=(
            first,
            replace(
                second,
                place=Place.PARTLY,
                given_eur=Decimal("100.00"),
                wanted_eur=second.highest_eur - 1,
            ),
            replace(third, rank=None, place=Place.LEFT_OUT, given_eur=ZERO, state=State.WAITING),
        ),
    )


@pytest.fixture(params=KINDS)
def record(request: Any, records: dict[DocumentKind, FrozenRecord]) -> FrozenRecord:
    return records[request.param]


@pytest.fixture
def made(record: FrozenRecord) -> MadeDocument:
    return print_once(record.to_json())


def test_the_whole_text_is_as_it_was_approved(record: FrozenRecord) -> None:
    html, is_missing = frozen_record_html(record.to_json())

    golden = GOLDEN / f"{record.kind}.txt"
    assert lines_of(html) == golden.read_text().splitlines()
    assert not is_missing


def test_the_file_conforms_and_says_what_the_page_says(
    record: FrozenRecord, made: MadeDocument
) -> None:
    check(made.content)
    assert fonts_of(made) <= OUR_FONTS
    text = text_of(made)
    for line in lines_of(frozen_record_html(record.to_json())[0]):
        if line.startswith("#"):
            assert on_one_line(line.lstrip("# ")) in text
    pages = [on_one_line(page.extract_text()) for page in reader(made).pages]
    assert all("Nur für den Dienstgebrauch" in page for page in pages)


def test_every_chapter_is_a_heading_and_a_bookmark(
    record: FrozenRecord, made: MadeDocument
) -> None:
    lines = lines_of(frozen_record_html(record.to_json())[0])
    chapters = [line.removeprefix("## ") for line in lines if line.startswith("## ")]

    found = headings(made)

    assert [text for level, text in found if level == "H2"] == chapters
    assert [level for level, _text in found].count("H1") == 1
    (_title, below) = reader(made).outline
    assert [one.title for one in below if not isinstance(one, list)] == chapters


def test_every_table_has_heads(made: MadeDocument) -> None:
    found = tables(made)

    assert len(found) > 3
    # Names with values have a head in each row, all others one for each column as well.
    assert all(row and row[0] for table in found for row in table.rows)
    assert any(len(table.heads) > 2 for table in found)


def test_the_record_is_inside_its_file_and_dates_it(
    record: FrozenRecord, made: MadeDocument
) -> None:
    pdf = reader(made)

    assert pdf.attachments["vermerk.json"] == [record.to_json().encode()]
    assert pdf.metadata is not None
    assert pdf.metadata.author == "Hessisches Ministerium für Soziales und Integration"
    assert pdf.metadata["/CreationDate"].startswith(f"D:{record.as_of:%Y%m%d}")
    assert make_record(record.to_json()).content == made.content


def test_every_judgement_on_a_finding_is_printed_the_last_first(
    records: dict[DocumentKind, FrozenRecord],
) -> None:
    note: Any = records[DocumentKind.REVIEW_NOTE]
    finding = replace(
        note.findings[0],
        outcome=Outcome.TO_CLARIFY,
        settlements=(
            Settlement(is_met=False, reason="Zu alt.", by=SIGNED),
            Settlement(is_met=True, reason="Ein neuer liegt vor.", by=SIGNED),
        ),
    )

    lines = printed(replace(note, findings=(finding, replace(finding, settlements=()))))

    judged = next(line for line in lines if "Zu alt." in line)
    assert judged.endswith(
        "| Klärung | Erfüllt / Ein neuer liegt vor. / Anke Beispiel / 29.01.2020 10:00:00"
        " / Nicht erfüllt / Zu alt. / Anke Beispiel / 29.01.2020 10:00:00"
    )
    assert any(line.endswith("| Klärung | offen") for line in lines)
    assert "Klärung: 2" in lines


def test_what_is_open_or_went_back_is_printed(records: dict[DocumentKind, FrozenRecord]) -> None:
    note: Any = records[DocumentKind.REVIEW_NOTE]
    (signed,) = note.proposals
    returned = replace(
        signed, status=ProposalStatus.RETURNED, return_reason="Die Summe stimmt nicht."
    )
    revoked = replace(
        signed,
        kind=None,
        change=AwardChangeKind.REVOCATION,
        basis=ChangeBasis.CONDITION,
        before=signed.amounts,
        amounts=NOTHING,
        status=ProposalStatus.PROPOSED,
        closed=None,
        heard="Der Verein hat zugestimmt.",
    )
    (request,) = note.requests
    (hearing,) = note.hearings

    lines = printed(
        replace(
            note,
            proposals=(returned, revoked),
            requests=(replace(request, answered=None, changes=(), closed_at=SIGNED.at),),
            hearings=(replace(hearing, answers=(), ended=None),),
            scores=(replace(note.scores[0], points=None, by=None, reason=""),),
            checklist=(replace(note.checklist[0], verdict=None, by=None),),
        )
    )

    for line in (
        "### Zusage: zurückgegeben",
        "Die Summe stimmt nicht.",
        "### Aufhebung: wartet auf die Mitzeichnung",
        "Grundlage | Auflage nicht erfüllt (§ 49 Abs. 3 Satz 1 Nr. 2 HVwVfG)",
        "Neu | 0,00 € | 0,00 € | 0,00 €",
        "Der Verein hat zugestimmt.",
        "Ohne Antwort geschlossen | 29.01.2020 10:00:00",
        "Der Verein hat nicht geantwortet.",
        "Bedarf | – | 1 | – | –",
        "Satzung passt zum Zweck der Förderung | offen | –",
    ):
        assert line in lines


def test_a_case_without_anything_says_so_in_every_chapter(
    records: dict[DocumentKind, FrozenRecord],
) -> None:
    note: Any = records[DocumentKind.REVIEW_NOTE]
    empty = dict.fromkeys(
        ("checklist", "scores", "requests", "hearings", "proposals", "files"), ()
    )

    lines = printed(replace(note, **empty, documents=()))

    for sentence in (
        "Die Runde hat keine Prüfliste.",
        "Die Runde hat keine Kriterien.",
        "Es gab keine Nachfrage.",
        "Es gab keine Anhörung.",
        "Es gibt noch keinen Vorschlag.",
        "Es gibt keine Dateien.",
    ):
        assert sentence in lines


def test_letters_that_our_fonts_lack_are_told(records: dict[DocumentKind, FrozenRecord]) -> None:
    cover: Any = records[DocumentKind.FILE_COVER]
    strange = replace(cover, case=replace(cover.case, project="漢字 am Samstag"))

    made = make_record(strange.to_json())

    assert made.has_unprintable_text
    assert "[?] am Samstag" in text_of(made)


def test_a_rehearsal_says_so(records: dict[DocumentKind, FrozenRecord]) -> None:
    for record in records.values():
        played = replace(record, keeper=replace(record.keeper, is_rehearsal=True))

        html, _is_missing = frozen_record_html(played.to_json())

        assert "Das ist eine Vorführung. Dieses Dokument gilt nicht." in html
