"""Who teaches what at a meeting, what PSKS state together, and which officers were not briefed yet."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project import workflow
from fcu_project.dates import long_date, month_and_year
from fcu_project.workflow import TransitionRefused
from institutions.actions import decision as decision_actions
from institutions.briefed import lines_of
from institutions.guidance import PROVIDERS, Provider
from institutions.meetings import KINDS, Kind
from institutions.models import Awareness, GuidanceSession, GuidanceTopic, Meeting, PsksTeam
from institutions.tasks.psks import psks_tasks
from tests import factories as make
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.institutions.fill_stages import decided
from tests.test_query_budget import BUDGET, queries

mark = pytest.mark
# How many topics the guide gives each of the seven (II.F.5.2).
TOPICS = {"psm": 1, "karang_taruna": 4, "fcu": 1, "wksbm": 1, "tksk": 3, "lpp_lpk": 2, "lk3": 3}


@mark.clause("STG-02")
def test_briefings_at_the_centre_and_in_the_region_with_their_participants(people, regions):
    """The ministry's own staff at the centre; in the province officers, SKPD, villages, LK3, kecamatan and TKSK."""
    centre, region = KINDS[Kind.BRIEFING_CENTRE], KINDS[Kind.BRIEFING_REGION]
    assert (centre.level, centre.host_roles, centre.expected) == ("nation", ("ministry",), ("ministry",))
    wanted = {"ministry", "social_office", "sector_office", "government", "lk3", "subdistrict", "tksk"}
    assert (region.level, set(region.expected)) == ("province", wanted)
    assert PROVIDERS[Kind.BRIEFING_REGION] == (Provider.MINISTRY,)
    held = make.held_meeting("briefing_region", people.province, on=TODAY, elements=("social_office", "tksk"))
    assert held.present_counts()[None] != (0, 0) and held.guidance.taught()


@mark.clause("STG-03")
def test_socialisation_at_the_centre_and_with_all_psks_of_a_village(people, regions):
    centre, psks = KINDS[Kind.SOCIALISATION_CENTRE], KINDS[Kind.SOCIALISATION_PSKS]
    assert (centre.level, set(centre.expected)) == ("nation", {"ministry", "sector_office"})
    assert (psks.level, psks.host_roles) == ("village", ("regency_reports",))
    assert {"government", "psks", "social_office"} <= set(psks.expected)
    held = make.held_meeting("socialisation_psks", people.village_operator, on=TODAY)
    assert held.stage == "held" and held.minutes and Meeting.objects.unlocking(held.kind, regions.village).exists()


@mark.clause("STG-04")
def test_awareness_holds_only_with_its_four_statements(people, sign_in):
    by = people.village_operator
    meeting = make.held_meeting("awareness", by, on=TODAY, hold=False)
    Awareness.objects.all().delete()
    make.give_all_reasons(meeting, "hold", by)
    with pytest.raises(TransitionRefused):
        workflow.perform(meeting, "hold", by=by, on=TODAY)
    four = {"activities": "Posyandu", "procedure": "Lapor kader", "problems": "Lansia sendiri", "needs": "Pendamping"}
    url = reverse("institutions:awareness", args=[meeting.uid])
    client = sign_in(by)
    assert client.post(url, {**four, "needs": "", "_key": new_key()}).status_code == 422
    assert client.post(url, {**four, "_key": new_key()}).status_code == 302
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert all(words in page for words in four.values())
    meeting.refresh_from_db()
    assert workflow.perform(meeting, "hold", by=by, on=TODAY).stage == "held"


