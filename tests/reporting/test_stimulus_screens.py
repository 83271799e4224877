"""What each reader finds of the stimulus: the list, its filters, Excel and papers, tasks, the menu."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from fcu_project.registry import menu_for, tasks_for
from reporting.models import Disbursement
from tests.factories import TODAY, AssignmentFactory
from tests.letters import page_texts
from tests.reporting import fill_stimulus as fill
from tests.reporting import stimulus as rows

LIST = reverse("reporting:grant-list")
NUMBER = "012345678901"


def names(response):
    return [row.family.head_name for row in response.context["rows"]]


def text_of(response):
    assert response["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page_texts(b"".join(response))).split())


@pytest.fixture
def three(people):
    """One without an account, one that asked, one that was paid."""
    rows.grant(people, "Aminah")
    fill.asked(people, "Ruminah", number="1111122222")
    fill.paid(people, "Sumiyati", number=NUMBER)


def test_the_dinas_filters_and_searches_all_of_its_territory(people, three, sign_in):
    client = sign_in(people.regency_funds)
    assert names(client.get(LIST)) == ["Aminah", "Ruminah", "Sumiyati"]
    for state, found in (("tanpa-rekening", ["Aminah"]), ("menunggu", ["Ruminah"]), ("dicairkan", ["Sumiyati"]),
                         ("bisa-diajukan", ["Ruminah", "Sumiyati"]), ("disetujui", []),
                         ("belum-dijawab", ["Sumiyati"])):  # fmt: skip
        assert names(client.get(LIST, {"keadaan": state})) == found, state
    assert names(client.get(LIST, {"cari": "Bu Rum"})) == ["Ruminah"]
    assert names(client.get(LIST, {"cari": "sidomekar"})) == ["Aminah", "Ruminah", "Sumiyati"]
    assert names(client.get(LIST, {"desa": people.secretary.region.code, "tahun": TODAY.year})) != []
    assert names(client.get(LIST, {"tahun": TODAY.year - 1})) == []
    counts = {chip["label"]: chip.get("count") for chip in client.get(LIST).context["chips"]}
    assert counts["Menunggu keputusan"] == 1 and counts["Belum ada rekening"] == 1


@pytest.mark.clause("FUN-03")
def test_accounts_leave_only_masked(people, three, sign_in):
    client = sign_in(people.regency_funds)
    assert NUMBER not in client.get(LIST).content.decode()
    sheet = load_workbook(io.BytesIO(b"".join(client.get(LIST, {"unduh": "xlsx"})))).active
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert "••••••8901" in cells and not any(NUMBER in cell for cell in cells)
    book = text_of(client.get(reverse("reporting:account-paper")))
    assert "DAFTAR REKENING KELUARGA PENERIMA" in book and "••••••8901" in book and NUMBER not in book
    assert "Aminah" not in book and "Sumiyati" in book


def test_register_and_recap_tell_the_sums(people, three, sign_in):
    client = sign_in(people.regency_funds)
    register = text_of(client.get(LIST, {"cetak": "pdf"}))
    assert "DAFTAR PENERIMA DAN PENCAIRAN" in register and "Rp2.000.000" in register
    recap = text_of(client.get(reverse("reporting:grant-recap"), {"tahun": TODAY.year}))
    assert "Rp9.000.000" in recap and "Rp4.000.000" in recap and "Jumlah" in recap


@pytest.mark.clause("FUN-04")
def test_request_and_approval_are_printed(people, sign_in):
    row = fill.asked(people, number=NUMBER)
    village, dinas = sign_in(people.secretary), sign_in(people.regency_funds)
    blank = text_of(village.get(fill.to("request-blank", row.grant)))
    assert "SURAT PERMOHONAN PENCAIRAN" in blank and "SUMIYATI" in blank and "SUHARTO WIJAYA" in blank
    assert "Rp......" in blank and NUMBER not in blank
    asked = text_of(village.get(fill.to("request-paper", row)))
    assert "Rp2.000.000" in asked and "dua juta rupiah" in asked and "Belanja barang warung" in asked
    assert dinas.get(fill.to("approval-paper", row)).status_code == 404
    fill.actions.approve(row, by=people.regency_funds, on=fill.DECIDED_ON, amount=1_500_000, number="460/20/2026")
    other = fill.asked(people, "Ruminah", number="1111122222")
    fill.actions.approve(other, by=people.regency_funds, on=fill.DECIDED_ON, amount=500_000, number="460/20/2026")
    told = text_of(dinas.get(fill.to("approval-paper", row)))
    assert "PERSETUJUAN PENCAIRAN DANA STIMULAN" in told and "460/20/2026" in told and "••••••8901" in told
    assert "Ruminah" in told and "Rp2.000.000" in told and "dua juta rupiah" in told


def test_a_village_sees_its_own_families_and_nobody_above_the_kabupaten_a_name(people, three, regions, sign_in):
    grant = Disbursement.objects.first().grant
    page = sign_in(people.village_head).get(LIST)
    assert len(names(page)) == 3 and not page.context["may_grant"]
    sibling = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    assert names(sibling.get(LIST)) == [] and sibling.get(grant.get_absolute_url()).status_code == 404
    for role in ("province", "ministry", "tksk", "regency_reports", "subdistrict_operator"):
        assert sign_in(getattr(people, role)).get(LIST).status_code == 403, role


def test_the_pages_offer_each_only_their_own_steps(people, sign_in):
    row = fill.asked(people)
    own, above = sign_in(people.secretary), sign_in(people.regency_funds)
    village, dinas = (client.get(row.get_absolute_url()).content.decode() for client in (own, above))
    assert "Setujui permohonan" in dinas and "Setujui permohonan" not in village
    assert "Ditarik keluarga" in village and "memakai aplikasi ini" in village
    head = sign_in(people.village_head).get(row.get_absolute_url()).content.decode()
    assert "Ditarik keluarga" not in head
    grant = own.get(row.grant.get_absolute_url()).content.decode()
    assert "Catat permohonan" in grant and "Ganti rekening" not in grant


def test_tasks_say_what_waits_and_whom_to_ask(people, three):
    told = {task.title for task in tasks_for(people.regency_funds, TODAY)}
    assert {"Putuskan permohonan 1 keluarga", "Bantu 1 keluarga membuka rekening"} <= told
    assert not any("rekening" in task.title for task in tasks_for(people.secretary, TODAY))
    Disbursement.objects.filter(stage="paid").update(paid_on=rows.PAID_ON)
    asked = [task.title for task in tasks_for(people.secretary, TODAY)]
    assert "Ingatkan Ibu Sumiyati tentang kuitansi dana stimulan" in asked
    fill.without_office(people)
    assert any("Putuskan permohonan 1" in task.title for task in tasks_for(people.secretary, TODAY))
    assert not any("stimulan" in task.title for task in tasks_for(people.village_head, TODAY))


def test_the_dinas_has_it_in_its_menu(people):
    assert "Dana stimulan" in [entry.label for entry in menu_for(people.regency_funds)]
    assert "Dana stimulan" not in [entry.label for entry in menu_for(people.regency_reports)]
