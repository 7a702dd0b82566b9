"""Forms of rounds and of staff accounts take nothing that breaks them, and lose nothing."""

import html
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse

from applications.models import FundingRound, RoundChange, SecondFactorReset, User
from tests.access.more_addresses import ACCOUNT, MODELS, PLANNED, ROUND, address
from tests.access.scene import Scene
from tests.support import pages

LONG = "x" * 10_001
HUGE = "9" * 30
ODD = "\u202e\u2066Zeile\u200b😀"
FAR, GONE, NEVER = ("31", "12", "9999"), ("1", "1", "1000"), ("31", "2", "2020")


# Form -> what is typed into one field, everything else as it stands there.
ROUND_FIELDS = [
    ("name", "a\0b"),
    ("name", LONG),
    ("year", "1e999"),
    ("year", HUGE),
    ("year", "9" * 18),
    ("year", "-1"),
    ("reference_prefix", "wir 2031"),
    ("reference_prefix", LONG),
    ("opens_at_0", "31.02.2020"),
    ("opens_at_0", "31.12.9999"),
    ("opens_at_1", "25:99"),
    ("closes_at_0", "01.01.0001"),
    ("period_from", "31.02.2020"),
    ("period_until", "31.12.9999"),
    ("budget_eur", HUGE),
    ("budget_eur", "NaN"),
    ("maximum_months", HUGE),
    ("minimum_own_share_percent", "1000"),
    ("draft_retention_months", "٣٤٥"),
    ("contact_email", "a@b.de\nBcc: c@d.de"),
    ("contact_phone", LONG),
    ("late_policy", "drop table"),
]
COPY_FIELDS = [
    ("name", "a\0b"),
    ("name", LONG),
    ("year", "9999"),
    ("year", "20 31"),
    ("year", HUGE),
    ("reference_prefix", ODD),
    ("reference_prefix", "wir"),
]
CHANGE_FIELDS = [
    ("name", LONG),
    ("closes_at", FAR),
    ("closes_at", NEVER),
    ("decision_expected_on", GONE),
    ("proof_due_on", ("x", "y", "z")),
    ("budget_eur", HUGE),
    ("budget_eur", "-1"),
    ("draft_retention_months", "1e999"),
    ("contact_email", "niemand"),
    ("reason", ""),
    ("reason", LONG),
]
ACCOUNT_FIELDS = [
    ("email", "a\0@b.de"),
    ("email", f"{'x' * 300}@b.de"),
    ("email", "a@b.de\nBcc: c@d.de"),
    ("name", LONG),
    ("name", ""),
    ("group", "99999999999999999999"),
    ("group", "Leitung"),
]
ROWS = [
    *((f"{MODELS}fundinground/add/", {}, *row) for row in ROUND_FIELDS),
    *((f"{PLANNED}change/", {}, *row) for row in ROUND_FIELDS[:16]),
    *((f"{ROUND}kopieren/", {"step": "copy"}, *row) for row in COPY_FIELDS),
    *((f"{ROUND}aendern/", {"step": "preview"}, *row) for row in CHANGE_FIELDS),
    *((f"{ROUND}aendern/", {"step": "propose"}, *row) for row in CHANGE_FIELDS),
    *((f"{MODELS}user/add/", {"step": "go"}, *row) for row in ACCOUNT_FIELDS),
    *((ACCOUNT, {"step": "go"}, *row) for row in ACCOUNT_FIELDS[3:]),
    (f"{ACCOUNT}schutz/", {"step": "ask"}, "reason", ""),
    (f"{ACCOUNT}schutz/", {"step": "ask"}, "reason", LONG),
]


@pytest.mark.parametrize("url", dict.fromkeys(row[0] for row in ROWS))
def test_form_says_in_german_what_is_wrong_and_keeps_it(scene: Scene, url: str) -> None:
    client = scene.client_of("Verwaltung")
    place = address(scene, url)
    filled = _filled(scene, pages.form_data(client.get(place)))
    before = _counts()

    wrong = {}
    for fixed, name, value in (row[1:] for row in ROWS if row[0] == url):
        typed = _parts(name, value)
        answer = client.post(place, filled | typed | fixed)
        if complaint := _complaint(answer, name, typed):
            wrong[name, str(value)[:20]] = complaint

    assert wrong == {}
    assert _counts() == before


def test_the_part_of_a_day_that_is_wrong_is_marked(scene: Scene) -> None:
    client = scene.client_of("Verwaltung")
    place = address(scene, f"{ROUND}aendern/")
    typed = pages.form_data(client.get(place)) | _parts("closes_at", FAR)

    page = client.post(place, typed | {"step": "preview"}).content.decode()

    fields = re.findall(r"<input[^>]*name=.closes_at_[012][^>]*>", page)
    assert ["aria-invalid" in field for field in fields] == [False, False, True]


def _filled(scene: Scene, shown: dict[str, Any]) -> dict[str, Any]:
    """Return what stands in the form, and what is sound where it is empty."""
    planned = scene.case.round
    sound = {
        "name": "Runde 2032",
        "year": "2032",
        "reference_prefix": "WIR-2032",
        "opens_at_0": "01.12.2031",
        "opens_at_1": "08:00",
        "closes_at_0": "01.02.2032",
        "closes_at_1": "00:00",
        "period_from": "01.02.2032",
        "period_until": "31.12.2032",
        "budget_eur": "400.000,00",
        "maximum_eur": "10.200,00",
        "micro_project_maximum_eur": "3.000,00",
        "minijob_maximum_eur": "7.200,00",
        "authority_name": planned.authority_name,
        "authority_address": planned.authority_address,
        "decision_expected_on": "31.03.2032",
        "proof_due_on": "31.03.2033",
        "reason": "Neuer Anschluss.",
        "email": "neu@wir.example",
        "group": str(Group.objects.get(name="Haushalt").pk),
    }
    empty = {name: sound[name] for name in sound if name in shown and not shown[name]}
    buttons = ("_addanother", "_continue", "_save", "step")
    return {name: value for name, value in {**shown, **empty}.items() if name not in buttons}


def _parts(name: str, value: Any) -> dict[str, str]:
    """Return what a browser sends: a date has three fields."""
    if isinstance(value, tuple):
        return {f"{name}_{number}": part for number, part in enumerate(value)}
    return {name: value}


def _complaint(answer: HttpResponse, name: str, typed: dict[str, str]) -> str:
    """Return what is wrong with the answer to one wrong value; "" when nothing is."""
    if answer.status_code != 200:
        return f"answered {answer.status_code}"
    context: Any = answer.context
    form = context["adminform"].form if "adminform" in context else context["form"]
    field = re.sub("_[01]$", "", name) if name not in form.fields else name
    sentences = [str(sentence) for sentence in form.errors.get(field, [])]
    if not sentences:
        return f"no error at the field, but {dict(form.errors)}"
    page = html.unescape(answer.content.decode())
    missing = [one for one in sentences if one not in page or not one.endswith((".", ")"))]
    # A list shows only what it offers, and no field holds characters that are not allowed.
    is_list = hasattr(form.fields[field], "choices")
    typed_texts = [] if is_list else [part for part in typed.values() if part.isprintable()]
    lost = [part[:20] for part in typed_texts if part not in page]
    return f"{missing} {lost}" if missing or lost else ""


def _counts() -> list[int]:
    models = (FundingRound, RoundChange, SecondFactorReset, User)
    return [model.objects.count() for model in models]
