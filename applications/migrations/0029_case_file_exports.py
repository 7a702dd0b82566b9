"""The Aktenpaket among the exports."""

from django.db import migrations, models

from applications.models.append_only import create_triggers, drop_triggers

# SQLite writes a table anew when a constraint changes, without its triggers.
TABLES = ("applications_export",)


def protect(_apps, editor):
    create_triggers(editor.connection, TABLES)


def release(_apps, editor):
    drop_triggers(editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("applications", "0028_rules_of_letters")]

    operations = [
        migrations.RunPython(release, protect),
        migrations.RemoveConstraint(model_name="export", name="export_kind_known"),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "applications_csv",
                            "applications_xlsx",
                            "costs_csv",
                            "contacts_csv",
                            "amounts_csv",
                            "payments_csv",
                            "statistics_csv",
                            "case_file_zip",
                        ],
                    )
                ),
                name="export_kind_known",
            ),
        ),
        migrations.RunPython(protect, release),
    ]
