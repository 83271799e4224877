"""What LK3 did in a quarter: its activities, consultations, cases, referrals (REP-09).

Nobody is named. Splits by kind of problem and secret cases are told as above the village: below five "<5". What is
the same as in the figures of the FCUs bears the same words. An empty cell is "".
"""

from families.models import Sex
from institutions.models import Region
from referrals.models import Counselling
from referrals.secrecy import FEW, few, secret_counts, told_split
from reporting.above import lk3_work
from reporting.above.office_tables import lk3_referrals
from reporting.above.office_tables.table import DATE, NUMBER, TEXT, Table
from reporting.indicators import FIGURES
from reporting.quarterly.help_given import names_in, names_of, shortened, told_without
from reporting.visits.finding_tables import office_findings

MOST_LISTED = 150  # activities told one by one
UNNAMED_KINDS = "Jenis masalah yang dirahasiakan"
NOT_SPLIT = "Kurang dari lima, tidak dirinci"
SPLIT = ["Jumlah", "Perempuan", "Laki-laki"]


def tables(report):
    region, quarter = report.region, report.period
    helped = list(lk3_work.help_given(region, quarter).prefetch_related("families__members"))
    notes, meetings = list(lk3_work.duty_notes(region, quarter)), lk3_work.meetings(region, quarter)
    lives = lk3_work.cases(region, quarter)
    roads = lk3_referrals.roads_of(region, quarter)
    return [
        _by_kind(helped, notes, meetings),
        _one_by_one(helped, notes, meetings),
        _briefings(region, quarter, meetings),
        *_consultations(region, quarter),
        _cases(lives, quarter),
        *lk3_referrals.tables(region, quarter, roads),
        _problems(lives, roads, quarter),
        _secret(region, quarter),
        *office_findings(report),
    ]


def said(code):
    """A figure by the words of the FCUs' reports."""
    return FIGURES[code].label


# --- activities -----------------------------------------------------------------------------------------------------
def _by_kind(helped, notes, meetings):
    """How often, for how many people, in how many villages. People of a note on a meeting are those of the meeting."""
    told = {meeting.pk for meeting in meetings}
    lines = {}
    for row in helped:
        _add(lines, ("Pelayanan", row.get_kind_display()), row.region, row.women, row.men)
    for row in meetings:
        _add(lines, ("Pertemuan", row.get_kind_display()), row.region, row.women, row.men)
    for row in notes:
        people = (None, None) if row.meeting_id in told else (row.women, row.men)
        _add(lines, ("Tugas menurut pedoman", row.duty.text), row.region, *people)
    rows = [[*key, count, women, men, len(places)] for key, (count, women, men, places) in lines.items()]
    everywhere = set().union(*(places for *_, places in lines.values()))
    total = ["Jumlah", "", *(sum(row[place] for row in rows) for place in (2, 3, 4)), len(everywhere)] if rows else []
    return Table(
        "Kegiatan LK3 menurut jenis",
        ["Kelompok", "Kegiatan", "Banyaknya", "Peserta perempuan", "Peserta laki-laki", "Desa/kelurahan"],
        [TEXT, TEXT, NUMBER, NUMBER, NUMBER, NUMBER], rows, total,
        "Pertemuan: yang diselenggarakan, diisi, atau difasilitasi LK3. Orang yang hadir pada dua kegiatan terhitung "
        "dua kali.",
    )  # fmt: skip


def _add(lines, key, region, women, men):
    line = lines.setdefault(key, [0, 0, 0, set()])
    line[0] += 1
    line[1] += women or 0
    line[2] += men or 0
    if region.level == Region.Level.VILLAGE:
        line[3].add(region.pk)


def _one_by_one(helped, notes, meetings):
    """In the order of their days. Words in which a family is named are left out, as in the reports of the FCUs."""
    named = names_in({row.region_id for row in (*helped, *notes)})
    rows = []
    for row in helped:
        own = names_of(row.families.all())
        what, result = (told_without(text, named, own) for text in (row.topic, shortened(row.result)))
        rows.append(_activity(row.held_on, row.get_kind_display(), what, row, result))
    for row in meetings:
        rows.append(_activity(row.held_on, "Pertemuan", row.get_kind_display(), row, ""))
    for row in notes:
        what, result = (told_without(text, named) for text in (row.title, shortened(row.result)))
        rows.append(_activity(row.done_on, row.duty.text, what, row, result))
    rows.sort(key=lambda row: row[0])
    left = len(rows) - MOST_LISTED
    return Table(
        "Daftar kegiatan LK3",
        ["Tanggal", "Jenis", "Kegiatan", "Tempat", "Perempuan", "Laki-laki", "Hasil"],
        [DATE, TEXT, TEXT, TEXT, NUMBER, NUMBER, TEXT], rows[:MOST_LISTED],
        note=f"{left} kegiatan lagi tidak dirinci di sini." if left > 0 else "",
    )  # fmt: skip


def _activity(day, kind, what, row, result):
    people = ["" if number is None else number for number in (row.women, row.men)]
    return [day.isoformat(), kind, what or kind, str(row.region), *people, result]


