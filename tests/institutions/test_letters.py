"""The letters of the founding: their layout from given facts, and their facts from the rows of a village."""

import datetime
import json
from types import SimpleNamespace

import pytest

from fcu_project import pdf
from fcu_project.models import GateReason
from institutions import decree_text, documents
from institutions.documents.letterhead import letterhead, signed_name
from institutions.meetings import Element, Kind
from institutions.models import (
    Attendance,
    Candidacy,
    Decision,
    Decree,
    FamilyCareUnit,
    Institution,
    InstitutionType,
    IssuedDocument,
    LegalBasis,
    Meeting,
    Membership,
    OfficerTerm,
    Person,
    Region,
    RegionSetting,
)
from tests.letters import (
    DOTS,
    NAMES,
    TEMPLATE,
    attendance,
    decree,
    in_order,
    invitation,
    page_texts,
    reader,
    record,
    text_of,
)

LONG_NAME = "Raden Mas Haryo Sosrodiningrat Kusumowardhani Prabaningrum Abdurrahman Al-Habsyi, S.Sos., M.Kesos."


def printed(name, facts, **options):
    return text_of(pdf.render(TEMPLATE(name), facts, **options))


# --- layout ---------------------------------------------------------------------------------------------------------
@pytest.mark.clause("FCU-05")
@pytest.mark.clause("MEM-13")
def test_invitation_in_the_order_of_the_office():
    text = printed("invitation", invitation())
    assert in_order(
        text,
        "PEMERINTAH KABUPATEN SUKARAYA", "KECAMATAN TEGALWANGI", "DESA SIDOMEKAR", "Jalan Raya Sidomekar No. 12",
        "Nomor : 005/041/VIII/2025", "Sifat : Penting", "Lampiran : 1 (satu) berkas", "Hal : Undangan musyawarah",
        "Yth. Bapak/Ibu", "di Tempat", "Sehubungan dengan", "Hari, tanggal : Kamis, 14 Agustus 2025",
        "Waktu : pukul 09.00 WIB s.d. selesai", "Tempat : Balai Desa Sidomekar", "Acara : Musyawarah pembentukan FCU",
        "terima kasih", "Kepala Desa Sidomekar,", "Camat Tegalwangi", "H. SUMARNO, S.Sos.", "DAFTAR UNDANGAN",
        *NAMES,
    )  # fmt: skip
    assert "Sidomekar, 4 Agustus 2025" in text
    assert "Tembusan:" in text


@pytest.mark.clause("MEM-13")
def test_guest_list_is_a_page_of_its_own():
    pages = page_texts(pdf.render(TEMPLATE("invitation"), invitation()))
    assert len(pages) == 2
    assert "DAFTAR UNDANGAN" in pages[1]
    alone = invitation(guests=[], addressee={"name": "Ketua PKK", "place": "Tempat"})
    assert len(page_texts(pdf.render(TEMPLATE("invitation"), alone))) == 1


@pytest.mark.clause("MEM-13")
@pytest.mark.parametrize("people", [0, 3, 19, 20, 60])
def test_attendance_list_has_names_and_empty_lines(people):
    content = pdf.render(TEMPLATE("attendance_list"), attendance(people))
    pages = page_texts(content)
    text = " ".join(pages)
    lines = max(20, people + 5)
    assert all(f"{number}. ........" in text for number in range(1, lines + 1))
    assert f"{lines + 1}. ........" not in text
    assert all("No Nama Jabatan/Unsur L/P No. HP Tanda tangan" in page for page in pages)
    assert text.count("0812-3456-7890") == people
    assert "Pimpinan rapat," in pages[-1]


