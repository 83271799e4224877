"""Forms of receipts: what was bought, its picture, taken back."""

from django import forms
from django.core.exceptions import ValidationError

from fcu_project.forms import DateField, Form, ModelForm, RupiahField, ScanField
from fcu_project.table_field import TableField
from institutions.forms.parts import in_parts
from reporting.actions import receipts as actions
from reporting.models import StimulusReceipt
from reporting.money.bank_numbers import WithoutAccounts

NO_PHOTO = "Misalnya: HP rusak, foto menyusul. Isi hanya bila fotonya belum ada."
MOST_LINES = 25


class ReceiptForm(WithoutAccounts, ModelForm):
    """One receipt as it stands on the paper, line by line."""

    refuses_numbers = True
    mark_optional = False  # a photo is asked for, or why there is none
    dated_on = DateField(label="Tanggal pada kuitansi", not_after_today=True)
    amount = RupiahField(label="Jumlah pada kuitansi (rupiah)", blank=None, least=1)
    lines = TableField(
        label="Yang dibeli", most=MOST_LINES, spare=8,
        columns={"what": "Nama barang", "volume": "Banyaknya", "amount": "Jumlah (Rp)"},
        help_text="Contoh: Gula pasir, 10 kg, 180.000. Bila baris kosongnya kurang, gabungkan barang sejenis.",
    )  # fmt: skip
    scan = ScanField(label="Foto kuitansi", required=False)
    same_number = forms.BooleanField(
        label="Memang dua kuitansi berbeda dengan nomor yang sama", required=False, widget=forms.HiddenInput
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = StimulusReceipt
        fields = ("seller", "number", "dated_on", "amount", "no_photo_reason")
        labels = {"number": "Nomor pada kuitansi", "no_photo_reason": "Mengapa belum ada foto"}
        help_texts = {
            "seller": "Contoh: Toko Rejeki, Pasar Tanjung.",
            "number": "Kosongkan bila notanya tidak bernomor.",
            "no_photo_reason": NO_PHOTO,
        }

    def __init__(self, *args, payment, **kwargs):
        self.payment = payment
        super().__init__(*args, **kwargs)
        self.fields["amount"].required = True
        if self.is_bound:
            self.fields["scan"].help_text = (
                "Pilih fotonya lagi: berkas tidak ikut tersimpan selama masih ada isian yang diperbaiki."
            )
        if self.data.get("same_number"):
            self.fields["same_number"].widget = forms.CheckboxInput()
        in_parts(
            self, ("Kuitansi", "seller", "number", "same_number", ("dated_on", "amount")), ("", "lines"),
            ("Foto", "scan", "no_photo_reason"),
        )  # fmt: skip

    def clean_dated_on(self):
        day = self.cleaned_data["dated_on"]
        if self.payment.paid_on and (problem := actions.day_problem(self.payment, day, self.by.today)):
            raise ValidationError(problem)
        return day

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if problem := actions.amount_problem(self.payment, amount):
            raise ValidationError(problem)
        return amount

    def add_error(self, field, error):
        """Who is told that the paper was shown before is asked whether it is another one."""
        super().add_error(field, error)
        if "number" in self.errors:
            self.fields["same_number"].widget = forms.CheckboxInput()

    def clean_lines(self):
        return [self._line(number, row) for number, row in enumerate(self.cleaned_data["lines"], 1)]

    @staticmethod
    def _line(number, row):
        try:
            amount = RupiahField(blank=None, least=1).to_python(row["amount"])
        except ValidationError as error:
            raise ValidationError(f"Jumlah pada baris {number}: {error.messages[0]}") from error
        if amount is None:
            raise ValidationError(f"Jumlah belum diisi pada baris {number}.")
        if len(row["volume"]) > 30:
            raise ValidationError(f"Banyaknya pada baris {number} terlalu panjang. Tulis paling banyak 30 huruf.")
        return {"what": row["what"], "volume": row["volume"], "amount": amount}

    def clean(self):
        data = super().clean()
        if data.get("lines") and data.get("amount"):
            if problem := actions.lines_problem(data["amount"], data["lines"]):
                self.add_error("amount", problem)
        tells = data.get("scan") or data.get("no_photo_reason")
        if not tells and not {"scan", "no_photo_reason"} & set(self.errors):
            self.add_error("scan", "Pilih foto kuitansi, atau tuliskan di bawah mengapa belum ada.")
        return data


class OnVersion:
    """A form that is no model's: it carries the version at which its row was opened."""

    def __init__(self, *args, row, **kwargs):
        self.guarded = row
        super().__init__(*args, **kwargs)

    @property
    def row_version(self):
        if self.is_bound and "_version" in self.data:
            return self.data["_version"]
        return self.guarded.version


class PhotoForm(OnVersion, Form):
    """The picture of a receipt that was typed without one."""

    scan = ScanField(label="Foto kuitansi")


class WithdrawForm(WithoutAccounts, OnVersion, Form):
    """Why something is taken back."""

    refuses_numbers = True
    reason = forms.CharField(
        label="Alasan", max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: salah ketik jumlah, dicatat ulang.",
    )  # fmt: skip
