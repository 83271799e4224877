"""What the FCU fills in: a quarter to begin, the chapters, obstacles with their solutions, the finance half."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm, RupiahField, ScanField
from institutions.forms.parts import in_parts
from reporting.forms.unnamed import TICK, Unnamed
from reporting.models import Obstacle, Report, Section
from reporting.models.report import INCOMES


class OpenForm(Form):
    """Which quarter is to be reported on."""

    year = forms.IntegerField(label="Tahun", min_value=2000, max_value=2999)
    quarter = forms.IntegerField(label="Triwulan", min_value=1, max_value=4)


class SectionForm(Unnamed, ModelForm):
    """A section of the report; saved as it stands, whether or not it is finished."""

    refuses_numbers = True
    mark_optional = False
    done = forms.TypedChoiceField(
        label="Bagian ini sudah selesai?", choices=(("yes", "Sudah selesai"), ("no", "Belum, saya lanjutkan nanti")),
        coerce=lambda answer: answer == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    section = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done"].error_messages["required"] = "Pilih salah satu jawaban."
        self.fields["done"].initial = "yes" if self.instance.is_done(self.section) else "no"


class ActivitiesForm(SectionForm):
    section = Section.ACTIVITIES

    class Meta(ModelForm.Meta):
        model = Report
        fields = ("activities_text",)
        labels = {"activities_text": "Cerita pelaksanaan kegiatan"}
        help_texts = {
            "activities_text": "Tabel kegiatan terisi sendiri. Tulis yang tidak terlihat di tabel: bagaimana jalannya, "
            "siapa yang membantu. Tanpa nama keluarga dan tanpa NIK. Paling banyak 5.000 huruf."
        }
        widgets = {"activities_text": forms.Textarea(attrs={"rows": 10})}


class ResultsForm(SectionForm):
    section = Section.RESULTS

    class Meta(ModelForm.Meta):
        model = Report
        fields = ("results_text",)
        labels = {"results_text": "Cerita hasil yang dicapai"}
        help_texts = {
            "results_text": "Angka terisi sendiri. Tulis perubahan yang terasa bagi keluarga, misalnya mulai menabung. "
            "Tanpa nama keluarga dan tanpa NIK. Paling banyak 5.000 huruf."
        }
        widgets = {"results_text": forms.Textarea(attrs={"rows": 10})}


class NextPlanForm(SectionForm):
    section = Section.NEXT_PLAN

    class Meta(ModelForm.Meta):
        model = Report
        fields = ("next_plan_text",)
        labels = {"next_plan_text": "Rencana triwulan depan"}
        help_texts = {
            "next_plan_text": "Apa yang dilanjutkan, apa yang baru, siapa yang mengerjakan. "
            "Tanpa nama keluarga dan tanpa NIK. Paling banyak 5.000 huruf."
        }
        widgets = {"next_plan_text": forms.Textarea(attrs={"rows": 8})}


class ObstaclesForm(SectionForm):
    section = Section.OBSTACLES

    class Meta(ModelForm.Meta):
        model = Report
        fields = ("no_obstacles",)


class FinanceForm(SectionForm):
    """Nihil, or the totals of the quarter by source (II.G.4.2)."""

    section = Section.FINANCE
    finance_kind = forms.ChoiceField(label="Keadaan keuangan", choices=Report.Finance.choices, widget=forms.RadioSelect)
    opening_balance = RupiahField(label="Saldo awal triwulan")
    income_self_help = RupiahField(label="Swadaya masyarakat")
    income_csr = RupiahField(label="Dunia usaha (CSR)")
    income_government = RupiahField(label="Pemerintah")
    income_donation = RupiahField(label="Sumbangan lain")
    expense_total = RupiahField(label="Jumlah pengeluaran")

    class Meta(ModelForm.Meta):
        model = Report
        fields = ("finance_kind", "opening_balance", *INCOMES, "expense_total", "finance_note")
        labels = {"finance_note": "Keterangan (opsional)"}
        help_texts = {
            "finance_note": "Contoh: kuitansi nomor 1 sampai 12 disimpan bendahara. Tanpa nama keluarga."
        }
        widgets = {"finance_note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opening_balance"].help_text = self._where_from()

    def lay_out(self):
        in_parts(
            self,
            ("", "finance_kind"),
            ("Saldo awal", "opening_balance"),
            ("Uang masuk menurut sumber", *INCOMES),
            ("Uang keluar", "expense_total", "finance_note", TICK),
        )  # fmt: skip

    def _where_from(self):
        before = self.instance.brought_forward()
        if before is None:
            return "Rupiah bulat, contoh 1.500.000. Kosongkan bila tidak ada."
        amount = f"{before:,}".replace(",", ".")
        return f"Saldo akhir triwulan lalu Rp{amount}. Rupiah bulat, contoh 1.500.000."


class BookedFinanceForm(SectionForm):
    """Where the FCU keeps a cash book nothing is typed: its sums are looked through, and a note may be added."""

    section = Section.FINANCE

    class Meta(ModelForm.Meta):
        model = Report
        fields = ("finance_note",)
        labels = {"finance_note": "Keterangan (opsional)"}
        help_texts = {
            "finance_note": "Contoh: mengapa saldo awal berbeda, atau di mana kuitansi disimpan. Tanpa nama keluarga."
        }
        widgets = {"finance_note": forms.Textarea(attrs={"rows": 3})}


FORMS = {form.section: form for form in (ActivitiesForm, ResultsForm, ObstaclesForm, NextPlanForm, FinanceForm)}


class ObstacleForm(Unnamed, ModelForm):
    """An obstacle with what is done about it: there is none without a solution (II.G.4.3)."""

    refuses_numbers = True
    due_on = DateField(
        label="Batas waktu", help_text="Kapan solusinya harus selesai. Ditanyakan lagi pada laporan berikutnya."
    )

    class Meta(ModelForm.Meta):
        model = Obstacle
        fields = ("obstacle", "solution", "owner", "due_on")
        widgets = {"obstacle": forms.Textarea(attrs={"rows": 3}), "solution": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "obstacle": "Apa yang menghambat. Tanpa nama keluarga.",
            "solution": "Apa yang sudah atau akan dilakukan. Tanpa nama keluarga.",
            "owner": "Siapa yang mengerjakannya, contoh Sekretaris FCU.",
        }


class ScanForm(Form):
    """The accepted report on paper, with its signatures."""

    scan = ScanField(label="Pindaian laporan yang sudah ditandatangani")
