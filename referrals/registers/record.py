"""Books of the records of help; none names a family."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY


def _struck(row):
    return f"Dibatalkan: {row.withdrawn_reason}" if row.withdrawn_on else ""


def _people(row):
    """Women and men as "12/8"; empty where nobody was counted."""
    return "" if row.participants is None else f"{row.women or 0}/{row.men or 0}"


def _days(row):
    last = dates.short_date(row.until_on) if row.last_day != row.held_on else ""
    return "\n".join(part for part in (dates.short_date(row.held_on), f"s.d. {last}" if last else "") if part)


def bodies_in_words(row):
    return ", ".join(body.name for body in row.partners.all())


def step_in_words(row):
    """The next step with its day, or that it was taken."""
    if not row.next_step:
        return ""
    if row.next_done_on:
        return f"{row.next_step} (selesai {dates.short_date(row.next_done_on)})"
    return f"{row.next_step} (paling lambat {dates.short_date(row.next_on)})" if row.next_on else row.next_step


def where_in_words(row):
    return ", ".join(part for part in (str(row.region), row.place) if part)


def _also(*parts):
    return "\n".join(part for part in parts if part)


RECORDS = Register(
    "Buku kegiatan pelayanan", "BKP",
    (
        ("Tanggal", _days, DAY),
        ("Jenis", lambda row: row.get_kind_display(), 4.5),
        ("Kegiatan", lambda row: _also(row.topic, _struck(row)), 7),
        ("P/L", _people, 2.4),
        ("Lembaga yang terlibat", bodies_in_words, 5.5),
        ("Biaya", lambda row: "" if row.cost is None else dates.rupiah(row.cost), 3.4),
        ("Hasil", lambda row: row.result, 7),
    ),
    initials=True, day_of=lambda row: row.held_on,
)  # fmt: skip
ADVOCACY = Register(
    "Catatan advokasi kebijakan", "CAK",
    (
        ("Tanggal", _days, DAY),
        ("Isu", lambda row: _also(row.topic, _struck(row)), 6),
        ("Pihak yang dituju", lambda row: row.target_body, 5),
        ("Yang disampaikan", lambda row: row.story, 7),
        ("Hasil", lambda row: row.result, 7),
        ("Langkah berikut", step_in_words, 5),
    ),
    initials=True, day_of=lambda row: row.held_on,
)  # fmt: skip
OUTREACH = Register(
    "Catatan penjangkauan", "CPJ",
    (
        ("Tanggal", _days, DAY),
        ("Tempat", where_in_words, 5),
        ("Yang dijangkau", lambda row: _also(row.topic, _struck(row)), 5.5),
        ("P/L", _people, 2.4),
        ("Yang ditemukan", lambda row: row.story, 7),
        ("Hasil", lambda row: row.result, 5),
        ("Langkah berikut", step_in_words, 5),
    ),
    initials=True, day_of=lambda row: row.held_on,
)  # fmt: skip
RECAP = (
    ("Jenis kegiatan", lambda row: row.label),
    ("Kegiatan", lambda row: row.times),
    ("Perempuan", lambda row: row.women),
    ("Laki-laki", lambda row: row.men),
    ("Keluarga pionir", lambda row: row.pioneers),
    ("Keluarga dampingan", lambda row: row.plasma),
    ("Calon keluarga", lambda row: row.candidates),
    ("Biaya", lambda row: dates.rupiah(row.cost)),
)
