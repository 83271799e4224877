"""A service of the directory (III.B.5.5)."""

from django import forms
from django.db.models import Q

from families.forms.base import Form, ModelForm
from families.models import ProblemType
from fcu_project.forms import DateField, RowsField
from institutions.forms.parts import in_parts
from institutions.forms.person import PhoneField
from institutions.models import Institution, InstitutionType, Region
from institutions.models.region import within
from referrals.actions.service import kept_places
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
    institution = InstitutionChoice(
        Institution.objects.all(), label="Lembaga", required=False, empty_label="(belum ada di daftar)"
    )
    new_name = forms.CharField(label="Nama lembaga yang belum ada di daftar", required=False, max_length=120)
    new_element = forms.ModelChoiceField(
        InstitutionType.objects.filter(group__in=("office", "element"), is_active=True), label="Jenis lembaga itu",
        required=False, empty_label="(pilih jenis)",
    )  # fmt: skip
    new_region = forms.ModelChoiceField(Region.objects.all(), label="Letaknya", required=False, empty_label=None)
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
            ("Lembaga", "institution", "new_name", ("new_element", "new_region")),
            ("Pelayanan", "name", "sector", "problems"),
            ("Cara memperolehnya", "audience", "address", ("contact", "phone"), "hours", "cost", "conditions"),
            ("Pemeriksaan", "checked_on", "surveyed", "checked_by"),
        )

    def narrow(self):
        """Bodies of the places this office writes down that are still active; families are no places of service."""
        kept = kept_places(self.by)
        bodies = Institution.objects.filter(within(self.by.territory) | Q(region__in=kept), closed_on=None)
        bodies = bodies.exclude(element__code="keluarga-pionir").select_related("region")
        self.fields["institution"].queryset = bodies.order_by("search_name", "id")
        self.fields["new_region"].queryset = kept
        if self.instance.pk:  # the body of an entry is chosen, not written anew
            for name in ("new_name", "new_element", "new_region"):
                del self.fields[name]
            self.fields["institution"].required, self.fields["institution"].empty_label = True, None

    def clean(self):
        data = super().clean()
        if "new_name" not in self.fields or data.get("institution") or "institution" in self.errors:
            return data
        if not data.get("new_name"):
            self.add_error("institution", "Pilih lembaga dari daftar, atau tulis namanya di bawah.")
        elif not data.get("new_element") and "new_element" not in self.errors:
            self.add_error("new_element", "Pilih jenis lembaga itu.")
        return data

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | ({"institution"} if "new_name" in self.fields else set())


class ServiceCloseForm(Form):
    """Since when it is not offered any more."""

    closed_on = DateField(label="Tidak ada lagi sejak", not_after_today=True)


class ServiceCheckForm(Form):
    """It is still offered as it is written: when that was made sure, how, by whom (SRC-05)."""

    checked_on = DateField(label="Diperiksa pada", not_after_today=True)
    surveyed = forms.ChoiceField(label="Cara memperoleh keterangan", choices=Survey.choices, widget=forms.RadioSelect)
    checked_by = forms.CharField(label="Diperiksa oleh", max_length=100)