@pytest.mark.clause("FCU-06")
@pytest.mark.clause("MEM-14")
def test_official_record_says_all_that_the_guide_asks():
    text = printed("official_record", record())
    assert in_order(
        text,
        "BERITA ACARA", "MUSYAWARAH PEMBENTUKAN FCU DESA SIDOMEKAR", "Nomor: 463/02/BA/2025",
        "Kamis, tanggal empat belas bulan Agustus tahun dua ribu dua puluh lima (14-08-2025)",
        "pukul 09.10 sampai dengan 12.05 WIB", "bertempat di Balai Desa Sidomekar",
        "Hadir 20 (dua puluh) orang, terdiri atas 11 (sebelas) perempuan dan 9 (sembilan) laki-",
        "PSKS 11 9 20", "Bambang Wicaksono (TKSK Kecamatan Tegalwangi)",
        "Alasan tanpa LK3: kabupaten belum mempunyai LK3.", "Agenda", "Pemilihan pengurus", "Pokok pembahasan",
        "Peserta sepakat", "Hasil pemilihan pengurus", "1 Koordinator Rahmawati Nurul Hidayah", "12", "2 Sekretaris",
        "3 Bendahara", "Keputusan diambil dengan suara terbanyak: setuju 17, tidak setuju 3.",
        "1 Membentuk FCU Melati. Pemerintah desa 21-08-2025", "Keberatan atau pendapat berbeda",
        "Sekretariat terlalu jauh dari Dusun III.", "dalam rangkap 3 (tiga)", "SITI AMINAH", "Saksi-saksi:",
    )  # fmt: skip
    assert "H. SUMARNO, S.Sos." in text


@pytest.mark.clause("MEM-14")
def test_record_of_consensus_and_of_silence():
    agreed = printed("official_record", record(method="consensus", voted=False, objections=[], no_objections=True))
    assert "Keputusan diambil secara musyawarah mufakat." in agreed
    assert "Tidak ada keberatan yang dicatat." in agreed
    assert "suara terbanyak" not in agreed
    open_question = printed("official_record", record(method="", objections=[], no_objections=False, decisions=[]))
    assert f"(musyawarah mufakat/suara terbanyak): {DOTS}" in open_question
    assert f"Keberatan atau pendapat berbeda: {DOTS}" in open_question


@pytest.mark.clause("FCU-06")
def test_record_shows_candidates_with_the_three_qualities():
    candidate = {"element": "PKK", "willing": True, "able": True, "social": True, "elected": True}
    candidates = [candidate | {"name": NAMES[0], "position": "Koordinator", "votes": 12}]
    candidates += [candidate | {"name": NAMES[1], "position": "Koordinator", "votes": 8, "able": False}]
    text = printed("official_record", record(candidates=candidates))
    assert in_order(text, "Mau Mampu Berjiwa sosial Suara", f"1 {NAMES[0]}", "ya ya ya 12", "ya tidak ya 8")


@pytest.mark.clause("FCU-15")
def test_record_of_inauguration_names_decree_and_officers():
    inauguration = {
        "fcu_name": "Family Care Unit (FCU) Melati",
        "decree_title": "Keputusan Kepala Desa Sidomekar",
        "decree_number": "141/12/KEP",
        "decree_date": "2025-08-21",
        "by": "Kepala Desa Sidomekar",
    }
    text = printed("official_record", record(inauguration=inauguration, decides=False, method="", decisions=[]))
    assert in_order(
        text,
        "Pengukuhan",
        "ditetapkan dengan Keputusan Kepala Desa Sidomekar Nomor 141/12/KEP tanggal 21 Agustus 2025 dikukuhkan oleh "
        "Kepala Desa Sidomekar",
        "Koordinator",
        "Sekretaris",
        "Bendahara",
    )


@pytest.mark.clause("FCU-07")
def test_decree_in_the_order_of_the_law():
    pages = page_texts(pdf.render(TEMPLATE("decree"), decree()))
    assert in_order(
        pages[0],
        "KEPALA DESA SIDOMEKAR", "KABUPATEN SUKARAYA", "KEPUTUSAN KEPALA DESA SIDOMEKAR", "NOMOR 141/12/KEP TAHUN 2025",
        "TENTANG", "PEMBENTUKAN DAN PENGUKUHAN PENGURUS", "DENGAN RAHMAT TUHAN YANG MAHA ESA", "KEPALA DESA SIDOMEKAR,",
        "Menimbang : a. bahwa keluarga", "b. bahwa musyawarah", "Mengingat : 1. Undang-Undang Nomor 11 Tahun 2009",
        "Memperhatikan : Berita Acara", "MEMUTUSKAN:", "Menetapkan : KEPUTUSAN KEPALA DESA", "KESATU : Membentuk",
        "KEDUA : FCU Melati mempunyai tugas:", "a. mendata keluarga; dan", "b. merujuk keluarga.",
    )  # fmt: skip
    assert in_order(pages[0], "Ditetapkan di Sidomekar", "pada tanggal 21 Agustus 2025", "KEPALA DESA SIDOMEKAR,")
    assert "H. SUMARNO, S.Sos." in pages[0]
    assert in_order(
        pages[1],
        "LAMPIRAN KEPUTUSAN KEPALA DESA SIDOMEKAR", "NOMOR : 141/12/KEP TAHUN 2025", "TANGGAL : 21 AGUSTUS 2025",
        "No Nama Unsur/Lembaga Jabatan dalam FCU", f"1 {NAMES[0]}", "Ditetapkan di", "H. SUMARNO, S.Sos.",
    )  # fmt: skip


