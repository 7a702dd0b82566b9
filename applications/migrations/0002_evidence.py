"""Puts the append-only triggers on the tables of evidence."""

from django.db import migrations

from applications.models.append_only import create_triggers, drop_triggers

TABLES = (
    "applications_auditevent",
    "applications_transition",
    "applications_submissionsnapshot",
    "applications_finding",
    "applications_findingsettlement",
    "applications_decision",
    "applications_legalparameter",
)


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_tables")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: create_triggers(editor.connection, TABLES),
            lambda _apps, editor: drop_triggers(editor.connection, TABLES),
        ),
    ]
