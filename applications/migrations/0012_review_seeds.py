"""Puts triggers on the evidence of the review; enters checklist, criteria and text blocks."""

from django.db import migrations

from applications.models.append_only import create_triggers, drop_triggers
from applications.texts.review_lists import CHECKLIST, CRITERIA
from applications.texts.text_blocks import BLOCKS

TABLES = (
    "applications_conflictdeclaration",
    "applications_checklistanswer",
    "applications_score",
    "applications_acceptedcost",
    "applications_internalnote",
)


def enter(apps, _editor):
    ChecklistItem = apps.get_model("applications", "ChecklistItem")
    Criterion = apps.get_model("applications", "Criterion")
    for funding_round in apps.get_model("applications", "FundingRound").objects.all():
        ChecklistItem.objects.bulk_create(
            ChecklistItem(round=funding_round, position=position, text=text)
            for position, text in enumerate(CHECKLIST, start=1)
        )
        Criterion.objects.bulk_create(
            Criterion(round=funding_round, position=position, name=name)
            for position, name in enumerate(CRITERIA, start=1)
        )
    TextBlock = apps.get_model("applications", "TextBlock")
    TextBlock.objects.bulk_create(
        TextBlock(
            key=block.key,
            kind=block.kind.value,
            rule=block.rule,
            title=block.title,
            text=block.text,
        )
        for block in BLOCKS
    )


class Migration(migrations.Migration):
    dependencies = [("applications", "0011_review_room")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: create_triggers(editor.connection, TABLES),
            lambda _apps, editor: drop_triggers(editor.connection, TABLES),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
