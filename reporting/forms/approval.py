"""The form of an approval that the coordinator gave on paper."""

from django import forms as django_forms

from families.forms.base import Form
from fcu_project.forms import DateField, ScanField


class PaperApprovalForm(Form):
    """When the coordinator signed, who signed, and the signed paper itself."""

    on = DateField(label="Tanggal ditandatangani", not_after_today=True)
    signed_by = django_forms.ChoiceField(label="Disetujui oleh", help_text="Koordinator atau Plt. pada tanggal itu.")
    number = django_forms.CharField(label="Nomor pada kertas", max_length=60, required=False)
    scan = ScanField(label="Pindaian atau foto kuitansi yang sudah ditandatangani")

    def __init__(self, *args, signers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed_by"].choices = [(name, f"{name} ({title})") for name, title in signers.items()]
