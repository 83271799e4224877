"""Loads the shipped reference lists: kinds of institutions, legal bases, topics of technical guidance,
the duties of every party, classification codes of letters.

The ministry and the administrator edit these lists on the screens; what they wrote is theirs. So a run adds what is
missing and leaves every row that exists as it is; `--refresh` puts the shipped text back in place of their edits.
"""

import datetime
import hashlib
import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from fcu_project import audit
from fcu_project.models import Installation
from fcu_project.reference import load
from institutions.models import Duty, GuidanceTopic, InstitutionType, LegalBasis, LetterClass

RULES = 1  # raise it when rows below are made differently, so that installations load again
DATA = Path(__file__).resolve().parents[2] / "data"
TYPES, LAWS = "institution_types.json", "legal_bases.json"
TOPICS, DUTIES, CLASSES = "guidance_topics.json", "duties.json", "letter_classes.json"


class Command(BaseCommand):
    help = "Loads the shipped reference lists. Adds what is missing; changes nothing that is there."

    def add_arguments(self, parser):
        parser.add_argument(
            "--refresh", action="store_true", help="overwrite rows that differ from the shipped ones, edits included"
        )

    def handle(self, *, refresh, verbosity, **options):
        version = shipped_version()
        if not refresh and Installation.current().reference_version == version:
            if verbosity:
                self.stdout.write("Reference lists: already current.")
            return
        with transaction.atomic():
            found = [load(InstitutionType, institution_types(), refresh), load(LegalBasis, legal_bases(), refresh)]
            found.append(load(GuidanceTopic, guidance_topics(), refresh))
            found.append(load(Duty, duties(), refresh))
            found.append(load(LetterClass, letter_classes(), refresh))
            added, changed, kept = (sum(numbers) for numbers in zip(*found, strict=True))
            Installation.objects.filter(pk=Installation.current().pk).update(reference_version=version)
            if added or changed:
                audit.record("reference.load", by=None)
        if verbosity:
            self.stdout.write(f"Reference lists: {added} added, {changed} overwritten.")
            if kept:
                self.stdout.write(f"{kept} rows differ from the shipped ones and stay as they are (see --refresh).")


def shipped_version():
    """What an installation remembers of the lists it has loaded: a hash over the files and the rules here."""
    content = b"".join((DATA / name).read_bytes() for name in (TYPES, LAWS, TOPICS, DUTIES, CLASSES))
    return hashlib.sha256(content + str(RULES).encode()).hexdigest()


def read(name, key):
    """The rows of a shipped file."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))[key]


def institution_types():
    """{code: fields} of the kinds of institutions, numbered by tens within each list."""
    rows, counts = {}, {}
    for row in read(TYPES, "institution_types"):
        counts[row["group"]] = counts.get(row["group"], 0) + 10
        rows[row["code"]] = {
            "group": row["group"],
            "name": row["name"],
            "short_name": row["short_name"],
            "order": counts[row["group"]],
            "checklist": row.get("checklist", False),
        }
    return rows


def legal_bases():
    """{code: fields} of the legal bases, a successor before the law it replaced (`replaced_by` is a code or "").

    One whose validity is not established is offered but never suggested.
    """
    shipped = {row["code"]: row for row in read(LAWS, "legal_bases")}
    rows = {}

    def add(row):
        if row["code"] in rows:
            return
        if row["replaced_by"]:
            add(shipped[row["replaced_by"]])
        rows[row["code"]] = {
            "title": row["title"],
            "rank": row["rank"],
            "year": row["year"],
            "number": row["number"],
            "valid_from": day(row["valid_from"]),
            "valid_until": day(row["valid_until"]),
            "replaced_by": row["replaced_by"],
            "guide_ref": row["guide_ref"],
            "certain": row["certain"],
            "suggested": row["suggested"] and row["certain"],
        }

    for row in shipped.values():
        add(row)
    return rows


def guidance_topics():
    """{code: fields} of the topics of technical guidance, numbered by tens (II.F.5.2)."""
    rows = read(TOPICS, "guidance_topics")
    return {
        row["code"]: {"provider": row["provider"], "text": row["text"], "order": number * 10}
        for number, row in enumerate(rows, 1)
    }


def duties():
    """{code: fields} of the duties of every party, in the guide's order (II.D, II.F.8, III.A.5, III.B.2.3, III.B.6)."""
    return {
        row["code"]: {
            **{name: row[name] for name in ("actor", "part", "text", "clause")},
            "order": number * 10,
            "is_joint": row.get("is_joint", False),
            "asks": row.get("asks", []),
            "meeting_kinds": row.get("meeting_kinds", []),
        }
        for number, row in enumerate(read(DUTIES, "duties"), 1)
    }


def letter_classes():
    """{code: fields} of the classification codes, of both editions."""
    rows = read(CLASSES, "letter_classes")
    return {row["code"]: {"title": row["title"], "edition": row["edition"]} for row in rows}


def day(text):
    return datetime.date.fromisoformat(text) if text else None

