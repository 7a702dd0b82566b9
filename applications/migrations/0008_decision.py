"""Reasons in three parts, costs line by line, and hearings."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import applications.models.fields
from applications.models.append_only import create_triggers, drop_triggers

NEW_TABLES = ("applications_decisionline", "applications_hearing")
CHANGED_TABLE = ("applications_decision",)


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_paper_entry")]

    operations = [
        # SQLite writes the table anew for a column with a default, and triggers stay behind.
        migrations.RunPython(
            lambda _apps, editor: drop_triggers(editor.connection, CHANGED_TABLE),
            lambda _apps, editor: create_triggers(editor.connection, CHANGED_TABLE),
        ),
        migrations.RenameField("decision", "reason", "assessment"),
        migrations.AlterField(
            "decision",
            "assessment",
            models.TextField(blank=True, verbose_name="Würdigung"),
        ),
        migrations.AddField(
            "decision",
            "facts",
            models.TextField(blank=True, default="", verbose_name="Sachverhalt"),
            preserve_default=False,
        ),
        migrations.AddField(
            "decision",
            "discretion",
            models.TextField(blank=True, default="", verbose_name="Ermessen"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="DecisionLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="Zeile")),
                (
                    "kind",
                    applications.models.fields.AnswerField(
                        blank=True, max_length=24, verbose_name="Art"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(blank=True, max_length=120, verbose_name="Wofür"),
                ),
                (
                    "requested_eur",
                    applications.models.fields.EuroField(verbose_name="beantragt"),
                ),
                (
                    "accepted_eur",
                    applications.models.fields.EuroField(verbose_name="anerkannt"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="Grund")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="applications.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "Zeile einer Entscheidung",
                "verbose_name_plural": "Zeilen einer Entscheidung",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["decision", "position"], name="decision_line_position_once"
                    ),
                    models.CheckConstraint(
                        name="decision_line_accepts_at_most_the_request",
                        condition=models.Q(
                            accepted_eur__gte=0, accepted_eur__lte=models.F("requested_eur")
                        ),
                    ),
                    models.CheckConstraint(
                        name="decision_line_cut_has_a_reason",
                        condition=models.Q(accepted_eur=models.F("requested_eur"))
                        | ~models.Q(reason=""),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="Nummer")),
                ("reason", models.TextField(max_length=4000, verbose_name="Unsere Gründe")),
                ("due_on", models.DateField(verbose_name="Antwort bis")),
                ("sent_at", models.DateTimeField(verbose_name="gesendet")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="beendet")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="applications.application",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Anhörung",
                "verbose_name_plural": "Anhörungen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["application", "number"], name="hearing_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=["application"],
                        condition=models.Q(closed_at=None),
                        name="hearing_one_open",
                    ),
                    models.CheckConstraint(
                        name="hearing_has_a_reason", condition=~models.Q(reason="")
                    ),
                    models.CheckConstraint(
                        name="hearing_closed_by_somebody_later",
                        condition=models.Q(closed_at=None, closed_by=None)
                        | models.Q(closed_by__isnull=False, closed_at__gte=models.F("sent_at")),
                    ),
                ],
            },
        ),
        migrations.AddField(
            "casemessage",
            "hearing",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="applications.hearing",
            ),
        ),
        migrations.RunPython(
            lambda _apps, editor: create_triggers(
                editor.connection, (*CHANGED_TABLE, *NEW_TABLES)
            ),
            lambda _apps, editor: drop_triggers(editor.connection, (*CHANGED_TABLE, *NEW_TABLES)),
        ),
    ]
