"""Papers of the stages and of what the parties did: board, duties, notes, PSKS team, bodies, briefings, records."""

import pytest
from django.urls import reverse

from fcu_project.dates import long_date, short_date
from fcu_project.models import AuditEvent
from institutions.documents import record_facts
from institutions.models import Awareness, GuidanceSession, GuidanceTopic, RegionSetting
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK
from tests.institutions import fill_psks as psks
from tests.institutions.fill_duties import JOINT, note
from tests.institutions.fill_stages import started
from tests.letters import in_order, page_texts, paper_of, text_of

pytestmark = pytest.mark.one_database
mark = pytest.mark
DIRECTS, BUDGET = "village-head-fcu-iiib66-2", "regency-fcu-iiib63-3"


def url(name, *args):
    return reverse(f"institutions:{name}", args=args)


def printed(client, address, size="F4"):
    response = client.get(f"{address}{'&' if '?' in address else '?'}cetak=pdf&kertas={size}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert len(response.content) < 150_000
    return response.content


# --- stages and duties ----------------------------------------------------------------------------------------------
@mark.clause("STG-01")
def test_the_board_prints_eight_stages_with_days_evidence_and_what_is_lacking(people, regions, sign_in):
    by = people.village_operator
    started(regions.village, "preparation", by, note="Petugas datang ke desa.")
    make.held_meeting("awareness", by, on=LAST_WEEK)
    client = sign_in(by)
    assert f"{url('stages-village', regions.village.code)}?cetak=pdf" in client.get(url("stages")).content.decode()
    content = printed(client, url("stages-village", regions.village.code))
    assert paper_of(content) == (330, 215)
    assert in_order(text_of(content), "0 dari 8 tahapan selesai", "1 Persiapan sosial", "berjalan",
                    short_date(LAST_WEEK), "Petugas datang ke desa.", "Lembar persiapan sosial belum dimulai",
                    "2 Pembekalan", "belum", "5 Penyadaran", "Rumusan PSKS",
                    "8 Pelaksanaan kegiatan", "Kepala Desa Sidomekar")  # fmt: skip
    assert AuditEvent.objects.filter(verb="print:Papan tahapan").exists()


@mark.clause("REG-12")
def test_a_party_signs_its_duties_of_a_year_with_evidence_and_budget_line(people, regions, sign_in):
    by = people.regency_reports
    note(by, BUDGET, title="Kelas keluarga", done_on=TODAY, budget_line="APBD bidang sosial")
    address = f"{url('duty-list-of', 'regency', regions.regency.code)}?tahun={TODAY.year}"
    assert "&amp;cetak=pdf" in sign_in(by).get(address).content.decode()
    text = text_of(printed(sign_in(by), address, "A4"))
    assert in_order(text, "DINAS SOSIAL", "DAFTAR TUGAS DINAS SOSIAL KABUPATEN", f"tahun {TODAY.year}. 1 dari",
                    "II.D.1.3(1)", "III.B.6.3(3) X", short_date(TODAY), "Kelas keluarga", "APBD bidang sosial",
                    "Kepala Dinas Sosial Kabupaten Sukaraya")  # fmt: skip
    empty = text_of(printed(sign_in(by), f"{url('duty-list-of', 'tksk', regions.subdistrict.code)}?tahun=2001"))
    assert " X " not in empty and in_order(empty, "DAFTAR TUGAS TKSK", "tahun 2001. 0 dari", "TKSK Kecamatan")


@mark.clause("FCU-09")
def test_a_direction_of_the_head_is_a_page_signed_by_the_head(people, regions, sign_in):
    RegionSetting.objects.create(region=regions.village, key="village_head_title", value="Wali Nagari")
    row = note(people.village_operator, DIRECTS, title="Utamakan lansia", place="Balai", result="Disepakati.",
               paper_number="12/2026")  # fmt: skip
    text = text_of(printed(sign_in(people.secretary), row.get_absolute_url()))
    assert in_order(text, "CATATAN ARAHAN WALI NAGARI", "Utamakan lansia", "Tempat : Balai", "FCU (III.B.",
                    "Uraian ....", "Disepakati.", "Wali Nagari Sidomekar", people.village_head.person.name.upper(),
                    "Dicatat dari kertas nomor 12/2026")  # fmt: skip


def test_a_joint_activity_names_partners_facilitator_and_participants(people, regions, sign_in):
    by, bodies = people.psks_team, [psks.body_of(regions.village, "arisan", name=f"Arisan {n}") for n in range(3)]
    facilitator = make.PersonFactory(region=regions.village)
    row = note(by, JOINT, partners=bodies, facilitator=facilitator, women=12, men=9, story="Kerja bakti.")
    text = text_of(printed(sign_in(by), row.get_absolute_url(), "A4"))
    assert in_order(text, "CATATAN KEGIATAN", f"Fasilitator : {facilitator.name}", "Kerja bakti.", "1. Arisan 0",
                    "3. Arisan 2", "Ketua tim PSKS")  # fmt: skip
    assert "12 perempuan, 9 laki-laki, jumlah 21 orang" in text


# --- PSKS -------------------------------------------------------------------------------------------------------------
@mark.clause("STG-07", "STG-08")
def test_the_team_is_printed_with_posts_tasks_and_its_letter_of_recognition(people, sign_in):
    by = people.village_operator
    team = psks.team_of(by)
    client = sign_in(by)
    blank = text_of(printed(client, team.get_absolute_url()))
    assert in_order(blank, "SUSUNAN TIM", "Nomor ....", "1 Ketua", "2 Sekretaris", "3 Bendahara", "8")
    for post, task in (("leader", "Memimpin."), ("secretary", "Menulis rapat."), ("treasurer", "Mencatat iuran.")):
        psks.member_of(team, by, post=post, task=task, is_coordinator=post == "leader")
    many = [psks.member_of(team, by, task=f"Tugas {number}.") for number in range(42)]
    team.paper_number, team.recognised_on = "141/21/PSKS", LAST_WEEK
    team.save()
    content = printed(client, team.get_absolute_url())
    assert len(page_texts(content)) > 1
    assert in_order(text_of(content), "Nomor 141/21/PSKS", "1 Ketua", "Koordinator", "Memimpin.", "Sekretaris",
                    "Menulis rapat.", many[0].person.name, "Tugas 0.", "45 Anggota", "Tugas 41.", "Mengetahui,",
                    "Kepala Desa Sidomekar", "Ketua tim PSKS")  # fmt: skip


@mark.clause("FCU-04")
def test_the_checklist_of_bodies_leaves_boxes_for_what_nobody_answered(people, regions, sign_in):
    client, page = sign_in(people.village_operator), url("identification")
    blank = text_of(printed(client, page))
    assert " X " not in blank and in_order(blank, "0 dari 10", "PKK", "Karang Taruna", "Posyandu", "Petugas pendata")
    psks.body_of(regions.village, name="Taruna Bakti", leader="Rizki")
    psks.body_of(regions.village, name="Taruna Jaya", leader="")
    psks.body_of(regions.village, "arisan", name="Arisan Mawar")
    client.post(page, {"unsur": "pik", "tidak_ada": "1"})
    text = text_of(printed(client, page, "A4"))
    assert in_order(text, "2 dari 10", "(PIK) X dipastikan", "Karang Taruna X Taruna Bakti Ketua Rizki",
                    "X Taruna Jaya profil belum lengkap", "Arisan Mawar", f"Sidomekar, {long_date(TODAY)}")  # fmt: skip
    assert "Terdaftar 3 lembaga, 1 di antaranya jenis lain" in text


# --- briefings and records of meetings ----------------------------------------------------------------------------
@mark.clause("STG-15")
def test_who_was_not_briefed_is_a_paper_by_name_below_and_in_numbers_above(people, remember, sign_in):
    unit = remember("active", lambda: make.active_unit(people.village_operator))
    officer = unit.current_officers()[0].membership.person
    officer.name = "Tumirah Kusuma"  # like nobody's who prints
    officer.save()
    text = text_of(printed(sign_in(people.regency_reports), url("briefing")))
    assert in_order(text, "DAFTAR PENGURUS DAN PETUGAS YANG BELUM DIBEKALI", "Rencana pembekalan")
    assert officer.name in text and "petugas belum dibekali." in text and "Kepala Dinas Sosial Kabupaten" in text
    above = text_of(printed(sign_in(people.province), url("briefing"), "A4"))
    assert "1 Kabupaten Sukaraya" in above and officer.name not in above


def sections(meeting):
    return {section["title"]: section for section in record_facts(meeting)["sections"]}


@mark.clause("STG-04")
def test_the_record_of_awareness_prints_its_four_items_blank_before_and_written_after(people):
    meeting = make.held_meeting("awareness", people.village_operator, on=TODAY, hold=False)
    own = meeting.awareness
    rows = sections(meeting)["Rumusan PSKS"]["rows"]
    assert [text for _, text in rows] == [own.activities, own.procedure, own.problems, own.needs]
    Awareness.objects.all().delete()
    meeting.refresh_from_db()
    rows = sections(meeting)["Rumusan PSKS"]["rows"]
    assert len(rows) == 4 and all(set(text) == {"."} for _, text in rows)


@mark.clause("STG-05", "STG-06")
def test_the_record_of_guidance_prints_provider_topics_and_audience(people):
    by = people.village_operator
    meeting = make.held_meeting("technical_guidance", by, on=TODAY, hold=False)
    GuidanceSession.objects.filter(meeting=meeting).update(audience="Kader", speaker="Siti")
    topic, who, _, audience = sections(meeting)["Bimbingan yang diberikan"]["rows"][0]
    assert topic in meeting.guidance.taught() and "Siti" in who and audience == "Kader"
    GuidanceSession.objects.all().delete()
    meeting.refresh_from_db()
    blank = sections(meeting)["Bimbingan yang diberikan"]
    assert len(blank["rows"]) == GuidanceTopic.objects.count() and blank["headers"][2] == "Diberikan (X)"
    education = make.held_meeting("social_education", by, on=TODAY, hold=False)
    GuidanceSession.objects.all().delete()
    assert [row[0] for row in sections(education)["Hasil penyuluhan"]["rows"]] == ["Pengetahuan", "Sikap", "Tindakan"]
