"""Rounds are published; those that exist already were."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def publish(apps: Any, schema_editor: Any) -> None:
    apps.get_model("applications", "FundingRound").objects.update(published_at=F("opens_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0019_evidence_of_award_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="fundinground",
            name="published_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="Veröffentlicht"),
        ),
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
