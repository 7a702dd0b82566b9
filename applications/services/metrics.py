"""What monitoring is told, in the text format of Prometheus (0.0.4)."""

import platform
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Final

from django.conf import settings
from django.db import connection
from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry

from applications.rules.alarms import PREFIX, Value
from applications.services import operation, request_counts

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
# One line each for whoever reads the answer; docs/operations.md says what to do.
HELP: Final = {
    Value.PART_WORKS: "1 while a part that /health/ready asks for works.",
    Value.JOBS_WAITING: "Jobs that no worker has begun.",
    Value.JOB_WAITS: "Age of the oldest of them.",
    Value.MAILS_WAITING: "Mails to send.",
    Value.MAIL_WAITS: "Age of the oldest mail to send.",
    Value.MAILS_PARKED: "Mails that failed too often and wait for a person.",
    Value.DOCUMENTS_WAITING: "Documents to make.",
    Value.DOCUMENT_WAITS: "Age of the oldest document to make.",
    Value.DOCUMENTS_PARKED: "Documents that failed too often and wait for a person.",
    Value.RECEIPTS_MISSING: "Versions that were sent and have no receipt yet.",
    Value.RECEIPT_MISSING: "Age of the oldest of them.",
    Value.LETTERS_MISSING: "Letters that were released and have no file yet.",
    Value.LETTER_MISSING: "Age of the oldest release of them.",
    Value.MONEY_IS_RIGHT: "1 while books and decisions agree and keep to the budget.",
    Value.ROUND_BUDGET: "Budget of the round.",
    Value.ROUND_BOOKED: "Money of the round as it is booked.",
    Value.ROUND_DECIDED: "Money of the round as the decisions add up.",
    Value.AUDIT_ROWS: "Number of the last row of the audit log.",
    Value.AUDIT_END_IS_WHOLE: "1 while the last 500 rows of the audit log are whole.",
    Value.AUDIT_BREAKS: "Breaks that the last walk of the audit log found.",
    Value.SINCE_AUDIT: "Time since the last walk of the audit log.",
    Value.SINCE_BACKUP: "Time since the last backup.",
    Value.SINCE_RETENTION: "Time since the last run of apply_retention.",
    Value.SIGN_INS_REFUSED: "Wrong passwords and codes in 15 minutes.",
    Value.CLOCK_OFFSET: "How far our clock and that of the database are apart.",
    Value.FREE_BYTES: "Free room of a disk.",
}


class _Readings(Collector):
    """Turns the readings of the page „Betrieb“ into metrics, asked for at the scrape."""

    def collect(self) -> Iterator[Metric]:
        """Yield a metric for each value that could be asked."""
        found: dict[Value, GaugeMetricFamily] = {}
        for one in operation.readings():
            family = found.get(one.value) or GaugeMetricFamily(
                PREFIX + one.value, HELP[one.value], labels=sorted(one.labels)
            )
            labels = [one.labels[name] for name in sorted(one.labels)]
            # Amounts, too: the library writes what it can make a number of.
            family.add_metric(labels, one.number)  # type: ignore[arg-type]
            found[one.value] = family
        yield from found.values()
        yield InfoMetricFamily(f"{PREFIX}build", "What runs here.", value=build())


def text() -> bytes:
    """Return all metrics of this web server."""
    registry = CollectorRegistry()
    for collector in (*request_counts.collectors(), _Readings()):
        registry.register(collector)
    return generate_latest(registry)


@cache
def build() -> dict[str, str]:
    """Return version and commit of the program, and what it stands on."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return {
        "version": project["project"]["version"],
        "commit": settings.COMMIT,
        "python": platform.python_version(),
        "database": connection.vendor,
    }