def _briefings(region, quarter, meetings):
    """Pioneers briefed by LK3 at consolidations (III.B.5.3), by the sex of their heads."""
    told, names = lk3_work.briefed(region, quarter), ("pioneers", "women", "men", "briefings")
    rows = [
        [meeting.held_on.isoformat(), str(meeting.region), *(told[meeting.pk][name] for name in names)]
        for meeting in meetings if meeting.pk in told
    ]  # fmt: skip
    return Table(
        "Pembekalan keluarga pionir",
        ["Tanggal", "Tempat", "Keluarga pionir", "Perempuan", "Laki-laki", "Materi diberikan"],
        [DATE, TEXT, NUMBER, NUMBER, NUMBER, NUMBER], rows, _sum(rows, 2),
        "Perempuan dan laki-laki: kepala keluarga pionir.",
    )  # fmt: skip


def _sum(rows, first):
    """A last row that adds up every column from the place `first` on; none over no rows."""
    if not rows:
        return []
    return ["Jumlah", *[""] * (first - 1), *(sum(row[at] for row in rows) for at in range(first, len(rows[0])))]


# --- consultations and cases ----------------------------------------------------------------------------------------
def _consultations(region, quarter):
    told = lk3_work.sums_of_consultations(lk3_work.consultations(region, quarter))
    again = [told["returning_women"], told["returning_men"]]
    new = [told["women"] - again[0], told["men"] - again[1]]
    rows = [[said("consultations_new"), sum(new), *new], [said("consultations_returning"), sum(again), *again]]
    ways = []
    for way in Counselling.Way:
        both = [told[f"{way}_women"], told[f"{way}_men"]]
        ways.append([way.label, sum(both), *both])
    kinds = [TEXT, NUMBER, NUMBER, NUMBER]
    return [
        Table("Konsultasi di LK3", ["Klien", *SPLIT], kinds, rows, _sum(rows, 1),
              f"Di antaranya konsultasi rahasia: {few(told['confidential'])}."),
        Table("Konsultasi di LK3 menurut cara", ["Cara", *SPLIT], kinds, ways, _sum(ways, 1)),
    ]  # fmt: skip


def _cases(lives, quarter):
    """The cases that LK3 carries itself; those kept secret stand in none of these numbers."""
    during = (quarter.start, quarter.end)
    groups = (
        (said("cases_opened"), lambda life: life.case.opened_on >= quarter.start),
        (said("cases_closed"), lambda life: life.ended_in(quarter)),
        ("Kasus dibuka kembali", lambda life: any(during[0] <= day <= during[1] for day in life.reopened)),
        (said("cases_joint"), lambda life: life.is_under_way_in(quarter) and life.is_joint_by(quarter.end)),
        ("Kasus berjalan pada akhir triwulan", lambda life: life.is_open_on(quarter.end)),
    )
    rows = []
    for label, holds in groups:
        sexes = [life.sex for life in lives if holds(life)]
        rows.append([label, len(sexes), sexes.count(Sex.FEMALE), sexes.count(Sex.MALE)])
    return Table(
        "Kasus yang ditangani LK3", ["Kasus", *SPLIT], [TEXT, NUMBER, NUMBER, NUMBER], rows,
        note="Jenis kelamin klien, atau kepala keluarganya; yang tidak dicatat hanya ada pada jumlah.",
    )  # fmt: skip


# --- what is told in small numbers only as "<5" ---------------------------------------------------------------------
def _problems(lives, roads, quarter):
    """Kinds of problem of the cases opened and the referrals received in the quarter."""
    opened = [life.case.problem for life in lives if life.case.opened_on >= quarter.start and life.case.problem]
    sent = [road.referral.need.problem for road in roads if road.referral.sent_on >= quarter.start]
    columns = [_split(opened), _split(sent)]
    order = {problem.name: (problem.order, problem.name) for problem in (*opened, *sent)}
    labels = sorted({label for column in columns for label in column}, key=lambda name: order.get(name, (9999, name)))
    rows = [[label, *(column.get(label, "0") for column in columns)] for label in labels]
    return Table(
        "Jenis masalah", ["Jenis masalah", said("cases_opened"), "Rujukan diterima LK3"], [TEXT, TEXT, TEXT], rows,
        note=f"Angka di bawah {FEW} ditulis <{FEW}. Jenis masalah konsultasi tidak dicatat dengan kode.",
    )  # fmt: skip


def _split(problems):
    """{kind of problem: number as told}; fewer than five altogether are not told apart."""
    counts = {}
    for problem in problems:
        label = UNNAMED_KINDS if problem.is_sensitive else problem.name
        counts[label] = counts.get(label, 0) + 1
    if sum(counts.values()) < FEW:
        return {NOT_SPLIT: few(len(problems))} if problems else {}
    return told_split(counts)


def _secret(region, quarter):
    """How many were reported, and nothing else of them."""
    total = secret_counts(region, quarter.start, quarter.end)["total"]
    return Table("Kasus rahasia", ["Keterangan", "Jumlah"], [TEXT, TEXT], [["Dilaporkan pada triwulan ini", total]])
