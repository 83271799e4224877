"""Guidance of reports: whom the TKSK still has to guide, the notes, one note with its answer (REP-14)."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.forms.base import Form
from families.views.member import Gated
from fcu_project import audit
from fcu_project.views import FormCreateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import Region
from institutions.roles import SUBDISTRICT, VILLAGE
from institutions.views.listing import KeyedListView
from referrals.views.reach import Prepared, WithoutNumbers
from reporting import recap, registers, resources
from reporting.actions import guidance as actions
from reporting.forms.guidance import AnswerForm, GuidanceForm
from reporting.models import ReportGuidance
from reporting.quarterly import guided
from reporting.views.report_list import MARKS
from reporting.views.review import reading_url

BY_UNIT, BY_NOTE = "fcu", "catatan"
LIST = "reporting:guidance-list"


def visible_guidance(request, uid):
    rows = ReportGuidance.objects.visible_to(request.assignment).select_related("unit", "region__parent")
    return get_object_or_404(rows, uid=uid)


def guidance_list(request):
    """One address: the TKSK begins with the FCUs, everybody else with the notes; a village has only notes."""
    by = request.assignment
    usual = BY_UNIT if by.level == SUBDISTRICT else BY_NOTE
    shown = request.GET.get("tampil", "") or usual
    by_unit = shown == BY_UNIT and by.level != VILLAGE
    return (UnitsView if by_unit else NotesView).as_view()(request)


def asked_for(asked, **changed):
    """What an address asks for with these changed ("" takes one away), from the first page on."""
    kept = {name: value for name, value in asked.items() if name != "setelah"} | changed
    return urlencode({name: value for name, value in kept.items() if value})


def create_url(unit, quarter):
    asked = urlencode({"desa": unit.region.code, "triwulan": guided.key_of(quarter)})
    return f"{reverse('reporting:guidance-create')}?{asked}"


class Chosen(WithoutNumbers, KeyedListView):
    """What both lists share: the quarter asked for, words to search, the way between them."""

    shows = ""

    @cached_property
    def quarter(self):
        return guided.quarter_named(self.request.GET.get("triwulan", ""))

    @property
    def words(self):
        return self.request.GET.get("cari", "").replace("\0", "").strip()

    def quarter_chips(self, every=""):
        """Chips of the quarters; `every` names the chip of all of them, where there is one."""
        asked, by = self.request.GET, self.request.assignment
        chips = [(every, "", self.quarter is None)] if every else []
        chips += [(q.short, guided.key_of(q), q == self.quarter) for q in guided.quarters_to_guide(by.today)]
        return [
            {"label": label, "url": f"?{asked_for(asked, triwulan=key)}", "current": current}
            for label, key, current in chips
        ]

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        ways = ((BY_UNIT, "Per FCU"), (BY_NOTE, "Semua catatan"))
        return super().get_context_data(
            shows_village=by.level != VILLAGE, may_give=guided.may_give(by), chosen_quarter=self.quarter,
            ways=[
                {"label": label, "url": f"?{urlencode({'tampil': way})}", "current": way == self.shows}
                for way, label in ways
            ] if by.level != VILLAGE else [],
            kept=[(name, asked[name]) for name in ("tampil", "triwulan", "saring", "desa") if asked.get(name)],
            **kwargs,
        )  # fmt: skip


class UnitsView(Chosen):
    """FCUs of the territory on one quarter: how the report stands, when somebody guided last; those without first."""

    template_name = "reporting/guidance_units.html"
    export_name = "FCU dan bimbingan pelaporan"
    order = ("guided", "region__code", "id")
    shows = BY_UNIT

    @cached_property
    def quarter(self):
        by = self.request.assignment
        quarters = guided.quarters_to_guide(by.today)
        return guided.quarter_named(self.request.GET.get("triwulan", "")) or quarters[1]  # the one that ended last

    @cached_property
    def standings(self):
        by = self.request.assignment
        return guided.Standings(by.region, self.quarter, by.today)

    def words_of(self, unit):
        return recap.LABELS[self.standings.of(unit)]

    @property
    def columns(self):
        return resources.guidance_units(self.quarter, self.words_of)

    @property
    def register(self):
        return registers.guidance_units(self.words_of)

    def register_period(self):
        return self.quarter.words

    def get_queryset(self):
        rows = guided.units_with_guidance(self.request.assignment.region, self.quarter)
        if self.words:
            rows = rows.filter(Q(name__icontains=self.words) | Q(region__name__icontains=self.words))
        return rows

    def get_context_data(self, **kwargs):
        context, by = super().get_context_data(**kwargs), self.request.assignment
        for row in context["rows"]:
            status = self.standings.of(row)
            row.mark, row.standing = MARKS[status], recap.LABELS[status]
            row.report_url = reading_url(self.standings.reports.get(row.pk), by)
            row.guide_url = create_url(row, self.quarter)
            asked = {"tampil": BY_NOTE, "triwulan": guided.key_of(self.quarter), "desa": row.region.code}
            row.notes_url = f"?{urlencode(asked)}"
        return {
            **context, "chips": self.quarter_chips(), "is_narrowed": bool(self.words), "print_label": "Cetak daftar",
        }  # fmt: skip


class NotesView(Chosen):
    """The notes within reach, the latest first."""

    template_name = "reporting/guidance_list.html"
    export_name, order, descending = "Bimbingan pelaporan", ("given_on", "id"), True
    columns, register = resources.GUIDANCE, registers.GUIDANCE
    shows = BY_NOTE
    OPEN = "terbuka"

    def register_period(self):
        return self.quarter.words if self.quarter else ""

    def get_queryset(self):
        by, asked = self.request.assignment, self.request.GET
        rows = ReportGuidance.objects.visible_to(by).select_related("unit", "region__parent")
        if self.quarter:
            rows = rows.filter(year=self.quarter.year, quarter=self.quarter.number)
        if (village := asked.get("desa", "")) and by.level != VILLAGE:
            rows = rows.filter(region__code=village)
        if self.words:
            rows = rows.filter(Q(note__icontains=self.words) | Q(region__name__icontains=self.words))
        return guided.unanswered(rows) if asked.get("saring") == self.OPEN else rows

    def get_context_data(self, **kwargs):
        context, asked = super().get_context_data(**kwargs), self.request.GET
        for row in context["rows"]:
            row.mark = guided.mark_of(row)
        code = asked.get("desa", "") if context["shows_village"] else ""
        village = Region.objects.filter(code=code).first() if code else None
        is_open = asked.get("saring") == self.OPEN
        return {
            **context, "chips": self.quarter_chips("Semua triwulan"), "village": village,
            "state_chips": [
                {"label": "Semua", "url": f"?{asked_for(asked, saring='')}", "current": not is_open},
                {"label": "Menunggu jawaban", "url": f"?{asked_for(asked, saring=self.OPEN)}", "current": is_open},
            ],
            "is_narrowed": bool(self.words or self.quarter or code or is_open), "print_label": "Cetak buku",
        }  # fmt: skip


# --- one note -------------------------------------------------------------------------------------------------------
class GuidanceView(TemplateView):
    """What the TKSK said, and what the FCU answered."""

    template_name = "reporting/guidance.html"

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, visible_guidance(self.request, kwargs["uid"])
        audit.record("guidance:view", by=by, obj=row)
        is_open = not actions.closed(row)
        gave = actions.may_withdraw(row, by)
        return super().get_context_data(
            row=row, mark=guided.mark_of(row), may_answer=is_open and actions.may_answer(row, by),
            may_withdraw=is_open and gave, share_url=guided.share_url(row) if is_open and gave else "", **kwargs,
        )  # fmt: skip


class GuidanceCreateView(Gated, FormCreateView):
    """The TKSK writes down what was said to an FCU on one quarter."""

    model, form_class = ReportGuidance, GuidanceForm
    submit_label = "Simpan bimbingan"
    success_message = "Bimbingan tersimpan. FCU membacanya di laporannya dan dapat menjawab."
    extra_context = {
        "title": "Beri bimbingan pelaporan", "back_label": "Kembali ke bimbingan",
        "intro": "Untuk satu FCU dan satu triwulan: pelaporan, pemantauan, atau evaluasinya.",
    }  # fmt: skip

    def prepare(self):
        super().prepare()
        if not guided.may_give(self.request.assignment):
            raise PermissionDenied

    def get_initial(self):
        by, asked = self.request.assignment, self.request.GET
        quarters = [guided.key_of(quarter) for quarter in guided.quarters_to_guide(by.today)]
        period = asked.get("triwulan", "")
        return {
            "village": asked.get("desa", ""), "given_on": by.today,
            "period": period if period in quarters else quarters[1],
        }  # fmt: skip

    def closed_url(self):
        return reverse(LIST)

    get_cancel_url = closed_url

    def write(self, form):
        data = form.cleaned_data
        return actions.give_guidance(
            form.instance, village=data["village"], quarter=data["period"], by=self.request.assignment,
            on=data["given_on"],
        )  # fmt: skip


class OnGuidance(Gated, WriteMixin, Prepared):
    """A form on a note within reach; a subclass says who may fill it."""

    title = ""

    def may(self, row, by):
        raise NotImplementedError

    def prepare(self):
        self.row = self.object = visible_guidance(self.request, self.kwargs["uid"])
        if not self.may(self.row, self.request.assignment):
            raise PermissionDenied
        reason = actions.closed(self.row) if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])

    def closed_url(self):
        return self.row.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, meta=f"{self.row.unit}, {self.row.region}, {self.row.period.words}",
            back_label="Kembali ke catatan", **kwargs,
        )  # fmt: skip


class AnswerView(OnGuidance):
    form_class = AnswerForm
    title, submit_label = "Jawab bimbingan", "Simpan jawaban"
    success_message = "Jawaban tersimpan. TKSK dan Dinas Sosial dapat membacanya."

    def may(self, row, by):
        return actions.may_answer(row, by)

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=f"Catatan TKSK: {self.row.note}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.answer_guidance(self.row, answer=form.cleaned_data["answer"], by=by, on=by.today)


class WithdrawView(OnGuidance):
    form_class, template_name = Form, "reporting/guidance_withdraw.html"
    title, submit_label = "Tarik catatan bimbingan", "Tarik catatan"
    success_message = "Catatan ditarik. Tulisannya tetap terbaca dengan tanda “Ditarik”."

    def may(self, row, by):
        return actions.may_withdraw(row, by)

    def write(self, form):
        by = self.request.assignment
        return actions.withdraw_guidance(self.row, by=by, on=by.today)
