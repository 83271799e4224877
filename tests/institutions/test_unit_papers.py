"""Papers of an FCU and of its people, read back as printed: profile, leaflet, contact card, statements, rules."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project import dates, pdf
from fcu_project.models import AuditEvent
from institutions.documents.leaflet import LEAFLET_TEMPLATE, leaflet_facts
from institutions.documents.rules import RULES
from institutions.documents.statement import FREE_OF_PARTIES
from institutions.models import HandledProblem, InstitutionType, LetterText, WorkingGroup
from institutions.objectives import AIM, OBJECTIVES
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.families import short
from tests.institutions import fill_psks as psks
from tests.institutions.fill_letters import letter
from tests.letters import in_order, page_texts, paper_of, qr_codes, text_of, words_on
from tests.referrals import make as referrals

pytestmark = pytest.mark.one_database
mark = pytest.mark
SIZES = (("F4", (215, 330)), ("A4", (210, 297)))
UNKIND = ("plasma", "miskin", "bermasalah", "pmks", "ppks")


@pytest.fixture
def unit(people, remember):
    return remember("active", lambda: make.active_unit(people.village_operator))


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


def paper(client, name, *args, status=200, **query):
    answer = client.get(reverse(f"institutions:{name}", args=args), query)
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "application/pdf" and len(answer.content) < 150_000
    return answer.content


def office(region, name, phone=""):
    kind = InstitutionType.objects.filter(group="office").first()
    return make.InstitutionFactory(region=region, name=name, element=kind, phone=phone)


# --- profile of the FCU ------------------------------------------------------------------------------------------
@mark.clause("FCU-01", "FCU-02", "FCU-03")
@mark.parametrize(("kind", "size"), SIZES)
def test_the_profile_on_paper_tells_what_the_fcu_is_and_who_runs_it(kind, size, unit, secretary):
    group = WorkingGroup.objects.create(unit=unit, kind="other", name="Pokja Usaha", purpose="Melatih", formed_on=TODAY)
    WorkingGroup.objects.create(unit=unit, kind="other", name="Pokja Lama", formed_on=TODAY, ended_on=TODAY)
    content = paper(secretary, "unit-profile", unit.uid, cetak="pdf", kertas=kind)
    members = list(unit.current_members())
    women = sum(member.person.sex == "female" for member in members)
    text = text_of(content)
    assert paper_of(content) == size
    assert in_order(
        text, "PROFIL FCU", AIM, *(objective.text for objective in OBJECTIVES), unit.address, "SK",
        unit.decree_in_force().document.number, "Lembaga pelayanan sosial", "Keluarga pionir", "Keluarga plasma",
        *(term.membership.person.name for term in unit.current_officers()),
        f"Jumlah {women} {len(members) - women} {len(members)}", group.name, f"Koordinator {unit}",
    )  # fmt: skip
    assert "Pokja Lama" not in text
    assert AuditEvent.objects.get(verb="print:Profil FCU").object_uid == unit.uid
    assert "?cetak=pdf" in secretary.get(reverse("institutions:unit-profile", args=[unit.uid])).content.decode()


def test_before_it_is_founded_the_profile_leaves_room_for_the_pen(people, secretary):
    unit = make.started_unit(people.village_operator)
    text = text_of(paper(secretary, "unit-profile", unit.uid, cetak="pdf"))
    assert in_order(text, "Dibentuk : ....", "SK : Nomor ....", "Pengurus belum dipilih.", "Belum ada pokja.", "(....")


# --- leaflet ------------------------------------------------------------------------------------------------------
@mark.clause("SVC-03", "FCU-02")
def test_the_leaflet_is_a_sheet_folded_in_three_with_services_and_places_of_the_directory(unit, regions, secretary):
    unit.phone = "6281234567890"
    unit.save()
    referrals.service(unit.region, name="Kelas menjahit", institution="KUBE Maju")
    health = office(regions.subdistrict, "Puskesmas Tegalwangi", "0370123456")
    private = make.InstitutionFactory(region=regions.subdistrict, name="Koperasi Mitra", phone="6281999888777")
    for body, name in ((health, "Konseling gizi"), (private, "Pinjaman usaha")):
        referrals.Service.objects.create(
            institution=body, region=body.region, name=name, sector="health", checked_on=TODAY
        )
    content = paper(secretary, "unit-leaflet", unit.uid, cetak="pdf", kertas="F4")
    outside, inside = page_texts(content)
    assert paper_of(content) == (297, 210)
    assert in_order(outside, "Family Care Unit", str(unit), "Hubungi kami", unit.address, "0812-3456-7890",
                    "Tempat lain", "Koperasi Mitra", "Pinjaman usaha", "Puskesmas Tegalwangi", "0370123456",
                    "Konseling gizi")  # fmt: skip
    assert in_order(inside, "Apa itu FCU?", "Siapa yang dibantu?", "keluarga dampingan", "Apa saja layanannya?",
                    "Kelas menjahit", "KUBE Maju", "Cara minta bantuan", "0812-3456-7890")  # fmt: skip
    assert qr_codes(content) == ["https://wa.me/6281234567890"]
    assert "81999888777" not in (outside + inside).replace("-", "") and "Halaman" not in outside + inside
    assert not [word for word in UNKIND if word in (outside + inside).lower()]
    for person in unit.current_members():
        assert person.person.name not in outside + inside


def test_every_word_of_the_leaflet_lies_in_its_own_panel(unit):
    """Long names and a full directory: nothing crosses a fold, nothing is cut off below."""
    long = "Perkumpulan Keluarga Sejahtera Mandiri Bina Bersama Nusantara"
    unit.name, unit.address = long, f"{long}, Jalan Raya Pahlawan Nomor 123, Dusun Krajan Timur, RT 001/RW 002"
    facts = leaflet_facts(unit, TODAY)
    content = pdf.render(LEAFLET_TEMPLATE, facts, paper="A4")
    for page, folds in ((1, (97, 197)), (2, (100, 200))):
        for left, top, right, bottom, word in words_on(content, page):
            assert top > 8 and bottom < 202, word
            assert not any(left < fold + 4 and right > fold - 4 for fold in folds), word


def test_a_full_directory_prints_as_much_as_finds_room_and_says_how_much_more(unit, regions):
    for number in range(45):
        referrals.service(unit.region, name=f"Pelatihan menjahit dan tata boga {number}", institution=f"KUBE {number}")
        body = office(regions.regency, f"Unit Pelaksana Teknis Perlindungan {number}", "0370123456")
        referrals.Service.objects.create(
            institution=body, region=body.region, name="Pendampingan", sector="social", checked_on=TODAY
        )
    facts = leaflet_facts(unit, TODAY)
    assert len(facts["services"]) + facts["more_services"] == 45 and facts["services"]
    content = pdf.render(LEAFLET_TEMPLATE, facts, paper="A4")
    outside, inside = page_texts(content)
    assert f"Masih ada {facts['more_places']} tempat lain" in outside
    assert f"Masih ada {facts['more_services']} layanan lain" in inside
    assert all(bottom < 202 for page in (1, 2) for *_, bottom, _ in words_on(content, page))


def test_a_leaflet_without_directory_and_number_is_finished_by_pen(people, secretary):
    unit = make.started_unit(people.village_operator)
    outside, _ = page_texts(paper(secretary, "unit-leaflet", unit.uid, cetak="pdf"))
    assert in_order(outside, "Telepon/WhatsApp", "......", "Tanyakan kepada kami", "......")
    page = secretary.get(reverse("institutions:unit-leaflet", args=[unit.uid])).content.decode()
    assert "nomor belum diisi" in page and "lipat" in page.lower()


# --- contact card -------------------------------------------------------------------------------------------------
@mark.clause("REG-09")
@mark.parametrize(("kind", "size"), SIZES)
def test_the_contact_card_for_the_wall_tells_whom_to_call(kind, size, unit, people, regions, secretary):
    office(regions.subdistrict, "Puskesmas Tegalwangi", "0370123456")
    for role, phone in (("lk3", "6281100000001"), ("tksk", "6281100000002"), ("psm_facilitator", "6281100000003")):
        person = getattr(people, role).person
        person.phone = phone
        person.save()
    content = paper(secretary, "unit-contacts", unit.uid, cetak="pdf", kertas=kind)
    text = text_of(content)
    assert paper_of(content) == size and len(page_texts(content)) == 1
    assert in_order(text, "KARTU KONTAK", unit.address, "LK3", people.lk3.person.name, "0811-0000-0001", "TKSK",
                    people.tksk.person.name, "0811-0000-0002", "PSM/PSKS", people.psm_facilitator.person.name,
                    "Puskesmas Tegalwangi", "0370123456")  # fmt: skip
    assert "0811-0000-0003" not in text


def test_the_card_of_a_past_day_is_printed_as_it_was(unit, people, regions, secretary):
    AssignmentFactory(
        role="tksk", region=regions.subdistrict, valid_from=TODAY - timedelta(days=900),
        valid_until=TODAY - timedelta(days=800),
        person=make.PersonFactory(name="Petugas Lama", region=regions.subdistrict),
    )  # fmt: skip
    day = TODAY - timedelta(days=850)
    asked = {"cetak": "pdf", "tanggal": f"{day:%d-%m-%Y}"}
    assert "Petugas Lama" in text_of(paper(secretary, "unit-contacts", unit.uid, **asked))
    assert "Petugas Lama" not in text_of(paper(secretary, "unit-contacts", unit.uid, cetak="pdf"))


# --- statements ---------------------------------------------------------------------------------------------------
@mark.clause("VAL-05")
@mark.parametrize("kind", ["F4", "A4"])
def test_a_member_signs_commitment_and_competence(kind, unit, secretary):
    member = unit.current_members().exclude(officer_terms__post="coordinator").first()
    member.competence = "Dua puluh tahun mendamaikan perselisihan keluarga"
    member.save()
    content = paper(secretary, "member-statement", unit.uid, member.uid, kertas=kind)
    text = text_of(content)
    assert len(page_texts(content)) == 1 and "eterai" not in text
    assert in_order(text, "SURAT PERNYATAAN ANGGOTA", member.person.name, member.get_kind_display(),
                    "bersedia bekerja sama", "Menghadiri rapat FCU", member.competence, "Mengetahui",
                    f"Koordinator {unit}", "Yang menyatakan")  # fmt: skip
    listed = secretary.get(reverse("institutions:member-list", args=[unit.uid])).content.decode()
    assert reverse("institutions:member-statement", args=[unit.uid, member.uid]) in listed


def test_the_blank_statement_asks_for_everything(unit, secretary):
    content = paper(secretary, "member-statement-blank", unit.uid, kertas="A4")
    text = text_of(content)
    assert len(page_texts(content)) == 1
    assert in_order(text, "Nama : ....", "Perorangan", "Dari : ....", "kemampuan", "....", "Yang menyatakan")
    member = unit.current_members().exclude(officer_terms__post="coordinator").last()
    assert member.person.name not in text


def test_of_the_coordinator_the_head_of_the_village_takes_note(unit, people, secretary):
    term = unit.current_officers()[0]
    text = text_of(paper(secretary, "member-statement", unit.uid, term.membership.uid))
    assert f"{unit.region.head_title} {unit.region.name}" in text and "Mengetahui, Koordinator" not in text


@mark.clause("VAL-02")
@mark.parametrize("kind", ["F4", "A4"])
def test_an_officer_signs_to_be_free_of_party_politics(kind, unit, secretary):
    term = next(term for term in unit.current_officers() if term.post == "treasurer")
    content = paper(secretary, "officer-statement-paper", unit.uid, term.uid, kertas=kind)
    text = text_of(content)
    assert len(page_texts(content)) == 1 and "eterai" not in text
    assert in_order(text, "SURAT PERNYATAAN PENGURUS", term.membership.person.name, f"Bendahara {unit}",
                    *FREE_OF_PARTIES, f"Koordinator {unit}", "Yang menyatakan")  # fmt: skip
    url = reverse("institutions:officer-statement-paper", args=[unit.uid, term.uid])
    for page in ("officers", "officer-statement"):
        args = [unit.uid] if page == "officers" else [unit.uid, term.uid]
        assert url in secretary.get(reverse(f"institutions:{page}", args=args)).content.decode()


def test_who_was_elected_can_sign_before_the_decree(people, secretary):
    unit = make.formed_unit(people.village_operator)
    term = unit.current_officers()[0]
    page = secretary.get(reverse("institutions:officers", args=[unit.uid])).content.decode()
    assert reverse("institutions:officer-statement-paper", args=[unit.uid, term.uid]) in page
    text = text_of(paper(secretary, "officer-statement-paper", unit.uid, term.uid))
    assert in_order(text, term.membership.person.name, "Koordinator FCU", dates.long_date(term.non_partisan_on))


def test_a_statement_belongs_to_its_own_fcu(unit, regions, secretary):
    stranger = short.unit(regions.sibling).memberships.first()
    paper(secretary, "member-statement", unit.uid, stranger.uid, status=404)
    paper(secretary, "member-statement", stranger.unit.uid, stranger.uid, status=404)


# --- profile of one body ------------------------------------------------------------------------------------------
@mark.clause("PSK-02")
@mark.parametrize(("kind", "size"), SIZES)
def test_a_body_is_told_on_one_page_with_the_facts_of_its_kind(kind, size, regions, secretary):
    body = psks.body_of(
        regions.village, "wksbm", name="WKSBM Rukun", leader="Haji Amir", structure="Ketua, bendahara",
        duties="Menjenguk yang sakit", profile={"network": "Arisan, pengajian", "origin": "natural"},
    )  # fmt: skip
    HandledProblem.objects.create(institution=body, problem="Utang rentenir", count=3, counted_in=2025, economic=True)
    HandledProblem.objects.create(institution=body, problem="Tanpa dokumen", count=12, social=True)
    content = paper(secretary, "institution-detail", body.uid, cetak="pdf", kertas=kind)
    text = text_of(content)
    assert paper_of(content) == size and len(page_texts(content)) == 1
    assert in_order(text, "PROFIL LEMBAGA", "WKSBM Rukun", "Haji Amir", "Ketua, bendahara", "Arisan, pengajian",
                    "Tumbuh dari tradisi warga", "Menjenguk yang sakit", "Tanpa dokumen Sosial 12",
                    "Utang rentenir Ekonomi <5 2025", "Ketua/Pimpinan WKSBM Rukun", "HAJI AMIR")  # fmt: skip


def test_what_is_not_known_of_a_body_is_left_to_the_pen(regions, secretary):
    body = psks.body_of(regions.village, "dunia-usaha", name="Toko Baru", leader="", activities="")
    text = text_of(paper(secretary, "institution-detail", body.uid, cetak="pdf"))
    assert in_order(text, "Ketua/pimpinan : ....", "Bentuk usaha : ....", "Kegiatan dan pelayanan ....", "(....")


# --- rules of order -----------------------------------------------------------------------------------------------
@mark.clause("MEM-14")
@mark.parametrize("kind", ["F4", "A4"])
def test_the_rules_of_a_meeting_say_how_it_decides(kind, unit, people, secretary):
    meeting = make.held_meeting("routine", people.secretary, on=TODAY, hold=False)
    content = paper(secretary, "meeting-rules", meeting.uid, kertas=kind)
    text = text_of(content)
    assert len(page_texts(content)) == 1
    assert in_order(text, "FAMILY CARE UNIT", "TATA TERTIB MUSYAWARAH", *(heading for heading, _ in RULES),
                    "musyawarah untuk mufakat", "suara terbanyak", "Keberatan yang tersisa ditulis", "Pimpinan rapat",
                    meeting.leader.name.split()[-1].upper() if meeting.leader else "(....")  # fmt: skip
    page = secretary.get(meeting.get_absolute_url()).content.decode()
    assert reverse("institutions:meeting-rules", args=[meeting.uid]) in page
    assert AuditEvent.objects.filter(verb="print:Tata tertib", object_uid=meeting.uid).exists()


def test_only_the_host_prints_the_rules(unit, people, sign_in):
    meeting = make.held_meeting("routine", people.secretary, on=TODAY, hold=False)
    paper(sign_in(people.tksk), "meeting-rules", meeting.uid, status=403)


# --- working group ------------------------------------------------------------------------------------------------
@mark.clause("MEM-10")
def test_from_its_working_group_the_surat_tugas_is_written_and_found(unit, people, secretary):
    group = short.group(unit)
    page = secretary.get(group.get_absolute_url()).content.decode()
    address = reverse("institutions:letter-create", args=["assignment"]) + f"?pokja={group.uid}"
    assert address in page
    form = secretary.get(address).content.decode()
    for member in group.current_members():
        assert member.membership.person.name in form
    written = letter(people.secretary, "assignment", {"group": group}, subject="Penugasan pokja seleksi")
    assert LetterText.objects.get(group=group).document == written
    assert written.get_absolute_url() in secretary.get(group.get_absolute_url()).content.decode()
    group.ended_on = TODAY
    group.save()
    page = secretary.get(group.get_absolute_url()).content.decode()
    assert address not in page and written.get_absolute_url() in page


@mark.clause("FCU-14")
def test_from_the_meeting_the_tksk_writes_the_notice_to_kecamatan_and_village(unit, people, sign_in):
    meeting = make.held_meeting("routine", people.secretary, on=TODAY, hold=False)
    client = sign_in(people.tksk)
    address = reverse("institutions:letter-create", args=["notice"]) + f"?pertemuan={meeting.uid}"
    assert address in client.get(meeting.get_absolute_url()).content.decode()
    form = client.get(address).content.decode()
    assert "Camat Tegalwangi" in form and f"{unit.region.head_title} {unit.region.name}" in form
    assert meeting.place in form
    assert address not in sign_in(people.secretary).get(meeting.get_absolute_url()).content.decode()
