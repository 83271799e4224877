"""One visit: its page, its plan, whom a new one is for (III.C.1; SME-01, 04, 06 to 09)."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.views.member import Gated
from fcu_project import audit, dates, workflow
from fcu_project.registry import panels_for
from fcu_project.views import FormCreateView, FormUpdateView
from fcu_project.workflow import TransitionRefused
from institutions.models import Region
from institutions.models.region import within
from reporting.actions import visit as actions
from reporting.forms.visit import FactsForm, NoteForm
from reporting.models import Aim, Visit
from reporting.visits.answers import in_words, states_of
from reporting.visits.kinds import (
    KINDS,
    LEVEL,
    TARGET,
    aims_of,
    method_words,
    needs_both,
    target_words,
    targets_of,
    usual_place,
)
from reporting.visits.known import known_before
from reporting.visits.marks import mark_of
from reporting.visits.phases import units_at_work
from reporting.workflow.visit import is_own, is_visited

STAGE = Visit.Stage
LIST = "reporting:visit-list"
PAGE = 30
TEXTS = (
    "observed_text", "deviation_text", "advice_text", "success_text", "failure_text", "change_text", "strength_text",
)  # fmt: skip


def visible_visit(request, uid):
    rows = Visit.objects.visible_to(request.assignment).with_facts()
    return get_object_or_404(rows.select_related("paper_scan"), uid=uid)


def told_of(visit):
    """[(label, words)] of what it came to, in the order of its form."""
    told = []
    if visit.as_planned is not None:
        told.append(("Sesuai rencana", "Ya" if visit.as_planned else "Tidak"))
    fields = [(name, Visit._meta.get_field(name).verbose_name) for name in TEXTS]
    return told + [(label.capitalize(), getattr(visit, name)) for name, label in fields if getattr(visit, name)]


def events_of(visit):
    """How it came about, the newest first."""
    found = []
    if visit.cancelled_on:
        found.append((visit.cancelled_on, "Dibatalkan", visit.cancel_note, ""))
    if visit.answered_on:
        by = f"{visit.answered_by_words}{f'; dicatat oleh {visit.recorded_by}' if visit.from_paper else ''}"
        found.append((visit.answered_on, "Ditandatangani yang dituju", "", by))
    if visit.signed_on:
        typed = f"; dicatat oleh {visit.recorded_by}" if visit.from_paper and visit.aim == Aim.NOTE else ""
        found.append((visit.signed_on, "Ditandatangani petugas", "", f"{visit.signed_by_words}{typed}"))
    if visit.held_on:
        found.append((visit.held_on, "Dilaksanakan", "", ""))
    return [{"when": dates.long_date(day), "title": title, "text": text, "by": by} for day, title, text, by in found]


class VisitView(TemplateView):
    """Its facts, its aspects as a list of tasks, what it came to, the signatures, what other parts add."""

    template_name = "reporting/visit.html"

    def get_context_data(self, **kwargs):
        by, visit = self.request.assignment, visible_visit(self.request, self.kwargs["uid"])
        audit.record("visit:view", by=by, obj=visit)
        own = is_own(visit, by)
        states = states_of(visit)
        filling = own and visit.stage == STAGE.FILLING
        buttons = workflow.available(visit, by, by.today)
        return super().get_context_data(
            visit=visit, whom=target_words(visit), mark=mark_of(visit, by.today), own=own,
            kind=KINDS[visit.aim], is_note=visit.aim == Aim.NOTE, methods=method_words(visit), filling=filling,
            aspects=[self.aspect(visit, state, filling) for state in states],
            done=sum(state.is_done for state in states), told=told_of(visit), events=events_of(visit),
            changes=own and visit.is_open, known=known_before(visit, by) if own and visit.is_open else None,
            sign=next((one for one in buttons if one.name in ("hand", "finish")), None),
            lead=next((one for one in buttons if one.name in ("begin", "answer")), None),
            transitions=[one for one in buttons if one.name not in ("hand", "finish", "begin", "answer")],
            awaits=visit.stage == STAGE.HANDED and is_visited(visit, by), both=needs_both(visit),
            conclusion_url=reverse("reporting:visit-conclusion", args=[visit.uid])
            if filling and visit.aim != Aim.NOTE else "",
            papers=("F4", "A4"), panels=panels_for("visit", self.request, visit), **kwargs,
        )  # fmt: skip

    def aspect(self, visit, state, filling):
        """One line of the list, with its questions for who only reads."""
        kind = "done" if state.is_done else "doing" if state.answered else "todo"
        part = f"{state.answered} dari {len(state.lines)}" if state.answered else "Belum"
        word = "Selesai" if state.is_done else part
        return {
            "code": state.code, "label": state.label, "kind": kind, "word": word,
            "url": reverse("reporting:visit-fill", args=[visit.uid, state.code]) if filling else "",
            "lines": [(question, in_words(question, row), row.words if row else "") for question, row in state.lines],
        }  # fmt: skip


# --- planning -------------------------------------------------------------------------------------------------------
def visit_create(request):
    """Whom it is for is chosen first, then the plan is written: one address."""
    asked = request.GET
    chosen = asked.get("jenis") and asked.get("untuk") and "wilayah" in asked
    return (VisitCreateView if chosen else ChooseTargetView).as_view()(request)


class ChooseTargetView(TemplateView):
    """The aim, then whom: an FCU or an office of the own territory, searched by its place."""

    template_name = "reporting/visit_target.html"

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        aims = aims_of(by)
        if not aims:
            raise PermissionDenied
        aim = asked.get("jenis") if asked.get("jenis") in aims else aims[0]
        targets = targets_of(by.role, aim)
        if not targets:  # nobody of this aim stands below this office
            raise Http404
        target = asked.get("untuk") if asked.get("untuk") in targets else targets[-1]
        wanted = asked.get("cari", "").replace("\0", "").strip()
        page = Paginator(self.places(by, target, wanted), PAGE).get_page(asked.get("halaman"))
        lines, places = [], list(page)
        found = units_at_work(by.region).filter(region__in=places) if target == TARGET.FCU else ()
        units = {unit.region_id: unit for unit in found}
        for region in places:
            visit = Visit(target=target, region=region, unit=units.get(region.pk))
            told = {"jenis": str(aim), "untuk": str(target), "wilayah": region.code}
            lines.append((target_words(visit), region.parent, f"?{urlencode(told)}"))
        aim_chips = [
            {"label": Aim(one).label, "url": f"?{urlencode({'jenis': str(one)})}", "current": one == aim}
            for one in aims
        ]
        target_chips = [
            {"label": TARGET(one).label, "current": one == target,
             "url": f"?{urlencode({'jenis': str(aim), 'untuk': str(one)})}"}
            for one in targets
        ]
        return super().get_context_data(
            aim=Aim(aim), kind=KINDS[aim], aim_chips=aim_chips, target_chips=target_chips, lines=lines, page=page,
            wanted=wanted, kept=[("jenis", aim), ("untuk", target)], target=TARGET(target), **kwargs,
        )  # fmt: skip

    def places(self, by, target, wanted):
        """The places of the territory in which such an FCU or office works."""
        rows = Region.objects.filter(within(by.territory, "code"), level=LEVEL[target]).select_related("parent__parent")
        units = units_at_work(by.region).order_by()
        if target == TARGET.FCU:
            rows = rows.filter(pk__in=units.values("region"))
        if wanted:
            found = Q(name__icontains=wanted) | Q(parent__name__icontains=wanted)
            if target == TARGET.FCU:
                found |= Q(pk__in=units.filter(name__icontains=wanted).values("region"))
            rows = rows.filter(found)
        return rows.order_by("code")


class VisitCreateView(Gated, FormCreateView):
    """The plan of one visit: phase, way, day, place, officers."""

    model, form_class = Visit, FactsForm
    submit_label = "Simpan rencana"
    success_message = "Rencana tersimpan. Yang dituju sekarang melihatnya di aplikasi."

    def prepare(self):
        super().prepare()
        by, asked = self.request.assignment, self.request.GET
        self.aim, self.target = asked["jenis"], asked["untuk"]
        if not aims_of(by):
            raise PermissionDenied
        if self.aim not in aims_of(by) or self.target not in targets_of(by.role, self.aim):
            raise Http404
        rows = Region.objects.filter(within(by.territory, "code"), level=LEVEL[TARGET(self.target)])
        self.region = get_object_or_404(rows.select_related("parent"), code=asked["wilayah"].replace("\0", ""))
        self.unit = actions.unit_visited(self.region) if self.target == TARGET.FCU else None
        if self.target == TARGET.FCU and self.unit is None:
            raise TransitionRefused([actions.NO_UNIT])

    def get_form_kwargs(self):
        about = Visit(aim=self.aim, target=self.target, region=self.region, unit=self.unit)
        return {**super().get_form_kwargs(), "instance": about}

    def get_initial(self):
        by = self.request.assignment
        return {
            "phase": KINDS[self.aim].usual_phase, "mode": KINDS[self.aim].modes[0],
            "place": usual_place(self.aim, by, self.unit), "officers": f"{by.person.name}, {by.role_label}"[:300],
        }  # fmt: skip

    def get_context_data(self, **kwargs):
        about = Visit(target=self.target, region=self.region, unit=self.unit)
        return super().get_context_data(
            title=f"Rencana {Aim(self.aim).label.lower()}", meta=target_words(about), intro=KINDS[self.aim].goal,
            back_label="Kembali memilih", **kwargs,
        )  # fmt: skip

    def closed_url(self):
        return reverse("reporting:visit-create")

    get_cancel_url = closed_url

    def write(self, form):
        by = self.request.assignment
        return actions.plan_visit(form.instance, by=by, on=by.today)


class VisitUpdateView(Gated, FormUpdateView):
    """The same plan changed, until it is signed; of a note its whole text."""

    model = Visit
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        visit = visible_visit(self.request, self.kwargs["uid"])
        if self.request.method == "GET":
            actions.writable(visit, self.request.assignment)
        elif not is_own(visit, self.request.assignment):
            raise PermissionDenied
        return visit

    def get_form_class(self):
        return NoteForm if self.object.aim == Aim.NOTE else FactsForm

    def get_context_data(self, **kwargs):
        visit = self.object
        title = "Ubah catatan" if visit.aim == Aim.NOTE else "Ubah rencana" if not visit.held_on else "Ubah pelaksanaan"
        return super().get_context_data(title=title, meta=target_words(visit), back_label="Kembali", **kwargs)

    def closed_url(self):
        return reverse("reporting:visit", args=[self.kwargs["uid"]])

    get_success_url = get_cancel_url = closed_url

    def write(self, form):
        by, visit = self.request.assignment, form.instance
        save = actions.save_note if visit.aim == Aim.NOTE else actions.save_facts
        return save(visit, by=by, on=by.today, fields=form.changed_data)
