"""Priority targets: the list of a meeting, the list in force, and both on paper (FAM-12)."""

from django.urls import reverse

from families import filters, resources
from families.actions import priority as actions
from families.documents import file_name
from families.documents.priority import PRIORITY_TEMPLATE, agreed_facts, in_force_facts
from families.forms.priority import PriorityForm
from families.models import Dimension, Family, PriorityDecision
from families.priorities import (
    PRIORITISES,
    in_force,
    may_be_listed,
    needing,
    priorities_of,
    sheet_to_fill,
    with_facts,
)
from families.views.paper import PaperView
from families.views.reach import visible_meeting
from families.views.selection import SheetView
from fcu_project import audit, dates
from institutions.views.listing import KeyedListView

MOST_ROWS = 100  # on one sheet beside those listed already; a search finds the others


class PrioritySheetView(SheetView):
    """The list of one meeting: written while it is planned, in force from the day on which it was held."""

    kinds, permission, noun = PRIORITISES, "families.change_prioritydecision", "priority"
    about = "family_id"
    form_class = PriorityForm
    template_name = "families/priority_sheet.html"
    submit_label = "Simpan daftar"
    success_message = "Daftar prioritas tersimpan. Berlaku setelah rapat dinyatakan terlaksana."

    def prepare(self):
        self.request.GET = filters.without_numbers(self.request.GET)
        super().prepare()

    def lines(self):
        rows = PriorityDecision.objects.visible_to(self.request.assignment).filter(meeting=self.meeting)
        return rows.select_related("family__region")

    def offered(self):
        """Those the search and the filter leave, the longest known first."""
        if not self.editable:
            return []
        asked = self.request.GET
        rows = filters.by_text(may_be_listed(self.meeting.region), asked.get("cari", ""))
        rows = needing(rows, asked.get("butuh", "")).exclude(pk__in=self.saved).order_by("number")
        found = list(rows.values_list("pk", flat=True)[: MOST_ROWS + 1])
        self.has_more = len(found) > MOST_ROWS
        return found[:MOST_ROWS]

    def rows_of(self):
        """The families on the list come first: no search ever hides what a save would take off."""
        self.has_more = False
        rows = with_facts(Family.objects.filter(pk__in={*self.saved, *self.offered()}))
        return sorted(rows, key=lambda row: (row.pk not in self.saved, row.number))

    def describe(self):
        now = priorities_of(self.rows, self.request.assignment.today)
        for row in self.rows:
            row.life = resources.life_of(row)
            row.now = now.get(row.pk)

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        context = super().get_context_data(
            dimensions=Dimension.choices, wanted=asked.get("cari", ""), needed=asked.get("butuh", ""),
            has_more=self.has_more, listed=len(self.saved), **kwargs,
        )  # fmt: skip
        context["saved_lines"].sort(key=lambda line: (line.priority, line.family.search_name, line.pk))
        return context

    def write(self, form):
        by = self.request.assignment
        return actions.save_priorities(self.meeting, form.decisions(), by=by, on=by.today)


# --- the list in force ----------------------------------------------------------------------------------------------
class PriorityListView(KeyedListView):
    """Per family the decision of the latest held meeting, as of today or of the day asked for by `?per=`."""

    template_name = "families/priority_list.html"
    order = ("priority", "family__search_name", "id")
    columns, export_name = resources.PRIORITIES, "Prioritas sasaran"

    @property
    def day(self):
        return day_asked(self.request)

    @property
    def priority(self):
        asked = self.request.GET.get("prioritas", "")
        return asked if asked in [str(value) for value in PriorityDecision.Priority.values] else ""

    def get(self, request, *args, **kwargs):
        request.GET = filters.without_numbers(request.GET)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return listed(self.request, self.day)

    def narrowed(self):
        rows = super().narrowed()
        rows = rows.filter(priority=self.priority) if self.priority else rows
        wanted = self.request.GET.get("cari", "")
        return rows.filter(family__in=filters.by_text(Family.objects.all(), wanted)) if wanted.strip() else rows

    def get_context_data(self, **kwargs):
        by, context = self.request.assignment, super().get_context_data(**kwargs)
        sheet_label, sheet_url = sheet_to_fill(by)
        families = Family.objects.filter(pk__in=[row.family_id for row in context["rows"]])
        found = {family.pk: family for family in with_facts(families)}
        for row in context["rows"]:
            row.family = found[row.family_id]
            row.life = resources.life_of(row.family)
        choices = [("", "Semua"), *((str(value), label) for value, label in PriorityDecision.Priority.choices)]
        kept = self.request.GET.copy()
        for name in ("setelah", "prioritas"):
            kept.pop(name, None)
        paper = reverse("families:priority-paper")
        return {
            **context,
            "day": self.day,
            "is_past": self.day != by.today,
            "chips": [
                {"label": label, "url": self._with(kept, prioritas=value) if value else f"?{kept.urlencode()}",
                 "current": self.priority == value}
                for value, label in choices
            ],
            "priority": self.priority,
            "is_narrowed": bool(self.priority or context["wanted"]),
            "keep": [(name, value) for name, value in kept.items() if name not in ("cari", "prioritas")]
            + ([("prioritas", self.priority)] if self.priority else []),
            "print_url": f"{paper}?per={self.day.isoformat()}" if context["rows"] else "",
            "print_label": "Cetak daftar prioritas",
            "shows_village": by.level != "village",
            "sheet_label": sheet_label,
            "sheet_url": sheet_url,
        }  # fmt: skip


def listed(request, day):
    """The decisions in force on `day` within reach."""
    rows = PriorityDecision.objects.visible_to(request.assignment)
    return in_force(rows, day).select_related("family__region", "meeting")


def day_asked(request):
    """The day asked for by `?per=`, today for none or for one that is still to come."""
    today = request.assignment.today
    try:
        return min(dates.parse_date(request.GET.get("per", "")), today)
    except ValueError:
        return today


# --- on paper -------------------------------------------------------------------------------------------------------
class PriorityPaperView(PaperView):
    """The list in force, as far as the reader sees."""

    template_name = PRIORITY_TEMPLATE

    def get(self, request, *args, **kwargs):
        by, day = request.assignment, day_asked(request)
        audit.record("priority:print", by=by, obj=by.region)
        rows = listed(request, day).order_by(*PriorityListView.order)
        facts = in_force_facts(by.region, rows, self.paper_for(by.region), day=day, by=by)
        return self.respond(facts, file_name("priorities", by.region, day.isoformat()))


class PrioritySheetPaperView(PaperView):
    """The list that one meeting agreed on; before it is held, the draft that it talks about."""

    template_name = PRIORITY_TEMPLATE

    def get(self, request, *args, **kwargs):
        meeting = visible_meeting(request, self.kwargs["uid"], *PRIORITISES)
        audit.record("priority:print", by=request.assignment, obj=meeting)
        facts = agreed_facts(meeting, self.paper_for(meeting.region))
        return self.respond(facts, file_name("priorities", meeting.region, meeting.held_on.isoformat()))
