"""Addresses of forms beside the table of rights: other states, other pages of the same view."""

from collections.abc import Callable
from typing import Final

from django.contrib.auth.models import Group

from applications.models import Finding, Message
from applications.services import review, rounds, second_factor_resets, staff_accounts
from applications.views.section_pages import PAGES
from tests import factories
from tests.access.rows import (
    ADMINISTRATOR,
    APPROVER,
    BUDGET_OFFICER,
    CASE_WORKER,
    HEAD,
)
from tests.access.scene import NOBODY, REPRESENTATIVE, Scene

AT = factories.REVIEWED_AT
DRAFT: Final = "/antrag/{draft}/"
MODELS: Final = "/verwaltung/applications/"
CASE: Final = f"{MODELS}application/{{case}}/"
PROPOSED: Final = f"{MODELS}application/{{proposed}}/"
ROUND: Final = f"{MODELS}fundinground/{{round}}/"
PLANNED: Final = f"{MODELS}fundinground/{{planned}}/"
ACCOUNT: Final = f"{MODELS}user/{{account}}/"
RESET: Final = f"{MODELS}user/{{to_reset}}/schutz/"
LINK: Final = "/einladung/behoerde/{link}/"


def _planned(scene: Scene) -> int:
    """A round that has not opened."""
    made = rounds.copy_round(
        source=scene.case.round,
        name="Runde 2031",
        year=2031,
        prefix="WIR-2031",
        actor=scene.people[ADMINISTRATOR],
        at=AT,
    )
    return int(made.pk)


def _proposed(scene: Scene) -> str:
    """A case with a proposal that waits for a signature."""
    actor = scene.people[CASE_WORKER]
    case = factories.make_ready(actor=actor, name="Vorschlag e. V.")
    for finding in Finding.objects.filter(snapshot__application=case, outcome="to_clarify"):
        review.settle_finding(finding=finding, is_met=True, reason="Geprüft.", actor=actor, at=AT)
    factories.propose(case, actor=actor)
    return case.code


def _to_reset(scene: Scene) -> int:
    """An account whose second factor waits to be taken away."""
    account = scene.people[BUDGET_OFFICER]
    actor = scene.people[ADMINISTRATOR]
    second_factor_resets.ask_reset(account=account, reason="Im Büro.", actor=actor, at=AT)
    return int(account.pk)


def _link(scene: Scene) -> str:
    """The secret of the link that a new colleague got."""
    account = staff_accounts.create_staff_account(
        email="neu@wir.example",
        name="Neue Kollegin",
        group=Group.objects.get(name=CASE_WORKER),
        actor=scene.people[ADMINISTRATOR],
        at=AT,
    )
    message = Message.objects.get(kind="staff_invitation", user=account)
    return str(message.context["link"]).rstrip("/").rpartition("/")[2]


MADE: Final[dict[str, Callable[[Scene], object]]] = {
    "draft": lambda scene: scene.draft.code,
    "case": lambda scene: scene.case.code,
    "awarded": lambda scene: scene.awarded.code,
    "heard": lambda scene: scene.heard.code,
    "round": lambda scene: scene.case.round_id,
    "change": lambda scene: scene.round_change.pk,
    "account": lambda scene: scene.people[BUDGET_OFFICER].pk,
    "legal_text": lambda scene: scene.case.round.legal_texts.order_by("pk").first().pk,
    "proposed": _proposed,
    "planned": _planned,
    "to_reset": _to_reset,
    "link": _link,
}
MORE: Final = (
    *((REPRESENTATIVE, f"{DRAFT}{page.slug}/") for page in PAGES),
    *((NOBODY, f"/check/{number}/") for number in range(1, 9)),
    (CASE_WORKER, f"{CASE}nachfrage/"),
    (CASE_WORKER, f"{CASE}anhoerung/"),
    (CASE_WORKER, f"{CASE}frueher-beginnen/"),
    (CASE_WORKER, f"{MODELS}application/{{heard}}/anhoerung-beenden/"),
    (CASE_WORKER, f"{MODELS}application/{{awarded}}/"),
    (CASE_WORKER, f"{MODELS}application/ansichten/?state=submitted"),
    (CASE_WORKER, f"{MODELS}paperentry/add/"),
    (APPROVER, f"{PROPOSED}mitzeichnen/"),
    (APPROVER, f"{PROPOSED}zurueckgeben/"),
    (ADMINISTRATOR, f"{PLANNED}change/"),
    (ADMINISTRATOR, f"{PLANNED}veroeffentlichen/"),
    (HEAD, f"{MODELS}legaltext/{{legal_text}}/freigeben/"),
    (HEAD, RESET),
    (HEAD, "/verwaltung/zustellung/"),
    (NOBODY, LINK),
)


def address(scene: Scene, url: str, known: dict[str, object] | None = None) -> str:
    """Return the address of a form; what it needs is made, unless it is ``known`` already."""
    values = {} if known is None else known
    for name, make in MADE.items():
        if f"{{{name}}}" in url and name not in values:
            values[name] = make(scene)
    return url.format(**values)
