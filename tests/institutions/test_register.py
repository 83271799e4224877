"""The register of institutions and the source identification that reads from it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from institutions.models import Institution, InstitutionType, SourceCheck
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.form_routes import PROFILE, new_key, picture

mark = pytest.mark
CHECKLIST = "/lembaga/identifikasi/"
# Whom the guide looks for before an FCU is formed (IV.A.1.3): PKK, PIK, WKSBM, Karang Taruna, IPSM, KUBE, LPM,
# LPP/LPK, PAUD, Posyandu.
GUIDE = {"pkk", "pik", "wksbm", "karang-taruna", "ipsm", "kube", "lpm", "lpp-lpk", "paud", "posyandu"}


def element(code):
    return InstitutionType.objects.get(code=code)


@mark.clause("PSK-01")
def test_the_list_of_kinds_is_data_and_holds_the_twelve_of_the_law(reference):
    legal = InstitutionType.objects.filter(group="psks", is_active=True)
    assert legal.count() == 12
    elements = set(InstitutionType.objects.filter(group="element").values_list("code", flat=True))
    assert {"wksbm", "karang-taruna", "lks", "dunia-usaha", "psm", "fcu"} <= elements
    InstitutionType.objects.create(code="bumdes", group="element", name="BUMDes")
    assert "BUMDes" in [str(t) for t in InstitutionType.objects.filter(group="element")]


@mark.clause("PSK-01")
@pytest.mark.parametrize("role", ["village_operator", "tksk", "secretary", "regency_reports"])
def test_a_body_is_registered_with_its_kind_and_profile(role, people, regions, sign_in):
    """The village and its FCU register their own; TKSK and Dinas say in which of their villages it stands."""
    by = getattr(people, role)
    psks = InstitutionType.objects.get(code="psks-karang-taruna")
    data = {**PROFILE, "element": element("karang-taruna").pk, "psks_type": psks.pk}
    if by.level != "village":
        data["region"] = regions.village.pk
    url = reverse("institutions:institution-create")
    assert sign_in(by).post(url, {**data, "_key": new_key()}).status_code == 302
    body = Institution.objects.get()
    assert (body.region, body.element.code, body.psks_type) == (regions.village, "karang-taruna", psks)
    assert (body.members, body.is_profiled, body.phone, body.identified_by) == (26, True, "6281234567890", by.person)
    html = sign_in(by).get(body.get_absolute_url()).content.decode()
    for words in ("Karang Taruna Tunas Muda", "Jaya Kusuma", "Pelatihan sablon", "26 orang (P 12, L 14)", "2019"):
        assert words in html


@mark.clause("REG-01", "PSK-01")
@pytest.mark.parametrize("place", ["elsewhere", "city_village", "province", "nation"])
def test_nobody_registers_a_body_outside_the_own_territory(place, people, regions, sign_in):
    data = {**PROFILE, "element": element("karang-taruna").pk, "region": getattr(regions, place).pk, "_key": new_key()}
    response = sign_in(people.tksk).post(reverse("institutions:institution-create"), data)
    assert response.status_code == 422
    assert "region" in response.context["form"].errors
    assert not Institution.objects.exists()


@mark.clause("PSK-01")
def test_a_name_stands_in_the_register_of_a_place_once(people, regions, sign_in):
    make.InstitutionFactory(region=regions.village, name="Posyandu Melatí  1")
    make.InstitutionFactory(region=regions.sibling, name="Posyandu Melati 1")
    before = picture()
    response = sign_in(people.village_operator).post(
        reverse("institutions:institution-create"),
        {"name": "POSYANDU melati 1", "element": element("posyandu").pk, "legal_status": "informal", "_key": new_key()},
    )
    assert response.status_code == 422
    assert "sudah ada di wilayah Anda" in response.content.decode()
    assert picture() == before


@mark.clause("PSK-01")
@pytest.mark.parametrize(("role", "place"), [
    ("psks_team", "village"), ("treasurer", "village"), ("lk3", "regency"), ("village_operator", "sibling"),
    ("tksk", "other_subdistrict"), ("regency_reports", "city")])  # fmt: skip
def test_the_profile_is_not_changed_from_elsewhere(role, place, people, regions, sign_in):
    body = make.InstitutionFactory(region=regions.village)
    by = AssignmentFactory(role=role, region=getattr(regions, place))
    url = reverse("institutions:institution-update", args=[body.uid])
    response = sign_in(by).post(url, {"_key": new_key(), "_version": body.version, "name": "X"})
    assert response.status_code in (403, 404)
    assert Institution.objects.get().name == body.name


@mark.clause("PSK-01")
@pytest.mark.parametrize("value", ["01-01-2999", (TODAY + timedelta(days=2)).strftime("%d-%m-%Y")])
def test_nobody_was_identified_in_the_future(value, people, sign_in):
    response = sign_in(people.village_operator).post(
        reverse("institutions:institution-create"),
        {**PROFILE, "element": element("posyandu").pk, "identified_on": value, "_key": new_key()},
    )
    assert response.status_code == 422
    assert response.context["form"].errors["identified_on"] == ["Tanggal tidak boleh setelah hari ini."]


# --- source identification ------------------------------------------------------------------------------------------
@mark.clause("FCU-04")
def test_the_checklist_asks_for_every_body_of_the_guide(people, sign_in):
    codes = set(InstitutionType.objects.filter(checklist=True).values_list("code", flat=True))
    assert codes >= GUIDE
    page = sign_in(people.village_operator).get(CHECKLIST)
    html = page.content.decode()
    for row in InstitutionType.objects.filter(code__in=GUIDE):
        assert row.name in html
    assert f"0 dari {len(page.context['lines'])} terjawab" in html


@mark.clause("FCU-04")
def test_each_line_is_answered_by_a_body_or_by_its_absence(people, regions, sign_in):
    """Exists: the register's own row shows with its profile; looked for in vain: dated; both count as answered."""
    by = people.village_operator
    client = sign_in(by)
    make.InstitutionFactory(region=regions.village, name="Posyandu Anggrek")
    make.InstitutionFactory(region=regions.village, name="PKK Desa", element=element("pkk"), activities="")
    make.InstitutionFactory(region=regions.sibling, name="PAUD Seberang", element=element("paud"))
    assert client.post(CHECKLIST, {"unsur": "kube", "tidak_ada": "1"}).status_code == 302
    page = client.get(CHECKLIST)
    html = page.content.decode()
    assert page.context["done"] == 3
    assert "Posyandu Anggrek" in html and "Profil lengkap" in html and "Profil belum lengkap" in html
    assert "Tidak ada di sini" in html and "PAUD Seberang" not in html
    row = SourceCheck.objects.get()
    assert (row.region, row.element.code, row.absent_on) == (by.region, "kube", by.today)


