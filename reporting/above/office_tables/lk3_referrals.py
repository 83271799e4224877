"""Referrals through LK3 in a quarter: from whom, what became of them, to whom they were sent on, who waits (REP-09).

What waits is read as it stood on the last day, each with its days of waiting. No family is named; where the kind of
problem is kept secret the place is not named either, for the place alone would tell it.
"""

from dataclasses import dataclass

from fcu_project import dates
from institutions.models import Region
from referrals import through_lk3
from referrals.models import Outcome
from referrals.secrecy import FEW
from referrals.through_lk3 import WITH_LK3, WITH_PLACE, Forwarding, Road
from reporting.above import lk3_work
from reporting.above.office_tables.table import DATE, NUMBER, TEXT, Table
from reporting.indicators import FIGURES

MOST_PLACES, MOST_WAITING = 30, 100  # lines told one by one
OTHER_PLACES = "Lembaga lain"


def roads_of(region, quarter):
    return through_lk3.roads(region, quarter.start, quarter.end)


def tables(region, quarter, roads):
    """The tables of referrals, in the order of the report."""
    last = through_lk3.last_day(region, quarter.end)
    lines = [Line(road, quarter, last) for road in roads]
    return [_summary(region, quarter, lines), _by_village(lines), _by_place(lines), _waiting(lines)]


def heading(code):
    """The words of a figure beneath the heading "Rujukan": "Menunggu jawaban"."""
    words = FIGURES[code].label.removeprefix("Rujukan ").partition(",")[0]
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Line:
    """A referral as the quarter counts it; `last` is its last day, of a quarter that still runs today."""

    road: Road
    quarter: object
    last: object

    def happened(self, field):
        """Whether the day of this step lies in the quarter."""
        return self.inside(getattr(self.road.referral, field))

    def inside(self, day):
        return day is not None and self.quarter.start <= day <= self.quarter.end

    @property
    def sent_on_to(self) -> list[Forwarding]:
        """The times that LK3 sent it on in the quarter."""
        return [one for one in self.road.forwardings if self.inside(one.on)]

    @property
    def obtained(self):
        return self.happened("closed_on") and self.road.referral.outcome in (Outcome.FULL, Outcome.PARTLY)

    @property
    def waits(self):
        return self.road.waits_on(self.last)

    @property
    def is_late(self):
        return self.road.is_late_on(self.last)

    @property
    def days(self):
        """Days since it was sent, of one that waits."""
        return self.road.days_waiting(self.last)


def count(lines, holds):
    return sum(bool(holds(line)) for line in lines)


# --- how many -------------------------------------------------------------------------------------------------------
def _summary(region, quarter, lines):
    begun, ended = (dates.midnight_in(region.zone, day) for day in (quarter.start, quarter.next.start))
    offered = lk3_work.alternatives(region, quarter)
    closed = [line for line in lines if line.happened("closed_on")]
    ends = {outcome: count(closed, lambda line, o=outcome: line.road.referral.outcome == o) for outcome in Outcome}
    from_office = {
        level: count(lines, lambda line, lv=level: line.happened("sent_on") and line.road.referral.office.level == lv)
        for level in (Region.Level.VILLAGE, Region.Level.SUBDISTRICT)
    }
    rows = [
        ["Diterima dari FCU", from_office[Region.Level.VILLAGE]],
        ["Diterima dari TKSK", from_office[Region.Level.SUBDISTRICT]],
        ["Diteruskan LK3 ke lembaga", sum(len(line.sent_on_to) for line in lines)],
        ["Ditolak atau dialihkan lembaga", sum(
            line.inside(one.refused_on) for line in lines for one in line.road.forwardings)],
        ["Dikembalikan LK3 kepada pengirim", count(lines, lambda line: line.happened("declined_on"))],
        ["Ditarik kembali pengirim", count(lines, lambda line: line.happened("recalled_on"))],
        [heading("referrals_answered"), count(lines, lambda line: line.happened("answered_on"))],
        [heading("referrals_closed"), len(closed)],
        *([f"Selesai: {outcome.label.lower()}", number] for outcome, number in ends.items()),
        ["Selesai: pelayanan diperoleh", count(closed, lambda line: line.road.referral.reached)],
        ["Pilihan lain yang ditawarkan LK3", offered.count()],
        ["Darurat yang dikabarkan kepada LK3", lk3_work.emergencies_told(region, begun, ended).count()],
        ["Menunggu pada akhir triwulan, di LK3", _standing(lines, WITH_LK3)],
        ["Menunggu pada akhir triwulan, di lembaga", _standing(lines, WITH_PLACE)],
        [heading("referrals_overdue_end"), count(lines, lambda line: line.is_late)],
    ]  # fmt: skip
    return Table("Rujukan lewat LK3", ["Rujukan", "Jumlah"], [TEXT, NUMBER], rows)


def _standing(lines, state):
    return count(lines, lambda line: line.road.state_on(line.last) == state)


