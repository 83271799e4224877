"""The calendar of all meetings, and the planned ones for the calendar of a phone."""

from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.views.generic import View

from fcu_project import dates
from institutions.calendar_file import calendar_of
from institutions.meetings import Kind
from institutions.models import Meeting
from institutions.views.listing import KeyedListView

MONTHS_SHOWN = 12


def month_of(text, today):
    """The first day of the month "2026-11"; of anything else the present one."""
    year, _, month = text.partition("-")
    if len(text) == 7 and year.isascii() and year.isdigit() and month.isascii() and month.isdigit():
        if 2000 <= int(year) <= 2100 and 1 <= int(month) <= 12:
            return date(int(year), int(month), 1)
    return today.replace(day=1)


def months_on(month, count):
    """The first day of the month that lies `count` months after `month`, before it where negative."""
    months = month.year * 12 + month.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


class CalendarView(KeyedListView):
    """Meetings that the reader may see, twelve months of them, month by month; from the present one unless asked."""

    template_name = "institutions/calendar.html"
    order = ("held_on", "id")
    page_size = 100

    @property
    def first(self):
        return month_of(self.request.GET.get("bulan", ""), self.request.assignment.today)

    def get_queryset(self):
        rows = Meeting.objects.visible_to(self.request.assignment).select_related("region")
        rows = rows.filter(held_on__gte=self.first, held_on__lt=months_on(self.first, MONTHS_SHOWN))
        kind = self.request.GET.get("jenis", "")
        return rows.filter(kind=kind) if kind in Kind.values else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        first, kind = self.first, self.request.GET.get("jenis", "")
        kind = kind if kind in Kind.values else ""
        rows = sorted(context["rows"], key=lambda row: (row.held_on, str(row.starts_at or ""), row.pk))
        by_month = groupby(rows, key=lambda row: row.held_on.replace(day=1))
        return context | {
            "months": [(dates.month_and_year(month), list(meetings)) for month, meetings in by_month],
            "span": (dates.month_and_year(first), dates.month_and_year(months_on(first, MONTHS_SHOWN - 1))),
            "earlier": f"?bulan={months_on(first, -MONTHS_SHOWN):%Y-%m}&jenis={kind}",
            "later": f"?bulan={months_on(first, MONTHS_SHOWN):%Y-%m}&jenis={kind}",
            "is_now": first == self.request.assignment.today.replace(day=1),
            "first": f"{first:%Y-%m}",
            "kind": kind,
            "kinds": Kind.choices,
        }


class CalendarFileView(View):
    """The planned meetings of the own office for the calendar of a phone."""

    def get(self, request):
        by = request.assignment
        rows = Meeting.objects.visible_to(by).filter(keeper=by.region, stage=Meeting.Stage.PLANNED)
        rows = rows.filter(held_on__gte=by.today).select_related("region").order_by("held_on", "id")
        response = HttpResponse(calendar_of(rows), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="rapat.ics"'
        return response
