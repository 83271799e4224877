"""States that many tests begin from: built once per process by the true actions, then laid down row by row.

A kept state is what building it returned, the rows it added or changed, and its files. Laying it down needs the same
ground under it as building did; on any other ground a key stands twice, and the database says so.
"""

import copy
import shutil
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from tempfile import mkdtemp

from django.apps import apps
from django.db import connection, transaction

ROWS_AT_ONCE = 200  # keeps a statement below the number of parameters that SQLite takes


@dataclass
class Kept:
    result: object
    rows: dict  # model → {primary key: values}, as they stand afterwards
    replaced: dict  # model → primary keys of rows that were there before, with other values
    files: Path | None


KEPT = {}


def state_of(key, build, media):
    """What `build()` returns, from memory if this process has built it before. `media` is the test's own directory."""
    if key in KEPT:
        return _lay_down(KEPT[key], media)
    before = every_row()
    result = build()
    rows, replaced, files = {}, {}, None
    for model, there in every_row().items():
        rows[model] = {pk: row for pk, row in there.items() if before[model].get(pk) != row}
        replaced[model] = [pk for pk in rows[model] if pk in before[model]]
    if media.exists():
        files = Path(mkdtemp(prefix="fcu-kept-")) / "media"
        shutil.copytree(media, files)
    KEPT[key] = Kept(copy.deepcopy(result), rows, replaced, files)
    return result


def every_row(app_labels=None):
    """All that is stored (in the apps named), as the database holds it: {model: {primary key: values}}."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta
            if not meta.managed or meta.proxy or (app_labels and meta.app_label not in app_labels):
                continue
            columns = [field.column for field in meta.concrete_fields]
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(meta.db_table)}")  # noqa: S608
            at = columns.index(meta.pk.column)
            rows[model] = {row[at]: tuple(map(_plain, row)) for row in cursor.fetchall()}
    return rows


def _plain(value):
    """As both databases take it back: bytes of PostgreSQL outlive their cursor, SQLite takes no time of day."""
    if isinstance(value, memoryview):
        return bytes(value)
    return value.isoformat() if isinstance(value, time) else value


def _lay_down(kept, media):
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in kept.rows.items():
            if kept.replaced[model]:
                _remove(cursor, model, kept.replaced[model])
            _insert(cursor, model, list(rows.values()))
    if kept.files:
        shutil.copytree(kept.files, media, dirs_exist_ok=True)
    return copy.deepcopy(kept.result)


def _remove(cursor, model, keys):
    """Straight from the table: rows that point at these stay, since the same keys come back in the transaction."""
    quote, meta = connection.ops.quote_name, model._meta
    where = f"{quote(meta.pk.column)} IN ({', '.join(['%s'] * len(keys))})"
    cursor.execute(f"DELETE FROM {quote(meta.db_table)} WHERE {where}", keys)  # noqa: S608


def _insert(cursor, model, rows):
    quote, meta = connection.ops.quote_name, model._meta
    columns = ", ".join(quote(field.column) for field in meta.concrete_fields)
    line = f"({', '.join(['%s'] * len(meta.concrete_fields))})"
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        lines = ", ".join([line] * len(part))
        cursor.execute(
            f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {lines}",  # noqa: S608
            [value for row in part for value in row],
        )
