"""The columns by which the list filters: kept by the services, filled in by the migration."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from applications.models import Application, Finding, PromisedEnclosure
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from applications.services import late_enclosures, review, submission
from tests import factories
from tests.support import sources
from tests.support.files import pdf

pytestmark = pytest.mark.django_db

COLUMNS = (
    "waits_for",
    "due_on",
    "region",
    "enclosures_until",
    "wants_early_start",
    "asks_for_less",
    "unsettled_count",
    "has_news",
)
MIGRATIONS = sources.ROOT / "applications/migrations"
SENT_AT = factories.SENT_AT
FOLLOWS = date(2020, 2, 14)


def _promising(**values):
    """A case whose association promised its notice."""
    draft = factories.make_complete_draft(**values)
    draft.attachments.filter(kind=AttachmentKind.NON_PROFIT_NOTICE).delete()
    PromisedEnclosure.objects.create(
        application=draft, kind=AttachmentKind.NON_PROFIT_NOTICE, until=FOLLOWS, reason="Amt"
    )
    draft = Application.objects.with_lists().get(pk=draft.pk)
    return submission.submit_application(application=draft, actor=draft.created_by, at=SENT_AT)


def _columns(application):
    return Application.objects.filter(pk=application.pk).values(*COLUMNS).get()


def test_sending_writes_what_the_list_filters_by():
    assert _columns(factories.make_submitted()) == {
        "waits_for": "us",
        "due_on": None,
        "region": "4",
        "enclosures_until": None,
        "wants_early_start": False,
        "asks_for_less": True,
        "unsettled_count": 0,
        "has_news": False,
    }


def test_a_draft_waits_for_nobody():
    assert _columns(factories.make_draft())["waits_for"] == ""


def test_promised_document_is_outstanding_until_it_comes():
    application = _promising()
    assert _columns(application)["enclosures_until"] == FOLLOWS

    late_enclosures.hand_in(
        application=application,
        kind=AttachmentKind.NON_PROFIT_NOTICE,
        uploads=[SimpleUploadedFile("Bescheid.pdf", pdf())],
        actor=application.created_by,
        at=SENT_AT + timedelta(days=3),
    )

    assert _columns(application)["enclosures_until"] is None


def test_settling_takes_a_finding_off():
    old = {Section.NON_PROFIT: {"notice_date": date(2013, 5, 14)}}
    worker = factories.make_staff("Sachbearbeitung")
    application = factories.make_reviewed(changes=old, actor=worker)
    assert _columns(application)["unsettled_count"] == 1

    for is_met, left in ((False, 1), (True, 0)):
        review.settle_finding(
            finding=Finding.objects.get(snapshot__application=application, rule="VE-03"),
            is_met=is_met,
            reason="Der neue Bescheid liegt vor.",
            actor=worker,
            at=datetime(2020, 2, 3, 9, 0, tzinfo=UTC),
        )
        assert _columns(application)["unsettled_count"] == left


def test_migration_fills_in_what_the_services_would_have_written():
    early = {"early_start": "yes", "early_start_reason": "Das Fest ist im Februar."}
    cases = [
        factories.make_submitted(changes={Section.MICRO_PROJECT: early}),
        factories.make_information_request().application,
        factories.make_proposed(),
        _promising(),
    ]
    factories.make_case_message(cases[0])
    Application.objects.filter(pk=cases[0].pk).update(has_news=True)
    written = [_columns(case) for case in cases]
    Application.objects.exclude(state=State.DRAFT).update(
        waits_for="",
        due_on=None,
        region="",
        enclosures_until=None,
        wants_early_start=False,
        asks_for_less=False,
        unsettled_count=0,
        has_news=False,
    )

    [name] = (path.stem for path in MIGRATIONS.glob("*_application_list.py"))
    migration = import_module(f"applications.migrations.{name}")
    migration.fill(apps, connection.schema_editor())

    assert [_columns(case) for case in cases] == written


@pytest.mark.postgresql
def test_postgresql_has_an_index_of_words():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'application_words'")
        assert "gin_trgm_ops" in cursor.fetchone()[0]
