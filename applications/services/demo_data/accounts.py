"""The accounts of the demonstration: invented people with one password."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from applications.models import User
from applications.services import accounts, second_factor

# Everybody may know it: the accounts exist in a rehearsal only.
PASSWORD: Final = "vorführung im januar"  # noqa: S105


@dataclass(frozen=True)
class DemoAccount:
    """One person: who, and what the demonstration shows with the account."""

    email: str
    name: str
    group: str = ""
    shows: str = ""


RANIA: Final = DemoAccount(
    "rania.haddad@frauennetz-usaufer.example",
    "Rania Haddad",
    shows="Antrag abgesendet (A1)",
)
FATMA: Final = DemoAccount(
    "fatma.aydemir-holz@frauennetz-usaufer.example",
    "Fatma Aydemir-Holz",
    shows="Zweite Unterschrift von A1",
)
EWA: Final = DemoAccount(
    "info@sport-mainspitze.example", "Ewa Nowicka", shows="Entwurf mit einem Fehler (B1)"
)
WORKER: Final = DemoAccount("sachbearbeitung@wir.example", "Anke Beispiel", "Sachbearbeitung")
COLLEAGUE: Final = DemoAccount("sachbearbeitung2@wir.example", "Gero Muster", "Sachbearbeitung")
HEAD: Final = DemoAccount("leitung@wir.example", "Carla Vorlage", "Leitung")
SIGNER: Final = DemoAccount("mitzeichnung@wir.example", "Bernd Muster", "Mitzeichnung")
ACCOUNTS: Final = (
    RANIA,
    FATMA,
    EWA,
    WORKER,
    SIGNER,
    HEAD,
    DemoAccount("haushalt@wir.example", "Dirk Probe", "Haushalt"),
    DemoAccount("revision@wir.example", "Eva Entwurf", "Revision"),
    DemoAccount("verwaltung@wir.example", "Frank Schema", "Verwaltung"),
)
# In the second scene two people share the review.
LATER_ACCOUNTS: Final = (COLLEAGUE,)


def create_accounts(wanted: Iterable[DemoAccount], *, at: datetime) -> dict[str, User]:
    """Create the accounts; staff get a second factor whose codes ``demo_code`` prints."""
    users = {}
    for account in wanted:
        user = accounts.create_account(
            email=account.email,
            name=account.name,
            password=PASSWORD,
            at=at,
            group=account.group,
        )
        if account.group:
            second_factor.enrol_for_rehearsal(user)
        users[account.email] = user
    return users
