"""Reports of offices: what is owed, what came in, all of them; one report as a list of its chapters."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import audit, dates, workflow
from fcu_project.registry import panels_for
from fcu_project.views import WriteMixin
from institutions.documents.letterhead import office_name_of
from institutions.views.listing import KeyedListView
from reporting import resources
from reporting.above import office_content
from reporting.above.office_below import below
from reporting.above.office_duties import (
    due_on,
    duty_of,
    kinds_of,
    opening_problem,
    owed_periods,
    part_of,
    period_holding,
)
from reporting.above.office_history import events_of, words_of
from reporting.above.office_kinds import TABLE, Chapter, Kind, read_by, written_by
from reporting.above.office_tables.shown import shown
from reporting.actions.office import open_office_report
from reporting.documents.office import annexes_of
from reporting.forms.office import OpenForm
from reporting.models import OfficeReport
from reporting.quarterly.team_panels import whole_of
from reporting.views.paper import goes_to_worker
from reporting.views.reach import Refusing, may_write_office, sent_version, told_to, visible_office_report
from reporting.views.report import PAPERS, Part
from reporting.workflow.office import decides, is_final, on_paper, receivers_of, works_here

STAGE = OfficeReport.Stage
MARKS = {
    STAGE.DRAFT: ("doing", "pencil"), STAGE.JOINED: ("done", ""), STAGE.SENT: ("doing", "send-check"),
    STAGE.RETURNED: ("wrong", "arrow-return-left"), STAGE.RECEIVED: ("done", ""),
}  # fmt: skip
MOST_LINES = 12  # periods of one kind that wait to be written


def standing(report):
    """(kind of mark, word, icon) of a report: that of the ministry goes no further and is finished once sent."""
    if report.stage == STAGE.SENT and not report.row.receivers:
        return "done", "Selesai", ""
    mark, icon = MARKS[report.stage]
    return mark, report.get_stage_display(), icon


# --- the list -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """One period on which the own office owes a report, or may begin one."""

    kind: Kind
    period: object
    due_on: date
    report: OfficeReport | None
    today: date

    @property
    def part(self):
        return part_of(self.period)

    @property
    def is_late(self):
        return self.today > self.due_on

    @property
    def mark(self):
        """(kind, word, icon) of how it stands."""
        if self.report and self.report.stage == STAGE.RETURNED:
            return standing(self.report)
        if self.is_late:
            return "wrong", f"Terlambat {(self.today - self.due_on).days} hari{', draf' if self.report else ''}", ""
        if self.report:
            return standing(self.report)
        return ("todo", "Belum dibuat", "") if self.period.end < self.today else ("todo", "Berjalan", "hourglass-split")

    @property
    def verb(self):
        if self.report is None:
            return "Mulai"
        return "Perbaiki" if self.report.stage == STAGE.RETURNED else "Lanjutkan"


def lines_of(by):
    """What this reader's office still has to write, the oldest first; and the running period, which may be prepared."""
    lines = []
    for kind in kinds_of(by):
        mine = OfficeReport.objects.filter(kind=kind, region=by.region).with_facts()
        reports = {(row.year, row.part): row for row in mine}
        running = period_holding(kind, by.today)
        periods = owed_periods(kind, by.region, by.today)
        if not opening_problem(kind, by.region, running, by.today):
            periods.append(running)
        for period in periods[-MOST_LINES:]:
            report = reports.get((period.year, part_of(period)))
            if report is None or report.is_open:
                lines.append(Line(kind, period, due_on(by.region, period), report, by.today))
    return lines


