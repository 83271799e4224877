"""Progress reports: the sheet of a month, who has reported and who is missing, the FCU's answer, what is late."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from families import periods, registers, resources
from families import progress as reading
from families.actions import progress as actions
from families.forms.progress import AnswerForm, SheetForm
from families.models import Pairing, ProgressReport
from families.views.member import Gated
from families.views.pairing import own_life
from families.views.reach import pioneer_of
from families.views.version import OnVersion
from fcu_project import dates
from fcu_project.forms import is_key
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView

OFFERED, SHEETS = 12, 4  # spans to choose from in the list, and above a sheet
SHOWN = {"belum": "Belum masuk", "permintaan": "Meminta sesuatu"}


def list_url(first):
    return f"{reverse('families:progress-list')}?bulan={periods.code(first)}"


def people_of(rows):
    """Pairings with everything a line of these lists tells, in as many queries for one as for fifty."""
    return rows.select_related("pioneer__family__region", "pioneer__representative", "plasma__family__region")


class ProgressListView(KeyedListView):
    """The reports of one month, pioneer by pioneer, with those that are missing (MEN-03)."""

    template_name = "families/progress_list.html"
    order = ("pioneer_id", "id")
    columns, export_name = resources.PROGRESS, "Laporan kemajuan"

    @property
    def register(self):
        """The book of this span, named by it."""
        title = f"{registers.PROGRESS.title} {periods.words(self.first, self.months)}"
        return replace(registers.PROGRESS, heading=lambda region: title)

    def get(self, request, *args, **kwargs):
        by = request.assignment
        self.months = periods.months_of(by.region)
        asked = periods.read(request.GET.get("bulan", ""), self.months)
        self.first = asked or periods.finished(by.today, self.months)
        return super().get(request, *args, **kwargs)

    @property
    def asked(self):
        asked = self.request.GET.get("tampil", "")
        return asked if asked in SHOWN else ""

    def get_queryset(self):
        rows = reading.paired_in(Pairing.objects.visible_to(self.request.assignment), self.first, self.months)
        reports = ProgressReport.objects.filter(period=self.first)
        rows = people_of(reading.with_report(rows, self.first))
        if self.asked == "belum":
            rows = rows.filter(reported=False)
        elif self.asked == "permintaan":
            rows = rows.filter(pk__in=reports.exclude(request="").values("pairing"))
        return rows.prefetch_related(Prefetch("progress_reports", queryset=reports, to_attr="of_span"))

    def _beyond(self, text):
        """A key that no row can have shows the first page."""
        return super()._beyond(text) if is_key(text.partition("~")[0]) else Q()

    def register_rows(self):
        return self.narrowed().order_by("plasma__family__region__code", "pioneer__family__search_name", "id")

    def get_context_data(self, **kwargs):
        by, today = self.request.assignment, self.request.assignment.today
        context = super().get_context_data(**kwargs)
        kept = {"bulan": periods.code(self.first)}
        chips = [{"label": "Semua", "url": f"?bulan={kept['bulan']}", "current": not self.asked}]
        chips += [
            {"label": label, "url": f"?bulan={kept['bulan']}&tampil={key}", "current": self.asked == key}
            for key, label in SHOWN.items()
        ]
        life, due = own_life(by), self.first <= today
        groups = {}
        for row in context["rows"]:
            groups.setdefault(row.pioneer, []).append(row)
        unit = FamilyCareUnit.of(by.region) if by.level == VILLAGE else None
        return context | {
            "first": self.first,
            "span": periods.words(self.first, self.months),
            "month": kept["bulan"],
            "spans": [(periods.code(day), periods.words(day, self.months))
                      for day in periods.offered(today, self.months, OFFERED)],
            "chips": chips,
            "own_life": life,
            "groups": [self._group(pioneer, rows, unit, due) for pioneer, rows in groups.items()],
            "may_answer": by.has_perm("families.answer_progressreport"),
            "names_villages": by.level != VILLAGE,
        }  # fmt: skip

    def _group(self, pioneer, rows, unit, due):
        """One pioneer with the families of the span, and what this reader can do about them."""
        by = self.request.assignment
        types = due and by.has_perm("families.add_progressreport") and actions.may_report(pioneer, by)
        missing = any(not row.of_span for row in rows)
        reminds = types and missing and by.role != "pioneer"
        phone = (pioneer.representative and pioneer.representative.phone) or pioneer.family.phone
        return {
            "pioneer": pioneer,
            "rows": rows,
            "sheet_url": sheet_url(pioneer, self.first) if types else "",
            "paper_url": f"{reverse('families:progress-paper', args=[pioneer.family.uid])}?bulan="
            f"{periods.code(self.first)}",
            "missing": missing,
            "phone": phone if reminds else "",
            "reminder": reminder(pioneer, periods.words(self.first, self.months), unit) if reminds else "",
        }


def sheet_url(pioneer, first):
    return reverse("families:progress-sheet", args=[pioneer.family.uid, periods.code(first)])


def reminder(pioneer, span, unit):
    """A message to the pioneer: which report is awaited, not a word of a family (domain 7.14)."""
    name = pioneer.representative.name if pioneer.representative else pioneer.family.head_name
    return (
        f"Yth. Bapak/Ibu {name}. Laporan kemajuan {span} ditunggu {unit or 'FCU'}. "
        "Isi lewat aplikasi atau serahkan lembarnya kepada sekretaris. Terima kasih."
    )


class ProgressSheetView(Gated, OnVersion):
    """The whole sheet of a pioneer for one month: typed on the phone, or from the paper by the secretary."""

    form_class = SheetForm
    template_name = "families/progress_sheet.html"
    noun = "progress"
    submit_label = "Simpan laporan"

    def prepare(self):
        by = self.request.assignment
        self.pioneer = self.object = pioneer_of(self.request, self.kwargs["uid"])
        if not actions.may_report(self.pioneer, by):
            raise PermissionDenied
        self.months = periods.months_of(self.pioneer.family.region)
        self.first = periods.read(self.kwargs["month"], self.months)
        if self.first is None:
            raise Http404
        if self.first > by.today:
            raise TransitionRefused(["Bulan ini belum mulai, jadi belum bisa dilaporkan."])
        self.pairings = reading.of_pioneer(self.pioneer, self.first, self.months, by)
        if not self.pairings:
            raise TransitionRefused(["Tidak ada keluarga yang didampingi keluarga pionir ini pada bulan itu."])
        self.guard(self.pioneer)

    def closed_url(self):
        return reverse("families:progress-list")

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "pioneer": self.pioneer, "pairings": self.pairings, "first": self.first, "months": self.months,
        }  # fmt: skip

    def get_initial(self):
        handed = ProgressReport.objects.filter(pairing__in=self.pairings, period=self.first)
        days = list(handed.order_by("-reported_on").values_list("reported_on", flat=True))
        is_whole = len(days) == len(self.pairings)
        return {"reported_on": days[0] if is_whole else self.request.assignment.today}

    def get_context_data(self, **kwargs):
        today = self.request.assignment.today
        earliest = min(row.paired_from for row in self.pairings)
        offered = [
            day for day in periods.offered(today, self.months, OFFERED)
            if periods.last_day(day, self.months) >= earliest
        ][:SHEETS]  # fmt: skip
        spans = [
            {"label": periods.words(day, self.months), "url": sheet_url(self.pioneer, day),
             "current": day == self.first}
            for day in (offered if self.first in offered else [*offered, self.first])
        ]  # fmt: skip
        return super().get_context_data(
            pioneer=self.pioneer,
            span=periods.words(self.first, self.months),
            month=periods.code(self.first),
            chips=spans,
            is_pioneer=self.request.assignment.role == "pioneer",
            **kwargs,
        )

    def write(self, form):
        by = self.request.assignment
        lines = form.reports_typed()
        self.count = len(lines)
        return actions.save_sheet(
            self.pioneer, self.first, lines, reported_on=form.cleaned_data["reported_on"], by=by, on=by.today
        )

    def get_success_message(self, form):
        if not self.count:
            return "Tidak ada yang berubah. Semua laporan tetap seperti semula."
        return f"Laporan {periods.words(self.first, self.months)} tersimpan: {self.count} keluarga."

    def get_success_url(self):
        return list_url(self.first)

    get_cancel_url = get_success_url


class ProgressAnswerView(OnVersion):
    """The FCU reads a report and answers what the pioneer asked for."""

    form_class = AnswerForm
    template_name = "families/progress_answer.html"
    noun = "progress"
    submit_label = "Simpan jawaban"
    success_message = "Jawaban tersimpan dan terbaca keluarga pionir."

    def prepare(self):
        by = self.request.assignment
        rows = ProgressReport.objects.visible_to(by).select_related("family__region", "pairing__pioneer__family")
        self.report = self.object = get_object_or_404(rows, uid=self.kwargs["uid"])
        if self.report.family.region_id != by.region_id:
            raise PermissionDenied
        self.guard(self.report)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "guarded": self.report}

    def get_initial(self):
        return {"answer": self.report.answer}

    def get_context_data(self, **kwargs):
        months = periods.months_of(self.report.family.region)
        return super().get_context_data(report=self.report, span=periods.words(self.report.period, months), **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.answer(self.report, text=form.cleaned_data["answer"], by=by, on=by.today)

    def get_success_url(self):
        return list_url(self.report.period)

    get_cancel_url = get_success_url


class LateListView(KeyedListView):
    """Families of whom nothing was heard: no report, no contact, a plan that passed."""

    template_name = "families/late_list.html"
    export_name = "Pendampingan terlambat"

    @cached_property
    def months(self):
        return periods.months_of(self.request.assignment.region)

    @property
    def columns(self):
        return resources.late(self.request.assignment.today, self.months)

    @property
    def register(self):
        today = self.request.assignment.today
        book = registers.late(today, self.months)
        return replace(book, heading=lambda region: f"{book.title}, {dates.long_date(today)}")

    def get_queryset(self):
        by, which = self.request.assignment, self.request.GET.get("hal", "")
        return people_of(reading.late(Pairing.objects.visible_to(by), by.today, self.months, which))

    def get_context_data(self, **kwargs):
        by, which = self.request.assignment, self.request.GET.get("hal", "")
        context = super().get_context_data(**kwargs)
        months = self.months
        for row in context["rows"]:
            row.late = reading.late_words(row, by.today, months)
        chips = [{"label": "Semua", "url": "?", "current": which not in reading.LATE}]
        chips += [
            {"label": label, "url": f"?hal={key}", "current": which == key} for key, (label, _) in reading.LATE.items()
        ]
        return context | {
            "chips": chips,
            "span": periods.words(periods.finished(by.today, months), months),
            "may_note": by.has_perm("families.add_mentoringnote"),
            "names_villages": by.level != VILLAGE,
        }  # fmt: skip
