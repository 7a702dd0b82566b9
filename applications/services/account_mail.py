"""Mails about accounts: codes, links to set a password, and notices of changes."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django_tasks import task

from applications import clock
from applications.models import User
from applications.services import outbox
from applications.services.accounts import password_link

_NO_ACCOUNT: Final = 0
# Occasion as the sign-in library names it -> kind of our mail.
KINDS = {
    "account/email/account_already_exists": "account_known",
    "account/email/email_changed": "account_email_changed",
    "account/email/email_confirmation": "account_code",
    "account/email/email_confirmation_signup": "account_code",
    "account/email/password_changed": "account_password_changed",
    "account/email/password_reset": "account_password_changed",
    "account/email/password_set": "account_password_changed",
    "mfa/email/recovery_codes_generated": "account_factor_changed",
    "mfa/email/totp_activated": "account_factor_changed",
    "mfa/email/totp_deactivated": "account_factor_changed",
}


def order_account_mail(*, occasion: str, recipient: str, code: str | None, at: datetime) -> None:
    """Order the mail for an occasion; an unknown occasion is a KeyError.

    Only ``code`` travels with it: no name, nothing that was typed.
    """
    context = {"code": f"{code[:3]} {code[3:]}"} if code else {}
    outbox.order_message(kind=KINDS[occasion], recipient=recipient, context=context, at=at)


def ask_for_password_link(account: User | None) -> None:
    """Order the link to a new password; without an account the same work is done for nothing.

    Whoever asks must not learn from the time of the answer whether there is one. So a job
    makes the link and the mail.
    """
    key = account.pk if account else _NO_ACCOUNT
    transaction.on_commit(lambda: order_password_link.enqueue(key))


@task()
def order_password_link(account_id: int) -> None:
    """Order the mail with the link, if the account is (still) open."""
    account = User.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return
    outbox.order_message(
        kind="account_password_link",
        recipient=account.email,
        context={"link": password_link(account)},
        at=clock.now(),
    )
