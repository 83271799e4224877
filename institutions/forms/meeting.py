"""Meetings: the plan, the participants, the minutes, the decisions."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm, ScanField
from institutions.forms.parts import in_parts
from institutions.forms.person import PickOrType, people_to_pick
from institutions.meetings import JOINT, KINDS, Element, Kind, may_host
from institutions.models import Decision, Institution, Meeting, Region


def usually_joint(kind):
    """What is ticked from the start: a village usually coordinates and forms in one meeting; above, each is its own."""
    return [*JOINT[kind]] if kind == Kind.FORMATION else []


class MeetingForm(ModelForm):
    """When, where, about what. Shown with the paper's number when it is entered for another host."""

    also = forms.MultipleChoiceField(
        label="Sekaligus untuk", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Satu acara boleh memenuhi beberapa langkah.",
    )  # fmt: skip
    scan = ScanField(label="Pindaian undangan, daftar hadir, atau notulen", required=False)

    class Meta(ModelForm.Meta):
        model = Meeting
        fields = (
            "region", "held_on", "starts_at", "ends_at", "place", "agenda", "leader", "note_taker",
            "paper_number", "paper_date",
        )  # fmt: skip
        widgets = {"agenda": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"held_on": "Boleh tanggal yang sudah lewat. Contoh 12-03-2025."}

    def __init__(self, *args, kind, **kwargs):
        self.kind = Kind(kind)
        super().__init__(*args, **kwargs)
        rule = KINDS[self.kind]
        people = people_to_pick(self.by)
        self.fields["leader"].queryset = self.fields["note_taker"].queryset = people
        for name in ("leader", "note_taker"):
            self.fields[name].empty_label = "(belum ditentukan)"
        if self.by.region.ancestor(rule.level) is not None:
            del self.fields["region"]
        else:
            self.fields["region"].queryset = Region.objects.within(self.by.territory).filter(level=rule.level)
            self.fields["region"].label = f"{Region.Level(rule.level).label} tempat pertemuan"
        joint = JOINT.get(self.kind, ())
        if joint:
            self.fields["also"].choices = [(k, Kind(k).label) for k in joint]
            self.initial.setdefault("also", self.instance.also_held if self.instance.pk else usually_joint(self.kind))
        else:
            del self.fields["also"]
        if may_host(self.by.role, self.kind):
            for name in ("paper_number", "paper_date", "scan"):
                del self.fields[name]
        else:
            self.fields["paper_number"].label = "Nomor surat pada kertas (undangan atau notulen)"
        in_parts(
            self,
            ("Waktu dan tempat", "region", "held_on", ("starts_at", "ends_at"), "place"),
            ("Acara", "agenda", "leader", "note_taker", "also"),
            ("Bukti kertas", "paper_number", "paper_date", "scan"),
        )

    def clean_also(self):
        return [Kind(k) for k in self.cleaned_data["also"]]

    def clean(self):
        data = super().clean()
        if data.get("paper_date") and data.get("held_on") and data["paper_date"].year < data["held_on"].year - 1:
            self.add_error("paper_date", "Tanggal pada kertas jauh sebelum pertemuannya. Periksa lagi.")
        return data


class AttendanceForm(PickOrType):
    """One participant: who, on whose behalf, and whether they came."""

    element = forms.ChoiceField(label="Mewakili unsur", choices=[("", "Pilih unsur"), *Element.choices])
    institution = forms.ModelChoiceField(
        Institution.objects.filter(closed_on=None), label="Lembaga yang diwakili", required=False,
        empty_label="(tidak mewakili lembaga)",
    )  # fmt: skip
    present = forms.BooleanField(label="Hadir", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_parts(("Mewakili siapa?", "element", "institution", "position", "present"))

    def narrow(self):
        super().narrow()
        self.fields["institution"].queryset = self.fields["institution"].queryset.visible_to(self.by)


class MinutesForm(ModelForm):
    """What was said, and how it was decided."""

    class Meta(ModelForm.Meta):
        model = Meeting
        fields = ("minutes", "method", "votes_for", "votes_against", "objections")
        widgets = {
            "minutes": forms.Textarea(attrs={"rows": 8}),
            "objections": forms.Textarea(attrs={"rows": 3}),
            "method": forms.RadioSelect,
        }
        help_texts = {"objections": "Keberatan tetap dicatat, walaupun keputusan sudah diambil."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].required = True
        self.fields["minutes"].error_messages["required"] = "Notulen belum diisi."
        method = self.fields["method"]
        if self.instance.rule.decides:
            method.required = True
            method.error_messages["required"] = "Cara mengambil keputusan belum dipilih."
            method.choices = Meeting.Method.choices
        else:
            for name in ("method", "votes_for", "votes_against"):
                del self.fields[name]

    def clean(self):
        data = super().clean()
        if data.get("method") == Meeting.Method.VOTE and data.get("votes_for") is None and not self.errors:
            self.add_error("votes_for", "Isi jumlah suara setuju.")
        return data


class DecisionForm(ModelForm):
    """One decision with owner and due date."""

    due_on = DateField(label="Batas waktu", required=False)

    class Meta(ModelForm.Meta):
        model = Decision
        fields = ("text", "owner", "due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class PresentForm(Form):
    """Ticks of who came, for a list that is already there."""

    present = forms.MultipleChoiceField(required=False, label="Hadir")

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = meeting
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(str(pk), "") for pk in meeting.attendances.values_list("pk", flat=True)]


class ConfirmForm(Form):
    """A step that asks nothing but a yes."""
