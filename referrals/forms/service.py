"""A service of the directory (III.B.5.5)."""

from django import forms

from families.forms.base import Form, ModelForm
from families.models import ProblemType
from fcu_project.forms import DateField, RowsField
from institutions.forms.parts import in_parts
from institutions.forms.person import PhoneField
from institutions.models import Institution
from referrals.models import Sector, Service, Survey


def problems_to_choose():
    """Kinds of problems a service can help with; "none" is an answer about families, nothing to help with."""
    return ProblemType.objects.filter(is_active=True).exclude(code=ProblemType.NONE)


class InstitutionChoice(forms.ModelChoiceField):
    def label_from_instance(self, body):
        return f"{body.name}, {body.region}"


class ServiceForm(ModelForm):
    """What an institution of the own territory offers, and with which problems it helps."""

    checked_with = ("closed_on",)
    institution = InstitutionChoice(Institution.objects.all(), label="Lembaga", empty_label="(pilih lembaga)")
    problems = RowsField(
        problems_to_choose(), label="Membantu mengatasi masalah", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Pelayanan yang cocok dengan masalah keluarga tampil lebih dulu saat merujuk.",
    )  # fmt: skip
    phone = PhoneField(label="Nomor HP/telepon")
    checked_on = DateField(label="Diperiksa pada", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Service
        fields = (
            "institution", "name", "sector", "problems", "audience", "address", "contact", "phone", "hours", "cost",
            "conditions", "checked_on", "surveyed", "checked_by",
        )  # fmt: skip
        widgets = {
            "sector": forms.RadioSelect, "surveyed": forms.RadioSelect, "conditions": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip
        help_texts = {
            "name": "Contoh: pinjaman usaha mikro.",
            "audience": "Contoh: keluarga dengan anak balita.",
            "address": "Kosongkan bila di alamat lembaganya.",
            "contact": "Nama atau jabatan petugas. Nomornya tampil bagi semua yang membuka direktori.",
            "checked_by": "Siapa yang memastikannya. Contoh: Rina, sekretaris FCU.",
            "conditions": "Contoh: salinan KTP dan KK, surat keterangan tidak mampu.",
            "hours": "Contoh: Senin sampai Jumat, 08.00–12.00.",
            "cost": "Contoh: gratis.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = Sector.choices
        self.fields["surveyed"].choices = Survey.choices
        self.fields["surveyed"].required = False
        self.fields["checked_on"].help_text = "Kapan terakhir dipastikan masih ada. Contoh 12-03-2025."
        in_parts(
            self,
            ("Pelayanan", "institution", "name", "sector", "problems"),
            ("Cara memperolehnya", "audience", "address", ("contact", "phone"), "hours", "cost", "conditions"),
            ("Pemeriksaan", "checked_on", "surveyed", "checked_by"),
        )

    def narrow(self):
        """Institutions of the own territory that are still active."""
        bodies = Institution.objects.visible_to(self.by).filter(closed_on=None).select_related("region")
        self.fields["institution"].queryset = bodies.order_by("search_name", "id")


class ServiceCloseForm(Form):
    """Since when it is not offered any more."""

    closed_on = DateField(label="Tidak ada lagi sejak", not_after_today=True)


class ServiceCheckForm(Form):
    """It is still offered as it is written: when that was made sure, how, by whom (SRC-05)."""

    checked_on = DateField(label="Diperiksa pada", not_after_today=True)
    surveyed = forms.ChoiceField(label="Cara memperoleh keterangan", choices=Survey.choices, widget=forms.RadioSelect)
    checked_by = forms.CharField(label="Diperiksa oleh", max_length=100)