@mark.clause("FCU-04")
def test_an_answer_can_be_repeated_taken_back_and_is_corrected_by_a_find(people, sign_in):
    client = sign_in(people.village_operator)
    for _ in range(3):
        client.post(CHECKLIST, {"unsur": "kube", "tidak_ada": "1"})
    assert SourceCheck.objects.count() == 1
    client.post(CHECKLIST, {"unsur": "kube"})
    assert not SourceCheck.objects.exists()
    client.post(CHECKLIST, {"unsur": "kube", "tidak_ada": "1"})
    data = {"name": "KUBE Maju", "element": element("kube").pk, "legal_status": "informal", "_key": new_key()}
    client.post(reverse("institutions:institution-create"), data)
    assert not SourceCheck.objects.exists()
    response = client.post(CHECKLIST, {"unsur": "kube", "tidak_ada": "1"}, follow=True)
    assert "sudah terdaftar" in response.content.decode()
    assert not SourceCheck.objects.exists()


@pytest.mark.parametrize("code", ["tidak-ada", "", "psks-tksk", "kantor-puskesmas", "' OR 1=1", "\x00", None])
def test_only_local_elements_can_be_answered(code, people, sign_in):
    client, before = sign_in(people.village_operator), picture()
    body = {k: v for k, v in {"unsur": code, "tidak_ada": "1"}.items() if v is not None}
    assert client.post(CHECKLIST, body).status_code == 404
    assert picture() == before


@mark.clause("FCU-04")
def test_the_answers_of_a_village_are_its_own(people, regions, sign_in):
    sign_in(people.village_operator).post(CHECKLIST, {"unsur": "kube", "tidak_ada": "1"})
    neighbour = AssignmentFactory(role="village_operator", region=regions.sibling)
    assert sign_in(neighbour).get(CHECKLIST).context["done"] == 0


@mark.clause("PSK-01")
def test_the_form_is_opened_with_the_kind_filled_in(people, sign_in):
    page = sign_in(people.village_operator).get(reverse("institutions:institution-create") + "?unsur=kube")
    assert page.context["form"].initial["element"] == element("kube")