@pytest.mark.clause("FCU-07")
def test_decree_of_a_lurah_never_speaks_of_a_desa():
    facts = decree(
        decree_title="Keputusan Lurah",
        head_title="Lurah",
        village_term="Kelurahan",
        village_name="Mekarsari",
        letterhead={"kind": "head_of_village", "lines": ["Lurah Mekarsari", "Kota Sukaraya"]},
        subject="Pembentukan FCU Melati Kelurahan Mekarsari",
        signature={"capacity": ["Lurah Mekarsari"], "name": "SITI ROHMAH, S.IP.", "id_line": "NIP 19800101"},
        place="Mekarsari",
    )
    text = printed("decree", facts)
    assert "KEPUTUSAN LURAH MEKARSARI" in text
    assert "NIP 19800101" in text
    assert "DESA" not in text.upper()


@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_sixty_members_repeat_the_header_and_keep_their_order(paper):
    pages = page_texts(pdf.render(TEMPLATE("decree"), decree(60), paper=paper))
    annex = pages[1:]
    assert len(annex) >= 2
    assert all("No Nama Unsur/Lembaga Jabatan dalam FCU" in page for page in annex)
    assert in_order(" ".join(annex), *(f"{n} {NAMES[(n - 1) % 10]} {n} PKK" for n in range(1, 61)))
    assert "H. SUMARNO" in annex[-1]
    assert "60 " in annex[-1], "the signature never stands alone on a page"


def test_sixty_members_fit_on_two_pages_of_folio():
    assert len(reader(pdf.render(TEMPLATE("decree"), decree(60))).pages) == 3


@pytest.mark.parametrize(
    ("name", "facts"), [("invitation", invitation), ("official_record", record), ("decree", decree)]
)
def test_very_long_names_break_and_lose_nothing(name, facts):
    signature = {"capacity": [f"Kepala Desa {'Sidomekar' * 6}"], "name": signed_name(LONG_NAME), "id_line": ""}
    long = facts(
        signature=signature,
        leader_signature=signature,
        guests=[{"name": LONG_NAME, "position": "W" * 90, "element": "PSKS"}] * 2,
        members=[{"name": LONG_NAME, "element": "W" * 90, "position": "Anggota"}],
        officers=[{"name": LONG_NAME, "element": "W" * 90, "position": "Koordinator"}],
    )
    text = "".join(printed(name, long).split())
    assert "".join(signed_name(LONG_NAME).split()) in text
    assert "".join(LONG_NAME.split()) in text
    assert "W" * 90 in text


def test_signed_name_keeps_titles_as_written():
    assert signed_name("H. Sumarno, S.Sos., M.Si.") == "H. SUMARNO, S.Sos., M.Si."
    assert signed_name("Dr. Hj. Siti Rohmah") == "Dr. Hj. SITI ROHMAH"
    assert signed_name("M. Yusuf") == "M. YUSUF"


# --- starter text ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("FCU-07")
def test_starter_text_survives_the_form_and_prints():
    names = {"fcu_name": "Melati", "village": "Desa Sidomekar"}
    considerations = decree_text.considerations(**names, meeting_on=datetime.date(2025, 8, 14))
    rows = decree_text.dictums(**names)
    field = "\n".join(line for row in rows for line in (row["text"], *(f"- {item}" for item in row["items"])))
    assert decree_text.parse_dictums(field) == rows
    assert decree_text.clean_items("\n".join(considerations)) == considerations
    text = printed("decree", decree(considerations=considerations, dictums=decree_text.parse_dictums(field)))
    assert in_order(text, "sepakat membentuk FCU Melati", "KESATU", "KEDUA", "a. mendata", "KETIGA", "KEEMPAT")


