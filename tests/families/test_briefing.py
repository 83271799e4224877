"""Consolidation: what a session taught, five briefings per pioneer, nobody on duty before them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.models import Briefing, BriefingTopic, ConsolidationSession
from fcu_project import workflow
from fcu_project.dates import long_date
from fcu_project.workflow import TransitionRefused
from institutions.documents.meeting import record_facts
from institutions.models import Meeting
from tests.factories import TODAY
from tests.families import make
from tests.filling import new_key, typed_date
from tests.steps import gates, stage_of


@pytest.fixture
def pioneer(people):
    """A designated pioneer of Desa Sidomekar who has not been briefed."""
    pioneers, _ = make.willing(people, make.selection_group(people), plasma=())
    make.designated("pioneer_designation", pioneers, people.secretary)
    return pioneers[0].participation()


def session_url(meeting):
    return reverse("families:consolidation", args=[meeting.uid])


def filled(pioneer, numbers, **changes):
    version = Meeting.objects.filter(kind="consolidation").order_by("-id").values_list("version", flat=True).first()
    topics = BriefingTopic.objects.filter(number__in=numbers)
    return {
        "materials": ["parenting", "economic", "household"], "methods": ["talk", "discussion", "role_play"],
        f"topics-{pioneer.pk}": [topic.pk for topic in topics], "_key": new_key(), "_version": version, **changes,
    }  # fmt: skip


@pytest.mark.clause("FAM-13")
def test_lk3_records_a_session_with_materials_methods_and_attendance(pioneer, people, sign_in, regions):
    """LK3 plans it for the village, writes what was taught and how, and who came; TKSK's absence asks for a reason."""
    client = sign_in(people.lk3)
    client.post("/rapat/tambah/consolidation/", {
        "region": regions.village.pk, "held_on": typed_date(make.BRIEFED_ON), "place": "Balai Desa",
        "agenda": "Tugas dan peran\nRencana aksi", "_key": new_key(),
    })  # fmt: skip
    meeting = Meeting.objects.get(kind="consolidation")
    steps = gates(meeting, "hold", people.lk3)
    assert steps["session"].state == "shut" and steps["present_lk3"].state == "warn"
    assert steps["present_tksk"].state == "warn"
    assert client.post(session_url(meeting), filled(pioneer, [1, 2])).status_code == 302
    session = ConsolidationSession.objects.get()
    assert session.material_labels() == ["Keterampilan pengasuhan", "Keterampilan ekonomi", "Manajemen rumah tangga"]
    assert session.method_labels() == ["Penyajian materi", "Diskusi", "Bermain peran"]
    present = meeting.attendances.get(element="pioneer")
    assert (present.person, present.present) == (pioneer.representative, True)
    meeting.refresh_from_db()
    assert gates(meeting, "hold", people.lk3)["session"].state == "open"
    page = client.get(session_url(meeting)).content.decode()
    assert "Hadi Suwito" in page and "520801" not in page
    told = {section["title"]: section["rows"] for section in record_facts(meeting)["sections"]}
    assert told["Materi dan metode pemantapan"][0][1] == "Penyajian materi, Diskusi, Bermain peran"
    assert told["Kehadiran dan pembekalan yang diterima"] == [[
        "Hadi Suwito", "Hadir", "Tugas dan peran keluarga pionir, Menceritakan pengalaman keberhasilan"
    ]]  # fmt: skip


@pytest.mark.clause("FAM-14")
def test_five_briefings_story_and_plan_before_briefed(pioneer, people, sign_in):
    """Each of the five is ticked with its date; the fifth only after a plan line exists."""
    client = sign_in(people.secretary)
    meeting = make.planned("consolidation", people.secretary, on=make.BRIEFED_ON)
    refused = client.post(session_url(meeting), filled(pioneer, [1, 2, 3, 4, 5]))
    assert refused.status_code == 422 and "Rencana aksi ditulis dahulu" in refused.content.decode()
    assert not Briefing.objects.exists()
    make.plan_item(pioneer, people.secretary)
    assert client.post(session_url(meeting), filled(pioneer, [1, 2, 3, 4, 5])).status_code == 302
    make.declare_held(meeting, people.secretary)
    pioneer.refresh_from_db()
    assert gates(pioneer, "consolidate", people.secretary)["story"].state == "shut"
    story = reverse("families:story", args=[pioneer.family.uid])
    told = {"success_story": "Dari buruh tani menjadi pemilik warung.", "_key": new_key(), "_version": pioneer.version}
    assert client.post(story, told).status_code == 302
    url = reverse("transition", args=["families.participation", pioneer.uid, "consolidate"])
    assert client.post(url, {"_key": new_key()})["Location"].endswith("/pembekalan/")
    pioneer.refresh_from_db()
    assert (pioneer.stage, pioneer.consolidated_on) == ("consolidated", make.BRIEFED_ON)
    card = client.get(reverse("families:briefing-card", args=[pioneer.family.uid])).content.decode()
    for topic in BriefingTopic.objects.all():
        assert topic.name in card
    assert card.count("Sudah</span>") == 5 and "keripik" in card and "pemilik warung" in card
    assert set(Briefing.objects.values_list("given_on", flat=True)) == {make.BRIEFED_ON}
    assert card.count(f'<span class="meta">{long_date(make.BRIEFED_ON)}</span>') == 5
    duties = BriefingTopic.objects.get(number=1).content.splitlines()
    assert len(duties) == 8 and all(duty in card for duty in duties)


