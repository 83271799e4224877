"""The form of shares agreed in a meeting: a percentage beside each kind of service."""

from families.forms.base import ModelForm
from fcu_project import dates
from fcu_project.forms import DateField, WholeNumberField
from institutions.forms.parts import in_parts
from institutions.forms.plan import MeetingChoice
from institutions.models import Meeting
from reporting.actions.allocation import meetings_for, sum_problem
from reporting.models import Allocation
from reporting.money.purses import SHARED

SHARE = "share_"


class AllocationForm(ModelForm):
    """In which meeting, since when, and how the money is shared out; empty means no share."""

    mark_optional = False
    meeting = MeetingChoice(Meeting.objects.none(), label="Rapat yang menyepakati", empty_label="(pilih rapatnya)")
    valid_from = DateField(label="Berlaku sejak")

    class Meta(ModelForm.Meta):
        model = Allocation
        fields = ("meeting", "valid_from", "note")
        help_texts = {"note": "Boleh kosong. Contoh: dana CSR diutamakan untuk usaha keluarga."}

    def __init__(self, *args, running=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings_for(self.by.region)
        percents = dict(running.shares.values_list("category", "percent")) if running else {}
        for kind in SHARED:
            field = WholeNumberField(label=f"{kind.label} (%)", required=False, min_value=0, max_value=100)
            field.error_messages["invalid"] = "Isi persen bulat, contoh 25."
            field.error_messages["max_value"] = "Paling banyak 100%."
            self.fields[f"{SHARE}{kind}"] = field
            self.initial.setdefault(f"{SHARE}{kind}", percents.get(kind))
        in_parts(
            self, ("Kesepakatan", "meeting", "valid_from"), ("Pembagian dana, jumlahnya 100%", *self.share_names()),
            ("Catatan", "note"),
        )  # fmt: skip

    @staticmethod
    def share_names():
        return [f"{SHARE}{kind}" for kind in SHARED]

    @property
    def shares(self):
        """{category: percent} as typed; nothing typed is no share."""
        return {kind: self.cleaned_data.get(f"{SHARE}{kind}") or 0 for kind in SHARED}

    def clean(self):
        data = super().clean()
        if not set(self.share_names()) & set(self.errors) and (problem := sum_problem(self.shares)):
            self.add_error(None, problem)
        meeting, first = data.get("meeting"), data.get("valid_from")
        if meeting and first and first < meeting.held_on:
            held = dates.long_date(meeting.held_on)
            self.add_error("valid_from", f"Rapatnya baru {held}. Isi tanggal itu atau sesudahnya.")
        return data
