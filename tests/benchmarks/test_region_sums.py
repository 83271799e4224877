"""Dashboards and indicators of the nation: all villages with a million families beside a thousand with ten thousand."""

import os

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse

from families.models import Family
from institutions.models import Region
from reporting.indicators import COLUMNS
from reporting.models import KeptCount
from reporting.periods import quarter_of
from reporting.success import adding, sums
from tests.benchmarks import reports
from tests.benchmarks.conftest import ROUNDS, SMALL, copied
from tests.benchmarks.measure import at_most, in_turns, just_told
from tests.factories import TODAY, AssignmentFactory
from tests.migrated import migrated

pytestmark = pytest.mark.benchmark

FEW = 300 if SMALL else 1_000  # villages with an FCU in the smaller database
MANY = 3_000 if SMALL else None  # in the other; None for all of them
FAMILIES = {"nation_few": 10, "nation_many": 12}  # in a village: ten thousand beside a million
FLAT = 3  # times the same with few villages
SUMMARY = 1.5 if SMALL else 0.4  # times raw SQL over the reports; of few there is little to save
LAST = quarter_of(TODAY).previous
QUARTERS = int(os.environ.get("FCU_BENCH_QUARTERS", 4 if SMALL else 8))
PAGES = ("reporting:dashboard", "reporting:success")


def quarters():
    found = [LAST]
    while len(found) < QUARTERS:
        found.append(found[-1].previous)
    return found[::-1]


class Nations:
    """Two databases with the official regions: reports of few villages, and of many."""

    def __init__(self, usual):
        self.usual, self.open = usual, {}
        for name, most in (("nation_few", FEW), ("nation_many", MANY)):
            self.open[name] = copied(usual, name, migrated())
            self.use(name)
            call_command("load_reference", verbosity=0)
            call_command("load_regions", verbosity=0)
            reports.make_units(most)
            reports.halt_some()
            reports.make_families(FAMILIES[name])
            for quarter in quarters():
                reports.make_quarter(quarter.year, quarter.number)
            reports.make_splits()
            call_command("add_up_figures", verbosity=0)
            with connections["default"].cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")

    def use(self, name):
        connections["default"] = self.open[name] if name else self.usual

    def close(self):
        self.use("")
        for one in self.open.values():
            one.close()


@pytest.fixture(scope="module")
def nations(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        usual = connections["default"]
        if usual.vendor != "postgresql":
            pytest.skip("runs on PostgreSQL: make bench")
        made = Nations(usual)
        yield made
        made.close()


@pytest.fixture(autouse=True)
def unblocked(nations, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def dashboard():
    """What a dashboard of the nation reads: twelve quarters, the provinces beside each other, the two splits."""
    nation = Region.objects.get(code="")
    told = sums.over_time(nation, quarters())
    return told, sums.of_children(nation, LAST), sums.changes_of(nation, LAST), sums.problems_of(nation, LAST)


def raw():
    """The same numbers by hand over the reports themselves."""
    totals = ", ".join(f"sum({column})" for column in COLUMNS)
    source = "reporting_quarterfigures f JOIN reporting_report p ON p.id = f.report_id AND p.stage = 'accepted'"
    first = quarters()[0]
    statements = (
        f"SELECT f.year, f.quarter, {totals} FROM {source} WHERE f.year * 4 + f.quarter >= %s GROUP BY 1, 2",  # noqa: S608
        f"SELECT substr(r.code, 1, 2), {totals} FROM {source} JOIN institutions_region r ON r.id = f.region_id"  # noqa: S608
        f" WHERE f.year * 4 + f.quarter = {LAST.year * 4 + LAST.number} AND %s > 0 GROUP BY 1",
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, [first.year * 4 + first.number])
            yield cursor.fetchall()


@pytest.fixture(scope="module")
def told_of_sizes(nations, django_db_blocker):
    """Notes how large the two databases are."""
    for name in nations.open:
        nations.use(name)
        with django_db_blocker.unblock():
            villages = Region.objects.filter(units__isnull=False).count()
            just_told(name, f"{villages} villages with an FCU, {Family.objects.count()} families, {QUARTERS} quarters")


@pytest.fixture
def ministry(nations, told_of_sizes, as_served, sign_in):
    """{name of the database: a client of the ministry there}"""
    found = {}
    for name in nations.open:
        nations.use(name)
        nation = Region.objects.get(code="")
        found[name] = sign_in(AssignmentFactory(role="ministry", region=nation, person__region=nation))
    return found


def opened(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_nation_is_flat_in_families(page, nations, ministry):
    """Goal 11: the whole page, all villages of the country beside a thousand of them."""
    address = f"{reverse(page)}?tahun={LAST.year}&triwulan={LAST.number}"
    works = {name: lambda client=client: opened(client, address) for name, client in ministry.items()}
    nations.use("nation_many")
    forget = KeptCount.objects.all().delete
    cold = in_turns({"cold": works["nation_many"]}, rounds=1, calls=1, before=lambda name: forget())
    times = in_turns(works, rounds=ROUNDS, calls=2, before=nations.use)
    just_told(f"{page} of the nation, first reader", str(cold["cold"]))
    ratio = times["nation_many"].cpu_ms / times["nation_few"].cpu_ms
    at_most(
        f"{page} of the nation, all villages beside {FEW}", ratio, FLAT,
        told=f"{times['nation_many']}; few {times['nation_few']}",
    )  # fmt: skip


def test_the_sums_of_the_nation_are_flat_in_villages(nations):
    """What a page reads of figures: all villages of the country beside a thousand of them."""
    works = dict.fromkeys(nations.open, dashboard)
    times = in_turns(works, rounds=ROUNDS, calls=4, before=nations.use)
    ratio = times["nation_many"].cpu_ms / times["nation_few"].cpu_ms
    at_most(
        f"sums of the nation, all villages beside {FEW}", ratio, FLAT,
        told=f"{times['nation_many']}; few {times['nation_few']}",
    )  # fmt: skip


def test_the_sums_of_the_nation_beside_raw_sql(nations):
    """Goal 10, from a maintained summary: equal to the unit, at a fraction of the work."""
    nations.use("nation_many")
    by_time, _ = raw()
    kept = {(one.quarter.year, one.quarter.number): one.values for one in dashboard()[0]}
    assert {row[:2]: dict(zip(COLUMNS, map(int, row[2:]), strict=True)) for row in by_time} == kept
    times = in_turns({"raw": lambda: list(raw()), "summary": dashboard}, rounds=ROUNDS, calls=1)
    at_most(
        "sums of the nation, beside raw SQL", times["summary"].cpu_ms / times["raw"].cpu_ms, SUMMARY,
        told=f"{times['summary']}; raw {times['raw']}",
    )  # fmt: skip


def test_a_reader_after_one_acceptance(nations):
    """What the first reader after a change waits for: one village's way up to the nation."""
    nations.use("nation_many")
    village = Region.objects.filter(units__isnull=False).first()

    def after_a_change():
        adding.SummaryMark.objects.create(region=village, year=LAST.year, quarter=LAST.number)
        return dashboard()

    times = in_turns({"marked": after_a_change, "fresh": dashboard}, rounds=ROUNDS, calls=1)
    just_told("dashboard of the nation, first reader after an acceptance", f"{times['marked']}; else {times['fresh']}")
