"""S05: the account is entered by the right person, compared, shown masked, and never leaks."""

import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import reverse
from django.views.debug import ExceptionReporter

from applications.forms.bank_details import BankDetailsForm
from applications.models import Application, AuditEvent, BankDetails, KeptInput, Message, User
from applications.rules.lifecycle import Role
from applications.services import bank_details, second_factor
from applications.services.identity_proof import VALID_SECONDS
from applications.urls import urlpatterns
from tests import factories
from tests.support.bank_details import IBAN, MASKED, NUMBER
from tests.support.pages import form_data, page_text, summary
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

FULL_PAGES = {"bank_details_confirm"}


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch, rehearsal: Callable[[str], Any]) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal("2020-02-03T10:00")


def client_of(user: User, *, proved_ago: float | None = 0, method: str = "password") -> Client:
    """A browser in which somebody showed so many seconds ago who they are, or never did."""
    client = StrictClient()
    client.force_login(user)
    if proved_ago is not None:
        session = client.session
        record = {"method": method, "at": time.time() - proved_ago}
        session["account_authentication_methods"] = [record]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def page_of(case: Application, name: str = "bank_details") -> str:
    return reverse(name, args=[case.code])


def typed(case: Application, **changes: Any) -> dict[str, Any]:
    seen = bank_details.bank_account_of(case).seen
    values = {"account_holder": case.organisation_name, "iban": IBAN, "bank_name": ""}
    return {**values, "seen": seen, **changes}


def enter(case: Application, client: Client) -> Any:
    return client.post(page_of(case, "bank_details_enter"), typed(case))


def confirm(case: Application, client: Client) -> Any:
    page = page_of(case, "bank_details_confirm")
    return client.post(page, form_data(client.get(page)) | {"has_compared": "on"})


# The usual way --------------------------------------------------------------


def test_enter_compare_confirm() -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by)
    status = page_text(client.get(page_of(case, "application_status")))
    assert "Bitte geben Sie Ihr Konto an" in status

    assert client.get(page_of(case))["Location"] == page_of(case, "bank_details_enter")
    page = client.get(page_of(case, "bank_details_enter"))
    assert "Wohin sollen wir das Geld überweisen?" in page_text(page)
    assert "Das Konto muss auf den Verein laufen." in page_text(page)
    assert form_data(page)["account_holder"] == case.organisation_name
    entered = client.post(
        page_of(case, "bank_details_enter"),
        form_data(page) | {"iban": IBAN.lower(), "bank_name": "Beispielbank"},
    )
    assert entered["Location"] == page_of(case, "bank_details_confirm")

    page = client.get(entered["Location"])
    assert "Bitte vergleichen Sie jede Ziffer." in page_text(page)
    assert IBAN in page_text(page)
    assert "Beispielbank" in page_text(page)
    assert summary(client.post(entered["Location"], form_data(page)))
    done = confirm(case, client)
    assert done["Location"] == page_of(case)
    text = page_text(client.get(done["Location"]))
    assert "Das Konto ist bestätigt." in text
    assert "erst ab Mittwoch, 5. Februar 2020, 10:0" in text
    assert "Bitte geben Sie Ihr Konto an" not in page_text(
        client.get(page_of(case, "application_status"))
    )


def test_two_people_confirm_a_change() -> None:
    case = factories.make_awarded()
    first = client_of(case.created_by)
    enter(case, first)
    confirm(case, first)
    other = factories.make_member(case, role=Role.REPRESENTATIVE)
    second = client_of(other)

    enter(case, first)
    page = first.get(page_of(case, "bank_details_confirm"))
    assert "1 von 2 hat bestätigt" in page_text(page)
    assert "Jetzt muss Selamawit T. das Konto bestätigen." in page_text(page)
    assert "has_compared" not in page.content.decode()
    data = {"seen": bank_details.bank_account_of(case).seen, "has_compared": "on"}
    answer = first.post(page_of(case, "bank_details_confirm"), data, follow=True)
    assert "Das Konto muss eine zweite Person bestätigen." in page_text(answer)
    assert "1 von 2 hat bestätigt" in page_text(second.get(page_of(case, "application_status")))

    confirm(case, second)
    row = BankDetails.objects.latest("pk")
    assert (row.entered_by, row.confirmed_by) == (case.created_by, other)


def test_whoever_is_alone_is_told_to_invite_somebody() -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by)
    enter(case, client)
    BankDetails.objects.update(needs_second_person=True)
    text = page_text(client.get(page_of(case)))
    assert "Es fehlt noch eine zweite Person aus dem Vorstand." in text
    assert "Person einladen" in text


