"""Columns and indexes by which the list of applications filters, filled in for what is there."""

import json

from django.db import migrations, models, transaction
from django.db.models import F
from django.db.utils import DatabaseError

import applications.models.fields
from applications.rules.choices import YesNo
from applications.rules.findings import Outcome
from applications.rules.waiting import WAITS_FOR
from applications.services.list_filters import outstanding_until, region_of


def fill(apps, editor):
    """Give the rows that were sent what new ones get at sending."""
    cases_model = apps.get_model("applications", "Application")
    letters = apps.get_model("applications", "CaseMessage")
    cases = cases_model.objects.exclude(state="draft")
    for state, who in WAITS_FOR.items():
        cases.filter(state=state).update(waits_for=who)
    highest = F("micro_project_maximum_eur") + F("minijob_maximum_eur")
    cases.filter(requested_eur__lt=highest).update(asks_for_less=True)
    early = cases.filter(micro_project__early_start=YesNo.YES).values_list("pk", flat=True)
    cases.filter(pk__in=list(early)).update(wants_early_start=True)
    unread = letters.objects.filter(from_authority=False, reading=None)
    with_news = list(unread.values_list("application_id", flat=True))
    cases.filter(pk__in=with_news).update(has_news=True)
    for model, state in (("InformationRequest", "information_requested"), ("Hearing", "hearing")):
        waiting = apps.get_model("applications", model).objects.filter(closed_at=None)
        for pk, due_on in waiting.values_list("application_id", "due_on"):
            cases.filter(pk=pk, state=state).update(due_on=due_on)
    for application in cases.defer("search_text").iterator():
        _fill_one(apps, application)


def _fill_one(apps, application):
    snapshots = apps.get_model("applications", "SubmissionSnapshot")
    snapshot = snapshots.objects.filter(application_id=application.pk).order_by("-version").first()
    if snapshot is None:
        return
    application.region = region_of(application.district)
    application.unsettled_count = sum(map(_is_open, snapshot.findings.all()))
    application.enclosures_until = _missed(application, json.loads(snapshot.payload))
    application.save(update_fields=["region", "unsettled_count", "enclosures_until"])


def _is_open(finding):
    if finding.outcome not in {Outcome.EXCLUDED, Outcome.TO_CLARIFY}:
        return False
    latest = finding.settlements.order_by("-pk").first()
    return latest is None or not latest.is_met


def _missed(application, document):
    """Return the day of the first promise for which nothing came since."""
    enclosures = document["answers"]["enclosures"]
    later = application.attachments.filter(
        request=None, uploaded_at__gt=application.submitted_at
    ).values_list("kind", flat=True)
    there = [*enclosures["attachments"], *({"kind": kind} for kind in later)]
    return outstanding_until({**enclosures, "attachments": there})


def index_words(apps, editor):
    """Let PostgreSQL find words inside the search column, where it may; else it reads on."""
    if editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            editor.execute(
                "CREATE INDEX application_words ON applications_application "
                "USING gin (search_text gin_trgm_ops)"
            )
    except DatabaseError:
        # The database has no such extension, or lets nobody add it: searching is slower.
        return


def drop_words(apps, editor):
    """Take the index away; the extension may serve others."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS application_words")


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_decision"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="application",
            name="application_by_person",
        ),
        migrations.AddField(
            model_name="application",
            name="asks_for_less",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="application",
            name="due_on",
            field=models.DateField(editable=False, null=True, verbose_name="Antwort bis"),
        ),
        migrations.AddField(
            model_name="application",
            name="enclosures_until",
            field=models.DateField(editable=False, null=True, verbose_name="Unterlagen bis"),
        ),
        migrations.AddField(
            model_name="application",
            name="has_news",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="Neue Nachricht"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="region",
            field=applications.models.fields.AnswerField(
                blank=True, editable=False, max_length=24, verbose_name="Regierungsbezirk"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="unsettled_count",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="application",
            name="waits_for",
            field=applications.models.fields.AnswerField(
                blank=True, editable=False, max_length=24, verbose_name="Wartet auf"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="wants_early_start",
            field=models.BooleanField(default=False, editable=False, verbose_name="Früher Beginn"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["submitted_at", "id"], name="application_list"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["state", "submitted_at", "id"], name="application_list_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["waits_for", "submitted_at", "id"], name="application_list_by_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["assigned_to", "submitted_at", "id"], name="application_list_by_person"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["district", "submitted_at", "id"], name="application_list_by_district"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["region", "submitted_at", "id"], name="application_list_by_region"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["topic", "submitted_at", "id"], name="application_list_by_topic"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["origin", "submitted_at", "id"], name="application_list_by_origin"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("is_late", True)),
                fields=["submitted_at", "id"],
                name="application_late",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("wants_early_start", True)),
                fields=["submitted_at", "id"],
                name="application_early_start",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("asks_for_less", True)),
                fields=["submitted_at", "id"],
                name="application_asks_for_less",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("has_news", True)),
                fields=["submitted_at", "id"],
                name="application_news",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("unsettled_count__gt", 0)),
                fields=["submitted_at", "id"],
                name="application_unsettled",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("to_clarify_count__gt", 0)),
                fields=["submitted_at", "id"],
                name="application_to_clarify",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("excluded_count__gt", 0)),
                fields=["submitted_at", "id"],
                name="application_excluded",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("note_count__gt", 0)),
                fields=["submitted_at", "id"],
                name="application_note",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False)),
                fields=["due_on"],
                name="application_due",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("enclosures_until__isnull", False)),
                fields=["enclosures_until"],
                name="application_enclosures_due",
            ),
        ),
        migrations.RunPython(index_words, drop_words),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
