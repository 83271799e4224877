"""The decree's text, and what is written into the register when a letter is issued."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm, RowsField, ScanField
from institutions.forms.parts import in_parts
from institutions.models import Decree, LegalBasis


class DecreeForm(ModelForm):
    """The text of the decree; offered are laws in force on any date it may still bear."""

    legal_bases = RowsField(
        LegalBasis.objects.none(), label="Mengingat (dasar hukum)", widget=forms.CheckboxSelectMultiple,
        help_text="Ditawarkan: peraturan yang berlaku sejak musyawarah pembentukan sampai hari ini.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = Decree
        fields = (
            "signer_title", "signer_name", "signer_number", "considerations", "legal_bases", "dictums", "copies_to",
            "effective_on",
        )  # fmt: skip
        widgets = {
            "considerations": forms.Textarea(attrs={"rows": 6}),
            "dictums": forms.Textarea(attrs={"rows": 12}),
            "copies_to": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {"effective_on": "Kosongkan bila berlaku sejak tanggal ditetapkan."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["legal_bases"].queryset = LegalBasis.objects.in_force_between(
            self.instance.earliest_date() or self.by.today, self.by.today
        )
        self.fields["signer_name"].required = True
        self.fields["signer_name"].error_messages["required"] = "Nama penanda tangan belum diisi."
        self.fields["legal_bases"].error_messages["required"] = "Pilih sedikitnya satu dasar hukum."
        in_parts(
            self,
            ("Penanda tangan", "signer_title", "signer_name", "signer_number"),
            ("Isi SK", "considerations", "legal_bases", "dictums"),
            ("Tembusan dan masa berlaku", "copies_to", "effective_on"),
        )
        if self.instance.pk:
            self.initial["legal_bases"] = list(self.instance.legal_bases.values_list("pk", flat=True))


class IssueForm(Form):
    """Number and date from the office's own book, and the signed paper."""

    number = forms.CharField(
        label="Nomor surat", max_length=60, help_text="Persis seperti di buku. Contoh: 141/12/KEP/2025.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    dated_on = DateField(label="Tanggal surat", not_after_today=True)
    scan = ScanField(label="Pindaian surat yang sudah ditandatangani", required=False)

    def __init__(self, *args, needs_scan=False, following="", **kwargs):
        super().__init__(*args, **kwargs)
        if following:
            self.fields["number"].required = False
            self.fields["number"].help_text = (
                f"Kosongkan untuk memakai nomor berikutnya: {following}. Isi hanya bila surat sudah bernomor di buku."
            )
        if needs_scan:
            self.fields["scan"].required = True
            self.fields["scan"].error_messages["required"] = (
                "Unggah pindaian atau foto surat yang sudah ditandatangani."
            )


class SignedScanForm(Form):
    """The signed paper of an issued letter."""

    scan = ScanField(label="Pindaian surat yang sudah ditandatangani")
