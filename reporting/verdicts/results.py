"""Evidence of what came of it: effectiveness, efficiency, worth, benefit (I.A, I.C.2). Each gives one table."""

from django.db.models import Avg, Count, Q, Sum

from families.models import MentoringNote, Need, Sex
from families.small_numbers import FEW, SMALL
from referrals.models import Referral
from reporting.above.office_tables.table import AMOUNT, DATE, NUMBER, TEXT, Table
from reporting.models import Aim, Report, Visit, VisitAnswer
from reporting.success import sums
from reporting.success.before_after import compared_in
from reporting.verdicts import masking
from reporting.verdicts.ground import (
    UNTOLD,
    figures,
    in_days,
    in_quarters,
    mean_days,
    people,
    recorded,
)
from reporting.visits.aspects import aspects_of, label_of


# --- effectiveness --------------------------------------------------------------------------------------------------
def accompanied(ground):
    codes = (
        "plasma_end", "pairings_end", "plasma_visited", "needs_opened", "needs_met", "plasma_needs_met",
        "plasma_served", "plasma_promoted",
    )  # fmt: skip
    return figures(ground, "Keluarga yang didampingi dan hasilnya", codes)


def changes(ground):
    """The twelve signs of a plasma family before and after, at the end of the last quarter that was accepted."""
    latest = ground.latest
    found = compared_in(sums.changes_of(ground.region, latest.quarter)) if latest else []
    rows = [
        [row.question, *(number for split in (row.compared, row.before, row.after)
                         for number in masking.split(split.women, split.men))]
        for row in found
    ]  # fmt: skip
    return Table(
        "Keluarga plasma sebelum dan sesudah didampingi",
        ["Kesulitan", "Dibandingkan P", "L", "Sebelum P", "L", "Sesudah P", "L"], [TEXT, *[NUMBER] * 6], rows,
        note=f"Keluarga yang sudah dinilai dua kali, {latest.quarter.words}; di bawah {SMALL} tampil sebagai {FEW}."
        if rows else f"Perubahan {UNTOLD}.",
    )  # fmt: skip


# --- efficiency -----------------------------------------------------------------------------------------------------
def money_per_family(ground):
    """What FCUs spent according to their accepted reports, and how many families they served meanwhile."""
    accepted = Report.objects.within(ground.region).filter(in_quarters(ground.quarters), stage=Report.Stage.ACCEPTED)
    spent = accepted.order_by().values("year", "quarter").annotate(spent=Sum("expense_total"))
    spent = {(row["year"], row["quarter"]): row["spent"] for row in spent}
    rows, served = [], [0, 0, 0]
    for told in ground.sums:
        if not told.reports:
            rows.append([told.quarter.words, 0, UNTOLD, UNTOLD, None, None, UNTOLD])
            continue
        money = spent.get((told.quarter.year, told.quarter.number), 0)
        families = [
            told.values[f"pioneers_helped{end}"] + told.values[f"plasma_helped{end}"] for end in ("", "_women", "_men")
        ]
        served = [a + b for a, b in zip(served, families, strict=True)]
        rows.append([told.quarter.words, told.reports, money, *families, _each(money, families[0])])
    total = sum(spent.values())
    last = ["Jumlah", ground.reports, total, *served, _each(total, served[0])] if ground.reports else []
    return Table(
        "Uang yang dikeluarkan dan keluarga yang dilayani FCU",
        ["Triwulan", "Laporan", "Pengeluaran", "Keluarga", "P", "L", "Per keluarga"],
        [TEXT, NUMBER, AMOUNT, NUMBER, NUMBER, NUMBER, AMOUNT], rows, last,
        note="Kas FCU menurut laporan yang diterima; satu keluarga dihitung sekali dalam satu triwulan.",
    )  # fmt: skip


def _each(money, families):
    return round(money / families) if families else None


def helpers(ground):
    """How many help how many: pioneers, members, officers beside the families accompanied."""
    codes = ("pioneers_on_duty_end", "pioneers_end", "members_end", "officers_end", "plasma_end", "pairings_end")
    table = figures(ground, "Tenaga yang membantu", codes)
    if ground.reports and ground.value("pioneers_on_duty_end"):
        load = ground.value("plasma_end") / ground.value("pioneers_on_duty_end")
        table.rows.append(["Keluarga plasma per keluarga pionir yang bertugas", f"{load:.1f}".replace(".", ","),
                           None, None])  # fmt: skip
    return table


def days_to_service(ground):
    """How long a family waited: until the need was met, until the place it was referred to served it."""
    met = Need.objects.within(ground.region).filter(ground.during("closed_on"), state=Need.State.MET).order_by()
    met = met.aggregate(n=Count("pk"), days=mean_days("found_on", "closed_on"))
    served = Referral.objects.within(ground.region).filter(ground.during("answered_on"), sent_on__isnull=False)
    served = served.order_by().aggregate(n=Count("pk"), days=mean_days("sent_on", "answered_on"))
    return Table(
        "Lama menunggu", ["Dari sampai", "Banyaknya", "Rata-rata hari"], [TEXT, NUMBER, NUMBER],
        [
            ["Kebutuhan ditemukan sampai terpenuhi", recorded(met["n"]), in_days(met["days"])],
            ["Rujukan dikirim sampai dilayani", recorded(served["n"]), in_days(served["days"])],
        ],
    )  # fmt: skip


