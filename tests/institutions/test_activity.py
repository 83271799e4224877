"""What the parties did of their duties: who writes for whom, what each note holds, what it proves in the year."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from institutions.activeness import by_sex, lines_of
from institutions.duties import ACTORS, Actor, may_log
from institutions.evidence import duty_lines
from institutions.models import Activity, Duty, Meeting, Person
from institutions.roles import ROLES
from tests import factories as make
from tests.factories import TODAY
from tests.families import short
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions.fill_duties import IDEA, JOINT, MONITORS, OBSERVED, note

mark = pytest.mark
DIRECTS, TELLS, DRIVES = "village-head-fcu-iiib66-2", "tksk-fcu-iiib65-1", "regency-general-iid13-4"
# How many duties the guide gives each party: (general, in the FCU).
GUIDE = {
    "ministry": (11, 7), "province": (3, 5), "regency": (10, 5), "subdistrict": (0, 3), "village_head": (5, 4),
    "lk3": (0, 7), "tksk": (0, 6), "coordinator": (0, 4), "member": (0, 9), "psks_team": (0, 10),
}  # fmt: skip


def post(client, code, query="", **data):
    url = reverse("institutions:activity-create", args=[code]) + query
    return client.post(url, {**OBSERVED, **data, "_key": new_key()})


@mark.clause("REG-11", "REG-12", "REG-13", "REG-14")
def test_the_duties_are_those_of_the_guide(reference):
    for actor, (general, fcu) in GUIDE.items():
        duties = Duty.objects.filter(actor=actor)
        assert (duties.filter(part="general").count(), duties.filter(part="fcu").count()) == (general, fcu), actor
    assert set(GUIDE) == set(Actor.values) == set(ACTORS)
    codes = list(Duty.objects.values_list("clause", flat=True))
    assert len(codes) == len(set(codes)) + 5  # four of the coordinator and three of members stand in one sentence each


@mark.clause("REG-11")
@mark.parametrize(("words", "clause"), [
    ("standar pelayanan, registrasi, akreditasi", "II.D.1.1(7)"), ("audit dampak sosial", "II.D.1.1(8)"),
    ("pendidikan dan penelitian", "II.D.1.1(9)"), ("lintas kabupaten/kota", "II.D.1.2(2)"),
])  # fmt: skip
def test_general_duties_are_noted_with_year_and_budget_line(words, clause, people, sign_in):
    """Not the library only: each general duty of ministry and province has its year, its evidence and its budget."""
    duty = Duty.objects.get(clause=clause)
    assert words in duty.text
    by = people.ministry if duty.actor == "ministry" else people.province
    row = note(by, duty.code, title="Dokumen tahun ini", budget_line="APBN 2026", done_on=date(2026, 3, 2))
    page = sign_in(by).get(reverse("institutions:duty-list") + "?tahun=2026").content.decode()
    assert "Dokumen tahun ini" in page and "APBN 2026" in page and str(row.get_absolute_url()) in page
    earlier = sign_in(by).get(reverse("institutions:duty-list") + "?tahun=2025").content.decode()
    assert "Dokumen tahun ini" not in earlier


@mark.parametrize("actor", Actor.values)
def test_only_the_party_or_who_holds_its_paper_writes(actor, people, sign_in):
    """Every role against every party: own, on behalf with the paper's number, or refused."""
    duty = Duty.objects.filter(actor=actor, is_joint=False, is_active=True).first()
    for role in ROLES:
        by = getattr(people, role)
        url = reverse("institutions:activity-create", args=[duty.code])
        may = may_log(role, actor) and by.has_perm("institutions.add_activity")
        assert sign_in(by).get(url).status_code == (200 if may else 403), role
        if may_log(role, actor):
            assert by.has_perm("institutions.add_activity"), role


