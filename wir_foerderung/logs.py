"""The technical log: one JSON object a line, in UTC, without what people typed or who they are."""

import ipaddress
import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from gunicorn.glogging import Logger

from applications.workflow import request_id

# What these errors say is about the machine; others may quote what somebody typed.
_SPEAKING: Final = (ImproperlyConfigured, OperationalError, OSError)
_EMAIL: Final = re.compile(r"[^\s@<>\"'()]+@[^\s@<>\"'()]+")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?:[ +]?[A-Z0-9]{2,4}){3,8}\b", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])[0-9a-f]*(?::[0-9a-f]*){3,7}")
# Codes, links with a secret and whatever else is long in an address of ours.
_SECRET: Final = re.compile(r"(?<=/)([^/\s]{4})[^/\s]{12,}")
_QUERY: Final = re.compile(r"\?\S+")


class JsonFormatter(logging.Formatter):
    """Writes one record as one line; JSON itself keeps line breaks and escapes harmless."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": harmless(record.getMessage()),
        }
        if number := request_id.current():
            line["request"] = number
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


class ServerLogger(Logger):  # type: ignore[misc] # gunicorn has no types
    """Lets the web server write its lines in the same form (``gunicorn --logger-class``)."""

    def setup(self, cfg: Any) -> None:
        """Set up the handlers, then give them our form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())


def harmless(text: str) -> str:
    """Return a message without mail addresses, account numbers and secrets of links.

    Addresses in the network lose their last part, so that nothing has to be cut later.
    """
    text = _QUERY.sub("?…", text)
    text = _EMAIL.sub("…@…", text)
    text = _ADDRESS.sub(lambda found: _shortened(found[0]), text)
    text = _SECRET.sub(r"\1…", text)
    return _IBAN.sub("IBAN…", text)


def _shortened(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    kept = 24 if known.version == 4 else 48
    return str(ipaddress.ip_network(f"{known}/{kept}", strict=False))


def _error(error: BaseException) -> dict[str, Any]:
    """Tell kind and place of an error and of its causes."""
    told: dict[str, Any] = {
        "kind": type(error).__qualname__,
        "place": [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ],
    }
    if isinstance(error, _SPEAKING):
        told["message"] = harmless(str(error))
    if error.__cause__ is not None:
        told["cause"] = _error(error.__cause__)
    return told