# --- worth ----------------------------------------------------------------------------------------------------------
def evaluations(ground):
    """Evaluations of FCUs there that were signed by the last day: also one held after the quarters it is about."""
    return Visit.objects.within(ground.region).filter(aim=Aim.EVALUATION, stage=Visit.Stage.SIGNED)


def scores(ground):
    """What evaluations gave, aspect by aspect, in the order of the guide."""
    given = VisitAnswer.objects.filter(visit__in=evaluations(ground).order_by().values("pk"), score__isnull=False)
    found = given.order_by().values("question__aspect").annotate(
        visits=Count("visit", distinct=True), mean=Avg("score")
    )
    by_code = {row["question__aspect"]: row for row in found}
    guide = [code for code, _ in aspects_of(Aim.EVALUATION)]
    rows = [
        [label_of(Aim.EVALUATION, code), row["visits"], f"{row['mean']:.1f}".replace(".", ",")]
        for code in dict.fromkeys([*guide, *sorted(by_code)]) if (row := by_code.get(code))
    ]
    return Table(
        "Skor evaluasi menurut aspek", ["Aspek", "Evaluasi", "Skor rata-rata (1–4)"], [TEXT, NUMBER, NUMBER], rows,
        note="" if rows else f"Evaluasi {UNTOLD}.",
    )  # fmt: skip


TOLD = {
    "success_text": "keberhasilan", "failure_text": "kegagalan", "change_text": "perubahan yang perlu",
    "strength_text": "kekuatan",
}  # fmt: skip


def told_at_visits(ground):
    """What evaluators wrote: in the village its words, above it how many wrote any."""
    visits = evaluations(ground)
    if ground.is_village:
        rows = [
            [visit.held_on.isoformat(), visit.get_phase_display(), words.capitalize(), getattr(visit, field)]
            for visit in visits.order_by("held_on", "id") for field, words in TOLD.items() if getattr(visit, field)
        ]  # fmt: skip
        return Table(
            "Yang ditulis dalam evaluasi", ["Tanggal", "Waktu", "Tentang", "Isi"], [DATE, TEXT, TEXT, TEXT], rows,
            note="" if rows else f"Uraian evaluasi {UNTOLD}.",
        )  # fmt: skip
    counts = {f"with_{field}": Count("pk", filter=~Q(**{field: ""})) for field in TOLD}
    found = visits.order_by().aggregate(n=Count("pk"), units=Count("unit", distinct=True), **counts)
    return Table(
        "Yang ditulis dalam evaluasi", ["Evaluasi", "Banyaknya"], [TEXT, NUMBER],
        [
            ["Evaluasi yang ditandatangani", recorded(found["n"])],
            ["FCU yang sudah dievaluasi", recorded(found["units"])],
            *([f"Menulis {words}", recorded(found[f"with_{field}"])] for field, words in TOLD.items()),
        ],
    )  # fmt: skip


# --- benefit --------------------------------------------------------------------------------------------------------
def services(ground):
    codes = (
        "referrals_sent", "referrals_answered", "referrals_reached", "referrals_served", "help_held",
        "help_participants", "consultations", "pioneers_helped", "plasma_helped", "plasma_served",
    )  # fmt: skip
    return figures(ground, "Pelayanan yang diperoleh", codes)


def four_changes(ground):
    """Families in whose mentoring notes a change was seen, each family once."""
    notes = MentoringNote.objects.within(ground.region).filter(ground.during("held_on")).order_by()
    counts = {
        f"{field}_{name}": Count("family", filter=Q(**{field: True}, family__head_sex=sex), distinct=True)
        for field in MentoringNote.CHANGES for name, sex in (("women", Sex.FEMALE), ("men", Sex.MALE))
    }  # fmt: skip
    seen = {
        f"seen_{name}": Count("family", filter=Q(family__head_sex=sex), distinct=True)
        for name, sex in (("women", Sex.FEMALE), ("men", Sex.MALE))
    }
    found = notes.aggregate(**counts, **seen)
    lines = [("seen", "Keluarga dengan catatan pendampingan"), *(
        (field, f"Berubah: {words}") for field, words in MentoringNote.CHANGES.items()
    )]  # fmt: skip
    return Table(
        "Empat perubahan menurut catatan pendampingan", ["Perubahan", "Keluarga", "P", "L"],
        [TEXT, NUMBER, NUMBER, NUMBER],
        [[words, *people(found[f"{field}_women"], found[f"{field}_men"])] for field, words in lines],
    )  # fmt: skip
