"""Takes the fingerprints of what was sent before there were any."""

import json

from django.db import migrations

from applications.rules.fingerprints import fingerprints


def take(apps, _editor):
    snapshots = apps.get_model("applications", "SubmissionSnapshot").objects
    table = apps.get_model("applications", "CaseFingerprint")
    rows = snapshots.order_by("application_id", "-version")
    done = set()
    for snapshot in rows.iterator(chunk_size=200):
        if snapshot.application_id in done:
            continue
        done.add(snapshot.application_id)
        table.objects.bulk_create(
            table(application_id=snapshot.application_id, kind=kind.value, value=value)
            for kind, value in fingerprints(json.loads(snapshot.payload))
        )


class Migration(migrations.Migration):
    dependencies = [("applications", "0015_fingerprints")]

    operations = [migrations.RunPython(take, migrations.RunPython.noop)]
