"""Measure how documents are made into docs/measurements.md: ``make bench-pdf``.

The receipt of demo application A1 is made in turn by our press and, on the same page, by bare
WeasyPrint in two forms (``press_rivals.py``). Then come the costliest texts that the forms
accept, and some that they do not. Nothing touches the database.
"""

import base64
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import IO, Any, Final, cast

from bench_page import goals_table, table
from bench_types import Goal
from longest_texts import endless, fullest, words
from measure import PAGE, measured_commit, write_section

ROOT: Final = Path(__file__).resolve().parent.parent
A1: Final = ROOT / "applications/services/demo_data/records/a1.json"
PRESS, BARE, NAIVE = "press", "bare", "naive"
NAMES: Final = {
    PRESS: "Our press: a process of its own with limits",
    BARE: "Floor: bare WeasyPrint, fonts unpacked and style sheet read once",
    NAIVE: "Bare WeasyPrint as its manual shows it: web fonts, all anew for every file",
}
WHOLE: Final = "The whole document by us: words, PDF, check"
ROUNDS: Final = 15
MOST, LEAST = 1.15, 2


@dataclass(frozen=True)
class Load:
    """What one document cost in a fresh press: seconds, seconds of processor, MB, kB."""

    name: str
    wall_s: float
    cpu_s: float
    peak_mb: float
    size_kb: float


def main() -> int:
    """Measure and write the section; return 1 when a goal is missed."""
    prepare()
    page = _page_of_a1()
    costs, whole_ms = _race(page)
    loads = [_load(name, work) for name, work in _works().items()]
    manual = costs[NAIVE] / costs[PRESS]
    goals = [
        Goal("P10", "our press to its floor", costs[PRESS] / costs[BARE], MOST),
        Goal("–", "WeasyPrint as in its manual to our press", manual, LEAST, True),
    ]
    write_section(_section(costs, whole_ms, loads, goals))
    print(PAGE.read_text())
    return int(not all(goal.is_met for goal in goals))


def prepare() -> None:
    """Load the application; there is no database behind it."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "wir_foerderung.settings", "WIR_DEBUG": "1"}
    sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
    import django  # noqa: PLC0415 - slow import

    django.setup()


def make(document: dict[str, Any]) -> bytes:
    """Return the receipt of an application, made as the job makes it."""
    from applications.documents.context import FrozenApplication  # noqa: PLC0415 - app ready
    from applications.documents.letter_frame import authority_of  # noqa: PLC0415 - app ready
    from applications.documents.maker import make_document  # noqa: PLC0415 - app ready
    from applications.models import FundingRound  # noqa: PLC0415 - app ready
    from applications.rules.assessment import assess  # noqa: PLC0415 - app ready
    from applications.rules.documents import DocumentKind  # noqa: PLC0415 - app ready
    from applications.rules.facts import Facts  # noqa: PLC0415 - app ready
    from applications.rules.parameters import SEED, Parameters  # noqa: PLC0415 - app ready
    from applications.services.rounds import ROUND_2020  # noqa: PLC0415 - app ready

    payload, parameters = json.dumps(document, ensure_ascii=False), Parameters(SEED)
    facts = Facts.from_document(document)
    frozen = FrozenApplication(
        payload=payload,
        sha256=hashlib.sha256(payload.encode()).hexdigest(),
        version=1,
        is_rehearsal=False,
        report=assess(facts, parameters=parameters, on=date(2020, 1, 20)),
        parameters=parameters,
        authority=authority_of(FundingRound(**ROUND_2020)),
    )
    kind = DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT
    return make_document(kind, frozen, code="7KQ4M2XW9TB3").content


def a1() -> dict[str, Any]:
    """Return demo application A1."""
    document: dict[str, Any] = json.loads(A1.read_text())
    return document


def _page_of_a1() -> dict[str, Any]:
    """Return what the renderer is asked for when A1 gets its receipt."""
    from applications.documents import renderer  # noqa: PLC0415 - app ready

    asked: dict[str, Any] = {}
    genuine = renderer.make_pdf

    def listen(**arguments: Any) -> bytes:
        asked.update(arguments)
        return genuine(**arguments)

    renderer.make_pdf = listen
    make(a1())
    renderer.make_pdf = genuine
    return asked


def _race(page: dict[str, Any]) -> tuple[dict[str, float], float]:
    """Return the median milliseconds of processor of each, and of the whole document by us."""
    from applications.documents.renderer import make_pdf  # noqa: PLC0415 - app ready

    times: dict[str, list[float]] = {name: [] for name in NAMES}
    whole: list[float] = []
    with tempfile.TemporaryDirectory(prefix="wir-bench-") as folder:
        place = Path(folder, "page.json")
        place.write_text(json.dumps(_as_json(page)))
        rivals = {name: _rival(name, place) for name in (BARE, NAIVE)}
        for _round in range(ROUNDS + 1):
            for name, rival in rivals.items():
                times[name].append(_ask(rival))
            times[PRESS].append(_cpu_ms(lambda: make_pdf(**page)))
            whole.append(_cpu_ms(lambda: make(a1())))
        for rival in rivals.values():
            rival.communicate()
    # The first round warms up.
    return {name: median(found[1:]) for name, found in times.items()}, median(whole[1:])


def _as_json(page: dict[str, Any]) -> dict[str, Any]:
    """Return the page with its picture inside it, for those who know no ``wir:`` addresses."""
    html = page["html"]
    for name, (kind, content) in page["pictures"].items():
        data = f"data:{kind};base64,{base64.b64encode(content).decode()}"
        html = html.replace(f"wir:{name}", data)
    embedded = page["embedded"]
    return {
        "html": html,
        "attachment": embedded.content.decode(),
        "at": embedded.at.isoformat(),
    }


def _rival(name: str, place: Path) -> "subprocess.Popen[str]":
    from applications.documents import font_files, fonts  # noqa: PLC0415 - app ready

    environment = dict(os.environ)
    if name == BARE:
        environment["FONTCONFIG_FILE"] = str(fonts.folder() / font_files.CONFIGURATION)
    program = [sys.executable, str(ROOT / "tools" / "press_rivals.py"), name, str(place)]
    return subprocess.Popen(
        program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _ask(rival: "subprocess.Popen[str]") -> float:
    """Let a rival render once; return its milliseconds of processor."""
    question, answer = cast("IO[str]", rival.stdin), cast("IO[str]", rival.stdout)
    print(file=question, flush=True)
    return float(answer.readline())


def _cpu_ms(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor, ours and those of the press, its tidying included."""
    before = time.process_time() + _press_s()
    work()
    time.sleep(0.3)  # the press tidies up after it has answered
    return (time.process_time() + _press_s() - before) * 1000


