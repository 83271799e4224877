"""A visit that accompanies a pioneer family, or the FCU itself: on the phone, or typed from the paper."""

from django import forms

from families.actions.accompanying import FCU, TKSK
from families.forms.base import ModelForm
from families.forms.coaching import CoachChoice
from families.models import AccompanyingVisit, Participation
from fcu_project.forms import DateField
from institutions.forms.parts import in_parts
from institutions.models import Assignment, FamilyCareUnit, Person


def visitors(region):
    """Who may have come: the people of the FCU, and the TKSK of the kecamatan."""
    unit = FamilyCareUnit.of(region)
    members = unit.current_members().values("person") if unit else ()
    tksk = Assignment.objects.filter(role="tksk", region__code=region.code[:6]).values("person")
    return Person.objects.filter(pk__in=members) | Person.objects.filter(pk__in=tksk)


class VisitForm(ModelForm):
    """Who came to whom, what was talked about, found and agreed, and when they meet again."""

    by_whom = forms.ChoiceField(
        label="Oleh", choices=[(FCU, "FCU"), (TKSK, "TKSK, disalin dari kertasnya")], widget=forms.RadioSelect
    )
    pioneer = CoachChoice(Participation.objects.none(), label="Keluarga pionir yang dikunjungi", required=False)
    held_on = DateField(label="Tanggal", not_after_today=True)
    next_on = DateField(label="Kunjungan berikutnya", required=False)

    class Meta(ModelForm.Meta):
        model = AccompanyingVisit
        fields = ("pioneer", "visitor", "held_on", "kind", "topic", "found", "agreed", "next_on")
        widgets = {
            "kind": forms.RadioSelect,
            "topic": forms.Textarea(attrs={"rows": 3}),
            "found": forms.Textarea(attrs={"rows": 2}),
            "agreed": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "topic": "Tanpa NIK dan tanpa nama penyakit.",
            "visitor": "Kosongkan bila Anda sendiri yang datang.",
        }

    def __init__(self, *args, region, **kwargs):
        self.region = region
        super().__init__(*args, **kwargs)
        self.instance.region = region
        self.fields["kind"].choices = AccompanyingVisit.Kind.choices
        if self.by.role == "tksk":
            del self.fields["by_whom"], self.fields["visitor"]
            self.instance.by_whom = TKSK
            self.fields["pioneer"].empty_label = "Pengurus FCU"
            self.fields["pioneer"].label = "Yang didampingi"
            self.mark_optional = False  # whom the TKSK accompanies is always said; the others say it themselves
            for name in ("found", "agreed", "next_on"):
                self.fields[name].label += " (opsional)"
        elif self.instance.pk:
            del self.fields["by_whom"]
        else:
            self.fields["pioneer"].help_text = "Boleh dikosongkan bila TKSK mendampingi pengurus FCU."
        in_parts(
            self,
            ("Siapa dan kapan", "by_whom", "pioneer", "visitor", "held_on", "kind"),
            ("Isi pendampingan", "topic", "found", "agreed"),
            ("Berikutnya", "next_on"),
        )

    def narrow(self):
        rows = Participation.objects.filter(family__region=self.region, family__archived_on=None).pioneers()
        rows = rows | Participation.objects.filter(pk=self.instance.pioneer_id)
        self.fields["pioneer"].queryset = rows.select_related("family").order_by("family__search_name", "id")
        self.fields["pioneer"].empty_label = "(pilih keluarga pionir)"
        chosen = Person.objects.filter(pk=self.instance.visitor_id)
        self.fields["visitor"].queryset = (visitors(self.region) | chosen).distinct().order_by("name", "id")
        self.fields["visitor"].empty_label = "(saya sendiri)"

    def clean(self):
        data = super().clean()
        whose = data.get("by_whom") or self.instance.by_whom
        if "by_whom" in self.fields and data.get("by_whom"):
            self.instance.by_whom = whose
        if whose == FCU and not data.get("pioneer") and "pioneer" not in self.errors:
            self.add_error("pioneer", "Pilih keluarga pionir yang dikunjungi.")
        held, planned = data.get("held_on"), data.get("next_on")
        if held and planned and planned < held:
            self.add_error("next_on", "Kunjungan berikutnya tidak boleh mendahului kunjungan ini.")
        return data
