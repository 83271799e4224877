"""The list of families: beside a list written by hand, and the same page among a hundred times as many families."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from families.models import FamilyCard, FamilyMember
from tests.benchmarks.conftest import ROUNDS
from tests.benchmarks.floor import floor_client
from tests.benchmarks.measure import at_most, in_turns, just_told

pytestmark = pytest.mark.benchmark

LIST = "/keluarga/"
# What is compared between few and many families: pages of the home village, and of its subdistrict for the TKSK.
PAGES = {
    "list of the village": ("secretary", ""),
    "those of a role": ("secretary", "?peran=pionir"),
    "those of a stage": ("secretary", "?tahap=mentored"),
    "search for a name": ("secretary", "?cari=siti"),
    "list of the subdistrict": ("tksk", ""),
    "subdistrict, one role": ("tksk", "?peran=dampingan"),
    "subdistrict, a name": ("tksk", "?cari=siti"),
}
CALLS = 8
FLAT = 1.3  # times the time among few families
FLOOR = 3.0  # times the CPU of the list written by hand
MOST_QUERIES = 12


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer


def test_the_list_beside_one_written_by_hand(databases, clients):
    here = clients("secretary")["few"]
    bare, address = floor_client(), f"/floor/{here.region.pk}/"
    for client, url in ((bare, address), (here.client, LIST)):
        assert page(client, url).content.count(b"<tr>") == 51  # the head and fifty rows
    with CaptureQueriesContext(connection) as captured:
        here.client.get(LIST)
    at_most("queries of the list", len(captured), MOST_QUERIES, unit="")
    works = {"floor": lambda: page(bare, address), "list": lambda: page(here.client, LIST)}
    times = in_turns(works, rounds=ROUNDS, calls=CALLS)
    ratio = times["list"].cpu_ms / times["floor"].cpu_ms
    at_most("list, CPU beside one by hand", ratio, FLOOR, told=f"{times['list']}; by hand {times['floor']}")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_fast_among_many_families(name, databases, clients):
    role, query = PAGES[name]
    places = clients(role, 6 if role == "tksk" else 10)
    times = in_turns(
        {size: lambda there=there: page(there.client, LIST + query) for size, there in places.items()},
        rounds=ROUNDS, calls=CALLS, before=databases.use,
    )  # fmt: skip
    few, many = times["few"], times["many"]
    at_most(f"{name}, among many", many.p50 / few.p50, FLAT, told=f"{few.p50:.1f} → {many.p50:.1f} ms")


@pytest.mark.parametrize("model", [FamilyMember, FamilyCard])
def test_a_number_is_found_as_fast_among_many_families(model, databases, clients):
    places = clients("secretary")
    numbers = {}
    for size, there in places.items():
        databases.use(size)
        row = model.objects.filter(region=there.region).order_by("pk").last()
        numbers[size] = row.nik if model is FamilyMember else row.number

    def look_up(size):
        answer = places[size].client.post(reverse("families:family-search"), {"cari": numbers[size]})
        assert answer.status_code == 302

    times = in_turns(
        {size: lambda size=size: look_up(size) for size in places}, rounds=ROUNDS, calls=CALLS, before=databases.use
    )
    few, many = times["few"], times["many"]
    called = "NIK" if model is FamilyMember else "number of a card"
    at_most(f"look-up of a {called}, among many", many.p50 / few.p50, FLAT, told=f"{few.p50:.1f} → {many.p50:.1f} ms")


@pytest.mark.parametrize(("role", "query"), [("tksk", ""), ("tksk", "?cari=siti")])
def test_what_wide_lists_cost(role, query, databases, clients):
    """No goal: the widest lists that anybody opens, for the record."""
    places = clients(role, 6)
    databases.use("many")
    with CaptureQueriesContext(connection) as captured:
        page(places["many"].client, LIST + query)
    slowest = max(float(row["time"]) for row in captured)
    just_told(f"{role}{query}: queries", f"{len(captured)}, the slowest {slowest * 1000:.0f} ms")
