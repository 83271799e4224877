"""What the ministry fills in for a verdict: the place and its time, one answer after the other, the words."""

from django import forms

from fcu_project.forms import Form, ModelForm
from reporting.forms.budget import PlaceField
from reporting.models import Report, Verdict, VerdictAnswer
from reporting.periods import Quarter, quarter_of, quarters_between, quarters_to

NO_NAMES = "Tanpa nama keluarga dan tanpa NIK."
QUARTERS_OFFERED = 8  # at least, before the first report there is


def quarters_to_choose(today):
    """The quarters that are over, the latest first: back to the first report anybody wrote."""
    last = quarter_of(today).previous
    first, *_ = quarters_to(last, QUARTERS_OFFERED)
    earliest = Report.objects.order_by("year", "quarter").values_list("year", "quarter").first()
    return quarters_between(min(first, Quarter(*earliest)) if earliest else first, last)[::-1]


def as_quarter(value):
    """The quarter of a choice such as "2026-3"."""
    year, number = value.split("-")
    return Quarter(int(year), int(number))


class Spanned:
    """Two choices of quarters; left open they are suggested from the reports of the place."""

    def _offer(self, empty):
        told = [(f"{one.year}-{one.number}", one.words) for one in quarters_to_choose(self.by.today)]
        for name in ("first", "last"):
            self.fields[name].choices = [("", empty), *told]

    @staticmethod
    def field(label):
        return forms.TypedChoiceField(label=label, required=False, coerce=as_quarter, empty_value=None)


class BeginForm(Spanned, Form):
    """Of which place, over which time."""

    WHOLE, PLACE = "all", "place"
    scope = forms.ChoiceField(
        label="Kesimpulan untuk", choices=((PLACE, "Satu wilayah"), (WHOLE, "Semua lokasi uji coba (nasional)")),
        widget=forms.RadioSelect,
    )  # fmt: skip
    place = PlaceField(
        label="Wilayah", required=False,
        help_text="Tulis kode atau nama: desa/kelurahan satu FCU, atau kecamatan, kabupaten/kota, provinsi.",
    )
    first = Spanned.field("Dari triwulan")
    last = Spanned.field("Sampai triwulan")

    def narrow(self):
        self.fields["place"].territory = self.by.territory
        self._offer("Usulan: menurut laporan")
        self.fields["first"].help_text = "Tanpa pilihan: dari laporan pertama."
        self.fields["last"].help_text = "Tanpa pilihan: sampai laporan terakhir yang diterima."

    def clean(self):
        data = super().clean()
        if data.get("scope") == self.PLACE and data.get("place") is None and "place" not in self.errors:
            self.add_error("place", "Wilayah belum diisi. Tulis kode atau namanya.")
        return data


class SpanForm(Spanned, ModelForm):
    """Another time of a draft."""

    first = Spanned.field("Dari triwulan")
    last = Spanned.field("Sampai triwulan")

    class Meta(ModelForm.Meta):
        model = Verdict
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        self.fields["first"].initial = f"{row.from_year}-{row.from_quarter}"
        self.fields["last"].initial = f"{row.until_year}-{row.until_quarter}"

    def narrow(self):
        self._offer("Usulan: menurut laporan")


class AnswerForm(ModelForm):
    """How far it is proven, and why."""

    refuses_numbers = True
    mark_optional = False

    class Meta(ModelForm.Meta):
        model = VerdictAnswer
        fields = ("grade", "reason")
        widgets = {"grade": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"reason": f"Sebutkan angka atau kejadian yang menjadi dasarnya. {NO_NAMES}"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = VerdictAnswer.Grade.choices


class WordsForm(ModelForm):
    """The overall word with its reasons, what was learnt, what should change."""

    refuses_numbers = True

    class Meta(ModelForm.Meta):
        model = Verdict
        fields = ("overall", "summary_text", "lessons_text", "changes_text")
        widgets = {
            "overall": forms.RadioSelect, "summary_text": forms.Textarea(attrs={"rows": 6}),
            "lessons_text": forms.Textarea(attrs={"rows": 5}), "changes_text": forms.Textarea(attrs={"rows": 5}),
        }  # fmt: skip
        help_texts = {
            "summary_text": f"Ringkas, dari jawaban sembilan pertanyaan. {NO_NAMES}",
            "lessons_text": "Catatan pembelajaran dari wilayah ini ada di bawah formulir.",
            "changes_text": "Apa pada model yang perlu diubah sebelum dikembangkan di daerah lain.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["overall"].choices = Verdict.Overall.choices
        self.fields["overall"].required = self.fields["summary_text"].required = True
