"""Forms of the road of originals: which ones go, which ones came."""

from django import forms
from django.core.exceptions import ValidationError

from fcu_project.dates import rupiah
from fcu_project.forms import DateField, Form, ModelForm, RowsField, ScanField
from reporting.actions.handover import MISSING_NOTE
from reporting.forms.receipts import OnVersion
from reporting.models import ReceiptHandover, StimulusReceipt
from reporting.money.bank_numbers import WithoutAccounts
from reporting.money.originals import short_name

HERE, MISSING = "here", "missing"
ANSWERS = [(HERE, "Ada"), (MISSING, "Tidak ada")]


class HandoverForm(WithoutAccounts, ModelForm):
    """Which originals go, when, by whose hand, with which letter."""

    refuses_numbers = True
    receipts = RowsField(StimulusReceipt.objects.none(), label="Kuitansi", widget=forms.CheckboxSelectMultiple)
    sent_on = DateField(label="Diserahkan pada", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = ReceiptHandover
        fields = ("sent_on", "number", "carrier", "note")
        labels = {"number": "Nomor surat pengantar"}
        help_texts = {
            "number": "Dari buku agenda kantor Anda. Boleh kosong: nomornya lalu bertitik-titik pada surat.",
            "carrier": "Nama orang yang membawanya. Contoh: Siti, Sekretaris FCU.",
        }

    def __init__(self, *args, way, rows, **kwargs):
        self.way, self.rows = way, list(rows)
        super().__init__(*args, **kwargs)
        field = self.fields["receipts"]
        field.queryset = StimulusReceipt.objects.filter(pk__in=[row.pk for row in self.rows])
        field.error_messages["required"] = "Centang sedikitnya satu kuitansi."
        field.error_messages["invalid_choice"] = (
            f"Ada kuitansi yang dicentang tetapi tidak di {short_name(way.giver)}: sedang dalam perjalanan, atau bukan "
            "dari wilayah Anda. Centang lagi dari daftar ini."
        )
        if way.at_once:
            self.fields["carrier"].label = "Yang menyerahkan"
            self.fields["carrier"].help_text = "Nama orangnya. Contoh: Sumiyati."
            del self.fields["number"]

    def lines(self):
        """[(receipt, whether it is ticked)] for the screen."""
        ticked = {str(value) for value in self["receipts"].value() or ()}
        return [(row, str(row.pk) in ticked) for row in self.rows]

    def chosen(self):
        """The ticked receipts, as they were read for the screen."""
        keys = {row.pk for row in self.cleaned_data["receipts"]}
        return [row for row in self.rows if row.pk in keys]


class ReceiveForm(WithoutAccounts, OnVersion, Form):
    """The list, checked line by line; what is missing needs a note."""

    refuses_numbers = True
    mark_optional = False
    received_on = DateField(label="Diterima pada", not_after_today=True)

    def __init__(self, *args, row, rows, **kwargs):
        self.rows = rows
        super().__init__(*args, row=row, **kwargs)
        for line in rows:
            told = str(line.receipt)
            self.fields[f"state-{line.pk}"] = forms.ChoiceField(
                label=told, choices=ANSWERS, widget=forms.RadioSelect,
                error_messages={"required": f"{told}: ada atau tidak ada?",
                                "invalid_choice": f"{told}: pilih Ada atau Tidak ada."},
            )  # fmt: skip
            self.fields[f"note-{line.pk}"] = forms.CharField(
                label="Catatan", max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
            )

    def lines(self):
        """[(row, answer, note)] for the screen."""
        return [(line, self[f"state-{line.pk}"], self[f"note-{line.pk}"]) for line in self.rows]

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day < self.guarded.sent_on:
            raise ValidationError(f"Diserahkan {self.guarded.sent_on:%d-%m-%Y}. Isi tanggal sejak hari itu.")
        return day

    def clean(self):
        data = super().clean()
        for line in self.rows:
            note = f"note-{line.pk}"
            if data.get(f"state-{line.pk}") == MISSING and not data.get(note) and note not in self.errors:
                self.add_error(note, f"{line.receipt}: {MISSING_NOTE}")
        return data

    def answers(self):
        """{row: (arrived, note)}"""
        data = self.cleaned_data
        return {line: (data[f"state-{line.pk}"] == HERE, data[f"note-{line.pk}"]) for line in self.rows}


class CorrectForm(WithoutAccounts, OnVersion, Form):
    """One original that was noted as arrived and is not there."""

    refuses_numbers = True
    line = forms.ChoiceField(label="Kuitansi yang ternyata tidak ada", widget=forms.RadioSelect)
    on = DateField(label="Diketahui pada", not_after_today=True)
    reason = forms.CharField(
        label="Alasan", min_length=5, max_length=150, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: salah centang, kuitansinya tidak ada di dalam amplop.",
    )  # fmt: skip

    def __init__(self, *args, rows, **kwargs):
        self.rows = {str(row.pk): row for row in rows}
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(key, self._told(row.receipt)) for key, row in self.rows.items()]

    @staticmethod
    def _told(receipt):
        number = f", No. {receipt.number}" if receipt.number else ""
        return f"{receipt.disbursement.grant.family.called}: {receipt.seller}{number}, {rupiah(receipt.amount)}"

    def chosen(self):
        return self.rows[self.cleaned_data["line"]]


class PaperReceiveForm(ReceiveForm):
    """The list as it came back with the signature of who received it."""

    receiver = forms.CharField(label="Nama dan jabatan penerima", max_length=160)
    paper_number = forms.CharField(label="Nomor tanda terima (opsional)", required=False, max_length=60)
    scan = ScanField(label="Pindaian atau foto daftar bertanda tangan")
