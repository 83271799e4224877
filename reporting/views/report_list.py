"""The reports of a village: which are owed, begun and gone on with; above, what was sent."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import dates
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE
from reporting.actions.report import open_report
from reporting.forms.report import OpenForm
from reporting.models import Report
from reporting.periods import (
    Quarter,
    due_days,
    first_due_quarter,
    is_owed,
    owed_quarters,
    quarter_of,
    unit_owing,
    units_of,
)
from reporting.quarterly import content
from reporting.recap import LABELS, days_late, status_of
from reporting.views.archive import SentReportsView
from reporting.views.reach import Refusing
from reporting.views.report import first_note

STAGE = Report.Stage
# How a report stands → the look of its mark: kind, icon.
MARKS = {
    "not_due": ("shut", ""), "running": ("todo", "hourglass-split"), "missing": ("todo", ""), "draft": ("doing", ""),
    "late": ("wrong", ""), "sent": ("doing", "send-check"), "returned": ("wrong", "arrow-return-left"),
    "accepted": ("done", ""),
}  # fmt: skip
URGENT = ("late", "returned", "draft", "missing", "running")  # the first of these has the filled button


@dataclass(frozen=True)
class Line:
    """One quarter in the list of a village; `report` is None where none was begun."""

    unit: FamilyCareUnit
    quarter: Quarter
    status: str
    due_on: date
    report: Report | None
    late: int  # days after the day: until today where it is not sent, until its first sending where it is
    may_begin: bool
    writes: bool

    @property
    def mark(self):
        return MARKS["draft" if self.status == "running" and self.report else self.status]

    @property
    def words(self):
        if self.status == "late":
            return f"Terlambat {self.late} hari{', draf' if self.report else ''}"
        if self.late:
            return f"{LABELS[self.status]}, terlambat {self.late} hari"
        return LABELS["draft"] if self.status == "running" and self.report else LABELS[self.status]

    @property
    def anchor(self):
        return first_note(self.report) if self.status == "returned" else ""

    @property
    def verb(self):
        if self.report is None:
            return "Mulai"
        if not (self.writes and self.report.is_open):
            return "Buka"
        returned = self.report.stage == STAGE.RETURNED
        return "Perbaiki" if returned and content.waits_for(self.report) == "mend" else "Lanjutkan"


def lines_of(units, by):
    """Every quarter that an FCU of this village owes, the running one, and what was reported; the latest first."""
    today, day_at = by.today, due_days(by.region)(by.region.code)
    rows = Report.objects.visible_to(by).with_facts().annotate(first_sent_on=Min("versions__sent_on"))
    reports = {(row.unit_id, row.period): row for row in rows}
    now, by_key = quarter_of(today), {unit.pk: unit for unit in units}
    owed = {(unit.pk, quarter) for unit in units for quarter in owed_quarters(unit, today)}
    owed |= {(unit.pk, now) for unit in units if is_owed(unit, now)}
    writes = by.has_perm("reporting.change_report")
    lines = []
    for key in {*owed, *reports}:
        report, quarter = reports.get(key), key[1]
        due_on = quarter.due_on_day(day_at)
        unit = report.unit if report else by_key[key[0]]
        status = status_of(unit, quarter, report, today, due_on=due_on)
        late = (today - due_on).days if status == "late" else days_late(report, due_on)
        begin = report is None and by.has_perm("reporting.add_report")
        lines.append(Line(unit, quarter, status, due_on, report, late, begin, writes))
    return sorted(lines, key=lambda line: line.quarter, reverse=True)


def most_urgent(lines):
    """The line to begin with: what is late before what was returned, the oldest first; None where nothing waits."""
    waiting = [line for line in lines if line.status in URGENT]
    return min(waiting, key=lambda line: (URGENT.index(line.status), line.quarter), default=None)


class VillageReportsView(TemplateView):
    """The quarters of the own FCU, from its first duty to the running one (REP-02)."""

    template_name = "reporting/report_list.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        units, unit = units_of(by.region), FamilyCareUnit.of(by.region)
        lines = lines_of(units, by)
        first = first_due_quarter(unit) if unit else None
        return super().get_context_data(
            unit=unit, several=len(units) > 1, lines=lines,
            urgent=most_urgent(lines) if by.has_perm("reporting.change_report") else None,
            first=first, first_words=_first_words(unit, first), **kwargs,
        )  # fmt: skip


def _first_words(unit, first):
    """When the first report of an FCU that owes none yet may be begun, and by when it is sent."""
    if first is None:
        return ""
    due = dates.long_date(first.due_on(unit.region))
    return f"Laporan pertama: {first.words}, bisa disiapkan mulai {dates.long_date(first.start)}, batas kirim {due}."


def report_list(request):
    """One address for both: a village sees what it owes, an office above what was sent."""
    view = VillageReportsView if request.assignment.level == VILLAGE else SentReportsView
    return view.as_view()(request)


class ReportOpenView(Refusing, WriteMixin, FormView):
    """Begin the report of a quarter, or go on with the one there is."""

    form_class = OpenForm
    template_name = "refused.html"
    http_method_names = ("post", "options")

    def prepare(self):
        self.object = None
        if not self.request.assignment.region.units.exists():
            raise TransitionRefused(["Di sini belum ada FCU, jadi belum perlu melapor."])

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        reasons = [message for messages in form.errors.values() for message in messages] if form else []
        return super().get_context_data(reasons=reasons, back_url=self.get_cancel_url(), **kwargs)

    def write(self, form):
        by = self.request.assignment
        quarter = Quarter(form.cleaned_data["year"], form.cleaned_data["quarter"])
        return open_report(unit_owing(by.region, quarter), quarter, by=by, on=by.today)

    def get_cancel_url(self):
        return reverse("reporting:report-list")
