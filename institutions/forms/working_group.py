"""A working group (pokja): its name and task, and who of the FCU's members works in it."""

from collections import Counter

from django import forms

from fcu_project import dates
from fcu_project.forms import DateField, ModelForm, RowsField
from institutions.actions.unit import SELECTION_ELEMENTS
from institutions.forms.parts import in_parts
from institutions.models import Membership, WorkingGroup


class MembersField(RowsField):
    """Members of the FCU to tick, the element each stands for beside the name."""

    def label_from_instance(self, member):
        if member.kind != Membership.Kind.PSKS:
            return f"{member.person.name} – {member.origin}"
        return f"{member.person.name} – {member.institution.element.name} ({member.institution.name})"


def told_elements(members):
    """The chosen members by what they stand for: "Posyandu 2 orang, Perorangan 1 orang"."""
    counts = Counter(
        m.institution.element.name if m.kind == Membership.Kind.PSKS else m.get_kind_display() for m in members
    )
    return ", ".join(f"{name} {number} orang" for name, number in counts.items())


class WorkingGroupForm(ModelForm):
    """A group of the FCU's own members; the selection group stands for two PSKS elements or more (MEM-11)."""

    formed_on = DateField(label="Dibentuk pada", not_after_today=True)
    ended_on = DateField(label="Berakhir pada", required=False, not_after_today=True)
    members = MembersField(Membership.objects.none(), label="Anggota pokja", widget=forms.CheckboxSelectMultiple)
    checked_with = ("unit", "kind", "ended_on")

    class Meta(ModelForm.Meta):
        model = WorkingGroup
        fields = ("kind", "name", "purpose", "formed_on", "ended_on")
        widgets = {"kind": forms.RadioSelect, "purpose": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "purpose": "Contoh: mendata calon keluarga, menyiapkan FGD.",
            "kind": "Pokja seleksi mendata dan memilih keluarga: sedikitnya dua unsur PSKS yang berbeda.",
        }

    def __init__(self, *args, unit, **kwargs):
        self.unit = unit
        super().__init__(*args, **kwargs)
        members = self.fields["members"]
        members.queryset = unit.current_members()
        members.error_messages["required"] = "Centang sedikitnya satu anggota."
        members.error_messages["invalid_choice"] = "Orang ini bukan anggota FCU. Centang dari daftar anggota."
        kind = self.fields["kind"]
        kind.choices = WorkingGroup.Kind.choices
        if self.instance.pk:
            del self.fields["kind"]  # families may have been gathered by it as what it is
            self.initial.setdefault("members", list(self.instance.members.values_list("membership", flat=True)))
        else:
            del self.fields["ended_on"]
        in_parts(
            self,
            ("Pokja", "kind", "name", "purpose", ("formed_on", "ended_on")),
            ("Anggota", "members"),
        )

    def narrow(self):
        """Only the FCU's own members are offered; see __init__."""

    def clean_formed_on(self):
        day, founded = self.cleaned_data["formed_on"], self.unit.formed_on
        if founded and day < founded:
            raise forms.ValidationError(f"FCU baru dibentuk {dates.long_date(founded)}. Isi tanggal sesudahnya.")
        return day

    def clean(self):
        data = super().clean()
        kind = data.get("kind") or self.instance.kind
        members = list(data.get("members") or ())
        if kind == WorkingGroup.Kind.SELECTION and members:
            elements = {m.institution.element_id for m in members if m.kind == Membership.Kind.PSKS}
            if len(elements) < SELECTION_ELEMENTS:
                self.add_error(
                    "members",
                    "Pokja seleksi harus dari sedikitnya dua unsur PSKS yang berbeda. "
                    f"Yang dicentang: {told_elements(members)}. Centang juga anggota dari unsur lain.",
                )
        return data
