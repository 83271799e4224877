"""The annexes of the quarterly report as plain tables, frozen with it: cash book, referrals, families, attendance.

They stand on paper, on the screen and in Excel in the same words and order. No family is named in them.
"""

from dataclasses import asdict

from families.models import Family, Participation
from fcu_project import dates
from institutions.meetings import Element
from institutions.models import Person
from referrals.models import Level
from referrals.models.referral import SENT_BACK, Referral
from reporting import rows
from reporting.above.office_tables.table import AMOUNT, DATE, NUMBER, TEXT, Table
from reporting.money import ledger, quarter_money
from reporting.quarterly.annex_families import family_tables
from reporting.quarterly.help_given import names_in, place_told

UNTOLD = "rahasia"
BACK = (
    " Pembalikan berdiri di sisi lawannya, sehingga jumlah masuk dan keluar lebih besar daripada di laporan keuangan; "
    "saldonya sama."
)


def annexes_of(report):
    """{code: [table]} as the records stand now, as plain JSON. No cash book, no annex of one."""
    village, quarter = report.region, report.period
    told = {
        "cash": _cash(report), "referrals": [_referrals(village, quarter)], "families": family_tables(village, quarter),
        "attendance": _attendance(village, quarter),
    }  # fmt: skip
    return {code: [asdict(table) for table in tables] for code, tables in told.items() if tables is not None}


# --- the cash book (5.17) ---------------------------------------------------------------------------------------
def _cash(report):
    """The lines of the quarter as they stand in the book. Their own words and payees stay there: they may name a
    family, so that the category is told instead."""
    book, quarter = quarter_money.book_of(report), report.period
    if book is None:
        return None
    lines = ledger.lines_of(book, quarter.start, quarter.end)
    opening = ledger.balance_before(book, quarter.start)
    begun = "Saldo awal buku" if book.opened_on >= quarter.start else "Saldo awal triwulan"
    told = [["", None, "", begun, None, None, "", None, opening], *(_line(line) for line in lines)]
    received = sum(line.entry.amount for line in lines if line.entry.is_in)
    spent = sum(line.entry.amount for line in lines if not line.entry.is_in)
    return [
        Table(
            "Buku kas umum",
            ["No urut", "Tanggal", "Kode", "Uraian", "Penerimaan", "Pengeluaran", "No bukti",
             "Pengeluaran kumulatif", "Saldo"],
            [NUMBER, DATE, TEXT, TEXT, AMOUNT, AMOUNT, TEXT, AMOUNT, AMOUNT], told,
            ["", None, "", "Jumlah triwulan ini", received, spent, "", lines[-1].spent if lines else None,
             opening + received - spent],
            "Jumlah dalam rupiah. Nomor urut dan pengeluaran kumulatif dihitung sejak awal tahun. Uraian lengkap dan "
            f"nama penerima ada pada buku kas FCU.{BACK if any(line.entry.reverses_id for line in lines) else ''}",
        )
    ]  # fmt: skip


def _line(line):
    entry = line.entry
    income, expense = (entry.amount, None) if entry.is_in else (None, entry.amount)
    return [line.number, entry.on.isoformat(), entry.code, _words(entry), income, expense, entry.evidence, line.spent,
            line.balance]  # fmt: skip


def _words(entry):
    told = entry.get_source_display() or entry.get_category_display()
    if entry.plan_item_id:
        told = f"{told}: {entry.plan_item.what}"
    return f"Pembalikan {entry.reverses.evidence}: {told}" if entry.reverses_id else told


# --- referrals --------------------------------------------------------------------------------------------------
def _referrals(village, quarter):
    """Sent in the quarter, or before and still under way when it began; as they stood on its last day."""
    day = min(quarter.end, dates.today_in(village.zone))
    found = Referral.objects.within(village).filter(sent_on__lte=quarter.end).order_by("sent_on", "id")
    for name in ("closed_on", "declined_on", "recalled_on"):
        found = found.exclude(**{f"{name}__lt": quarter.start})
    found = found.select_related("letter", "need__problem", "service__institution", "body")
    return Table(
        "Rujukan satu per satu",
        ["Nomor surat", "Tanggal", "Tingkat", "Lembaga tujuan", "Keadaan", "Sejak", "Hari menunggu"],
        [TEXT, DATE, TEXT, TEXT, TEXT, DATE, NUMBER], [_referral(row, day) for row in found],
        note=f"Keadaan pada {dates.long_date(day)}. Hari menunggu: sejak dikirim sampai dilayani, ditolak, ditarik, "
        "atau selesai. Rujukan dari triwulan sebelumnya yang belum selesai ikut ditulis.",
    )  # fmt: skip


