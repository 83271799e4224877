"""Social preparation and mapping: people with skills, the two open parts, one body on the map, its problems."""

from django import forms
from django.db.models import Q

from fcu_project.forms import DateField, ModelForm, ScanField
from institutions.dimensions import Dimension
from institutions.forms.parts import in_parts
from institutions.forms.person import PickOrType, people_to_pick
from institutions.forms.place import PointForm
from institutions.models import HandledProblem, HumanResource, Institution, InstitutionType, Person, SocialPreparation


class PreparationForm(ModelForm):
    """Who prepares, since when, and the two parts that belong to no single body."""

    refuses_numbers = True
    started_on = DateField(label="Dimulai pada", not_after_today=True)
    scan = ScanField(label="Pindaian lembar kertas", required=False)

    class Meta(ModelForm.Meta):
        model = SocialPreparation
        fields = ("officer", "office", "started_on", "problems", "synergy", "paper_number")
        widgets = {"problems": forms.Textarea(attrs={"rows": 6}), "synergy": forms.Textarea(attrs={"rows": 6})}
        labels = {"problems": "Masalah dalam penyelenggaraan pelayanan di sini"}
        help_texts = {
            "problems": "Terisi awal dari catatan lembaga. Ubah dan lengkapi.",
            "synergy": "Terisi awal dari catatan lembaga. Ubah dan lengkapi.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = people_to_pick(self.by)
        self.fields["officer"].empty_label = "(belum ditentukan)"
        in_parts(
            self, ("Pelaksana", "officer", "office", "started_on"), ("Bagian 4 dan 5", "problems", "synergy"),
            ("Bila dicatat dari kertas", "paper_number", "scan"),
        )  # fmt: skip


class HumanResourceForm(PickOrType):
    """A person, the kind of PSKS they are, what they can do. An office above may write for a village too."""

    refuses_numbers = True
    home = None
    psks_type = forms.ModelChoiceField(
        InstitutionType.objects.filter(group="psks", is_active=True), label="Jenis PSKS", required=False,
        empty_label="(bukan salah satu jenis ini, misalnya kader)",
    )  # fmt: skip
    skill = forms.CharField(
        label="Keterampilan", max_length=200, help_text="Contoh: pendampingan lansia, konseling keluarga."
    )
    training = forms.CharField(
        label="Pelatihan yang pernah diikuti (opsional)", max_length=200, required=False,
        help_text="PSM dan TKSK: bimbingan atau pelatihan kesejahteraan sosial.",
    )  # fmt: skip
    noted_on = DateField(label="Didata pada", not_after_today=True)

    def __init__(self, *args, home, **kwargs):
        self.home = home
        super().__init__(*args, **kwargs)
        self.in_parts(("Kemampuan", "position", "psks_type", "skill", "training", "noted_on"))

    def narrow(self):
        near = people_to_pick(self.by).order_by().values("pk")
        here = Person.objects.visible_to(self.by).filter(region=self.home).values("pk")
        people = Person.objects.filter(Q(pk__in=near) | Q(pk__in=here))
        self.fields["person"].queryset = people.order_by("name", "id")


class HumanResourceUpdateForm(ModelForm):
    """What changed about a person who works for social welfare, or that they stopped."""

    refuses_numbers = True
    left_on = DateField(label="Tidak aktif sejak", required=False, not_after_today=True)

    class Meta(ModelForm.Meta):
        model = HumanResource
        fields = ("psks_type", "skill", "training", "left_on")


class MapForm(PointForm):
    """One body on the map: where and how it is built, what it does, what it meets, what it can share."""

    mapped_on = DateField(label="Dipetakan pada", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Institution
        fields = (
            "structure", "address", "latitude", "longitude", "duties", "service_problems", "joint_role", "mapped_on",
        )  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("duties", "service_problems", "joint_role")}
        help_texts = {
            "structure": "Contoh: ketua, sekretaris, bendahara, 3 seksi.",
            "joint_role": "Apa yang bisa dikerjakan bersama lembaga lain.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_parts(
            self,
            ("Kelembagaan", "structure", "address", "point", ("latitude", "longitude")),
            ("Peran, masalah, dan sinergi", "duties", "service_problems", "joint_role"),
            ("Pendataan", "mapped_on"),
        )


class ProblemForm(ModelForm):
    """A problem, how many meet it, and at least one side of family life it touches."""

    refuses_numbers = True
    checked_with = ("institution",)

    class Meta(ModelForm.Meta):
        model = HandledProblem
        fields = ("problem", "count", "counted_in", *Dimension.values)
        help_texts = {"problem": "Contoh: lansia hidup sendiri, pendapatan tidak tetap."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_parts(self, ("Masalah", "problem", ("count", "counted_in")), ("Dimensi yang terkena", *Dimension.values))

    def clean_problem(self):
        return " ".join(self.cleaned_data["problem"].split())

    def clean_counted_in(self):
        year, today = self.cleaned_data["counted_in"], self.by.today.year
        if year is not None and not 1990 <= year <= today:
            raise forms.ValidationError(f"Isi tahun antara 1990 dan {today}.")
        return year

    def clean(self):
        data = super().clean()
        if not any(data.get(name) for name in Dimension.values):
            self.add_error(Dimension.SOCIAL.value, "Centang sedikitnya satu dimensi.")
        return data