def test_typed_marks_are_not_printed_twice():
    assert decree_text.clean_items("a. bahwa satu;\nb) bahwa dua.\n\n1. bahwa tiga;") == [
        "bahwa satu", "bahwa dua", "bahwa tiga",
    ]  # fmt: skip
    typed = decree_text.parse_dictums("KESATU : Membentuk FCU.\nKEDUA: Tugas:\n- mendata;\n- dan merujuk.")
    assert typed == [
        {"mark": "KESATU", "text": "Membentuk FCU.", "items": []},
        {"mark": "KEDUA", "text": "Tugas:", "items": ["mendata", "merujuk"]},
    ]


@pytest.mark.clause("MEM-12")
def test_starter_text_of_a_change_names_the_earlier_decree():
    earlier = "Keputusan Kepala Desa Sidomekar Nomor 141/12/KEP Tahun 2025"
    names = {"fcu_name": "Melati", "village": "Desa Sidomekar"}
    assert earlier in decree_text.dictums(**names, amends=earlier)[0]["text"]
    revoking = decree_text.dictums(**names, revokes=earlier)
    assert revoking[3]["text"].startswith(earlier)
    assert [row["mark"] for row in revoking] == ["KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"]


# --- facts from rows ------------------------------------------------------------------------------------------------
@pytest.fixture
def village(db):
    """Desa Sidomekar with an FCU, its formation meeting, a record and a decree; nobody above it has an account."""
    nation = Region.objects.create(code="", name="Indonesia", level="nation", kind="nation")
    province = Region.objects.create(code="33", name="Jawa Tengah", level="province", kind="province", parent=nation)
    regency = Region.objects.create(code="3399", name="Sukaraya", level="regency", kind="regency", parent=province)
    subdistrict = Region.objects.create(
        code="339901", name="Tegalwangi", level="subdistrict", kind="subdistrict", parent=regency
    )
    region = Region.objects.create(
        code="3399012001", name="Sidomekar", level="village", kind="village", parent=subdistrict
    )
    RegionSetting.objects.create(region=region, key="office_address", value="Jalan Raya Sidomekar No. 12")

    def person(name, sex="female", **more):
        return Person.objects.create(name=name, sex=sex, region=region, **more)

    head = person("H. Sumarno, S.Sos.", "male", position="Kepala Desa")
    clerk = person("Siti Aminah", position="Kasi Kesejahteraan")
    meeting = Meeting.objects.create(
        kind=Kind.FORMATION, region=region, keeper=region, held_on=datetime.date(2025, 8, 14),
        starts_at=datetime.time(9, 0), place="Balai Desa Sidomekar", agenda="Penjelasan FCU\n- Pemilihan pengurus",
        leader=head, note_taker=clerk, minutes="Peserta sepakat.", method="vote", votes_for=4, votes_against=1,
        objections="Jadwal terlalu pagi.",
    )  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(stage="held")
    meeting.refresh_from_db()
    element = InstitutionType.objects.create(code="pkk", group="element", name="PKK")
    body = Institution.objects.create(region=region, name="PKK Desa Sidomekar", element=element)
    unit = FamilyCareUnit.objects.create(region=region, name="Melati", formation_meeting=meeting)
    people = [person(name, phone="6281234567890") for name in NAMES[:3]]
    posts = ("coordinator", "secretary", "treasurer")
    for who, post in zip(people, posts, strict=True):
        Attendance.objects.create(
            meeting=meeting, person=who, element=Element.PSKS, institution=body, position="Ketua", present=True
        )
        member = Membership.objects.create(
            unit=unit, person=who, kind="psks", institution=body, position="Ketua", joined_on=meeting.held_on
        )
        Candidacy.objects.create(
            unit=unit, meeting=meeting, membership=member, post=post, willing=True, able=True, social_spirit=True,
            votes=4, elected=True,
        )  # fmt: skip
        OfficerTerm.objects.create(
            unit=unit, membership=member, post=post, elected_in=meeting, elected_on=meeting.held_on
        )
    guest = person("Ahmad Fauzi", "male")
    Membership.objects.create(
        unit=unit, person=guest, kind="individual", category="religious_leader", joined_on=meeting.held_on
    )
    Attendance.objects.create(meeting=meeting, person=head, element=Element.GOVERNMENT, present=True)
    Attendance.objects.create(meeting=meeting, person=guest, element=Element.INDIVIDUAL, present=False)
    Decision.objects.create(
        meeting=meeting, number=1, text="Membentuk FCU Melati.", owner="Siti Aminah", due_on=datetime.date(2025, 8, 21)
    )
    GateReason.objects.create(
        object_uid=meeting.uid, gate="present_lk3", reason="kabupaten belum mempunyai LK3", actor=head.uid
    )
    GateReason.objects.create(
        object_uid=unit.uid, gate=Kind.SOCIALISATION_PROVINCE, reason="belum ada surat dari provinsi", actor=head.uid
    )
    record_letter = IssuedDocument.objects.create(
        kind="record", region=region, issuer="Pemerintah Desa Sidomekar", subject="Berita acara", meeting=meeting,
        number="463/02/BA", dated_on=datetime.date(2025, 8, 15),
    )  # fmt: skip
    decree_letter = IssuedDocument.objects.create(
        kind="decree", region=region, issuer="Kepala Desa Sidomekar",
        subject=decree_text.subject(fcu_name="Melati", village=str(region)),
    )  # fmt: skip
    act = Decree.objects.create(
        unit=unit, document=decree_letter, considerations="bahwa keluarga memerlukan pelayanan;",
        dictums="Membentuk FCU Melati.\nFCU bertugas:\n- mendata\n- merujuk", copies_to="Camat Tegalwangi\nArsip",
        signer_name="H. Sumarno, S.Sos.", signer_title="Kepala Desa",
    )  # fmt: skip
    for code, number, year, rank in (("pp-43", "43", 2014, 20), ("uu-23", "23", 2014, 10), ("uu-6", "6", 2014, 10)):
        act.legal_bases.add(
            LegalBasis.objects.create(
                code=code, title=f"Peraturan {number}/{year}", number=number, year=year, rank=rank
            )
        )
    return SimpleNamespace(region=region, meeting=meeting, unit=unit, record=record_letter, decree=act, head=head)


