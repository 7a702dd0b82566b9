"""The Prüfvermerk in print: eleven chapters, from the case in figures to the end of the chain."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.documents.blocks import Listing, Row, Table
from applications.documents.money_tables import finance_table
from applications.documents.record_words import (
    DASH,
    amounts,
    case_facts,
    chapter,
    day,
    facts,
    in_halves,
    stamp,
    who,
)
from applications.documents.records import Block, Chapter, Subheading, Words
from applications.documents.review_note_talks import (
    hearing_blocks,
    proposal_blocks,
    request_blocks,
)
from applications.rules.findings import Outcome
from applications.rules.money import ZERO, format_eur
from applications.rules.review_note import (
    ChecklistEntry,
    FindingEntry,
    HistoryLine,
    IssuedDocument,
    Money,
    ReceivedFile,
    ReviewNote,
    ScoreEntry,
)
from applications.texts import label
from applications.workflow.answer_sheet import file_size


def review_note_chapters(note: ReviewNote) -> tuple[Chapter, ...]:
    """Return the chapters in the order of the file."""
    return (
        chapter(_("Auf einen Blick"), *_glance(note)),
        chapter(_("Regeln"), *_findings(note.findings)),
        chapter(_("Prüfliste"), *_checklist(note.checklist)),
        chapter(_("Finanzplan"), *_money(note.money)),
        chapter(_("Bewertung"), *_scores(note)),
        chapter(_("Nachfragen"), *request_blocks(note.requests)),
        chapter(_("Anhörung"), *hearing_blocks(note.hearings)),
        chapter(_("Vorschlag und Mitzeichnung"), *proposal_blocks(note.proposals)),
        chapter(_("Verlauf"), *_history(note.history)),
        chapter(_("Dateien"), *_files(note)),
        chapter(_("Ende der Kette"), *_chain(note)),
    )


def _glance(note: ReviewNote) -> tuple[Block, ...]:
    glance = note.glance
    points = DASH if glance.points is None else str(glance.points)
    return (
        case_facts(note.case),
        Table(
            (_("Beträge"), _("Mikroprojekt"), _("Minijob"), _("Zusammen")),
            (
                Row(_("Beantragt"), amounts(glance.requested), is_strong=True),
                Row(_("Höchstens möglich"), amounts(glance.maximum)),
            ),
        ),
        facts(
            (_("Zeitraum"), f"{day(glance.begins_on)} bis {day(glance.ends_on)}"),
            (_("Gegründet"), str(glance.founded or "")),
            (_("Mitglieder"), str(glance.members or "")),
            (
                _("Punkte"),
                _("%(points)s von %(possible)s")
                % {"points": points, "possible": glance.possible_points},
            ),
        ),
    )


def _findings(findings: Iterable[FindingEntry]) -> tuple[Block, ...]:
    by_outcome = dict.fromkeys(reversed(Outcome), 0)
    told: list[FindingEntry] = []
    passed: list[FindingEntry] = []
    for finding in findings:
        by_outcome[finding.outcome] += 1
        (passed if finding.outcome == Outcome.PASSED else told).append(finding)
    counts = " · ".join(
        f"{label(outcome)}: {count}" for outcome, count in by_outcome.items() if count
    )
    blocks: list[Block] = [Words(counts)]
    if told:
        names = (_("Regel"), _("Was wir geprüft haben"), _("Ergebnis"), _("Urteil"))
        blocks.append(Listing("rules", names, tuple(map(_finding, told))))
    if passed:
        head = (_("Regel"), _("Erfüllt"), _("Angabe"))
        blocks.append(Listing("passed", head, tuple(map(_passed, passed))))
    return tuple(blocks)


def _finding(finding: FindingEntry) -> tuple[str, ...]:
    lines = (
        finding.title,
        finding.sentence,
        *(_("Angabe: %(answer)s") % {"answer": line} for line in finding.answer),
        *finding.laws,
        finding.citation,
    )
    return (finding.rule, _lines(lines), str(label(finding.outcome)), _judged(finding))


def _judged(finding: FindingEntry) -> str:
    """Return all judgements, the last first: that one counts."""
    if not finding.settlements:
        return _("offen") if finding.outcome in (Outcome.EXCLUDED, Outcome.TO_CLARIFY) else DASH
    return "\n".join(
        _lines((_("Erfüllt") if one.is_met else _("Nicht erfüllt"), one.reason, who(one.by)))
        for one in reversed(finding.settlements)
    )


def _passed(finding: FindingEntry) -> tuple[str, ...]:
    words = _lines((finding.title, finding.citation))
    return (finding.rule, words, _lines((*finding.answer, *finding.laws)) or DASH)


def _checklist(entries: tuple[ChecklistEntry, ...]) -> tuple[Block, ...]:
    if not entries:
        return (Words(_("Die Runde hat keine Prüfliste.")),)
    return (
        Listing(
            "checks",
            (_("Prüfpunkt"), _("Antwort"), _("Wer und wann")),
            tuple(
                (
                    _lines((entry.text, entry.note)),
                    str(label(entry.verdict)) if entry.verdict else _("offen"),
                    who(entry.by),
                )
                for entry in entries
            ),
        ),
    )


def _money(money: Money) -> tuple[Block, ...]:
    plan = finance_table(money.plan)
    if not money.lines or money.highest_eur is None:
        return (plan,)
    requested = sum((line.requested_eur for line in money.lines), ZERO)
    accepted = sum((line.accepted_eur for line in money.lines), ZERO)
    rows = [
        Row(
            line.purpose or DASH,
            (format_eur(line.requested_eur), format_eur(line.accepted_eur)),
            note=line.reason,
        )
        for line in money.lines
    ]
    rows.append(Row(_("Zusammen"), (format_eur(requested), format_eur(accepted)), is_strong=True))
    return (
        plan,
        Subheading(_("Kosten des Mikroprojekts")),
        Table((_("Kosten"), _("Beantragt"), _("Anerkannt")), tuple(rows)),
        Words(
            _("Damit kann das Mikroprojekt höchstens %(amount)s bekommen.")
            % {"amount": format_eur(money.highest_eur)}
        ),
    )


def _scores(note: ReviewNote) -> tuple[Block, ...]:
    if not note.scores:
        return (Words(_("Die Runde hat keine Kriterien.")),)
    return (
        Listing(
            "scores",
            (_("Kriterium"), _("Punkte"), _("Gewicht"), _("Begründung"), _("Wer und wann")),
            tuple(map(_score, note.scores)),
            numbers=(1, 2),
        ),
    )


def _score(entry: ScoreEntry) -> tuple[str, ...]:
    points = DASH if entry.points is None else str(entry.points)
    return (entry.criterion, points, str(entry.weight), entry.reason or DASH, who(entry.by))


def _history(lines: tuple[HistoryLine, ...]) -> tuple[Block, ...]:
    rows = []
    for line in lines:
        moved = f"{line.before} → {line.after}" if line.before and line.after else ""
        what = _lines((line.event, moved, line.reason))
        rows.append((stamp(line.by.at), what, line.by.name or _("System"), str(line.number)))
    return (
        Words(
            _(
                "Alles, was mit dem Antrag geschah. Wer ihn nur gelesen hat, steht im "
                "Aktenpaket in der Datei verlauf.csv."
            )
        ),
        Listing(
            "log",
            (_("Wann"), _("Was"), _("Wer"), _("Nummer")),
            tuple(rows),
            numbers=(3,),
        ),
    )


def _files(note: ReviewNote) -> tuple[Block, ...]:
    rows = [*map(_file, note.files), *map(_document, note.documents)]
    if not rows:
        return (Words(_("Es gibt keine Dateien.")),)
    return (Listing("hashes", (_("Datei"), _("Prüfsumme (SHA-256)")), tuple(rows)),)


def _file(file: ReceivedFile) -> tuple[str, ...]:
    pages = ngettext("%(pages)s Seite", "%(pages)s Seiten", file.pages) % {"pages": file.pages}
    words = _lines(
        (
            str(label(file.kind)) if file.kind else _("Datei einer Nachricht"),
            file.name,
            f"{pages}, {file_size(file.size)}",
            stamp(file.received_at),
            _("Viren: %(scan)s") % {"scan": label(file.scan)},
        )
    )
    return (words, in_halves(file.sha256))


def _document(document: IssuedDocument) -> tuple[str, ...]:
    name = _("%(kind)s, Fassung %(edition)s") % {
        "kind": label(document.kind),
        "edition": document.edition,
    }
    size = file_size(document.size) if document.size else ""
    words = _lines((name, size, stamp(document.ordered_at)))
    return (words, in_halves(document.file_sha256) or _("wird noch erzeugt"))


def _chain(note: ReviewNote) -> tuple[Block, ...]:
    chain = note.chain
    return (
        facts(
            (_("Letzter Eintrag"), _("Nummer %(number)s") % {"number": chain.number}),
            (_("Prüfsumme (SHA-256)"), in_halves(chain.hash)),
            (_("Kette"), _("in Ordnung") if chain.is_intact else _("verletzt")),
        ),
    )


def _lines(words: Iterable[str]) -> str:
    # A paragraph mark never ends a line without its number.
    return "\n".join(filter(None, words)).replace("§ ", "§\N{NO-BREAK SPACE}")
