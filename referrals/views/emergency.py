"""Help first, paper after: calls for help, who was told, the letter that follows within a day (REF-15)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from families.views.member import Gated
from fcu_project import audit
from fcu_project.access import may_open
from fcu_project.telephone import call_url
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.documents.letterhead import lk3_of
from institutions.models import Region
from institutions.models.person import fold
from institutions.roles import REGENCY, VILLAGE
from institutions.views.listing import KeyedListView
from institutions.views.sheet import PaperView
from referrals import emergencies, registers, resources
from referrals.actions import emergency as actions
from referrals.documents.emergency import EMERGENCY_TEMPLATE, emergency_facts
from referrals.forms.emergency import EmergencyForm, EmergencyReferForm, NoPaperForm, ToldForm
from referrals.models import Emergency, Referral
from referrals.reading import knows_families
from referrals.views.choice import WithFamily
from referrals.views.reach import Prepared

ALL, UNWRITTEN, LATE = "", "kertas", "terlambat"
CHIPS = {ALL: "Semua", UNWRITTEN: "Kertas belum lengkap", LATE: "Lewat 24 jam"}


def visible_emergency(request, uid):
    rows = Emergency.objects.visible_to(request.assignment).with_facts()
    return get_object_or_404(rows, uid=uid)


class EmergencyListView(KeyedListView):
    """The book of emergencies, the latest first."""

    template_name = "referrals/emergency_list.html"
    columns, export_name, register = resources.EMERGENCIES, "Rujukan darurat", registers.EMERGENCIES
    order, descending, year_field = ("called_at", "id"), True, "called_at"

    @property
    def chosen(self):
        asked = self.request.GET.get("saring", "")
        return asked if asked in CHIPS else ALL

    def get_queryset(self):
        by = self.request.assignment
        rows = Emergency.objects.visible_to(by).with_facts()
        wanted = fold(self.request.GET.get("cari", ""))
        if wanted and knows_families(by):
            rows = rows.filter(family__search_name__contains=wanted)
        return {ALL: lambda: rows, UNWRITTEN: rows.unwritten, LATE: rows.overdue}[self.chosen]()

    def register_rows(self):
        """The book holds the whole year, whatever is filtered on the screen."""
        rows = Emergency.objects.visible_to(self.request.assignment).with_facts().order_by(*self.order)
        return rows.filter(called_at__year=self.year) if self.year else rows

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        context, now = super().get_context_data(**kwargs), timezone.now()
        for row in context["rows"]:
            row.who, row.mark = emergencies.who_for(row, by), emergencies.mark_of(row, now)
            row.missing = ", ".join(emergencies.missing(row))
        chips = [
            {"label": label, "url": f"?saring={value}" if value else "?", "current": value == self.chosen}
            for value, label in CHIPS.items()
        ]
        return {
            **context, "chips": chips, "chosen": self.chosen, "shows_village": by.level != VILLAGE,
            "is_narrowed": bool(self.chosen or context["wanted"] or context["year"]),
            "knows_families": knows_families(by), "numbers": emergencies.NATIONAL,
        }  # fmt: skip


class EmergencyView(TemplateView):
    """One call for help, and what still has to follow. Every look is in the trail."""

    template_name = "referrals/emergency.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        row = visible_emergency(self.request, kwargs["uid"])
        audit.record("emergency:view", by=by, obj=row)
        follows = by.has_perm("referrals.change_emergency") and actions.may_follow_up(row, by)
        seen = Referral.objects.visible_to(by).filter(pk=row.referral_id).exists() if row.referral_id else False
        waits = follows and not actions.paper_closed(row)
        return super().get_context_data(
            row=row, who=emergencies.who_for(row, by), mark=emergencies.mark_of(row),
            called=emergencies.moment_words(row.called_at), due=emergencies.moment_words(row.due_at),
            told=emergencies.moment_words(row.lk3_told_at), call_url=call_url(row.phone),
            family_url=row.family.get_absolute_url() if row.family_id and knows_families(by) else "",
            may_change=by.has_perm("referrals.change_emergency") and actions.may_keep(row, by),
            follows=follows, at_lk3=by.level == REGENCY,
            may_refer=waits and by.level != REGENCY and by.has_perm("referrals.add_referral"),
            may_waive=waits and not row.no_paper_reason, opens_referral=seen and may_open(
                by, row.referral.get_absolute_url()
            ),
            lk3=self._lk3(row) if follows and row.lk3_told_at is None else None, **kwargs,
        )  # fmt: skip

    @staticmethod
    def _lk3(row):
        """LK3 of the kabupaten with its number, None where the register knows none."""
        body = lk3_of(row.region.ancestor(Region.Level.REGENCY))
        return emergencies.Number(body.name, body.phone) if body and body.phone else None


class WithNotice:
    """The form of a call; above it whom to call first."""

    model, form_class = Emergency, EmergencyForm
    template_name = "referrals/emergency_form.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        return super().get_context_data(
            national=emergencies.NATIONAL, near=emergencies.numbers_near(by),
            secret_url=self._secret_url(by), **kwargs,
        )  # fmt: skip

    @staticmethod
    def _secret_url(by):
        url = emergencies.secret_report_url()
        return url if url and may_open(by, url) else ""

    def write(self, form):
        by = self.request.assignment
        return actions.save_emergency(form.instance, by=by, on=by.today, fields=form.changed_data)


class EmergencyCreateView(WithNotice, FormCreateView):
    """First the numbers to call, then what was done. No gate stands before it (REF-15)."""

    extra_context = {"title": "Catat kejadian darurat", "first_call": True}
    success_message = "Tercatat. Beri tahu LK3, dan buat suratnya dalam 24 jam."

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        by = self.request.assignment
        if by.level == VILLAGE:
            form.instance.region = by.region
        return form

    def get_initial(self):
        now = timezone.localtime()
        return {"called_on": now.date(), "called_time": now.time()}

    def get_cancel_url(self):
        return reverse("referrals:emergency-list")


class EmergencyUpdateView(WithNotice, Gated, FormUpdateView):
    extra_context = {"title": "Perbaiki catatan darurat"}
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        row = visible_emergency(self.request, self.kwargs["uid"])
        if not actions.may_keep(row, self.request.assignment):
            raise PermissionDenied
        return row


class OnEmergency(Gated, WriteMixin, Prepared):
    """A short form about one call, for whoever may follow it up."""

    title = intro = ""

    def prepare(self):
        self.emergency = self.object = visible_emergency(self.request, self.kwargs["uid"])
        if not actions.may_follow_up(self.emergency, self.request.assignment):
            raise PermissionDenied
        reason = self.closed() if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])

    def closed(self):
        return ""

    def closed_url(self):
        return self.emergency.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        meta = f"{self.emergency}, {emergencies.who_for(self.emergency, by)}"
        return super().get_context_data(
            title=self.title, intro=self.intro, meta=meta, back_label="Kembali ke catatan darurat", **kwargs
        )


class EmergencyToldView(OnEmergency):
    """LK3 was told: afterwards it sees the call."""

    form_class = ToldForm
    title = "LK3 diberi tahu"
    intro = "Hubungi LK3 lewat telepon, lalu catat di sini. Setelah itu LK3 dapat membaca catatan ini."
    success_message = "Tercatat: LK3 sudah diberi tahu."

    def get_initial(self):
        row = self.emergency
        told = timezone.localtime(row.lk3_told_at) if row.lk3_told_at else timezone.localtime()
        return {"told_on": told.date(), "told_time": told.time(), "whom": row.lk3_told_whom}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.tell_lk3(self.emergency, told_at=data["told_at"], whom=data["whom"], by=by, on=by.today)


class EmergencyReferView(WithFamily, OnEmergency):
    """The paper follows: from here on an ordinary referral, urgent from its first line. First whose it is."""

    form_class, template_name = EmergencyReferForm, "referrals/emergency_refer.html"
    title = "Mulai surat rujukan"
    intro = "Yang sudah ditulis dibawa ke draf rujukan. Lengkapi tujuan dan persetujuan keluarga di halaman berikutnya."
    submit_label = "Buat draf rujukan"

    def prepare(self):
        super().prepare()
        if self.request.assignment.level == REGENCY:
            raise PermissionDenied
        self.family = self.emergency.family or self.asked_family()
        if self.family is not None and self.family.region_id != self.emergency.region_id:
            raise Http404
        if self.family is None and self.request.method == "POST":
            raise TransitionRefused(["Pilih dahulu keluarga yang ditolong."])

    def families(self):
        return super().families().filter(region=self.emergency.region)

    def closed(self):
        return actions.paper_closed(self.emergency)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "emergency": self.emergency, "family": self.family}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        live = Referral.objects.visible_to(by).live().filter(family=self.family, need__problem__is_sensitive=False)
        return super().get_context_data(
            family=self.family, chooses=self.emergency.family_id is None,
            running=list(live.select_related("need", "letter")) if self.family else [], **self.choice(), **kwargs,
        )  # fmt: skip

    def write(self, form):
        by = self.request.assignment
        need = form.need_of(timezone.localdate(self.emergency.called_at))
        reason, links = form.cleaned_data["protection_reason"], bool(form.cleaned_data.get("linked"))
        return actions.refer(self.emergency, need, protection_reason=reason, links=links, by=by, on=by.today)

    def get_success_message(self, form):
        if form.cleaned_data.get("linked"):
            return "Ditautkan ke rujukan yang sudah ada. Surat baru tidak dibuat."
        return "Draf rujukan mendesak dibuat. Lengkapi, lalu kirim."

    def get_success_url(self):
        if self.object.stage == Referral.Stage.DRAFT:
            return reverse("referrals:referral-update", args=[self.object.uid])
        return self.object.get_absolute_url()


class EmergencyNoPaperView(OnEmergency):
    """There will be no letter, and why."""

    form_class = NoPaperForm
    title = "Tanpa surat rujukan"
    intro = "Bila kejadiannya sudah tuntas tanpa rujukan. Surat masih dapat dimulai kemudian."
    success_message = "Tercatat: tanpa surat rujukan."

    def closed(self):
        return actions.paper_closed(self.emergency)

    def get_initial(self):
        return {"reason": self.emergency.no_paper_reason}

    def write(self, form):
        by = self.request.assignment
        return actions.go_without_paper(self.emergency, reason=form.cleaned_data["reason"], by=by, on=by.today)


class EmergencyPaperView(PaperView):
    """The incidental report of an emergency (5.20): nobody of the family is named."""

    name, paper_template = "Laporan insidental", EMERGENCY_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_emergency(request, uid)
        return self.printed_row.region

    def paper_facts(self, paper):
        return emergency_facts(self.printed_row, paper, self.request.assignment.today)