def frozen(facts):
    """Facts as they come back from the database."""
    return json.loads(json.dumps(facts))


@pytest.mark.clause("FCU-05")
def test_invitation_from_the_meeting(village):
    facts = frozen(documents.invitation_facts(village.meeting))
    text = printed("invitation", facts)
    assert in_order(
        text,
        "PEMERINTAH KABUPATEN SUKARAYA", "KECAMATAN TEGALWANGI", "DESA SIDOMEKAR", "Jalan Raya Sidomekar No. 12",
        "Nomor : ....", "musyawarah pembentukan FCU di Desa Sidomekar", "Kamis, 14 Agustus 2025", "pukul 09.00 WIB",
        "Balai Desa Sidomekar", "Kepala Desa Sidomekar,", "H. SUMARNO, S.Sos.", "DAFTAR UNDANGAN", NAMES[0],
        "Ketua, PKK Desa", "PSKS", "Kepala Desa", "Pemerintah desa", "Ahmad Fauzi",
    )  # fmt: skip
    assert documents.facts_of(village.record)["number"] == "463/02/BA"


def test_invitation_as_a_message_says_the_same(village):
    facts = documents.invitation_facts(village.meeting)
    assert documents.invitation_message(facts, "Ibu Rahmawati", "https://x.id/u") == (
        "Yth. Ibu Rahmawati. Kami mengundang hadir pada musyawarah pembentukan FCU, Kamis, 14 Agustus 2025 pukul 09.00 "
        "WIB, di Balai Desa Sidomekar. Surat undangan: https://x.id/u"
    )


