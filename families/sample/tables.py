"""Rows into the database by the fastest way it has: COPY on PostgreSQL, executemany on SQLite."""

import csv
import io
import json
from collections import Counter
from datetime import date

from django.core.management.color import no_style
from django.db import connection, models

from families.models import (
    Consent,
    Family,
    FamilyCard,
    FamilyMember,
    MentoringNote,
    Need,
    Pairing,
    Participation,
)
from institutions.models import FamilyCareUnit, Institution, Membership, Person, WorkingGroup, WorkingGroupMember

MODELS = (
    Institution, Person, FamilyCareUnit, Membership, WorkingGroup, WorkingGroupMember, Family, Family.problems.through,
    FamilyCard, FamilyMember, Participation, Consent, Pairing, MentoringNote, Need,
)  # fmt: skip


class Table:
    """Rows of one model that wait to be written. `add` takes what differs from the model's own defaults."""

    def __init__(self, model):
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        self.defaults = {field.attname: _default(field) for field in self.fields}
        self.next_id = (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1
        self.rows = []

    def add(self, **told):
        """Keep a row; returns the key it will have."""
        pk, self.next_id = self.next_id, self.next_id + 1
        self.rows.append((pk, *{**self.defaults, **told}.values()))
        return pk

    @property
    def columns(self):
        return [self.model._meta.pk.column, *(field.column for field in self.fields)]


def _default(field):
    if field.attname in ("uid", "created_at", "updated_at"):
        return None  # told with every row
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value


class Tables:
    """All tables of the sample, and how many rows each was given."""

    def __init__(self):
        self.tables = {model: Table(model) for model in MODELS}
        self.written = Counter()

    def __getitem__(self, model):
        return self.tables[model]

    def flush(self):
        """Write what waits, in the order in which rows point at one another."""
        with connection.cursor() as cursor:
            for table in self.tables.values():
                if table.rows:
                    (_copy if connection.vendor == "postgresql" else _insert)(cursor, table)
                    self.written[table.model._meta.model_name] += len(table.rows)
                    table.rows = []
            for sql in connection.ops.sequence_reset_sql(no_style(), MODELS):
                cursor.execute(sql)


def _quoted(names):
    return ", ".join(map(connection.ops.quote_name, names))


def _copy(cursor, table):
    text = io.StringIO()
    csv.writer(text).writerows(table.rows)
    text.seek(0)
    # In this format an unquoted nothing is NULL, but for columns that know none: there it is an empty text.
    never_null = _quoted([field.column for field in table.fields if not field.null])
    cursor.copy_expert(
        f"COPY {_quoted([table.model._meta.db_table])} ({_quoted(table.columns)}) "
        f"FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({never_null}))",
        text,
    )


def _insert(cursor, table):
    marks = ", ".join(["%s"] * len(table.columns))
    cursor.executemany(
        f"INSERT INTO {_quoted([table.model._meta.db_table])} ({_quoted(table.columns)}) VALUES ({marks})",  # noqa: S608
        [[str(value) if isinstance(value, date) else value for value in row] for row in table.rows],
    )