def _referral(row, day):
    state, since = state_on(row, day)
    return [row.numbered, row.sent_on.isoformat(), row.tier, _place(row, day), state, since.isoformat(),
            waited_until(row, day)]  # fmt: skip


def _place(row, day):
    """Where it led by that day; nothing of a sensitive problem."""
    if row.need.problem.is_sensitive:
        return UNTOLD
    if row.level == Level.REGENCY and not (row.forwarded_on and row.forwarded_on <= day):
        return "LK3"
    return row.place


# From the last step to the first: the day of a step, and what it is called.
STATES = (
    ("closed_on", Referral.Stage.CLOSED), ("recalled_on", Referral.Stage.RECALLED),
    ("declined_on", Referral.Stage.DECLINED), ("answered_on", Referral.Stage.SERVED),
    ("forwarded_on", Referral.Stage.FORWARDED), ("accepted_on", Referral.Stage.ACCEPTED),
    ("sent_on", Referral.Stage.SENT),
)  # fmt: skip
ENDS_OF_WAITING = ("answered_on", "declined_on", "recalled_on", "closed_on")


def state_on(row, day):
    """(how a referral stood at the end of that day, since when)."""
    for name, stage in STATES:
        since = getattr(row, name)
        if since and since <= day:
            sent_back = stage == Referral.Stage.DECLINED and row.is_through_lk3
            return (SENT_BACK if sent_back else stage.label), since
    raise ValueError(f"a referral sent after {day}")


def waited_until(row, day):
    """Days from its sending to the first end of waiting, or until that day."""
    ends = [on for name in ENDS_OF_WAITING if (on := getattr(row, name)) and on <= day]
    return max((min(ends, default=day) - row.sent_on).days, 0)


# --- attendance -------------------------------------------------------------------------------------------------
def _attendance(village, quarter):
    """A table for each meeting: who was present, on whose behalf, women and men. A family on file stands by number."""
    held = rows.meetings_held(village, quarter).order_by("held_on", "id").prefetch_related("attendances__person")
    families = _Families(village)
    return [_present(meeting, families) for meeting in held]


def _present(meeting, families):
    present = sorted((row for row in meeting.attendances.all() if row.present), key=lambda row: row.pk)
    women = sum(row.person.sex == Person.Sex.FEMALE for row in present)
    count = f"{len(present)} hadir (P {women}, L {len(present) - women})"
    place = place_told(meeting.place, families.named)
    heading = f"{meeting.get_kind_display()}, {dates.long_date(meeting.held_on)}, {place}"
    told = [[families.called(row), row.get_element_display(), _sex(row)] for row in present]
    note = f"{count}."
    if present and meeting.keeper_id != meeting.region_id:
        told, note = [], f"{count}. Nama peserta ada pada daftar hadir penyelenggara."
    return Table(heading, ["Nama", "Unsur", "L/P"], [TEXT, TEXT, TEXT], told, note=note)


def _sex(row):
    return "P" if row.person.sex == Person.Sex.FEMALE else "L"


class _Families:
    """How somebody is told who came on behalf of a family, or whose family is on file: by its number."""

    MAY_BE_ONE = (Element.PIONEER, Element.OTHER)

    def __init__(self, village):
        heads = Family.objects.within(village).order_by("-number").values_list("head_name", "number")
        self.by_name = {" ".join(name.casefold().split()): number for name, number in heads}
        self.named = names_in([village.pk])
        lives = Participation.objects.within(village).exclude(representative=None)
        self.by_person = dict(lives.order_by("id").values_list("representative", "family__number"))

    def called(self, row):
        if row.element in self.MAY_BE_ONE:
            name = " ".join(row.person.name.casefold().split())
            number = self.by_person.get(row.person_id) or self.by_name.get(name)
            if number:
                return f"Keluarga No. {number}"
        return row.person.name