@mark.clause("REG-10")
def test_camat_and_village_head_note_coordination_resources_and_oversight(people, sign_in):
    coordinated = "subdistrict-fcu-iid14-1"
    response = post(sign_in(people.subdistrict_operator), coordinated, region=people.village_operator.region.pk,
                    resources="Aula kecamatan", alone="on")  # fmt: skip
    assert response.status_code == 302 or "region" in response.context["form"].errors
    mobilised = "village-head-general-iid15-4"
    client = sign_in(people.village_head)
    assert post(client, mobilised, resources="20 warga kerja bakti").status_code == 422  # asks once about partners
    assert post(client, mobilised, resources="20 warga kerja bakti", alone="on").status_code == 302
    row = Activity.objects.get(duty__code=mobilised)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "20 warga kerja bakti" in page and "Tanpa mitra" in page
    assert Duty.objects.get(code="village-head-general-iid15-2").text.startswith("Bersama TKSK mengembangkan Program")


@mark.clause("REG-15")
def test_the_regency_notes_how_it_stirred_participation(people, regions, sign_in):
    by, body = people.regency_reports, make.InstitutionFactory(region=regions.regency)
    short.unit(regions.village)
    response = post(sign_in(by), DRIVES, region=regions.village.pk, partners=[body.pk], women="30", men="25")
    row = Activity.objects.get()
    assert response.status_code == 302 and list(row.partners.all()) == [body]
    assert (row.region, row.keeper, row.women, row.men, row.from_paper) == (regions.village, by.region, 30, 25, False)
    assert sign_in(people.village_operator).get(row.get_absolute_url()).status_code == 200


@mark.clause("FCU-09")
def test_the_village_head_directs_and_observes_and_the_fcu_reads_it(people, remember, sign_in):
    unit = remember("active", lambda: make.active_unit(people.village_operator))
    assert post(sign_in(people.village_head), DIRECTS, title="Utamakan lansia").status_code == 302
    assert post(sign_in(people.village_operator), MONITORS, paper_number="12/2026").status_code == 302
    seen = Activity.objects.get(duty__code=MONITORS)
    assert seen.from_paper and seen.recorded_by == people.village_operator.signature
    page = sign_in(people.secretary).get(unit.get_absolute_url()).content.decode()
    assert "Arahan dan pantauan" in page and "Utamakan lansia" in page and "Kunjungan berjalan tertib." in page
    assert "Catat arahan" in sign_in(people.village_head).get(unit.get_absolute_url()).content.decode()
    read = sign_in(people.village_head).get(reverse("institutions:activity-list"))
    assert "Utamakan lansia" in read.content.decode()


@mark.clause("FCU-14")
def test_the_tksk_is_prompted_to_tell_of_each_meeting_and_notes_whom(people, regions, sign_in):
    """The formation is facilitated by TKSK and LK3, named on its list; its plan was made known before."""
    meeting = make.held_meeting("formation", people.village_operator, on=TODAY + timedelta(days=3), hold=False)
    client = sign_in(people.tksk)
    task = "Beritahukan rencana: Musyawarah pembentukan FCU"
    assert task in client.get("/").content.decode()
    page = client.get(meeting.get_absolute_url()).content.decode()
    query = f"?rapat={meeting.uid}"
    assert f"{reverse('institutions:activity-create', args=[TELLS])}{query}" in page
    short.unit(regions.village)
    told = {"recipients": "Camat dan kepala desa", "region": regions.village.pk}
    assert post(client, TELLS, query, **told).status_code == 302
    assert Activity.objects.get().meeting == meeting
    assert "Camat dan kepala desa" in sign_in(people.village_operator).get(meeting.get_absolute_url()).content.decode()
    assert task not in client.get("/").content.decode()
    facilitators = Meeting.objects.get(pk=meeting.pk).rule.facilitators
    assert {"tksk", "lk3"} <= set(facilitators)


