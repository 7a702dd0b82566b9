"""Retention: holds, figures of deleted cases, and a log that outlives the cases it names."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import applications.models.fields
from applications.models.append_only import create_triggers, drop_triggers
from applications.models.table_locks import TakeTables

LOG = ("applications_auditevent",)
# Both new tables point to some of these, so people who send have them in another order.
TOUCHED = (*LOG, "applications_application", "applications_fundinground", "applications_user")
NEW = ("applications_casestatistic", "applications_legalhold")


def open_log(_apps, editor):
    drop_triggers(editor.connection, LOG)


def close_log(_apps, editor):
    create_triggers(editor.connection, LOG)


def protect(_apps, editor):
    create_triggers(editor.connection, NEW)


def release(_apps, editor):
    drop_triggers(editor.connection, NEW)


class Migration(migrations.Migration):
    excused = {
        "mixed": "The steps take tables, and put triggers up and down; no row is read or written.",
    }
    dependencies = [
        ("applications", "0029_case_file_exports"),
    ]

    operations = [
        migrations.RunPython(TakeTables(*TOUCHED), migrations.RunPython.noop),
        # SQLite makes the table anew and forgets the triggers of the old one.
        migrations.RunPython(open_log, close_log),
        migrations.AlterField(
            model_name="auditevent",
            name="application",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="audit_events",
                to="applications.application",
            ),
        ),
        migrations.RunPython(close_log, open_log),
        migrations.CreateModel(
            name="CaseStatistic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "received_year",
                    models.PositiveSmallIntegerField(verbose_name="Jahr des Eingangs"),
                ),
                (
                    "received_month",
                    models.PositiveSmallIntegerField(verbose_name="Monat des Eingangs"),
                ),
                (
                    "district",
                    applications.models.fields.AnswerField(
                        blank=True, max_length=24, verbose_name="Kreis"
                    ),
                ),
                (
                    "outcome",
                    applications.models.fields.AnswerField(max_length=24, verbose_name="Ergebnis"),
                ),
                (
                    "requested_eur",
                    applications.models.fields.EuroField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="Beantragt",
                    ),
                ),
                (
                    "awarded_eur",
                    applications.models.fields.EuroField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="Zugesagt",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_statistics",
                        to="applications.fundinground",
                    ),
                ),
            ],
            options={
                "verbose_name": "Zahlen eines gelöschten Antrags",
                "verbose_name_plural": "Zahlen gelöschter Anträge",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "draft",
                                    "submitted",
                                    "under_review",
                                    "information_requested",
                                    "answered",
                                    "hearing",
                                    "proposed",
                                    "awarded",
                                    "waiting",
                                    "rejected",
                                    "withdrawn",
                                    "revoked",
                                ],
                            )
                        ),
                        name="case_statistic_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_month__gte", 1), ("received_month__lte", 12)
                        ),
                        name="case_statistic_month_of_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("awarded_eur__gte", 0), ("requested_eur__gte", 0)),
                        name="case_statistic_amounts_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="Grund")),
                ("set_at", models.DateTimeField(verbose_name="gesetzt")),
                (
                    "lift_reason",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="Grund der Aufhebung"
                    ),
                ),
                ("lifted_at", models.DateTimeField(null=True, verbose_name="aufgehoben")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_holds",
                        to="applications.application",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Löschsperre",
                "verbose_name_plural": "Löschsperren",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("application",),
                        name="legal_hold_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(
                                ("lifted_at", None),
                                models.Q(("lift_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="legal_hold_has_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lift_reason", ""), ("lifted_at", None), ("lifted_by", None)
                            ),
                            models.Q(
                                ("lifted_at__gte", models.F("set_at")),
                                ("lifted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="legal_hold_lifted_whole",
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, release),
    ]
