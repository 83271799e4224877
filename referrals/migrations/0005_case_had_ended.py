"""The day on which a case had ended before it was opened again becomes a column; until now only words told it."""

from django.db import migrations, models

from fcu_project.dates import parse_date

OPENED_AGAIN, HAD_ENDED = "Dibuka kembali: ", "Sebelumnya selesai "


def read_from_words(apps, schema_editor):
    steps = apps.get_model("referrals", "CaseStep").objects
    for step in steps.filter(kind="note", text__startswith=OPENED_AGAIN, result__startswith=HAD_ENDED):
        day = parse_date(step.result.removeprefix(HAD_ENDED).partition(":")[0])
        steps.filter(pk=step.pk).update(had_ended_on=day)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_help_and_cases")]

    operations = [
        migrations.AddField(
            model_name="casestep",
            name="had_ended_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="sebelumnya selesai pada"),
        ),
        migrations.RunPython(read_from_words, migrations.RunPython.noop),
    ]