@mark.clause("REG-13", "REG-14")
@mark.parametrize(("role", "duty_code"), [("lk3", "lk3-fcu-iiib64-1"), ("tksk", "tksk-fcu-iiib65-2")])
def test_forming_an_fcu_counts_for_lk3_and_tksk_who_were_there(role, duty_code, people, regions):
    by = getattr(people, role)
    held = make.held_meeting(
        "formation", people.village_operator, on=TODAY, elements=("government", "psks", "individual", role)
    )
    other = make.held_meeting("coordination_village", people.village_operator, on=TODAY, elements=("government",))
    lines = {line.duty.code: line for line in duty_lines(role, by.region, TODAY.year, by)}
    assert held in lines[duty_code].meetings and other not in lines[duty_code].meetings
    watched = next(code for code in lines if lines[code].duty.text == "Memantau kegiatan FCU.")
    assert not lines[watched].done
    row = note(by, watched, region=regions.village)
    again = {line.duty.code: line for line in duty_lines(role, by.region, TODAY.year, by)}
    assert again[watched].notes == [row]


@mark.clause("REG-12")
def test_a_checklist_per_level_and_year_counts_notes_and_own_meetings(people, regions, sign_in):
    by = people.regency_reports
    before = duty_lines("regency", by.region, TODAY.year, by)
    assert not any(line.done for line in before)
    make.held_meeting("socialisation_subdistrict", by, on=TODAY, region=regions.subdistrict)
    row = note(by, "regency-fcu-iiib63-5", title="Supervisi semester")
    client = sign_in(by)
    page = client.get(reverse("institutions:duty-list")).content.decode()
    assert "2 dari 15 tugas" in page and "Supervisi semester" in page and "Belum ada bukti" in page
    assert "0 dari 15" in client.get(reverse("institutions:duty-list") + "?tahun=2019").content.decode()
    sheet = load_workbook(io.BytesIO(b"".join(client.get(reverse("institutions:duty-list") + "?unduh=xlsx")))).active
    assert sheet.max_row == 16 and any("Supervisi semester" in str(cell.value) for cell in sheet["D"])
    struck = {"reason": "Salah catat", "_key": new_key()}
    assert client.post(reverse("institutions:activity-withdraw", args=[row.uid]), struck).status_code == 302
    assert "1 dari 15 tugas" in client.get(reverse("institutions:duty-list")).content.decode()
    assert "Salah catat" in client.get(row.get_absolute_url()).content.decode()


@mark.clause("REG-12")
def test_who_reads_which_checklist(people, regions, sign_in):
    def status(by, actor, region):
        return sign_in(by).get(reverse("institutions:duty-list-of", args=[actor, region.code])).status_code

    assert status(people.secretary, "tksk", regions.subdistrict) == 200
    assert status(people.secretary, "tksk", regions.other_subdistrict) == 404
    assert status(people.regency_reports, "lk3", regions.regency) == 200
    assert status(people.regency_reports, "lk3", regions.city) == 404
    assert status(people.regency_reports, "lk3", regions.village) == 404
    assert status(people.regency_reports, "nobody", regions.regency) == 404


# --- joint activities -----------------------------------------------------------------------------------------------
@mark.clause("PSK-06")
def test_a_joint_activity_names_its_facilitator_and_shows_the_tips(people, regions, sign_in):
    client = sign_in(people.psks_team)
    page = client.get(reverse("institutions:activity-create", args=[JOINT])).content.decode()
    assert "sarang laba-laba" in page and "Fasilitator" in page
    refused = post(client, JOINT, alone="on")
    assert refused.status_code == 422 and "Fasilitator belum dipilih" in refused.content.decode()
    person = make.PersonFactory(region=regions.village, name="Baiq Nuraini")
    assert post(client, JOINT, alone="on", facilitator=person.pk).status_code == 302
    assert "Baiq Nuraini" in client.get(Activity.objects.get().get_absolute_url()).content.decode()
    assert all(duty.is_joint for duty in Duty.objects.filter(code__in=(JOINT, "coordinator-fcu-iiib23-1")))