def test_a_stop_asks_for_a_new_account() -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by)
    enter(case, client)
    confirm(case, client)

    page = client.get(page_of(case, "bank_details_stop"))
    assert "Möchten Sie die Auszahlung anhalten?" in page_text(page)
    client.post(page_of(case, "bank_details_stop"), form_data(page))

    text = page_text(client.get(page_of(case)))
    assert "Die Auszahlung ist angehalten" in text
    assert "Rania H. hat am Montag, 3. Februar 2020 einen Fehler gemeldet." in text
    assert "Konto angeben" in text
    again = client.post(page_of(case, "bank_details_stop"), form_data(page))
    assert again["Location"] == page_of(case)
    assert "Die Auszahlung ist angehalten" in page_text(
        client.get(page_of(case, "application_status"))
    )


# What is typed --------------------------------------------------------------


@pytest.mark.parametrize(
    ("iban", "sentence"),
    [
        ("", "Tragen Sie die IBAN ein."),
        ("DE59 9999 9999 0000 0010 10", "Diese IBAN stimmt nicht. Bitte prüfen Sie die Ziffern."),
        ("TR33 0006 1005 1978 6457 8413 26", "In dieses Land können wir nicht überweisen."),
        ("1" * 500, "Der Text ist 350 Zeichen zu lang."),
    ],
)
def test_a_mistyped_number_is_asked_for_again(iban: str, sentence: str) -> None:
    case = factories.make_awarded()
    page = client_of(case.created_by).post(
        page_of(case, "bank_details_enter"), typed(case, iban=iban)
    )
    assert [error for error in summary(page) if sentence in error]
    assert not BankDetails.objects.exists()


def test_nobody_is_asked_for_a_bic() -> None:
    asked = BankDetailsForm.base_fields

    assert set(asked) == {"seen", "account_holder", "iban", "bank_name", "other_name"}


def test_another_name_is_confirmed_and_never_passes_silently() -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by)
    data = typed(case, account_holder="Rania Haddad")

    page = client.post(page_of(case, "bank_details_enter"), data)
    assert any("Der Name passt nicht zu Ihrem Verein." in error for error in summary(page))
    assert not BankDetails.objects.exists()
    client.post(page_of(case, "bank_details_enter"), data | {"other_name": "on"})
    assert not BankDetails.objects.get().holder_fits
    text = page_text(client.get(page_of(case, "bank_details_confirm")))
    assert "Der Kontoinhaber heißt anders als Ihr Verein." in text


def test_the_same_name_needs_no_confirmation() -> None:
    case = factories.make_awarded(name="Brücke Köln e. V.")
    client = client_of(case.created_by)
    page = client.get(page_of(case, "bank_details_enter"))
    assert "other_name" not in page.content.decode()
    client.post(
        page_of(case, "bank_details_enter"), typed(case, account_holder="BRUECKE KOELN EV")
    )
    assert BankDetails.objects.get().holder_fits


@pytest.mark.parametrize("seen", ["", "-1", "9" * 30, "x", "999999"])
def test_an_entry_that_nobody_saw_is_not_decided(seen: str) -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by)
    data = typed(case, seen=seen)
    answer = client.post(page_of(case, "bank_details_enter"), data, follow=True)
    assert "Hier hat sich gerade etwas geändert." in page_text(answer)
    assert not BankDetails.objects.exists()


# Who, and when --------------------------------------------------------------


def test_others_in_the_team_read_masked_and_change_nothing() -> None:
    case = factories.make_awarded()
    member = client_of(factories.make_member(case))
    assert "Bitten Sie Rania H. darum." in page_text(member.get(page_of(case)))
    enter(case, client_of(case.created_by))

    assert MASKED in page_text(member.get(page_of(case)))
    for name in ("bank_details_enter", "bank_details_confirm", "bank_details_stop"):
        assert member.get(page_of(case, name)).status_code == 403
        assert member.post(page_of(case, name), typed(case)).status_code == 403
    adviser = client_of(factories.make_member(case, role=Role.ADVISER))
    assert adviser.get(page_of(case)).status_code == 403
    assert "Konto angeben" not in page_text(adviser.get(page_of(case, "application_status")))
    assert BankDetails.objects.count() == 1