@mark.clause("STG-05")
def test_social_education_is_given_by_the_allowed_only(people, sign_in):
    allowed = {"social_educator", "ministry", "province", "regency"}
    assert {provider.value for provider in PROVIDERS[Kind.SOCIAL_EDUCATION]} == allowed
    meeting = make.held_meeting("social_education", people.village_operator, on=TODAY, hold=False)
    url, client = reverse("institutions:guidance", args=[meeting.uid]), sign_in(people.village_operator)
    told = {
        "provider": "psm", "material": "Peduli lansia", "method": "Diskusi", "audience": "Kader", "knowledge": "Hak",
        "attitude": "Peduli", "action": "Kunjungan", "_version": meeting.guidance.version,
    }  # fmt: skip
    assert client.post(url, {**told, "_key": new_key()}).status_code == 422
    assert client.post(url, {**told, "provider": "social_educator", "_key": new_key()}).status_code == 302
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Penyuluh Sosial" in page and "Kunjungan" in page


@mark.clause("STG-06")
def test_each_of_the_seven_providers_has_its_own_topics(people, sign_in):
    counts = {p: GuidanceTopic.objects.filter(provider=p).count() for p in PROVIDERS[Kind.TECHNICAL_GUIDANCE]}
    assert counts == TOPICS
    meeting = make.held_meeting("technical_guidance", people.village_operator, on=TODAY, hold=False)
    client, url = sign_in(people.village_operator), reverse("institutions:guidance", args=[meeting.uid])
    own = GuidanceTopic.objects.filter(provider="tksk")
    form = client.get(url + "?pemberi=tksk").content.decode()
    assert all(topic.text in form for topic in own)
    other = GuidanceTopic.objects.filter(provider="lk3").first()
    told = {"provider": "tksk", "audience": "Kader", "_version": meeting.guidance.version}
    refused = client.post(url + "?pemberi=tksk", {**told, "topics": [other.pk], "_key": new_key()})
    assert refused.status_code == 422
    chosen = [topic.pk for topic in own]
    assert client.post(url + "?pemberi=tksk", {**told, "topics": chosen, "_key": new_key()}).status_code == 302
    assert GuidanceSession.objects.get(meeting=meeting).taught() == [topic.text for topic in own.order_by("order")]
    nobody = client.post(url + "?pemberi=regency", {**told, "provider": "regency", "_key": new_key()})
    assert nobody.status_code == 422


def test_what_was_taught_is_needed_before_the_meeting_counts(people):
    by = people.village_operator
    meeting = make.held_meeting("technical_guidance", by, on=TODAY, hold=False)
    GuidanceSession.objects.all().delete()
    make.give_all_reasons(meeting, "hold", by)
    with pytest.raises(TransitionRefused):
        workflow.perform(meeting, "hold", by=by, on=TODAY)


# --- officers -------------------------------------------------------------------------------------------------------
@mark.clause("STG-15")
def test_officers_who_were_not_briefed_are_listed(people, regions, remember, sign_in):
    """FCU officers, TKSK and officers of the kabupaten; by province, kabupaten or LK3; a planned one counts not yet."""
    unit = remember("active", lambda: make.active_unit(people.village_operator))
    secretary = next(term for term in unit.current_officers() if term.post == "secretary")
    kinds = (Kind.OFFICER_BRIEFING_PROVINCE, Kind.OFFICER_BRIEFING_REGENCY, Kind.OFFICER_BRIEFING_VILLAGE)
    hosts = {role for kind in kinds for role in KINDS[kind].host_roles}
    assert hosts == {"province", "regency_reports", "lk3"}
    meeting = make.held_meeting("officer_briefing_village", people.lk3, on=TODAY, region=regions.village, hold=False)
    meeting.attendances.create(person=secretary.membership.person, element="psks", present=True)
    assert all(line.briefed_on is None for line in lines_of(regions.regency, TODAY))
    make.give_all_reasons(meeting, "hold", people.lk3)
    workflow.perform(meeting, "hold", by=people.lk3, on=TODAY)
    lines = {(line.person.pk, line.post): line.briefed_on for line in lines_of(regions.regency, TODAY)}
    assert lines[secretary.membership.person_id, "Sekretaris"] == TODAY
    assert lines[people.tksk.person_id, "TKSK"] is None
    client = sign_in(people.lk3)
    page = client.get(reverse("institutions:briefing")).content.decode()
    assert "Belum dibekali" in page and people.tksk.person.name in page
    assert "petugas belum dibekali" in client.get("/").content.decode()
    above = sign_in(people.province).get(reverse("institutions:briefing")).content.decode()
    assert str(regions.regency) in above and people.tksk.person.name not in above.split("<main")[1]


