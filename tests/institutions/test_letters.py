"""The letters of the founding as they stand on paper, from given facts; and the starter text of the decree."""

import datetime

import pytest

from fcu_project import pdf
from institutions import decree_text
from institutions.documents.letterhead import signed_name
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

pytestmark = pytest.mark.one_database

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
        "terima kasih", "1. Camat Tegalwangi; 2. Arsip.", "H. SUMARNO, S.Sos.", "DAFTAR UNDANGAN",
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
    assert in_order(open_question, "Penanggung jawab", "1", "2", "3")  # lines to write on at the meeting
    over = printed("official_record", record(held=True, decisions=[]))
    assert "Tidak ada keputusan lain yang dicatat." in over and "Penanggung jawab" not in over


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
        printed_by="Siti Aminah",
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


def test_starter_text_of_a_change_names_the_earlier_decree():
    earlier = "Keputusan Kepala Desa Sidomekar Nomor 141/12/KEP Tahun 2025"
    names = {"fcu_name": "Melati", "village": "Desa Sidomekar"}
    assert earlier in decree_text.dictums(**names, amends=earlier)[0]["text"]
    revoking = decree_text.dictums(**names, revokes=earlier)
    assert revoking[3]["text"].startswith(earlier)
    assert [row["mark"] for row in revoking] == ["KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"]
