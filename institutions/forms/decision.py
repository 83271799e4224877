"""How a decision was carried out."""

from django import forms

from fcu_project.forms import DateField, Form


class DecisionCloseForm(Form):
    """When it was done, and what came of it."""

    refuses_numbers = True
    done_on = DateField(label="Selesai pada", not_after_today=True)
    outcome = forms.CharField(
        label="Hasil tindak lanjut", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Contoh: 12 keluarga sudah didata; sisanya pindah dusun.",
    )  # fmt: skip
