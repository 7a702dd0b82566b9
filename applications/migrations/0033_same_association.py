"""Who may be the same association is found by indexes, however many applied."""

from django.db import migrations, models

from applications.models.table_locks import TakeTables

TOUCHED = ("applications_application", "applications_organisationdetails")


class Migration(migrations.Migration):
    excused = {
        "index": "A round has some hundred applications, so that each index is there at once.",
        "mixed": "The first step takes tables; no row is read or written.",
    }
    dependencies = [
        ("applications", "0032_phone_confirmation"),
    ]

    operations = [
        migrations.RunPython(TakeTables(*TOUCHED), migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["round", "postcode"], name="application_by_postcode"),
        ),
        migrations.AddIndex(
            model_name="organisationdetails",
            index=models.Index(fields=["register_number"], name="association_by_register"),
        ),
    ]
