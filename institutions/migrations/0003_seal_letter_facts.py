"""The facts of letters are encrypted: a record may name families. What was stored in clear is sealed and removed."""

from django.db import migrations

import fcu_project.identity


def seal_all(apps, schema_editor):
    documents = apps.get_model("institutions", "IssuedDocument")
    for row in documents.objects.exclude(facts={}).iterator(chunk_size=200):
        row.sealed = row.facts
        row.save(update_fields=["sealed"])


def open_all(apps, schema_editor):
    documents = apps.get_model("institutions", "IssuedDocument")
    for row in documents.objects.iterator(chunk_size=200):
        row.facts = row.sealed
        row.save(update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [("institutions", "0002_working_groups")]

    operations = [
        migrations.AddField(
            "issueddocument", "sealed",
            fcu_project.identity.SealedJSONField(default=dict, editable=False, purpose="letter facts"),
        ),
        migrations.RunPython(seal_all, open_all),
        migrations.RemoveField("issueddocument", "facts"),
        migrations.RenameField("issueddocument", "sealed", "facts"),
    ]  # fmt: skip
