"""The FCU, its members, its election."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm
from institutions.forms.parts import in_parts
from institutions.forms.person import PhoneField, PickOrType
from institutions.models import Candidacy, FamilyCareUnit, Institution, Membership

KINDS_TO_CHOOSE = [choice for choice in Membership.Kind.choices if choice[0] != Membership.Kind.PIONEER]
CATEGORIES_TO_CHOOSE = [("", "(pilih kategori)"), *Membership.Category.choices]


class UnitForm(ModelForm):
    """Name and seat. The seat lies within the village (III.B.1.4)."""

    phone = PhoneField(label="Nomor HP/WhatsApp sekretariat")
    checked_with = ("region",)

    class Meta(ModelForm.Meta):
        model = FamilyCareUnit
        fields = ("name", "address", "seated_in_village", "phone")
        help_texts = {"address": "Jalan, RT/RW, dusun. Contoh: balai pertemuan, Dusun Krajan RT 002/RW 001."}

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        return name[4:] if name.upper().startswith("FCU ") else name

    def clean(self):
        data = super().clean()
        if data.get("address") and not data.get("seated_in_village"):
            self.add_error(
                "seated_in_village",
                "FCU berkedudukan di tingkat desa/kelurahan. Centang bila sekretariatnya di wilayah ini.",
            )
        return data


def still_missing(kind, institution, category, competence):
    """[(field, sentence)] of what somebody lacks to become a member of this kind (MEM-01, MEM-02)."""
    if kind == Membership.Kind.PSKS:
        return [] if institution else [("institution", "Pilih lembaga yang diwakili.")]
    missing = []
    if not category:
        missing.append(("category", "Pilih kategori perorangan."))
    if not competence:
        missing.append(("competence", "Tuliskan kemampuannya; ini syarat anggota perorangan."))
    return missing


class MemberForm(PickOrType):
    """A member of the first two kinds; pioneers become members by their designation."""

    kind = forms.ChoiceField(
        label="Jenis keanggotaan", widget=forms.RadioSelect,
        choices=KINDS_TO_CHOOSE,
    )  # fmt: skip
    institution = forms.ModelChoiceField(
        Institution.objects.filter(closed_on=None), label="Lembaga yang diwakili", required=False,
        empty_label="(pilih lembaga)",
    )  # fmt: skip
    category = forms.ChoiceField(
        label="Kategori perorangan", required=False, choices=CATEGORIES_TO_CHOOSE,
    )  # fmt: skip
    competence = forms.CharField(
        label="Kemampuan dalam pemberdayaan keluarga", required=False, max_length=300,
        help_text="Contoh: 10 tahun kader Posyandu, penyuluh agama.",
    )  # fmt: skip
    committed = forms.BooleanField(
        label="Bersedia bekerja sama dalam FCU",
        error_messages={"required": "Anggota harus menyatakan bersedia bekerja sama."},
    )
    joined_on = DateField(label="Anggota sejak", not_after_today=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committed"].error_messages["required"] = "Anggota harus menyatakan bersedia bekerja sama."
        self.fields["position"].label = "Jabatan di lembaga asal (opsional)"
        psks, individual = "Perwakilan unsur PSKS", "Anggota perorangan"
        self.in_parts(
            ("", "kind"),
            (psks, "institution", "position"),
            (individual, "category", "competence"),
            ("Pernyataan", "committed", "joined_on"),
            css={psks: "only-psks", individual: "only-individual"},
        )

    def narrow(self):
        super().narrow()
        self.fields["institution"].queryset = self.fields["institution"].queryset.visible_to(self.by)

    def clean(self):
        data = super().clean()
        if data.get("kind"):
            asked = (data.get(name) for name in ("institution", "category", "competence"))
            for name, sentence in still_missing(data["kind"], *asked):
                self.add_error(name, sentence)
        return data


class EndMembershipForm(Form):
    """When and why a member leaves."""

    left_on = DateField(label="Berhenti pada", not_after_today=True)
    reason = forms.CharField(label="Alasan", max_length=200)


class CandidacyForm(ModelForm):
    """A candidate with the three qualities the guide asks of the best cadres (IV.A.1.4) and the statement (VAL-02)."""

    parts = (
        ("Calon", "post", "membership"),
        ("Syarat pengurus", "willing", "able", "social_spirit", "non_partisan"),
        ("Hasil pemilihan", "votes", "elected"),
    )

    class Meta(ModelForm.Meta):
        model = Candidacy
        fields = ("post", "membership", "willing", "able", "social_spirit", "non_partisan", "votes", "elected")
        widgets = {
            "post": forms.RadioSelect,
        }
        help_texts = {"votes": "Bila dengan pemungutan suara.", "elected": "Hasil pemilihan oleh anggota."}
        labels = {
            "membership": "Calon (dari anggota FCU)",
            "non_partisan": "Menyatakan bukan pengurus atau juru kampanye partai politik",
        }

    def __init__(self, *args, unit, **kwargs):
        self.unit = unit
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [c for c in self.fields["post"].choices if c[0]]
        members = self.fields["membership"]
        members.queryset = unit.current_members()
        members.empty_label = "(pilih anggota)"
        members.label_from_instance = lambda m: f"{m.person.name} – {m.origin}"
        members.error_messages["invalid_choice"] = "Orang ini bukan anggota FCU. Pengurus dipilih dari anggota."
        in_parts(self, *self.parts)
