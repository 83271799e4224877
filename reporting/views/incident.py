"""Incidental reports: the list, one to read, opening and writing it, the paper (III.C.2.5, REP-03).

Every reading of the words is in the trail before they leave.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.views.member import Gated
from fcu_project import audit, dates, workflow
from fcu_project.views import FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView, uid_of
from institutions.views.sheet import PaperView
from referrals.models import Case
from referrals.views.reach import Prepared
from reporting import registers, resources
from reporting.actions import incident as actions
from reporting.documents.incident import INCIDENT_TEMPLATE, incident_facts
from reporting.forms.incident import HandedForm, IncidentCreateForm, IncidentForm
from reporting.incidental import incidents
from reporting.incidental.incident_words import whom
from reporting.models import IncidentReport
from reporting.workflow.incident import ASKED_THERE

STAGE = IncidentReport.Stage
MOST_LACKING = 5  # named above the list; the form to begin one holds the others
ALL = ""
# What the list may be narrowed to, by who reads it.
STATES_HERE = {
    ALL: "Semua", "draf": "Draf", "terkirim": "Terkirim", "dikembalikan": "Terbuka lagi", "diterima": "Diterima"
}  # fmt: skip
STATES_ABOVE = {
    ALL: "Semua", "terkirim": "Menunggu diterima", "diterima": "Diterima", "dikembalikan": "Sedang diperbaiki"
}  # fmt: skip
STAGES = {"draf": STAGE.DRAFT, "terkirim": STAGE.SENT, "dikembalikan": STAGE.RETURNED, "diterima": STAGE.RECEIVED}


def visible_incident(request, uid):
    rows = IncidentReport.objects.visible_to(request.assignment).with_facts()
    rows = rows.select_related("case__keeper", "case__family", "case__problem", "case__need__problem", "region__parent")
    return get_object_or_404(rows, uid=uid)


# --- the list -------------------------------------------------------------------------------------------------------
class IncidentListView(KeyedListView):
    """The FCU: its own, above them the cases that still lack one. The Dinas: what was sent to it."""

    template_name = "reporting/incident_list.html"
    columns, export_name = resources.INCIDENTS, "Laporan insidental"
    descending, year_field = True, "happened_on"

    @property
    def register(self):
        return registers.INCIDENTS if self.request.assignment.level == VILLAGE else registers.INCIDENTS_RECEIVED

    def get_queryset(self):
        by, asked = self.request.assignment, self.request.GET
        rows = IncidentReport.objects.visible_to(by).with_facts().select_related("region__parent")
        rows = rows.annotate(sendings=Count("versions"))
        if stage := STAGES.get(asked.get("keadaan", "")):
            rows = rows.filter(stage=stage)
        if wanted := asked.get("cari", "").replace("\0", "").strip():
            rows = rows.filter(Q(number__icontains=wanted) | Q(region__name__icontains=wanted))
        return rows

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark = incidents.mark_of(row)
        state, here = asked.get("keadaan", ALL), by.level == VILLAGE
        kept = asked.copy()
        for name in ("setelah", "keadaan"):
            kept.pop(name, None)

        def chip(value, label):
            narrowed = kept.copy()
            narrowed["keadaan"] = value
            return {"label": label, "url": f"?{narrowed.urlencode()}", "current": value == state}

        lacking = list(incidents.lacking(by.region).select_related("family")[: MOST_LACKING + 1]) if here else []
        return {
            **context,
            "chips": [chip(value, label) for value, label in (STATES_HERE if here else STATES_ABOVE).items()],
            "kept": [(name, asked[name]) for name in ("keadaan", "tahun") if asked.get(name)],
            "is_narrowed": bool(state or context["wanted"] or context["year"]),
            "here": here, "may_add": here and by.has_perm("reporting.add_incidentreport"),
            "lacking": lacking[:MOST_LACKING], "more_lacking": len(lacking) > MOST_LACKING,
        }  # fmt: skip


# --- one report -----------------------------------------------------------------------------------------------------
def version_asked(request, report):
    """The version that this reader reads: the one asked for by `?versi=`, None for the text being worked on."""
    asked = request.GET.get("versi", "")
    if asked:
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 3 else 0
        return get_object_or_404(report.versions, number=number)
    if incidents.reads_as_written(report, request.assignment):
        return None
    version = report.latest_version()
    if version is None:
        raise Http404
    return version


class IncidentView(TemplateView):
    """What it says, what changed against the version before, how it came about. Every look is in the trail."""

    template_name = "reporting/incident.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        report = visible_incident(self.request, self.kwargs["uid"])
        version = version_asked(self.request, report)
        audit.record("incident:read", by=by, obj=report)
        versions = list(report.versions.all())
        earlier = [row for row in versions if version is None or row.number < version.number]
        words = incidents.told_of(report, version)
        before = earlier[0].words if earlier else None
        own, buttons = report.region_id == by.region_id, _buttons(report, by)
        since = incidents.steps_since(report, versions[0]) if own and versions else 0
        return super().get_context_data(
            report=report, version=version, versions=versions, mark=incidents.mark_of(report), own=own,
            is_latest=version is None or version.number == versions[0].number,
            whom=whom(words["masked"]), parts=incidents.parts_of(words),
            happened_on=dates.parse_date(words["happened_on"]),
            changed=incidents.difference(words, before), before=earlier[0] if earlier else None,
            note=incidents.last_note(report) if own else None,
            steps_since=since,
            writes=incidents.writes(report, by) and report.is_open, transitions=buttons,
            leads=bool(since) or any(button.name != incidents.COMPLETES for button in buttons),
            case_url=report.case.get_absolute_url() if own and by.has_perm("referrals.view_case") else "",
            on_paper=own and report.stage == STAGE.SENT and not incidents.office_reads_here(report.region),
            is_own_sending=report.stage == STAGE.SENT and report.sent_by == by.actor_uid and not own,
            events=incidents.events_of(report, versions, lambda row: f"{report.get_absolute_url()}?versi={row.number}"),
            **kwargs,
        )  # fmt: skip


def _buttons(report, by):
    """The steps of its way; what one asks on its own screen does not close the way there."""
    return [
        workflow.Button(button.transition, button.url, [gate for gate in button.gates if gate.name not in ASKED_THERE])
        for button in workflow.available(report, by, by.today)
    ]


# --- writing --------------------------------------------------------------------------------------------------------
class IncidentCreateView(Gated, WriteMixin, Prepared):
    """Choose the case (`?kasus=` names it); the words are drawn from it, to be read and mended next."""

    form_class, template_name = IncidentCreateForm, "reporting/incident_create.html"
    submit_label = "Buat draf"
    object = None

    def prepare(self):
        self.object, self.case, by = None, None, self.request.assignment
        if by.level != VILLAGE:
            raise PermissionDenied
        if uid := self.request.GET.get("kasus", ""):
            self.case = get_object_or_404(Case.objects.visible_to(by), uid=uid_of(uid))
            if not actions.may_open(self.case, by):
                raise PermissionDenied
            problem = actions.opening_problem(self.case) if self.request.method == "GET" else ""
            if problem:
                raise TransitionRefused([problem])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "cases": self.cases()}

    def cases(self):
        return incidents.lacking(self.request.assignment.region).select_related("family")

    def get_initial(self):
        return {"case": self.case.pk} if self.case else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(has_cases=self.cases().exists(), **kwargs)

    def closed_url(self):
        return reverse("reporting:incident-list")

    get_cancel_url = closed_url

    def write(self, form):
        by = self.request.assignment
        return actions.open_incident(form.cleaned_data["case"], by=by, on=by.today)

    def get_success_url(self):
        return reverse("reporting:incident-update", args=[self.object.uid])

    def get_success_message(self, form):
        return f"Draf {self.object.number} dibuat. Isinya diambil dari catatan kasus: baca, perbaiki, lalu simpan."


class IncidentUpdateView(Gated, FormUpdateView):
    """The five parts and whom it is about, saved as far as they are."""

    model, form_class, template_name = IncidentReport, IncidentForm, "reporting/incident_form.html"
    success_message = "Tersimpan. Periksa sekali lagi, lalu kirim dari halaman ini."

    def get_object(self, queryset=None):
        by = self.request.assignment
        report = visible_incident(self.request, self.kwargs["uid"])
        if not incidents.writes(report, by):
            raise PermissionDenied
        reason = actions.closed_to_change(report) if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])
        if self.request.method == "GET":  # what comes back refused was read before
            audit.record("incident:read", by=by, obj=report)
        return report

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            report=self.object, note=incidents.last_note(self.object), steps_since=incidents.steps_since(self.object),
            **kwargs,
        )  # fmt: skip

    def closed_url(self):
        return reverse("reporting:incident", args=[self.kwargs["uid"]])

    get_success_url = get_cancel_url = closed_url

    def write(self, form):
        by = self.request.assignment
        return actions.save_incident(form.instance, form.words(), by=by, on=by.today, fields=form.changed_data)


class IncidentHandedView(Gated, WriteMixin, Prepared):
    """The village writes down that the Dinas took the paper, where nobody of the Dinas reads here."""

    form_class = HandedForm
    submit_label = "Simpan"
    success_message = "Tercatat: laporan diserahkan di atas kertas."

    def prepare(self):
        by = self.request.assignment
        self.report = self.object = visible_incident(self.request, self.kwargs["uid"])
        buttons = {button.name for button in workflow.available(self.report, by, by.today)}
        if self.report.region_id != by.region_id:
            raise PermissionDenied
        if incidents.HANDED not in buttons and self.request.method == "GET":
            raise TransitionRefused([self.closed()])

    def closed(self):
        if self.report.stage != STAGE.SENT:
            state = incidents.mark_of(self.report)[1].lower()
            return f"Laporan ini {state}. Yang diserahkan hanya laporan yang baru dikirim."
        return "Dinas Sosial kabupaten/kota menerima laporan ini lewat aplikasi, tidak di atas kertas."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "row": self.report}

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        told = "Cetak laporan, serahkan dalam amplop tertutup ke Dinas Sosial, lalu catat nomor tanda terimanya."
        return super().get_context_data(
            title="Catat diserahkan di atas kertas", meta=str(self.report), intro=told,
            back_label="Kembali ke laporan", **kwargs,
        )  # fmt: skip

    def closed_url(self):
        return self.report.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def write(self, form):
        data = form.cleaned_data
        return actions.hand_over(
            self.report, number=data["paper_number"], by=self.request.assignment, on=data["on"]
        )  # fmt: skip


# --- on paper -------------------------------------------------------------------------------------------------------
class IncidentPaperView(PaperView):
    """The report to be signed; RAHASIA across every page, DRAF as long as it was not sent (5.20)."""

    name, paper_template = "Laporan insidental kasus rahasia", INCIDENT_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_incident(request, uid)
        self.printed_version = version_asked(request, self.printed_row)
        self.is_draft = self.printed_version is None
        self.mark = "RAHASIA"
        return self.printed_row.region

    def paper_facts(self, paper):
        return incident_facts(self.printed_row, self.printed_version, paper)
