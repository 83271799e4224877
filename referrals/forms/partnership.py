"""A partnership with a source system, its end and its renewal (III.A.4.2(5))."""

from django import forms

from families.forms.base import Form, ModelForm
from fcu_project.forms import DateField, ScanField
from institutions.forms.parts import in_parts
from institutions.forms.person import PhoneField
from institutions.models import Institution
from institutions.models.region import ancestor_codes
from referrals.forms.service import InstitutionChoice
from referrals.models import Partnership


class PartnershipForm(ModelForm):
    """With whom, about what, on which paper, from when until when."""

    refuses_numbers = True
    checked_with = ("ended_on", "region")
    institution = InstitutionChoice(
        Institution.objects.all(), label="Lembaga mitra", required=False,
        empty_label="(tidak ada di daftar, tulis namanya)",
    )  # fmt: skip
    phone = PhoneField(label="Nomor HP/telepon")
    valid_from = DateField(label="Berlaku sejak")
    valid_until = DateField(label="Berlaku sampai", required=False)
    scan_file = ScanField(label="Pindaian naskah yang sudah ditandatangani", required=False)

    class Meta(ModelForm.Meta):
        model = Partnership
        fields = (
            "institution", "partner", "form", "basis", "number", "subject", "partner_does", "unit_does", "signer",
            "signer_post", "contact", "phone", "valid_from", "valid_until",
        )  # fmt: skip
        widgets = {
            "form": forms.RadioSelect, "basis": forms.RadioSelect,
            **dict.fromkeys(("subject", "partner_does", "unit_does"), forms.Textarea(attrs={"rows": 2})),
        }  # fmt: skip
        help_texts = {
            "partner": "Boleh kosong bila lembaganya dipilih dari daftar.",
            "subject": "Contoh: Puskesmas melayani keluarga yang dirujuk FCU tanpa antre pendaftaran.",
            "number": "Seperti tertulis pada naskahnya.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("form", "basis"):
            self.fields[name].choices = self._meta.model._meta.get_field(name).choices
        self.fields["partner"].required = False
        self.fields["valid_until"].help_text = "Kosongkan bila tanpa batas waktu."
        in_parts(
            self,
            ("Mitra", "institution", "partner", ("contact", "phone")),
            ("Kesepakatan", "form", "subject", "partner_does", "unit_does"),
            ("Naskah", "basis", "number", ("signer", "signer_post"), ("valid_from", "valid_until"), "scan_file"),
        )

    def narrow(self):
        """Bodies of the village and of every level above it, still active."""
        codes = ancestor_codes(self.by.region.code)
        bodies = Institution.objects.filter(region__code__in=codes, closed_on=None).select_related("region")
        self.fields["institution"].queryset = bodies.order_by("search_name", "id")

    def clean(self):
        data = super().clean()
        if not data.get("partner") and data.get("institution"):
            data["partner"] = data["institution"].name
        if not data.get("partner") and not {"partner", "institution"} & set(self.errors):
            self.add_error("partner", "Pilih lembaga dari daftar, atau tulis nama mitranya.")
        start, end = data.get("valid_from"), data.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", "Tanggal akhir tidak boleh mendahului tanggal mulai.")
        return data


class PartnershipEndForm(Form):
    """When and why it ended before its time."""

    ended_on = DateField(label="Berakhir pada", not_after_today=True)
    reason = forms.CharField(label="Sebab berakhir", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
