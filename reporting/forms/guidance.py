"""A note of guidance on the quarter of an FCU, and the answer of the FCU."""

from django import forms

from families.forms.base import Form, ModelForm
from fcu_project.forms import DateField
from institutions.models import Region
from reporting import recap
from reporting.models import ReportGuidance
from reporting.periods import unit_owing
from reporting.quarterly import guided


class GuidanceForm(ModelForm):
    """Which FCU and quarter, on what, when, and what was said."""

    village = forms.ModelChoiceField(
        Region.objects.none(), label="Desa/kelurahan", empty_label="Pilih desa/kelurahan", to_field_name="code"
    )
    period = forms.ChoiceField(label="Triwulan")
    given_on = DateField(label="Tanggal bimbingan", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = ReportGuidance
        fields = ("aspect", "note", "given_on")
        widgets = {"aspect": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "note": "Apa yang dibahas dan apa yang perlu dilakukan FCU. Tanpa nama keluarga, NIK, dan nomor KK.",
        }

    field_order = ("village", "period", "aspect", "note", "given_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = recap.reporting_units(self.by.region).order_by()
        self.fields["village"].queryset = Region.objects.filter(pk__in=units.values("region")).order_by("code")
        self.fields["aspect"].choices = ReportGuidance.Aspect.choices
        self.fields["period"].choices = [
            (guided.key_of(quarter), quarter.words) for quarter in guided.quarters_to_guide(self.by.today)
        ]

    def clean_period(self):
        return guided.quarter_named(self.cleaned_data["period"])

    def clean(self):
        data = super().clean()
        village, quarter, day = data.get("village"), data.get("period"), data.get("given_on")
        if village and quarter:
            problem = guided.period_problem(unit_owing(village, quarter), quarter, self.by.today)
            if problem:
                self.add_error("period", problem)
        if day and quarter and (problem := guided.day_problem(day, quarter, self.by.today)):
            self.add_error("given_on", problem)
        return data


class AnswerForm(Form):
    """What the FCU did, or means to do."""

    answer = forms.CharField(
        label="Jawaban FCU", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang sudah atau akan dilakukan, oleh siapa, kapan.",
    )  # fmt: skip
