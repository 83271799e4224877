"""The forms of the cash book: opened, money in, money out, taken back, a receipt that came later."""

from datetime import timedelta

from django import forms
from django.db.models import Q, Sum
from django.utils import timezone

from families.forms.base import Form, ModelForm
from fcu_project import dates
from fcu_project.forms import DateField, RupiahField, ScanField
from institutions.forms.parts import in_parts
from institutions.models import AnnualPlan, Institution, PlanItem
from institutions.plans import Source
from referrals.forms.asking import AsksBack
from reporting.actions.cashbook import BINDING_GIVER
from reporting.models import CashBook, CashEntry, EarmarkedAid
from reporting.money import ledger
from reporting.money.purses import MUST_NOT_BIND, Spending

LIKE_WITHIN = timedelta(days=14)  # a paper is seldom typed twice after that
YEARS_BACK = 1  # rows of last year's plan are offered too: books are written up late
AMOUNT_HINT = "Rupiah bulat tanpa sen. Contoh: 1.500.000."
RECEIPT_HINT = "Foto nota, kuitansi, atau bukti transfer. JPG, PNG, atau PDF, paling besar 5 MB."


class OpenBookForm(ModelForm):
    """The day the book begins and what the paper book had left."""

    opened_on = DateField(label="Dibuka pada", not_after_today=True)
    opening_balance = RupiahField(label="Saldo awal (rupiah)", blank=None)

    class Meta(ModelForm.Meta):
        model = CashBook
        fields = ("opened_on", "opening_balance", "opening_note")
        help_texts = {"opening_note": "Contoh: buku kas kertas 2025, halaman 14. Boleh kosong bila saldo awal nol."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opening_balance"].required = True
        self.fields["opened_on"].help_text = "Catatan sebelum hari ini tetap di buku kertas. Contoh: 01-01-2026."
        self.fields["opening_balance"].help_text = (
            "Uang FCU yang ada pada hari itu, tunai dan di rekening. Tulis 0 bila belum ada uang."
        )


class AidChoice(forms.ModelChoiceField):
    def label_from_instance(self, aid):
        return f"{aid.giver}: {aid.purpose} (ada di kas {dates.rupiah(aid.balance)})"


class PlanRowChoice(forms.ModelChoiceField):
    """Rows of the plan with what was planned and what went out on them."""

    spent = {}

    def label_from_instance(self, item):
        planned = "dana belum diisi" if item.amount is None else f"dana {dates.rupiah(item.amount)}"
        return f"{item.plan.year}: {item.what} ({planned}, terpakai {dates.rupiah(self.spent.get(item.pk, 0))})"


class BodyChoice(forms.ModelChoiceField):
    def label_from_instance(self, body):
        return body.name


class EntryForm(AsksBack, ModelForm):
    """What money in and money out have in common. The entry that is written knows its book and direction."""

    on = DateField(label="Tanggal", not_after_today=True)
    amount = RupiahField(label="Jumlah (rupiah)", blank=None, least=1, help_text=AMOUNT_HINT)
    receipt = ScanField(label="Foto bukti", required=False, help_text=RECEIPT_HINT)
    twice = forms.BooleanField(label="Memang dua kali", required=False)
    asked_back = ("twice",)
    party = ""  # the field that names who gave, or was paid

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].required = True
        if not self.fields["aid"].queryset.exists():
            del self.fields["aid"]

    def narrow(self):
        """Of aid only what is still open, of this FCU."""
        unit = self.instance.book.unit
        self.fields["aid"].queryset = EarmarkedAid.objects.filter(unit=unit, closed_on=None).order_by("giver", "id")

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and (twin := self._twin()):
            called = twin.evidence or "pengeluaran yang menunggu persetujuan"
            self.ask_back("twice", "amount", f"Mirip {called}: tanggal, jumlah, nama, dan uraiannya sama. Centang "
                          "“Memang dua kali” dan simpan lagi bila memang dua kali.")  # fmt: skip

    def _twin(self):
        """An entry exactly like this one that was typed within the last days and stands, or None."""
        row, since = self.instance, timezone.now() - LIKE_WITHIN
        rows = CashEntry.objects.filter(book=row.book, direction=row.direction, on=row.on, amount=row.amount)
        rows = rows.filter(created_at__gte=since, reverses=None, reversed_by=None).exclude(stage="refused")
        rows = rows.filter(source=row.source, category=row.category, aid=row.aid_id)
        same = {f"{name}__iexact": getattr(row, name) for name in ("text", self.party)}
        return rows.filter(**same).order_by("-id").first()


