"""How long sessions live, in real time."""

import pytest
import time_machine
from django.urls import reverse

from tests.support.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db

START = 1_600_000_000
MINUTE, HOUR = 60, 60 * 60
ACCOUNT = reverse("account")


def visit(client, after: int):
    with time_machine.travel(START + after, tick=False):
        return client.get(ACCOUNT).status_code


@pytest.mark.parametrize(
    ("group", "idle", "absolute"),
    [("", 60 * MINUTE, 12 * HOUR), ("Leitung", 30 * MINUTE, 8 * HOUR)],
)
def test_sessions_end_when_idle_and_after_an_absolute_time(client, group, idle, absolute):
    user = make_user(group=group)
    with time_machine.travel(START, tick=False):
        sign_in(client, user)

    assert visit(client, 0) == 200
    assert visit(client, idle) == 200
    assert visit(client, 2 * idle + 1) == 302
    with time_machine.travel(START, tick=False):
        sign_in(client, user)
    step = 25 * MINUTE
    assert {visit(client, after) for after in range(0, absolute + 1, step)} == {200}
    assert visit(client, absolute + 1) == 302


def test_the_sign_in_page_says_why(client):
    with time_machine.travel(START, tick=False):
        sign_in(client, make_user())
        client.get(ACCOUNT)
    with time_machine.travel(START + 2 * HOUR, tick=False):
        answer = client.post(ACCOUNT, {"name": "Rania"})
        page = client.get(answer.url).content.decode()
        again = client.get(answer.url).content.decode()

    assert answer.url == f"{reverse('account_login')}?next={ACCOUNT}"
    sentence = "Sie waren lange nicht aktiv. Bitte melden Sie sich noch einmal an."
    assert sentence in page
    assert sentence not in again
    # The own name is typed again sooner than found again.
    assert "Ihre Eingaben sind noch da." not in page


def test_who_only_looked_has_lost_nothing(client):
    with time_machine.travel(START, tick=False):
        sign_in(client, make_user())
        client.get(ACCOUNT)
    with time_machine.travel(START + 2 * HOUR, tick=False):
        page = client.get(client.get(ACCOUNT).url).content.decode()

    assert "Sie waren lange nicht aktiv." in page
    assert "Ihre Eingaben" not in page
