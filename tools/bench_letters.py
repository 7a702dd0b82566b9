"""Measure a thousand letters that leave at once into docs/measurements.md: ``make bench-letters``.

Copies of an award of the demonstration are chosen, released and made by one worker, as on the
day of the decisions. ``python tools/bench_letters.py 100`` takes fewer.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import bench
from bench_page import table
from measure import PAGE, measured_commit, write_section

LETTERS: Final = 1_000
NOW: Final = "2020-02-03T09:00"
PATIENCE_SECONDS: Final = 7_200
WORKER: Final = (sys.executable, "manage.py", "db_worker", "--interval", "0.1")


@dataclass(frozen=True)
class Step:
    """What a step took: seconds, seconds of processor, MB at the peak."""

    name: str
    wall_s: float
    cpu_s: float
    peak_mb: float


def main(words: list[str]) -> int:
    """Fill the outbox, release it, have everything made; write the section."""
    count = int(words[0]) if words else LETTERS
    with tempfile.TemporaryDirectory(prefix="wir-bench-") as folder:
        bench.prepare(folder, now=NOW)
        release_id, chosen = _release(count)
        steps = [*chosen, *_made(release_id)]
        sizes = _sizes(release_id)
    write_section(_section(count, steps, sizes))
    print(PAGE.read_text())
    return 0


def _release(count: int) -> tuple[int, list[Step]]:
    """Choose and release so many letters; return the release and what both steps took."""
    from applications import clock  # noqa: PLC0415 - app ready
    from applications.models import LetterDraft, User  # noqa: PLC0415 - app ready
    from applications.services import letter_outbox  # noqa: PLC0415 - app ready
    from applications.services.identity_proof import assumed_proof  # noqa: PLC0415 - app ready

    drafts = _fill(count)
    funding_round = drafts[0].application.round
    worker = User.objects.get(email="sachbearbeitung@wir.example")
    head = User.objects.get(email="leitung@wir.example")
    rows = LetterDraft.objects.filter(pk__in=[draft.pk for draft in drafts])
    rows = rows.select_related("application__round", "decision", "change", "drafted_by")
    asked: list[letter_outbox.Asked] = []
    steps = [
        _timed(
            "Choosing: every letter written and checked",
            lambda: asked.append(
                letter_outbox.ask_release(
                    funding_round=funding_round, drafts=rows, actor=worker, at=clock.now()
                )
            ),
        )
    ]
    release, proof = asked[0].release, assumed_proof(head)
    if asked[0].kept or release.drafts.count() != count:
        raise SystemExit(f"bench: {len(asked[0].kept)} letters stay behind")
    steps.append(
        _timed(
            "Releasing",
            lambda: letter_outbox.release_letters(
                release=release, proof=proof, actor=head, at=clock.now()
            ),
        )
    )
    return release.pk, steps


def _fill(count: int) -> list[Any]:
    """Return drafts of awards that wait: as many copies of one of the demonstration."""
    from django.core.management import call_command  # noqa: PLC0415 - app ready
    from django.db import transaction  # noqa: PLC0415 - app ready
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - app ready

    from applications.models import FundingRound, LetterDraft  # noqa: PLC0415 - app ready

    call_command("demo_data")
    # What the demonstration ordered is left undone, so that it takes no time of the letters.
    DBTaskResult.objects.all().delete()
    pattern = LetterDraft.objects.filter(kind="award", discarded_at=None).earliest("pk")
    first = FundingRound.objects.get(pk=pattern.application.round_id).last_number + 1
    with transaction.atomic():
        return [_copied(pattern, first + step) for step in range(count)]


def _copied(pattern: Any, number: int) -> Any:
    """Return a draft about a case of its own with its version, its decision and its team."""
    from applications.models import Organisation  # noqa: PLC0415 - app ready
    from applications.models.codes import address_code  # noqa: PLC0415 - app ready
    from applications.rules import reference_number  # noqa: PLC0415 - app ready

    case = pattern.application
    organisation = Organisation.objects.create(name=f"Verein {number} e. V.")
    for member in case.organisation.memberships.all():
        _new(member, organisation=organisation)
    row = _new(
        case,
        organisation=organisation,
        code=address_code(),
        number=number,
        reference_number=reference_number.format(case.round.reference_prefix, number),
    )
    _new(case.snapshots.latest("version"), application=row)
    decision = _new(pattern.decision, application=row)
    for line in pattern.decision.lines.all():
        _new(line, decision=decision)
    waiting = {"document": None, "release": None, "fingerprint": ""}
    return _new(pattern, application=row, decision=decision, **waiting)


def _new(row: Any, **values: Any) -> Any:
    fresh = copy(row)
    fresh._state = copy(row._state)
    fresh._state.adding, fresh.pk = True, None
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()
    return fresh


def _made(release_id: int) -> list[Step]:
    """Let one worker write, date and make everything; return what it and its press took."""
    from applications.models import LetterRelease  # noqa: PLC0415 - app ready
    from applications.services import letter_outbox  # noqa: PLC0415 - app ready

    release, begun = LetterRelease.objects.get(pk=release_id), time.perf_counter()
    worker = subprocess.Popen(WORKER, cwd=bench.ROOT)
    sent_s = 0.0
    try:
        while True:
            progress = letter_outbox.progress_of_release(release)
            if not sent_s and progress.sent == progress.wanted:
                sent_s = time.perf_counter() - begun
            if progress.is_done and not _documents(release_id).filter(rendered_at=None).exists():
                wall_s = time.perf_counter() - begun
                return [
                    Step("Writing and dating them, one by one", sent_s, 0, 0),
                    Step("All files made: the worker", wall_s, *_taken(worker.pid)),
                    *(
                        Step("All files made: its press", wall_s, *_taken(child))
                        for child in _children(worker.pid)
                    ),
                ]
            if worker.poll() is not None or time.perf_counter() - begun > PATIENCE_SECONDS:
                raise SystemExit(f"bench: the worker stopped at {progress}")
            time.sleep(1)
    finally:
        worker.terminate()
        worker.wait(60)


def _documents(release_id: int) -> Any:
    """Return the documents of the cases in a release: letters and their sheets."""
    from applications.models import Document  # noqa: PLC0415 - app ready
    from applications.rules.documents import DocumentKind  # noqa: PLC0415 - app ready

    kinds = (DocumentKind.AWARD, DocumentKind.COVER_SHEET)
    cases = Document.objects.filter(application__letter_drafts__release=release_id)
    return cases.filter(kind__in=kinds)


def _taken(process_id: int) -> tuple[float, float]:
    """Return the seconds of processor and the MB at the peak of a process."""
    place = Path("/proc", str(process_id))
    status = (place / "status").read_text()
    peak_mb = int(status.partition("VmHWM:")[2].split()[0]) / 1000
    return int((place / "schedstat").read_text().split()[0]) / 1e9, peak_mb


def _children(process_id: int) -> list[int]:
    place = Path(f"/proc/{process_id}/task")
    return [
        int(child)
        for thread in sorted(place.iterdir())
        for child in (thread / "children").read_text().split()
    ]


def _timed(name: str, work: Callable[[], object]) -> Step:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Step(
        name, time.perf_counter() - wall, time.process_time() - cpu, _taken(os.getpid())[1]
    )


def _sizes(release_id: int) -> tuple[int, float]:
    """Return how many files there are and how many MB they have together."""
    from django.db.models import Sum  # noqa: PLC0415 - app ready

    rows = _documents(release_id).exclude(rendered_at=None)
    return rows.count(), rows.aggregate(sum=Sum("size"))["sum"] / 1e6


def _section(count: int, steps: list[Step], sizes: tuple[int, float]) -> str:
    rows = [[step.name, f"{step.wall_s:.1f}", *_figures(step, count)] for step in steps]
    parts = [
        "Letters that leave at once",
        f"Written by `make bench-letters`; Python {platform.python_version()}, {os.cpu_count()} "
        f"processors; {datetime.now(tz=UTC).date().isoformat()}, commit {measured_commit()}. "
        f"{count:,} awards of one round, each with its sheet in plain language, on SQLite with "
        f"one worker: {sizes[0]:,} files, {sizes[1]:.0f} MB. The machine did other things "
        "meanwhile.",
        table(["Step", "s", "s of processor", "ms of processor a letter", "MB at the peak"], rows),
    ]
    return "\n\n".join(parts) + "\n"


def _figures(step: Step, count: int) -> list[str]:
    if not step.peak_mb:
        return ["", "", ""]
    return [f"{step.cpu_s:.1f}", f"{step.cpu_s * 1000 / count:.1f}", f"{step.peak_mb:.0f}"]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
