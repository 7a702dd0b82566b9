"""Creates the staff groups, the beginning of the audit chain and the shared cache table."""

from django.core.management import call_command
from django.db import migrations

GROUPS = (
    "Sachbearbeitung",
    "Mitzeichnung",
    "Leitung",
    "Haushalt",
    "Revision",
    "Verwaltung",
)


def create(apps, editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.bulk_create([Group(name=name) for name in GROUPS])
    apps.get_model("applications", "AuditChain").objects.create(pk=1)
    call_command("createcachetable", "cache", database=editor.connection.alias, verbosity=0)


def remove(apps, editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()
    apps.get_model("applications", "AuditChain").objects.all().delete()
    with editor.connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_evidence"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(create, remove)]
