"""The FGD's ranking sheet, the list of a designation, the reasons for unmet indicators."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from families.actions import selection as actions
from families.actions.assessment import latest, latest_of, summaries, unmet_of
from families.forms.selection import LIMITS, DesignationForm, RankingForm, UnmetReasonsForm
from families.models import Designation, IndicatorSet, Participation, SelectionDecision
from families.views.reach import own_family, visible_meeting
from families.views.version import OnVersion
from families.workflow.conditions import missing_facts, told_of_plasma
from families.workflow.participation import READY_TO_DESIGNATE, with_conditions
from fcu_project import workflow
from institutions.meetings import Kind, may_keep
from institutions.models import Meeting


class SheetView(OnVersion):
    """A sheet of a meeting: filled in by the office that keeps the meeting until it is held, read by others."""

    kinds, permission = (), ""
    about = "participation_id"  # what a line of the sheet is about

    def prepare(self):
        by = self.request.assignment
        self.meeting = self.object = visible_meeting(self.request, self.kwargs["uid"], *self.kinds)
        self.keeps = (
            self.meeting.keeper_id == by.region_id
            and may_keep(by.role, self.meeting.kind)
            and by.has_perm(self.permission)
        )
        if self.request.method == "POST" and not self.keeps:
            raise PermissionDenied
        self.editable = self.keeps and self.meeting.stage == Meeting.Stage.PLANNED
        self.saved = {getattr(row, self.about): row for row in self.lines()}
        self.rows = self.rows_of()
        self.guard(self.meeting)

    def lines(self):
        """What was saved before, each line with its family."""
        raise NotImplementedError

    def offered(self):
        """Participations that may be put on the sheet."""
        raise NotImplementedError

    def rows_of(self):
        """Those offered, and those that stand on the sheet already."""
        rows = Participation.objects.filter(pk__in={*self.saved, *self.offered().values_list("pk", flat=True)})
        rows = rows.select_related("promotes", "family__region", "family__socio_economic", "family__occupation")
        return list(rows.prefetch_related("family__problems").order_by("family__number"))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "meeting": self.meeting, "rows": self.rows, "saved": self.saved}

    def get_context_data(self, **kwargs):
        self.describe()
        lines = [self.saved[row.pk] for row in self.rows if row.pk in self.saved]
        return super().get_context_data(meeting=self.meeting, editable=self.editable, saved_lines=lines, **kwargs)

    def describe(self):
        """Add to each row what the screen says of it."""


class RankingView(SheetView):
    """Candidates one by one: discussed, ranked, decided, with the reason; takes effect when the FGD is held."""

    kinds, permission, noun = (Kind.FOCUS_GROUP,), "families.change_selectiondecision", "selection"
    form_class = RankingForm
    template_name = "families/ranking.html"
    submit_label = "Simpan peringkat"
    success_message = "Lembar peringkat tersimpan. Keputusan berlaku setelah FGD dinyatakan terlaksana."

    def lines(self):
        rows = SelectionDecision.objects.visible_to(self.request.assignment).filter(meeting=self.meeting)
        return rows.select_related("participation__family")

    def offered(self):
        return actions.candidates(self.meeting.region) if self.editable else Participation.objects.none()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["saved_lines"].sort(key=lambda line: (line.rank is None, line.rank or 0, line.pk))
        words = {name: SelectionDecision._meta.get_field(name).verbose_name for name in LIMITS}
        for line in context["saved_lines"]:
            line.limits = [word for name, word in words.items() if getattr(line, name)]
        return context

    def describe(self):
        newest = latest_of([row.family_id for row in self.rows])
        counts = summaries(newest.values())
        for row in self.rows:
            problems = [problem for problem in row.family.problems.all() if not problem.is_sensitive]
            facts = (row.family.socio_economic, row.family.occupation, *problems)
            row.facts = [str(fact) for fact in facts if fact]
            row.missing = missing_facts(row.family)
            row.told = told_of_plasma(row.promotes) if row.is_rise else ""
            rounds = [(which, newest.get((row.family_id, which))) for which in IndicatorSet.values]
            row.rounds = [{"which": which, "round": one, "counts": one and counts[one.pk]} for which, one in rounds]

    def write(self, form):
        by = self.request.assignment
        return actions.save_ranking(self.meeting, form.decisions(), by=by, on=by.today)


class DesignationView(SheetView):
    """Families that said yes: which of them this meeting designates, and what each still lacks."""

    kinds = (Kind.PIONEER_DESIGNATION, Kind.PLASMA_DESIGNATION)
    permission, noun = "families.change_designation", "designation"
    form_class = DesignationForm
    template_name = "families/designation.html"
    submit_label = "Simpan daftar"
    success_message = "Daftar tersimpan. Penetapan berlaku setelah pertemuan dinyatakan terlaksana."

    @property
    def informal(self):
        return self.meeting.kind == Kind.PLASMA_DESIGNATION

    def lines(self):
        rows = Designation.objects.visible_to(self.request.assignment).filter(meeting=self.meeting)
        return rows.select_related("participation__family")

    def offered(self):
        return actions.may_be_designated(self.meeting) if self.editable else Participation.objects.none()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "informal": self.informal}

    def get_context_data(self, **kwargs):
        waiting = actions.asked_for_consent(self.meeting) if self.editable else ()
        return super().get_context_data(informal=self.informal, waiting=waiting, **kwargs)

    def describe(self):
        today = self.request.assignment.today
        looked_at = with_conditions(Participation.objects.filter(pk__in=[row.pk for row in self.rows]))
        known = {row.pk: row for row in looked_at} if self.editable else {}
        for row in self.rows:
            gates = [gate for gate in READY_TO_DESIGNATE if row.pk in known and gate.applies(row)]
            states = [workflow.state_of(gate, known[row.pk], today, {}) for gate in gates]
            row.lacks = [state for state in states if state.blocks]

    def write(self, form):
        by = self.request.assignment
        return actions.save_designations(self.meeting, form.designations(), by=by, on=by.today)


class UnmetReasonsView(OnVersion):
    """One reason per unmet indicator of a family that is to be a pioneer (FAM-10)."""

    noun = "unmet-reasons"
    form_class = UnmetReasonsForm
    template_name = "families/unmet_reasons.html"
    submit_label = "Simpan alasan"
    success_message = "Alasan tersimpan."

    def prepare(self):
        self.family = self.object = own_family(self.request, self.kwargs["uid"])
        self.participation = self.family.participation()
        if self.participation is None:
            raise Http404
        self.guard(self.participation)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "participation": self.participation}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            family=self.family,
            participation=self.participation,
            round=latest(self.family, IndicatorSet.PIONEER),
            unmet=unmet_of(self.participation.family),
            reasons=self.participation.unmet_reasons.select_related("indicator"),
            editable=self.participation.designated_on is None,
            **kwargs,
        )

    def write(self, form):
        by = self.request.assignment
        actions.save_unmet_reasons(self.participation, form.reasons(), by=by, on=by.today)
        return self.family

    def get_success_message(self, form):
        left = sum(not reason for reason in form.reasons().values())
        return f"Tersimpan. {left} indikator belum beralasan." if left else self.success_message

    def get_success_url(self):
        return reverse("families:family", args=[self.family.uid])

    get_cancel_url = get_success_url
