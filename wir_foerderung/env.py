"""Reads the environment: a missing or malformed value stops the start with one sentence."""

import os
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
OURS = ("WIR_", "SECRET_KEY", "DATABASE_URL", "EMAIL_URL")
DEVELOPMENT_KEY = "insecure-key-for-development-only"
SECRET_KEY_MINIMUM = 50
Network = IPv4Network | IPv6Network
LOOPBACK = frozenset({"", "localhost", "127.0.0.1", "::1", "[::1]"})
KNOWN_KEY_PARTS = ("insecure", "change", "secret", "example", "development", "only-for-tests")


class Environment(environ.FileAwareEnv):  # type: ignore[misc] # django-environ has no types
    """django-environ, strict: nothing is guessed from a value that cannot be read.

    ``NAME_FILE`` may name a file that holds the value of ``NAME``, as container secrets do.
    """

    def get_value(
        self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, **kwargs: Any
    ) -> Any:
        """Return the value of ``var``; a refusal names the variable and what it may hold."""
        parse, rule = STRICT.get(cast, (cast, "must be of another kind"))
        try:
            return super().get_value(var, cast=parse, default=default, **kwargs)
        except (ValueError, TypeError):
            value = os.environ.get(var)
            raise ImproperlyConfigured(f"{var} {rule}, not {value!r}.") from None

    def choice(self, var: str, *, default: str, of: tuple[str, ...]) -> str:
        """Return one of the given words."""
        value: str = self.str(var, default=default)
        if value not in of:
            raise ImproperlyConfigured(f"{var} must be one of {', '.join(of)}, not {value!r}.")
        return value

    def instant(self, var: str) -> str:
        """Return an instant as ISO text, or nothing."""
        value: str = self.get_value(var, cast=datetime.fromisoformat, default="") and self.str(var)
        return value

    def origin(self, var: str, *, default: str) -> str:
        """Return the scheme and host under which people reach us, without a final slash."""
        value: str = self.get_value(var, cast=_origin, default=default)
        return value

    def scanner(self, var: str) -> str:
        """Return where clamd listens: ``tcp://host:port`` or the path of its socket."""
        value: str = self.get_value(var, cast=_scanner, default="")
        return value

    def networks(self, var: str, *, default: str = "") -> list[Network]:
        """Return networks like ``10.1.0.0/16``, parted by commas."""
        value: list[Network] = self.get_value(var, cast=_networks, default=_networks(default))
        return value

    def issuer(self, var: str) -> str:
        """Return the address of an identity provider, without a final slash, or nothing."""
        value: str = self.get_value(var, cast=_issuer, default="")
        return value

    def bucket(self, var: str) -> tuple[str, str]:
        """Return bucket and folder of ``s3://bucket/folder``, or two empty words."""
        value: str = self.get_value(var, cast=_bucket, default="")
        name, _slash, folder = value.removeprefix("s3://").partition("/")
        return name, folder.strip("/")

    def db_url(self, var: str = "DATABASE_URL", **kwargs: Any) -> dict[str, Any]:
        """Return Django's database settings for SQLite or PostgreSQL."""
        url = self.get_value(var, default=kwargs.get("default", ""))
        if not url.startswith(("sqlite:///", "postgres://", "postgresql://")):
            raise ImproperlyConfigured(
                f"{var} must start with sqlite:/// or postgres://, not {url.split(':')[0]!r}."
            )
        return self._parsed(var, super().db_url, var, **kwargs)

    db = db_url

    def email_url(self, var: str = "EMAIL_URL", **kwargs: Any) -> dict[str, Any]:
        """Return Django's mail settings (EMAIL_HOST and so on)."""
        return self._parsed(var, super().email_url, var, **kwargs)

    email = email_url

    def secret_key(self, *, production: bool) -> str:
        """Return SECRET_KEY; production wants one of its own that nobody can know or guess."""
        key: str = self.str("SECRET_KEY", default="")
        if not production:
            return key or DEVELOPMENT_KEY
        if not key:
            raise ImproperlyConfigured(
                "SECRET_KEY is missing; create one with "
                "python -c 'import secrets; print(secrets.token_urlsafe(64))'."
            )
        if len(key) < SECRET_KEY_MINIMUM:
            raise ImproperlyConfigured(
                f"SECRET_KEY is too short; it needs {SECRET_KEY_MINIMUM} characters."
            )
        if any(part in key.lower() for part in KNOWN_KEY_PARTS) or len(set(key)) < 10:
            raise ImproperlyConfigured("SECRET_KEY is a known or simple one; create a new one.")
        return key

    @staticmethod
    def _parsed(
        var: str, read: Callable[..., dict[str, Any]], *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        try:
            return read(*args, **kwargs)
        except (ValueError, ImproperlyConfigured) as problem:
            raise ImproperlyConfigured(f"{var} cannot be read: {problem}.") from None


def is_own_machine(hosts: Iterable[str]) -> bool:
    """Tell whether all hosts are this machine: by name, by address, or a socket."""
    return all(host in LOOPBACK or host.startswith("/") for host in hosts)


def refuse_plain_database(database: Mapping[str, Any], *, trusted: Sequence[str]) -> None:
    """Stop the start when the way to the database of another machine can be read or bent."""
    host, options = database.get("HOST") or "", database.get("OPTIONS", {})
    if is_own_machine([host]) or host in trusted or options.get("sslmode") == "verify-full":
        return
    raise ImproperlyConfigured(
        "DATABASE_URL leads to another machine: add ?sslmode=verify-full&sslrootcert=…, "
        "or name the host in WIR_PLAINTEXT_HOSTS."
    )


def refuse_plain_mail(mail: Mapping[str, Any], *, trusted: Sequence[str]) -> None:
    """Stop the start when mails with codes and links travel unencrypted to another machine."""
    host = mail.get("EMAIL_HOST") or ""
    is_encrypted = mail.get("EMAIL_USE_TLS") or mail.get("EMAIL_USE_SSL")
    if is_own_machine([host]) or host in trusted or is_encrypted:
        return
    raise ImproperlyConfigured(
        "EMAIL_URL leads to another machine: begin it with smtp+tls:// or smtp+ssl://, "
        "or name the host in WIR_PLAINTEXT_HOSTS."
    )


def refuse_plain_issuer(issuer: str, *, trusted: Sequence[str]) -> None:
    """Stop the start when who is signing in is told unencrypted by another machine."""
    parts = urlsplit(issuer)
    host = parts.hostname or ""
    if parts.scheme == "http" and not is_own_machine([host]) and host not in trusted:
        raise ImproperlyConfigured(
            "WIR_OIDC_ISSUER leads to another machine: begin it with https://, "
            "or name the host in WIR_PLAINTEXT_HOSTS."
        )


def is_first_look(variables: Mapping[str, str]) -> bool:
    """Tell whether nothing of ours is set: a fresh clone on somebody's own machine."""
    return not any(name.startswith(OURS) for name in variables)


def forget_all_but(variables: MutableMapping[str, str], *, keep: tuple[str, ...]) -> None:
    """Remove our variables, so that tests run the same on every machine."""
    for name in list(variables):
        if name.startswith(OURS) and name not in keep:
            del variables[name]


def _yes_no(value: str) -> bool:
    word = value.strip().lower()
    if word not in YES | NO:
        raise ValueError(value)
    return word in YES


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise ValueError(value)
    return f"{parts.scheme}://{parts.netloc}"


def _issuer(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query):
        raise ValueError(value)
    return value.rstrip("/")


def _networks(value: str) -> list[Network]:
    return [ip_network(part.strip()) for part in value.split(",") if value]


def _bucket(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme != "s3" or not parts.netloc or parts.query):
        raise ValueError(value)
    return value


def _scanner(value: str) -> str:
    parts = urlsplit(value)
    # Asking for the port refuses one that is no number.
    is_address = parts.scheme == "tcp" and bool(parts.hostname) and parts.port != 0
    if value and not is_address and not value.startswith("/"):
        raise ValueError(value)
    return value


STRICT: dict[Any, tuple[Callable[[str], Any], str]] = {
    bool: (_yes_no, "must be 1 or 0"),
    int: (int, "must be a whole number"),
    datetime.fromisoformat: (datetime.fromisoformat, "must be an instant like 2020-01-20T10:00"),
    _networks: (_networks, "must be networks like 10.1.0.0/16,2001:db8::/32"),
    _issuer: (_issuer, "must be an address like https://anmeldung.example/realms/amt"),
    _origin: (_origin, "must be an address like https://wir.example"),
    _bucket: (_bucket, "must be like s3://bucket/folder"),
    _scanner: (_scanner, "must be like tcp://127.0.0.1:3310 or /run/clamav/clamd.ctl"),
}
