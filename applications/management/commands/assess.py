"""Judges one application document by the rules."""

import json
import sys
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from applications import clock
from applications.models import LegalParameter
from applications.rules.assessment import assess
from applications.rules.facts import Facts
from applications.rules.findings import Outcome, Report
from applications.rules.parameters import SEED, NoParameter, Parameters
from applications.rules.schema import APPLICATION_SCHEMA
from applications.rules.tree import NotAFact

_UNUSABLE: Final = 3
_SENTENCE: Final = 300
_EXIT_CODES: Final = {
    Outcome.BLOCKING: 2,
    Outcome.EXCLUDED: 2,
    Outcome.TO_CLARIFY: 1,
}


class Command(BaseCommand):
    """``manage.py assess FILE.json``, or ``-`` for standard input; findings go to stdout.

    Exit code 2 when something blocks or excludes, 1 when something is to be clarified, else 0;
    3 with one sentence on stderr when the file is no application document.
    """

    help = "Judges one application document and prints the findings as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="application document as JSON, - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        try:
            facts = _facts(_document(options["file"]))
            report = assess(facts, parameters=_parameters(at), on=clock.berlin_date(at))
        except NoParameter as error:
            kind, day = error.args[:2]
            raise _unusable(f"No value of the law for {kind} on {day} is on record.") from error
        self.stdout.write(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
        if code := _exit_code(report):
            sys.exit(code)


def _exit_code(report: Report) -> int:
    return _EXIT_CODES.get(report.worst(), 0)


def _document(name: str) -> Any:
    """Read JSON from a file or from standard input."""
    try:
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return json.loads(text.decode("utf-8-sig"))
    except OSError as error:
        raise _unusable(f"Cannot read {name}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise _unusable(f"{name} is not UTF-8 text.") from error
    except (ValueError, RecursionError) as error:
        raise _unusable(f"{name} is not JSON: {error}.") from error


def _facts(document: Any) -> Facts:
    """Check a document against the published schema and read it."""
    problem = best_match(Draft202012Validator(APPLICATION_SCHEMA).iter_errors(document))
    if problem is not None:
        raise _unusable(f"Not an application document: {problem.json_path}: {problem.message}.")
    try:
        return Facts.from_document(document)
    except NotAFact as error:
        raise _unusable(f"Not an application document: {error} has no meaning.") from error


def _parameters(at: datetime) -> Parameters:
    """Return the values of the law on record, those of the program without a database."""
    try:
        return LegalParameter.objects.as_parameters(confirmed_by=at)
    except DatabaseError:
        return Parameters(SEED)


def _unusable(sentence: str) -> CommandError:
    return CommandError(shorten(sentence, _SENTENCE, placeholder=" …"), returncode=_UNUSABLE)
