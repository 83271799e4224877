"""States that many tests begin from: built once per process by the true actions, then laid down row by row.

A kept state is what building it returned, the rows it added or changed, and its files. Laying it down needs the same
ground under it as building did; on any other ground a key stands twice, and the database says so.
"""

import atexit
import pickle
import shutil
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from django.apps import apps
from django.db import connection, models, transaction


@dataclass
class Kept:
    result: bytes  # pickled: every test gets rows of its own
    statements: list  # (SQL, rows of parameters, or None where they stand in it), ready to be sent
    files: Path | None


KEPT = {}


def state_of(key, build, media):
    """What `build()` returns, from memory if this process has built it before. `media` is the test's own directory."""
    if key in KEPT:
        return _lay_down(KEPT[key], media)
    before = every_row()
    result = build()
    statements, files = [], None
    for model, there in every_row().items():
        changed = {pk: row for pk, row in there.items() if before[model].get(pk) != row}
        statements += _statements(model, changed, [pk for pk in changed if pk in before[model]])
    if media.exists():
        directory = mkdtemp(prefix="fcu-kept-")
        atexit.register(shutil.rmtree, directory, ignore_errors=True)
        files = Path(directory) / "media"
        shutil.copytree(media, files)
    KEPT[key] = Kept(pickle.dumps(result), _ready(statements), files)
    return result


def every_row(app_labels=None):
    """All that is stored (in the apps named), as the database holds it: {model: {primary key: values}}."""
    rows = {}
    with connection.cursor() as cursor:
        for model, sql, at, plain in _reading(app_labels):
            cursor.execute(sql)
            found = map(plain, cursor.fetchall()) if plain else cursor.fetchall()
            rows[model] = {row[at]: row for row in found}
    return rows


@cache
def _reading(app_labels):
    """(model, its SELECT, where the primary key stands, what makes a row plain or None) of every table."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if not meta.managed or meta.proxy or (app_labels and meta.app_label not in app_labels):
            continue
        sql = f"SELECT {', '.join(_columns(model))} FROM {_quoted(meta.db_table)}"  # noqa: S608
        odd = any(isinstance(field, (models.BinaryField, models.TimeField)) for field in meta.concrete_fields)
        found.append((model, sql, meta.concrete_fields.index(meta.pk), _plain if odd else None))
    return found


def _plain(row):
    """As both databases take it back: bytes of PostgreSQL outlive their cursor, SQLite takes no time of day."""
    return tuple(
        bytes(value) if isinstance(value, memoryview) else value.isoformat() if isinstance(value, time) else value
        for value in row
    )


def _quoted(name):
    return connection.ops.quote_name(name)


def _columns(model):
    return [_quoted(field.column) for field in model._meta.concrete_fields]


def _statements(model, rows, replaced):
    """Rows that were there with other values go straight from the table: what points at them stays, since the same
    keys come back in the transaction."""
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    if replaced:
        yield f"DELETE FROM {table} WHERE {key} = %s", [(pk,) for pk in replaced]  # noqa: S608
    if rows:
        marks = ", ".join(["%s"] * len(_columns(model)))
        yield f"INSERT INTO {table} ({', '.join(_columns(model))}) VALUES ({marks})", list(rows.values())  # noqa: S608


def _ready(statements):
    """On PostgreSQL one text with the values in it: sent at once instead of row by row."""
    if connection.vendor != "postgresql":
        return statements
    with connection.cursor() as cursor:
        lines = [cursor.cursor.mogrify(sql, row) for sql, rows in statements for row in rows]
    return [(b";".join(lines).decode(), None)] if lines else []


def _lay_down(kept, media):
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, rows in kept.statements:
            cursor.execute(sql) if rows is None else cursor.executemany(sql, rows)
    if kept.files:
        shutil.copytree(kept.files, media, dirs_exist_ok=True)
    return pickle.loads(kept.result)  # noqa: S301
