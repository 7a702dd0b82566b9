"""The link of an invitation: who sees what, and that looking uses nothing up."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from applications import clock
from applications.models import Invitation, Membership
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.invitations import invite, person_with
from tests.support.strictness import StrictClient


@pytest.fixture(autouse=True)
def _monday(db, rehearsal):
    rehearsal("2020-01-20T10:00")


@pytest.fixture
def draft():
    return factories.make_draft()


def test_opening_the_link_uses_nothing_up(draft):
    """E1 line 15: scanners of mail programs open links, too."""
    address = f"/einladung/{invite(draft)}/"
    client = StrictClient()
    for _time in range(3):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    sign_in(client, person_with("selam@verein.example"))
    assert "Einladung annehmen" in pages.page_text(client.get(address))
    assert Membership.objects.count() == 1

    words = pages.page_text(client.post(address, follow=True))

    assert "Willkommen im Team." in words
    assert Membership.objects.count() == 2
    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410


def test_a_visitor_learns_nothing_but_the_way_in(draft):
    address = f"/einladung/{invite(draft)}/"

    response = StrictClient().get(address)

    words = pages.page_text(response)
    html = response.content.decode()
    assert "Sie wurden eingeladen, an einem Antrag mitzuschreiben." in words
    assert draft.organisation.name not in words
    assert "selam@" not in html
    assert f"/konto/registrieren/?next={address.replace('/', '%2F')}" in html
    assert f"/konto/anmelden/?next={address.replace('/', '%2F')}" in html
    assert StrictClient().post(address).url.startswith("/konto/anmelden/?next=")


def test_the_link_names_no_address_to_others(client, draft):
    address = f"/einladung/{invite(draft)}/"
    sign_in(client, person_with("fremd@verein.example"))

    for response in (client.get(address), client.post(address)):
        words = pages.page_text(response)
        assert response.status_code == 403
        assert "Diese Einladung gilt für eine andere E-Mail-Adresse." in words
        assert "selam@" not in words
        assert draft.organisation.name not in words
    assert Membership.objects.count() == 1


def test_used_old_and_unknown_links_look_the_same(client, draft):
    secret = invite(draft)
    Invitation.objects.update(withdrawn_at=clock.real_now())

    withdrawn, unknown = client.get(f"/einladung/{secret}/"), client.get("/einladung/x/")

    assert withdrawn.status_code == unknown.status_code == 410
    assert "Diese Einladung ist abgelaufen. Bitten Sie um eine neue." in pages.page_text(unknown)
    assert pages.page_text(withdrawn) == pages.page_text(unknown)


def test_a_new_account_comes_back_to_the_invitation(client, draft):
    address = f"/einladung/{invite(draft, email='neu@verein.example')}/"
    data = {
        "name": "Selam",
        "email": "neu@verein.example",
        "password1": "eine lange stille Nacht",
    }

    client.post(f"/konto/registrieren/?next={address}", data)
    code = "".join(filter(str.isdigit, mail.outbox[-1].subject))
    response = client.post("/konto/code/", {"code": code, "action": "verify"}, follow=True)

    assert response.redirect_chain[-1][0] == address
    assert EmailAddress.objects.get(email="neu@verein.example").verified
    assert "Einladung annehmen" in pages.page_text(response)


def test_an_invitation_to_a_sent_application_leads_to_its_status(client):
    application = factories.make_submitted()
    address = f"/einladung/{invite(application)}/"
    sign_in(client, person_with("selam@verein.example"))

    assert client.post(address).url == f"/antrag/{application.code}/status/"