class OfficeListView(KeyedListView):
    """What the own office owes, what came in for it, and the archive of all that this reader may read (REP-07)."""

    template_name = "reporting/office_list.html"
    columns, export_name = resources.OFFICE_REPORTS, "Laporan kantor"
    order, descending, year_field = ("year", "part", "id"), True, "year"

    def narrowed(self):
        rows = self.get_queryset()
        return rows.filter(year=self.year) if self.year else rows

    def get_queryset(self):
        by, asked = self.request.assignment, self.request.GET
        rows = OfficeReport.objects.visible_to(by).with_facts().select_related("region__parent")
        rows = rows.filter(Q(sent_on__isnull=False) | Q(region=by.region_id))
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if wanted := asked.get("cari", "").replace("\0", "").strip():
            rows = rows.filter(Q(region__name__icontains=wanted) | Q(receipt_number__icontains=wanted))
        return rows

    @property
    def kind(self):
        asked = self.request.GET.get("jenis", "")
        return asked if asked in Kind.values else ""

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark = standing(row)
        lines = lines_of(by)
        waiting = OfficeReport.objects.awaiting(by).with_facts().select_related("region__parent")
        kinds = [kind for kind in TABLE if self._reads(kind)]
        return {
            **context,
            "lines": lines, "urgent": next((line for line in lines if line.period.end < by.today), None),
            "several": len({line.kind for line in lines}) > 1,
            "kinds": [Kind(kind).label for kind in kinds_of(by)],
            "first": self._first(by) if not lines else "",
            "waiting": list(waiting.order_by("sent_on", "id")[:50]),
            "receives": by.has_perm("reporting.receive_officereport"),
            "chips": self._chips(kinds) if len(kinds) > 1 else [],
            "kept": [(name, asked[name]) for name in ("jenis", "tahun") if asked.get(name)],
            "is_narrowed": bool(self.kind or self.year or context["wanted"]),
        }  # fmt: skip

    def _reads(self, kind):
        role = self.request.assignment.role
        return kind in read_by(role) or kind in written_by(role)

    def _chips(self, kinds):
        kept = self.request.GET.copy()
        kept.pop("setelah", None)
        kept.pop("jenis", None)
        everything = {"label": "Semua jenis", "url": f"?{kept.urlencode()}", "current": not self.kind}
        return [everything, *(
            {"label": _short(kind), "url": self._with(kept, jenis=kind),
             "current": self.kind == kind}
            for kind in kinds
        )]  # fmt: skip

    @staticmethod
    def _first(by):
        """From when this office has something to report, where that lies ahead."""
        duties = [(duty_of(kind, by.region), kind) for kind in kinds_of(by)]
        ahead = [(duty.since, kind) for duty, kind in duties if duty and duty.since > by.today]
        since, kind = min(ahead, default=(None, None))
        return f"Laporan pertama: {period_holding(kind, since).words}." if since else ""


def _short(kind):
    """A kind without the word they all begin with: "Triwulan LK3"."""
    label = Kind(kind).label.removeprefix("Laporan ")
    return f"{label[0].upper()}{label[1:]}"


class OfficeOpenView(Refusing, WriteMixin, FormView):
    """Begin the report of a period, or go on with the one there is."""

    form_class = OpenForm
    template_name = "refused.html"
    http_method_names = ("post", "options")

    def prepare(self):
        self.object = None

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        reasons = [message for messages in form.errors.values() for message in messages] if form else []
        return super().get_context_data(reasons=reasons, back_url=self.get_cancel_url(), **kwargs)

    def write(self, form):
        by, told = self.request.assignment, form.cleaned_data
        try:
            period = TABLE[told["kind"]].period(told["year"], told["part"])
        except ValueError:
            form.add_error("part", "Masa laporan ini tidak ada.")
            raise
        return open_office_report(told["kind"], period, by=by, on=by.today)

    def get_cancel_url(self):
        return reverse("reporting:office-list")


# --- one report -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Shown:
    """One chapter for those who read, as `reporting/parts/chapters.html` shows it."""

    section: Chapter
    letter: str
    paragraphs: list
    obstacles: list
    finance: None = None


