"""Deletes an association that has sent nothing, with its drafts, files, team and invitations.

What was sent is kept by the authority's plan (``rules.retention``); until then it stays.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from applications.models import (
    Application,
    Invitation,
    KeptInput,
    Message,
    Organisation,
    User,
)
from applications.notifications.mails import NO_ADDRESS
from applications.rules.choices import Origin
from applications.rules.lifecycle import Role, State
from applications.services import outbox
from applications.services.enclosure_files import delete_after_commit
from applications.services.removal import remove_rows
from applications.workflow import audit
from applications.workflow.permissions import require_representative


class DutyToKeep(Exception):
    """The association sent an application, or one of its lies on paper: it must be kept."""


def erasable_organisations(account: User) -> "QuerySet[Organisation]":
    """Return the associations that the person may delete: sends for them, and nothing was sent."""
    own = Organisation.objects.filter(
        memberships__user=account, memberships__role=Role.REPRESENTATIVE
    )
    return own.exclude(pk__in=_to_keep().values("organisation")).order_by("name", "pk")


@transaction.atomic
def erase_organisation(*, organisation: Organisation, actor: User, at: datetime) -> None:
    """Delete an association with everything of it, and tell its whole team.

    The accounts stay with their owners. Raises ``NotARepresentative`` and ``DutyToKeep``.
    """
    # One change of a team at a time, as everywhere; nobody sends a draft meanwhile.
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    drafts = Application.objects.select_for_update(of=("self",)).filter(organisation=locked)
    codes = [draft.code for draft in drafts]
    require_representative(actor, locked.pk)
    if _to_keep().filter(organisation=locked).exists():
        raise DutyToKeep(locked.pk)
    team = [member.user for member in locked.memberships.select_related("user").order_by("pk")]
    _forget_the_invited(locked)
    for code in codes:
        KeptInput.objects.filter(path__contains=code).delete()
        audit.record("draft.deleted", actor=actor, at=at, code=code)
    files = remove_rows(Organisation.objects.filter(pk=locked.pk))
    audit.record("organisation.deleted", actor=actor, at=at, code=locked.code)
    for person in team:
        outbox.order_message(
            kind="organisation_deleted", recipient=person.email, user=person, at=at
        )
    delete_after_commit(files)


def _to_keep() -> "QuerySet[Application]":
    return Application.objects.exclude(state=State.DRAFT, origin=Origin.ONLINE)


def _forget_the_invited(organisation: Organisation) -> None:
    """Forget the addresses of people who were invited and are nowhere else with us."""
    invited = Invitation.objects.filter(organisation=organisation).values_list("email", flat=True)
    elsewhere = Invitation.objects.exclude(organisation=organisation)
    for address in set(invited):
        known = User.objects.filter(email__iexact=address)
        if not known.exists() and not elsewhere.filter(email__iexact=address).exists():
            mails = Message.objects.filter(recipient__iexact=address)
            mails.filter(sent_at=None).delete()
            mails.update(recipient=NO_ADDRESS)
