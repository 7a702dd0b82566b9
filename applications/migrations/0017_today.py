"""The index behind the figures of „Heute“."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0016_earlier_prints")]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False)),
                fields=["round", "state", "district", "topic", "requested_eur", "id"],
                name="application_figures",
            ),
        ),
    ]
