"""What every test stands on: a dozen regions, the cast of one kabupaten, clients signed in as a role."""

import os
import shutil

import pytest
from django.core.management import call_command

from fcu_project import pdf
from tests.factories import AssignmentFactory, cast, make_regions
from tests.filling import one_page
from tests.migrated import migrated
from tests.remembered import state_of

# Sync Playwright keeps an event loop running, which Django would otherwise take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker, tmp_path_factory):
    """A database of its own per process, copied from one that is migrated; on SQLite in a file, since threads in memory
    would share one connection's locks."""
    from django.db import connection

    with django_db_blocker.unblock():
        test = connection.settings_dict["TEST"]
        if connection.vendor == "sqlite":
            options = connection.settings_dict["OPTIONS"]  # nobody needs a test's rows after a power cut
            options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
            test["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
            shutil.copyfile(migrated(), test["NAME"])
        else:
            test["TEMPLATE"] = migrated()


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The copied file is to be opened as it is; it goes with the directory it lies in."""
    from django.db import connection

    return connection.vendor == "sqlite"


def pytest_collection_modifyitems(config, items):
    """The tests of one form stand together: its state is built in one process. On PostgreSQL only what opens the
    database and proves something that it decides: the rest was run on SQLite and could only say the same again."""
    from django.conf import settings

    items.sort(key=_form_of)
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        without = {item for item in items if not _asks_the_database(item)}
        config.hook.pytest_deselected(items=list(without))
        items[:] = [item for item in items if item not in without]


def _form_of(item):
    """Name of the form that the test fills in, "" for all other tests: those keep their order."""
    return item.callspec.params.get("name", "") if "filled" in item.fixturenames and hasattr(item, "callspec") else ""


def _asks_the_database(item):
    if item.get_closest_marker("one_database"):
        return False
    fixtures = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return bool(fixtures) or any(item.get_closest_marker(name) for name in ("django_db", "benchmark"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """SQLite empties tables after race tests by DELETE, which the audit trail rightly refuses: not in tests."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Uploads and letters of a test stay in its own directory; static files are not listed anew for every client."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
    }
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def remember(db, tmp_path):
    """remember(key, build) → what build() returns, its rows and files; built only once per process."""
    return lambda key, build: state_of(key, build, tmp_path / "media")


@pytest.fixture
def regions(remember):
    """One province, two kabupaten, three kecamatan, five villages (one a kelurahan), under the nation."""
    return remember("regions", make_regions)


@pytest.fixture
def reference(remember):
    """Kinds of institutions, legal bases and the lists of the families, as installed."""

    def load():
        call_command("load_reference", verbosity=0)
        call_command("load_family_lists", verbosity=0)
        call_command("load_success", verbosity=0)

    remember("reference", load)


@pytest.fixture
def people(regions, reference, remember):
    """One assignment per role, all around Desa Sidomekar; see `cast`."""
    return remember("people", lambda: cast(regions))


@pytest.fixture
def not_typeset(monkeypatch):
    """Letters come as an empty page at once, for tests of who may fetch them."""
    monkeypatch.setattr(pdf, "render", lambda *args, **kwargs: one_page())


@pytest.fixture
def sign_in(client):
    """sign_in(assignment) → a client that works as this assignment."""

    def as_assignment(assignment):
        from django.test import Client

        own = Client(HTTP_HOST="testserver")
        from institutions.models import User

        user = User.objects.filter(person=assignment.person).first()
        if user is None:
            user = User(username=f"u{assignment.pk}", person=assignment.person)
            user.set_unusable_password()
            user.save()
        own.force_login(user, backend="institutions.session.AssignmentBackend")
        session = own.session
        session["assignment"] = str(assignment.uid)
        session.save()
        return own

    return as_assignment


__all__ = ["AssignmentFactory"]