def test_before_an_award_there_is_no_such_page() -> None:
    case = factories.make_proposed()
    client = client_of(case.created_by)
    for name in ("bank_details", "bank_details_enter", "bank_details_confirm"):
        assert client.get(page_of(case, name))["Location"] == page_of(case, "application_status")
    assert enter(case, client)["Location"] == page_of(case, "application_status")
    stranger = client_of(factories.make_user())
    assert stranger.get(page_of(case)).status_code == 404
    assert not BankDetails.objects.exists()


@pytest.mark.parametrize("proved_ago", [None, VALID_SECONDS + 1])
def test_the_password_is_asked_for_first(proved_ago: float | None) -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by, proved_ago=proved_ago)
    proof = reverse("account_reauthenticate")
    for name in ("bank_details_enter", "bank_details_confirm", "bank_details_stop"):
        wanted = f"{proof}?next={page_of(case, name)}"
        assert client.get(page_of(case, name))["Location"] == wanted
        assert client.post(page_of(case, name), typed(case))["Location"] == wanted
    assert not BankDetails.objects.exists()

    page = f"{proof}?next={page_of(case, 'bank_details_enter')}"
    shown = client.get(page)
    assert "Zur Sicherheit haben wir nichts gespeichert." in page_text(shown)
    proved = client.post(page, {"password": factories.PASSWORD})
    assert proved["Location"] == page_of(case, "bank_details_enter")
    assert client.get(proved["Location"]).status_code == 200
    assert NUMBER not in str(dict(client.session)).replace(" ", "")


def test_a_proof_is_good_for_five_minutes() -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by, proved_ago=VALID_SECONDS - 5)
    assert client.get(page_of(case, "bank_details_enter")).status_code == 200


def test_whoever_has_a_second_factor_shows_it(settings: Any) -> None:
    settings.REHEARSAL_NOW = "2020-02-03T10:00"
    case = factories.make_awarded()
    second_factor.enrol_for_rehearsal(case.created_by)
    page = page_of(case, "bank_details_enter")

    with_password = client_of(case.created_by)
    assert with_password.get(page)["Location"] == f"{reverse('mfa_reauthenticate')}?next={page}"
    assert client_of(case.created_by, method="mfa").get(page).status_code == 200


# Nowhere else ---------------------------------------------------------------


def test_no_page_and_no_mail_shows_the_number() -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by)
    enter(case, client)
    confirm(case, client)
    pages = _pages(case, client)

    assert len(pages) >= 8
    shown = {name for name, html in pages.items() if NUMBER in html.replace(" ", "")}
    assert shown == set()
    assert MASKED in pages["bank_details"]
    kinds = Message.objects.filter(kind__startswith="bank_details").values_list("kind", flat=True)
    assert {"bank_details_entered", "bank_details_confirmed"} < set(kinds)
    letters = " ".join(letter.subject + letter.body for letter in mail.outbox)
    events = str(list(AuditEvent.objects.values_list("data", flat=True)))
    for text in (letters, events, str(list(Message.objects.values_list("context", flat=True)))):
        assert NUMBER not in text.replace(" ", "")
        assert "9999" not in text


def test_only_the_page_to_compare_shows_the_number() -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by)
    enter(case, client)
    shown = {
        name for name, html in _pages(case, client).items() if NUMBER in html.replace(" ", "")
    }
    assert shown == FULL_PAGES


def test_what_was_typed_is_kept_nowhere_when_the_session_is_over() -> None:
    case = factories.make_awarded()
    enter(case, StrictClient())
    assert not KeptInput.objects.exists()
    assert not BankDetails.objects.exists()


def test_an_error_report_hides_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    case = factories.make_awarded()
    client = client_of(case.created_by)
    client.raise_request_exception = False
    reports: list[str] = []

    def keep(*, request: Any, **_values: Any) -> None:
        reports.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_html())

    def fail(*_values: Any, **_more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("applications.services.bank_details.tell_team", fail)
    got_request_exception.connect(keep)
    answer = enter(case, client)
    got_request_exception.disconnect(keep)

    assert answer.status_code == 500
    assert "enter_bank_details" in reports[0]
    assert NUMBER not in reports[0].replace(" ", "")
    assert NUMBER not in answer.content.decode()


def _pages(case: Application, client: Client) -> dict[str, str]:
    """Return all pages of an application by their names."""
    found = {}
    for pattern in urlpatterns:
        is_of_one = set(getattr(pattern.pattern, "converters", {})) == {"code"}
        if not (is_of_one and str(pattern.pattern).startswith("antrag/")):
            continue
        answer = client.get(reverse(pattern.name, args=[case.code]))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found[pattern.name] = answer.content.decode()
    return found
