"""A person with an account: a member of an organisation or of the granting authority's staff."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from applications import clock


class UserManager(BaseUserManager["User"]):
    """Creates accounts that are known by their e-mail address."""

    use_in_migrations = True

    def create_user(
        self, email: str, password: str | None = None, *, name: str = "", **fields: Any
    ) -> "User":
        """Create an account; addresses are compared without regard to case."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, *, name: str = "", **fields: Any
    ) -> "User":
        """Create an account with every permission; it still needs a second factor."""
        return self.create_user(
            email, password, name=name, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account; the e-mail address is the name to sign in with."""

    email = models.EmailField(_("E-Mail-Adresse"), max_length=254, unique=True)
    name = models.CharField(_("Name"), max_length=150)
    is_active = models.BooleanField(_("Konto ist offen"), default=True)
    is_staff = models.BooleanField(_("gehört zur Verwaltung"), default=False)
    joined_at = models.DateTimeField(_("angelegt"), default=clock.now, editable=False)
    uses_shortcuts = models.BooleanField(_("Tastenkürzel auf der Prüfseite"), default=True)
    wants_reminders = models.BooleanField(_("Erinnerungen per E-Mail"), default=True)
    # The row of a deleted account stays for the evidence that names it, without the address.
    erased_at = models.DateTimeField(_("gelöscht"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_ignoring_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name as its owner wrote it."""
        return self.name

    def get_short_name(self) -> str:
        """Return the first name and the initial of the last, as colleagues see it."""
        first, _space, rest = self.name.strip().partition(" ")
        return f"{first} {rest.split()[-1][0]}." if rest.split() else first
