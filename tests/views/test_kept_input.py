"""Goal G14 without a browser: what was sent in vain is there again after the next sign-in."""

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from applications.models import KeptInput, Membership
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from tests import factories
from tests.factories import PASSWORD
from tests.support import pages
from tests.support.draft_pages import DraftPages
from tests.support.strictness import StrictClient

SIGN_IN = reverse("account_login")
STILL_THERE = (
    "Sie waren lange nicht aktiv. Bitte melden Sie sich noch einmal an. "
    "Ihre Eingaben sind noch da."
)
RESTORED = "Wir haben Ihre letzten Eingaben wiederhergestellt. Bitte speichern Sie jetzt."
HOUR = 60 * 60
OWN_PAGE = {"HTTP_ORIGIN": "http://testserver"}


class Applicant(DraftPages):
    """Somebody who signs in by password and comes back after an hour."""

    def __init__(self, client, application):
        super().__init__(client, application)
        self.user = application.created_by
        EmailAddress.objects.get_or_create(
            user=self.user, email=self.user.email, primary=True, verified=True
        )
        self.signs_in()

    def signs_in(self, url=SIGN_IN, email="", client=None):
        """Sign in and return the page that follows."""
        data = {"login": email or self.user.email, "password": PASSWORD}
        return (client or self.client).post(url, data, follow=True)

    def was_away(self):
        """Come back after more than an hour."""
        session = self.client.session
        session["last_seen_at"] -= HOUR + 1
        session.save()


@pytest.fixture
def applicant(client, monday):
    applicant = Applicant(client, factories.make_complete_draft())
    applicant.open()
    return applicant


def form_of(applicant, slug="ziele", **changes):
    return pages.form_data(applicant.open(slug)) | changes


def test_a_form_sent_after_the_session_is_there_again_after_the_sign_in(applicant):
    data = form_of(applicant, need="Neue Worte", people_reached="ungefähr 30", target="next")
    applicant.was_away()

    answer = applicant.client.post(applicant.url("ziele"), data)
    sign_in = applicant.client.get(answer.url)
    page = applicant.signs_in(answer.url)

    assert answer.url == f"{SIGN_IN}?next={applicant.url('ziele')}"
    assert STILL_THERE in pages.page_text(sign_in)
    assert RESTORED in pages.page_text(page)
    assert page.request["PATH_INFO"] == applicant.url("ziele")
    # The sign-in makes a new token; all else is as it was typed.
    of_this_form = {"csrfmiddlewaretoken": "", "target": ""}
    assert pages.form_data(page) | of_this_form == data | of_this_form
    assert pages.summary(page) == []
    assert applicant.row(Section.GOALS).need != "Neue Worte"


def test_it_is_shown_until_it_is_saved_and_then_forgotten(applicant):
    data = form_of(applicant, need="Neue Worte")
    applicant.was_away()
    applicant.post("ziele", **data)
    applicant.signs_in()

    assert pages.form_data(applicant.open("ziele"))["need"] == "Neue Worte"
    assert RESTORED not in pages.page_text(applicant.open("profil"))
    applicant.send("ziele")

    assert applicant.row(Section.GOALS).need == "Neue Worte"
    assert not KeptInput.objects.exists()
    assert RESTORED not in pages.page_text(applicant.open("ziele"))


def test_it_is_there_on_another_device_too(applicant):
    data = form_of(applicant, need="Neue Worte")
    applicant.was_away()
    applicant.post("ziele", **data)
    phone = Client()

    applicant.signs_in(client=phone)

    assert "Neue Worte" in phone.get(applicant.url("ziele")).content.decode()


def test_what_autosave_brings_after_the_session_is_kept_too(applicant):
    data = form_of(applicant, need="Neue Worte")
    applicant.was_away()

    answer = applicant.client.post(applicant.url("ziele/sichern"), data)

    assert answer.status_code == 401
    applicant.signs_in()
    assert pages.form_data(applicant.open("ziele"))["need"] == "Neue Worte"


