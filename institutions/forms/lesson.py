"""A lesson of the trial, and the answer to it."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm
from institutions.models import Lesson


class LessonForm(ModelForm):
    """What went wrong or well, and what is suggested; shared with other FCUs unless the writer says no."""

    refuses_numbers = True
    noted_on = DateField(label="Tanggal", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Lesson
        fields = ("noted_on", "aspect", "experience", "suggestion", "is_shared")
        widgets = {
            "aspect": forms.RadioSelect,
            "experience": forms.Textarea(attrs={"rows": 4}),
            "suggestion": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "experience": "Jangan menyebut nama keluarga atau orang.",
            "is_shared": "FCU lain membaca isinya, nama wilayah, dan tanggalnya; tidak nama Anda.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aspect"].choices = Lesson.Aspect.choices


class AnswerForm(Form):
    """What an office above answers."""

    refuses_numbers = True
    answer = forms.CharField(
        label="Tanggapan", min_length=5, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Apa yang akan diperbaiki, atau apa yang sudah bisa dilakukan.",
    )  # fmt: skip
