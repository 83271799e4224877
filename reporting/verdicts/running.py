"""Evidence of whether it can be run: stages, founding, reports, officers (I.C.2). Each gives one table."""

from collections import Counter

from django.db.models import Count, Min, Q

from institutions.models import FamilyCareUnit, OfficerTerm, StageRecord
from institutions.models.fcu import Post
from institutions.trial_stages import TrialStage
from reporting.above.office_tables.table import NUMBER, TEXT, Table
from reporting.models import Report
from reporting.periods import Quarter, due_days, units_owing
from reporting.recap import reporting_units
from reporting.verdicts.ground import UNTOLD, in_days, in_quarters, mean_days, recorded


def stages(ground):
    """The eight stages: how many villages began and ended each, and how long one took."""
    rows = StageRecord.objects.within(ground.region).filter(ground.by_end("started_on")).order_by()
    ended = ground.by_end("ended_on")
    found = {
        row["step"]: row
        for row in rows.values("step").annotate(
            begun=Count("pk"), ended=Count("pk", filter=ended), days=mean_days("started_on", "ended_on")
        )
    }
    nothing = {"begun": 0, "ended": 0, "days": None}
    return Table(
        "Tahapan uji coba yang dijalankan", ["Tahapan", "Dimulai", "Selesai", "Rata-rata hari"],
        [TEXT, NUMBER, NUMBER, NUMBER],
        [
            [step.label, recorded(told["begun"]), recorded(told["ended"]), in_days(told["days"])]
            for step in TrialStage for told in [found.get(step, nothing)]
        ],
    )  # fmt: skip


def founding(ground):
    """FCUs and how long it took from the first meeting to the inauguration."""
    units = FamilyCareUnit.objects.within(ground.region).order_by()
    decreed, inaugurated = ground.by_end("decreed_on"), ground.by_end("inaugurated_on")
    found = units.aggregate(
        formed=Count("pk", filter=ground.by_end("formed_on")), decreed=Count("pk", filter=decreed),
        inaugurated=Count("pk", filter=inaugurated), ended=Count("pk", filter=ground.by_end("deactivated_on")),
    )  # fmt: skip
    to_decree = units.filter(decreed, formed_on__isnull=False).aggregate(days=mean_days("formed_on", "decreed_on"))
    to_office = units.filter(inaugurated).aggregate(days=mean_days("decreed_on", "inaugurated_on"))
    return Table(
        "Pembentukan FCU", ["Langkah", "FCU", "Rata-rata hari sejak langkah sebelumnya"], [TEXT, NUMBER, NUMBER],
        [
            ["Dibentuk musyawarah", recorded(found["formed"]), None],
            ["Ditetapkan dengan SK", recorded(found["decreed"]), in_days(to_decree["days"])],
            ["Dikukuhkan", recorded(found["inaugurated"]), in_days(to_office["days"])],
            ["Tidak aktif lagi", found["ended"], None],
        ],
    )  # fmt: skip


def reports_in_time(ground):
    """How many FCUs had to report, did, and in time, quarter by quarter."""
    day_at = due_days(ground.region)
    reports = Report.objects.within(ground.region).filter(in_quarters(ground.quarters)).order_by()
    lines = reports.annotate(first=Min("versions__sent_on")).filter(first__isnull=False)
    sent, timely, accepted = Counter(), Counter(), Counter()
    for year, number, code, stage, first in lines.values_list(
        "year", "quarter", "region__code", "stage", "first"
    ).iterator():
        quarter = Quarter(year, number)
        sent[quarter] += 1
        timely[quarter] += first <= quarter.due_on_day(day_at(code))
        accepted[quarter] += stage == Report.Stage.ACCEPTED
    units = reporting_units(ground.region)
    rows = [
        [quarter.words, units_owing(units, quarter).count(), sent[quarter], timely[quarter], accepted[quarter]]
        for quarter in ground.quarters
    ]
    return Table(
        "Laporan triwulan", ["Triwulan", "Wajib melapor", "Dikirim", "Tepat waktu", "Diterima"],
        [TEXT, *[NUMBER] * 4], rows,
    )  # fmt: skip


def officers(ground):
    """The three posts at the end of the time: in how many FCUs they were held, and by whom."""
    units = FamilyCareUnit.objects.within(ground.region).filter(ground.lasting("decreed_on", "deactivated_on")).count()
    held = OfficerTerm.objects.within(ground.region).filter(
        ground.by_end("valid_from") & (Q(valid_until=None) | Q(valid_until__gte=ground.end)),
        ground.by_end("unit__decreed_on"),
    )
    found = {
        row["post"]: row
        for row in held.order_by().values("post").annotate(
            units=Count("unit", distinct=True), women=Count("pk", filter=Q(membership__person__sex="female")),
            men=Count("pk", filter=Q(membership__person__sex="male")),
        )
    }  # fmt: skip
    rows = []
    for post in Post:
        told = found.get(post, {"units": 0, "women": 0, "men": 0})
        held_in = [told["units"], max(units - told["units"], 0)] if units else [UNTOLD, UNTOLD]
        rows.append([post.label, *held_in, told["women"], told["men"]])
    return Table(
        "Pengurus pada akhir masa", ["Jabatan", "FCU terisi", "FCU kosong", "P", "L"], [TEXT, *[NUMBER] * 4], rows
    )
