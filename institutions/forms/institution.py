"""The profile of an institution."""

from django import forms

from fcu_project.forms import ModelForm
from institutions.forms.parts import in_parts
from institutions.forms.person import PhoneField
from institutions.models import Institution, Region
from institutions.roles import VILLAGE


class InstitutionForm(ModelForm):
    """A body of the register with its profile (PSK-01, FCU-04), in the order of the paper form."""

    phone = PhoneField(label="Nomor HP/telepon")
    checked_with = ("region", "search_name")

    class Meta(ModelForm.Meta):
        model = Institution
        fields = (
            "region", "name", "element", "psks_type", "leader", "phone", "address", "activities", "target_group",
            "legal_status", "decree_number", "founded_year", "members_male", "members_female", "identified_on",
        )  # fmt: skip
        widgets = {"activities": forms.Textarea(attrs={"rows": 3}), "legal_status": forms.RadioSelect}
        help_texts = {
            "activities": "Apa yang dikerjakan lembaga ini bagi keluarga? Contoh: timbang balita tiap bulan.",
            "leader": "Ketua, kegiatan, dan tanggal didata membuat profilnya lengkap.",
            "identified_on": "Tanggal lembaga ini didata. Contoh 12-03-2025.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("element", "psks_type"):
            self.fields[name].queryset = self.fields[name].queryset.filter(is_active=True)
        self.fields["identified_on"].not_after_today = True
        self.fields["element"].empty_label = "(pilih unsur)"
        self.fields["psks_type"].empty_label = "(bukan salah satu dari 12 jenis)"
        if self.by.level == VILLAGE:
            del self.fields["region"]
        else:
            self.fields["region"].queryset = Region.objects.within(self.by.territory)
            self.fields["region"].empty_label = "(pilih desa, kecamatan, atau kabupaten)"
        in_parts(
            self,
            ("Lembaga dan pimpinannya", "region", "name", "element", "psks_type", "leader", "phone", "address"),
            ("Kegiatan", "activities", "target_group"),
            ("Status dan anggota", "legal_status", "decree_number", "founded_year", ("members_male", "members_female")),
            ("Pendataan", "identified_on"),
        )
