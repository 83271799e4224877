"""Proposals of trial places: the list, the village's proposal, the control sheet, each step with its paper."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from fcu_project import files, registry, workflow
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin, refused
from fcu_project.workflow import TransitionRefused
from institutions import registers, resources
from institutions.actions import site as actions
from institutions.documents.site import SITE_PAPERS, papers_of
from institutions.forms.site import SiteForm, SiteStepForm
from institutions.models import Assignment, PilotSite, Region, SiteStep
from institutions.views.letter import letters_about
from institutions.views.listing import KeyedListView
from institutions.views.sheet import SheetView
from institutions.workflow.site import BACK, BY_STEP, NEXT, ROAD, WRITTEN_REASONS, is_own_act, may_record, on_file


class SiteListView(KeyedListView):
    """Proposals within reach, by stage; a village sees its own."""

    template_name = "institutions/site_list.html"
    columns, export_name = resources.SITES, "Usulan lokasi"
    register = registers.SITES

    def get_queryset(self):
        sites = PilotSite.objects.visible_to(self.request.assignment).select_related("region__parent")
        stage = self.request.GET.get("tahap", "")
        return sites.filter(stage=stage) if stage in PilotSite.Stage.values else sites

    def get_context_data(self, **kwargs):
        by, stage = self.request.assignment, self.request.GET.get("tahap", "")
        chips = []
        if by.level != "village":
            chips = [
                {"label": label, "url": f"?tahap={value}" if value else "?", "current": stage == value}
                for value, label in (("", "Semua"), *PilotSite.Stage.choices)
            ]
        return super().get_context_data(chips=chips, stage=stage, may_add=may_propose(by), **kwargs)


def may_propose(by):
    """Whether this office may open a proposal now: a village has one that is live."""
    if by.level != "village" or not by.has_perm("institutions.add_pilotsite"):
        return False
    return not PilotSite.objects.filter(region=by.region).exclude(stage__in=PilotSite.OVER).exists()


class SiteCreateView(FormCreateView):
    model, form_class = PilotSite, SiteForm
    success_message = "Usulan dibuka. Berikutnya datanya dinyatakan benar."
    extra_context = {"title": "Usulkan lokasi uji coba"}

    def prepare(self):
        self.object = None
        if self.request.assignment.level != Region.Level.VILLAGE:
            raise PermissionDenied

    def get_initial(self):
        return {"pilot_year": self.request.assignment.today.year}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.request.assignment.region
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_site(form.instance, by=by, on=by.today)

    def get_cancel_url(self):
        return reverse("institutions:site-list")


def visible_site(request, uid):
    rows = PilotSite.objects.visible_to(request.assignment).select_related("region__parent")
    return get_object_or_404(rows, uid=uid)


class SiteUpdateView(FormUpdateView):
    """Only while the village still writes: a proposal that was stated to be right is locked."""

    model, form_class = PilotSite, SiteForm
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah usulan"}

    def get_object(self, queryset=None):
        site = visible_site(self.request, self.kwargs["uid"])
        if site.region_id != self.request.assignment.region_id:
            raise PermissionDenied
        return site

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.object.stage != PilotSite.Stage.DRAFT:
            return refused(request, ["Data usulan sudah terkunci."], self.object.get_absolute_url())
        return FormView.get(self, request, *args, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_site(form.instance, by=by, on=by.today, fields=form.changed_data)


class SiteView(TemplateView):
    """The control sheet: every step as a line with its paper, and what is still missing."""

    template_name = "institutions/site.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        site = visible_site(self.request, self.kwargs["uid"])
        papers = on_file(site)
        counting = {row.pk for row in papers.values()}
        following = NEXT.get(site.stage)
        lines = [
            {"label": act.step.label, "row": papers.get(act.step), "is_next": act is following}
            for act in ROAD
        ]
        written = workflow.reasons_of(site)
        own = site.region_id == by.region_id
        return super().get_context_data(
            site=site,
            lines=lines,
            ending=papers.get(SiteStep.Step.REFUSAL),
            history=[row for row in site.steps.order_by("id") if row.pk not in counting],
            enclosed=[line.strip() for line in site.documents.splitlines() if line.strip()],
            reasons=[(gate.label, written[gate.name]) for gate in WRITTEN_REASONS if gate.name in written],
            transitions=workflow.available(site, by, by.today),
            may_change=own and site.stage == PilotSite.Stage.DRAFT and by.has_perm("institutions.change_pilotsite"),
            sheets=papers_of(site, papers),
            panels=registry.panels_for("site", self.request, site),
            office=letters_about(by, "site", site, writes=own or by.level != Region.Level.VILLAGE),
            **kwargs,
        )


def signs_as(assignment):
    """Name and office as on a letter: "Lalu Mastur Hidayat, Camat Gangga"."""
    return f"{assignment.person.name}, {assignment.person.position or assignment.role_label}"[:160]


class SiteStepView(WriteMixin, FormView):
    """One step of the road, by its own party or from that party's paper."""

    form_class = SiteStepForm
    template_name = "institutions/site_step.html"
    submit_label = "Simpan langkah"

    def prepare(self):
        self.site = self.object = visible_site(self.request, self.kwargs["uid"])
        self.step = self.kwargs["name"]
        if self.step not in BY_STEP and self.step not in BACK:
            raise Http404
        self.transition = workflow.find_transition(self.site, self.step)
        if not may_record(self.site, self.step, self.request.assignment):
            raise PermissionDenied
        self.from_paper = not is_own_act(self.site, self.step, self.request.assignment)

    def get(self, request, *args, **kwargs):
        try:
            self.prepare()
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.site.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.site.get_absolute_url())

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "step": self.step, "from_paper": self.from_paper}

    def get_initial(self):
        by = self.request.assignment
        return {"done_on": by.today, "party": self._party(by)}

    def _party(self, by):
        """Who answers for the step: the actor, or the one who holds that office here, if the system knows one."""
        if not self.from_paper:
            return signs_as(by)
        if self.step in BACK:
            return ""
        place = self.site.region.ancestor(BY_STEP[self.step].level)
        holder = Assignment.objects.active_on(by.today).filter(role=BY_STEP[self.step].roles[0], region=place)
        holder = holder.select_related("person", "region").order_by("id").first()
        return signs_as(holder) if holder else ""

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        gates = workflow.gates_of(self.site, self.transition.gates, by.today)
        act = BY_STEP.get(self.step)
        return super().get_context_data(
            site=self.site, title=SiteStep.Step(self.step).label, hint=act.hint if act else "",
            from_paper=self.from_paper, gates=[gate for gate in gates if gate.blocks], **kwargs,
        )  # fmt: skip

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        row = SiteStep(
            step=self.step,
            **{name: data[name] for name in ("done_on", "party", "paper_number", "paper_date", "enclosures", "note")},
        )
        answers = {name: data.get(name) for name in ("effective", "efficient", "feasible")}
        return actions.take_step(self.site, row, by=by, on=by.today, scan=data["scan"], answers=answers)

    def get_success_message(self, form):
        return f"Tercatat. Usulan sekarang: {self.site.get_stage_display()}."


class SiteScanView(View):
    """The scanned paper of one step, for whoever may read the sheet."""

    def get(self, request, uid, row):
        site = visible_site(request, uid)
        step = get_object_or_404(site.steps, uid=row)
        if step.paper_scan_id is None:
            raise Http404
        return files.respond(step.paper_scan)


class SitePaperView(SheetView):
    """One of the papers of a proposal, blank before its step is done and filled in after (REG-02 to 05, 16, 17)."""

    def find_region(self, request, uid, paper):
        self.site = visible_site(request, uid)
        if paper not in SITE_PAPERS:
            raise Http404
        self.sheet = SITE_PAPERS[paper]
        self.name, self.paper_template = self.sheet.title, self.sheet.template
        return self.site.region

    def get(self, request, *args, **kwargs):
        if why := self.sheet.closed(self.site, on_file(self.site)):
            return refused(request, [why], self.site.get_absolute_url())
        return self.paper(request.assignment)

    def paper_facts(self, paper):
        return self.sheet.facts(self.site, paper)
