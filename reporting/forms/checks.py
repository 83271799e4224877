"""An inspection of the stimulus, and how its finding was settled."""

from django import forms

from families.forms.base import Form, ModelForm
from fcu_project.forms import DateField, PhotoField
from institutions.forms.parts import in_parts
from reporting.models import StimulusCheck
from reporting.money import checks
from reporting.money.bank_numbers import WithoutAccounts

WORDS = {"rows": 3}


class CheckForm(WithoutAccounts, ModelForm):
    """In the order of the paper that the inspector carries along."""

    on = DateField(label="Tanggal pemeriksaan", not_after_today=True)
    photo = PhotoField(
        label="Foto", required=False,
        help_text="JPG atau PNG, paling besar 5 MB. Barangnya saja; wajah orang hanya dengan izinnya.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = StimulusCheck
        fields = (
            "on", "way", "inspector", "received_rightly", "used_rightly", "note", "finding", "action", "due_on",
        )  # fmt: skip
        widgets = {
            "way": forms.RadioSelect, "received_rightly": forms.RadioSelect, "used_rightly": forms.RadioSelect,
            "note": forms.Textarea(attrs=WORDS), "finding": forms.Textarea(attrs={"rows": 2}),
            "action": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip
        labels = {
            "received_rightly": "Uang diterima keluarga yang berhak, utuh",
            "used_rightly": "Uang dipakai sesuai tujuan",
        }  # fmt: skip
        help_texts = {
            "inspector": "Nama dan jabatan yang memeriksa.",
            "note": "Yang dilihat dan didengar. Tanpa NIK, nomor KK, dan nomor rekening.",
            "finding": "Wajib bila salah satu jawaban “Sebagian” atau “Tidak”.",
            "action": "Siapa melakukan apa. Contoh: keluarga menunjukkan kuitansi belanja Pencairan ke-1.",
        }

    def __init__(self, *args, grant, **kwargs):
        self.grant = grant
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("way", StimulusCheck.Way), ("received_rightly", StimulusCheck.Answer),
            ("used_rightly", StimulusCheck.Answer),
        ):  # fmt: skip
            self.fields[name].choices = choices.choices
        if self.instance.photo_id:
            self.fields["photo"].help_text = "Sudah ada. Pilih berkas hanya untuk menggantinya."
        in_parts(
            self,
            ("Pemeriksaan", "on", "way", "inspector"),
            ("Yang diperiksa", "received_rightly", "used_rightly", "note", "photo"),
            ("Temuan, bila ada", "finding", "action", "due_on"),
        )

    def clean(self):
        data = super().clean()
        for name, problem in checks.problems(data, self.grant, self.by.today).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return data


class ResolveForm(WithoutAccounts, Form):
    """When and how a finding was settled."""

    resolved_on = DateField(label="Selesai pada", not_after_today=True)
    resolution = forms.CharField(
        label="Penyelesaian", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang sudah dilakukan dan bagaimana Anda memastikannya.",
    )  # fmt: skip