def chapters_of(report, told):
    """What is written, chapter by chapter."""
    found = []
    for number, chapter in enumerate(report.row.chapters, 1):
        text = told.get(chapter.value, {})
        rows = [
            row | {"due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None}
            for row in text.get("rows", ())
        ]
        lines = text.get("text", "").splitlines() or (["Tidak ada kendala."] if text.get("none") and not rows else [])
        found.append(Shown(chapter, dates.roman(number), lines, rows))
    return found


def parts_of(report, by):
    """The chapters with how far each is."""
    writes = report.is_open and may_write_office(report, by)
    return [_part(report, number, chapter, writes) for number, chapter in enumerate(report.row.chapters, 1)]


def _part(report, number, chapter, writes):
    url = reverse("reporting:office-chapter", args=[report.uid, chapter.value]) if writes else ""
    if not report.is_open:
        mark = (standing(report)[0], standing(report)[1])
    elif office_content.chapter_problem(report, chapter):
        mark = ("todo", "Belum diisi")
    else:
        mark = ("done", "Selesai") if report.is_done(chapter) else ("doing", "Sedang diisi")
    why = "Belum ditandai selesai." if mark[0] == "doing" and report.is_open else ""
    return Part(chapter, dates.roman(number), *mark, url, why)


@dataclass(frozen=True)
class Going:
    """One office to which a report goes, and what it said of the version."""

    name: str
    state: tuple
    by: str
    note: str


def goes_to(report, version, today):
    """Each office to which it goes, with its decision on the version that was sent."""
    said = {row.office_id: row for row in version.decisions.select_related("office")} if version else {}
    found = []
    for receiver in receivers_of(report):
        row = said.get(receiver.office.pk)
        if row:
            kind = "done" if row.decision == row.Decision.RECEIVED else "wrong"
            state = (kind, f"{row.get_decision_display()} {dates.short_date(row.decided_on)}")
            found.append(Going(office_name_of(receiver.office), state, words_of(row), row.note))
            continue
        word = "Belum diputuskan" if version and report.stage == STAGE.SENT else "Menunggu dikirim"
        away = "" if works_here(receiver, today) else "Belum memakai aplikasi ini; keputusannya dicatat dari suratnya."
        found.append(Going(office_name_of(receiver.office), ("todo", word), away, ""))
    return found


class OfficeReportView(TemplateView):
    """One report of an office: chapters, tables from the records, the way on, and how it came about."""

    template_name = "reporting/office_report.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        report = visible_office_report(self.request, self.kwargs["uid"])
        audit.record("office-report:view", by=by, obj=report)
        own, version = may_write_office(report, by), sent_version(report, by)
        told, as_written = told_to(report, version, by), report.is_open and own
        parts, whole = parts_of(report, by), whole_of(report, by)
        buttons = workflow.available(report, by, by.today)
        send = next((button for button in buttons if button.name == "send"), None)
        waiting = [gate for gate in send.gates if gate.state != "open"] if send else []
        others = [gate for gate in waiting if not gate.name.startswith("chapter_")]
        versions = list(report.versions.prefetch_related("decisions__office"))
        for row in versions:
            row.report = report
        return super().get_context_data(
            report=report, own=own, version=version, parts=parts, mark=standing(report), papers=PAPERS,
            done=sum(part.state == "done" for part in parts), office=told["office"],
            due_on=due_on(report.region, report.period), writes=any(part.url for part in parts),
            chapters=chapters_of(report, told["chapters"]), tables=[shown(table) for table in told["tables"]],
            reasons=office_content.reason_lines(told), below=below(report) if as_written else None,
            as_written=as_written, annexes=annexes_of(told), whole=whole,
            is_long=goes_to_worker(by, version), may_scan=own and is_final(report),
            send=send, send_gates=others, sections_left=len(waiting) - len(others),
            transitions=[button for button in buttons if button.name.startswith("reopen")],
            goes_to=[] if whole else goes_to(report, (versions or [None])[0], by.today),
            decides=report.stage == STAGE.SENT and decides(report, by), records=bool(on_paper(report, by)),
            later=office_content.later_changes(version) if version else None,
            changed=office_content.difference(versions[0], versions[1]) if len(versions) > 1 and version else None,
            previous=versions[1] if len(versions) > 1 else None,
            events=events_of(report, versions), panels=panels_for("office-report", self.request, report), **kwargs,
        )  # fmt: skip
