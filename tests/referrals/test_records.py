"""Records of help: what each kind asks, who writes which, what is kept, counted and taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project import files
from fcu_project.workflow import TransitionRefused
from referrals.actions import record as actions
from referrals.forms.record import FIELDS_OF, REQUIRED_OF, RecordForm
from referrals.kinds import FORMS_OF, KINDS_AT, MEANING_OF, WORK_OF, Kind
from referrals.models import ServiceRecord
from tests.factories import TODAY, InstitutionFactory
from tests.families import make as families
from tests.families import short
from tests.filling import new_key, typed_date
from tests.referrals import records
from tests.referrals.fill_records import OUTREACH, TOLD, create

DAY = timedelta(days=1)


def post(client, url, data, **changes):
    return client.post(url, {name: v for name, v in {**data, **changes, "_key": new_key()}.items() if v is not None})


# --- the tables ----------------------------------------------------------------------------------------------------
def test_every_kind_stands_in_every_table():
    for table in (FIELDS_OF, REQUIRED_OF, FORMS_OF, WORK_OF, MEANING_OF):
        assert set(table) == set(Kind)
    assert {kind for kinds in KINDS_AT.values() for kind in kinds} == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_form_asks_what_its_table_says(kind, people):
    by = people.tksk if kind == Kind.OUTREACH else people.secretary
    InstitutionFactory(region=by.region)
    form = RecordForm(kind=kind, by=by)
    assert set(form.fields) <= set(FIELDS_OF[kind]) and set(FIELDS_OF[kind]) - set(form.fields) <= {
        "plan_item", "meeting"}  # asked only where there are any  # fmt: skip
    required = {name for name, field in form.fields.items() if field.required}
    assert required == {"topic", "held_on", *REQUIRED_OF[kind]}


@pytest.mark.parametrize(("role", "kinds"), [
    ("secretary", KINDS_AT["village"]), ("tksk", KINDS_AT["subdistrict"]), ("lk3", KINDS_AT["regency"])])  # fmt: skip
def test_an_office_is_offered_its_own_kinds(role, kinds, people, sign_in):
    client, url = sign_in(getattr(people, role)), reverse("referrals:record-create")
    page = client.get(url).content.decode()
    for kind in Kind:
        offered = f"?jenis={kind.value}" in page
        assert offered == (kind in kinds)
        assert client.get(f"{url}?jenis={kind.value}").status_code == (200 if kind in kinds else 404)


# --- what is kept of each kind -------------------------------------------------------------------------------------
@pytest.mark.clause("SVC-12")
@pytest.mark.clause("SVC-13")
@pytest.mark.clause("VAL-06")
def test_an_activity_is_kept_with_its_partners_people_cost_and_photo(people, regions, sign_in):
    client, body = sign_in(people.secretary), InstitutionFactory(region=regions.village)
    data = {**TOLD, "partners": [body.pk], "photo_file": records.photo(), "photo_agreed": "on"}
    response = post(client, create(Kind.GUIDANCE), data)
    row = ServiceRecord.objects.get()
    assert response["Location"] == row.get_absolute_url()
    assert (row.women, row.men, row.participants, row.cost, row.source) == (12, 8, 20, 150_000, "self_help")
    assert list(row.partners.all()) == [body] and (row.keeper, row.region) == (regions.village, regions.village)
    kept = files.read(row.photo)
    assert len(kept) <= 300_000 and b"Sumiyati" not in kept and b"Exif" not in kept
    page = client.get(row.get_absolute_url()).content.decode()
    assert body.name in page and "Rp150.000" in page and "Tanpa mitra" not in page
    assert client.get(reverse("referrals:record-photo", args=[row.uid]))["Content-Type"] == "image/jpeg"


@pytest.mark.clause("VAL-06")
def test_without_a_partner_it_is_kept_and_says_so(people, regions, sign_in):
    client, body = sign_in(people.secretary), InstitutionFactory(region=regions.village)
    response = post(client, create(Kind.GUIDANCE), TOLD)
    page = client.get(response["Location"]).content.decode()
    assert "belum ada lembaga yang terlibat" in page and "Tanpa mitra" in page
    assert "Tanpa mitra" in client.get(reverse("referrals:record-list")).content.decode()
    row = ServiceRecord.objects.get()
    post(client, reverse("referrals:record-update", args=[row.uid]), TOLD, partners=[body.pk], _version=row.version)
    assert "Tanpa mitra" not in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("changes", "field"), [
    ({"photo_file": "PHOTO"}, "photo_agreed"), ({"women": ""}, "women"), ({"source": ""}, "source"),
    ({"next_on": ""}, "next_on"), ({"next_step": ""}, "next_step"), ({"until_on": "1-1-2001"}, "until_on"),
    ({"next_on": "1-1-2001"}, "next_on"), ({"held_on": "1-1-1999"}, "held_on"), ({"form": "market"}, "form"),
    ({"story": "NIK 5208 0112 3456 7890"}, "story"),
])  # fmt: skip
def test_what_is_missing_or_wrong_is_said_at_its_field(changes, field, people, sign_in):
    if "photo_file" in changes:
        changes = {"photo_file": records.photo((60, 40))}
    response = post(sign_in(people.secretary), create(Kind.GUIDANCE), TOLD, **changes)
    assert response.status_code == 422 and field in response.context["form"].errors
    assert not ServiceRecord.objects.exists()


def test_nothing_is_recorded_from_before_the_fcu(people):
    unit = short.unit(people.secretary.region)
    records.record(people.secretary, held_on=unit.formed_on)
    with pytest.raises(ValidationError) as refused:
        records.record(people.secretary, held_on=unit.formed_on - DAY)
    assert "dimulai" in refused.value.message_dict["held_on"][0]


@pytest.mark.clause("SVC-07")
def test_advocacy_keeps_issue_target_and_result(people, sign_in):
    client = sign_in(people.secretary)
    data = {**TOLD, "form": "hearing", "topic": "Jalan setapak ke rumah lansia", "target_body": "BPD"}
    assert post(client, create(Kind.ADVOCACY), data, target_body="").status_code == 422
    assert post(client, create(Kind.ADVOCACY), data, result="Masuk RKP tahun depan").status_code == 302
    records.record(people.secretary)
    page = client.get(reverse("referrals:record-advocacy")).content.decode()
    assert "Jalan setapak" in page and "BPD" in page and "Masuk RKP" in page and "anak belajar" not in page


@pytest.mark.clause("SVC-08")
def test_other_tasks_are_of_any_type(people, sign_in):
    data = {**TOLD, "topic": "Membantu mengurus akta kelahiran"}
    assert post(sign_in(people.secretary), create(Kind.OTHER), data).status_code == 302
    assert ServiceRecord.objects.get().topic == "Membantu mengurus akta kelahiran"


@pytest.mark.clause("SVC-06")
def test_values_keep_the_local_wisdom_used(people, sign_in):
    client = sign_in(people.secretary)
    data = {**TOLD, "form": "mutual", "topic": "Kerja bakti tiga RT", "local_wisdom": "Gotong royong"}
    response = post(client, create(Kind.VALUES), data)
    assert "Gotong royong" in client.get(response["Location"]).content.decode()
    recap = client.get(reverse("referrals:record-recap")).content.decode()
    assert "Pembudayaan nilai" in recap and "P 12, L 8" in recap


# --- media ---------------------------------------------------------------------------------------------------------
MEDIA = {
    "form": "leaflet", "topic": "Layanan FCU", "edition": "Edisi 2", "copies": "200", "held_on": typed_date(TODAY),
    "no_family_data": "on",
}  # fmt: skip


@pytest.mark.clause("SVC-03")
def test_media_keep_edition_and_copies_and_never_a_family(people, sign_in):
    client, plasma = sign_in(people.secretary), families.paired(people).plasma.family
    refused = post(client, create(Kind.MEDIA), MEDIA, no_family_data=None)
    assert refused.status_code == 422 and "data keluarga tidak boleh" in refused.content.decode()
    post(client, create(Kind.MEDIA), MEDIA)
    row = ServiceRecord.objects.get()
    assert (row.form, row.edition, row.copies) == ("leaflet", "Edisi 2", 200)
    assert client.get(reverse("referrals:record-families", args=[row.uid])).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.set_families(row, [plasma], by=people.secretary, on=TODAY)


# --- outreach ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("SVC-15")
@pytest.mark.parametrize("role", ["tksk", "lk3"])
def test_outreach_tells_day_place_people_and_next_step(role, people, regions, sign_in):
    by = getattr(people, role)
    client = sign_in(by)
    post(client, create(Kind.OUTREACH), OUTREACH, region=regions.village.pk)
    row = ServiceRecord.objects.get()
    assert (row.region, row.keeper, row.held_on, row.women, row.men) == (regions.village, by.region, TODAY, 12, 8)
    page = client.get(reverse("referrals:record-outreach")).content.decode()
    assert str(regions.village) in page and "Kunjungan ke rumah" in page
    assert "Kunjungan ke rumah" in client.get("/").content.decode()  # among the tasks
    done = reverse("referrals:record-next-done", args=[row.uid])
    assert post(client, done, {"done_on": typed_date(TODAY)}).status_code == 302
    row.refresh_from_db()
    assert row.next_done_on == TODAY
    assert client.get(done).status_code == 409
    assert "Kunjungan ke rumah" not in client.get("/").content.decode()


def test_outreach_ends_at_the_territory(people, regions, sign_in):
    response = post(sign_in(people.tksk), create(Kind.OUTREACH), OUTREACH, region=regions.elsewhere.pk)
    assert response.status_code == 422 and "region" in response.context["form"].errors
    with pytest.raises(PermissionDenied):
        records.outreach(people.tksk, regions.elsewhere)
    with pytest.raises(PermissionDenied):
        records.outreach(people.secretary, regions.village)


def test_the_village_reads_outreach_and_does_not_change_it(people, regions, sign_in):
    row, client = records.outreach(people.tksk, regions.village), sign_in(people.secretary)
    assert client.get(row.get_absolute_url()).status_code == 200
    for route in ("record-update", "record-withdraw", "record-next-done", "record-families"):
        assert client.get(reverse(f"referrals:{route}", args=[row.uid])).status_code == 403, route


# --- taken back, done again ----------------------------------------------------------------------------------------
def test_a_withdrawn_record_stays_readable_and_counts_no_more(people, sign_in):
    row, client = records.record(people.secretary), sign_in(people.secretary)
    post(client, reverse("referrals:record-withdraw", args=[row.uid]), {"reason": "Tercatat dua kali."})
    row.refresh_from_db()
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Tercatat dua kali." in page and "Ubah</a>" not in page
    assert client.get(reverse("referrals:record-list")).context["totals"]["times"] == 0
    assert client.get(reverse("referrals:record-update", args=[row.uid])).status_code == 409
    with pytest.raises(TransitionRefused):
        actions.withdraw_record(row, by=people.secretary, on=TODAY, reason="Sekali lagi")


def test_again_like_this_carries_what_stays_the_same(people, regions, sign_in):
    body = InstitutionFactory(region=regions.village)
    row = records.record(people.secretary, partners=[body], held_on=TODAY - DAY, result="Baik")
    page = sign_in(people.secretary).get(f"{reverse('referrals:record-create')}?seperti={row.uid}")
    form = page.context["form"]
    assert (form["topic"].value(), form["partners"].value()) == (row.topic, [body.pk])
    assert form["held_on"].value() == typed_date(TODAY) and not form["result"].value() and form["women"].value() is None


def test_another_next_step_waits_anew(people):
    row = records.record(people.secretary, next_step="Kunjungan", next_on=TODAY)
    actions.finish_step(row, by=people.secretary, on=TODAY, done_on=TODAY)
    row.next_step = "Musyawarah"
    actions.save_record(row, [], fields=["next_step"], by=people.secretary, on=TODAY)
    assert row.next_done_on is None


@pytest.mark.parametrize("done_on", [TODAY - DAY, TODAY + DAY])
def test_a_step_is_done_after_its_activity_and_not_tomorrow(done_on, people):
    row = records.record(people.secretary, next_step="Kunjungan", next_on=TODAY)
    with pytest.raises(ValidationError):
        actions.finish_step(row, by=people.secretary, on=TODAY, done_on=done_on)


def test_a_day_long_ago_within_the_years_of_plans_is_kept(people):
    """What an earlier quarter held is brought in with its true date."""
    assert records.record(people.secretary, held_on=date(2015, 3, 1)).held_on == date(2015, 3, 1)