@mark.clause("STG-15")
def test_the_list_of_officers_is_paged_searched_and_tells_who_briefed(people, regions, sign_in):
    """In as many queries for sixty officers as for three; the levels above count in the database."""
    meeting = make.held_meeting("officer_briefing_regency", people.lk3, on=TODAY, elements=("tksk",), hold=False)
    meeting.attendances.create(person=people.tksk.person, element="tksk", present=True)
    GuidanceSession.objects.filter(meeting=meeting).update(provider="lk3")
    make.give_all_reasons(meeting, "hold", people.lk3)
    workflow.perform(meeting, "hold", by=people.lk3, on=TODAY)
    url, client, above = reverse("institutions:briefing"), sign_in(people.lk3), sign_in(people.province)
    page = client.get(url).content.decode()
    assert f"{long_date(TODAY)}, oleh LK3" in page and "3 dari 4 petugas" in page
    for each in (client, above):
        each.get(url)
    few = queries(client, url), queries(above, url)
    for number in range(60):
        person = make.PersonFactory(region=regions.subdistrict, name=f"Petugas {'abcdefghij'[number % 10]} Ke")
        make.AssignmentFactory(role="tksk", region=regions.subdistrict, person=person)
    assert queries(client, url) <= few[0] <= BUDGET and queries(above, url) == few[1] <= BUDGET
    first, second = client.get(url), client.get(f"{url}?halaman=2")
    assert [len(page.context["lines"]) for page in (first, second)] == [50, 14]
    assert "63 dari 64 petugas" in first.content.decode()
    assert second.context["lines"][-1].briefed_by == "LK3"  # who was briefed comes last
    posts = {line.post for line in lines_of(regions.regency, TODAY)}
    assert posts == {"TKSK", "Dinas Sosial kabupaten"}  # as the place says it, whatever its desk
    found = client.get(f"{url}?cari=petugas+b").context
    assert {line.person.name for line in found["lines"]} == {"Petugas b Ke"} and found["total"] == 6
    assert "Tidak ada nama yang cocok" in client.get(f"{url}?cari=zzz").content.decode()
    assert above.get(url).context["counts"] == [(regions.regency, 64, 63)]


# --- decisions and rhythm -------------------------------------------------------------------------------------------
@mark.clause("MEM-13")
def test_a_decision_is_followed_until_it_is_closed_with_its_outcome(people, sign_in):
    by = people.village_operator
    row = decided(by, on=TODAY - timedelta(days=20))
    row.due_on = TODAY - timedelta(days=2)
    row.save()
    client = sign_in(by)
    assert "1 keputusan rapat lewat batas waktu" in client.get("/").content.decode()
    assert row.text in client.get(reverse("institutions:decision-list")).content.decode()
    url = reverse("institutions:decision-close", args=[row.uid])
    early = {"done_on": typed_date(TODAY - timedelta(days=30)), "outcome": "Selesai.", "_key": new_key()}
    assert client.post(url, early).status_code == 422
    done = {"done_on": typed_date(TODAY), "outcome": "Data lengkap.", "_key": new_key()}
    assert client.post(url, done).status_code == 302
    assert "Data lengkap." in client.get(row.meeting.get_absolute_url()).content.decode()
    assert row.text not in client.get(reverse("institutions:decision-list")).content.decode()
    row.refresh_from_db()
    decision_actions.reopen_decision(row, by=by, on=TODAY)
    assert row.closed_on is None


