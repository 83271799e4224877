"""Starter text of the decree that forms and inaugurates an FCU (domain rule 5.25): offered once, then freely edited.

The words are the village's own from the moment they are saved; nothing here is read again for a decree that exists.
`village` is written in full ("Desa Sidomekar", "Kelurahan Mekarsari"), dates are date objects.
"""

import re

from fcu_project.dates import long_date

MARKS = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH")

# What an FCU does, in the order of the guide (III.A.4): record, inform, speak up, refer, strengthen, report.
TASKS = (
    "mendata potensi, masalah, dan kebutuhan keluarga",
    "memberikan informasi, bimbingan, dan konsultasi kepada keluarga",
    "melakukan advokasi sosial bagi keluarga dan usulan kebijakan setempat",
    "merujuk keluarga ke lembaga pelayanan dan memantau hasilnya",
    "memberdayakan keluarga melalui pendampingan keluarga pionir kepada keluarga plasma",
    "mencatat kegiatan dan menyampaikan laporan triwulan",
)
# The sources the guide allows (III.B.4).
FUND_SOURCES = (
    "swadaya masyarakat, tanggung jawab sosial dunia usaha, bantuan pemerintah, "
    "dan sumber lain yang sah serta tidak mengikat"
)


def _held(day):
    return f"tanggal {long_date(day)}" if day else "tanggal ...................."


def subject(*, fcu_name, village, change=False):
    """What the decree is about, without the word "tentang"."""
    act = "Perubahan Susunan Pengurus" if change else "Pembentukan dan Pengukuhan Pengurus"
    return f"{act} Family Care Unit (FCU) {fcu_name} {village}"


def considerations(*, fcu_name, village, meeting_on, issuer="Kepala Desa", change=False, leavers=()):
    """Menimbang: need, what the meeting agreed, therefore this decree. `issuer` is the office that signs.

    leavers  who leaves with a change, each "Sekretaris Bambang Hartono"; why stays in the record of officers
    """
    need = f"bahwa keluarga di {village} memerlukan pelayanan sosial yang terpadu dan mudah dijangkau"
    if change:
        gone = [f"bahwa {who} tidak lagi menjalankan tugasnya" for who in leavers]
        agreed = f"bahwa anggota FCU {fcu_name} dalam musyawarah {_held(meeting_on)} sepakat mengganti pengurusnya"
        return [need, *gone, agreed, _therefore(f"mengubah susunan pengurus FCU {fcu_name}", issuer, 2 + len(gone))]
    return [
        need,
        f"bahwa unsur Potensi dan Sumber Kesejahteraan Sosial (PSKS) dalam musyawarah {_held(meeting_on)} sepakat "
        f"membentuk FCU {fcu_name} dan memilih pengurusnya",
        _therefore(f"membentuk FCU {fcu_name} dan mengukuhkan pengurusnya", issuer),
    ]


def _therefore(act, issuer, points=2):
    """The closing point; `points` stand before it."""
    marks = [f"huruf {chr(ord('a') + place)}" for place in range(points)]
    named = " dan ".join(marks) if points == 2 else f"{', '.join(marks[:-1])}, dan {marks[-1]}"
    return f"bahwa berdasarkan pertimbangan {named}, perlu {act} dengan Keputusan {issuer}"


def noting(*, record_title, record_number, record_on):
    """Memperhatikan: the official record of the meeting that decided. A missing number prints dotted."""
    number = record_number or "...................."
    return [f"Berita Acara {record_title} Nomor {number} {_held(record_on)}"]


def dictums(*, fcu_name, village, revokes="", amends=""):
    """Dictums KESATU to KEEMPAT (five when an earlier decree is revoked or amended): [{mark, text, items}].

    revokes, amends  "Keputusan Kepala Desa Sidomekar Nomor 141/12/KEP Tahun 2025"; at most one of them
    """
    paragraphs = [
        (
            f"Membentuk dan mengukuhkan Family Care Unit (FCU) {fcu_name} {village} dengan susunan pengurus dan "
            "anggota sebagaimana tercantum dalam Lampiran, yang merupakan bagian tidak terpisahkan dari Keputusan ini.",
            [],
        ),
        (f"FCU {fcu_name} sebagaimana dimaksud dalam Diktum KESATU mempunyai tugas:", list(TASKS)),
        (f"Biaya yang timbul akibat Keputusan ini dibebankan pada {FUND_SOURCES}.", []),
    ]
    if amends:
        paragraphs[0] = (
            f"Mengubah susunan pengurus Family Care Unit (FCU) {fcu_name} {village} yang ditetapkan dengan {amends} "
            "sehingga menjadi sebagaimana tercantum dalam Lampiran, yang merupakan bagian tidak terpisahkan dari "
            "Keputusan ini.",
            [],
        )
    if revokes:
        paragraphs.append((f"{revokes} dicabut dan dinyatakan tidak berlaku.", []))
    paragraphs.append(
        (
            "Keputusan ini mulai berlaku pada tanggal ditetapkan, dengan ketentuan akan diperbaiki sebagaimana "
            "mestinya apabila kemudian hari terdapat kekeliruan.",
            [],
        )
    )
    return [
        {"mark": mark, "text": text, "items": items} for mark, (text, items) in zip(MARKS, paragraphs, strict=False)
    ]


# "KESATU : ", "a. ", "1) " and the like, typed before a point although the letter numbers its points itself.
_TYPED_MARK = re.compile(rf"^(?:(?:{'|'.join(MARKS)})\b\s*:?|[a-z0-9]{{1,2}}[.)])\s+")


def clean_items(text):
    """The points of a field, one per line, without typed marks and closing signs: the letter sets its own."""
    points = [_TYPED_MARK.sub("", line.strip()).strip() for line in text.splitlines()]
    return [point.rstrip(" ;.") for point in points if point]


def parse_dictums(text):
    """A field of dictums as [{mark, text, items}]: one dictum per line, its sub-points on the lines after it behind a
    dash. Past KESEPULUH a dictum has no mark of its own and continues the one before."""
    found = []
    for line in text.splitlines():
        line = line.strip()
        if line.startswith(("-", "–", "•")) and found:
            found[-1]["items"].append(line.lstrip("-–• ").removeprefix("dan ").rstrip(" ;."))
        elif line:
            mark = MARKS[len(found)] if len(found) < len(MARKS) else ""
            found.append({"mark": mark, "text": _TYPED_MARK.sub("", line), "items": []})
    return found


def copies(*, subdistrict_head, social_office, counselling_body, subdistrict_worker):
    """Tembusan: who receives a copy, each named as its own office writes itself; "" for one that does not exist.

    subdistrict_head "Camat Tegalwangi", social_office "Kepala Dinas Sosial Kabupaten Sukaraya", counselling_body
    "Ketua LK3 Kabupaten Sukaraya", subdistrict_worker "TKSK Kecamatan Tegalwangi"
    """
    receivers = (subdistrict_head, social_office, counselling_body, subdistrict_worker, "Arsip")
    return [receiver for receiver in receivers if receiver]
