"""One entry of the cash book: written, read, taken back, its receipt (FUN-08, MEM-09)."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from families.views.member import Gated
from fcu_project import dates, files, workflow
from fcu_project.registry import panels_for
from fcu_project.views import FormCreateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.plans import Source
from institutions.views.listing import uid_of
from referrals.views.reach import Prepared
from reporting.actions import cashbook as actions
from reporting.forms.cashbook import MoneyInForm, MoneyOutForm, ReceiptForm, ReverseForm
from reporting.models import CashBook, CashEntry, EarmarkedAid
from reporting.money import ledger
from reporting.money.purses import MUST_NOT_BIND, Spending
from reporting.views.cashbook import mark_of, open_book_of

NEXT = "next"  # the button "Simpan lalu catat berikutnya"


def visible_entry(request, uid):
    return get_object_or_404(CashEntry.objects.visible_to(request.assignment).with_facts(), uid=uid)


def balance_words(book):
    return dates.rupiah(CashBook.objects.values_list("balance", flat=True).get(pk=book.pk))


class WriteEntryView(Gated, FormCreateView):
    """A line of the paper book after another: what stays for the next one travels in the address."""

    model = CashEntry
    template_name = "reporting/cash_form.html"
    direction = kind_field = title = intro = ""
    kinds = ()

    def prepare(self):
        self.object = None
        self.book = open_book_of(self.request)

    def closed_url(self):
        return reverse("reporting:cashbook")

    get_cancel_url = closed_url

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": CashEntry(book=self.book, direction=self.direction)}

    def get_initial(self):
        """The day and kind of the line before; an aid from whose page one came, with what it says of its giver."""
        asked = self.request.GET
        kept = {"on": dates.today()}
        if asked.get("tanggal"):
            try:
                kept["on"] = dates.parse_date(asked["tanggal"])
            except ValueError:
                pass
        if asked.get("jenis") in self.kinds:
            kept[self.kind_field] = asked["jenis"]
        if asked.get("bantuan") and (aid := self._aid(asked["bantuan"])):
            kept |= {"aid": aid, "source": aid.source, "giver": aid.giver}
        return kept

    def _aid(self, text):
        return EarmarkedAid.objects.filter(unit=self.book.unit_id, uid=uid_of(text), closed_on=None).first()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            title=self.title, intro=self.intro, book=self.book, second_name=NEXT,
            purses=EarmarkedAid.objects.filter(unit=self.book.unit_id, balance__gt=0), **kwargs,
        )  # fmt: skip
        if self.request.GET and not context["form"].is_bound:
            context["form"].fields["amount"].widget.attrs["autofocus"] = True
        return context

    def write(self, form):
        by = self.request.assignment
        return actions.record(form.instance, by=by, on=by.today, receipt=form.cleaned_data.get("receipt"))

    def get_success_message(self, form):
        """What to write on the paper, and what is left; while the paper still lies there."""
        entry, balance = self.object, balance_words(self.book)
        if entry.stage == CashEntry.Stage.WAITING:
            least = dates.rupiah(ledger.limit(self.book, "expense_approval_from"))
            together = ledger.together_words(entry)
            return (
                f"Tersimpan, menunggu persetujuan koordinator (mulai {least}). {together}{' ' if together else ''}"
                f"Saldo kas {balance}, belum dikurangi {dates.rupiah(entry.amount)} ini."
            )
        return f"Tersimpan. Tulis nomor bukti {entry.evidence} pada kertasnya. Saldo kas sekarang {balance}."

    def get_success_url(self):
        if NEXT not in self.request.POST:
            return self.object.get_absolute_url()
        kept = {"tanggal": dates.short_date(self.object.on), "jenis": getattr(self.object, self.kind_field)}
        return f"{reverse(self.request.resolver_match.view_name)}?{urlencode(kept)}"


class MoneyInView(WriteEntryView):
    form_class, direction, kind_field, kinds = MoneyInForm, CashEntry.Direction.IN, "source", Source.values
    title, intro = "Uang masuk", "Isi seperti pada kuitansi atau buku kertas. Nomor bukti diberi setelah disimpan."


class MoneyOutView(WriteEntryView):
    form_class, direction, kind_field, kinds = MoneyOutForm, CashEntry.Direction.OUT, "category", Spending.values
    title, intro = "Uang keluar", "Isi seperti pada nota atau kuitansi. Nomor bukti diberi setelah disimpan."


class CashEntryView(TemplateView):
    """All of one line: its number, its party, its purse, its proof, who typed it, what may happen next."""

    template_name = "reporting/cash_entry.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        row = visible_entry(self.request, kwargs["uid"])
        may_write = by.has_perm(actions.WRITES) and row.region_id == by.region_id
        return super().get_context_data(
            row=row, mark=mark_of(row), may_reverse=may_write and not ledger.reversal_problem(row),
            may_attach=may_write and not row.reverses_id and not actions.receipt_problem(row),
            together=ledger.together_words(row) if row.stage == CashEntry.Stage.WAITING else "",
            asks_binding=row.source in MUST_NOT_BIND and not row.reverses_id,
            shows_picture=bool(row.receipt_id) and row.receipt.content_type.startswith("image/"),
            transitions=workflow.available(row, by, by.today),
            panels=panels_for("cash-entry", self.request, row), **kwargs,
        )  # fmt: skip


class OnEntry(Gated, WriteMixin, Prepared):
    """A short form about one entry of the own village."""

    def prepare(self):
        self.entry = self.object = visible_entry(self.request, self.kwargs["uid"])
        actions.writable(self.entry.region_id, self.request.assignment)
        problem = self.closed() if self.request.method == "GET" else ""
        if problem:
            raise TransitionRefused([problem])

    def closed(self):
        """Why this is not the moment, or ""."""
        return ""

    def closed_url(self):
        return self.entry.get_absolute_url()

    get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.entry, **kwargs)


class ReverseView(OnEntry):
    """Take an entry back by a line of the other direction; what that does is said before (FUN-08)."""

    form_class, template_name, submit_label = ReverseForm, "reporting/cash_reverse.html", "Balik catatan ini"

    def closed(self):
        return ledger.reversal_problem(self.entry)

    def get_initial(self):
        return {"on": dates.today()}

    def get_context_data(self, **kwargs):
        entry, book = self.entry, self.entry.book
        amount, after = dates.rupiah(entry.amount), dates.rupiah(book.balance - entry.signed)
        facts = [
            {"label": "Catatan", "value": str(entry)}, {"label": "Tanggal", "value": dates.long_date(entry.on)},
            {"label": entry.get_direction_display(), "value": amount},
        ]  # fmt: skip
        consequences = [
            f"Buku mendapat baris baru: uang {'keluar' if entry.is_in else 'masuk'} {amount}, dengan nomor bukti baru.",
            f"Saldo kas menjadi {after}.",
            "Catatan lama tetap terbaca dan bertanda “Dibalik”. Yang sudah dibalik tidak bisa dibalik lagi.",
            "Bila uangnya memang ada, catat lagi yang benar sesudah ini. Bukti yang sama boleh dipakai.",
        ]
        return super().get_context_data(facts=facts, consequences=consequences, **kwargs)

    def write(self, form):
        data, by = form.cleaned_data, self.request.assignment
        return actions.reverse(self.entry, by=by, on=data["on"], reason=data["text"])

    def get_success_message(self, form):
        return (
            f"{self.entry.evidence} sudah dibalik dengan {self.object.evidence}. "
            f"Saldo kas sekarang {balance_words(self.entry.book)}."
        )


class ReceiptView(OnEntry):
    """The proof that came later; once attached it is not exchanged."""

    form_class, template_name, submit_label = ReceiptForm, "reporting/cash_receipt.html", "Lampirkan bukti"
    success_message = "Bukti terlampir."

    def closed(self):
        return actions.receipt_problem(self.entry)

    def write(self, form):
        by = self.request.assignment
        return actions.attach_receipt(self.entry, form.cleaned_data["receipt"], by=by, on=by.today)


class ReceiptFileView(View):
    """The receipt, through the entry it belongs to."""

    def get(self, request, uid):
        entry = visible_entry(request, uid)
        if entry.receipt_id is None:
            raise Http404
        return files.respond(entry.receipt)