def test_a_newer_save_leads_to_both_versions(applicant):
    data = form_of(applicant, need="Neue Worte")
    colleague = Applicant(StrictClient(), applicant.reload())
    colleague.send("ziele", {"need": "Andere Worte"})
    applicant.was_away()
    applicant.post("ziele", **data)
    page = applicant.signs_in(f"{SIGN_IN}?next={applicant.url('ziele')}")

    conflict = applicant.client.post(applicant.url("ziele"), pages.form_data(page))

    assert conflict.status_code == 409
    assert applicant.row(Section.GOALS).need == "Andere Worte"


def test_another_person_at_the_same_browser_learns_nothing(applicant):
    data = form_of(applicant, need="Neue Worte")
    colleague = factories.make_member(applicant.reload())
    EmailAddress.objects.create(user=colleague, email=colleague.email, primary=True, verified=True)
    applicant.was_away()
    applicant.post("ziele", **data)

    applicant.signs_in(email=colleague.email)
    page = applicant.open("ziele")

    assert page.status_code == 200
    assert RESTORED not in pages.page_text(page)
    assert "Neue Worte" not in page.content.decode()


def test_who_was_removed_from_the_team_meanwhile_learns_nothing(applicant):
    data = form_of(applicant, need="Neue Worte")
    applicant.was_away()
    applicant.post("ziele", **data)
    Membership.objects.filter(user=applicant.user).delete()

    page = applicant.signs_in(f"{SIGN_IN}?next={applicant.url('ziele')}")

    assert page.status_code == 404
    assert RESTORED not in pages.page_text(page)
    assert RESTORED not in pages.page_text(applicant.client.get("/antraege/"))


def test_a_session_that_is_gone_altogether_is_known_by_the_browser(applicant):
    data = form_of(applicant, need="Neue Worte")
    applicant.client.session.flush()

    answer = applicant.client.post(applicant.url("ziele"), data)

    assert STILL_THERE in pages.page_text(applicant.client.get(answer.url))
    assert RESTORED in pages.page_text(applicant.signs_in(answer.url))


def test_strangers_who_know_no_application_leave_nothing_behind(client, monday):
    code = "2" * 26
    client.post(f"/antrag/{code}/ziele/", {"need": "x"})
    client.post("/konto/passwort/aendern/", {"password": "geheim"})
    client.post("/konto/anmelden/", {"password": "geheim", "login": "x"})

    assert not KeptInput.objects.exists()
    assert "Ihre Eingaben" not in pages.page_text(client.get(SIGN_IN))


@pytest.mark.parametrize(
    ("slug", "field", "typed"),
    [
        ("verein", "name", "Frauennetz"),
        ("projekt", "starts_on_1", "Juno"),
        ("vorstand", "members-2-name", "Selamawit"),
        ("lohn", "wage_month_eur", "vierhundert"),
        ("kosten/1", "purpose", "Saal"),
        ("kosten/neu", "purpose", "Saal"),
        ("kosten/mehrere", "items-3-purpose", "Saal"),
        ("absenden", "sender_name", "Rania H."),
    ],
)
def test_every_kind_of_page_is_filled_again(applicant, slug, field, typed):
    data = form_of(applicant, slug, **{field: typed})
    applicant.was_away()
    applicant.post(slug, **data)

    page = applicant.signs_in(f"{SIGN_IN}?next={applicant.url(slug)}")

    assert pages.form_data(page)[field] == typed
    assert RESTORED in pages.page_text(page)
    assert applicant.reload().state == State.DRAFT


def test_the_beginning_of_an_application_is_filled_again(applicant):
    applicant.was_away()
    applicant.client.post("/antraege/neu/", {"organisation_name": "Atlas e. V."})

    page = applicant.signs_in(f"{SIGN_IN}?next=/antraege/neu/")

    assert pages.form_data(page)["organisation_name"] == "Atlas e. V."
    assert RESTORED in pages.page_text(page)


