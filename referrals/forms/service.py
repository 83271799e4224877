"""A service of the directory (III.B.5.5)."""

from django import forms

from families.forms.base import Form, ModelForm
from families.models import ProblemType
from fcu_project.forms import DateField, RowsField
from institutions.forms.parts import in_parts
from institutions.models import Institution
from referrals.models import Sector, Service


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
    checked_on = DateField(label="Diperiksa pada", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Service
        fields = ("institution", "name", "sector", "problems", "conditions", "hours", "cost", "checked_on")
        widgets = {"sector": forms.RadioSelect, "conditions": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "name": "Contoh: pinjaman usaha mikro.",
            "conditions": "Contoh: salinan KTP dan KK, surat keterangan tidak mampu.",
            "hours": "Contoh: Senin sampai Jumat, 08.00–12.00.",
            "cost": "Contoh: gratis.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = Sector.choices
        self.fields["checked_on"].help_text = "Kapan terakhir dipastikan masih ada. Contoh 12-03-2025."
        in_parts(
            self,
            ("Pelayanan", "institution", "name", "sector", "problems"),
            ("Cara memperolehnya", "conditions", "hours", "cost"),
            ("Pemeriksaan", "checked_on"),
        )

    def narrow(self):
        """Institutions of the own territory that are still active."""
        bodies = Institution.objects.visible_to(self.by).filter(closed_on=None).select_related("region")
        self.fields["institution"].queryset = bodies.order_by("search_name", "id")


class ServiceCloseForm(Form):
    """Since when it is not offered any more."""

    closed_on = DateField(label="Tidak ada lagi sejak", not_after_today=True)
