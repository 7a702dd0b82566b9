from django.db import migrations, models


def copy_marks(apps, schema_editor):
    """A document with one page has no other photo than the one that is marked."""
    pages = apps.get_model("applications", "AttachmentPage").objects.filter(attachment__pages=1)
    for mark in ("is_dark", "is_blurred"):
        pages.filter(**{f"attachment__{mark}": True}).update(**{mark: True})


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0022_staff_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachmentpage",
            name="is_dark",
            field=models.BooleanField(default=False, verbose_name="sehr dunkel"),
        ),
        migrations.AddField(
            model_name="attachmentpage",
            name="is_blurred",
            field=models.BooleanField(default=False, verbose_name="unscharf"),
        ),
        migrations.RunPython(copy_marks, migrations.RunPython.noop),
    ]
