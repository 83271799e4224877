"""Earmarked aid and the papers its giver asks for (FUN-13)."""

from django import forms

from families.forms.base import Form, ModelForm
from fcu_project import dates
from fcu_project.forms import DateField, RupiahField, ScanField
from institutions.forms.parts import in_parts
from institutions.plans import Source
from reporting.actions.aid import lines_for
from reporting.models import AidPaper, BudgetLine, EarmarkedAid
from reporting.money.purses import SHARED


class LineChoice(forms.ModelChoiceField):
    """A line of an office's budget that is meant for this village."""

    def label_from_instance(self, line):
        return f"{line.year}, {line.office}: {line.title} ({line.source_words}, {dates.rupiah(line.amount)})"


class TermsForm(ModelForm):
    """What may still change once money came in: the last day of use, the budget it comes from, the paper."""

    use_until = DateField(label="Digunakan paling lambat", required=False)
    budget_line = LineChoice(
        BudgetLine.objects.none(), label="Dari anggaran", required=False, empty_label="(tidak ada di daftar)",
        help_text="Anggaran bantuan yang dicatat kantor di atas untuk wilayah ini.",
    )  # fmt: skip
    scan = ScanField(label="Pindaian perjanjian atau surat", required=False)

    class Meta(ModelForm.Meta):
        model = EarmarkedAid
        fields = ("use_until", "budget_line")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.scan_id:
            self.fields["scan"].help_text = "Pindaian sudah ada. Berkas yang dipilih di sini menggantikannya."
        self.fields["use_until"].help_text = "Kosongkan bila tanpa batas. Contoh 31-12-2026."

    def narrow(self):
        lines = lines_for(self.by.region, self.instance.budget_line_id).select_related("region")
        self.fields["budget_line"].queryset = lines.order_by("-year", "id")


class AidForm(TermsForm):
    """The agreement: who gives, from which money, how much, what for, what it may be spent on."""

    agreed_on = DateField(label="Tanggal perjanjian", not_after_today=True)
    amount = RupiahField(label="Jumlah bantuan (rupiah)", blank=None, least=1)
    categories = forms.MultipleChoiceField(
        label="Hanya boleh dipakai untuk", choices=[(kind.value, kind.label) for kind in SHARED],
        widget=forms.CheckboxSelectMultiple,
        help_text="Pengeluaran lain akan ditolak. Centang seperti tertulis dalam perjanjian.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = EarmarkedAid
        fields = (
            "giver", "source", "agreement_number", "agreed_on", "amount", "purpose", "categories", "use_until",
            "budget_line",
        )  # fmt: skip
        widgets = {"purpose": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "giver": "Contoh: Kementerian Sosial, Bank Jatim Cabang Jember.",
            "purpose": "Contoh: bimbingan usaha bagi 20 keluarga plasma.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].required = True
        self.fields["source"].choices = [("", "(pilih sumber dana)"), *Source.choices]
        in_parts(
            self,
            ("Pemberi", "giver", "source", "budget_line"),
            ("Perjanjian", "agreement_number", ("agreed_on", "amount"), "scan"),
            ("Pemakaian", "purpose", "categories", "use_until"),
        )

    def clean(self):
        data = super().clean()
        start, until = data.get("agreed_on"), data.get("use_until")
        if start and until and until < start:
            self.add_error("use_until", "Batas pemakaian tidak boleh sebelum tanggal perjanjian.")
        return data


class CloseForm(Form):
    closed_on = DateField(label="Selesai pada", not_after_today=True)


class PaperForm(ModelForm):
    """What the giver asks for, and by when."""

    due_on = DateField(label="Paling lambat", required=False)

    class Meta(ModelForm.Meta):
        model = AidPaper
        fields = ("what", "due_on")
        help_texts = {"what": "Contoh: LPJ dengan kuitansi, foto kegiatan, laporan akhir."}


class SentForm(ModelForm):
    """When it was sent, how, and a picture of it."""

    sent_on = DateField(label="Dikirim pada", not_after_today=True)
    scan = ScanField(label="Pindaian berkas atau tanda terimanya", required=False)

    class Meta(ModelForm.Meta):
        model = AidPaper
        fields = ("sent_on", "note")
        help_texts = {"note": "Contoh: diantar ke Dinas Sosial, diterima Ibu Wulan."}
