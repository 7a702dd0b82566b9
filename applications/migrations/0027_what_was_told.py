"""What associations know of applications that were decided before letters had an outbox."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def fill(apps, _editor):
    application = apps.get_model("applications", "Application")
    application.objects.update(told_state=F("state"), told_eur=F("awarded_eur"))
    snapshots = apps.get_model("applications", "SubmissionSnapshot").objects
    version = snapshots.filter(pk=OuterRef("snapshot")).values("version")[:1]
    apps.get_model("applications", "Document").objects.update(number=Subquery(version))
    texts = apps.get_model("applications", "LegalText")
    for row in apps.get_model("applications", "FundingRound").objects.exclude(remedy_template=""):
        texts.objects.create(
            round=row,
            kind="remedy",
            edition="1",
            text=row.remedy_template,
            written_at=row.opens_at,
        )


class Migration(migrations.Migration):
    dependencies = [("applications", "0026_letters")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
