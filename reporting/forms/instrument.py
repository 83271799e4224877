"""A question of an instrument, and the day from which an edition is in force."""

from django import forms

from families.forms.base import ModelForm
from fcu_project.forms import DateField
from reporting.actions.instrument import day_problem
from reporting.models import Instrument, InstrumentQuestion
from reporting.visits import editions

MOST_POSITION = 99


class QuestionForm(ModelForm):
    """What is asked, under which aspect, and how it is answered."""

    aspect = forms.ChoiceField(label="Aspek", widget=forms.RadioSelect)
    position = forms.IntegerField(
        label="Urutan dalam aspek", required=False, min_value=1, max_value=MOST_POSITION,
        widget=forms.NumberInput(attrs={"class": "w-date", "inputmode": "numeric"}),
        help_text="Kosongkan untuk menaruhnya paling akhir.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = InstrumentQuestion
        fields = ("aspect", "text", "hint", "answer", "position")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}), "hint": forms.Textarea(attrs={"rows": 2}),
            "answer": forms.RadioSelect,
        }  # fmt: skip
        help_texts = {
            "text": "Satu hal saja, dengan kata sehari-hari.", "hint": "Apa yang dilihat atau ditanyakan petugas.",
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aspect"].choices = list(editions.aspect_labels(self.instance.instrument.aim).items())
        self.fields["answer"].choices = InstrumentQuestion.Answer.choices

    def clean_position(self):
        return self.cleaned_data["position"] or 0  # 0: at the end of its aspect


class PublishForm(ModelForm):
    """The first day of an edition, and what it changed in a sentence."""

    valid_from = DateField(label="Berlaku mulai")

    class Meta(ModelForm.Meta):
        model = Instrument
        fields = ("valid_from", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"note": "Satu kalimat: apa yang berubah dan mengapa."}

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if problem := day_problem(self.instance, day, self.by.today):
            raise forms.ValidationError(problem)
        return day
