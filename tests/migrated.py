"""A database migrated once, of which every process of a run takes its copy: migrating costs as much as a hundred tests.

On SQLite a file beside the data, on PostgreSQL a database that serves as template. The name tells what it was made
from, so changed migrations make a new one. What a copy should lack after all, Django migrates when it opens it.
"""

import fcntl
import hashlib
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

OURS = ("fcu_project", "institutions", "families", "referrals", "reporting")


def migrated():
    """Path (SQLite) or name (PostgreSQL) of the migrated database; made first if this run is the first to ask."""
    directory = settings.DATA_DIR / "migrated"
    directory.mkdir(parents=True, exist_ok=True)
    name = f"migrated_{fingerprint()}"
    with open(directory / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other processes wait for the first
        return _file(directory / f"{name}.sqlite3") if connection.vendor == "sqlite" else _database(name)


def fingerprint():
    """Of the migrations of every app and of what they import from this project."""
    files = sorted(path for app in apps.get_app_configs() for path in Path(app.path, "migrations").glob("*.py"))
    texts = [path.read_text() for path in files]
    ours = {name for text in texts for name in re.findall(r"^(?:from|import) ([\w.]+)", text, re.M)}
    for name in sorted(name for name in ours if name.startswith(OURS)):
        path = Path(settings.BASE_DIR, *name.split("."))
        texts += [file.read_text() for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _file(path):
    if not path.exists():
        for old in path.parent.glob("migrated_*"):
            old.unlink()
        half = path.with_suffix(".half")
        _migrate(half)
        half.rename(path)
    return path


def _database(name):
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"DROP DATABASE IF EXISTS {name}_half")
            cursor.execute(f"CREATE DATABASE {name}_half")
            _migrate(f"{name}_half")
            cursor.execute(f"ALTER DATABASE {name}_half RENAME TO {name}")
    return name


def _migrate(name):
    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], str(name)
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
