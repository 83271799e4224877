"""The sum of all reports of the country beside raw SQL over the same rows, and the matrix as quarters pile up."""

from itertools import product
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse

from institutions.models import Region
from reporting import recap
from reporting.indicators import REPORT_COLUMNS
from reporting.periods import quarter_of
from tests.benchmarks import reports
from tests.benchmarks.conftest import ROUNDS, SMALL, copied
from tests.benchmarks.measure import at_most, in_turns, just_told
from tests.factories import TODAY, AssignmentFactory
from tests.migrated import migrated

pytestmark = pytest.mark.benchmark

LAST = quarter_of(TODAY).previous
ROLLUP = 1.3  # times the raw SQL
FLAT = 1.3  # times the page with the reports of one year
YEARS = 2 if SMALL else 5
PROVINCE_WIDTH, REGENCY = 2, "3322"


class Country:
    """The official regions, an FCU in each village: a database with the reports of one year, one with many years."""

    def __init__(self, usual):
        self.usual = usual
        self.open = {"year": copied(usual, "year", migrated())}
        self.use("year")
        call_command("load_reference", verbosity=0)
        call_command("load_regions", verbosity=0)
        reports.make_units()
        for quarter in last_four():
            reports.make_quarter(quarter.year, quarter.number)
        self._settle()

    def add_years(self):
        """The same again, with the reports of the years before."""
        self.open["year"].close()  # nobody may be in a database that is copied
        self.open["years"] = copied(self.usual, "years", "bench_year")
        self.use("years")
        for year, number in product(range(2, YEARS + 1), (1, 2, 3, 4)):
            reports.make_quarter(LAST.year - year, number)
        self._settle()

    @staticmethod
    def _settle():
        with connections["default"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def use(self, name):
        connections["default"] = self.open[name] if name else self.usual

    def close(self):
        self.use("")
        for one in self.open.values():
            one.close()


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        usual = connections["default"]
        if usual.vendor != "postgresql":
            pytest.skip("runs on PostgreSQL: make bench")
        made = Country(usual)
        yield made
        made.close()


def last_four():
    """The last four quarters that are over."""
    found, quarter = [], LAST
    for _ in range(4):
        found.append(quarter)
        quarter = quarter.previous
    return found


def raw_sums(width):
    """By hand, over the same rows: every column for each region below and each stage."""
    sums = ", ".join(f"sum({column})" for column in REPORT_COLUMNS)
    sql = (
        f"SELECT substr(r.code, 1, {width}), p.stage, count(*), {sums} FROM reporting_quarterfigures f "  # noqa: S608
        "JOIN reporting_report p ON p.id = f.report_id JOIN institutions_region r ON r.id = f.region_id "
        "WHERE f.year = %s AND f.quarter = %s GROUP BY 1, 2"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [LAST.year, LAST.number])
        return cursor.fetchall()


@pytest.fixture
def signed_in(country, as_served, django_db_blocker, sign_in):
    """signed_in(role, code, database) → a client of that office, and its region."""

    def open_as(role, code, database="year"):
        country.use(database)
        region = Region.objects.get(code=code)
        assignment = AssignmentFactory(role=role, region=region, person__region=region)
        return SimpleNamespace(client=sign_in(assignment), region=region)

    with django_db_blocker.unblock():
        yield open_as


def test_the_sum_of_the_country_beside_raw_sql(signed_in):
    """Goal 10: the page with everything around it, beside nothing but the sums."""
    ministry = signed_in("ministry", "")
    address = f"{reverse('reporting:recap')}?tahun={LAST.year}&triwulan={LAST.number}"

    def page():
        answer = ministry.client.get(address)
        assert answer.status_code == 200
        return answer

    children = recap.by_child(ministry.region, LAST.year, LAST.number)
    assert _by_hand(raw_sums(PROVINCE_WIDTH)) == recap.added_up(ministry.region, children).accepted
    times = in_turns({"raw": lambda: raw_sums(PROVINCE_WIDTH), "page": page}, rounds=ROUNDS, calls=2)
    just_told("reports in the country", f"{Region.objects.filter(level='village').count()} villages x 4 quarters")
    at_most(
        "recap of the country, beside raw SQL", times["page"].p50 / times["raw"].p50, ROLLUP,
        told=f"{times['page']}; raw {times['raw']}",
    )  # fmt: skip


def _by_hand(rows):
    accepted = [row[3:] for row in rows if row[1] == "accepted"]
    return dict(zip(REPORT_COLUMNS, (int(sum(numbers)) for numbers in zip(*accepted, strict=True)), strict=True))


def test_the_matrix_stays_flat_as_quarters_pile_up(country, signed_in):
    """Goal 11, for the page that a kabupaten opens every day: the same with the reports of one year and of many."""
    country.add_years()
    address = f"{reverse('reporting:matrix')}?tahun={LAST.year}"
    clients = {name: signed_in("regency_reports", REGENCY, name).client for name in country.open}

    def page(client):
        assert client.get(address).status_code == 200

    works = {name: lambda client=client: page(client) for name, client in clients.items()}
    times = in_turns(works, rounds=ROUNDS, calls=4, before=country.use)
    ratio = times["years"].p50 / times["year"].p50
    at_most(
        f"matrix of a kabupaten, {YEARS} years of reports", ratio, FLAT,
        told=f"{times['years']}; one year {times['year']}",
    )  # fmt: skip
