"""Takes the days of the post from the rounds; they become legal values with their own dates."""

from datetime import UTC, datetime

from django.db import migrations, models

from applications.rules.parameters import SEED, ParameterKind

# As for the other values that the rules ship with.
CONFIRMED_AT = datetime(2019, 1, 1, tzinfo=UTC)


def enter(apps, _editor):
    LegalParameter = apps.get_model("applications", "LegalParameter")
    for row in SEED:
        if row.kind == ParameterKind.POST_DELIVERY_DAYS:
            # A new database has it from the first seeds.
            LegalParameter.objects.get_or_create(
                kind=row.kind.value,
                valid_from=row.valid_from,
                known_from=row.known_from,
                defaults={
                    "value": row.value,
                    "source": row.source,
                    "confirmed_at": CONFIRMED_AT,
                },
            )


class Migration(migrations.Migration):
    dependencies = [("applications", "0024_work_of_person")]

    operations = [
        migrations.RemoveField(model_name="fundinground", name="service_fiction_days"),
        migrations.AlterField(
            model_name="legalparameter",
            name="value",
            field=models.DecimalField(
                decimal_places=4, max_digits=10, verbose_name="Betrag, Prozent oder Tage"
            ),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
