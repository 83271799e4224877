"""The whole founding of an FCU on the screens of a cheap phone, by the people who do it, each signed in by password."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from fcu_project.dates import long_date, short_date
from institutions.models import FamilyCareUnit
from tests import factories as make
from tests.browser.conftest import LAPTOP, account_for
from tests.factories import TODAY
from tests.letters import qr_codes, reader, text_of

pytestmark = pytest.mark.browser

HELD_ON = TODAY - timedelta(days=30)
DECREED_ON = TODAY - timedelta(days=10)
INAUGURATED_ON = TODAY - timedelta(days=3)
DECREE_NUMBER = "141/12/KEP/2026"
COORDINATOR, SECRETARY, TREASURER = "Rahmawati Nurul Hidayah", "Sekar Ayu Lestari", "Joko Prasetyo"


@pytest.fixture
def accounts(people):
    """The cast of Desa Sidomekar with names of their own and accounts; returns the user names by role."""
    names = {
        "regency_reports": "Endang Purwanti",
        "village_operator": "Siti Aminah",
        "village_head": "Haji Sumarno",
        "secretary": SECRETARY,
        "tksk": "Bambang Wicaksono",
    }
    for role, name in names.items():
        person = getattr(people, role).person
        person.name, person.position = name, ""
        person.save()
    return {role: account_for(getattr(people, role), role.replace("_", ".")) for role in names}


# --- what one does on the screens -------------------------------------------------------------------------------------
def plan(window, kind, **fields):
    window.menu("Rapat & Surat")
    window.follow("Tambah pertemuan")
    window.follow(kind)
    window.fill(**fields)
    window.press("Simpan")
    window.sees("Pertemuan tersimpan.", "Sebelum dinyatakan terlaksana")


def add_participants(window, *people):
    """(name, sex, element, position): sex "" picks a name that is on the list already."""
    window.follow("Isi daftar peserta")
    for name, sex, element, position in people:
        if sex:
            window.fill(name=name, sex=sex, element=element, position=position)
        else:
            choose(window, "person", name)
            expect(window.page.locator("main [name=name]")).to_be_hidden()
            window.fill(element=element, position=position)
        window.press("Tambah peserta")
        window.sees(f"{name} ditambahkan.")
    window.follow("Kembali ke pertemuan")


def choose(window, name, label_begins_with):
    """Pick the one choice of a list whose label begins so."""
    options = window.page.locator(f"main [name={name}] option").all_text_contents()
    window.page.locator(f"main [name={name}]").select_option(
        label=next(option.strip() for option in options if option.strip().startswith(label_begins_with))
    )


def write_minutes(window, text, method=""):
    window.follow("Isi notulen")
    window.fill(minutes=text, **({"method": method} if method else {}))
    window.press("Simpan")
    window.sees("Notulen tersimpan.")


def give_reasons(window, reason, come_back=lambda window: None):
    """Write a reason for every warning on the page; returns how many there were."""
    given = 0
    while (folded := window.page.locator("details.reason summary", has_text="Tulis alasan")).count():
        folded.first.click()
        warning = window.page.locator("li.warn", has=window.page.locator("details.reason[open]"))
        warning.get_by_label("Alasan tetap lanjut").fill(reason)
        with window.page.expect_navigation():
            warning.get_by_role("button", name=re.compile("^Simpan alasan")).click()
        window.sees("Alasan tersimpan dan akan tercetak")
        come_back(window)
        given += 1
    return given


def hold(window):
    window.follow("Nyatakan terlaksana")
    window.press("Nyatakan terlaksana")
    expect(window.page.locator(".page-head")).to_contain_text("Terlaksana")


def to_road(window):
    window.menu("Jalan pendirian")
    window.heading("Jalan pendirian FCU")


# --- the steps, by who takes them -------------------------------------------------------------------------------------
def regency_prepares_the_ground(dinas):
    """Dinas Sosial holds the socialisation of the kecamatan and the coordination of the kabupaten."""
    plan(
        dinas, "Sosialisasi FCU tingkat kecamatan", region="Kecamatan Tegalwangi", held_on=short_date(HELD_ON),
        starts_at="09.00", place="Aula Kecamatan Tegalwangi",
    )  # fmt: skip
    add_participants(
        dinas,
        ("Lalu Mastur", "male", "subdistrict", "Camat Tegalwangi"),
        ("Ida Ayu Ratnasari", "female", "psks", "Ketua IPSM"),
        ("Muhasim Rauf", "male", "government", "Kepala Desa Sukamaju"),
        ("Siti Raohun", "female", "tksk", "TKSK Tegalwangi"),
    )
    write_minutes(dinas, "Camat dan desa sepakat memulai FCU.")
    closed = dinas.page.get_by_role("button", name="Nyatakan terlaksana")
    expect(closed).to_have_attribute("aria-disabled", "true")
    # LK3, UPT, perorangan, and the kabupaten whose socialisation is not on record
    assert give_reasons(dinas, "Sudah diundang dengan surat 005/14, berhalangan hadir.") == 4
    hold(dinas)
    plan(
        dinas, "Koordinasi tingkat kabupaten/kota", held_on=short_date(HELD_ON), place="Kantor Dinas Sosial", also=False
    )
    add_participants(
        dinas,
        ("Hamdan Yuliawan", "male", "sector_office", "Dinas Kesehatan"),
        ("Rasidep Junaidi", "male", "psks", "Ketua IPSM Kabupaten"),
    )
    write_minutes(dinas, "Lembaga pelayanan siap beraliansi dalam FCU.")
    hold(dinas)


def operator_starts(operator):
    operator.sees("Mulai pendirian FCU")
    to_road(operator)
    operator.sees("Belum ada berkas FCU")
    operator.follow("Mulai pendirian FCU")
    operator.fill(name="FCU Melati", address="Balai Desa, Dusun Krajan RT 001/RW 001", phone="0812-3456-7890")
    operator.press("Mulai")
    operator.sees("Centang bila sekretariatnya di wilayah ini.")  # refused once, nothing typed is lost
    operator.fill(seated_in_village=True)
    operator.press("Mulai")
    operator.heading("Jalan pendirian FCU")
    operator.sees("Berkas FCU dibuka.", "FCU Melati", "Aula Kecamatan Tegalwangi", "Kantor Dinas Sosial")


def operator_identifies_institutions(operator):
    operator.menu("Lembaga")
    operator.follow("Identifikasi sumber")
    operator.press(re.compile("^Tidak ada.*Pusat Informasi"))
    operator.sees("dipastikan")
    for kind, name in (("Pos Pelayanan Terpadu", "Posyandu Melati"), ("Karang Taruna", "Karang Taruna Bhakti")):
        operator.follow(re.compile(f"^Ada, catat.*{kind}"))
        operator.fill(
            name=name, leader="Tumirah", activities="Timbang balita dan penyuluhan tiap bulan.", members_female="12"
        )
        operator.press("Simpan")
        operator.heading(name)
        operator.sees("Profil lengkap")
        operator.menu("Lembaga")
        operator.follow("Identifikasi sumber")


def operator_holds_the_formation_meeting(operator):
    plan(
        operator, "Musyawarah pembentukan FCU", held_on=short_date(HELD_ON), starts_at="09.10", ends_at="12.05",
        place="Balai Desa Sidomekar", also=True,
    )  # fmt: skip
    add_participants(
        operator,
        ("Haji Sumarno", "", "government", "Kepala Desa"),
        (COORDINATOR, "female", "psks", "Ketua Posyandu Melati"),
        (SECRETARY, "", "psks", "Kader Posyandu"),
        (TREASURER, "male", "psks", "Bendahara Karang Taruna"),
        ("Ahmad Fauzi", "male", "individual", "Imam masjid"),
        ("Bambang Wicaksono", "", "tksk", "TKSK Tegalwangi"),
    )
    write_minutes(operator, "Peserta sepakat perlu satu pintu pelayanan keluarga.", method="consensus")
    operator.follow("Tambah keputusan")
    operator.fill(text="Membentuk FCU Melati.", owner="Pemerintah desa", due_on=short_date(HELD_ON + timedelta(days=7)))
    operator.press("Simpan keputusan")
    assert give_reasons(operator, "Sudah diundang, sedang bertugas di kecamatan lain.") == 2  # Dinas Sosial, LK3
    operator.picture("walk/meeting")
    hold(operator)


def operator_adds_members_and_elects(operator):
    to_road(operator)
    operator.follow("Tambah anggota", exact=False)
    members = (
        (COORDINATOR, "psks", "Posyandu Melati"), (SECRETARY, "psks", "Posyandu Melati"),
        (TREASURER, "psks", "Karang Taruna Bhakti"), ("Ahmad Fauzi", "individual", "religious_leader"),
    )  # fmt: skip
    for name, kind, origin in members:
        operator.follow("Tambah anggota")
        choose(operator, "person", name)
        operator.fill(kind=kind, committed=True)
        if kind == "psks":
            operator.fill(institution=origin, position="Pengurus")
        else:
            expect(operator.page.locator("[name=institution]")).to_be_hidden()
            operator.fill(category=origin, competence="Penyuluh agama sejak 2015.")
        operator.press("Simpan anggota")
        operator.sees(f"{name} menjadi anggota.")
    to_road(operator)
    operator.follow("Pilih pengurus", exact=False)
    for post, name in (("coordinator", COORDINATOR), ("secretary", SECRETARY), ("treasurer", TREASURER)):
        choose(operator, "membership", name)
        operator.fill(post=post, willing=True, able=True, social_spirit=True, non_partisan=True)
        operator.press("Simpan calon")
        operator.sees(f"{name} terpilih sebagai")
    operator.picture("walk/election")


def operator_issues_the_record(operator):
    operator.follow("Buka musyawarah")
    operator.press("Buat berita acara")
    operator.heading("Berita acara Musyawarah pembentukan FCU")
    assert b"%PDF" in operator.download(pdf_path(operator))[:8]
    operator.follow("Siapkan untuk ditandatangani")
    operator.press("Siapkan untuk ditandatangani")
    operator.follow("Catat nomor dan tanggal (terbit)")
    operator.fill(number="463/02/BA/2026", dated_on=short_date(HELD_ON + timedelta(days=1)))
    operator.press("Terbitkan surat")
    operator.sees("Terbit", "463/02/BA/2026")
    text = text_of(operator.download(pdf_path(operator)))
    for words in (COORDINATOR, TREASURER, "463/02/BA/2026", "sedang bertugas di kecamatan lain"):
        assert words in text, words


def operator_declares_the_unit_formed(operator):
    to_road(operator)
    assert give_reasons(operator, "Sosialisasi provinsi belum diadakan tahun ini.", to_road) == 3
    operator.picture("walk/road")
    operator.follow("Nyatakan FCU dibentuk")
    operator.press("Nyatakan FCU dibentuk")
    operator.sees("Dibentuk", long_date(HELD_ON))


def operator_prepares_the_decree(operator):
    """Returns the path of the decree."""
    to_road(operator)
    operator.follow("Siapkan SK", exact=False)
    operator.press("Buat draf SK")
    operator.sees("Surat keputusan")
    path = operator.page.url.removeprefix(operator.base)
    assert operator.open(f"{path}terbit/") == 409  # too early, by its address
    operator.sees("Belum bisa dilakukan", "Tahapnya sekarang: Draf.")
    operator.follow("Kembali")
    operator.follow("Ubah isi")
    operator.fill(signer_name="Haji Sumarno")
    operator.press("Simpan")
    operator.sees("Isi SK tersimpan.")
    operator.follow("Siapkan untuk ditandatangani")
    operator.press("Siapkan untuk ditandatangani")
    operator.sees("Siap ditandatangani")
    return path


def pdf_path(window):
    return f"{window.page.url.removeprefix(window.base)}surat.pdf"


def head_issues_the_decree(head):
    head.sees("Surat keputusan siap ditandatangani")
    head.follow("Tetapkan", exact=False)
    head.follow("Catat nomor dan tanggal (terbit)")
    head.fill(number=DECREE_NUMBER, dated_on=short_date(HELD_ON - timedelta(days=1)))
    head.press("Tetapkan SK")
    head.sees("tidak boleh mendahului musyawarah pembentukan")
    expect(head.page.locator(".error-summary")).to_be_focused()
    head.fill(dated_on=short_date(DECREED_ON))
    head.press("Tetapkan SK")
    head.sees("SK terbit", long_date(DECREED_ON))


def operator_holds_the_inauguration(operator):
    plan(operator, "Pengukuhan FCU", held_on=short_date(INAUGURATED_ON), place="Balai Desa Sidomekar")
    add_participants(operator, ("Haji Sumarno", "", "government", ""), (COORDINATOR, "", "psks", ""))
    write_minutes(operator, "Kepala desa mengukuhkan pengurus FCU Melati.")
    hold(operator)
    to_road(operator)
    operator.follow("Nyatakan FCU dikukuhkan dan aktif")
    operator.press("Nyatakan FCU dikukuhkan dan aktif")
    to_road(operator)
    operator.sees("FCU sudah aktif.")
    expect(operator.page.locator(".steps > .is-done")).to_have_count(6)


def decree_reads_back(content, base, window):
    """The printed decree: three officers, its number, the annex, and a QR that opens the public proof of issue."""
    text = text_of(content)
    for words in (COORDINATOR, SECRETARY, TREASURER, DECREE_NUMBER, long_date(DECREED_ON), "MEMUTUSKAN", "LAMPIRAN"):
        assert words.lower() in text.lower(), words
    annex = reader(content).pages[-1].extract_text()
    assert "Ahmad Fauzi" in annex and "Koordinator" in annex
    codes = {code for page in range(1, len(reader(content).pages) + 1) for code in qr_codes(content, page)}
    assert len(codes) == 1 and codes.copy().pop().startswith(f"{base}/cek/"), codes
    stranger = window("stranger")
    assert stranger.open(codes.pop()) == 200
    stranger.heading("Surat ini terbit")
    stranger.sees(DECREE_NUMBER, "Kepala Desa Sidomekar")
    expect(stranger.page.locator("main")).not_to_contain_text(COORDINATOR)


def test_founding_of_an_fcu(accounts, window, live_server):
    dinas = window("dinas").sign_in(accounts["regency_reports"])
    regency_prepares_the_ground(dinas)
    operator = window("operator").sign_in(accounts["village_operator"])
    operator_starts(operator)
    unit = FamilyCareUnit.objects.get()
    assert operator.open(f"/tahap/institutions.familycareunit/{unit.uid}/inaugurate/") == 409
    operator.sees("tahapnya sekarang Persiapan")
    operator_identifies_institutions(operator)
    operator_holds_the_formation_meeting(operator)
    operator_adds_members_and_elects(operator)
    operator_issues_the_record(operator)
    operator_declares_the_unit_formed(operator)
    path = operator_prepares_the_decree(operator)
    head_issues_the_decree(window("head").sign_in(accounts["village_head"]))
    decree_reads_back(operator.download(f"{path}surat.pdf"), live_server.url, window)
    operator_holds_the_inauguration(operator)
    unit.refresh_from_db()
    assert (unit.stage, unit.formed_on, unit.decreed_on, unit.inaugurated_on) == (
        "active", HELD_ON, DECREED_ON, INAUGURATED_ON
    )  # fmt: skip
    secretary = window("secretary").sign_in(accounts["secretary"])
    secretary.menu("FCU")
    secretary.follow("FCU Melati")
    secretary.sees("Aktif", SECRETARY, COORDINATOR, "4 anggota", DECREE_NUMBER)
    secretary.page.set_viewport_size(LAPTOP)
    secretary.picture("walk/active")


def test_operator_records_the_decree_from_the_signed_paper(people, accounts, window, tmp_path):
    """The village head decides on paper: the operator copies number and date, and shows the signed sheet."""
    by = people.village_operator
    decree = make.ready_decree(make.formed_unit(by), by)
    paper, letter = tmp_path / "sk.pdf", tmp_path / "sk.docx"
    paper.write_bytes(make.scan().read())
    letter.write_bytes(b"PK\x03\x04 not a scan")
    operator = window("operator").sign_in(accounts["village_operator"])
    operator.follow("Catat nomor", exact=False)
    operator.follow("Catat nomor dan tanggal (terbit)")
    operator.sees("Kepala desa/lurah menandatangani di kertas.")
    operator.fill(number=DECREE_NUMBER, dated_on=short_date(DECREED_ON))
    operator.press("Tetapkan SK")
    operator.sees("Unggah pindaian atau foto surat yang sudah ditandatangani.")
    operator.fill(scan=letter)
    operator.press("Tetapkan SK")
    expect(operator.page.locator(".error-summary")).to_contain_text("PDF, JPG, atau PNG")
    operator.fill(scan=paper)
    operator.press("Tetapkan SK")
    operator.heading("Jalan pendirian FCU")
    operator.open(decree.get_absolute_url())
    operator.sees("Dicatat dari kertas oleh Siti Aminah, Operator desa, Desa Sidomekar.", DECREE_NUMBER)
    scanned = operator.page.get_by_role("link", name="Buka pindaian").get_attribute("href")
    assert operator.download(scanned) == paper.read_bytes()
