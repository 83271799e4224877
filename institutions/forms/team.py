"""Forms of the PSKS team and its stakeholders."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm, ScanField
from institutions.forms.parts import in_parts
from institutions.forms.person import PhoneField, PickOrType
from institutions.meetings import Kind
from institutions.models import Institution, Meeting, PsksTeam, Stakeholder, TeamMember
from institutions.preparation import active_bodies


class TeamForm(ModelForm):
    """The team's name and when it was formed: in a held meeting, or on a day told."""

    refuses_numbers = True
    formed_on = DateField(label="Dibentuk pada", required=False, not_after_today=True)

    class Meta(ModelForm.Meta):
        model = PsksTeam
        fields = ("name", "formed_in", "formed_on")
        labels = {"formed_in": "Dibentuk dalam musyawarah"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["formed_in"]
        here = {"region": self.by.region, "stage": Meeting.Stage.HELD, "purposes__kind": Kind.TEAM_FORMATION}
        field.queryset = Meeting.objects.visible_to(self.by).filter(**here).distinct().order_by("-held_on")
        field.empty_label = "(belum dicatat, isi tanggalnya di bawah)"

    def clean(self):
        data = super().clean()
        told = data.get("formed_in") or data.get("formed_on")
        if not told and not {"formed_in", "formed_on"} & set(self.errors):
            self.add_error("formed_on", "Isi tanggal dibentuk, atau pilih musyawarahnya.")
        return data

    def _post_clean(self):
        if self.cleaned_data.get("formed_in"):
            self.cleaned_data["formed_on"] = self.cleaned_data["formed_in"].held_on
        super()._post_clean()


class TeamMemberForm(PickOrType):
    """Who joins the team, in which post, with which task."""

    refuses_numbers = True
    institution = forms.ModelChoiceField(
        Institution.objects.none(), label="Lembaga asal (opsional)", required=False, empty_label="(tidak dari lembaga)"
    )
    post = forms.ChoiceField(
        label="Jabatan dalam tim", choices=TeamMember.Post.choices, widget=forms.RadioSelect
    )
    is_coordinator = forms.BooleanField(label="Ditunjuk sebagai koordinator penyelenggaraan kesos", required=False)
    task = forms.CharField(
        label="Tugas", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: mendata lansia dan menghubungkannya dengan Puskesmas.",
    )  # fmt: skip
    valid_from = DateField(label="Sejak", not_after_today=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_parts(("Di dalam tim", "institution", "position", "post", "is_coordinator", "task", "valid_from"))

    def narrow(self):
        super().narrow()
        self.fields["institution"].queryset = active_bodies(self.by.region)


class TeamMemberUpdateForm(ModelForm):
    """Another post or task for somebody of the team."""

    refuses_numbers = True
    checked_with = ("team", "person", "valid_until")

    class Meta(ModelForm.Meta):
        model = TeamMember
        fields = ("institution", "post", "is_coordinator", "task")
        widgets = {"post": forms.RadioSelect, "task": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = TeamMember.Post.choices
        self.fields["institution"].queryset = active_bodies(self.by.region)


class MemberEndForm(Form):
    """When somebody leaves the team."""

    valid_until = DateField(label="Berhenti pada", not_after_today=True)


class RecognitionForm(Form):
    """The letter by which the village's head recognises the team."""

    refuses_numbers = True
    number = forms.CharField(
        label="Nomor surat pengakuan", required=False, max_length=60, help_text="Dari buku surat desa/kelurahan."
    )
    dated_on = DateField(label="Tanggal surat", not_after_today=True)
    scan = ScanField(label="Pindaian surat", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.decides_alone = self.by.role == "village_head"

    def clean(self):
        data = super().clean()
        if not self.decides_alone and not data.get("number") and not data.get("scan") and "scan" not in self.errors:
            self.add_error("number", "Isi nomor surat pengakuan, atau unggah pindaiannya.")
        return data


class StakeholderForm(ModelForm):
    """Who has a part here: of the register or typed, at which level, why, whom to call."""

    refuses_numbers = True
    phone = PhoneField(label="Nomor HP/telepon")
    noted_on = DateField(label="Dicatat pada", not_after_today=True)
    checked_with = ("region", "left_on")

    class Meta(ModelForm.Meta):
        model = Stakeholder
        fields = ("level", "institution", "name", "interest", "contact", "phone", "noted_on")
        widgets = {"level": forms.RadioSelect, "interest": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": "Boleh kosong bila lembaganya dipilih dari daftar.",
            "interest": "Contoh: menyalurkan bantuan modal, membina kader.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = Stakeholder.Level.choices
        self.fields["name"].required = False
        body = self.fields["institution"]
        codes = [self.by.territory[:width] for width in (4, 6, 10)]
        body.queryset = Institution.objects.filter(region__code__in=codes, closed_on=None).order_by("name")
        body.empty_label = "(tidak ada di daftar, tulis namanya)"
        in_parts(
            self, ("Siapa?", "level", "institution", "name"), ("Perannya", "interest"),
            ("Penghubung", ("contact", "phone"), "noted_on"),
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        if not data.get("name") and data.get("institution"):
            data["name"] = data["institution"].name
        if not data.get("name") and not {"name", "institution"} & set(self.errors):
            self.add_error("name", "Pilih lembaga dari daftar, atau tulis namanya.")
        return data


class StakeholderEndForm(Form):
    """Since when it has no part here any longer."""

    left_on = DateField(label="Tidak lagi sejak", not_after_today=True)