@mark.clause("STG-09")
def test_the_team_widens_improves_publishes_advocates_and_trains(people):
    rows = Duty.objects.filter(actor="psks_team", clause__startswith="II.F.8").order_by("order")
    told = [duty.text.split()[0] for duty in rows[:6]]
    assert told == ["Mengembangkan", "Meningkatkan", "Memublikasikan", "Mengadvokasi", "Menguatkan", "Menguatkan"]
    person, by = make.PersonFactory(region=people.psks_team.region), people.psks_team
    for duty in rows[:6]:
        more = {"facilitator": person} if duty.is_joint else {}
        note(by, duty.code, title=duty.text[:40], women=3, men=4, **more)
    assert [line.done for line in duty_lines("psks_team", by.region, TODAY.year, by)][:6] == [True] * 6


@mark.clause("VAL-06", "VAL-04")
def test_partners_are_asked_for_and_their_absence_is_shown(people, regions, sign_in):
    """Without a partner body it asks once and says so ever after; local wisdom is noted beside it."""
    client, person = sign_in(people.psks_team), make.PersonFactory(region=regions.village)
    body = make.InstitutionFactory(region=regions.village)
    asked = post(client, JOINT, facilitator=person.pk)
    assert "Belum ada lembaga mitra" in asked.content.decode() and 'name="alone"' in asked.content.decode()
    assert post(client, JOINT, facilitator=person.pk, partners=[body.pk], local_wisdom="Banjar").status_code == 302
    page = client.get(Activity.objects.get().get_absolute_url()).content.decode()
    assert body.name in page and "Banjar" in page and "Tanpa mitra" not in page


# --- members --------------------------------------------------------------------------------------------------------
@pytest.fixture
def unit(people, regions):
    return short.unit(regions.village)


def as_member(people, membership):
    """The account of a member: the role, held by the member's person."""
    by = people.member
    type(by).objects.filter(pk=by.pk).update(person=membership.person)
    by.person = membership.person
    return by


@mark.clause("MEM-04")
def test_members_give_labour_ideas_and_moral_support(unit, people):
    kinds = Duty.objects.filter(clause__startswith="III.A.5.2").order_by("order")
    assert [duty.text.split()[1].strip(".,") for duty in kinds] == ["tenaga", "ide", "moral"]
    member = unit.memberships.first()
    for duty in kinds:
        note(people.secretary, duty.code, membership=member)
    line = next(line for line in lines_of(unit, LAST_WEEK, TODAY) if line.member == member)
    assert (line.support, line.duties, line.last_on) == (3, 0, LAST_WEEK)
    assert sum(active for _, active in by_sex([line]).values()) == 1


@mark.clause("MEM-05")
def test_attendance_and_the_six_duties_of_each_member(unit, people, regions, sign_in):
    member, other = unit.memberships.order_by("id")[:2]
    type(member).objects.filter(unit=unit).update(joined_on=TODAY - timedelta(days=200))
    for days, present in ((90, True), (60, False), (30, True)):
        meeting = short.held("routine", regions.village, TODAY - timedelta(days=days))
        meeting.attendances.create(person=member.person, element="psks", present=present)
    for number in range(1, 7):
        note(people.secretary, f"member-fcu-iiia53-{number}", membership=member, title=f"Tugas {number}")
    lines = {line.member: line for line in lines_of(unit, TODAY - timedelta(days=120), TODAY)}
    assert (lines[member].came, lines[member].invited, lines[member].percent, lines[member].duties) == (2, 3, 67, 6)
    assert (lines[other].percent, lines[other].last_on) == (0, None)
    client = sign_in(people.secretary)
    page = client.get(f"/fcu/{unit.uid}/keaktifan/").content.decode()
    assert "67%" in page and "(2 dari 3)" in page and "Menghadiri rapat FCU." in page
    drilled = client.get(reverse("institutions:activity-list") + f"?anggota={member.uid}").content.decode()
    assert "Tugas 6" in drilled
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"/fcu/{unit.uid}/keaktifan/?unduh=xlsx")))).active
    assert sheet.max_column == 7 + 9 and sheet.max_row == unit.memberships.count() + 1


