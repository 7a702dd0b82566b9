"""Mails about accounts: codes, links to set a password, and notices of changes."""

from datetime import datetime

from applications.services import outbox

# Occasion as the sign-in library names it -> kind of our mail.
KINDS = {
    "account/email/account_already_exists": "account_known",
    "account/email/email_changed": "account_email_changed",
    "account/email/email_confirmation": "account_code",
    "account/email/email_confirmation_signup": "account_code",
    "account/email/password_changed": "account_password_changed",
    "account/email/password_reset": "account_password_changed",
    "account/email/password_reset_key": "account_password_link",
    "account/email/password_set": "account_password_changed",
    "mfa/email/recovery_codes_generated": "account_factor_changed",
    "mfa/email/totp_activated": "account_factor_changed",
    "mfa/email/totp_deactivated": "account_factor_changed",
}


def order_account_mail(
    *,
    occasion: str,
    recipient: str,
    code: str | None,
    link: str | None,
    at: datetime,
) -> None:
    """Order the mail for an occasion; an unknown occasion is a KeyError.

    Only ``code`` and ``link`` travel with it: no name, nothing that was typed.
    """
    context = {}
    if code:
        context["code"] = f"{code[:3]} {code[3:]}"
    if link:
        context["link"] = link
    outbox.order_message(kind=KINDS[occasion], recipient=recipient, context=context, at=at)
