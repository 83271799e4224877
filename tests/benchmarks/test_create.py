"""Writing a new family down: the whole request, beside the stock admin's for the same model."""

import random
import string
import uuid

import pytest
from django.urls import reverse

from families.models import CodeItem, Family, ProblemType
from fcu_project.models import AuditEvent, FormReceipt
from institutions.models import Region
from tests.benchmarks.conftest import HOME, ROUNDS
from tests.benchmarks.floor import floor_client
from tests.benchmarks.measure import at_most, in_turns
from tests.factories import TODAY

pytestmark = pytest.mark.benchmark

CALLS = 8
MOST = 1.5  # times the CPU of the stock admin


def name():
    """A name that nobody in the village has."""
    return f"Sumiyati {''.join(random.choices(string.ascii_lowercase, k=12))}"


@pytest.mark.parametrize("size", ["few", "many"])
def test_a_new_family_beside_the_stock_admin(size, databases, clients):
    here = clients("secretary")[size]
    databases.use(size)
    stock, beside = floor_client(), Region.objects.filter(parent__code=HOME[:6]).exclude(code=HOME).latest("code")
    stock.cookies = here.client.cookies
    codes = {name: CodeItem.objects.get(list=name, code=2).pk for name in ("socio_economic", "occupation")}
    problem = ProblemType.objects.get(code="pendapatan-tidak-tetap").pk
    same = {
        "head_sex": "female", "rt": "003", "rw": "002", "hamlet": "Krajan", "problems": [problem],
        "problem_note": "Suami merantau, kiriman tidak tentu.", "potential": "Pandai menjahit.", **codes,
    }  # fmt: skip

    def ours():
        sent = {**same, "head_name": name(), "recorded_on": f"{TODAY:%d-%m-%Y}", "_key": str(uuid.uuid4())}
        assert here.client.post(reverse("families:candidate-create"), sent).status_code == 302

    def stocks():
        sent = {**same, "head_name": name(), "recorded_on": f"{TODAY:%Y-%m-%d}", "region": beside.pk}
        assert stock.post("/admin/families/family/add/", sent).status_code == 302

    before = [model.objects.count() for model in (Family, AuditEvent, FormReceipt)]
    ours(), stocks()
    assert [model.objects.count() for model in (Family, AuditEvent, FormReceipt)] == [
        before[0] + 2, before[1] + 1, before[2] + 1,
    ]  # fmt: skip
    times = in_turns({"stock": stocks, "ours": ours}, rounds=ROUNDS, calls=CALLS)
    ratio = times["ours"].cpu_ms / times["stock"].cpu_ms
    at_most(f"new family among {size}, CPU", ratio, MOST, told=f"{times['ours']}; stock admin {times['stock']}")
