"""Books and lists of mentoring as they are printed: reports of a month, what is late, coaching, visits."""

from families.models import MentoringNote
from families.progress import late_words
from families.resources import accompanied, led_by
from institutions.documents.register import Register
from institutions.registers import DAY


def _families(row):
    return row.plasma.family.called


def _village(row):
    return row.plasma.family.region.name


def _standing(row):
    if not row.of_span:
        return "Belum masuk"
    report = row.of_span[0]
    changes = ", ".join(words for name, words in MentoringNote.CHANGES.items() if getattr(report, name))
    return "\n".join(part for part in (f"{report.contacts} kontak", changes) if part)


def _asked(row):
    report = row.of_span[0] if row.of_span else None
    if report is None:
        return ""
    answered = f"Dijawab: {report.answer}" if report.answer else ""
    return "\n".join(part for part in (report.obstacle, report.request, answered) if part)


PROGRESS = Register(
    "Daftar laporan kemajuan", "LKK",
    (
        ("Desa/kelurahan", _village, 4),
        ("Keluarga pendamping (pionir)", lambda row: row.pioneer.family.called, 5),
        ("Keluarga dampingan", _families, 5),
        ("Diserahkan", lambda row: row.of_span[0].reported_on if row.of_span else "", DAY),
        ("Kontak dan perubahan", _standing, 5),
        ("Yang dikerjakan", lambda row: row.of_span[0].done if row.of_span else "", 6),
        ("Hambatan, permintaan, jawaban", _asked, 6),
    ),
)  # fmt: skip


def late(today, months):
    """The list of what is late on `today`, where one report covers `months`."""
    return Register(
        "Daftar pendampingan terlambat", "DPT",
        (
            ("Desa/kelurahan", _village, 4),
            ("Keluarga pendamping (pionir)", lambda row: row.pioneer.family.called, 5),
            ("Keluarga dampingan", _families, 5),
            ("Alamat", lambda row: row.plasma.family.neighbourhood, 5),
            ("Didampingi sejak", lambda row: row.paired_from, DAY),
            ("Yang terlambat", lambda row: "\n".join(late_words(row, today, months)), 8),
        ),
    )  # fmt: skip


COACHINGS = Register(
    "Rekap pembinaan keluarga", "RPK",
    (
        ("Tanggal", lambda row: row.held_on, DAY),
        ("Desa/kelurahan", lambda row: row.region.name, 4),
        ("Untuk", lambda row: "Pionir" if row.group == "pioneers" else "Dampingan", 3),
        ("Materi dan metode", lambda row: "\n".join(part for part in (row.topic, row.method) if part), 7),
        ("Cara", lambda row: row.get_way_display(), 4),
        ("Dibina oleh", led_by, 5),
        ("Diundang", lambda row: row.asked, 2.5),
        ("Hadir", lambda row: row.came, 2),
        ("Hasil", lambda row: row.result, 6),
    ),
    day_of=lambda row: row.held_on,
)  # fmt: skip

FOLLOWED = Register(
    "Rekap pembinaan dan konsultasi", "RPB",
    (
        ("Desa/kelurahan", lambda row: row.family.region.name, 4),
        ("Keluarga", lambda row: row.family.called, 6),
        ("Alamat", lambda row: row.family.neighbourhood, 6),
        ("Diundang pembinaan", lambda row: row.asked, 3),
        ("Hadir pembinaan", lambda row: row.came, 3),
        ("Konsultasi", lambda row: row.consulted, 3),
        ("Mengikuti", lambda row: "Ya" if row.came or row.consulted else "Belum", 3),
    ),
)  # fmt: skip

VISITS = Register(
    "Buku kunjungan pendampingan", "BKP",
    (
        ("Tanggal", lambda row: row.held_on, DAY),
        ("Desa/kelurahan", lambda row: row.region.name, 4),
        ("Oleh", lambda row: "\n".join(part for part in (row.visitor.name if row.visitor else "",
                                                        row.get_by_whom_display()) if part), 4),
        ("Yang didampingi", accompanied, 4),
        ("Bentuk", lambda row: row.get_kind_display(), 3),
        ("Yang dibicarakan", lambda row: row.topic, 6),
        ("Ditemukan dan disepakati",
         lambda row: "\n".join(part for part in (row.found, row.agreed) if part), 6),
        ("Berikutnya", lambda row: row.next_on, DAY),
    ),
    initials=True,
    day_of=lambda row: row.held_on,
)  # fmt: skip
