"""The database lets no award be higher than what was asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    excused = {
        "constraint": (
            "The release before refuses a proposal above the request itself; a round has some "
            "hundred applications, and reading 100,000 takes a fraction of a second."
        ),
    }
    dependencies = [
        ("applications", "0030_retention"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("awarded_eur", None),
                    ("awarded_eur__lte", models.F("requested_eur")),
                    _connector="OR",
                ),
                name="application_awarded_within_request",
            ),
        ),
    ]
