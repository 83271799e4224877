"""The books of consultations and of cases."""

from django.utils.text import Truncator

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from referrals.masking import masked_client, without_names

SHORT = 60  # letters of what a case is about


def _bodies(case):
    """The bodies that took part, each once, in the order in which they came in."""
    return list(dict.fromkeys(body.name for step in case.told_steps for body in step.bodies.all()))


def _told(name):
    """A column of the book of consultations: nothing of a confidential one."""
    return lambda row: "" if row.is_confidential else getattr(row, name)


def _matter(case):
    """What it is about in a few words, with no name of whom it is about; below it the kind of problem."""
    name = case.family.head_name if case.family_id else case.client
    title = Truncator(without_names(case.title, [name])).chars(SHORT)
    return "\n".join([title, str(case.problem)] if case.problem else [title])


COUNSELLINGS = Register(
    "Buku konsultasi", "BK",
    (
        ("Tanggal", lambda row: row.held_on, DAY),
        ("Klien", lambda row: row.called or str(row), 5.5),
        ("L/P", lambda row: "P" if row.client_sex == "female" else "L", 1.3),
        ("Baru/lanjutan", lambda row: "Lanjutan" if row.is_returning else "Baru", 3),
        ("Yang dikonsultasikan", _told("topic"), 7),
        ("Saran", _told("advice"), 8),
        ("Tindak lanjut", _told("follow_up"), 5),
    ),
    initials=True, day_of=lambda row: row.held_on,
)  # fmt: skip
CASES = Register(
    "Buku kasus", "BKS",
    (
        ("Nomor", lambda row: row.number, 3.4),
        ("Dibuka", lambda row: row.opened_on, DAY),
        ("Jenis", lambda row: row.get_kind_display(), 4.5),
        ("Klien", masked_client, 4),
        ("Kasus dan jenis masalah", _matter, 6),
        ("Lembaga yang terlibat", lambda row: "\n".join(_bodies(row)), 7),
        ("Keadaan", lambda row: "\n".join(
            part for part in (row.get_stage_display(), dates.short_date(row.closed_on) if row.closed_on else "") if part
        ), DAY),
        ("Hasil", lambda row: row.get_outcome_display(), 4),
    ),
    day_of=lambda row: row.opened_on,
)  # fmt: skip
