"""The list of visits within reach, the own plans above it; the schedule of a year; FCUs and the phases they lack."""

from urllib.parse import urlencode

from django.db.models import Q

from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView, year_asked
from referrals.views.reach import WithoutNumbers
from reporting import registers, resources
from reporting.actions.visit import unit_visited
from reporting.models import Aim, Visit
from reporting.visits import phases
from reporting.visits.kinds import KINDS, aims_of, may_note, target_words
from reporting.visits.marks import mark_of
from reporting.workflow.visit import is_own

STAGE = Visit.Stage
OWN, ALL = "kantor", "semua"
MOST_PLANS = 5  # named above the list
STATES = {
    "": "Semua", "terlambat": "Terlambat", "bulan-ini": "Bulan ini", "rencana": "Direncanakan", "diisi": "Sedang diisi",
    "menunggu": "Menunggu tanda tangan", "selesai": "Selesai", "batal": "Dibatalkan",
}  # fmt: skip
STAGES = {
    "rencana": STAGE.PLANNED, "diisi": STAGE.FILLING, "menunggu": STAGE.HANDED, "selesai": STAGE.SIGNED,
    "batal": STAGE.CANCELLED,
}  # fmt: skip
NO_PHASE, NO_EVALUATION = "tahap", "akhir"


def plans(by):
    """Whether this reader's office has visits of its own."""
    return bool(aims_of(by)) or may_note(by)


def of_this_month(rows, today):
    return rows.filter(planned_on__year=today.year, planned_on__month=today.month)


class Narrowed(WithoutNumbers, KeyedListView):
    """Chips that keep what else was asked for."""

    asks = ()

    def chips(self, name, labels):
        """Chips of what `?name=` narrows to; the first label that has the value "" is that of all."""
        asked = {key: self.request.GET[key] for key in self.asks if self.request.GET.get(key)}
        now = asked.get(name, "")
        return [
            {"label": label, "current": value == now, "url": f"?{urlencode({**asked, name: value})}"}
            for value, label in labels.items()
        ]

    @property
    def words(self):
        return self.request.GET.get("cari", "").replace("\0", "").strip()

    def kept(self):
        return [(key, self.request.GET[key]) for key in self.asks if self.request.GET.get(key) and key != "cari"]


class VisitListView(Narrowed):
    """Visits within reach, the latest first; an office begins with its own."""

    template_name = "reporting/visit_list.html"
    export_name, order, descending, year_field = "Pembinaan FCU", ("planned_on", "id"), True, "planned_on"
    columns, register = resources.VISITS, registers.VISITS
    asks = ("tampil", "keadaan", "jenis", "waktu", "tahun", "cari")

    @property
    def shows_own(self):
        by = self.request.assignment
        return bool(aims_of(by)) and self.request.GET.get("tampil", OWN) != ALL

    def get_queryset(self):
        by, asked = self.request.assignment, self.request.GET
        rows = Visit.objects.visible_to(by).with_facts()
        if self.shows_own:
            rows = phases.of_own_office(rows, by)
        state = asked.get("keadaan", "")
        if state == "terlambat":
            rows = phases.overdue(rows, by.today)
        elif state == "bulan-ini":
            rows = of_this_month(phases.standing(rows), by.today)
        elif state in STAGES:
            rows = rows.filter(stage=STAGES[state])
        if asked.get("jenis") in Aim.values:
            rows = rows.filter(aim=asked["jenis"])
        if asked.get("waktu") in Visit.Phase.values:
            rows = rows.filter(phase=asked["waktu"])
        if self.words:
            rows = rows.filter(
                Q(region__name__icontains=self.words) | Q(region__parent__name__icontains=self.words)
                | Q(unit__name__icontains=self.words) | Q(place__icontains=self.words)
            )  # fmt: skip
        return rows

    def register_period(self):
        kind = self.request.GET.get("jenis", "")
        told = [Aim(kind).label] if kind in Aim.values else []
        return ", ".join([*told, *([f"Tahun {self.year}"] if self.year else [])])

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark, row.whom = mark_of(row, by.today), target_words(row)
        aims = {"": "Semua jenis", **{aim.value: aim.label for aim in Aim}}
        waits = {"": "Semua waktu", **{phase.value: label for phase, label in phases.MARKS.items()}}
        here = by.level == VILLAGE
        noting = may_note(by) and (not here or unit_visited(by.region) is not None)
        narrowed = any(asked.get(name) for name in self.asks if name != "tampil")
        return {
            **context, "here": here, "plans": bool(aims_of(by)), "may_note": noting,
            "ways": self.chips("tampil", {OWN: "Kantor ini", ALL: "Semua di wilayah"}) if aims_of(by) else [],
            "state_chips": self.chips("keadaan", STATES), "aim_chips": self.chips("jenis", aims),
            "phase_chips": self.chips("waktu", waits), "kept": self.kept(), "is_narrowed": narrowed,
            "shows_own": self.shows_own, "print_label": "Cetak buku",
            "due": [] if narrowed or context["prev_url"] else self._due(by),
        }  # fmt: skip

    def chips(self, name, labels):
        chips = super().chips(name, labels)
        if name == "tampil" and not any(chip["current"] for chip in chips):
            chips[0]["current"] = True
        return chips

    def _due(self, by):
        """The own plans that are late, then those of this month; for a village what is announced to it."""
        rows = Visit.objects.visible_to(by).with_facts().filter(stage=STAGE.PLANNED)
        if by.level != VILLAGE:
            rows = phases.of_own_office(rows, by)
        late = Q(planned_on__lt=by.today)
        month = Q(planned_on__year=by.today.year, planned_on__month=by.today.month)
        found = list(rows.filter(late | month).order_by("planned_on", "id")[:MOST_PLANS])
        for row in found:
            row.mark, row.whom, row.own = mark_of(row, by.today), target_words(row), is_own(row, by)
        return found


