"""Text that lies encrypted in the database: whoever copies the tables alone reads nothing."""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class SealBroken(Exception):
    """The text was sealed with a key that is no longer known, or was changed."""


def seal(text: str) -> str:
    """Return the text encrypted with a key drawn from the secret key of the installation."""
    return _keys().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """Return what was sealed, also with an earlier secret key. Raises ``SealBroken``."""
    try:
        return _keys().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise SealBroken from error


class SealedTextField(models.TextField[str, str]):
    """A text column that only ever holds the encrypted form."""

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return seal(value) if value else value

    def from_db_value(self, value: Any, *_context: Any) -> str | None:
        return unseal(value) if value else value


def _keys() -> MultiFernet:
    return _keys_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _keys_of(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sealed text columns")
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
