"""Facts of letters of an invented village, and what tests need to read a PDF back."""

import io
import re
import subprocess
from functools import lru_cache

import zxingcpp
from PIL import Image
from pypdf import PdfReader

from fcu_project import pdf

POINTS_PER_MM = 72 / 25.4
DOTS = "." * 12
# The mark across a page comes first in it, and its letters stand one above another.
SLANTED = re.compile("^(" + "|".join(" ?".join(mark) for mark in (pdf.DRAFT_MARK, "BATAL", "DIGANTI")) + ")")
WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')

NAMES = (
    "Rahmawati Nurul Hidayah", "Joko Prasetyo", "Maria Goreti Bhoki", "Ahmad Fauzi", "Ni Luh Putu Suartini",
    "Yohanes Don Bosco", "Siti Khotimah", "Bambang Suprihatin", "Tumirah", "Agus Salim",
)  # fmt: skip
LETTERHEAD = {
    "kind": "village",
    "lines": ["Pemerintah Kabupaten Sukaraya", "Kecamatan Tegalwangi", "Desa Sidomekar"],
    "address": "Jalan Raya Sidomekar No. 12",
    "contact": "",
    "crest": "",
}
HEAD = {"capacity": ["Kepala Desa Sidomekar"], "name": "H. SUMARNO, S.Sos.", "id_line": ""}
FOOT = {
    "printed_on": "2025-08-04T10:42+07:00",
    "printed_zone": "WIB",
    "printed_by": "Siti Aminah, Operator desa",
}
MEETING = {
    "title": "Musyawarah pembentukan FCU",
    "date": "2025-08-14",
    "starts_at": "09:00",
    "ends_at": "",
    "place": "Balai Desa Sidomekar",
    "agenda": ["Penjelasan tentang FCU", "Pemilihan pengurus"],
}


def invitation(**changes):
    return {
        "title": "Undangan musyawarah pembentukan FCU, Desa Sidomekar",
        "document_id": "UND-00000001",
        "letterhead": LETTERHEAD,
        "number": "005/041/VIII/2025",
        "dated_on": "2025-08-04",
        "place": "Sidomekar",
        "zone": "WIB",
        "nature": "Penting",
        "attachment": "1 (satu) berkas",
        "subject": "Undangan musyawarah pembentukan FCU",
        "addressee": {"name": "Bapak/Ibu (daftar undangan terlampir)", "place": "Tempat"},
        "purpose": "Sehubungan dengan musyawarah pembentukan FCU, kami mengharapkan kehadiran Bapak/Ibu pada:",
        "meeting": MEETING,
        "guests": [{"name": name, "position": "Ketua RT", "element": "PSKS"} for name in NAMES],
        "issuer": "Kepala Desa Sidomekar",
        "signature": HEAD,
        "annex_signature": HEAD,
        "copies": ["Camat Tegalwangi", "Arsip"],
        **FOOT,
        **changes,
    }


def attendance(guest_count=3, **changes):
    return {
        "title": "Daftar hadir musyawarah pembentukan FCU",
        "document_id": "DH-00000001",
        "letterhead": LETTERHEAD,
        "zone": "WIB",
        "meeting": MEETING,
        "people": [
            {"name": NAMES[i % len(NAMES)], "position": "Ketua PKK", "sex": "P", "phone": "0812-3456-7890"}
            for i in range(guest_count)
        ],
        "lines": max(20, guest_count + 5),
        "count": {},
        "signature": {"capacity": ["Pimpinan rapat"], "name": "H. SUMARNO, S.Sos."},
        **FOOT,
        **changes,
    }


def record(**changes):
    return {
        "title": "Berita acara musyawarah pembentukan FCU, Desa Sidomekar",
        "document_id": "BA-00000001",
        "letterhead": LETTERHEAD,
        "number": "463/02/BA/2025",
        "dated_on": "2025-08-15",
        "place": "Sidomekar",
        "zone": "WIB",
        "heading": "BERITA ACARA",
        "in_text": "berita acara",
        "matter": "Musyawarah pembentukan FCU Desa Sidomekar",
        "event": "musyawarah pembentukan FCU",
        "numbered": True,
        "held_on": "2025-08-14",
        "starts_at": "09:10",
        "ends_at": "12:05",
        "venue": "Balai Desa Sidomekar",
        "host": "Pemerintah Desa Sidomekar",
        "leader": {"name": "H. Sumarno, S.Sos.", "position": "Kepala Desa"},
        "note_taker": {"name": "Siti Aminah", "position": "Kasi Kesejahteraan"},
        "attendance": {
            "women": 11,
            "men": 9,
            "total": 20,
            "by_element": [{"element": "PSKS", "women": 11, "men": 9, "total": 20}],
        },
        "facilitators": [{"name": "Bambang Wicaksono", "role": "TKSK Kecamatan Tegalwangi"}],
        "absent": [{"party": "LK3", "reason": "kabupaten belum mempunyai LK3"}],
        "agenda": ["Penjelasan tentang FCU", "Pemilihan pengurus"],
        "discussion": "Peserta sepakat perlu satu pintu pelayanan.\nKarang Taruna membantu pendataan.",
        "candidates": [],
        "officers": [
            {"position": "Koordinator", "name": NAMES[0], "element": "Ketua, PKK Desa", "votes": 12},
            {"position": "Sekretaris", "name": NAMES[3], "element": "Tokoh agama", "votes": 20},
            {"position": "Bendahara", "name": NAMES[4], "element": "Posyandu Melati 3", "votes": 20},
        ],
        "voted": True,
        "decides": True,
        "method": "vote",
        "votes": {"for": 17, "against": 3},
        "decisions": [{"text": "Membentuk FCU Melati.", "owner": "Pemerintah desa", "due_on": "2025-08-21"}],
        "objections": [{"text": "Sekretariat terlalu jauh dari Dusun III."}],
        "no_objections": False,
        "copies_made": 3,
        "leader_signature": {"capacity": ["Pimpinan rapat"], "name": "H. SUMARNO, S.Sos."},
        "note_taker_signature": {"capacity": ["Notulis"], "name": "SITI AMINAH"},
        "witness_lines": 2,
        **FOOT,
        **changes,
    }