@pytest.mark.clause("MEM-13")
def test_attendance_list_before_and_after(village):
    Meeting.objects.filter(pk=village.meeting.pk).update(stage="planned")
    village.meeting.refresh_from_db()
    before = printed("attendance_list", frozen(documents.attendance_facts(village.meeting)))
    assert all(f"{n}. ........" in before for n in range(1, 21))
    assert "hadir: ........ orang" in before
    assert "0812" not in before, "a list that goes round shows nobody's phone number"
    with_phones = documents.attendance_facts(village.meeting, with_phones=True)
    assert "081234567890" in printed("attendance_list", frozen(with_phones))
    Meeting.objects.filter(pk=village.meeting.pk).update(stage="held")
    village.meeting.refresh_from_db()
    after = printed("attendance_list", frozen(documents.attendance_facts(village.meeting)))
    assert "Jumlah yang hadir: 4 orang (perempuan 3, laki-laki 1)." in after
    assert after.count("tidak hadir") == 1


@pytest.mark.clause("FCU-06")
@pytest.mark.clause("MEM-14")
def test_record_from_the_meeting(village):
    facts = frozen(documents.record_facts(village.meeting, village.record))
    text = printed("official_record", facts)
    assert in_order(
        text,
        "BERITA ACARA", "Nomor: 463/02/BA", "empat belas bulan Agustus", "diselenggarakan oleh Pemerintah Desa Sidomekar",
        "Hadir 4 (empat) orang, terdiri atas 3 (tiga) perempuan dan 1 (satu) laki-", "Pemerintah desa 0 1 1", "PSKS 3 0 3",
        "Alasan tanpa Dinas/Instansi Sosial: ....", "Alasan tanpa LK3: kabupaten belum mempunyai LK3.",
        "Alasan tanpa TKSK: ....", "Alasan tanpa sosialisasi FCU tingkat provinsi: belum ada surat dari provinsi.",
        "Penjelasan FCU", "Pemilihan pengurus", "Peserta sepakat.", "Calon pengurus", "ya ya ya 4",
        "Hasil pemilihan pengurus", "Koordinator", "Sekretaris", "Bendahara",
        "suara terbanyak: setuju 4, tidak setuju 1.", "Membentuk FCU Melati. Siti Aminah 21-08-2025",
        "Jadwal terlalu pagi.", "Sidomekar, 15 Agustus 2025", "SITI AMINAH",
    )  # fmt: skip
    assert "acknowledged_by" not in facts, "the head of the village led the meeting"


def test_record_of_a_meeting_led_by_another_is_seen_by_the_head(village):
    village.meeting.leader = village.meeting.note_taker
    facts = documents.record_facts(village.meeting, village.record)
    assert facts["acknowledged_by"]["capacity"] == ["Kepala Desa Sidomekar"]
    assert facts["acknowledged_by"]["name"] == "H. SUMARNO, S.Sos."


def test_record_from_paper_says_so(village):
    village.meeting.from_paper = True
    village.meeting.paper_number, village.meeting.recorded_by = "12/BA", "Nurhayati, Operator desa, Desa Sidomekar"
    text = printed("official_record", frozen(documents.record_facts(village.meeting, village.record)))
    assert "Berita acara ini dicatat dari berkas kertas nomor 12/BA oleh Nurhayati, Operator desa" in text


@pytest.mark.clause("FCU-15")
def test_record_of_the_inauguration_from_rows(village):
    IssuedDocument.objects.filter(pk=village.decree.document_id).update(
        stage="issued", number="141/12/KEP", dated_on=datetime.date(2025, 8, 21), year=2025
    )
    event = Meeting.objects.create(
        kind=Kind.INAUGURATION, region=village.region, keeper=village.region, held_on=datetime.date(2025, 8, 25),
        place="Balai Desa", agenda="Pengukuhan", leader=village.head,
    )  # fmt: skip
    text = printed("official_record", frozen(documents.record_facts(event)))
    assert (
        "Keputusan Kepala Desa Sidomekar Nomor 141/12/KEP tanggal 21 Agustus 2025 dikukuhkan oleh Kepala Desa" in text
    )
    assert in_order(text, "1 Koordinator", NAMES[0], "2 Sekretaris", NAMES[1], "3 Bendahara", NAMES[2])


