"""B04: the team page, invitations, roles, hand-over, removal."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from applications import clock
from applications.models import Invitation, Membership
from applications.rules.lifecycle import Role
from applications.services import second_factor
from tests import factories
from tests.support import pages
from tests.support.accounts import prove_identity, sign_in
from tests.support.invitations import invite, last_secret, person_with
from tests.support.strictness import StrictClient

LAST = "Ein Verein braucht mindestens eine Person, die absenden kann."


class TeamPages:
    """The team of a draft in the browser of one person."""

    def __init__(self, client: Client, application, person=None, *, is_proved=True) -> None:
        self.client, self.application = client, application
        self.person = person or application.created_by
        sign_in(client, self.person)
        if is_proved:
            prove_identity(client)

    def url(self, part: str = "") -> str:
        return f"/antrag/{self.application.code}/team/{part}"

    def number(self, user) -> int:
        return Membership.objects.get(user=user, organisation=self.application.organisation).pk

    def text(self, part: str = "") -> str:
        return pages.page_text(self.client.get(self.url(part)))

    def post(self, part: str, **data: str) -> str:
        """Send and return the words of the page that follows."""
        return pages.page_text(self.client.post(self.url(part), data, follow=True))


@pytest.fixture(autouse=True)
def _monday(db, rehearsal):
    rehearsal("2020-01-20T10:00")


@pytest.fixture
def draft():
    return factories.make_draft()


@pytest.fixture
def team(client, draft):
    return TeamPages(client, draft)


def browser_of(draft, role: Role) -> TeamPages:
    return TeamPages(StrictClient(), draft, factories.make_member(draft, role=role))


def test_alone_in_the_team(team):
    words = team.text()

    assert "Wer arbeitet an dem Antrag?" in words
    assert "Bisher arbeiten nur Sie an dem Antrag." in words
    assert "Rania Haddad (Sie) Kann schreiben und absenden gerade eben" in words
    assert "Keine Einladung ist offen." in words
    assert "Team verlassen" not in words


def test_everybody_is_listed_with_role_and_last_activity(team, draft):
    factories.make_member(draft, role=Role.ADVISER)
    Membership.objects.filter(role=Role.ADVISER).update(
        active_at=clock.real_now() - timedelta(hours=3)
    )

    words = team.text()

    assert "Selamawit Tekle Kann lesen und Bemerkungen schreiben vor 3 Stunden" in words
    assert "Bisher arbeiten nur Sie" not in words


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (None, "noch nie"),
        (timedelta(minutes=29), "gerade eben"),
        (timedelta(minutes=31), "vor einer halben Stunde"),
        (timedelta(minutes=61), "vor einer Stunde"),
        (timedelta(hours=25), "vor einem Tag"),
        (timedelta(days=13), "vor 13 Tagen"),
    ],
)
def test_when_somebody_was_here_last(team, draft, past, words):
    factories.make_member(draft)
    at = clock.real_now() - past if past else None
    Membership.objects.filter(role=Role.MEMBER).update(active_at=at)

    assert f"Selamawit Tekle Kann schreiben {words}" in team.text()


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_page_has_few_queries(team, draft, count, django_assert_num_queries):
    for number in range(count):
        factories.make_member(draft)
        invite(draft, email=f"person{number}@neu.example")
    team.text()

    # Session, account, application, people, invitations.
    with django_assert_num_queries(5):
        team.text()


def test_inviting_by_the_page(team):
    words = team.post("einladen/", email="Selam@Neu.example", role="adviser")

    assert "Wir haben eine Einladung an Selam@Neu.example geschickt." in words
    assert "selam@neu.example Kann lesen und Bemerkungen schreiben · Der Link gilt bis" in words
    assert "Der Link gilt bis 27. Januar 2020." in words
    assert mail.outbox[-1].to == ["selam@neu.example"]


def test_the_page_answers_the_same_whether_there_is_an_account(team):
    person_with("bekannt@neu.example")

    known = team.post("einladen/", email="bekannt@neu.example", role="member")
    Invitation.objects.all().delete()
    unknown = team.post("einladen/", email="fremd@neu.example", role="member")

    assert known.replace("bekannt", "fremd") == unknown


def test_address_and_role_are_needed(team):
    response = team.client.post(team.url("einladen/"), {"email": "selam"})

    assert pages.summary(response) == [
        "Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.",
        "Wählen Sie aus, was die Person darf.",
    ]


def test_each_role_is_explained(team):
    words = team.text("einladen/")

    assert "Diese Person darf alles, auch absenden und andere einladen." in words
    assert "Diese Person füllt den Antrag mit aus, sendet aber nicht ab." in words
    assert "Diese Person hilft Ihnen von außen und ändert nichts." in words


def test_no_role_of_the_staff_is_given(team):
    team.client.post(team.url("einladen/"), {"email": "selam@neu.example", "role": "head"})

    assert not Invitation.objects.exists()


def test_a_full_team_says_so(team, draft):
    for _number in range(19):
        factories.make_member(draft)

    assert "Ein Team hat höchstens 20 Personen." in team.post(
        "einladen/", email="selam@neu.example", role="member"
    )


def test_too_many_invitations_in_a_day(team):
    for number in range(20):
        team.post("einladen/", email="selam@neu.example", role="member")
        assert number < 20

    assert "Heute haben Sie schon 20 Einladungen geschickt." in team.post(
        "einladen/", email="selam@neu.example", role="member"
    )


def test_invitations_are_sent_again_and_withdrawn(team, draft):
    first = invite(draft, email="selam@neu.example")
    number = Invitation.objects.get().pk

    words = team.post(f"einladung/{number}/", again="")
    assert "Wir haben eine Einladung an selam@neu.example geschickt." in words
    assert last_secret() != first

    words = team.post(f"einladung/{number}/", withdraw="")
    assert "Die Einladung ist zurückgenommen." in words
    assert "Keine Einladung ist offen." in words
    assert Client().get(f"/einladung/{last_secret()}/").status_code == 410


def test_an_old_invitation_is_marked(team, draft):
    invite(draft, email="selam@neu.example")
    old = clock.real_now() - timedelta(days=8)
    Invitation.objects.update(invited_at=old, expires_at=old + timedelta(days=7))

    assert "Der Link ist abgelaufen." in team.text()


def test_invitations_of_others_are_not_found(team):
    invite(factories.make_draft(), email="selam@neu.example")
    number = Invitation.objects.get().pk

    assert team.client.post(team.url(f"einladung/{number}/")).status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_another_role(team, draft):
    colleague = factories.make_member(draft)

    words = team.post(f"{team.number(colleague)}/", role="adviser")

    assert "Gespeichert." in words
    assert "Selamawit Tekle Kann lesen und Bemerkungen schreiben" in words


def test_the_last_representative_stays(team, draft):
    factories.make_member(draft)
    own = team.number(draft.created_by)

    assert LAST in team.post(f"{own}/", role="member")
    assert LAST in team.post(f"{own}/entfernen/")
    assert Membership.objects.get(pk=own).role == Role.REPRESENTATIVE


def test_handing_over_by_the_page(team, draft):
    colleague = factories.make_member(draft)

    assert "Selamawit Tekle kann dann absenden" in team.text(
        f"{team.number(colleague)}/uebergeben/"
    )
    words = team.post(f"{team.number(colleague)}/uebergeben/")

    assert "Selamawit Tekle kann jetzt absenden. Sie schreiben weiter mit." in words
    assert "Einladen kann, wer absenden darf." in words


def test_leaving_by_the_page(draft):
    colleague = browser_of(draft, Role.MEMBER)
    own = colleague.number(colleague.person)

    assert "Möchten Sie das Team verlassen?" in colleague.text(f"{own}/entfernen/")
    words = colleague.post(f"{own}/entfernen/")

    assert "Sie haben das Team verlassen." in words
    assert "Sie haben noch keinen Antrag." in words


def test_removal_counts_from_the_next_request(team, draft):
    """Somebody with an open page can neither read nor save any more."""
    colleague = browser_of(draft, Role.MEMBER)
    address = f"/antrag/{draft.code}/ziele/"
    typed = pages.form_data(colleague.client.get(address)) | {"need": "Zu spät"}

    assert "Die Person ist nicht mehr im Team." in team.post(
        f"{team.number(colleague.person)}/entfernen/"
    )

    assert colleague.client.post(address, typed).status_code == 404
    for url in (address, f"/antrag/{draft.code}/", colleague.url(), f"{address}bemerkungen/"):
        assert colleague.client.get(url).status_code == 404
    assert "Sie haben noch keinen Antrag." in pages.page_text(colleague.client.get("/antraege/"))


@pytest.mark.parametrize("part", ["", "entfernen/", "uebergeben/"])
def test_the_password_is_asked_for_before_a_representative_goes(client, draft, part):
    other = factories.make_member(draft, role=Role.REPRESENTATIVE)
    team = TeamPages(client, draft, is_proved=False)
    page = team.url(f"{team.number(other)}/{part}")
    proof = f"/konto/bestaetigen/?next={page}"

    assert client.get(page)["Location"] == proof
    assert client.post(page, {"role": "member"})["Location"] == proof
    assert Membership.objects.get(user=other).role == Role.REPRESENTATIVE

    assert "Zur Sicherheit haben wir nichts gespeichert." in pages.page_text(client.get(proof))
    assert client.post(proof, {"password": factories.PASSWORD})["Location"] == page
    assert client.get(page).status_code == 200
    client.post(page, {"role": "member"})
    left = Membership.objects.filter(organisation=draft.organisation, role="representative")
    assert left.count() == 1


def test_no_password_for_those_who_may_not_send(client, draft):
    colleague = factories.make_member(draft)
    team = TeamPages(client, draft, is_proved=False)

    assert "Gespeichert." in team.post(f"{team.number(colleague)}/", role="adviser")
    assert "Die Person ist nicht mehr im Team." in team.post(
        f"{team.number(colleague)}/entfernen/"
    )


def test_whoever_has_a_second_factor_shows_it(client, draft, settings):
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    other = factories.make_member(draft, role=Role.REPRESENTATIVE)
    second_factor.enrol_for_rehearsal(draft.created_by)
    team = TeamPages(client, draft, is_proved=False)

    answer = client.get(team.url(f"{team.number(other)}/entfernen/"))

    assert answer["Location"].startswith("/konto/schutz/bestaetigen/?next=")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADVISER])
def test_others_see_the_team_but_manage_nothing(team, draft, role):
    other = browser_of(draft, role)
    invite(draft, email="selam@neu.example")
    owner = other.number(draft.created_by)

    words = other.text()
    assert "Rania Haddad" in words
    assert "selam@neu.example" not in words
    assert "Einladen kann, wer absenden darf." in words
    for part in ("einladen/", f"{owner}/", f"{owner}/uebergeben/", f"{owner}/entfernen/"):
        assert other.client.get(other.url(part)).status_code == 403
        assert other.client.post(other.url(part)).status_code == 403


def test_the_team_of_a_sent_application(client):
    team = TeamPages(client, factories.make_submitted())

    response = team.client.get(team.url())

    assert "Rania Haddad" in pages.page_text(response)
    assert f"/antrag/{team.application.code}/status/" in response.content.decode()
