"""What the FCU has, what a complete one has, and what it brings to the Musrenbang."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from institutions.completeness import checklist
from institutions.models import Facility, MusrenbangProposal, RegionSetting
from institutions.tasks.musrenbang import musrenbang_tasks
from tests import factories as make
from tests.factories import TODAY
from tests.families import short
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions.fill_facility import ITEM, PROPOSAL, item, proposal

mark = pytest.mark


def url(unit, rest=""):
    return f"/fcu/{unit.uid}/{rest}"


def lines(unit):
    return {line.label: line.done for line in checklist(unit)}


@mark.clause("FCU-11")
def test_the_inventory_names_item_condition_and_owner_and_keeps_what_is_gone(people, regions, sign_in):
    unit, client = short.unit(regions.village), sign_in(people.secretary)
    assert client.post(url(unit, "sarana/tambah/"), {**ITEM, "_key": new_key()}).status_code == 302
    row = Facility.objects.get()
    page = client.get(url(unit, "sarana/")).content.decode()
    for words in ("Lemari arsip", "Perlengkapan operasional", "Baik", "Pinjaman balai"):
        assert words in page
    early = {"gone_on": typed_date(LAST_WEEK - timedelta(days=1)), "_key": new_key()}
    refused = client.post(url(unit, f"sarana/{row.uid}/selesai/"), early)
    assert refused.status_code == 422 and "baru dipakai sejak" in refused.content.decode()
    done = {"gone_on": typed_date(TODAY), "_key": new_key()}
    assert client.post(url(unit, f"sarana/{row.uid}/selesai/"), done).status_code == 302
    assert "1 barang yang tidak ada lagi" in client.get(url(unit, "sarana/")).content.decode()
    assert client.get(url(unit, f"sarana/{row.uid}/ubah/")).status_code == 403
    sheet = load_workbook(io.BytesIO(b"".join(client.get(url(unit, "sarana/?unduh=xlsx"))))).active
    assert [cell.value for cell in sheet[2]][1:5] == ["Lemari arsip", 1, "Baik", "Pinjaman balai"]


@mark.clause("FCU-11")
def test_the_checklist_says_what_a_complete_fcu_lacks(people, remember, sign_in):
    """Decree, officers, secretariat, name board, equipment, agenda, documents: the guide's three kinds, and the SK."""
    unit = remember("active", lambda: make.active_unit(people.village_operator))
    missing = {"Papan nama", "Perlengkapan operasional", "Agenda kegiatan", "Dokumen penunjang"}
    assert {label for label, done in lines(unit).items() if not done} == missing
    for kind in ("name_board", "equipment", "agenda", "document"):
        row = item(unit, people.secretary, kind=kind, name=f"Barang {kind}")
    assert all(lines(unit).values())
    row.gone_on = TODAY
    row.save()
    assert not lines(unit)["Dokumen penunjang"]
    page = sign_in(people.secretary).get(url(unit, "sarana/")).content.decode()
    assert "6 dari 7" in page and "?jenis=document" in page


def test_another_village_neither_reads_nor_writes_it(people, regions, sign_in):
    unit = short.unit(regions.sibling)
    client = sign_in(people.secretary)
    assert client.get(url(unit, "sarana/")).status_code == 404
    assert client.post(url(unit, "musrenbang/tambah/"), {**PROPOSAL, "_key": new_key()}).status_code == 404
    assert sign_in(people.tksk).get(url(unit, "sarana/")).status_code == 200
    assert not MusrenbangProposal.objects.exists()


@mark.clause("FCU-10")
@mark.parametrize("role", ["village_head", "village_operator", "secretary"])
def test_village_head_and_fcu_bring_proposals_to_the_musrenbang_and_note_the_result(role, people, regions, sign_in):
    unit, client = short.unit(regions.village), sign_in(getattr(people, role))
    assert client.post(url(unit, "musrenbang/tambah/"), {**PROPOSAL, "_key": new_key()}).status_code == 302
    row = MusrenbangProposal.objects.get()
    assert (row.year, row.estimated_cost, row.result) == (TODAY.year + 1, 2_500_000, "waiting")
    change = url(unit, f"musrenbang/{row.uid}/ubah/")
    told = {**PROPOSAL, "result": "accepted", "result_note": "Masuk RKPD.", "_version": row.version}
    refused = client.post(change, {**told, "attended_on": "", "_key": new_key()})
    assert "sebelum mencatat hasilnya" in refused.content.decode()
    told["attended_on"] = typed_date(LAST_WEEK)
    assert client.post(change, {**told, "_key": new_key()}).status_code == 302
    page = client.get(url(unit, "musrenbang/")).content.decode()
    for words in ("Modal KUBE ibu", "Rp2.500.000", "FCU ikut Musrenbang kecamatan", "Diterima", "Masuk RKPD."):
        assert words in page


@mark.clause("FCU-10")
@mark.parametrize(("months", "day", "year"), [
    ("", (2026, 10, 31), 0), ("", (2026, 11, 1), 2027), ("", (2027, 1, 31), 2027), ("", (2027, 2, 1), 0),
    ("1-2", (2026, 12, 31), 0), ("1-2", (2026, 2, 3), 2026), ("10-12", (2026, 11, 5), 2027),
    ("lusa", (2027, 1, 9), 2027),
])  # fmt: skip
def test_the_secretary_is_reminded_in_the_months_before_the_musrenbang(months, day, year, people, regions):
    unit, by, day = short.unit(regions.village), people.secretary, date(*day)
    if months:
        RegionSetting.objects.create(region=regions.regency, key="musrenbang_months", value=months)
    told = list(musrenbang_tasks(by, day))
    assert [task.title for task in told] == ["Usulkan kegiatan FCU ke Musrenbang kecamatan"] * bool(year)
    assert list(musrenbang_tasks(people.village_head, day)) == []
    if year:
        assert f"tahun {year}" in told[0].why and told[0].due >= day
        proposal(unit, by, year=year - 1)
        assert list(musrenbang_tasks(by, day))
        proposal(unit, by, year=year)
    assert list(musrenbang_tasks(by, day)) == []


@mark.parametrize(("typed", "stored"), [
    ("2500000", 2_500_000), ("2.500.000", 2_500_000), ("Rp2.500.000", 2_500_000), ("900", 900), ("", None),
])  # fmt: skip
def test_rupiah_as_people_write_them(typed, stored, people, regions, sign_in):
    unit = short.unit(regions.village)
    data = {**PROPOSAL, "estimated_cost": typed, "_key": new_key()}
    assert sign_in(people.secretary).post(url(unit, "musrenbang/tambah/"), data).status_code == 302
    assert MusrenbangProposal.objects.get().estimated_cost == stored


@mark.parametrize("typed", ["2,5 juta", "-5", "0", "2.50.000", "1e6", "99.999.999.999", "٢٥٠٠"])
def test_what_is_no_amount_is_refused(typed, people, regions, sign_in):
    unit = short.unit(regions.village)
    data = {**PROPOSAL, "estimated_cost": typed, "_key": new_key()}
    assert sign_in(people.secretary).post(url(unit, "musrenbang/tambah/"), data).status_code == 422
    assert not MusrenbangProposal.objects.exists()


def test_the_same_proposal_is_not_written_twice_for_a_year(people, regions, sign_in):
    unit = short.unit(regions.village)
    proposal(unit, people.secretary, item=PROPOSAL["item"])
    response = sign_in(people.secretary).post(url(unit, "musrenbang/tambah/"), {**PROPOSAL, "_key": new_key()})
    assert "sudah tercatat untuk tahun itu" in response.content.decode()
