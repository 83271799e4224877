"""Budgets and aid of offices: kept by level and year, against what arrived, figures only (FUN-07)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project.workflow import TransitionRefused
from institutions.models import Region
from reporting.actions import aid as aids
from reporting.actions import budget as actions
from reporting.forms.aid import AidForm
from reporting.forms.budget import PlaceField
from reporting.models import BudgetLine, StimulusGrant
from reporting.money import arrived
from tests.factories import TODAY, AssignmentFactory
from tests.reporting import cash, stimulus
from tests.reporting.fill_budget import line
from tests.test_query_budget import queries

pytestmark = pytest.mark.django_db
LIST = reverse("reporting:budget-list")


@pytest.mark.clause("FUN-07")
@pytest.mark.parametrize("role, source, kept", [
    ("ministry", "nation", True), ("ministry", "regency", False), ("province", "province", True),
    ("province", "nation", True), ("province", "regency", False), ("regency_funds", "regency", True),
    ("regency_funds", "nation", True), ("regency_funds", "province", False), ("regency_funds", "village", False),
])  # fmt: skip
def test_an_office_sets_aside_its_own_money_or_what_passes_through_it(role, source, kept, people, regions):
    by = getattr(people, role)
    row = BudgetLine(
        year=TODAY.year, kind="body", source=source, title="Bantuan FCU", amount=5, recipient=regions.village
    )
    if kept:
        assert actions.save_line(row, by=by, on=TODAY).region == by.region
    else:
        with pytest.raises(ValidationError, match="Kantor ini mencatat anggaran dari"):
            actions.save_line(row, by=by, on=TODAY)


def test_nobody_else_keeps_a_budget(people, regions):
    row = line(people.regency_funds, regions.village)
    for other in (people.regency_reports, people.province, people.secretary):
        with pytest.raises(PermissionDenied):
            actions.save_line(row, by=other, on=TODAY)


def test_a_recipient_lies_within_the_own_territory(people, regions):
    row = line(people.regency_funds, regions.village)
    row.recipient = regions.city
    with pytest.raises(ValidationError, match="di luar wilayah"):
        actions.save_line(row, by=people.regency_funds, on=TODAY)


@pytest.mark.clause("FUN-07")
def test_what_arrived_is_what_was_booked_and_paid(people, regions, sign_in):
    """Net of reversals, told apart by line; of families sums only."""
    office, by = people.regency_funds, people.treasurer
    for_bodies = line(office, regions.subdistrict, amount=3_000_000)
    for_families = line(office, regions.village, kind="family", title="Stimulan keluarga", amount=2_000_000)
    stimulus.paid(people, "Sumiyati", amount=2_000_000)
    StimulusGrant.objects.update(budget_line=for_families)
    cash.book(by, opened_on=TODAY - timedelta(days=50))
    programme = line(office, None, kind="programme", title="Bimbingan teknis", amount=700_000)
    aid = cash.aid(by, source="regency", amount=2_500_000, received=1_000_000, budget_line=for_bodies)
    taken_back = cash.money_in(by, 400_000, aid=aid, source="regency", text="Salah catat")
    cash.actions.reverse(cash.fresh(taken_back), by=by, on=TODAY, reason="Salah catat")
    cash.aid(by, source="regency", received=99_000)  # from no line
    rows = {row.pk: row for row in arrived.with_arrived(BudgetLine.objects.all())}
    found = [rows[row.pk] for row in (for_bodies, for_families, programme)]
    assert [row.arrived for row in found] == [1_000_000, 2_000_000, 0]
    assert [arrived.difference(row) for row in found] == [2_000_000, 0, None]
    told = arrived.sums_of(BudgetLine.objects.all())
    assert [(row.kind, row.amount, row.arrived) for row in told] == [
        ("programme", 700_000, 0), ("body", 3_000_000, 1_000_000), ("family", 2_000_000, 2_000_000),
    ]  # fmt: skip
    assert sum(row.arrived for row in told) == sum(row.arrived for row in rows.values())
    [village] = arrived.by_village(for_bodies)
    assert (village.region, village.count, village.agreed, village.left) == (regions.village, 1, 2_500_000, 1_500_000)
    client = sign_in(office)
    shown = client.get(for_families.get_absolute_url()).content.decode() + client.get(LIST).content.decode()
    assert "Rp2.000.000" in shown and "Sampai seluruhnya" in shown and "Sumiyati" not in shown


@pytest.mark.clause("FUN-07")
def test_offices_see_below_themselves_and_a_village_what_is_meant_for_it(people, regions, sign_in):
    own = line(people.province, regions.regency, source="province", title="Dari provinsi")
    below = line(people.regency_funds, regions.subdistrict, title="Dari kabupaten")
    line(people.regency_funds, regions.sibling, title="Untuk tetangga")
    withdrawn = line(people.regency_funds, regions.village, title="Yang ditarik")
    actions.withdraw_line(withdrawn, by=people.regency_funds, on=TODAY, withdrawn_on=TODAY, reason="Dialihkan")
    province, regency, village = (sign_in(by) for by in (people.province, people.regency_funds, people.treasurer))
    assert titles(province.get(LIST)) == {"Dari provinsi"}
    assert titles(province.get(LIST, {"kantor": "bawah"})) == {"Dari kabupaten", "Untuk tetangga", "Yang ditarik"}
    assert titles(regency.get(LIST)) == {"Dari kabupaten", "Untuk tetangga", "Yang ditarik"}
    assert titles(village.get(LIST)) == {"Dari provinsi", "Dari kabupaten"}
    assert titles(village.get(LIST, {"tahun": TODAY.year - 1})) == set()
    assert regency.get(own.get_absolute_url()).status_code == 404
    assert village.get(below.get_absolute_url()).status_code == 200
    assert village.get(withdrawn.get_absolute_url()).status_code == 404


def titles(response):
    return {row.title for row in response.context["rows"]}


def test_a_village_links_its_aid_to_what_is_meant_for_it(people, regions, sign_in):
    by = people.treasurer
    cash.book(by)
    meant = line(people.regency_funds, regions.subdistrict, title="Bantuan FCU Tegalwangi")
    form = sign_in(by).get(reverse("reporting:aid-create"), {"anggaran": meant.uid}).context["form"]
    assert form.initial["source"] == "regency" and form.initial["budget_line"] == meant
    assert "Kabupaten" in form.initial["giver"]
    for problem, other in (
        ("bukan bantuan untuk FCU", line(people.regency_funds, regions.sibling)),
        ("bukan bantuan untuk FCU", line(people.regency_funds, regions.village, kind="family")),
        ("Sumber anggaran ini", line(people.ministry, regions.village, source="nation")),
    ):
        aid = cash.aid(by, source="regency")
        aid.budget_line = other
        with pytest.raises(ValidationError, match=problem):
            aids.save_aid(aid, by=by, on=TODAY)


def test_an_aid_keeps_the_line_it_came_from_though_it_was_withdrawn(people, regions):
    by, office = people.treasurer, people.regency_funds
    row = line(office, regions.village)
    aid = cash.aid(by, source="regency", budget_line=row)
    actions.withdraw_line(row, by=office, on=TODAY, withdrawn_on=TODAY, reason="Dialihkan")
    aid.purpose = "Bimbingan usaha di dua dusun"
    aids.save_aid(aid, by=by, on=TODAY)
    assert AidForm(instance=aid, by=by).fields["budget_line"].queryset.get() == row
    assert not AidForm(by=by).fields["budget_line"].queryset.exists()


def test_a_line_that_others_rely_on_keeps_what_they_rely_on(people, regions):
    office = people.regency_funds
    row = line(office, regions.village, amount=1_000_000)
    cash.aid(people.treasurer, source="regency", received=600_000, budget_line=row)
    row.amount = 599_999
    with pytest.raises(ValidationError, match="Sudah sampai Rp600.000"):
        actions.save_line(row, by=office, on=TODAY)
    row.amount, row.recipient = 800_000, regions.subdistrict
    with pytest.raises(ValidationError, match="isian ini tetap"):
        actions.save_line(row, by=office, on=TODAY)
    with pytest.raises(TransitionRefused, match="Rp600.000 dari anggaran ini sudah sampai"):
        actions.withdraw_line(row, by=office, on=TODAY, withdrawn_on=TODAY, reason="Dialihkan")


def test_a_withdrawn_line_counts_no_more_and_can_stand_again(people, regions):
    office = people.regency_funds
    row = line(office, regions.village)
    actions.withdraw_line(row, by=office, on=TODAY, withdrawn_on=TODAY, reason="Dialihkan")
    assert arrived.sums_of(BudgetLine.objects.standing()) == []
    with pytest.raises(TransitionRefused, match="sudah ditarik"):
        actions.save_line(row, by=office, on=TODAY)
    actions.restore_line(row, by=office, on=TODAY)
    assert arrived.sums_of(BudgetLine.objects.standing())[0].amount == 10_000_000


@pytest.mark.parametrize("text, code", [
    ("97.01.01.2001", "9701012001"), ("9701012001 Desa Sidomekar", "9701012001"), ("desa sidomekar", "9701012001"),
    ("Sidomekar, Kecamatan Tegalwangi", "9701012001"), ("Kecamatan Tegalwangi", "970101"), ("", None),
])  # fmt: skip
def test_a_place_is_typed_by_code_or_name(text, code, regions):
    field = PlaceField(required=False)
    field.territory = "9701"
    found = field.clean(text)
    assert (found.code if found else None) == code
    assert field.clean(field.prepare_value(found.pk if found else None)) == found


def test_places_of_one_name_are_told_apart(regions):
    Region.objects.create(
        code="9701022009", name="Sidomekar", level="village", kind="village", parent=Region.objects.get(code="970102")
    )
    field = PlaceField()
    field.territory = "97"
    with pytest.raises(ValidationError, match="97.01.01.2001 Desa Sidomekar.*97.01.02.2009 Desa Sidomekar"):
        field.clean("Sidomekar")
    assert field.clean("Sidomekar, Karanganyar").code == "9701022009"
    for outside in ("97.99", "Kota Lain", "97x", "1" * 40, "²"):
        with pytest.raises(ValidationError, match="tidak ada di dalam"):
            field.clean(outside)


def test_the_list_costs_the_same_for_one_and_for_twenty(people, regions, sign_in):
    office = people.regency_funds
    line(office, regions.village)
    client = sign_in(office)
    client.get(LIST)
    few = queries(client, LIST)
    for place in (regions.sibling, regions.village, regions.subdistrict, regions.kelurahan) * 5:
        line(office, place)
    assert queries(client, LIST) == few <= 12


def test_another_office_of_the_same_level_does_not_exist(people, regions, sign_in):
    row = line(people.regency_funds, regions.village)
    other = AssignmentFactory(role="regency_funds", region=regions.city)
    assert sign_in(other).get(row.get_absolute_url()).status_code == 404
    assert sign_in(people.province).get(reverse("reporting:budget-update", args=[row.uid])).status_code == 403
