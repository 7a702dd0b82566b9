"""Puts the append-only triggers on what association and authority tell each other."""

from django.db import migrations

from applications.models.append_only import create_triggers, drop_triggers

TABLES = (
    "applications_casemessage",
    "applications_casemessagefile",
    "applications_informationrequest",
    "applications_requestpoint",
    "applications_bankdetails",
)


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_volunteers_room")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: create_triggers(editor.connection, TABLES),
            lambda _apps, editor: drop_triggers(editor.connection, TABLES),
        ),
    ]
