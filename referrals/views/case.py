"""Cases: the list, one case, opening and changing it, its end, its papers (II.H, III.A.4.1.3, III.C.2.5)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.views.generic import TemplateView

from families.models import Need
from families.views.member import Gated
from fcu_project import audit, registry
from fcu_project.access import may_open
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models.person import fold
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView, uid_of
from institutions.views.sheet import PaperView
from referrals import registers, resources
from referrals.actions import case as actions
from referrals.actions import counselling as counselling_actions
from referrals.case_page import MARKS, page_of
from referrals.documents.case import CASE_TEMPLATE, CONFERENCE_TEMPLATE, case_facts, conference_facts
from referrals.forms.case import CaseCloseForm, CaseForm, CaseReopenForm
from referrals.joint import bodies_of, is_joint
from referrals.models import Case, CaseStep
from referrals.views.choice import WithFamily
from referrals.views.counselling import visible_counselling
from referrals.views.reach import Prepared, WithoutNumbers

OPEN, CLOSED, QUIET, ALL = "", "selesai", "lama", "semua"
STATES = {OPEN: "Berjalan", QUIET: "Lama tanpa langkah", CLOSED: "Selesai", ALL: "Semua"}


def visible_case(request, uid):
    return get_object_or_404(Case.objects.visible_to(request.assignment).with_facts(), uid=uid)


class CaseListView(WithoutNumbers, KeyedListView):
    """The book of cases, the latest first; those under way first of all."""

    template_name = "referrals/case_list.html"
    columns, export_name = resources.CASES, "Buku kasus"
    register = registers.CASES
    order = ("id",)
    descending = True
    year_field = "opened_on"

    def get_queryset(self):
        by, asked = self.request.assignment, self.request.GET
        rows = Case.objects.visible_to(by).with_facts()
        state = asked.get("keadaan", OPEN)
        if state == QUIET:
            rows = rows.quiet(by.today)
        elif state == CLOSED:
            rows = rows.filter(stage=Case.Stage.CLOSED)
        elif state != ALL:
            rows = rows.open()
        if asked.get("jenis") in Case.Kind.values:
            rows = rows.filter(kind=asked["jenis"])
        wanted = asked.get("cari", "").strip()
        if wanted:
            name = Q(family__search_name__contains=fold(wanted)) | Q(client__icontains=wanted)
            rows = rows.filter(name | Q(title__icontains=wanted) | Q(number__icontains=wanted))
        return rows

    def register_rows(self):
        """The book holds the whole year, whatever is filtered on the screen."""
        rows = Case.objects.visible_to(self.request.assignment).with_facts().order_by(*self.order)
        return rows.filter(opened_on__year=self.year) if self.year else rows

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        state, kind = asked.get("keadaan", OPEN), asked.get("jenis", "")
        for row in context["rows"]:
            row.mark = MARKS[row.stage]
            row.last = row.told_steps[-1] if row.told_steps else None
            row.together = len({body.pk for step in row.told_steps for body in step.bodies.all()})
        kept = asked.copy()
        kept.pop("setelah", None)

        def chip(name, value, label, current):
            changed = kept.copy()
            changed[name] = value
            return {"label": label, "url": f"?{changed.urlencode()}", "current": current}

        kinds = (("", "Semua jenis"), *Case.Kind.choices)
        return {
            **context,
            "chips": [chip("keadaan", value, label, value == state) for value, label in STATES.items()],
            "kind_chips": [chip("jenis", value, label, value == kind) for value, label in kinds],
            "state": state,
            "kind": kind,
            "is_narrowed": bool(state or kind or context["wanted"] or context["year"]),
            "shows_village": by.level != VILLAGE,
            "may_add": by.has_perm("referrals.add_case"),
        }


class CaseView(TemplateView):
    """One case: who is in it, what was done, what comes next. Every look is in the trail."""

    template_name = "referrals/case.html"

    def get_context_data(self, **kwargs):
        case = visible_case(self.request, self.kwargs["uid"])
        audit.record("case:view", by=self.request.assignment, obj=case)
        return super().get_context_data(
            **page_of(case, self.request.assignment), panels=registry.panels_for("case", self.request, case), **kwargs
        )


def secret_report_url(by):
    """Where kinds of problem that are kept secret are reported; "" where this reader has no such screen."""
    try:
        url = reverse("referrals:secret-report")
    except NoReverseMatch:
        return ""
    return url if may_open(by, url) else ""


class OnCaseForm(WithFamily, Gated):
    """The form of a case."""

    model, form_class = Case, CaseForm
    template_name = "referrals/case_form.html"
    family = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "family": self.family}

    def get_context_data(self, **kwargs):
        kwargs.setdefault("secret_url", secret_report_url(self.request.assignment))
        return super().get_context_data(family=self.family, **kwargs)

    def get_success_url(self):
        return self.object.get_absolute_url()


class CaseCreateView(OnCaseForm, FormCreateView):
    """From a family (`?keluarga=`), a need (`?kebutuhan=`), a consultation (`?konsultasi=`), or by itself."""

    submit_label = "Buka kasus"
    need = counselling = None

    def prepare(self):
        self.object, by = None, self.request.assignment
        self.family = self.asked_family()
        if uid := self.request.GET.get("kebutuhan", ""):
            rows = Need.objects.visible_to(by) if by.has_perm("families.view_need") else Need.objects.none()
            self.need = get_object_or_404(rows.select_related("family__region", "problem"), uid=uid_of(uid))
            self.family = self.need.family
            if actions.is_secret(self.need.problem):
                raise TransitionRefused([actions.NOT_IN_THIS_BOOK])
        if uid := self.request.GET.get("konsultasi", ""):
            self.counselling = visible_counselling(self.request, uid_of(uid))
            counselling_actions.own(self.counselling, by)
            if self.counselling.is_confidential:
                raise PermissionDenied
            self.family = self.counselling.family
        if self.family is not None and self.family.archived_on and self.request.method == "GET":
            raise TransitionRefused(["Berkas keluarga ini diarsipkan. Pulihkan dahulu untuk membuka kasus."])

    def closed_url(self):
        return self.get_cancel_url()

    def get_initial(self):
        told = {
            "opened_on": self.request.assignment.today, "kind": Case.Kind.HANDLING,
            "owner": self.request.assignment.person_id,
        }  # fmt: skip
        if self.need is not None:
            return told | {"need": self.need.pk, "title": self.need.title, "problem": self.need.problem_id}
        if self.counselling is not None:
            row = self.counselling
            return told | {"title": row.topic[:160], "client": row.client, "client_sex": row.client_sex} | {
                "client_region": row.client_region_id
            }
        return told

    def get_context_data(self, **kwargs):
        chooses = self.counselling is None and self.need is None
        return super().get_context_data(title="Buka kasus", chooses=chooses, **self.choice(), **kwargs)

    def get_cancel_url(self):
        if self.counselling is not None:
            return self.counselling.get_absolute_url()
        return self.family.get_absolute_url() if self.family else reverse("referrals:case-list")

    def write(self, form):
        by = self.request.assignment
        return actions.open_case(form.instance, by=by, on=by.today, counselling=self.counselling)

    def get_success_message(self, form):
        return f"Kasus {self.object.number} dibuka. Catat langkah pertamanya."


class OnCase(Gated):
    """A form about a case of the own office. A closed form says why and leads back to the case."""

    title = ""

    def find_case(self, uid):
        self.case = visible_case(self.request, uid)
        actions.own(self.case, self.request.assignment)
        reason = self.closed() if self.request.method == "GET" else ""
        if reason:  # what was typed meanwhile comes back with the reason, which the action gives
            raise TransitionRefused([reason])
        return self.case

    def closed(self):
        return actions.still_open(self.case)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("title", self.title)
        kwargs.setdefault("back_label", "Kembali ke kasus")
        return super().get_context_data(case=self.case, meta=f"{self.case}, {self.case.called}", **kwargs)

    def closed_url(self):
        return self.case.get_absolute_url()

    get_success_url = get_cancel_url = closed_url


class CaseUpdateView(OnCase, OnCaseForm, FormUpdateView):
    success_message = "Perubahan tersimpan."
    title = "Ubah kasus"

    def get_object(self, queryset=None):
        case = self.find_case(self.kwargs["uid"])
        self.family = case.family
        return case

    def write(self, form):
        by = self.request.assignment
        return actions.save_case(form.instance, by=by, on=by.today, fields=form.changed_data)


class CaseCloseView(OnCase, WriteMixin, Prepared):
    """How it ended; whether it was handled jointly is shown."""

    form_class, template_name = CaseCloseForm, "referrals/case_close.html"
    title, submit_label = "Tutup kasus", "Tutup kasus"
    success_message = "Kasus selesai. Laporannya bisa dicetak dari halaman ini."

    def prepare(self):
        self.object = self.find_case(self.kwargs["uid"])

    def closed(self):
        if refusal := super().closed():
            return refusal
        return "" if self.case.told_steps else "Belum ada langkah yang dicatat. Catat dahulu apa yang dilakukan."

    def get_initial(self):
        return {"closed_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        bodies = list(bodies_of(self.case).order_by("name", "id"))
        return super().get_context_data(bodies=bodies, joint=is_joint(self.case), **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.close_case(
            self.case, by=by, on=data["closed_on"], outcome=data["outcome"], result=data["result"],
            follow_up=data["follow_up"],
        )  # fmt: skip


class CaseReopenView(OnCase, WriteMixin, Prepared):
    """A closed case goes on, with the reason; how it had ended stays in its timeline."""

    form_class = CaseReopenForm
    title, submit_label = "Buka kembali kasus", "Buka kembali"
    success_message = "Kasus dibuka kembali."

    def prepare(self):
        self.object = self.find_case(self.kwargs["uid"])

    def closed(self):
        return "Kasus ini masih berjalan." if self.case.is_open else ""

    def get_initial(self):
        return {"opened_on": self.request.assignment.today}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.reopen_case(self.case, by=by, on=data["opened_on"], reason=data["reason"])


class CasePaperView(PaperView):
    """Laporan insidental of one case, with whom it is about masked (5.20)."""

    name, paper_template = "Laporan insidental kasus", CASE_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_case(request, uid)
        return self.printed_row.keeper

    def paper_facts(self, paper):
        return case_facts(self.printed_row, paper)


class ConferencePaperView(PaperView):
    """The short record of a conference about a case, to be signed by who came."""

    name, paper_template = "Berita acara konferensi kasus", CONFERENCE_TEMPLATE

    def find_region(self, request, uid):
        rows = CaseStep.objects.filter(case__in=Case.objects.visible_to(request.assignment))
        rows = rows.filter(kind=CaseStep.Kind.CONFERENCE).select_related("case__keeper", "case__family__region")
        self.printed_row = get_object_or_404(rows, uid=uid)
        return self.printed_row.case.keeper

    def paper_facts(self, paper):
        return conference_facts(self.printed_row, paper)
