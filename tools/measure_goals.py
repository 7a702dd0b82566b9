"""Measure the goals of the applicants' side and write them into docs/measurements.md.

What the tests of the goals measure is taken from them. The speed is measured here, on a fresh
demonstration: a telephone's slow processor on a slow line, the middle of five views.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any, Final

from measure import PAGE, measured_commit, write_section
from playwright.sync_api import Browser, Page, sync_playwright
from screenshots import EWA, PHONE, demonstration, open_page, sign_in

ROOT: Final = Path(__file__).resolve().parent.parent
KEPT: Final = ROOT / "test-output" / "measured"
TESTS: Final = ("tests/goals/test_effort.py", "tests/goals/test_weight.py")
VIEWS: Final = 5
SLOWER: Final = 4
LATENCY_MS: Final = 150
BYTES_A_SECOND: Final = 1_600_000 / 8
Row = tuple[str, str, str, str]
# Filled by the browser while the page loads; read when it is quiet.
WATCH: Final = """
  window.seen = { paint: 0, shift: 0, long: 0 };
  const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see))
    .observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => (seen.paint = entry.startTime));
  watch("layout-shift", (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));
  watch("longtask", (entry) => (seen.long += entry.duration));
"""


def main() -> int:
    """Run the tests that count, measure the speed, write the section."""
    shutil.rmtree(KEPT, ignore_errors=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", *TESTS]
    subprocess.run(command, cwd=ROOT, check=True)
    rows = sorted([*_counted(), *_timed()])
    write_section(_section(rows))
    print(PAGE.read_text())
    return 0


def _counted() -> list[Row]:
    """Return what the tests kept."""
    lines = [line for file in KEPT.glob("*.jsonl") for line in file.read_text().splitlines()]
    kept = map(json.loads, lines)
    return [(row["goal"], row["what"], f"{row['value']:g}", row["limit"]) for row in kept]


def _timed() -> list[Row]:
    """Return the speed of the start page and of a page of questions."""
    with demonstration() as address, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        start = _views(browser, address, "/")
        page = open_page(browser, address, PHONE)
        sign_in(page, EWA)
        page.get_by_role("link", name="Weiter ausfüllen").click()
        page.get_by_role("link", name="Lohn und Kosten", exact=True).click()
        page.wait_for_load_state("networkidle")
        questions = [_view(page, page.url) for _view_number in range(VIEWS)]
        browser.close()
    return [*_speed("Start page", start), *_speed("Page with results", questions)]


def _views(browser: Browser, address: str, path: str) -> list[dict[str, float]]:
    """Open a page several times, each time as somebody who was never here."""
    return [_view(open_page(browser, address, PHONE), path) for _number in range(VIEWS)]


def _view(page: Page, path: str) -> dict[str, float]:
    """Open a page slowly and return what the browser saw."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    line = {"offline": False, "latency": LATENCY_MS, "uploadThroughput": BYTES_A_SECOND}
    session.send(
        "Network.emulateNetworkConditions", {**line, "downloadThroughput": BYTES_A_SECOND}
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(path, wait_until="networkidle")
    seen: dict[str, Any] = page.evaluate("seen")
    session.detach()
    return {name: float(value) for name, value in seen.items()}


def _speed(title: str, views: list[dict[str, float]]) -> list[Row]:
    middle = {name: median(view[name] for view in views) for name in views[0]}
    return [
        ("G17", f"{title}, largest paint (LCP)", f"{middle['paint'] / 1000:.2f} s", "≤ 1.8 s"),
        ("G17", f"{title}, layout shift (CLS)", f"{middle['shift']:.3f}", "≤ 0.02"),
        ("G17", f"{title}, long tasks in all", f"{middle['long']:.0f} ms", "≤ 100 ms"),
    ]


def _section(rows: list[Row]) -> str:
    commit = measured_commit()
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return (
        "The goals of the applicants' side\n\n"
        f"Written by `make goals`, commit {commit}. Keystroke model: seconds for characters, "
        "answers, pages, words to read and files. The speed is the middle of five views at "
        "1.6 Mbit/s, 150 ms, processor four times slower.\n\n"
        f"| Goal | What | Value | Limit |\n| --- | --- | --- | --- |\n{table}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
