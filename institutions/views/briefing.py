"""Officers who were not briefed yet, and the calendar of all meetings."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from fcu_project import dates
from institutions import resources
from institutions.books import book_of
from institutions.briefed import counts_below, lines_of
from institutions.calendar_file import calendar_of
from institutions.documents.letterhead import letterhead, place_code
from institutions.documents.sheet import sheet_facts
from institutions.documents.signing import head_of
from institutions.guidance import BRIEFS_OFFICERS
from institutions.meetings import Kind, kinds_for
from institutions.models import Book, Meeting
from institutions.views.sheet import SheetView

NAMES_BELOW = ("village", "subdistrict", "regency")  # levels that see the people of their territory by name


class BriefingView(SheetView):
    """Who of the officers was not briefed yet (STG-15), also on paper; above the kabupaten only how many."""

    template_name = "institutions/briefing.html"
    name, lies = "Pembekalan", False

    def find_region(self, request):
        self.named = request.assignment.level in NAMES_BELOW
        self.columns = resources.BRIEFED if self.named else ()
        return request.assignment.region

    def rows(self):
        return lines_of(self.region, self.request.assignment.today)

    def paper_facts(self, paper):
        """Who waits, with room for the day of the briefing; above the kabupaten how many wait in each place."""
        on = self.request.assignment.today
        if self.named:
            lines = self.rows()
            waiting = [line for line in lines if line.briefed_on is None]
            headers = ("Nama", "Jabatan", "Wilayah", "Rencana pembekalan (tanggal, tempat)")
            rows, left, total = [(w.person.name, w.post, w.place, "") for w in waiting], len(waiting), len(lines)
        else:
            headers, rows = ("Wilayah", "Petugas", "Belum dibekali"), counts_below(self.region, on)
            left, total = sum(row[2] for row in rows), sum(row[1] for row in rows)
        told = f"{left} dari {total} petugas belum dibekali." if left else "Semua petugas sudah dibekali."
        told = told if total else "Belum ada pengurus dan petugas."
        facts = sheet_facts(
            "Daftar pengurus dan petugas yang belum dibekali", self.region, headers, rows, paper=paper,
            day=on, notes=(("Jumlah", told),), lies=self.lies,
        )  # fmt: skip
        book = book_of(self.request.assignment.role)
        book = Book.OFFICE if book == Book.FCU else book
        return facts | {
            "document_id": f"BKL-{place_code(self.region)}",
            "letterhead": letterhead(self.region, book=book),
            "signature": head_of(book, self.region),
        }

    def get_context_data(self, **kwargs):
        by, named = self.request.assignment, self.named
        lines = self.rows() if named else []
        kinds = [kind for kind in BRIEFS_OFFICERS if kind in kinds_for(by.role)]
        plan = reverse("institutions:meeting-create", args=[kinds[0]]) if kinds else ""
        return super().get_context_data(
            named=named,
            lines=lines,
            waiting=[line for line in lines if line.briefed_on is None],
            counts=[] if named else counts_below(by.region, by.today),
            plan_url=plan if by.has_perm("institutions.add_meeting") else "",
            **kwargs,
        )


def month_of(text, today):
    """The first day of the month "2026-11"; of anything else the present one."""
    year, _, month = text.partition("-")
    if len(text) == 7 and year.isascii() and year.isdigit() and month.isascii() and month.isdigit():
        if 2000 <= int(year) <= 2100 and 1 <= int(month) <= 12:
            return date(int(year), int(month), 1)
    return today.replace(day=1)


class CalendarView(TemplateView):
    """All meetings that the reader may see, month by month, the days in their order."""

    template_name = "institutions/calendar.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        month = month_of(self.request.GET.get("bulan", ""), by.today)
        after = (month + timedelta(days=32)).replace(day=1)
        rows = Meeting.objects.visible_to(by).filter(held_on__gte=month, held_on__lt=after)
        kind = self.request.GET.get("jenis", "")
        if kind in Kind.values:
            rows = rows.filter(kind=kind)
        days = {}
        for row in rows.select_related("region").order_by("held_on", "starts_at", "id"):
            days.setdefault(row.held_on, []).append(row)
        before = (month - timedelta(days=1)).replace(day=1)
        return super().get_context_data(
            month=dates.month_and_year(month),
            days=days.items(),
            previous=f"?bulan={before:%Y-%m}&jenis={kind}",
            following=f"?bulan={after:%Y-%m}&jenis={kind}",
            this_month=f"{month:%Y-%m}",
            kind=kind,
            kinds=Kind.choices,
            **kwargs,
        )


class CalendarFileView(View):
    """The planned meetings of the own office for the calendar of a phone."""

    def get(self, request):
        by = request.assignment
        rows = Meeting.objects.visible_to(by).filter(keeper=by.region, stage=Meeting.Stage.PLANNED)
        rows = rows.filter(held_on__gte=by.today).select_related("region").order_by("held_on", "id")
        response = HttpResponse(calendar_of(rows), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="rapat.ics"'
        return response