@pytest.mark.clause("FCU-05")
def test_minutes_of_a_coordination_meeting(village):
    meeting = Meeting.objects.create(
        kind=Kind.COORDINATION_VILLAGE, region=village.region, keeper=village.region, place="Balai Desa",
        held_on=datetime.date(2025, 8, 1), agenda="Rencana pembentukan FCU", leader=village.head,
    )  # fmt: skip
    text = printed("official_record", frozen(documents.record_facts(meeting)))
    assert in_order(
        text, "NOTULEN", "RAPAT KOORDINASI DESA DESA SIDOMEKAR", "Alasan tanpa LK3: ....", "Demikian notulen"
    )
    assert "Keputusan diambil" not in text


@pytest.mark.clause("FCU-07")
@pytest.mark.clause("FCU-08")
def test_decree_from_rows(village):
    facts = frozen(documents.decree_facts(village.decree))
    text = printed("decree", facts)
    assert in_order(
        text,
        "KEPALA DESA SIDOMEKAR KABUPATEN SUKARAYA", "KEPUTUSAN KEPALA DESA SIDOMEKAR", "NOMOR ....", "TAHUN ....",
        "Menimbang : a. bahwa keluarga memerlukan pelayanan;", "1. Peraturan 6/2014;", "2. Peraturan 23/2014;",
        "3. Peraturan 43/2014;",
        "Memperhatikan : Berita Acara Musyawarah pembentukan FCU Nomor 463/02/BA tanggal 15 Agustus 2025.",
        "MEMUTUSKAN:", "KESATU : Membentuk FCU Melati.", "KEDUA : FCU bertugas:", "a. mendata; dan", "b. merujuk.",
        "LAMPIRAN", f"1 {NAMES[0]} Ketua, PKK Desa Sidomekar Koordinator", f"2 {NAMES[1]}", "Sekretaris",
        f"3 {NAMES[2]}", "Bendahara", "4 Ahmad Fauzi Tokoh agama Anggota",
    )  # fmt: skip
    numbered = facts | {"number": "141/12/KEP", "dated_on": "2025-08-21"}
    assert "NOMOR 141/12/KEP TAHUN 2025" in printed("decree", numbered)


@pytest.mark.clause("FCU-07")
def test_kelurahan_by_data(village):
    Region.objects.filter(pk=village.region.pk).update(kind="urban_village", name="Mekarsari")
    act = Decree.objects.get(pk=village.decree.pk)
    act.signer_title = "Lurah"
    text = printed("decree", frozen(documents.decree_facts(act)))
    assert in_order(text, "LURAH MEKARSARI KABUPATEN SUKARAYA", "KEPUTUSAN LURAH MEKARSARI", "LURAH MEKARSARI,")


def test_letterheads(village):
    assert letterhead(village.region)["lines"] == [
        "Pemerintah Kabupaten Sukaraya", "Kecamatan Tegalwangi", "Desa Sidomekar",
    ]  # fmt: skip
    village.unit.address, village.unit.phone = "Balai RW 02", "6281200001111"
    own = letterhead(village.region, village.unit)
    assert own["lines"] == [
        "Family Care Unit (FCU) Melati", "Desa Sidomekar Kecamatan Tegalwangi", "Kabupaten Sukaraya",
    ]  # fmt: skip
    assert own["contact"] == "Telepon/WhatsApp 081200001111"
    assert letterhead(village.region.parent)["lines"] == ["Pemerintah Kabupaten Sukaraya", "Kecamatan Tegalwangi"]
    assert letterhead(village.region.parent.parent)["lines"] == ["Pemerintah Kabupaten Sukaraya", "Dinas Sosial"]


def test_who_printed_and_when_in_the_zone_of_the_place(village):
    village.region.zone = "WIT"
    by = SimpleNamespace(region=village.region, person=village.head, role_label="Kepala Desa")
    now = datetime.datetime(2025, 8, 4, 23, 30, tzinfo=datetime.UTC)
    foot = documents.printed(by, now)
    text = printed("decree", decree() | foot)
    assert "Dicetak 5 Agustus 2025 pukul 08.30 WIT oleh H. Sumarno, S.Sos., Kepala Desa" in text


def test_file_name(village):
    assert documents.file_name("decree", village.region, datetime.date(2025, 3, 1)) == "SK-FCU_Sidomekar_2025-03-01.pdf"
    village.region.name = "Pulau Pinang / II"
    assert documents.file_name("record", village.region, None) == "Berita-acara_Pulau-Pinang-II_belum-bertanggal.pdf"