def test_nothing_is_sent_by_signing_in(applicant):
    """The declarations are filled in again, and the button is pressed again."""
    data = form_of(applicant, "absenden", target="send")
    names = ("complete", "not_started", "no_other_money", "report_changes", "no_entitlement")
    data |= dict.fromkeys((*names, "may_represent"), "on") | {"delivery": "online"}
    applicant.was_away()
    applicant.post("absenden", **data)

    page = applicant.signs_in(f"{SIGN_IN}?next={applicant.url('absenden')}")

    assert applicant.reload().state == State.DRAFT
    assert data.keys() - {"target"} <= pages.form_data(page).keys()
    assert "noch nicht abgesendet" in pages.page_text(page)


# A stale token ---------------------------------------------------------------


@pytest.fixture
def strict_applicant(csrf_client, monday):
    """Somebody whose pages must carry the token; the sign-in is done."""
    application = factories.make_complete_draft()
    csrf_client.force_login(application.created_by)
    return DraftPages(csrf_client, application)


def test_a_form_with_a_stale_token_is_shown_again_filled(strict_applicant):
    data = pages.form_data(strict_applicant.open("ziele")) | {"need": "Neue Worte"}
    data["csrfmiddlewaretoken"] = "x" * 64

    page = strict_applicant.client.post(
        strict_applicant.url("ziele"), data, follow=True, **OWN_PAGE
    )

    assert RESTORED in pages.page_text(page)
    assert pages.form_data(page)["need"] == "Neue Worte"
    assert strict_applicant.row(Section.GOALS).need != "Neue Worte"


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://evil.example"}])
def test_a_form_of_a_foreign_page_is_not_kept(strict_applicant, origin):
    answer = strict_applicant.client.post(
        strict_applicant.url("ziele"), {"need": "Fremde Worte"}, **origin
    )

    assert answer.status_code == 403
    assert not KeptInput.objects.exists()


def test_an_expired_session_and_a_stale_token_together(strict_applicant):
    client = strict_applicant.client
    data = pages.form_data(strict_applicant.open("ziele")) | {"need": "Neue Worte"}
    data["csrfmiddlewaretoken"] = "x" * 64
    session = client.session
    session["last_seen_at"] -= HOUR + 1
    session.save()

    page = client.post(strict_applicant.url("ziele"), data, follow=True, **OWN_PAGE)

    assert page.request["PATH_INFO"] == SIGN_IN
    assert STILL_THERE in pages.page_text(page)
    assert KeptInput.objects.get().user == strict_applicant.reload().created_by


# The end of the session ------------------------------------------------------


def test_asking_for_the_time_that_is_left_does_not_prolong_it(applicant):
    with time_machine.travel(2_000_000_000, tick=False) as traveller:
        applicant.signs_in()
        applicant.open()
        traveller.shift(55 * 60)
        first = applicant.client.get("/konto/sitzung/").json()
        traveller.shift(3 * 60)
        second = applicant.client.get("/konto/sitzung/").json()
        renewed = applicant.client.post("/konto/sitzung/").json()
        traveller.shift(59 * 60)
        later = applicant.client.get("/konto/sitzung/").json()
        traveller.shift(2 * 60)
        over = applicant.client.get("/konto/sitzung/")

    assert [first["left"], second["left"]] == [5 * 60, 2 * 60]
    assert (renewed["left"], renewed["can_stay"], later["left"]) == (HOUR, True, 60)
    assert over.status_code == 401


def test_the_absolute_end_cannot_be_put_off(applicant):
    with time_machine.travel(2_000_000_000, tick=False) as traveller:
        applicant.signs_in()
        applicant.open()
        for _half_hour in range(23):
            traveller.shift(30 * 60)
            applicant.open()
        traveller.shift(26 * 60)
        renewed = applicant.client.post("/konto/sitzung/").json()

    assert (renewed["left"], renewed["can_stay"]) == (4 * 60, False)


def test_a_save_that_fails_does_not_keep_the_session_alive(applicant):
    data = form_of(applicant, need="Neue Worte") | {"version": "0"}
    with time_machine.travel(2_000_000_000, tick=False) as traveller:
        applicant.signs_in()
        applicant.open()
        traveller.shift(50 * 60)
        assert applicant.client.post(applicant.url("ziele/sichern"), data).status_code == 409
        traveller.shift(11 * 60)
        assert applicant.client.post(applicant.url("ziele/sichern"), data).status_code == 401
