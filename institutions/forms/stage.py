"""Starting a stage of the trial: when, and on what paper."""

from django import forms

from fcu_project.forms import DateField, ModelForm, ScanField
from institutions.forms.parts import in_parts
from institutions.models import StageRecord


class StageForm(ModelForm):
    """A stage may be written down long after it began, from the paper that tells of it."""

    refuses_numbers = True
    checked_with = ("region", "step")
    started_on = DateField(label="Dimulai pada", not_after_today=True)
    scan = ScanField(label="Pindaian kertas", required=False)

    class Meta(ModelForm.Meta):
        model = StageRecord
        fields = ("started_on", "note", "paper_number", "paper_date")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"note": "Contoh: petugas yang datang, sasaran, kesepakatan awal."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paper_number"].help_text = "Isi bila tahapan ini dicatat dari kertas."
        in_parts(
            self, ("Tahapan", "started_on", "note"), ("Bukti kertas", ("paper_number", "paper_date"), "scan")
        )  # fmt: skip