def test_another_office_neither_closes_nor_sees_a_decision(people, regions, sign_in):
    row = decided(people.village_operator)
    told = {"done_on": TODAY, "outcome": "Selesai.", "on": TODAY}
    with pytest.raises(PermissionDenied):
        decision_actions.close_decision(row, by=people.tksk, **told)
    stranger = make.AssignmentFactory(role="village_operator", region=regions.sibling)
    assert sign_in(stranger).get(reverse("institutions:decision-close", args=[row.uid])).status_code == 404
    with pytest.raises(ValidationError):
        decision_actions.close_decision(row, by=people.village_operator, **{**told, "outcome": " "})


@mark.clause("STG-10")
def test_a_periodic_meeting_that_is_due_is_a_task(people, regions):
    by = people.psks_team
    since = TODAY - timedelta(days=120)
    PsksTeam.objects.create(region=regions.village, formed_on=since, recognised_on=since, stage="recognised")

    def due():
        return [task.title for task in psks_tasks(by, TODAY) if "sudah waktunya" in task.title]

    assert due() == ["Pertemuan berkala PSKS sudah waktunya"]
    planned = make.held_meeting("psks_routine", people.village_operator, on=TODAY + timedelta(days=5), hold=False)
    assert due() == []
    Meeting.objects.filter(pk=planned.pk).update(held_on=TODAY + timedelta(days=200))  # too far to be this one
    task = next(task for task in psks_tasks(by, TODAY) if "sudah waktunya" in task.title)
    assert f"baru {long_date(TODAY + timedelta(days=200))}" in task.why
    Meeting.objects.filter(pk=planned.pk).update(held_on=TODAY - timedelta(days=10), stage="held")
    assert due() == []
    Meeting.objects.filter(pk=planned.pk).update(held_on=TODAY - timedelta(days=100))
    assert due() == ["Pertemuan berkala PSKS sudah waktunya"]


def test_the_calendar_is_twelve_months_month_by_month_and_leads_back(people, sign_in):
    by, url = people.village_operator, reverse("institutions:calendar")
    for ahead in (0, 40, 330, 400, -40):
        make.held_meeting("routine", by, on=TODAY + timedelta(days=ahead), hold=False)
    client = sign_in(by)
    page = client.get(url)
    assert [len(meetings) for _, meetings in page.context["months"]] == [1, 1, 1]
    earlier, later = client.get(url + page.context["earlier"]), client.get(url + page.context["later"])
    assert [len(meetings) for _, meetings in earlier.context["months"]] == [1]
    assert [month for month, _ in later.context["months"]] == [month_and_year(TODAY + timedelta(days=400))]
    assert "Mulai bulan ini" in later.content.decode() and "Mulai bulan ini" not in page.content.decode()


def test_the_calendar_shows_a_month_and_gives_the_planned_to_a_phone(people, sign_in):
    by = people.village_operator
    day = TODAY + timedelta(days=3)
    meeting = make.held_meeting("formation", by, on=day, hold=False)
    meeting.place = "Balai; Dusun, Krajan\\Timur" + " dan seterusnya" * 6
    meeting.save()
    client = sign_in(by)
    page = client.get(reverse("institutions:calendar") + f"?bulan={day:%Y-%m}").content.decode()
    assert "Musyawarah pembentukan FCU" in page
    assert "Musyawarah pembentukan FCU" not in client.get(
        reverse("institutions:calendar") + f"?bulan={day:%Y-%m}&jenis=routine"
    ).content.decode().split("</form>")[-1]
    assert client.get(reverse("institutions:calendar") + "?bulan=2026-13").status_code == 200
    text = client.get(reverse("institutions:calendar-file")).content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and f"UID:{meeting.uid}@fcu" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert "LOCATION:Balai\\; Dusun\\, Krajan\\\\Timur" in unfolded and "DTSTART:" in unfolded