@pytest.mark.clause("FAM-14")
@pytest.mark.parametrize("missing", [1, 2, 3, 4, 5])
def test_no_briefing_may_be_left_out(missing, pioneer, people):
    make.plan_item(pioneer, people.secretary)
    make.told_story(pioneer, people.secretary)
    make.consolidation([pioneer.family], people.secretary, topics={1, 2, 3, 4, 5} - {missing})
    pioneer.refresh_from_db()
    with pytest.raises(TransitionRefused, match=f"{missing}\\. "):
        workflow.perform(pioneer, "consolidate", by=people.secretary, on=TODAY)
    assert stage_of(pioneer) == "designated"


def test_a_briefing_counts_only_once_the_meeting_was_held(pioneer, people):
    make.plan_item(pioneer, people.secretary)
    make.told_story(pioneer, people.secretary)
    make.consolidation([pioneer.family], people.secretary, hold=False)
    pioneer.refresh_from_db()
    with pytest.raises(TransitionRefused, match="Belum dibekali"):
        workflow.perform(pioneer, "consolidate", by=people.secretary, on=TODAY)


def test_nobody_is_briefed_before_the_designation(pioneer, people):
    meeting = make.consolidation(
        [pioneer.family], people.secretary, on=make.DESIGNATED_ON - timedelta(days=1), topics=(1,), hold=False
    )
    assert "baru ditetapkan sesudah" in gates(meeting, "hold", people.secretary)["designated"].detail


def test_a_briefing_is_given_once(pioneer, people, sign_in):
    """What an earlier session gave is not offered again."""
    make.consolidation([pioneer.family], people.secretary, topics=(1, 2))
    meeting = make.planned("consolidation", people.secretary, on=TODAY)
    client = sign_in(people.secretary)
    page = client.get(session_url(meeting)).content.decode()
    assert "2 dari 5 materi sudah diberikan sebelumnya" in page
    assert client.post(session_url(meeting), filled(pioneer, [1])).status_code == 422


def test_lk3_sees_the_pioneer_and_nothing_of_the_file(pioneer, people, sign_in):
    make.told_story(pioneer, people.secretary)
    client = sign_in(people.lk3)
    card = client.get(reverse("families:briefing-card", args=[pioneer.family.uid]))
    assert card.status_code == 200
    assert "Hadi Suwito" in card.content.decode() and "warung" not in card.content.decode()
    assert client.get(pioneer.family.get_absolute_url()).status_code == 403
    assert client.get(reverse("families:story", args=[pioneer.family.uid])).status_code == 403


def test_another_office_reads_the_session_and_does_not_write_it(pioneer, people, sign_in):
    meeting = make.planned("consolidation", people.secretary, on=make.BRIEFED_ON)
    for role in ("lk3", "tksk"):
        client = sign_in(getattr(people, role))
        assert client.get(session_url(meeting)).status_code == 200
        assert client.post(session_url(meeting), filled(pioneer, [1])).status_code == 403
    other = make.planned("focus_group", people.secretary, on=TODAY)
    assert sign_in(people.secretary).get(session_url(other)).status_code == 404


def test_a_pioneer_writes_the_own_plan_only(pioneer, people, sign_in, regions):
    account = make.make.AssignmentFactory(role="pioneer", region=regions.village, person=pioneer.representative)
    client = sign_in(account)
    assert reverse("families:briefing-card", args=[pioneer.family.uid]) in client.get("/pendampingan/").content.decode()
    url = reverse("families:plan-create", args=[pioneer.family.uid])
    line = {"problem": "Anak putus sekolah", "goal": "Kembali sekolah", "activity": "Menemui guru", "period": "Juli"}
    assert client.post(url, {**line, "_key": new_key()}).status_code == 302
    assert pioneer.plan_items.get().activity == "Menemui guru"
    stranger = sign_in(people.pioneer)
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {**line, "_key": new_key()}).status_code == 404


def test_a_cancelled_session_gave_nothing(pioneer, people):
    """What was ticked for a meeting that did not take place may be given at another one."""
    meeting = make.consolidation([pioneer.family], people.secretary, topics=(1,), hold=False)
    meeting.refresh_from_db()
    workflow.perform(meeting, "cancel", by=people.secretary, on=TODAY, note="Narasumber sakit.")
    assert not Briefing.objects.exists()
    make.consolidation([pioneer.family], people.secretary, topics=(1,))
    assert Briefing.objects.get().given_on == make.BRIEFED_ON


def test_the_second_saver_of_a_session_is_told(pioneer, people, sign_in):
    meeting = make.planned("consolidation", people.secretary, on=make.BRIEFED_ON)
    client = sign_in(people.secretary)
    first, second = filled(pioneer, [1, 2]), filled(pioneer, [3])
    assert client.post(session_url(meeting), first).status_code == 302
    late = client.post(session_url(meeting), second)
    assert late.status_code == 409 and "baru saja diubah orang lain" in late.content.decode()
    assert sorted(Briefing.objects.values_list("topic__number", flat=True)) == [1, 2]