# (heading, what is counted) of the table by village and of its last row.
COUNTS = (
    ("Diterima", lambda line: line.happened("sent_on")),
    ("Diteruskan", lambda line: len(line.sent_on_to)),
    ("Dikembalikan", lambda line: line.happened("declined_on")),
    (heading("referrals_answered"), lambda line: line.happened("answered_on")),
    (heading("referrals_closed"), lambda line: line.happened("closed_on")),
    ("Terpenuhi", lambda line: line.obtained),
    (heading("referrals_waiting_end"), lambda line: line.waits),
    (heading("referrals_overdue_end"), lambda line: line.is_late),
)


def _by_village(lines):
    """By the village of the FCU; "terpenuhi" are those closed with the need met, wholly or in part."""
    groups = {}
    for line in lines:
        groups.setdefault(line.road.referral.region, []).append(line)
    rows = [[str(village), str(village.parent), *_counts(found), _longest(found)] for village, found in groups.items()]
    rows = [row for row in rows if any(row[2:10])]
    total = ["Jumlah", "", *_counts(lines), _longest(lines)] if rows else []
    return Table(
        "Rujukan menurut desa/kelurahan",
        ["Desa/kelurahan", "Kecamatan", *(words for words, _ in COUNTS), "Terlama menunggu (hari)"],
        [TEXT, TEXT, *[NUMBER] * (len(COUNTS) + 1)], rows, total,
        "Terpenuhi: selesai, kebutuhan terpenuhi seluruhnya atau sebagian. Menunggu dan terlambat: keadaan pada hari "
        "terakhir; terlambat dihitung sejak diterima pihak yang memegangnya.",
    )  # fmt: skip


def _counts(lines):
    return [sum(int(counted(line)) for line in lines) for _, counted in COUNTS]


def _longest(lines):
    return max((line.days for line in lines if line.days is not None), default="")


# --- to whom --------------------------------------------------------------------------------------------------------
@dataclass
class Place:
    """What was sent on to one place: in the quarter, refused by it, served, still there on the last day."""

    sent: int = 0
    refused: int = 0
    served: int = 0
    waits: int = 0
    late: int = 0
    longest: int | str = ""

    def add(self, line, one):
        self.sent += line.inside(one.on)
        self.refused += line.inside(one.refused_on)
        self.served += one.refused_on is None and line.happened("answered_on")
        if line.waits and one.lasted_on(line.last):
            self.waits += 1
            self.late += line.is_late
            self.longest = max(self.longest or 0, (line.last - one.on).days)

    @property
    def cells(self):
        return [self.sent, self.refused, self.served, self.waits, self.late, self.longest]


def _by_place(lines):
    """Places with the most first. Those of secret kinds of problem stand in one line with other places, so that their
    number can't be read from it."""
    named, secret = {}, []
    for line in lines:
        for one in line.road.forwardings:
            if line.road.is_sensitive:
                secret.append((line, one))
            else:
                named.setdefault(one.place, []).append((line, one))
    told = {label: found for label, found in named.items() if any(_place(found).cells[:4])}
    secret = secret if any(_place(secret).cells[:4]) else []
    order = sorted(told, key=lambda label: (-_place(told[label]).sent, label))
    others = order[MOST_PLACES:]
    order = order[:MOST_PLACES]
    while secret and order and sum(len(told[label]) for label in others) < FEW:
        others.append(order.pop())
    rows = [[label, *_place(told[label]).cells] for label in order]
    rest = [pair for label in others for pair in told[label]] + secret
    if rest:
        rows.append([OTHER_PLACES, *_place(rest).cells])
    everything = _place([pair for found in told.values() for pair in found] + secret)
    return Table(
        "Rujukan yang diteruskan, menurut lembaga tujuan",
        ["Lembaga tujuan", "Diteruskan", "Ditolak/dialihkan", heading("referrals_answered"),
         heading("referrals_waiting_end"), heading("referrals_overdue_end"), "Terlama menunggu (hari)"],
        [TEXT, *[NUMBER] * 6], rows, ["Jumlah", *everything.cells] if rows else [],
    )  # fmt: skip


def _place(pairs):
    place = Place()
    for line, one in pairs:
        place.add(line, one)
    return place


def _waiting(lines):
    """Each that waited on the last day, the longest first; without the place, which could tell the problem."""
    still = sorted((line for line in lines if line.waits), key=lambda line: (-line.days, line.road.referral.pk))
    rows = [
        [str(line.road.referral.region), line.road.referral.sent_on.isoformat(),
         "LK3" if line.road.state_on(line.last) == WITH_LK3 else "Lembaga tujuan",
         line.road.held_since(line.last).isoformat(), line.days, "Terlambat" if line.is_late else ""]
        for line in still[:MOST_WAITING]
    ]  # fmt: skip
    left = len(still) - MOST_WAITING
    return Table(
        "Rujukan yang masih menunggu pada hari terakhir",
        ["Desa/kelurahan", "Dikirim pada", "Dipegang", "Sejak", "Menunggu (hari)", "Keterangan"],
        [TEXT, DATE, TEXT, DATE, NUMBER, TEXT], rows,
        note=f"{left} rujukan lagi tidak dirinci di sini." if left > 0 else "",
    )  # fmt: skip