class MoneyInForm(EntryForm):
    """Money that came in: from whom, of which kind, and that nothing binds the FCU (FUN-01)."""

    party = "giver"
    mark_optional = False  # a giver is named in one way or another, an answer asked of some sources only
    source = forms.ChoiceField(label="Sumber dana", choices=[("", "(pilih sumber dana)"), *Source.choices])
    giver_body = BodyChoice(
        Institution.objects.none(), label="Lembaga pemberi", required=False,
        empty_label="(bukan lembaga, atau tidak ada di daftar)",
    )  # fmt: skip
    non_binding = forms.TypedChoiceField(
        label="Apakah pemberi meminta imbalan atau mengikat FCU?", required=False, empty_value=False,
        coerce=lambda answer: answer == "no", choices=(("no", "Tidak"), ("yes", "Ya")),
        widget=forms.RadioSelect,
        help_text="Wajib dijawab untuk CSR, dunia usaha, dan donasi. Permintaan kuitansi atau laporan bukan ikatan.",
    )  # fmt: skip
    aid = AidChoice(
        EarmarkedAid.objects.none(), label="Untuk tujuan tertentu saja?", required=False,
        empty_label="(bukan, uang ini boleh untuk semua pelayanan)",
        help_text="Bila uang ini hanya boleh dipakai untuk tujuan dalam perjanjiannya.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = CashEntry
        fields = ("on", "amount", "source", "giver_body", "giver", "text", "non_binding", "terms", "aid")
        labels = {
            "giver": "Nama pemberi", "text": "Uang untuk apa", "terms": "Syarat atau pesan pemberi, bila ada",
        }  # fmt: skip
        help_texts = {
            "giver": "Orang, warga, atau perusahaan. Boleh kosong bila lembaganya dipilih.",
            "text": "Contoh: iuran warga RT 003 bulan Maret.",
            "terms": "Contoh: minta laporan singkat setelah kegiatan. Kosongkan bila tidak ada.",
        }
        widgets = {"terms": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["receipt"].label = "Foto bukti, bila ada"
        if not self.fields["giver_body"].queryset.exists():
            del self.fields["giver_body"]
        self.lay_out()

    def lay_out(self):
        in_parts(
            self,
            ("Uang masuk", ("on", "amount"), "twice", "source", "aid", "text"),
            ("Pemberi", "giver_body", "giver", "non_binding", "terms"),
            ("Bukti", "receipt"),
        )  # fmt: skip

    def narrow(self):
        super().narrow()
        bodies = Institution.objects.filter(region=self.instance.book.region, closed_on=None)
        self.fields["giver_body"].queryset = bodies.order_by("search_name", "id")

    def clean(self):
        data = super().clean()
        body, aid = data.get("giver_body"), data.get("aid")
        data["giver"] = data.get("giver") or (body.name[:120] if body else aid.giver if aid else "")
        if not data["giver"] and "giver" not in self.errors:
            self.add_error("giver", "Dari siapa uangnya? Pilih lembaganya, atau tulis namanya.")
        if data.get("source") in MUST_NOT_BIND and not data.get("non_binding") and "non_binding" not in self.errors:
            answered = self.data.get("non_binding") == "yes"
            unanswered = "Jawab dahulu: uang CSR, dunia usaha, dan donasi hanya diterima bila tidak mengikat."
            self.add_error("non_binding", BINDING_GIVER if answered else unanswered)
        return data


class MoneyOutForm(EntryForm):
    """Money that goes out: for what, to whom, from which purse, with which proof (FUN-08)."""

    party = "payee"
    mark_optional = False  # proof or why there is none; a reason only where something objects: the help says when
    category = forms.ChoiceField(label="Untuk apa (kategori)", choices=[("", "(pilih kategori)"), *Spending.choices])
    aid = AidChoice(
        EarmarkedAid.objects.none(), label="Dibayar dari", required=False, empty_label="Kas umum",
        help_text="Bantuan hanya untuk tujuannya. Selain itu pakai kas umum.",
    )  # fmt: skip
    plan_item = PlanRowChoice(
        PlanItem.objects.none(), label="Kegiatan dalam rencana kerja", required=False, empty_label="(di luar rencana)"
    )

    class Meta(ModelForm.Meta):
        model = CashEntry
        fields = (
            "on", "amount", "category", "payee", "text", "aid", "plan_item", "no_receipt_reason", "outside_reason",
        )  # fmt: skip
        labels = {
            "text": "Uraian", "no_receipt_reason": "Bila tanpa bukti, mengapa",
            "outside_reason": "Alasan, bila di luar kesepakatan atau anggaran",
        }  # fmt: skip
        help_texts = {
            "text": "Contoh: konsumsi pertemuan keluarga dampingan, 20 orang.",
            "payee": "Contoh: Warung Bu Tini.",
            "outside_reason": "Diminta bila melebihi anggaran kegiatannya atau di luar kesepakatan alokasi dana.",
        }
        widgets = {"outside_reason": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["plan_item"].queryset.exists():
            del self.fields["plan_item"]
        self.fields["payee"].required = True
        self.fields["payee"].error_messages["required"] = "Dibayarkan kepada siapa? Tuliskan namanya."
        book = self.instance.book
        if "aid" in self.fields:
            self.fields["aid"].empty_label = f"Kas umum (ada {dates.rupiah(book.general)})"
        least = dates.rupiah(ledger.limit(book, "expense_receipt_from"))
        self.fields["receipt"].help_text = f"Diminta mulai {least}. {RECEIPT_HINT}"
        self.fields["no_receipt_reason"].help_text = (
            f"Mulai {least} harus ada bukti, atau alasannya di sini. Bukti dapat dilampirkan kemudian."
        )
        self.lay_out()

    def lay_out(self):
        in_parts(
            self,
            ("Uang keluar", ("on", "amount"), "twice", "category", "payee", "text", "aid"),
            ("Bukti", "receipt", "no_receipt_reason"), ("Rencana dan kesepakatan", "plan_item", "outside_reason"),
        )  # fmt: skip

    def narrow(self):
        super().narrow()
        unit, field = self.instance.book.unit, self.fields["plan_item"]
        rows = PlanItem.objects.filter(plan__unit=unit, plan__year__gte=self.by.today.year - YEARS_BACK)
        rows = rows.exclude(plan__stage=AnnualPlan.Stage.DRAFT).select_related("plan")
        field.queryset = rows.order_by("-plan__year", "order", "id")
        booked = CashEntry.objects.booked().filter(~Q(plan_item=None), book=self.instance.book).order_by()
        field.spent = dict(booked.values_list("plan_item").annotate(told=Sum(ledger.NET)))


class ReverseForm(Form):
    """On which day an entry is taken back, and why."""

    on = DateField(label="Tanggal pembalikan", not_after_today=True)
    text = forms.CharField(
        label="Alasan", max_length=200, min_length=5, help_text="Contoh: jumlah salah tulis, seharusnya Rp150.000."
    )


class ReceiptForm(Form):
    """The proof that came later."""

    receipt = ScanField(label="Foto bukti", help_text=RECEIPT_HINT)
