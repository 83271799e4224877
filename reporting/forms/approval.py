"""The form of an approval that the coordinator gave on paper."""

from django import forms as django_forms

from families.forms.base import Form
from fcu_project.forms import DateField, ScanField


class PaperApprovalForm(Form):
    """When the coordinator signed, who signed, and the signed paper itself."""

    on = DateField(label="Tanggal ditandatangani", not_after_today=True)
    signed_by = django_forms.CharField(
        label="Disetujui oleh", max_length=100, help_text="Nama dan jabatan seperti pada kertasnya."
    )
    number = django_forms.CharField(label="Nomor pada kertas", max_length=60, required=False)
    scan = ScanField(label="Pindaian atau foto kuitansi yang sudah ditandatangani")
