"""The list of follow-ups on paper (SME-11)."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from reporting.visits import findings


def _lines(*parts):
    return "\n".join(str(part) for part in parts if part)


def _seen_to(row):
    return _lines(dates.short_date(row.closed_on), row.evidence) if row.closed_on else ""


def _checked(row):
    if row.stage == "withdrawn":
        return "Ditarik"
    return _lines(dates.short_date(row.checked_on), row.check_note or row.get_stage_display()) if row.checked_on else ""


FOLLOW_UPS = Register(
    "Daftar tindak lanjut", "DTL",
    (
        ("Ditemukan", lambda row: row.found_on, DAY),
        ("Yang dikunjungi, oleh", lambda row: _lines(findings.place_of(row), row.visit.by_words), 6),
        ("Temuan", lambda row: row.found, 7),
        ("Rekomendasi", lambda row: row.advice, 6.5),
        ("Penanggung jawab", lambda row: row.owner, 4.2),
        ("Batas waktu", lambda row: row.due_on, DAY),
        ("Diselesaikan, dengan bukti", _seen_to, 6.5),
        ("Diperiksa", _checked, 4.5),
    ),
    day_of=lambda row: row.found_on,
)  # fmt: skip
