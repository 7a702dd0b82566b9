"""Before money moves the authority makes sure of the account on the telephone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from applications.models.append_only import create_triggers, drop_triggers
from applications.models.table_locks import TakeTables

# The new table points to both, so people who work have them in another order.
TOUCHED = ("applications_bankdetails", "applications_user")
NEW = ("applications_phoneconfirmation",)


def protect(_apps, editor):
    create_triggers(editor.connection, NEW)


def release(_apps, editor):
    drop_triggers(editor.connection, NEW)


class Migration(migrations.Migration):
    excused = {
        "mixed": "The steps take tables and put triggers up; no row is read or written.",
    }
    dependencies = [
        ("applications", "0031_awarded_within_request"),
    ]

    operations = [
        migrations.RunPython(TakeTables(*TOUCHED), migrations.RunPython.noop),
        migrations.CreateModel(
            name="PhoneConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone", models.CharField(max_length=40, verbose_name="Angerufene Nummer")),
                ("spoke_with", models.CharField(max_length=150, verbose_name="Gesprochen mit")),
                ("confirmed_at", models.DateTimeField(verbose_name="Angerufen")),
                (
                    "bank_details",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phone_confirmation",
                        to="applications.bankdetails",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Bestätigung am Telefon",
                "verbose_name_plural": "Bestätigungen am Telefon",
            },
        ),
        migrations.RunPython(protect, release),
    ]
