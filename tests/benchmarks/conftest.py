"""Two databases of the same kind, one with a hundred times as many families, and the table of results at the end."""

import gc
import os
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connections
from django.template import Template
from django.test.utils import _TestState

from institutions.models import Region, User
from tests.benchmarks.measure import RESULTS
from tests.factories import AssignmentFactory
from tests.migrated import migrated

SMALL = os.environ.get("FCU_BENCH") == "small"
SIZES = {
    "few": int(os.environ.get("FCU_BENCH_FEW", 2_000 if SMALL else 10_000)),
    "many": int(os.environ.get("FCU_BENCH_MANY", 20_000 if SMALL else 1_000_000)),
}
ROUNDS = int(os.environ.get("FCU_BENCH_ROUNDS", 5 if SMALL else 15))
REUSED = os.environ.get("FCU_BENCH_REUSE") == "1"  # databases that a lasting server still holds from an earlier run
# The village whose pages are compared: it holds the same families in both databases.
HOME = os.environ.get("FCU_BENCH_HOME", "3322012001")


def copied(usual, name, template):
    """A connection to a new database of that name, made as a copy of `template`."""
    with usual._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS bench_{name}")
        cursor.execute(f"CREATE DATABASE bench_{name} TEMPLATE {template}")
    return opened(usual, name)


def opened(usual, name):
    made = usual.copy()
    made.settings_dict["NAME"] = f"bench_{name}"
    return made


class Databases:
    """`few` and `many` on the server of this run; `use(name)` makes one of them the database of all code."""

    def __init__(self):
        self.usual = connections["default"]
        self.open = {}

    def make(self):
        if REUSED:
            for name in SIZES:
                self._open(name)
            return
        template = migrated()
        first, *others = SIZES
        self._create(first, template)
        self.use(first)
        call_command("load_reference", verbosity=0)
        call_command("load_regions", verbosity=0)
        call_command("make_sample_families", families=SIZES[first], home=HOME, verbosity=0)
        self._analyse()
        self.open[first].close()  # nobody may be in a database that is copied
        for name in others:
            self._create(name, f"bench_{first}")
            self.use(name)
            call_command("make_sample_families", families=SIZES[name] - SIZES[first], seed=8, verbosity=0)
            self._analyse()

    def _create(self, name, template):
        self.open[name] = copied(self.usual, name, template)

    def _open(self, name):
        self.open[name] = opened(self.usual, name)

    @staticmethod
    def _analyse():
        with connections["default"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def use(self, name):
        connections["default"] = self.open[name] if name else self.usual

    def close(self):
        self.use("")
        for one in self.open.values():
            one.close()


@pytest.fixture(scope="session")
def _databases(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        made = Databases()
        if made.usual.vendor != "postgresql":
            pytest.skip("runs on PostgreSQL: make bench")
        try:
            made.make()
            made.use("")
            yield made
        finally:
            made.close()


@pytest.fixture
def as_served(settings, monkeypatch):
    """Pages are made as a server makes them: tests list static files anew and keep a copy of every template's context,
    which costs much where a page is put together from many."""
    settings.WHITENOISE_AUTOREFRESH = False
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    gc.collect()
    gc.freeze()  # what the run of the tests itself holds is not looked through while pages are measured
    yield
    gc.unfreeze()


@pytest.fixture
def databases(_databases, as_served, django_db_blocker):
    """The two databases, with few families in use to begin with."""
    with django_db_blocker.unblock():
        _databases.use("few")
        try:
            yield _databases
        finally:
            _databases.use("")


@pytest.fixture
def clients(databases, sign_in):
    """clients(role, level) → {name of the database: a client signed in there, at the home village or above it}."""

    def signed_in(role, width=10):
        found = {}
        for name in databases.open:
            databases.use(name)
            region = Region.objects.get(code=HOME[:width])
            username = f"bench-{role}"
            user = User.objects.filter(username=username).first()
            if user is None:
                assignment = AssignmentFactory(role=role, region=region, person__region=region)
                User(username=username, person=assignment.person).save()
            else:
                assignment = user.person.assignments.get()
            found[name] = SimpleNamespace(client=sign_in(assignment), assignment=assignment, region=region)
        databases.use("few")
        return found

    return signed_in


def pytest_terminal_summary(terminalreporter):
    if not RESULTS:
        return
    terminalreporter.section("benchmarks: medians, each beside its yardstick")
    width = max(len(row[0]) for row in RESULTS)
    for name, value, goal, met, told in RESULTS:
        mark = "      " if not goal else "ok    " if met else "FAILED"
        terminalreporter.write_line(f"{mark} {name:<{width}}  {value:>9}  {goal:>9}  {told}".rstrip())
