"""Chapter III of the report: what the pioneers reported of their plasma families, and what changed (REP-10, MEN-03).

Plain tables that can be frozen with the report. Families are counted by the sex of their head; none is named.
"""

from datetime import timedelta

from families import periods
from families.change import BETTER, SAME, WORDS, WORSE
from families.change_figures import Split, change_in
from families.counts import MENTORING_WORDS, mentoring
from families.models import MentoringNote, Pairing, ProgressReport
from families.models.pairing import FourChanges
from families.progress import paired_in, with_report
from reporting import rows
from reporting.above.office_tables.table import NUMBER, TEXT, Table
from reporting.periods import spans_in

# The four results that were found in the field, as a line of the table says them.
OUTCOMES = {
    "change_view": "Cara pandang mengatasi masalah", "change_needs": "Pemenuhan kebutuhan",
    "change_taking_part": "Ikut kegiatan warga", "change_access": "Kemudahan menjangkau pelayanan",
}  # fmt: skip
SPLIT = ("Keluarga", "P", "L")
TOLD_ABOVE = ("reports", "families_changed")  # of the counts of mentoring those that a table of its own tells


def mentoring_tables(village, quarter):
    """[Table] of the chapter: reports that came, the four results, rounds asked again, what the companions did."""
    return [_reports(village, quarter), _outcomes(village, quarter), _rounds(village, quarter), _done(village, quarter)]


# --- the pioneers' reports --------------------------------------------------------------------------------------
def _reports(village, quarter):
    """For each span how many reports should have come, came, and are missing."""
    told = []
    for first, months in spans_in(village, quarter):
        owed = with_report(paired_in(Pairing.objects.within(village), first, months), first)
        every, came = owed.count(), owed.filter(reported=True).count()
        told.append([periods.words(first, months), every, came, every - came])
    return Table(
        "Laporan kemajuan keluarga pionir", ["Bulan yang dilaporkan", "Harus masuk", "Masuk", "Belum masuk"],
        [TEXT, NUMBER, NUMBER, NUMBER], told, ["Jumlah", *(sum(row[place] for row in told) for place in (1, 2, 3))],
        "Satu laporan untuk setiap keluarga plasma yang didampingi.",
    )  # fmt: skip


# --- the four results -------------------------------------------------------------------------------------------
def told_of_families(village, quarter):
    """{family: {names of what got better}} of every plasma family with a contact or a report in the quarter."""
    spans = [first for first, _ in spans_in(village, quarter)]
    reports = ProgressReport.objects.within(village).filter(period__in=spans).select_related("family")
    notes = MentoringNote.objects.within(village).filter(rows.during(quarter, "held_on")).select_related("family")
    found = {}
    for row in (*reports, *notes):
        better = found.setdefault(row.family, set())
        better.update(name for name in FourChanges.CHANGES if getattr(row, name))
    return found


def _outcomes(village, quarter):
    """Of each result: in how many families it got better, and in how many no change was told (domain 1.5)."""
    told = told_of_families(village, quarter)
    lines = [
        [label, *_cells(told, lambda better, name=name: name in better)] for name, label in OUTCOMES.items()
    ]  # fmt: skip
    return Table(
        "Empat hasil pada keluarga plasma", ["Hasil", "Membaik", "P", "L", "Tetap", "P", "L"], [TEXT, *[NUMBER] * 6],
        lines, ["Sedikitnya satu hasil membaik", *_cells(told, bool)] if lines else [],
        "Menurut catatan dan laporan kemajuan pendamping. Keluarga yang memburuk tampak pada penilaian ulang.",
    )  # fmt: skip


def _cells(told, got_better):
    """All, women, men of those that got better, and the same of the others."""
    better, same = Split(), Split()
    for family, names in told.items():
        (better if got_better(names) else same).add(family.head_sex)
    return [number for split in (better, same) for number in apart(split)]


def apart(split):
    """All, women, men."""
    return [split.all, split.women, split.men]


# --- rounds asked again -----------------------------------------------------------------------------------------
def before(quarter):
    """The last day before the quarter."""
    return quarter.start - timedelta(days=1)


def _rounds(village, quarter):
    """Plasma families asked the 12 questions again in the quarter: how they fare against the round before."""
    change = change_in(village, quarter.end, before(quarter))
    same = Split(
        *(getattr(change.families, sex) - getattr(change.improved, sex) - getattr(change.worsened, sex)
          for sex in ("women", "men"))
    )  # fmt: skip
    lines = [
        [WORDS[move], *apart(split)]
        for move, split in ((BETTER, change.improved), (SAME, same), (WORSE, change.worsened))
    ]
    return Table(
        "Penilaian ulang keluarga plasma", ["Dibanding penilaian sebelumnya", *SPLIT], [TEXT, *[NUMBER] * 3], lines,
        ["Dinilai ulang", *apart(change.families)],
        "Membaik: lebih banyak kesulitan yang hilang daripada yang muncul.",
    )  # fmt: skip


def _done(village, quarter):
    told = mentoring(village, quarter.start, quarter.end)
    lines = [[MENTORING_WORDS[name], number] for name, number in told.items() if number and name not in TOLD_ABOVE]
    note = "Yang tidak disebut di sini nihil." if lines else ""
    return Table("Kegiatan pendampingan", ["Uraian", "Jumlah"], [TEXT, NUMBER], lines, note=note)
