"""Profiles by pillar, social preparation and social mapping: one register, many views."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from fcu_project.models import AuditEvent
from institutions import mapping, preparation
from institutions.actions import mapping as actions
from institutions.models import HandledProblem, HumanResource, Person, SocialPreparation
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions import fill_psks as psks


def url(name, *args):
    return reverse(f"institutions:{name}", args=args)


def sent(client, to, **data):
    return client.post(to, {"_key": new_key(), **data})


def sheet(response):
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


# --- profiles -------------------------------------------------------------------------------------------------------
PROFILES = (
    ("lks", "Nomor akta", {"deed": "AHU-12/2019"}, "AHU-12/2019"),
    ("karang-taruna", "Kegiatan bagi pemuda", {"youth": "Sablon"}, "Sablon"),
    ("wksbm", "Kelompok yang tergabung", {"network": "Arisan RT, KUBE"}, "Arisan RT, KUBE"),
    ("ipsm", "Pelatihan kesejahteraan sosial", {"training": "Dasar PSM 2024"}, "Dasar PSM 2024"),
    ("psks-tksk", "Ditetapkan oleh", {"appointed_by": "Bupati"}, "Bupati"),
    ("kantor-lk3", "Nomor izin", {"permit": "503/7", "services": ["counselling", "referral"]}, "Konseling, Rujukan"),
    ("lpp-lpk", "UEP", {"uep": "Kopi", "uks": "Arisan sehat"}, "Arisan sehat"),
    ("fcu", "Nomor SK", {"decree": "141/9"}, "141/9"),
    ("dunia-usaha", "Bentuk usaha", {"ownership": "bumd", "csr": "Beasiswa", "contact": "Rahma"}, "BUMD"),
)


@pytest.mark.clause("PSK-02")
def test_each_pillar_is_asked_what_its_own_kind_needs(people, regions, sign_in):
    """The nine pillars of II.D.2, each with its questions; the legal status stands on the body itself."""
    client = sign_in(people.village_operator)
    for code, question, answers, told in PROFILES:
        kind = psks.InstitutionType.objects.get(code=code)
        more = {"psks_type": kind} if kind.group == "psks" else {"element": kind}
        body = make.InstitutionFactory(region=regions.village, **more)
        address = url("institution-profile", body.uid)
        assert question in client.get(address).content.decode(), code
        saved = sent(client, address, _version=body.version, junk="lain", **answers)
        assert saved.status_code == 302, code
        body.refresh_from_db()
        assert body.profile == answers, code
        assert told in client.get(body.get_absolute_url()).content.decode(), code
    table = sheet(client.get(url("institution-list") + "?unduh=xlsx"))
    assert "Profil menurut jenis" in table[0]
    assert any("BUMD" in str(cell) for row in table for cell in row)


@pytest.mark.clause("REG-08")
def test_the_lk3_of_a_kabupaten_has_name_address_permit_services_and_contact(people, regions, sign_in):
    kind = psks.InstitutionType.objects.get(code="kantor-lk3")
    body = make.InstitutionFactory(region=regions.regency, element=kind, name="LK3 Kasih", address="Jalan Mawar 1")
    client = sign_in(people.regency_reports)
    services = ["counselling", "consultation", "information", "outreach", "advocacy", "empowerment", "referral"]
    answers = {"permit": "503/12/2024", "services": services, "hours": "Senin–Jumat 08.00–15.00", "contact": "Bu Sari"}
    assert sent(client, url("institution-profile", body.uid), _version=body.version, **answers).status_code == 302
    page = sign_in(people.lk3).get(body.get_absolute_url()).content.decode()
    for words in ("LK3 Kasih", "Jalan Mawar 1", "503/12/2024", "Kabupaten Sukaraya", "Senin–Jumat", "Bu Sari",
                  "Konseling", "Konsultasi", "informasi", "Penjangkauan", "Advokasi", "Pemberdayaan",
                  "Rujukan"):  # fmt: skip
        assert words in page, words


def test_a_kind_without_questions_has_no_profile_form(people, regions, sign_in):
    body = make.InstitutionFactory(region=regions.village)
    assert sign_in(people.village_operator).get(url("institution-profile", body.uid)).status_code == 404


# --- social preparation ---------------------------------------------------------------------------------------------
def prepared(region, by):
    psks.resource(region, by)
    body = psks.body_of(
        region, serves_families=True, serves_women=True, serves_youth=True, duties="Membina remaja.",
        service_problems="Dana kurang.", joint_role="Kunjungan bersama.",
    )  # fmt: skip
    psks.preparation(region, by)
    return body


@pytest.mark.clause("PSK-03")
def test_the_five_parts_are_filled_from_the_register_and_close_the_preparation(people, regions, sign_in):
    village, by = regions.village, people.province
    client = sign_in(by)
    body = psks.body_of(village, "pkk", serves_families=True, serves_women=True, service_problems="Data tercecer.")
    young = psks.body_of(village, serves_youth=True, duties="Membina remaja.", joint_role="Mendata bersama.")
    assert preparation.complete(village) == "Lembar persiapan sosial belum dimulai."

    added = sent(client, url("human-resource-create", village.code), name="Baiq Rukmini", sex="female",
                 skill="Konseling", training="Bimtek 2024", noted_on=typed_date(LAST_WEEK))  # fmt: skip
    assert added.status_code == 302
    person = Person.objects.get(name="Baiq Rukmini")
    assert person.region == village
    form = client.get(url("preparation-form", village.code)).content.decode()
    assert f"{body.name}: Data tercecer." in form and f"{young.name}: Mendata bersama." in form
    begun = sent(client, url("preparation-form", village.code), officer=by.person.pk, office="Dinas Sosial Provinsi",
                 started_on=typed_date(LAST_WEEK), problems="Data tercecer.", paper_number="05/PS")  # fmt: skip
    assert begun.status_code == 302
    states = [part.word for part in preparation.parts(village)]
    assert states == ["Selesai", "Selesai", "Sedang", "Selesai", "Sedang"]
    assert "bagian 3" in preparation.complete(village) and "bagian 5" in preparation.complete(village)

    body.refresh_from_db()
    body.duties = "Membina keluarga."
    actions.map_body(body, by=by, on=TODAY)
    row = SocialPreparation.objects.get(region=village)
    row.synergy = "PKK dan Karang Taruna mendata bersama."
    actions.save_preparation(row, by=by, on=TODAY)
    assert preparation.complete(village) == ""
    page = sign_in(people.subdistrict_operator).get(url("preparation-village", village.code)).content.decode()
    for words in ("Baiq Rukmini", "Konseling", "Membina keluarga.", "Data tercecer.", "mendata bersama",
                  "Dinas Sosial Provinsi", "05/PS", "5 dari 5 selesai"):  # fmt: skip
        assert words in page, words
    paper = client.get(url("preparation-village", village.code) + "?cetak=pdf")
    assert paper.content.startswith(b"%PDF")


def test_offices_above_choose_among_villages_at_work_and_can_search_the_others(people, regions, sign_in):
    prepared(regions.village, people.village_operator)
    client = sign_in(people.regency_reports)
    page = client.get(url("preparation")).content.decode()
    assert "Sidomekar" in page and "Sukamaju" not in page
    found = client.get(url("preparation"), {"cari": "sukama"}).content.decode()
    assert "Sukamaju" in found
    outside = client.get(url("preparation"), {"cari": "kotalama"}).content.decode()
    assert "Tidak ada yang cocok" in outside
    assert client.get(url("preparation-village", regions.city_village.code)).status_code == 404


def test_who_only_reads_and_who_is_elsewhere_writes_nothing(people, regions, sign_in):
    sees = sign_in(people.subdistrict_operator)
    assert sees.get(url("preparation-form", regions.village.code)).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.save_preparation(
            SocialPreparation(region=regions.sibling, started_on=TODAY), by=people.village_operator, on=TODAY
        )
    assert not SocialPreparation.objects.exists()


def test_a_person_stands_once_on_the_list_until_they_stop(people, regions, sign_in):
    by = people.village_operator
    row = psks.resource(regions.village, by)
    client = sign_in(by)
    facts = {"person": row.person.pk, "skill": "Konseling", "noted_on": typed_date(TODAY)}
    twice = sent(client, url("human-resource-create", regions.village.code), **facts)
    assert twice.status_code == 422 and "sudah ada di daftar SDM Kesos" in twice.content.decode()
    early = {"skill": row.skill, "left_on": typed_date(LAST_WEEK.replace(year=LAST_WEEK.year - 1))}
    assert sent(client, url("human-resource-update", row.uid), _version=row.version, **early).status_code == 422
    ended = sent(
        client, url("human-resource-update", row.uid), _version=row.version, skill=row.skill, left_on=typed_date(TODAY)
    )
    assert ended.status_code == 302
    assert sent(client, url("human-resource-create", regions.village.code), **facts).status_code == 302
    assert HumanResource.objects.filter(person=row.person).count() == 2


# --- social mapping -------------------------------------------------------------------------------------------------
MAP = {"structure": "Ketua, sekretaris", "address": "Dusun Krajan", "duties": "Membina remaja.",
       "joint_role": "Mendata bersama.", "mapped_on": typed_date(LAST_WEEK)}  # fmt: skip


@pytest.mark.clause("PSK-04")
def test_the_kabupaten_maps_before_there_is_an_fcu_and_the_village_mends_it_later(people, regions, sign_in):
    body = psks.body_of(regions.village)
    assert mapping.complete(regions.village)
    office = sign_in(people.regency_reports)
    saved = sent(office, url("map-body", body.uid), _version=body.version, point="-8.35, 116.15", **MAP)
    assert saved.status_code == 302
    body.refresh_from_db()
    assert (str(body.latitude), str(body.longitude)) == ("-8.35000", "116.15000")
    assert (body.mapped_on, body.mapped_by) == (LAST_WEEK, people.regency_reports.person)
    assert "belum dipetakan lengkap" in mapping.complete(regions.village)
    sent(office, url("problem-create", body.uid), problem="Lansia sendiri", count="12", social="on", economic="on")
    assert mapping.complete(regions.village) == ""
    for client in (sign_in(people.tksk), sign_in(people.secretary)):
        body.refresh_from_db()
        again = {**MAP, "latitude": "-8,36", "longitude": "116,16", "structure": "Ketua saja"}
        assert sent(client, url("map-body", body.uid), _version=body.version, **again).status_code == 302
    body.refresh_from_db()
    assert (str(body.latitude), body.mapped_by) == ("-8.36000", people.secretary.person)
    page = sign_in(people.village_operator).get(url("mapping")).content.decode()
    for words in ("1 dari 1 lembaga dipetakan", "Ketua saja", "Dusun Krajan", "Membina remaja.", "Lansia sendiri (12)",
                  "Mendata bersama."):  # fmt: skip
        assert words in page, words
    table = sheet(office.get(url("mapping-village", regions.village.code) + "?unduh=xlsx"))
    assert table[0][0] == "Lembaga" and "Lansia sendiri (12)" in table[1]
    assert office.get(url("mapping-village", regions.village.code) + "?cetak=pdf").content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(verb="print:Pemetaan sosial").count() == 1


@pytest.mark.parametrize("wrong", [
    {"point": "dekat balai"}, {"point": "-8.3"}, {"latitude": "-8,3"}, {"latitude": "91", "longitude": "116"},
    {"point": "-8.3, 190"}, {"latitude": "nan", "longitude": "1"}, {"mapped_on": "31-02-2025"},
    {"mapped_on": typed_date(TODAY.replace(year=TODAY.year + 1))},
])  # fmt: skip
def test_a_point_is_whole_and_on_earth_and_a_day_has_come(wrong, people, regions, sign_in):
    body = psks.body_of(regions.village)
    answer = sent(
        sign_in(people.village_operator), url("map-body", body.uid), _version=body.version, **{**MAP, **wrong}
    )
    assert answer.status_code == 422
    body.refresh_from_db()
    assert body.latitude is None and body.mapped_on is None


@pytest.mark.clause("PSK-07")
def test_each_problem_touches_a_side_of_family_life_and_the_profile_counts_by_them(people, regions, sign_in):
    body, client = psks.body_of(regions.village), sign_in(people.village_operator)
    none = sent(client, url("problem-create", body.uid), problem="Lansia sendiri")
    assert none.status_code == 422 and "Centang sedikitnya satu dimensi" in none.content.decode()
    with pytest.raises(ValidationError):
        actions.save_problem(HandledProblem(institution=body, problem="Lansia"), by=people.village_operator, on=TODAY)
    every = dict.fromkeys(("social", "psychological", "economic", "cultural", "spiritual"), "on")
    many = {"problem": "Lansia sendiri", "count": "12", **every}
    assert sent(client, url("problem-create", body.uid), **many).status_code == 302
    assert sent(client, url("problem-create", body.uid), problem="Lansia  sendiri", social="on").status_code == 422
    assert sent(client, url("problem-create", body.uid), problem="Utang", economic="on").status_code == 302
    page = client.get(url("problem-profile", regions.village.code)).content.decode()
    for side in ("Sosial", "Psikologis", "Ekonomi", "Kultural", "Spiritual"):
        assert f"<h2>{side}</h2>" in page
    assert page.count("Lansia sendiri") == 5 and page.count("Utang") == 1
    assert "2 masalah" in page and body.name in page
    row = HandledProblem.objects.get(problem="Utang")
    assert sent(client, url("problem-remove", body.uid, row.uid)).status_code == 302
    assert not HandledProblem.objects.filter(pk=row.pk).exists()
    assert client.get(url("problem-profile", regions.village.code) + "?cetak=pdf").content.startswith(b"%PDF")


def test_lists_of_a_village_need_no_query_per_body(people, regions, sign_in, django_assert_max_num_queries):
    client, by = sign_in(people.village_operator), people.village_operator
    for _ in range(8):
        psks.problem(psks.body_of(regions.village), by)
    client.get(url("mapping"))
    with django_assert_max_num_queries(25):
        client.get(url("mapping"))
    with django_assert_max_num_queries(25):
        client.get(url("preparation"))


def test_a_village_opens_its_own_pages_and_no_other(people, regions, sign_in):
    client = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    for name in ("preparation", "mapping", "social-map"):
        assert "Sukamaju" in client.get(url(name)).content.decode()
        assert client.get(url(f"{name}-village", regions.village.code)).status_code == 404
