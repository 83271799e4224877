"""Facts of the letters of the founding, gathered from the rows of a village and read back from the paper."""

import datetime
import json
from types import SimpleNamespace

import pytest

from fcu_project import pdf
from fcu_project.models import GateReason
from institutions import decree_text, documents
from institutions.documents.letterhead import letterhead
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
from tests.letters import NAMES, TEMPLATE, decree, in_order, text_of

pytestmark = pytest.mark.one_database


def printed(name, facts, **options):
    return text_of(pdf.render(TEMPLATE(name), facts, **options))


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
    assert documents.invitation_message(village.meeting, "Ibu Rahmawati", "https://x.id/u") == (
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
    assert "Kehadiran" in after and "Tanda tangan" not in after


@pytest.mark.clause("FCU-06")
@pytest.mark.clause("MEM-14")
def test_record_from_the_meeting(village):
    facts = frozen(documents.record_facts(village.meeting, village.record))
    text = printed("official_record", facts)
    assert in_order(
        text,
        "BERITA ACARA", "Nomor: 463/02/BA", "empat belas bulan Agustus",
        "diselenggarakan oleh Pemerintah Desa Sidomekar", "Hadir 4 (empat) orang, terdiri atas 3 (tiga) perempuan dan",
        "1 (satu) laki-", "Pemerintah desa 0 1 1", "PSKS 3 0 3",
        "Alasan tanpa Dinas/Instansi Sosial: ....", "Alasan tanpa LK3: kabupaten belum mempunyai LK3.",
        "Alasan tanpa TKSK: ....", "Alasan tanpa sosialisasi FCU tingkat provinsi: belum ada surat dari provinsi.",
        "Penjelasan FCU", "Pemilihan pengurus", "Peserta sepakat.", "Calon pengurus", "ya ya ya 4",
        "Hasil pemilihan pengurus", "Koordinator", "Sekretaris", "Bendahara",
        "suara terbanyak: setuju 4, tidak setuju 1.", "Membentuk FCU Melati. Siti Aminah 21-08-2025",
        "1. Jadwal terlalu pagi.", "SITI AMINAH", "Sidomekar, 15 Agustus 2025", "H. SUMARNO, S.Sos.",
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
    assert in_order(text, "NOTULEN", "RAPAT KOORDINASI DESA SIDOMEKAR", "Alasan tanpa LK3: ....", "Demikian notulen")
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
