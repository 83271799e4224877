"""A long list as Excel: rows a second beside django-import-export, and how much memory it takes."""

import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db.models import Prefetch

from families.models import Family, FamilyMember
from families.views.family import LIVES, FamilyListView
from fcu_project import export
from tests.benchmarks.conftest import SMALL
from tests.benchmarks.measure import at_least, at_most
from tests.benchmarks.stock import FamilyResource

pytestmark = pytest.mark.benchmark

ROWS, STOCK_ROWS = (5_000, 1_000) if SMALL else (100_000, 10_000)
FASTER, MOST_MIB = 3, 100


def grown(work):
    """(seconds, MiB by which this process grew at most) while `work` runs."""
    Path("/proc/self/clear_refs").write_text("5")  # forget the highest mark so far
    before, began = _highest(), time.perf_counter()
    work()
    return time.perf_counter() - began, _highest() - before


def _highest():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def test_a_long_list_as_excel(databases, clients):
    """The rows as the list reads them, but from everywhere: no single office sees so many."""
    there = clients("tksk", 6)["many"]
    databases.use("many")
    view = FamilyListView(request=SimpleNamespace(assignment=there.assignment))
    rows = Family.objects.select_related("region", "socio_economic", "occupation").order_by("pk")
    rows = rows.prefetch_related(Prefetch("participations", LIVES, to_attr="lives"))
    people = FamilyMember.objects.filter(left_on=None).select_related("relation")
    people = people.only("family", "sex", "relation__code").order_by("position")
    rows = rows.prefetch_related(Prefetch("members", people, to_attr="living"))

    def ours():
        book = export.workbook("Keluarga", view.columns, rows[:ROWS].iterator(chunk_size=500))
        assert book.read(2) == b"PK"

    def stocks():
        found = Family.objects.order_by("pk")[:STOCK_ROWS]
        assert FamilyResource().export(found).export("xlsx")[:2] == b"PK"

    stock_seconds, stock_mib = grown(stocks)
    seconds, mib = grown(ours)
    ratio = (ROWS / seconds) / (STOCK_ROWS / stock_seconds)
    told = f"{ROWS / seconds:.0f} rows/s; stock {STOCK_ROWS / stock_seconds:.0f} rows/s"
    beside = f"stock with {STOCK_ROWS} rows: {stock_mib:.0f} MiB"
    at_most(f"export of {ROWS} rows, memory", mib, MOST_MIB, unit=" MiB", told=beside)
    at_least("export, rows/s beside stock", ratio, FASTER, told=told)
