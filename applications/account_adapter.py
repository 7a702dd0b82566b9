"""How the sign-in library speaks German, sends mail through our outbox and keeps secrets."""

import base64
import hashlib
import time
from typing import Any, cast

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.models.user import User
from applications.services import account_mail, accounts, security_log
from applications.views import kept_input

WRONG_CODE = _("Der Code stimmt nicht. Prüfen Sie die 6 Ziffern.")
WRONG_SIGN_IN = _(
    "E-Mail-Adresse oder Passwort stimmen nicht. Bitte versuchen Sie es noch einmal."
)
PAUSE = _("Zur Sicherheit machen wir 15 Minuten Pause. Danach können Sie es wieder versuchen.")
OLD_LINK = _("Dieser Link ist zu alt. Fordern Sie einen neuen an.")

# What the library wants to say after a step; its other messages are not shown.
NOTICES = {
    "account/messages/email_confirmed.txt": _("Ihre E-Mail-Adresse ist bestätigt."),
    "account/messages/password_changed.txt": _("Ihr neues Passwort ist gespeichert."),
    "mfa/messages/totp_activated.txt": _("Ihr zweiter Schutz ist eingerichtet."),
    "mfa/messages/totp_deactivated.txt": _("Ihr zweiter Schutz ist ausgeschaltet."),
    "mfa/messages/recovery_codes_generated.txt": _("Sie haben neue Ersatzcodes."),
    "usersessions/messages/sessions_logged_out.txt": _(
        "Alle anderen Geräte sind jetzt abgemeldet."
    ),
}


class AccountAdapter(DefaultAccountAdapter):
    """Our sentences, our mails, and the same answer for known and unknown addresses."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": WRONG_SIGN_IN,
        "duplicate_email": _("Das ist schon Ihre E-Mail-Adresse."),
        "email_password_mismatch": WRONG_SIGN_IN,
        "email_taken": WRONG_CODE,
        "enter_current_password": _("Das Passwort stimmt nicht. Geben Sie Ihr Passwort ein."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Das Passwort stimmt nicht. Geben Sie Ihr Passwort ein."),
        "invalid_login": WRONG_SIGN_IN,
        "invalid_password_reset": OLD_LINK,
        "max_email_addresses": _("Mehr Adressen sind nicht möglich."),
        "rate_limited": _("Bitte warten Sie einen Moment. Versuchen Sie es dann noch einmal."),
        "same_as_current": _("Das ist schon Ihre E-Mail-Adresse."),
        "too_many_login_attempts": PAUSE,
        "unknown_email": WRONG_SIGN_IN,
        "unverified_primary_email": _("Bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    }

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """Return a good password; of several weaknesses only the first is said."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError as problem:
            raise problem.error_list[0] from None

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer pages only, never the library's JSON."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show our sentence for a step, or nothing."""
        notice = message or NOTICES.get(message_template or "")
        if notice:
            messages.add_message(request, level, notice, extra_tags=extra_tags)

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        """Fill in the name with the rest of the new account."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Order the mail; it leaves outside the request."""
        account_mail.order_account_mail(
            occasion=template_prefix,
            recipient=email,
            code=context.get("code"),
            at=clock.now(),
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner and the log what was changed; end all other sessions.

        Somebody else may have been signed in, which may be why it was changed.
        """
        super().send_notification_mail(template_prefix, user, context, email)
        owner = cast(User, user)
        security_log.protection_changed(template_prefix, owner, at=clock.now())
        accounts.end_sessions(owner, but=self.request.session.session_key)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log a wrong password, at the sign-in and where it is asked for again."""
        security_log.sign_in_refused(credentials.get("email", ""), at=clock.now())

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin the session, after all steps of the sign-in, with what was kept for the person."""
        super().login(request, user)
        security_log.signed_in(cast(User, user), at=clock.now())
        kept_input.claim(request, cast(User, user))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Bring staff to their desk and everybody else to their applications."""
        user = request.user
        if user.is_staff and not user.memberships.exists():
            return reverse("admin:index")
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the own account."""
        return reverse("account")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again unless it, or a code, was given in the last ten minutes."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records), default=0)
        return bool(time.time() - newest > app_settings.REAUTHENTICATION_TIMEOUT)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords per account and network, so that nobody locks others out."""
        address = credentials.get("email", "").lower()
        return f"{address}|{truncate_ip(self.get_client_ip(request))}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Mit Ihrem Konto arbeiten Sie für die Verwaltung. Dafür ist der zweite Schutz nötig."
        ),
        "cannot_generate_recovery_codes": _("Richten Sie zuerst den zweiten Schutz ein."),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with a key made from SECRET_KEY."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with SECRET_KEY or one of its predecessors."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Staff keep their second factor; it is compulsory."""
        return not authenticator.user.is_staff


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(b"second factor:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
