"""Constraints and triggers of letters, deliveries and changes of awards."""

from django.db import migrations, models

from applications.models.append_only import create_triggers, drop_triggers
from applications.models.bound import create_binding, drop_binding

TABLES = (
    "applications_awardchange",
    "applications_document",
    "applications_documentdelivery",
    "applications_letterdraft",
    "applications_letterrelease",
    "applications_legaltext",
)


def protect(_apps, editor):
    create_triggers(editor.connection, TABLES)
    create_binding(editor.connection)


def release(_apps, editor):
    drop_binding(editor.connection)
    drop_triggers(editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("applications", "0027_what_was_told")]

    operations = [
        migrations.RemoveField(
            model_name="fundinground",
            name="remedy_template",
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
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
                    ),
                    (
                        "told_state__in",
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
                    ),
                ),
                name="application_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("told_state__in", ["awarded", "rejected", "revoked"]), _negated=True
                    ),
                    ("told_state", models.F("state")),
                    models.Q(("state", "revoked"), ("told_state", "awarded")),
                    ("told_state", "waiting"),
                    _connector="OR",
                ),
                name="application_told_what_was_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("application", "kind", "number"), name="document_edition_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("award_list", "kind", "number"), name="document_of_list_edition_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "acknowledgement_of_receipt",
                            "information_request",
                            "hearing",
                            "early_start",
                            "award",
                            "rejection",
                            "waiting_list",
                            "amendment",
                            "revocation",
                            "cover_sheet",
                            "review_note",
                            "award_note",
                            "file_cover",
                        ],
                    )
                ),
                name="document_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("application__isnull", False),
                        ("award_list", None),
                        ("snapshot__isnull", False),
                        models.Q(("kind", "award_note"), _negated=True),
                    ),
                    models.Q(
                        ("application", None),
                        ("award_list__isnull", False),
                        ("kind", "award_note"),
                        ("snapshot", None),
                    ),
                    _connector="OR",
                ),
                name="document_belongs_to_a_case_or_a_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("content", ""),
                        ("content_sha256", ""),
                        ("kind", "acknowledgement_of_receipt"),
                    ),
                    models.Q(
                        models.Q(("kind", "acknowledgement_of_receipt"), _negated=True),
                        models.Q(("content", ""), _negated=True),
                        models.Q(("content_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="document_of_a_letter_has_its_content",
            ),
        ),
        migrations.RunPython(protect, release),
    ]
