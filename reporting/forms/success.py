"""An indicator of success, and the quarter from which an edition holds."""

from datetime import date

from django import forms

from families.forms.base import Form, ModelForm, OnRow
from fcu_project.forms import WholeNumberField
from institutions.forms.parts import in_parts
from reporting.models import Matrix, SuccessIndicator
from reporting.success import columns
from reporting.success.aspects import OF_MATRIX
from reporting.success.editions import check, days_to_begin
from reporting.success.values import decimal_words

MOST_TARGET, MOST_WEIGHT = 100_000, 100


class TenthField(forms.DecimalField):
    """A number with one decimal at most, typed as it is written here: 62,5."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(max_digits=8, decimal_places=1, **kwargs)
        self.error_messages["invalid"] = "Tulis angka, contoh 80 atau 62,5."
        self.error_messages["max_decimal_places"] = "Paling banyak satu angka di belakang koma, contoh 62,5."

    def to_python(self, value):
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "class": "w-date", "autocomplete": "off", "maxlength": "9"}

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else decimal_words(value)


class IndicatorForm(ModelForm):
    """What is measured, by which counted columns, against which target."""

    aspect = forms.ChoiceField(label="Tanda atau aspek")
    part = forms.ChoiceField(label="Angka")
    whole = forms.ChoiceField(
        label="Angka pembanding", required=False, help_text="Hanya untuk persen: angka dibagi angka pembanding."
    )
    target = TenthField(
        label="Target", min_value=0, max_value=MOST_TARGET,
        help_text="Persen, atau jumlah per FCU dalam satu triwulan. Contoh 80 atau 62,5.",
    )  # fmt: skip
    weight = WholeNumberField(
        label="Bobot", min_value=0, max_value=MOST_WEIGHT, help_text="Dibandingkan dengan indikator lain di aspeknya."
    )
    position = WholeNumberField(label="Urutan", min_value=0, max_value=1000)

    class Meta(ModelForm.Meta):
        model = SuccessIndicator
        fields = ("aspect", "label", "explanation", "reads", "part", "whole", "target", "weight", "position")
        widgets = {"reads": forms.RadioSelect, "explanation": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "label": "Pendek, contoh: Kasus ditangani bersama.",
            "reads": "“Ada atau tidak” untuk SK, sekretariat, papan nama, dan rencana tahunan.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aspect"].choices = [
            ("", "(pilih)"),
            *((matrix.label, [(one.code, one.label) for one in OF_MATRIX[matrix]]) for matrix in Matrix),
        ]
        self.fields["reads"].choices = SuccessIndicator.Reads.choices
        self.fields["part"].choices = [("", "(pilih)"), *columns.choices()]
        self.fields["whole"].choices = [("", "(tidak ada)"), *columns.choices()]
        in_parts(
            self,
            ("Apa yang dinilai", "aspect", "label", "explanation"),
            ("Cara menghitung", "reads", "part", "whole"),
            ("Ukuran", "target", "weight", "position"),
        )

    def clean(self):
        data = super().clean()
        if not self.errors:
            told = SuccessIndicator(**{name: data[name] for name in ("aspect", "reads", "part", "whole", "target")})
            try:
                check(told)
            except forms.ValidationError as problem:
                for name, errors in problem.error_dict.items():
                    self.add_error(name, errors)
        return data


class DraftForm(Form):
    """Why there is a new edition."""

    note = forms.CharField(
        label="Catatan edisi", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Apa yang akan diubah dan mengapa.",
    )  # fmt: skip


class PublishForm(OnRow, Form):
    """From which quarter on the edition holds."""

    valid_from = forms.ChoiceField(label="Mulai berlaku")

    def __init__(self, *args, guarded, **kwargs):
        self.guarded = guarded
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].choices = [
            ("", "(pilih triwulan)"), *((day.isoformat(), words) for day, words in days_to_begin(self.by.today))
        ]  # fmt: skip

    def clean_valid_from(self):
        return date.fromisoformat(self.cleaned_data["valid_from"])
