"""Who may be the same association is found by indexes, however many applied."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0031_awarded_within_request"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["round", "postcode"], name="application_by_postcode"),
        ),
        migrations.AddIndex(
            model_name="organisationdetails",
            index=models.Index(fields=["register_number"], name="association_by_register"),
        ),
    ]