def decree(member_count=5, **changes):
    return {
        "title": "Keputusan Kepala Desa Sidomekar tentang Pembentukan FCU",
        "document_id": "SK-00000001",
        "letterhead": {"kind": "head_of_village", "lines": ["Kepala Desa Sidomekar", "Kabupaten Sukaraya"]},
        "zone": "WIB",
        "decree_title": "Keputusan Kepala Desa",
        "head_title": "Kepala Desa",
        "village_term": "Desa",
        "village_name": "Sidomekar",
        "number": "141/12/KEP",
        "dated_on": "2025-08-21",
        "place": "Sidomekar",
        "subject": "Pembentukan dan Pengukuhan Pengurus Family Care Unit (FCU) Melati Desa Sidomekar",
        "considerations": ["bahwa keluarga memerlukan pelayanan terpadu", "bahwa musyawarah telah sepakat"],
        "legal_bases": ["Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial"],
        "noting": ["Berita Acara Musyawarah pembentukan FCU Nomor 463/02/BA/2025 tanggal 15 Agustus 2025"],
        "dictums": [
            {"mark": "KESATU", "text": "Membentuk FCU Melati.", "items": []},
            {"mark": "KEDUA", "text": "FCU Melati mempunyai tugas:", "items": ["mendata keluarga", "merujuk keluarga"]},
        ],
        "copies": ["Camat Tegalwangi", "Arsip"],
        "annex_title": "Susunan pengurus dan anggota FCU Melati",
        "members": [
            {"name": f"{NAMES[i % len(NAMES)]} {i + 1}", "element": "PKK", "position": "Anggota"}
            for i in range(member_count)
        ],
        "signature": HEAD | {"id_line": ""},
        **FOOT,
        **changes,
    }


TEMPLATE = "institutions/documents/{}.html".format
LETTERS = {"invitation": invitation, "attendance_list": attendance, "official_record": record, "decree": decree}


def reader(content):
    return PdfReader(io.BytesIO(content))


@lru_cache(maxsize=8)
def page_texts(content):
    """The text of each page in the order it was written in, words separated by single spaces."""
    pages = _asked("pdftotext", "-raw", "-enc", "UTF-8", content=content).split("\f")[:-1]
    return [SLANTED.sub(lambda mark: "".join(mark[0].split()), " ".join(page.split())) for page in pages]


def _asked(*command, content):
    return subprocess.run([*command, "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def text_of(content):
    return " ".join(page_texts(content))


def paper_of(content):
    """Width and height of the first page in whole millimetres."""
    box = reader(content).pages[0].mediabox
    return round(float(box.width) / POINTS_PER_MM), round(float(box.height) / POINTS_PER_MM)


def words_on(content, page=1):
    """Words of a page with their boxes, in mm from the left upper corner: [(left, top, right, bottom, word)]."""
    return _words(content)[page - 1]


@lru_cache(maxsize=8)
def _words(content):
    html = _asked("pdftotext", "-bbox", content=content)
    return [
        [(*(float(edge) / POINTS_PER_MM for edge in box[:4]), box[4]) for box in WORD.findall(page)]
        for page in html.split("<page ")[1:]
    ]


def qr_codes(content, page=1):
    """What the QR codes on a printed page say; the page is rendered as an office printer would (150 dpi)."""
    picture = subprocess.run(
        ["pdftoppm", "-r", "150", "-gray", "-png", "-f", str(page), "-l", str(page), "-"],
        input=content, capture_output=True, check=True,
    ).stdout  # fmt: skip
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


def in_order(text, *parts):
    """Whether the parts stand in the text one after another."""
    position = 0
    for part in parts:
        found = text.find(part, position)
        assert found >= 0, f"{part!r} is missing, or stands before what should precede it, in:\n{text}"
        position = found + len(part)
    return True
