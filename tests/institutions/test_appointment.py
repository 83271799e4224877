"""TKSK and LK3: appointed and ended by the Dinas, seen by those they serve; the contact card of an FCU."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project.models import AuditEvent
from institutions.actions import appointment as actions
from institutions.contacts import contacts_of
from institutions.models import Assignment, User
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions.fill_sites import DECREE, appointed, lk3_body

DAY = timedelta(days=1)
LIST = "institutions:appointment-list"
PASSWORD = "keluarga-sejahtera-31"  # noqa: S105


def signed_in(client, person, name="tksk.baru"):
    """Through the real sign-in page."""
    user = User.objects.create_user(name, PASSWORD, person)
    client.post(reverse("login"), {"username": name, "password": PASSWORD})
    return user


@pytest.mark.clause("REG-07")
def test_a_tksk_appointed_to_two_kecamatan_works_in_each_until_the_term_ends(people, regions, sign_in, client):
    own = make.started_unit(people.village_operator, "Melati")
    other = make.started_unit(AssignmentFactory(role="village_operator", region=regions.elsewhere), "Kenanga")
    office = sign_in(people.regency_reports)
    answer = office.post(reverse("institutions:appointment-create", args=["tksk"]), {
        **DECREE, "_key": new_key(), "name": "Raohun Hidayah", "sex": "female", "origin": "karang_taruna",
        "regions": [regions.subdistrict.pk, regions.other_subdistrict.pk],
    })  # fmt: skip
    assert answer.status_code == 302
    rows = Assignment.objects.filter(person__name="Raohun Hidayah").order_by("region__code")
    assert [row.region for row in rows] == [regions.subdistrict, regions.other_subdistrict]
    assert {(r.authority, r.origin, r.basis, r.basis_dated_on, r.valid_from) for r in rows} == {
        ("regent", "karang_taruna", "460/17/KEP/2026", LAST_WEEK, LAST_WEEK)
    }
    listed = office.get(reverse(LIST), {"cari": "raohun"}).content.decode()
    assert "Belum punya akun: minta administrator membuatnya." in listed and "Kader Karang Taruna" in listed
    signed_in(client, rows[0].person)
    for row, seen, unseen in ((rows[0], own, other), (rows[1], other, own)):
        client.post(reverse("switch-role"), {"assignment": str(row.uid)})
        assert client.get(seen.get_absolute_url()).status_code == 200
        assert client.get(unseen.get_absolute_url()).status_code == 404
    Assignment.objects.filter(person=rows[0].person).update(valid_until=TODAY - DAY)
    gone = client.get(other.get_absolute_url())
    assert gone.status_code == 302 and gone.url == reverse("switch-role")
    assert "Belum punya akun" not in office.get(reverse(LIST), {"semua": "1", "cari": "raohun"}).content.decode()


@pytest.mark.clause("REG-08")
def test_the_lk3_is_an_institution_of_the_kabupaten_or_acts_as_one(people, regions, sign_in):
    office, acting = sign_in(people.regency_reports), lk3_body(regions.regency, "karang-taruna")
    body = lk3_body(regions.regency)
    body.name, body.address, body.phone, body.decree_number = "LK3 Sejahtera", "Jalan Melati 3", "6281234", "460/3/IZIN"
    body.activities = "Konseling, konsultasi, informasi, penjangkauan, advokasi, pemberdayaan, rujukan."
    body.save()
    url, data = reverse("institutions:appointment-create", args=["lk3"]), {**DECREE, "sex": "female"}
    assert office.post(url, {**data, "_key": new_key(), "name": "Tanpa Lembaga"}).status_code == 422
    village = lk3_body(regions.village)
    assert office.post(
        url, {**data, "_key": new_key(), "name": "Lembaga Desa", "institution": village.pk}
    ).status_code == 422  # fmt: skip
    for name, chosen in (("Nurul Aini", body), ("Laila Hasanah", acting)):
        given = {**data, "_key": new_key(), "name": name, "institution": chosen.pk}
        assert office.post(url, given).status_code == 302
    row = Assignment.objects.get(person__name="Nurul Aini")
    assert (row.region, row.institution, row.acts_as_lk3) == (regions.regency, body, False)
    page = sign_in(people.village_operator).get(reverse(LIST), {"peran": "lk3"}).content.decode()
    assert "LK3 Sejahtera" in page and page.count("bertindak sebagai LK3") == 1
    profile = office.get(body.get_absolute_url()).content.decode()
    assert all(text in profile for text in ("Jalan Melati 3", "460/3/IZIN", "Konseling, konsultasi", "LK3"))


def test_overlap_of_person_role_and_place_is_refused(people, regions):
    person, by = make.PersonFactory(region=regions.regency), people.regency_reports
    appointed(person, [regions.subdistrict], by, valid_until=TODAY)
    for since, until in ((TODAY, None), (LAST_WEEK - DAY, LAST_WEEK), (LAST_WEEK + DAY, TODAY - DAY)):
        with pytest.raises(ValidationError, match="sudah ditugaskan"):
            appointed(person, [regions.other_subdistrict, regions.subdistrict], by, valid_from=since, valid_until=until)
    assert Assignment.objects.filter(person=person).count() == 1  # all of them or none
    appointed(person, [regions.subdistrict], by, valid_from=TODAY + DAY)
    appointed(person, [regions.other_subdistrict], by)


def test_only_the_dinas_of_the_own_kabupaten_appoints_and_only_these_roles(people, regions, sign_in):
    person = make.PersonFactory(region=regions.regency)
    city = AssignmentFactory(role="regency_reports", region=regions.city)
    for by in (people.province, people.village_operator, people.administrator, city):
        with pytest.raises(PermissionDenied):
            appointed(person, [regions.subdistrict], by)
    for role, region in (("regency_reports", regions.regency), ("tksk", regions.village)):
        with pytest.raises(PermissionDenied):
            appointed(person, [region], people.regency_reports, role=role)
    end = reverse("institutions:appointment-end", args=[people.tksk.uid])
    assert sign_in(city).get(end).status_code == 404
    assert sign_in(people.province).get(end).status_code == 403
    secretary = reverse("institutions:appointment-end", args=[people.secretary.uid])
    assert sign_in(people.regency_reports).get(secretary).status_code == 404


def test_an_appointment_ends_with_its_last_day_and_a_reason(people, regions, sign_in):
    person = make.PersonFactory(region=regions.regency, name="Wahyu Pramono")
    row = appointed(person, [regions.subdistrict], people.regency_reports)[0]
    office, url = sign_in(people.regency_reports), reverse("institutions:appointment-end", args=[row.uid])
    early = {"_key": new_key(), "last_day": typed_date(LAST_WEEK - DAY), "reason": "Pensiun"}
    assert office.post(url, early).status_code == 422
    assert office.post(url, {**early, "_key": new_key(), "last_day": typed_date(TODAY - DAY)}).status_code == 302
    row.refresh_from_db()
    assert (row.valid_until, row.ended_reason) == (TODAY - DAY, "Pensiun")
    assert "Tidak ada yang cocok" in office.get(reverse(LIST), {"cari": "Wahyu Pramono"}).content.decode()
    assert "Pensiun" in office.get(reverse(LIST), {"semua": "1"}).content.decode()
    assert office.post(url, {**early, "_key": new_key(), "last_day": typed_date(TODAY)}).status_code == 409
    assert AuditEvent.objects.filter(verb="appointment:end").count() == 1


def test_everyone_sees_those_of_the_own_territory_and_above(people, regions):
    city = AssignmentFactory(role="lk3", region=regions.city)
    seen = set(Assignment.objects.appointments_for(people.village_operator))
    assert seen == {people.tksk, people.lk3}
    assert city in Assignment.objects.appointments_for(people.province)
    assert not Assignment.objects.appointments_for(people.pioneer).exists()
    assert not Assignment.objects.appointments_for(None).exists()


def test_a_member_without_the_list_of_people_still_opens_the_register(people, sign_in):
    client = sign_in(people.member)
    assert client.get(reverse(LIST)).status_code == 200 and client.get(reverse("home")).status_code == 200


@pytest.mark.clause("REG-09")
def test_the_contact_card_names_all_three_and_warns_of_each_that_is_missing(people, regions, sign_in):
    unit = make.started_unit(people.village_operator)
    client, url = sign_in(people.village_operator), reverse("institutions:unit-contacts", args=[unit.uid])
    page = client.get(url).content.decode()
    for role in (people.lk3, people.tksk, people.psm_facilitator):
        assert role.person.name in page
    assert "belum ditugaskan" not in page and "sejak 1 Januari 2020" in page
    Assignment.objects.filter(role__in=["lk3", "tksk", "psm_facilitator"]).update(valid_until=TODAY - DAY)
    for page in (client.get(url).content.decode(), client.get(unit.get_absolute_url()).content.decode()):
        assert all(f"{label} belum ditugaskan" in page for label in ("LK3", "TKSK", "PSM/PSKS"))
    then = client.get(url, {"tanggal": typed_date(TODAY - DAY)}).content.decode()
    assert "belum ditugaskan" not in then
    assert [len(part.assignments) for part in contacts_of(regions.village, TODAY - DAY)] == [1, 1, 1]
    assert [part.warning == "" for part in contacts_of(regions.kelurahan, TODAY - DAY)] == [True, True, False]


def test_what_a_decree_must_say(people, regions):
    person = make.PersonFactory(region=regions.regency)
    for lacking in ({"basis": ""}, {"basis_dated_on": None}, {"authority": ""}, {"origin": ""},
                    {"basis_dated_on": TODAY + DAY}):  # fmt: skip
        with pytest.raises(ValidationError):
            appointed(person, [regions.subdistrict], people.regency_reports, **lacking)
    with pytest.raises(ValidationError):
        actions.appoint(Assignment(person=person, role="tksk"), [], by=people.regency_reports, on=TODAY)
