"""Puts the append-only triggers on frozen award lists and their rows."""

from django.db import migrations

from applications.models.append_only import create_triggers, drop_triggers

TABLES = ("applications_awardlist", "applications_awardlistrow")


class Migration(migrations.Migration):
    dependencies = [("applications", "0018_award_lists")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: create_triggers(editor.connection, TABLES),
            lambda _apps, editor: drop_triggers(editor.connection, TABLES),
        ),
    ]