@mark.clause("MEM-05")
def test_a_service_that_a_member_tells_of_leads_into_the_directory(unit, people, sign_in):
    member = unit.memberships.filter(kind="psks").first()
    row = note(people.secretary, "member-fcu-iiia53-5", membership=member, title="Senam lansia tiap Jumat")
    client = sign_in(people.secretary)
    page = client.get(row.get_absolute_url()).content.decode()
    link = reverse("referrals:service-create") + f"?kegiatan={row.uid}"
    assert link in page
    form = client.get(link).context["form"]
    assert (form.initial["name"], form.initial["institution"]) == ("Senam lansia tiap Jumat", member.institution_id)


def test_a_member_writes_for_nobody_else(unit, people, sign_in):
    own, other = unit.memberships.order_by("id")[:2]
    by = as_member(people, own)
    client = sign_in(by)
    assert post(client, IDEA, membership=other.pk).status_code == 422
    assert post(client, IDEA, membership=own.pk).status_code == 302
    with pytest.raises(PermissionDenied):
        note(by, IDEA, membership=other)
    others = note(people.secretary, IDEA, membership=other)
    assert client.get(reverse("institutions:activity-update", args=[others.uid])).status_code == 403


def test_the_coordinator_manages_coordinates_guides_and_motivates(people, regions, sign_in):
    duties = Duty.objects.filter(actor="coordinator").order_by("order")
    assert [duty.text.split()[0] for duty in duties] == ["Mengelola", "Mengoordinasikan", "Membimbing", "Memberi"]
    assert post(sign_in(people.coordinator), duties[2].code, women="4", men="2").status_code == 302
    assert post(sign_in(people.treasurer), duties[2].code).status_code == 403


# --- what is refused ------------------------------------------------------------------------------------------------
def test_on_behalf_of_another_the_paper_is_named(people, sign_in):
    client = sign_in(people.village_operator)
    refused = post(client, MONITORS)
    assert refused.status_code == 422 and "Isi nomor suratnya" in refused.content.decode()
    with pytest.raises(ValidationError, match="pindaiannya"):
        note(people.village_operator, MONITORS)
    assert not Activity.objects.exists()


def test_no_note_of_the_future_nor_of_another_territory(people, regions):
    with pytest.raises(ValidationError, match="setelah hari ini"):
        note(people.village_head, MONITORS, done_on=TODAY + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        note(people.village_head, MONITORS, region=regions.sibling)


def test_an_identity_number_is_refused_in_words(people, sign_in):
    refused = post(sign_in(people.village_head), MONITORS, story="Keluarga 5208010101010001 dikunjungi.")
    assert "Jangan menulis NIK" in refused.content.decode() and not Activity.objects.exists()


def test_the_list_is_searched_filtered_and_costs_the_same(people, sign_in, django_assert_max_num_queries):
    row = note(people.village_head, MONITORS)
    client, url = sign_in(people.secretary), reverse("institutions:activity-list")
    client.get(url)
    for number in range(12):
        note(people.village_head, MONITORS, title=f"Kunjungan {number}")
    with django_assert_max_num_queries(12):
        client.get(url)
    assert row.title in client.get(url + "?cari=meninjau").content.decode()
    assert row.title not in client.get(url + "?pelaku=lk3").content.decode()
    assert row.title not in client.get(url + "?tahun=2001").content.decode()
    assert client.get(url + "?anggota=x").status_code == 404
    assert row.title in client.get(url + f"?tahun={row.done_on.year}").content.decode()


def test_persons_of_other_places_are_no_facilitators(people, regions, sign_in):
    stranger = Person.objects.create(name="Orang Jauh", sex="male", region=regions.city_village)
    assert post(sign_in(people.psks_team), JOINT, alone="on", facilitator=stranger.pk).status_code == 422


def test_today_may_be_typed(people, sign_in):
    assert post(sign_in(people.village_head), MONITORS, done_on=typed_date(TODAY)).status_code == 302
