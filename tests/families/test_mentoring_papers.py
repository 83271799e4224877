"""Papers of mentoring and briefing, read back as printed: the family's card, notes, pairs, monthly sheet, briefings."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.documents import pairing as papers
from families.models import BriefingTopic, Family, Need, Pairing, ProblemType
from fcu_project import dates
from fcu_project.models import AuditEvent
from institutions.documents.meeting import record_facts
from institutions.models import Person
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.test_papers import inside, paper
from tests.letters import in_order, page_texts, paper_of, reader, text_of

pytestmark = pytest.mark.one_database
mark = pytest.mark
LONG = "Ni Luh Putu Suartini Kusumowardhani Prabaningrum Sastrowijoyo"
SHEETS = [("F4", (215, 330)), ("A4", (210, 297))]
WIDE = [("F4", (330, 215)), ("A4", (297, 210))]


@pytest.fixture
def pairing(people):
    return make.paired(people)


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


@pytest.fixture
def companion(pairing, sign_in):
    """The pioneer of the pairing, signed in."""
    pioneer = pairing.pioneer
    return sign_in(AssignmentFactory(role="pioneer", region=pioneer.family.region, person=pioneer.representative))


def need(title, code="pendapatan-tidak-tetap"):
    return Need(title=title, problem=ProblemType.objects.get(code=code), dimension="economic")


def more_families(people, pairing, count, name="Wati {}"):
    region = people.secretary.region
    for number in range(count):
        family = Family.objects.create(
            region=region, number=200 + number, head_name=name.format("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]),
            head_sex="female", rt="001", rw="001", recorded_on=TODAY,
        )  # fmt: skip
        life = family.participations.create(
            role="plasma", stage="mentored", started_on=TODAY, designated_on=TODAY, on_duty_from=TODAY
        )
        Pairing.objects.create(pioneer=pairing.pioneer, plasma=life, paired_from=TODAY)


# --- the card of the family -----------------------------------------------------------------------------------------
@mark.clause("MEN-02")
@mark.parametrize(("kind", "size"), SHEETS)
def test_the_family_s_card_has_gentle_words_and_room_for_twelve_visits(kind, size, pairing, people, secretary):
    """5.24, 8.7: number, companion, next visit, the FCU; no identity number, no problem, nothing that was said."""
    family = pairing.plasma.family
    family.problems.add(ProblemType.objects.get(code="fakir-miskin"))
    soon = TODAY + timedelta(days=4)
    make.note(pairing, people.secretary, need("Modal usaha"), topic="Utang di warung", next_on=soon)
    content = paper(secretary, "card-paper", pairing.uid, kertas=kind)
    text = text_of(content)
    assert in_order(text, "KARTU PENDAMPINGAN", "Ibu Sumiyati", "Bapak Hadi Suwito", dates.long_date(make.PAIRED_ON),
                    dates.long_date_with_day(soon), "Hubungi FCU", "FCU Melati", "Tanggal",
                    "Bentuk", "Yang dibicarakan", "Yang disepakati", "Kunjungan berikut", "Paraf")  # fmt: skip
    assert f"Nomor keluarga {family.number:03d}" in text
    lowered = text.lower()
    for word in ("plasma", "miskin", "bermasalah", "pionir", "utang", "modal usaha", "5208"):
        assert word not in lowered
    assert len(page_texts(content)) == 1 and paper_of(content) == size and inside(content, size)
    assert papers.CARD_LINES[kind] >= 12
    assert AuditEvent.objects.get(verb="pairing:print-card").object_uid == pairing.uid


def test_a_visit_that_has_passed_is_no_next_visit(pairing, people):
    make.note(pairing, people.secretary, held_on=TODAY - timedelta(days=3), next_on=TODAY - timedelta(days=1))
    assert papers.card_facts(pairing.plasma.family.region, "F4", TODAY, pairing)["next_on"] == ""


def test_a_card_with_long_names_stays_on_one_page(pairing, secretary):
    Family.objects.update(head_name=LONG)
    for kind, size in SHEETS:
        content = paper(secretary, "card-paper", pairing.uid, kertas=kind)
        assert len(page_texts(content)) == 1 and inside(content, size)


def test_a_blank_card_names_nobody(pairing, secretary):
    text = text_of(paper(secretary, "card-blank"))
    assert "KARTU PENDAMPINGAN" in text and "FCU Melati" in text
    assert "Sumiyati" not in text and "Suwito" not in text and "....." in text


def test_there_is_no_new_card_once_it_is_over(pairing, secretary):
    Pairing.objects.update(paired_until=TODAY, end_reason="Pindah")
    response = secretary.get(reverse("families:card-paper", args=[pairing.uid]))
    assert response.status_code == 422 or response["Content-Type"] != "application/pdf"
    assert not AuditEvent.objects.filter(verb="pairing:print-card").exists()


# --- the notes of the file ------------------------------------------------------------------------------------------
@mark.clause("MEN-02")
@mark.parametrize(("kind", "size"), WIDE)
def test_the_notes_tell_contacts_changes_needs_and_what_became_of_them(kind, size, pairing, people, secretary):
    make.note(pairing, people.secretary, need("Modal jualan"), topic="Tabungan mingguan", agreed="Menabung tiap Sabtu",
              change_view=True, change_access=True, next_plan="Antar ke Puskesmas",
              held_on=TODAY - timedelta(days=2))  # fmt: skip
    make.note(pairing, people.secretary, topic="Berkenalan", kind="phone", held_on=TODAY - timedelta(days=5))
    make.pairing_actions.close_need(
        Need.objects.get(), by=people.secretary, on=TODAY, state="met", outcome="Pinjaman koperasi cair"
    )
    content = paper(secretary, "notes-paper", pairing.uid, kertas=kind)
    text = text_of(content)
    assert in_order(text, "CATATAN PENDAMPINGAN", "Ibu Sumiyati", "Bapak Hadi Suwito", "Telepon", "Berkenalan",
                    "Kunjungan", "Tabungan mingguan", "Menabung tiap", "cara pandang", "akses pelayanan",
                    "Antar ke Puskesmas", "Kebutuhan dan kelanjutannya", "Modal jualan", "Pendapatan tidak tetap",
                    "Terpenuhi", "Pinjaman koperasi cair", "Koordinator", "Keluarga pionir")  # fmt: skip
    assert "5208" not in text and paper_of(content) == size and inside(content, size)
    assert AuditEvent.objects.filter(verb="pairing:print-notes", object_uid=pairing.uid).count() == 1


def test_a_secret_need_and_the_visit_that_found_it_stand_on_no_paper(pairing, people, secretary):
    make.note(pairing, people.secretary, need("Perlu tempat aman", "kekerasan"), topic="Ibu bercerita dipukul")
    make.note(pairing, people.secretary, topic="Arisan kelompok")
    text = text_of(paper(secretary, "notes-paper", pairing.uid))
    assert "Arisan kelompok" in text
    for word in ("tempat aman", "dipukul", "kekerasan"):
        assert word not in text


def test_all_notes_are_printed_not_only_the_latest(pairing, people, secretary):
    for number in range(45):
        make.note(pairing, people.secretary, topic=f"Pokok bahasan {number}.")
    content = paper(secretary, "notes-paper", pairing.uid)
    assert all(f"Pokok bahasan {number}." in text_of(content) for number in range(45))
    assert len(content) < 150_000
    assert all("Yang dibicarakan" in page for page in page_texts(content)[:3])


def test_no_notes_yet_leaves_lines_for_the_pen(pairing, people):
    facts = papers.notes_facts(pairing, "F4", people.secretary)
    assert (facts["notes"], facts["needs"], facts["lines"]) == ([], [], papers.EMPTY_NOTES)


# --- the list of pairs ----------------------------------------------------------------------------------------------
@mark.clause("MEN-01")
@mark.parametrize(("kind", "size"), WIDE)
def test_the_list_of_pairs_is_signed_by_the_coordinator(kind, size, pairing, people, secretary):
    make.short.life(people.secretary, "Maimunah", "plasma", "designated", days=make.DAYS)
    more_families(people, pairing, 44, name="Ni Luh Putu Suartini Kusumowardhani Prabaningrum {}")
    content = paper(secretary, "pairing-paper", kertas=kind)
    text = text_of(content)
    assert in_order(text, "DAFTAR PENDAMPING DAN DAMPINGAN", "Desa Sidomekar", "Keluarga pendamping (pionir)",
                    "Bapak Hadi Suwito", "1 keluarga pionir, 45 pendampingan", "Koordinator FCU Melati")  # fmt: skip
    assert "Ibu Sumiyati" in text and in_order(text, "Belum punya pendamping", "Ibu Maimunah")
    assert paper_of(content) == size and inside(content, size) and len(content) < 150_000
    assert AuditEvent.objects.filter(verb="pairing:print-list").count() == 1


def test_each_reader_takes_the_pairs_away_that_they_see(pairing, people, companion, sign_in):
    """A pioneer their own, TKSK those of the kecamatan with the village; those that are over stand apart."""
    other = make.short.life(people.secretary, "Ahmad Fauzi", "pioneer", "on_duty", days=make.DAYS).participation()
    plasma = make.short.life(people.secretary, "Kartini", "plasma", "mentored", days=make.DAYS).participation()
    Pairing.objects.create(pioneer=other, plasma=plasma, paired_from=make.PAIRED_ON)
    own = text_of(paper(companion, "pairing-paper"))
    assert "Sumiyati" in own and "Kartini" not in own and "Fauzi" not in own and "Belum punya pendamping" not in own
    seen = text_of(paper(sign_in(people.tksk), "pairing-paper"))
    assert in_order(seen, "Desa/ kelurahan", "Sidomekar", "Kartini", "TKSK Kecamatan")
    pairing.paired_until, pairing.end_reason = TODAY, "Pionir pindah dusun."
    pairing.save()
    office = sign_in(people.secretary)
    assert "Suwito" not in text_of(paper(office, "pairing-paper"))
    past = text_of(paper(office, "pairing-paper", lalu="1"))
    assert in_order(past, "sudah berakhir", "Sampai", "Sumiyati", dates.short_date(TODAY), "Pionir pindah dusun.")
    assert "Kartini" not in past


# --- the monthly sheet ----------------------------------------------------------------------------------------------
@mark.parametrize(("kind", "size"), WIDE)
def test_the_monthly_sheet_names_the_families_and_asks_in_the_order_of_the_report(kind, size, pairing, companion):
    content = paper(companion, "progress-paper", pairing.pioneer.family.uid, kertas=kind)
    text = text_of(content)
    assert in_order(text, "LAPORAN KEMAJUAN KELUARGA DAMPINGAN", "Bulan .....", "Bapak Hadi Suwito",
                    "Keluarga dampingan", "Jumlah kontak", "Yang dikerjakan", "Perubahan", "Hambatan",
                    "Yang diminta kepada FCU",
                    "Ibu Sumiyati", "Diterima FCU", "HADI SUWITO")  # fmt: skip
    for words in ("Cara pandang", "Kebutuhan lebih terpenuhi", "Lebih ikut kegiatan warga", "menjangkau pelayanan"):
        assert words in text
    assert len(page_texts(content)) == 1 and paper_of(content) == size and inside(content, size)


def test_more_families_than_usual_go_on_the_next_page(pairing, people, companion):
    more_families(people, pairing, 8)
    text = page_texts(paper(companion, "progress-paper", pairing.pioneer.family.uid))
    assert len(text) == 2 and "Wati H" in text[1] and "Yang diminta kepada FCU" in text[1]


# --- the briefing card ----------------------------------------------------------------------------------------------
@mark.clause("FAM-14")
@mark.parametrize(("kind", "size"), SHEETS)
def test_the_briefing_card_has_five_briefings_eight_duties_story_and_plan(kind, size, people, secretary):
    pioneers, _ = make.willing(people, make.selection_group(people), plasma=())
    make.designated("pioneer_designation", pioneers, people.secretary)
    make.briefed(pioneers, people.secretary)
    content = paper(secretary, "briefing-paper", pioneers[0].uid, kertas=kind)
    first, second = page_texts(content)
    for topic in BriefingTopic.objects.all():
        assert topic.name in first
    assert first.count(dates.short_date(make.BRIEFED_ON)) == 5
    assert all(duty in first for duty in BriefingTopic.objects.get(number=1).content.splitlines())
    assert in_order(first, "KARTU PEMBEKALAN", "Hadi Suwito", "Lima materi", "Delapan tugas", "Cerita keberhasilan",
                    "menabung tiap minggu", "LK3/TKSK yang membekali")  # fmt: skip
    assert in_order(second, "RENCANA AKSI", "No", "Keluarga dampingan", "Masalah/", "kebutuhan", "Tujuan", "Kegiatan",
                    "Waktu", "Sumber bantuan", "Ukuran berhasil", "Realisasi", "Pendapatan tidak tetap",
                    "Punya usaha sampingan", "Triwulan I")  # fmt: skip
    box = reader(content).pages[1].mediabox
    assert box.width > box.height and paper_of(content) == size
    assert AuditEvent.objects.filter(verb="briefing:print").count() == 1


def test_a_briefing_that_is_only_planned_is_not_ticked(people, secretary):
    pioneers, _ = make.willing(people, make.selection_group(people), plasma=())
    make.designated("pioneer_designation", pioneers, people.secretary)
    make.consolidation(pioneers, people.secretary, topics=(1,), hold=False)
    first = page_texts(paper(secretary, "briefing-paper", pioneers[0].uid))[0]
    assert dates.short_date(make.BRIEFED_ON) not in first


def test_who_only_briefs_prints_no_story_no_plan_and_no_family(pairing, people, sign_in):
    text = text_of(paper(sign_in(people.lk3), "briefing-paper", pairing.pioneer.family.uid))
    assert "Hadi Suwito" in text and "Lima materi" in text
    for word in ("Cerita", "RENCANA AKSI", "RT 003", "keripik"):
        assert word not in text


def test_the_blank_briefing_card_is_for_any_training_room(pairing, people, sign_in):
    for role in (people.secretary, people.lk3, people.tksk):
        for kind, _ in SHEETS:
            pages = page_texts(paper(sign_in(role), "briefing-blank", kertas=kind))
            assert len(pages) == 2 and "Suwito" not in " ".join(pages)
            assert "....." in pages[0] and "RENCANA AKSI" in pages[1]


# --- who may --------------------------------------------------------------------------------------------------------
@mark.parametrize("name", ["card-paper", "notes-paper", "progress-paper", "briefing-paper"])
def test_papers_follow_the_reach_of_their_page(name, pairing, people, regions, sign_in):
    uid = pairing.uid if name in ("card-paper", "notes-paper") else pairing.pioneer.family.uid
    url = reverse(f"families:{name}", args=[uid])
    for role, status in (("member", 403), ("working_group", 403), ("regency_reports", 403), ("village_head", 200)):
        assert sign_in(getattr(people, role)).get(url).status_code == status, role
    stranger = sign_in(AssignmentFactory(role="secretary", region=regions.sibling)).get(url)
    assert stranger.status_code == 404 and "Suwito" not in stranger.content.decode()
    fellow = AssignmentFactory(role="pioneer", region=regions.village, person=Person.objects.create(
        name="Ahmad Fauzi", sex="male", region=regions.village))  # fmt: skip
    assert sign_in(fellow).get(url).status_code == 404


def test_the_papers_are_found_on_their_pages(pairing, people, secretary, companion):
    page = secretary.get(pairing.get_absolute_url()).content.decode()
    for name, uid in (("card-paper", pairing.uid), ("notes-paper", pairing.uid),
                      ("progress-paper", pairing.pioneer.family.uid)):  # fmt: skip
        assert reverse(f"families:{name}", args=[uid]) in page
    pairs = secretary.get("/pendampingan/").content.decode()
    assert reverse("families:pairing-paper") in pairs and reverse("families:card-blank") in pairs
    own = companion.get("/pendampingan/").content.decode()
    assert reverse("families:progress-paper", args=[pairing.pioneer.family.uid]) in own
    card = secretary.get(reverse("families:briefing-card", args=[pairing.pioneer.family.uid])).content.decode()
    assert reverse("families:briefing-paper", args=[pairing.pioneer.family.uid]) in card
    meeting = make.planned("consolidation", people.secretary, on=TODAY)
    session = secretary.get(reverse("families:consolidation", args=[meeting.uid])).content.decode()
    assert reverse("families:briefing-blank") in session


# --- the record of a session and of an informal meeting -------------------------------------------------------------
@mark.clause("FAM-13")
def test_the_report_of_a_session_tells_who_came_and_who_did_not(people):
    pioneers, _ = make.willing(
        people, make.selection_group(people), pioneers=("Hadi Suwito", "Ahmad Fauzi"), plasma=()
    )
    make.designated("pioneer_designation", pioneers, people.secretary)
    facts = record_facts(make.consolidation(pioneers[:1], people.secretary, topics=(1, 2)))
    assert {row["role"] for row in facts["facilitators"]} and len(facts["facilitators"]) == 2
    (taught, came) = facts["sections"]
    assert taught["rows"] == [["Keterampilan pengasuhan, Keterampilan ekonomi", "Penyajian materi, Diskusi"]]
    assert came["headers"] == ["Keluarga pionir", "Kehadiran", "Materi pembekalan"]
    assert [row[:2] for row in came["rows"]] == [["Hadi Suwito", "Hadir"], ["Ahmad Fauzi", "Tidak tercatat hadir"]]


@mark.clause("FAM-17")
def test_the_record_of_an_informal_meeting_tells_where_and_how(people):
    _, plasma = make.willing(people, make.selection_group(people), pioneers=())
    meeting = make.designated("plasma_designation", plasma, people.secretary)
    (section,) = record_facts(meeting)["sections"]
    told = dict(zip(section["headers"], section["rows"][0], strict=True))
    assert (told["Jenis tempat"], told["Metode"]) == ("Rumah keluarga plasma", "Diskusi")
    assert told["Kesediaan"].startswith("Bersedia, ")
