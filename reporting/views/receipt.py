"""One receipt of a family and the list of all: typed line by line, its picture, its road, taken back (FUN-06)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from families import filters
from fcu_project import audit, dates, files
from fcu_project.models import StaleVersion
from fcu_project.views import FormCreateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models.person import fold
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView
from reporting.actions import receipts as actions
from reporting.forms.receipts import PhotoForm, ReceiptForm, WithdrawForm
from reporting.models import Disbursement, StimulusReceipt
from reporting.money import originals
from reporting.money.purses import Party
from reporting.registers import receipts as registers
from reporting.registers.total import PRINTED, with_total
from reporting.resources import receipts as resources
from reporting.views.reach import Refusing

# Chips of the list: what is asked for by `?di=`.
PLACES = {
    "": "Semua", "keluarga": "Di keluarga", "fcu": "Di FCU", "jalan": "Dalam perjalanan", "dinas": "Di Dinas Sosial",
    "kementerian": "Di Kementerian", "lama": "Terlalu lama", "batal": "Dibatalkan",
}  # fmt: skip
HELD = {"keluarga": Party.FAMILY, "fcu": Party.FCU, "dinas": Party.OFFICE, "kementerian": Party.MINISTRY}


def visible_receipt(request, uid):
    rows = StimulusReceipt.objects.visible_to(request.assignment).with_facts().prefetch_related("lines")
    return get_object_or_404(originals.with_place(rows), uid=uid)


def visible_payment(request, uid):
    rows = Disbursement.objects.visible_to(request.assignment)
    rows = rows.select_related("grant__family", "grant__region__parent")
    return get_object_or_404(rows, uid=uid)


class ReceiptView(TemplateView):
    """Facts, lines, picture, and the road of the original with its days; every look is in the trail."""

    template_name = "reporting/receipt.html"

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, visible_receipt(self.request, self.kwargs["uid"])
        audit.record("receipt:view", by=by, obj=row)
        payment = row.disbursement
        changes = actions.may_write(payment, by, actions.CHANGES) and not row.withdrawn_on
        kept_because = actions.closed_to_withdrawal(row, by) if changes else ""
        events = originals.events_of(row, by.today)
        for event in events:
            handed = event.pop("row", None)
            if handed and self._opens(handed.handover, row):
                event["url"] = handed.handover.get_absolute_url()
        way = next((way for way in originals.WAYS.get(by.level, ()) if way.giver == row.holder), None)
        sends = way and by.has_perm("reporting.add_receipthandover") and not row.going_to and not row.withdrawn_on
        return super().get_context_data(
            row=row,
            payment=payment,
            place=originals.place_now(row),
            is_long=not row.withdrawn_on and originals.is_long(row, by.today, originals.patience(row.region)),
            days=originals.days_there(row, by.today),
            events=events,
            opens_payment=by.has_perm("reporting.view_disbursement"),
            may_add_photo=changes and row.photo_id is None,
            may_withdraw=changes and not kept_because, kept_because=kept_because,
            may_add=actions.may_write(payment, by) and not actions.closed(payment) and payment.left > 0,
            hand_url=f"{reverse('reporting:handover-create')}?jalan={way.code}&kuitansi={row.uid}" if sends else "",
            **kwargs,
        )

    def _opens(self, handover, row):
        """Whether this reader may open the page of a handover of this receipt."""
        by = self.request.assignment
        if by.level == VILLAGE:
            return handover.region_id == by.region_id or handover.receiver == Party.FAMILY
        return by.level != "nation" or (handover.receiver == Party.MINISTRY and handover.cancelled_on is None)


class ReceiptPhotoView(View):
    """The picture, through the receipt it belongs to."""

    def get(self, request, uid):
        row = visible_receipt(request, uid)
        if row.photo_id is None:
            raise Http404
        audit.record("receipt:photo-view", by=request.assignment, obj=row)
        return files.respond(row.photo, name=f"Kuitansi-{row.uid.hex[:8]}")


class ReceiptCreateView(Refusing, FormCreateView):
    """Type a receipt of a paid request."""

    model, form_class = StimulusReceipt, ReceiptForm
    template_name = "reporting/receipt_form.html"
    submit_label = "Simpan kuitansi"

    def prepare(self):
        self.object = None
        self.payment = visible_payment(self.request, self.kwargs["uid"])
        if not actions.may_write(self.payment, self.request.assignment):
            raise PermissionDenied
        if self.request.method == "GET" and (reason := actions.closed(self.payment)):
            raise TransitionRefused([reason])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "payment": self.payment}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.disbursement = self.payment
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(payment=self.payment, family=self.payment.grant.family, **kwargs)

    def get_cancel_url(self):
        return reverse("reporting:realisation", args=[self.kwargs["uid"]])

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.record(form.instance, data["lines"], by=by, on=by.today, photo=data.get("scan"),
                              is_other=data["same_number"])  # fmt: skip

    def get_success_message(self, form):
        left = Disbursement.objects.get(pk=self.payment.pk).left
        return f"Kuitansi tercatat. Yang belum ada kuitansinya: {dates.rupiah(left)}."


class OnReceipt(Refusing, WriteMixin, FormView):
    """A form about one receipt that carries its version; what is closed says why and leads back."""

    title = ""

    def prepare(self):
        self.row = self.object = visible_receipt(self.request, self.kwargs["uid"])
        if not actions.may_write(self.row.disbursement, self.request.assignment, actions.CHANGES):
            raise PermissionDenied
        if self.request.method == "GET" and (reason := self.closed()):
            raise TransitionRefused([reason])
        guard(self.request, self.row)

    def closed(self):
        return ""

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "row": self.row}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, meta=str(self.row), **kwargs)

    def get_cancel_url(self):
        return reverse("reporting:receipt", args=[self.kwargs["uid"]])

    def _refuse(self, form, problem):
        return super()._refuse(carry_on(form, problem, self.row), problem)


def guard(request, row):
    """Let a row be taken only at the version its form was opened at."""
    if request.method == "POST":
        typed = request.POST.get("_version", "")
        row.version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0


def carry_on(form, problem, row):
    """The form with the version of now, where a colleague was faster: what was typed may be saved after a look."""
    if isinstance(problem, StaleVersion):
        form.data = form.data.copy()
        form.data["_version"] = str(type(row)._base_manager.get(pk=row.pk).version)
    return form


class ReceiptPhotoAddView(OnReceipt):
    form_class, template_name = PhotoForm, "form.html"
    title, submit_label, success_message = "Tambah foto kuitansi", "Simpan foto", "Foto tersimpan."

    def closed(self):
        return "Foto kuitansi ini sudah ada." if self.row.photo_id else ""

    def write(self, form):
        by = self.request.assignment
        return actions.attach_photo(self.row, form.cleaned_data["scan"], by=by, on=by.today)


class ReceiptWithdrawView(OnReceipt):
    """Take a receipt back, after a question."""

    form_class, template_name = WithdrawForm, "reporting/receipt_withdraw.html"
    title, submit_label = "Batalkan kuitansi", "Batalkan kuitansi"
    success_message = "Kuitansi dibatalkan. Isinya tetap terbaca; jumlahnya tidak dihitung lagi."

    def closed(self):
        return actions.closed_to_withdrawal(self.row, self.request.assignment)

    def write(self, form):
        by = self.request.assignment
        return actions.withdraw(self.row, by=by, on=by.today, reason=form.cleaned_data["reason"])


class ReceiptListView(KeyedListView):
    """Receipts within reach with the place of each original; searched, by place, by year."""

    template_name = "reporting/receipt_list.html"
    order, descending, year_field = ("dated_on", "id"), True, "dated_on"
    columns, export_name, register = resources.RECEIPTS, "Kuitansi-dana-stimulan", registers.RECEIPTS

    def get(self, request, *args, **kwargs):
        request.GET = filters.without_numbers(request.GET)
        audit.record("receipt:list", by=request.assignment)
        return super().get(request, *args, **kwargs)

    def register_rows(self):
        return with_total(super().register_rows(), PRINTED)

    @property
    def place(self):
        asked = self.request.GET.get("di", "")
        return asked if asked in PLACES else ""

    def get_queryset(self):
        by, place = self.request.assignment, self.place
        rows = originals.with_place(StimulusReceipt.objects.visible_to(by).with_facts())
        if place == "batal":
            rows = rows.exclude(withdrawn_on=None)
        else:
            rows = rows.standing()
        if place in HELD:
            rows = rows.filter(holder=HELD[place], going_to=None)
        elif place == "jalan":
            rows = rows.exclude(going_to=None)
        elif place == "lama":
            rows = originals.lingering(rows, by.today, originals.patience(by.region))
        wanted = self.request.GET.get("cari", "").replace("\0", "").strip()
        if wanted:
            name = Q(disbursement__grant__family__search_name__contains=fold(wanted))
            rows = rows.filter(name | Q(seller__icontains=wanted) | Q(number__icontains=wanted)
                               | Q(region__name__icontains=wanted))  # fmt: skip
        return rows

    def get_context_data(self, **kwargs):
        by, context = self.request.assignment, super().get_context_data(**kwargs)
        most = originals.patience(by.region)
        for row in context["rows"]:
            row.place, row.days = originals.place_now(row), originals.days_there(row, by.today)
            row.is_long = not row.withdrawn_on and originals.is_long(row, by.today, most)
        kept = self.request.GET.copy()
        for name in ("di", "setelah"):
            kept.pop(name, None)
        chips = [
            {"label": label, "url": self._with(kept, di=value) if value else f"?{kept.urlencode()}",
             "current": self.place == value}
            for value, label in PLACES.items()
        ]  # fmt: skip
        return context | {
            "chips": chips,
            "keep": [(name, value) for name, value in self.request.GET.items() if name in ("di", "tahun")],
            "shows_village": by.level != VILLAGE,
            "is_narrowed": bool(self.place or context["wanted"] or self.year),
            "sees_payments": by.has_perm("reporting.view_disbursement"),
        }