def _press_s() -> float:
    from applications.documents.renderer import press  # noqa: PLC0415 - app ready

    if press.process_id is None:
        return 0
    return int(Path(f"/proc/{press.process_id}/schedstat").read_text().split()[0]) / 1e9


def _works() -> dict[str, Callable[[], bytes]]:
    """Return what costs most: first what the forms accept, then what they never let through."""
    from applications.documents.renderer import make_pdf  # noqa: PLC0415 - app ready

    letters = "W" * 10_000
    cost = {"kind": "fees", "purpose": "x", "calculation": letters, "amount_eur": "1.00"}
    answers = a1()
    answers["answers"]["goals"]["need"], answers["answers"]["costs"]["items"] = letters, [cost]
    rows = "<table>" + "<tr><td>1<td>2<td>3" * 3_000 + "</table>"

    def raw(body: str) -> bytes:
        html = f"<html lang=de><title>x</title>{body}</html>"
        return make_pdf(html=html, pictures={}, embedded=None)

    return {
        "A1, the first document of a new press": lambda: make(a1()),
        "Longest texts and lists in every field": lambda: make(fullest(a1(), words)),
        "The same, each text one word": lambda: make(fullest(a1(), endless)),
        "Words of 10,000 letters in two fields": lambda: make(answers),
        "Beyond the forms: a paragraph of 500,000 letters": lambda: raw("<p>" + "Wort " * 100_000),
        "Beyond the forms: a table of 3,000 rows": lambda: raw(rows),
        "Beyond the forms: 200,000 elements": lambda: raw("<b>x</b>" * 200_000),
    }


def _load(name: str, work: Callable[[], bytes]) -> Load:
    """Make one document in a fresh press."""
    from applications.documents import renderer  # noqa: PLC0415 - app ready

    renderer.press.end()
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        size = len(work()) / 1000
    except renderer.RenderingFailed as failure:
        wall = time.perf_counter() - wall
        return Load(f"{name}: refused, {failure.code}", wall, 0, 0, 0)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu + _press_s()
    status = Path(f"/proc/{renderer.press.process_id}/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1000
    return Load(name, wall, cpu, peak, size)


def _section(
    costs: dict[str, float], whole_ms: float, loads: list[Load], goals: list[Goal]
) -> str:
    made = {**{NAMES[name]: ms for name, ms in costs.items()}, WHOLE: whole_ms}
    speeds = [[name, f"{ms:.0f}", f"{1000 / ms:.2f}"] for name, ms in made.items()]
    rows = [[load.name, f"{load.wall_s:.1f}", *_figures(load)] for load in loads]
    parts = [
        "Documents",
        f"Written by `make bench-pdf`; Python {platform.python_version()}, {os.cpu_count()} "
        f"processors; {datetime.now(tz=UTC).date().isoformat()}, commit {measured_commit()}. The "
        f"receipt of demo application A1, 8 pages, made in turn: medians of {ROUNDS}. The machine "
        "did other things meanwhile, so goals are judged by ratios of processor time in this run.",
        table(["Made by", "ms of processor a file", "files a second of a processor"], speeds),
        "One document in a press of its own, its start included; the press gives up after "
        "30 seconds or at 1,000 MB.",
        table(["Document", "s", "s of processor", "MB at the peak", "kB"], rows),
        goals_table(goals),
    ]
    return "\n\n".join(parts) + "\n"


def _figures(load: Load) -> list[str]:
    if not load.size_kb:
        return ["", "", ""]
    return [f"{load.cpu_s:.1f}", f"{load.peak_mb:.0f}", f"{load.size_kb:.0f}"]


if __name__ == "__main__":
    raise SystemExit(main())
