"""The profile of an institution."""

from django import forms

from fcu_project.forms import ModelForm
from institutions.forms.parts import in_parts
from institutions.forms.person import PhoneField
from institutions.models import Institution, Region
from institutions.profiles import PILLARS, pillar_of
from institutions.roles import VILLAGE


class ProfileForm(ModelForm):
    """What the body's own pillar asks; the answers are kept together on its row (PSK-02)."""

    refuses_numbers = True

    class Meta(ModelForm.Meta):
        model = Institution
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.facts = PILLARS[pillar_of(self.instance)]
        for fact in self.facts:
            self.fields[fact.name] = self._field(fact)
            self.initial.setdefault(fact.name, self.instance.profile.get(fact.name))

    @staticmethod
    def _field(fact):
        told = {"label": fact.label, "required": False, "help_text": fact.help}
        if fact.many:
            return forms.MultipleChoiceField(choices=fact.choices, widget=forms.CheckboxSelectMultiple, **told)
        if fact.choices:
            return forms.ChoiceField(choices=[("", "Belum tahu"), *fact.choices], **told)
        return forms.CharField(max_length=200, **told)

    def clean(self):
        data = super().clean()
        self.instance.profile = {fact.name: data[fact.name] for fact in self.facts if data.get(fact.name)}
        return data


class InstitutionForm(ModelForm):
    """A body of the register with its profile (PSK-01, FCU-04), in the order of the paper form."""

    phone = PhoneField(label="Nomor HP/telepon")
    checked_with = ("region", "search_name")

    class Meta(ModelForm.Meta):
        model = Institution
        fields = (
            "region", "name", "element", "psks_type", "leader", "phone", "address", "activities", "target_group",
            "serves_families", "serves_women", "serves_youth", "duties",
            "legal_status", "decree_number", "founded_year", "members_male", "members_female", "identified_on",
        )  # fmt: skip
        widgets = {
            "activities": forms.Textarea(attrs={"rows": 3}),
            "duties": forms.Textarea(attrs={"rows": 3}),
            "legal_status": forms.RadioSelect,
        }
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
            self.fields["region"].empty_label = "(pilih desa/kelurahan, kecamatan, atau kabupaten)"
        in_parts(
            self,
            ("Lembaga dan pimpinannya", "region", "name", "element", "psks_type", "leader", "phone", "address"),
            ("Kegiatan", "activities", "target_group", "serves_families", "serves_women", "serves_youth", "duties"),
            ("Status dan anggota", "legal_status", "decree_number", "founded_year", ("members_male", "members_female")),
            ("Pendataan", "identified_on"),
        )
