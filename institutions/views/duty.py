"""Duties of a year with their evidence, and how active the members of an FCU are."""

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404

from fcu_project.dates import long_date
from institutions import registers, resources
from institutions.activeness import by_sex, lines_of, member_duties
from institutions.documents.duty import CHECKLIST_TEMPLATE, checklist_facts
from institutions.duties import ACTORS, Actor, actors_for, may_log
from institutions.evidence import duty_lines
from institutions.models import Region
from institutions.views.activity import year_of
from institutions.views.facility import OfUnitView
from institutions.views.sheet import SheetView

A_YEAR = timedelta(days=365)


class DutyListView(SheetView):
    """One party's checklist of one year: every duty of the guide, and what shows that it was done (REG-12)."""

    template_name = "institutions/duty_list.html"
    name, columns, paper_template = "Daftar tugas", resources.DUTIES, CHECKLIST_TEMPLATE

    def find_region(self, request, **kwargs):
        by = request.assignment
        self.actor, region = self._whose(by)
        self.year = year_of(request) or by.today.year
        self.lines = duty_lines(self.actor, region, self.year, by)
        return region

    def rows(self):
        return self.lines

    def paper_facts(self, paper):
        return checklist_facts(self.actor, self.region, self.year, self.lines, paper)

    def _whose(self, by):
        """The party and its place: as asked for in the address, else the reader's own."""
        if "actor" not in self.kwargs:
            actor = next(iter(actors_for(by.role)), None) or _of_level(by.level)
            return actor, by.region.ancestor(ACTORS[actor].level) or by.region
        if self.kwargs["actor"] not in Actor.values:
            raise Http404
        actor = Actor(self.kwargs["actor"])
        region = get_object_or_404(Region.objects.visible_to(by), code=self.kwargs["code"])
        if region.level != ACTORS[actor].level:
            raise Http404
        return actor, region

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        return {
            **super().get_context_data(**kwargs),
            "actor": self.actor,
            "year": self.year,
            "lines": self.lines,
            "done": sum(line.done for line in self.lines),
            "others": self._others(by),
            "may_add": may_log(by.role, self.actor) and self.year == by.today.year,
        }

    def _others(self, by):
        """Checklists of other parties that the reader's place lies under, or that lie just around it."""
        parties = ((actor, by.region.ancestor(rule.level)) for actor, rule in ACTORS.items())
        return [
            {"label": actor.label, "actor": actor.value, "code": region.code, "current": actor == self.actor}
            for actor, region in parties
            if region is not None and region.code
        ]


def _of_level(level):
    """The party that stands for a level, for readers who write for none."""
    return next((actor for actor, rule in ACTORS.items() if rule.level == level), Actor.VILLAGE_HEAD)


class ActivenessView(OfUnitView):
    """Attendance and contributions per member in a period: the last twelve months, or a year (MEM-04, MEM-05)."""

    template_name = "institutions/activeness.html"
    export_name = "Keaktifan-anggota"
    register = registers.ACTIVENESS

    @property
    def columns(self):
        return resources.activeness(member_duties())

    def period(self):
        year, today = year_of(self.request), self.request.assignment.today
        if year:
            return date(year, 1, 1), date(year, 12, 31)
        return today - A_YEAR, today

    def period_words(self):
        since, until = self.period()
        return f"{long_date(since)} sampai {long_date(until)}"

    def rows(self):
        return lines_of(self.unit, *self.period())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        since, until = self.period()
        duties = member_duties()
        for line in context["rows"]:
            line.told = [(duty.text, line.by_duty[duty]) for duty in duties if duty in line.by_duty]
        return {
            **context, "since": since, "until": until, "sexes": by_sex(context["rows"]),
            "this_year": self.request.assignment.today.year,
        }  # fmt: skip
