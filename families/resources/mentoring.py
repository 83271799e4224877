"""Columns of mentoring in Excel: reports of a month, what is late, coaching, who follows it, visits."""

from families.models import MentoringNote
from families.progress import late_words

PAIR = (
    ("Desa/kelurahan", lambda row: str(row.plasma.family.region)),
    ("Keluarga pendamping (pionir)", lambda row: row.pioneer.family.called),
    ("Keluarga dampingan", lambda row: row.plasma.family.called),
    ("RT/RW", lambda row: row.plasma.family.neighbourhood),
)


def _reported(read):
    """A column of the report on the span, empty while it is missing."""
    return lambda row: read(row.of_span[0]) if row.of_span else ""


def _capital(words):
    return words[:1].upper() + words[1:]


PROGRESS = (
    *PAIR,
    ("Masuk", lambda row: bool(row.of_span)),
    ("Diserahkan", _reported(lambda report: report.reported_on)),
    ("Jumlah kontak", _reported(lambda report: report.contacts)),
    ("Yang dikerjakan", _reported(lambda report: report.done)),
    *(
        (_capital(words), _reported(lambda report, name=name: getattr(report, name)))
        for name, words in MentoringNote.CHANGES.items()
    ),
    ("Hambatan", _reported(lambda report: report.obstacle)),
    ("Yang diminta kepada FCU", _reported(lambda report: report.request)),
    ("Jawaban FCU", _reported(lambda report: report.answer)),
)


def late(today, months):
    """Columns of the list of what is late on `today`, where one report covers `months`."""
    return (
        *PAIR,
        ("Didampingi sejak", lambda row: row.paired_from),
        ("Kontak terakhir", lambda row: row.last_note_on),
        ("Yang terlambat", lambda row: "; ".join(late_words(row, today, months))),
    )


COACHINGS = (
    ("Tanggal", lambda row: row.held_on),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Untuk", lambda row: row.get_group_display()),
    ("Materi", lambda row: row.topic),
    ("Cara pemberdayaan", lambda row: row.get_way_display()),
    ("Metode", lambda row: row.method),
    ("Tempat", lambda row: row.place),
    ("Dibina oleh", lambda row: led_by(row)),
    ("Keluarga diundang", lambda row: row.asked),
    ("Keluarga hadir", lambda row: row.came),
    ("Hasil", lambda row: row.result),
)


def led_by(row):
    """Who led a session: the pioneer family, the provider, or both."""
    return ", ".join(part for part in (row.coach.family.called if row.coach else "", row.provider) if part)


FOLLOWED = (
    ("Desa/kelurahan", lambda row: str(row.family.region)),
    ("Keluarga", lambda row: row.family.called),
    ("RT/RW", lambda row: row.family.neighbourhood),
    ("Diundang pembinaan", lambda row: row.asked),
    ("Hadir pembinaan", lambda row: row.came),
    ("Konsultasi", lambda row: row.consulted),
    ("Mengikuti", lambda row: bool(row.came or row.consulted)),
)

VISITS = (
    ("Tanggal", lambda row: row.held_on),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Oleh", lambda row: row.get_by_whom_display()),
    ("Nama petugas", lambda row: row.visitor.name if row.visitor else ""),
    ("Yang didampingi", lambda row: accompanied(row)),
    ("Bentuk", lambda row: row.get_kind_display()),
    ("Yang dibicarakan", lambda row: row.topic),
    ("Yang ditemukan", lambda row: row.found),
    ("Yang disepakati", lambda row: row.agreed),
    ("Kunjungan berikutnya", lambda row: row.next_on),
)


def accompanied(row):
    return row.pioneer.family.called if row.pioneer else "Pengurus FCU"