class ScheduleView(Narrowed):
    """The plan of visits of a year: of the own office, or of all in the territory; beginning, middle, end marked."""

    template_name = "reporting/visit_schedule.html"
    export_name, order = "Jadwal pembinaan", ("planned_on", "id")
    columns, register = resources.VISIT_SCHEDULE, registers.VISIT_SCHEDULE
    asks = ("tampil", "tahun", "waktu")
    year_field = "planned_on"

    @property
    def year(self):
        return year_asked(self.request.GET.get("tahun", "")) or self.request.assignment.today.year

    @property
    def shows_own(self):
        return bool(aims_of(self.request.assignment)) and self.request.GET.get("tampil", OWN) != ALL

    def get_queryset(self):
        by = self.request.assignment
        rows = phases.standing(Visit.objects.visible_to(by).with_facts()).exclude(aim=Aim.NOTE)
        if self.shows_own:
            rows = phases.of_own_office(rows, by)
        if self.request.GET.get("waktu") in Visit.Phase.values:
            rows = rows.filter(phase=self.request.GET["waktu"])
        return rows

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        context = super().get_context_data(**kwargs)
        month = None
        for row in context["rows"]:
            row.mark, row.whom, row.when = mark_of(row, by.today), target_words(row), phases.MARKS[row.phase]
            row.begins_month = (row.planned_on.year, row.planned_on.month) != month
            month = (row.planned_on.year, row.planned_on.month)
        years = {str(year): str(year) for year in range(by.today.year + 1, by.today.year - 3, -1)}
        own = phases.standing(Visit.objects.visible_to(by))
        if self.shows_own:
            own = phases.of_own_office(own, by)
        ways = self.chips("tampil", {OWN: "Kantor ini", ALL: "Semua di wilayah"}) if aims_of(by) else []
        if ways and not any(chip["current"] for chip in ways):
            ways[0]["current"] = True
        chips = self.chips("tahun", years)
        for chip in chips:
            chip["current"] = chip["label"] == str(self.year)
        waits = {"": "Semua waktu", **{phase.value: label for phase, label in phases.MARKS.items()}}
        return {
            **context, "year_chips": chips, "ways": ways, "phase_chips": self.chips("waktu", waits),
            "plans": bool(aims_of(by)), "above": by.level != VILLAGE, "shown_year": self.year,
            "late": phases.overdue(own, by.today).filter(planned_on__year=self.year).count(),
            "print_label": "Cetak jadwal",
        }  # fmt: skip


class PhasesView(Narrowed):
    """The FCUs of the territory and the phases in which somebody came; first who was not evaluated at the end."""

    template_name = "reporting/visit_phases.html"
    export_name, order = "FCU dan tahap pembinaannya", ("region__code", "id")
    columns, register = resources.VISIT_PHASES, registers.VISIT_PHASES
    asks = ("saring", "cari")

    def get_queryset(self):
        by = self.request.assignment
        rows = phases.units_with_phases(by.region, by.today)
        wanted = self.request.GET.get("saring", NO_EVALUATION)
        if wanted == NO_EVALUATION:
            rows = rows.filter(evaluated_on=None)
        elif wanted == NO_PHASE:
            rows = rows.filter(Q(start_on=None) | Q(middle_on=None) | Q(end_on=None))
        if self.words:
            rows = rows.filter(Q(name__icontains=self.words) | Q(region__name__icontains=self.words))
        return rows

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        context = super().get_context_data(**kwargs)
        wanted = self.request.GET.get("saring", NO_EVALUATION)
        can = Aim.EVALUATION in aims_of(by)
        for row in context["rows"]:
            row.lacks = phases.missing_of(row)
            asked = {"jenis": Aim.EVALUATION.value, "untuk": "fcu", "wilayah": row.region.code}
            row.plan_url = f"?{urlencode(asked)}" if can and row.evaluated_on is None else ""
        labels = {NO_EVALUATION: "Belum dievaluasi di akhir", NO_PHASE: "Ada tahap yang kosong", ALL: "Semua FCU"}
        chips = self.chips("saring", labels)
        if not any(chip["current"] for chip in chips):
            chips[0]["current"] = True
        return {
            **context, "chips": chips, "kept": self.kept(), "is_narrowed": bool(self.words or wanted != NO_EVALUATION),
            "print_label": "Cetak daftar", "goal": KINDS[Aim.EVALUATION].goal,
        }  # fmt: skip
