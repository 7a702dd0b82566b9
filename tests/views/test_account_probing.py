"""Nobody learns which addresses have an account: same page, same work, no mail in the request.

Times are measured by ``tools/probing.py``; here the work is counted that takes the time.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import User
from tests import factories
from tests.support.accounts import make_user, prove_identity, sign_in
from tests.support.strictness import StrictClient
from wir_foerderung import settings as real_settings

pytestmark = pytest.mark.django_db

KNOWN, CLOSED, INVITED, UNKNOWN = (
    f"{name}@beispiel.de" for name in ("rania", "zu", "eingeladen", "niemand")
)
NEW_PASSWORD = "eine lange stille Nacht"
# PostgreSQL reads long answers through a cursor.
READS = ("SELECT", "DECLARE")
POINTS = ("SAVEPOINT", "RELEASE")
TOKENS = re.compile(r'value="[A-Za-z0-9]{64}"')


@pytest.fixture(autouse=True)
def _accounts(settings):
    # Jobs wait for the worker, as on a server.
    settings.TASKS = real_settings.TASKS
    make_user(KNOWN)
    closed = make_user(CLOSED)
    closed.is_active = False
    closed.save()
    invited = make_user(INVITED, group="Leitung")
    invited.set_unusable_password()
    invited.save()


class Work:
    """What one request cost, and what came back."""

    hashings = 0
    queries: tuple[str, ...] = ()
    response = None


@contextmanager
def counted() -> Iterator[Work]:
    """Count hashings and queries until the answer leaves."""
    work, encode = Work(), MD5PasswordHasher.encode

    def counting(self, password, salt):
        work.hashings += 1
        return encode(self, password, salt)

    with (
        mock.patch.object(MD5PasswordHasher, "encode", counting),
        CaptureQueriesContext(connection) as queries,
    ):
        yield work
    work.queries = [query["sql"] for query in queries]


def send(url: str, data: dict[str, str], client=None) -> Work:
    """Send a form as the first request of a visitor; no mail may leave meanwhile."""
    cache.clear()
    browser = client or StrictClient()
    with counted() as work:
        work.response = browser.post(url, data)
    assert mail.outbox == []
    return work


def writes(work: Work) -> list[str]:
    """Return what was written, by kind and table: writing takes time, a look-up hardly any."""
    return [sql[:40] for sql in work.queries if not sql.startswith((*READS, *POINTS))]


def commits(work: Work) -> int:
    """Return how often the request waited for the disk; in tests a transaction is a savepoint."""
    depth = count = 0
    for sql in work.queries:
        is_alone = depth == 0 and not sql.startswith((*READS, "SAVEPOINT"))
        depth += sql.startswith("SAVEPOINT") - sql.startswith("RELEASE")
        count += is_alone or (depth == 0 and sql.startswith("RELEASE"))
    return count


def are_alike(known: Work, unknown: Work) -> bool:
    """Tell whether two requests wrote the same and looked up the same but for one query."""
    difference = len(known.queries) - len(unknown.queries)
    return writes(known) == writes(unknown) and abs(difference) <= 1


def face(work: Work, *own: str) -> tuple[int, str, str]:
    """Return what the visitor sees, without tokens and what the visitor typed."""
    page = TOKENS.sub("", work.response.content.decode())
    for text in own:
        page = page.replace(text, "")
    return work.response.status_code, work.response.get("Location", ""), page


@pytest.mark.parametrize("email", [KNOWN, CLOSED, INVITED])
def test_a_wrong_password_costs_and_looks_the_same_without_an_account(email):
    data = {"password": "Ein anderer Satz"}

    known = send(reverse("account_login"), {"login": email, **data})
    unknown = send(reverse("account_login"), {"login": UNKNOWN, **data})

    assert face(known, email) == face(unknown, UNKNOWN)
    assert known.hashings == unknown.hashings == 1
    assert are_alike(known, unknown)


@pytest.mark.parametrize("email", [KNOWN, CLOSED, INVITED])
def test_asking_for_a_link_costs_and_looks_the_same_without_an_account(email):
    url = reverse("account_reset_password")

    known, unknown = send(url, {"email": email}), send(url, {"email": UNKNOWN})

    assert face(known) == face(unknown)
    assert (known.hashings, unknown.hashings) == (0, 0)
    assert are_alike(known, unknown)


@pytest.mark.parametrize("email", [KNOWN, CLOSED, INVITED])
def test_signing_up_costs_one_hashing_and_looks_the_same_with_an_account(email):
    url, data = reverse("account_signup"), {"name": "Rania", "password1": NEW_PASSWORD}
    browsers = StrictClient(), StrictClient()

    known = send(url, {"email": email, **data}, browsers[0])
    unknown = send(url, {"email": UNKNOWN, **data}, browsers[1])
    pages = [browser.get(reverse("account_email_verification_sent")) for browser in browsers]

    assert face(known) == face(unknown)
    assert known.hashings == unknown.hashings == 1
    assert commits(known) == commits(unknown)
    assert sum(sql.startswith("INSERT") for sql in unknown.queries) <= sum(
        sql.startswith("INSERT") for sql in known.queries
    )
    assert User.objects.count() == 4
    codes = [TOKENS.sub("", page.content.decode()) for page in pages]
    assert codes[0].replace(email, "") == codes[1].replace(UNKNOWN, "")


def test_inviting_costs_and_looks_the_same_without_an_account(rehearsal):
    rehearsal("2020-01-20T10:00")
    draft = factories.make_draft()
    client = StrictClient()
    sign_in(client, draft.created_by)
    prove_identity(client)
    url = f"/antrag/{draft.code}/team/einladen/"

    send(url, {"email": "zuerst@beispiel.de", "role": "member"}, client)
    known = send(url, {"email": KNOWN, "role": "member"}, client)
    unknown = send(url, {"email": UNKNOWN, "role": "member"}, client)

    assert known.response.status_code == 302
    assert face(known) == face(unknown)
    assert are_alike(known, unknown)
