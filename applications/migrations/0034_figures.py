"""The figures of „Heute“ say how many cases nobody has; one index still answers for them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    excused = {
        "index": "A round has some hundred applications, so that the index is there at once.",
    }
    dependencies = [
        ("applications", "0033_same_association"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="application", name="application_figures"),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", False)),
                fields=[
                    "round",
                    "state",
                    "district",
                    "topic",
                    "requested_eur",
                    "assigned_to",
                    "submitted_at",
                    "id",
                ],
                name="application_figures",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False)),
                fields=["assigned_to", "due_on", "submitted_at", "id"],
                name="application_due_of_person",
            ),
        ),
    ]
