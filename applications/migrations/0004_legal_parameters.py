"""Enters the legal values of 2019 to 2026 that the rules ship with."""

from datetime import UTC, datetime

from django.db import migrations

from applications.rules.parameters import SEED

# Before the first round opened: every assessment ever made may use them.
CONFIRMED_AT = datetime(2019, 1, 1, tzinfo=UTC)


def enter(apps, _editor):
    LegalParameter = apps.get_model("applications", "LegalParameter")
    LegalParameter.objects.bulk_create(
        LegalParameter(
            kind=row.kind.value,
            valid_from=row.valid_from,
            known_from=row.known_from,
            value=row.value,
            source=row.source,
            confirmed_at=CONFIRMED_AT,
        )
        for row in SEED
    )


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_groups_chain_cache")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
