"""G12, T06: every form says what is wrong in one way, and keeps everything else that was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import resolve

from applications.views.section_pages import PAGES
from tests import factories
from tests.access.forms import CommittingClient
from tests.goals.trip import kinds_of
from tests.journeys.visits import GROUPS
from tests.support import pages
from tests.support.accounts import make_user

pytestmark = pytest.mark.django_db

# No form takes a character that turns the direction of writing, and no number has one.
WRONG: Final = "so\u202enicht"
PASSWORDS: Final = re.compile(r"password|remark")


# Pages with nothing to keep: codes, passwords, ticks, files. Account numbers and answers to a
# hearing have their own tests.
ELSEWHERE: Final = frozenset(
    {
        "account_deletion_confirm",
        "account_email_verification_sent",
        "account_reauthenticate",
        "account_reset_password_from_key",
        "agreement",
        "bank_details_confirm",
        "bank_details_enter",
        "bank_details_stop",
        "enclosure_photos",
        "enclosures",
        "hearing",
        "late_enclosures",
        "mfa_activate_totp",
        "mfa_authenticate",
        "organisation_deletion",
        "mfa_reauthenticate",
        "staff_invitation",
        "verify_code",
    }
)


@dataclass(frozen=True)
class Form:
    """One form: who opens it, where it is, what its button says, which fields take any text."""

    address: str
    button: Mapping[str, str] = field(default_factory=lambda: {"target": "next"})
    signed_in: bool = True
    may_be_empty: bool = False
    takes_anything: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.address


def _public(address: str, **values: Any) -> Form:
    return Form(address, {}, signed_in=False, **values)


FORMS: Final = (
    *(
        Form(f"/antrag/{{draft}}/{page.slug}/", may_be_empty=page.slug == "finanzierung")
        for page in PAGES
        if page.slug not in {"voraussetzungen", "kosten"}
    ),
    Form("/antrag/{draft}/kosten/neu/"),
    Form("/antrag/{draft}/absenden/", {"target": "send"}),
    Form("/antrag/{draft}/team/einladen/", {}),
    Form("/antrag/{draft}/ziele/bemerkungen/", {}),
    Form("/antraege/neu/", {}),
    Form("/antrag/{case}/nachrichten/", {}),
    Form("/antrag/{case}/rueckmeldung/", {}, takes_anything=frozenset({"comment"})),
    Form("/konto/", {}),
    Form("/konto/email/", {}),
    Form("/konto/passwort/aendern/", {}),
    _public("/konto/registrieren/"),
    _public("/konto/anmelden/"),
    _public("/konto/passwort/"),
    _public("/kontakt/"),
    _public("/barriere-melden/"),
    _public("/echt/"),
    _public("/check/1/"),
)


@dataclass
class Sheet:
    """A form on the screen of somebody."""

    client: Client
    form: Form
    address: str

    def data(self) -> dict[str, Any]:
        """Return what stands on the page."""
        return pages.form_data(self.client.get(self.address))

    def names(self) -> list[str]:
        """Return the text fields of the form."""
        page = self.client.get(self.address)
        known = self.data()
        return [
            name
            for name, kind in kinds_of(page).items()
            if kind == "text"
            and name in known
            and not PASSWORDS.search(name)
            and name not in self.form.takes_anything
        ]

    def sends(self, data: Mapping[str, Any]) -> Any:
        """Press the button."""
        fixed = {name: value for name, value in self.data().items() if name in {"version", "seen"}}
        return self.client.post(self.address, {**data, **fixed, **self.form.button})


@pytest.fixture
def sheet(request: pytest.FixtureRequest, rehearsal: Any) -> Sheet:
    rehearsal("2020-01-20T10:00")
    user = make_user()
    draft = factories.make_complete_draft(actor=user)
    client = CommittingClient()
    form: Form = request.param
    parts = {"draft": draft.code, "case": ""}
    if "{case}" in form.address:
        case = factories.make_submitted(name="Anderer Verein e. V.")
        case.organisation.memberships.update(user=user)
        parts["case"] = case.code
    if form.signed_in:
        client.force_login(user)
    return Sheet(client, form, form.address.format(**parts))


def faults(page: Any) -> list[str]:
    """Return what is missing on a page that refuses a form."""
    if page.status_code != 200:
        return [f"the answer is {page.status_code}"]
    html = page.content.decode()
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    found = [] if title and title[1].strip().startswith("Fehler: ") else ["the title is silent"]
    lines = pages.summary(page)
    found += [] if lines else ["there is no list"]
    found += [] if "autofocus" in html.partition("data-error-summary")[0][-300:] else ["no focus"]
    beside = {pages.text(text) for text in _ERROR.findall(html)}
    for address, text in _LINKS.findall(html.partition("data-error-summary")[2].split("</ul>")[0]):
        sentence = pages.text(text)
        if address.startswith("#") and f'id="{unescape(address[1:])}"' not in html:
            found.append(f"{sentence} leads nowhere")
        if not any(said.removeprefix("Fehler: ") in sentence for said in beside if said):
            found.append(f"{sentence} does not stand at its field")
    return found


_LINKS: Final = re.compile(r'<a class="kern-link" href="([^"]*)">(.*?)</a>', re.DOTALL)
_ERROR: Final = re.compile(r'id="[^"]*_error"[^>]*>(.*?)</p>', re.DOTALL)


@pytest.mark.parametrize("sheet", FORMS, indirect=True, ids=str)
def test_every_form_says_what_is_wrong_and_keeps_the_rest(sheet: Sheet) -> None:
    before = sheet.data()
    problems = []
    if not sheet.form.may_be_empty:
        empty = sheet.sends(dict.fromkeys(before, ""))
        problems += [f"empty: {fault}" for fault in faults(empty)]
    for name in sheet.names():
        typed = before | {name: WRONG}
        page = sheet.sends(typed)
        problems += [f"{name}: {fault}" for fault in faults(page)]
        kept = pages.form_data(page) if page.status_code == 200 else {}
        problems += [
            f"{name}: {other} is not kept but {kept.get(other)!r}"
            for other, value in typed.items()
            if value
            and kept.get(other) != value
            and _is_kept(other)
            and value not in kept.values()
        ]

    assert not problems, "\n".join(problems)


def _is_kept(name: str) -> bool:
    return not PASSWORDS.search(name) and name not in {"csrfmiddlewaretoken", "version", "seen"}


def test_every_form_of_the_applicants_is_asked() -> None:
    """Forms that show errors in the browser sweep are asked here too."""
    code = "0" * 26
    asked = {resolve(str(form).format(draft=code, case=code)).url_name for form in FORMS}
    in_a_browser = {
        visit.name
        for _scene, visits in GROUPS.values()
        for visit in visits
        if visit.press and not visit.moves_on
    }
    assert in_a_browser - asked - ELSEWHERE == set()
