"""Two servers beside each other are one: what one knows the other knows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.servers import PASSWORD, Visitor, running

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
MAKE_ACCOUNT = f"""
from allauth.account.models import EmailAddress
from applications.models import User
user = User.objects.create_user("rania@beispiel.de", {PASSWORD!r}, name="Rania Haddad")
EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
"""


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[list[str]]:
    """Start two servers on one database and return their addresses."""
    with running(tmp_path, servers=2, prepare=MAKE_ACCOUNT) as addresses:
        yield addresses


class Guest(Visitor):
    """Somebody with the address of an account."""

    def sign_in(self, shown_by: str, sent_to: str, password: str) -> tuple[int, str, str]:
        """Open the form at one server and send it to another."""
        return self.ask(
            f"{sent_to}/konto/anmelden/",
            csrfmiddlewaretoken=self.token_of(shown_by),
            login="rania@beispiel.de",
            password=password,
        )


def test_two_servers_share_sessions_and_limits(servers: list[str]) -> None:
    one, two = servers
    person = Guest()
    assert person.sign_in(one, two, PASSWORD)[0] == 200
    for server in (one, two, one):
        status, address, _page = person.ask(f"{server}/konto/")
        assert (status, address) == (200, f"{server}/konto/")

    guesser = Guest()
    turns = [(one, two), (two, one), (one, two), (two, one), (one, two)]
    assert [guesser.sign_in(*turn, "Ein anderer Satz")[0] for turn in turns] == [200] * 5
    assert guesser.sign_in(two, one, PASSWORD)[0] == 429
    assert guesser.sign_in(one, two, PASSWORD)[0] == 429
