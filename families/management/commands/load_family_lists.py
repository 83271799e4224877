"""Loads the reference lists of the families: codes of the family card, problems, indicators, briefings.

As with the lists of institutions, what people edited stays theirs; `--refresh` puts the shipped text back.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from families.models import BriefingTopic, CodeItem, Indicator, ProblemType
from fcu_project import audit
from fcu_project.reference import load

DATA = Path(__file__).resolve().parents[2] / "data"
# (model, file, fields that name a row, what a row has when the file does not say)
LISTS = (
    (CodeItem, "codes", ("list", "code"), {"is_common": False}),
    (ProblemType, "problems", ("code",), {"is_sensitive": False}),
    (Indicator, "indicators", ("set", "version", "code"), {
        "version": 1, "hint": "", "scored": True, "asks_document": False,
    }),
    (BriefingTopic, "topics", ("number",), {"needs_action_plan": False}),
)  # fmt: skip


class Command(BaseCommand):
    help = "Loads the family card's codes, problems, indicators and briefings. Adds what is missing."

    def add_arguments(self, parser):
        parser.add_argument("--refresh", action="store_true", help="overwrite rows that differ, edits included")

    def handle(self, *, refresh, verbosity, **options):
        with transaction.atomic():
            found = [load(model, shipped(*rest), refresh, key=rest[1]) for model, *rest in LISTS]
            added, changed, kept = (sum(numbers) for numbers in zip(*found, strict=True))
            if added or changed:
                audit.record("reference.load", by=None)
        if verbosity and (added or changed or kept):
            self.stdout.write(f"Family lists: {added} added, {changed} overwritten, {kept} edited and kept.")


def shipped(name, key, defaults):
    """{key: fields} of one shipped file, in its order."""
    rows = {}
    for number, told in enumerate(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")), 1):
        row = {**defaults, **told}
        if name == "problems":
            row["order"] = number * 10
        code = tuple(row.pop(field) for field in key)
        rows[code if len(key) > 1 else code[0]] = row
    return rows
