"""The directory: one service, its check, the map, the sheet for the wall, problems without help (III.B.5.5, 5.7)."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from families.models import ProblemType
from institutions.models import Institution, InstitutionType
from referrals.models import Service
from referrals.panels import TELLS_OF_SERVICE
from referrals.places import kind_of
from referrals.tasks.referral import referral_tasks
from tests import letters
from tests.factories import TODAY, InstitutionFactory
from tests.families import make as families
from tests.families import short
from tests.filling import typed_date
from tests.institutions import fill_duties
from tests.referrals import make
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post

FACTS = {
    "name": "Imunisasi", "sector": "health", "audience": "Anak balita", "address": "Pustu Krajan",
    "contact": "Bidan Yuli", "phone": "0812-3456-7890", "conditions": "Buku KIA", "hours": "Selasa, 08.00",
    "cost": "Gratis", "checked_on": typed_date(TODAY), "surveyed": "observation", "checked_by": "Rina Wulandari",
}  # fmt: skip


PAPERS = {"A4": (297, 210), "F4": (330, 215)}


def element(code):
    return InstitutionType.objects.get(code=code)


@pytest.mark.clause("SRC-01")
def test_a_source_is_written_down_with_how_it_was_found_and_stands_in_the_directory_by_level(people, regions, sign_in):
    body = InstitutionFactory(region=regions.village, name="Pustu Krajan", latitude="-8.35", longitude="116.15")
    above = make.service(regions.subdistrict)
    client = sign_in(people.secretary)
    assert post(client, "/layanan/tambah/", {**FACTS, "institution": body.pk, "problems": []}).status_code == 302
    row = Service.objects.get(name="Imunisasi")
    html = page(client, url("service", row))
    for words in ("Pustu Krajan", "Bidan Yuli", "Anak balita", "Buku KIA", "Selasa, 08.00", "Gratis",
                  "oleh Rina Wulandari", "lewat pengamatan"):  # fmt: skip
        assert words in html, words
    near, far = page(client, "/layanan/?tingkat=village"), page(client, "/layanan/?tingkat=subdistrict")
    assert row.name in near and above.name not in near and above.name in far and row.name not in far
    told = client.get("/layanan/peta/").context
    assert [body.row.name for body in told["map"].placed] == ["Pustu Krajan"]
    assert [body.row.name for body in told["map"].unplaced] == ["Koperasi Mitra Warga"]
    assert "Imunisasi" in told["data"]["bodies"][0]["does"]
    assert not client.get("/layanan/peta/?bidang=education").context["map"].bodies


@pytest.mark.clause("SRC-02")
def test_lk3_keeps_the_regency_part_by_kind_of_place(people, regions, sign_in):
    places = {
        "pemerintah": "kantor-rumah-sakit", "usaha": "dunia-usaha", "lks": "lks", "lain": "pkbm",
    }  # fmt: skip
    for kind, code in places.items():
        row = make.service(regions.regency, name=f"Bantuan {kind}", institution=f"Tempat {kind}")
        Institution.objects.filter(pk=row.institution_id).update(element=element(code))
        row.institution.refresh_from_db()
        assert kind_of(row.institution) == kind
    client = sign_in(people.lk3)
    for kind in places:
        html = page(client, f"/layanan/?tingkat=regency&jenis={kind}")
        assert [f"Tempat {other}" in html for other in places] == [other == kind for other in places]
    row = Service.objects.get(name="Bantuan usaha")
    changed = {**FACTS, "institution": row.institution_id, "problems": [], "_version": row.version}
    assert post(client, url("service-update", row), changed).status_code == 302
    assert sign_in(people.secretary).get(url("service-update", row)).status_code == 403  # found below, kept above
    assert "Tempat usaha" in page(sign_in(people.secretary), "/layanan/")


@pytest.mark.clause("SRC-05")
def test_an_entry_gets_stale_and_is_checked_again(people, regions, sign_in):
    row, fresh = make.service(regions.village), make.service(regions.village, institution="PKK Desa")
    Service.objects.filter(pk=row.pk).update(checked_on=TODAY - timedelta(days=370))
    (task,) = [task for task in referral_tasks(people.secretary, TODAY) if "direktori" in task.title]
    assert task.title.startswith("1 pelayanan")
    client = sign_in(people.secretary)
    html = page(client, task.url)
    assert row.institution.name in html and fresh.institution.name not in html
    assert "Perlu diperiksa ulang" in page(client, url("service", row))
    told = {"checked_on": typed_date(TODAY), "surveyed": "interview", "checked_by": "Rina Wulandari"}
    earlier = post(client, url("service-check", row), {**told, "checked_on": typed_date(TODAY - timedelta(days=380))})
    assert earlier.status_code == 422 and "Isi tanggal sesudahnya" in earlier.content.decode()
    assert post(client, url("service-check", row), told).status_code == 302
    row.refresh_from_db()
    assert (row.checked_on, row.surveyed, row.checked_by) == (TODAY, "interview", "Rina Wulandari")
    assert not [task for task in referral_tasks(people.secretary, TODAY) if "direktori" in task.title]
    regions.regency.settings.create(key="directory_stale_months", value="0")
    Service.objects.filter(pk=fresh.pk).update(checked_on=TODAY - timedelta(days=1))
    assert [task for task in referral_tasks(people.secretary, TODAY) if "direktori" in task.title]


@pytest.mark.clause("SRC-04")
def test_what_a_member_tells_of_their_body_gets_into_the_directory(people, regions, sign_in):
    unit = short.unit(regions.village)
    member = unit.memberships.filter(kind="psks").first()
    note = fill_duties.note(people.secretary, TELLS_OF_SERVICE, membership=member, title="Senam lansia tiap Jumat")

    def told():
        return [task for task in referral_tasks(people.secretary, TODAY) if "menyampaikan" in task.title]

    (task,) = told()
    client = sign_in(people.secretary)
    link = f"/layanan/tambah/?kegiatan={note.uid}"
    assert link in page(client, task.url)
    initial = client.get(link).context["form"].initial
    offer = {**FACTS, "name": initial["name"], "institution": initial["institution"], "problems": []}
    assert post(client, link, offer).status_code == 302
    assert "Senam lansia tiap Jumat" in page(client, "/layanan/") and not told()


def test_problems_without_a_service_come_first(people, regions, sign_in):
    make.service(regions.subdistrict)  # helps with the problem that the family has
    families.selection_group(people)
    family = families.candidate(people.secretary)
    others = ProblemType.objects.filter(is_sensitive=False).exclude(code__in=[make.problem().code, "tidak-ada"])
    lonely = others.first()
    family.problems.add(lonely)
    client = sign_in(people.secretary)
    lines = client.get("/layanan/kesenjangan/").context["lines"]
    assert (lines[0]["problem"], lines[0]["families"], lines[0]["total"]) == (lonely, "1", 0)
    helped = next(row for row in lines if row["problem"] == make.problem())
    assert (helped["levels"]["subdistrict"], helped["total"], helped["families"]) == (1, 1, "1")
    assert all(row["families"] == "" for row in lines if row["problem"].is_sensitive)
    above = next(
        row for row in sign_in(people.tksk).get("/layanan/kesenjangan/").context["lines"] if row["problem"] == lonely
    )
    assert above["families"] == "<5"
    assert sign_in(people.lk3).get("/layanan/kesenjangan/").context["sees_families"] is False
    answer = sign_in(people.secretary).get("/layanan/kesenjangan/?unduh=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.cell(2, 1).value == lonely.name


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_the_sheet_for_the_wall_says_where_and_whom_to_call(paper, people, regions, sign_in):
    row = make.service(regions.village)
    Service.objects.filter(pk=row.pk).update(hours="Senin, 09.00", cost="Gratis", phone="628123456789")
    private = make.service(regions.village, name="Arisan modal", institution="Arisan Melati")
    Institution.objects.filter(pk=private.institution_id).update(phone="628777000111")
    answer = sign_in(people.secretary).get(f"/layanan/dinding/?cetak=pdf&kertas={paper}")
    text = letters.text_of(answer.content)
    for words in ("DI MANA MENCARI BANTUAN", "Pinjaman usaha mikro", "Senin, 09.00", "0812-3456-789"):
        assert words in text, words
    assert "0877" not in text  # a villager's own number stays off the wall
    assert letters.paper_of(answer.content) == PAPERS[paper]


@pytest.mark.clause("SRC-01")
def test_the_map_has_no_paper_of_its_own(people, sign_in):
    answer = sign_in(people.secretary).get("/layanan/peta/", {"cetak": "pdf", "unduh": "xlsx"})
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "text/html")


def test_the_fcu_writes_down_a_place_of_its_kecamatan_that_nobody_recorded_yet(people, regions, sign_in):
    client = sign_in(people.secretary)
    office = {"new_name": "Puskesmas Mekar", "new_element": element("kantor-puskesmas").pk}
    asked = {**FACTS, **office, "new_region": regions.subdistrict.pk, "problems": []}
    assert post(client, "/layanan/tambah/", {**asked, "new_name": ""}).status_code == 422
    elsewhere = {**asked, "new_region": regions.regency.pk}  # the part of LK3
    assert post(client, "/layanan/tambah/", elsewhere).status_code == 422
    assert post(client, "/layanan/tambah/", asked).status_code == 302
    row = Service.objects.get()
    assert (row.institution.name, row.region) == ("Puskesmas Mekar", regions.subdistrict)
    again = post(client, "/layanan/tambah/", {**asked, "name": "Gizi"})
    assert again.status_code == 422 and "Pilih dari daftar" in again.content.decode()
    assert Institution.objects.filter(name="Puskesmas Mekar").count() == 1
    assert client.get(url("service-update", row)).status_code == 200
    assert sign_in(people.tksk).get(url("service-check", row)).status_code == 200
    assert row.institution.get_absolute_url() not in page(client, url("service", row))  # its profile is out of reach
