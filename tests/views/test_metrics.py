"""Monitoring learns how the installation is doing; strangers learn nothing, nobody a name."""

import re
from http import HTTPMethod
from ipaddress import ip_network
from typing import Any, Final

import pytest
from django.conf import LazySettings
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from applications.rules.alarms import ERROR_WINDOW_SECONDS, LIMITS, PREFIX, Value
from applications.services import metrics, operation, security_log
from tests import factories
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db
ADDRESS: Final = "/health/metrics"
STRANGER: Final = "198.51.100.23"
RULES: Final = ROOT / "docs/samples/alarms.yml"


def samples(**environment: Any) -> list[Sample]:
    answer = Client(**environment).get(ADDRESS)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    families = text_string_to_metric_families(answer.content.decode())
    return [sample for family in families for sample in family.samples]


def number(name: str, **labels: str) -> float:
    found = [one.value for one in samples() if one.name == name and one.labels == labels]
    return found[0] if found else 0.0


def test_everything_is_told_in_the_format_of_prometheus() -> None:
    Client().get("/")
    factories.make_submitted()

    names = {sample.name for sample in samples()}

    waiting = {Value.JOBS_WAITING, Value.JOB_WAITS}
    assert {PREFIX + value for value in metrics.HELP.keys() - waiting} <= names
    assert {"wir_requests_total", "wir_request_seconds_bucket", "wir_build_info"} <= names


def test_every_value_has_its_words() -> None:
    assert metrics.HELP.keys() == set(Value) - {Value.REQUESTS_FAILED}


@pytest.mark.parametrize(
    ("address", "networks", "forwarded", "proxies", "status"),
    [
        ("127.0.0.1", None, None, 0, 200),
        ("::1", None, None, 0, 200),
        (STRANGER, None, None, 0, 404),
        ("10.1.2.3", ["10.1.0.0/16"], None, 0, 200),
        ("127.0.0.1", ["10.1.0.0/16"], None, 0, 404),
        ("127.0.0.1", [], None, 0, 404),
        # Our proxy says for whom it asks.
        ("127.0.0.1", None, STRANGER, 1, 404),
        ("127.0.0.1", None, f"127.0.0.1, {STRANGER}", 1, 404),
        ("127.0.0.1", ["198.51.100.0/24"], STRANGER, 1, 200),
        # A proxy that nobody named asks for we do not know whom.
        ("127.0.0.1", None, "127.0.0.1", 0, 404),
    ],
)
def test_only_the_own_networks_are_answered(
    settings: LazySettings,
    address: str,
    networks: list[str] | None,
    forwarded: str | None,
    proxies: int,
    status: int,
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    if networks is not None:
        settings.METRICS_NETWORKS = [ip_network(one) for one in networks]
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    answer = Client(REMOTE_ADDR=address, **headers).get(ADDRESS)

    assert answer.status_code == status
    unknown = Client(REMOTE_ADDR=address, **headers).get("/health/unknown")
    same = answer.content.replace(b"metrics", b"unknown") == unknown.content
    assert same == (status == 404)


def test_the_sample_of_the_proxy_hands_it_to_nobody() -> None:
    proxy = (ROOT / "docs/samples/nginx.conf").read_text()

    assert re.search(r"location = /health/metrics \{\s*return 404;\s*\}", proxy)


def test_answers_and_errors_are_counted_by_the_name_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_arguments: Any) -> None:
        raise ValueError("broken")

    failed, missing = {"method": "GET", "status": "5xx"}, {"method": "GET", "status": "4xx"}
    before = number("wir_requests_total", **failed), number("wir_requests_total", **missing)
    pages = number("wir_request_seconds_count", page="imprint")
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("applications.views.public.render", broken)

    assert client.get("/impressum/").status_code == 500
    assert client.get("/gibt/es/nicht/").status_code == 404
    assert client.generic("BREW", "/impressum/").status_code == 405
    assert client.get("/health/ready").status_code in {200, 503}

    assert number("wir_requests_total", **failed) == before[0] + 1
    assert number("wir_requests_total", **missing) == before[1] + 1
    assert number("wir_request_seconds_count", page="imprint") == pages + 1
    assert {one.labels["method"] for one in samples() if one.name == "wir_requests_total"} <= {
        *HTTPMethod,
        "other",
    }
    assert not any("health" in label for one in samples() for label in one.labels.values())


def test_nothing_personal_is_told() -> None:
    factories.make_round()
    name, email = "Rania Haddad-Geheim", "rania.geheim@beispiel.de"
    person = factories.make_user(name, email=email)
    case = factories.make_submitted(actor=person, name="Verein Zitronenfalter e. V.")
    security_log.sign_in_refused(email, at=factories.SENT_AT)
    Client().get(f"/antrag/{case.code}/status/")
    Client().get(f"/suche/{email}/?q={name}")
    operation.forget()

    text = Client().get(ADDRESS).content.decode()

    secrets = ("Geheim", "geheim", "beispiel.de", "Zitronenfalter", "127.0.0.1")
    for secret in (*secrets, case.code, case.reference_number):
        assert secret not in text


def _limits() -> set[tuple[str, str, float, str]]:
    """Return name, comparison, number and severity of every limit of ours."""
    return {
        (PREFIX + value, "<" if limit.is_floor else ">", number, severity)
        for value, limit in LIMITS.items()
        for severity, number in (("alarm", limit.alarm), ("warning", limit.warning))
        if number is not None
    }


def test_the_sample_of_alarm_rules_has_our_limits() -> None:
    window = f"{ERROR_WINDOW_SECONDS // 60}m"
    requests = f'sum(increase(wir_requests_total{{status="5xx"}}[{window}]))'
    text = RULES.read_text().replace(requests, f"max({PREFIX}{Value.REQUESTS_FAILED})")

    rules = re.findall(
        r"expr: (?:min|max)(?: by \([a-z, ]+\) )?\((\w+)\) ([<>]) (\d+)\n"
        r"(?: +for: 1m\n)? +labels: \{severity: (\w+)\}",
        text,
    )

    assert {(name, sign, float(n), severity) for name, sign, n, severity in rules} == _limits()
    assert len(rules) == len(_limits()) == text.count("expr:") - 2


def test_every_metric_of_the_sample_is_told() -> None:
    factories.make_round()
    used = set(re.findall(r"wir_\w+", re.sub(r"#.*", "", RULES.read_text())))
    Client().get("/")

    told = {sample.name for sample in samples()}

    # Where no job waits there is no age.
    assert used - told == {f"{PREFIX}{Value.JOB_WAITS}"}
