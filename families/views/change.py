"""Does a family change? Its rounds side by side; and the 12 questions over the families of an FCU (MEN-05, MEN-08)."""

from families.actions.assessment import STANDING
from families.change import asked_before, comparisons_of, growths_of, months_between, to_ask_again
from families.change_drawing import FIGURES_LEGEND, figures_drawn, legend_of, rounds_drawn
from families.change_figures import COLUMNS, OTHER, PARTS, change_in, drawn_lines, rows_of
from families.documents.change import FAMILY_TEMPLATE, VILLAGE_TEMPLATE, family_facts, village_facts
from families.forms.change import DaysForm
from families.models import IndicatorSet, Participation, Role
from families.small_numbers import told_apart
from families.views.lineage import may_name
from families.views.reach import visible_family
from fcu_project import audit
from institutions.roles import VILLAGE
from institutions.views.sheet import SheetView
from institutions.views.unit import visible_unit

MOST_WAITING = 20
AGAIN, NEVER = "Sudah waktunya dinilai ulang.", "12 indikatornya belum pernah dinilai."
# How a move looks: the kind of its pill, and its sign where it is not the kind's own.
PILLS = {
    "better": ("done", ""), "worse": ("wrong", ""), "same": ("shut", "dash-lg"), "new": ("doing", ""),
    "changed": ("doing", ""), "": ("todo", ""),
}  # fmt: skip


class ChangeView(SheetView):
    """All rounds of one family as columns: what moved, and which difficulty grew into which strength."""

    template_name = "families/change.html"
    name, paper_template = "Perubahan keluarga", FAMILY_TEMPLATE

    def find_region(self, request, uid):
        self.family = self.printed_row = visible_family(request, uid)
        self.comparisons = comparisons_of(self.family)
        return self.family.region

    def get(self, request, *args, **kwargs):
        audit.record("change:view", by=request.assignment, obj=self.family)
        return super().get(request, *args, **kwargs)

    def paper_facts(self, paper):
        return family_facts(self.family, self.comparisons, paper)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        own = self.family.region_id == by.region_id and self.family.archived_on is None
        for found in self.comparisons.values():
            found.drawing = rounds_drawn(found) if found.goes_on else None
            found.legend = legend_of(found)
            for line in found.lines:
                line.pill, line.icon = PILLS[line.move]
                pairs = zip(found.rounds, line.cells, strict=True)
                line.marked = [(round_, cell, STANDING[cell.standing][0]) for round_, cell in pairs]
        return super().get_context_data(
            family=self.family,
            comparisons=list(self.comparisons.values()),
            growths=growths_of(self.comparisons),
            may_ask=own and by.has_perm("families.add_assessment"),
            waits=self.waits(by),
            waits_title=AGAIN if IndicatorSet.PLASMA in self.comparisons else NEVER,
            asked={which: which in self.comparisons for which in IndicatorSet.values},
            months=months_between(self.family.region),
            **kwargs,
        )

    def waits(self, by):
        """Whether the family is accompanied and its last round of the 12 is too long ago."""
        life, asked = self.family.standing(), self.comparisons.get(IndicatorSet.PLASMA)
        if life is None or life.role != Role.PLASMA or life.stage != Participation.Stage.MENTORED:
            return False
        return asked is None or asked.rounds[-1].assessed_on < asked_before(self.family.region, by.today)


class ChangeFiguresView(SheetView):
    """The 12 questions over the plasma families of the FCU's village, as of any day: counted, never graded."""

    template_name = "families/change_figures.html"
    name, paper_template = "Perubahan keluarga dampingan", VILLAGE_TEMPLATE
    columns = (
        ("Kode", lambda row: row["code"]),
        ("Pertanyaan", lambda row: row["question"]),
        *(
            (f"{label}, {words}", lambda row, name=name, part=part: row["numbers"][name, part])
            for name, label in COLUMNS.items() for part, words in PARTS
        ),
    )

    def find_region(self, request, uid):
        self.unit = self.printed_row = visible_unit(request, uid)
        self.above = request.assignment.level != VILLAGE
        asked = {name: request.GET[name] for name in ("dari", "sampai") if request.GET.get(name)}
        self.form = DaysForm(asked or None)
        data = self.form.cleaned_data if asked and self.form.is_valid() else {}
        self.day, self.since = data.get("sampai") or request.assignment.today, data.get("dari")
        self.change = change_in(self.unit.region, self.day, self.since)
        return self.unit.region

    def rows(self):
        return rows_of(self.change, above=self.above)

    def paper_facts(self, paper):
        return village_facts(self.unit, self.change, paper, day=self.day, since=self.since, above=self.above)

    def get_context_data(self, **kwargs):
        by, region = self.request.assignment, self.unit.region
        waiting = list(to_ask_again(region, by.today)[:MOST_WAITING]) if may_name(by) else []
        kept = self.request.GET.copy()
        for name in list(kept):
            if name not in ("dari", "sampai") or not self.form.is_valid():
                del kept[name]
        return super().get_context_data(
            unit=self.unit,
            form=self.form,
            day=self.day,
            since=self.since,
            families=told_apart(self.change.families, above=self.above),
            improved=told_apart(self.change.improved, above=self.above),
            has_any=self.change.families.all > 0,
            lines=[[row["code"], row["question"], [(COLUMNS[name], row[name]) for name in COLUMNS]] for row in
                   self.rows()],
            columns=list(COLUMNS.values()),
            other=OTHER,
            legend=FIGURES_LEGEND,
            drawing=figures_drawn(drawn_lines(self.change, above=self.above)),
            waiting=waiting,
            months=months_between(region),
            query=f"&{kept.urlencode()}" if kept else "",
            above=self.above,
            **kwargs,
        )  # fmt: skip
