"""Other ways for a need: services of the directory, advice in words, several at once (III.B.6.4(2))."""

from django import forms

from families.forms.base import Form
from fcu_project.forms import DateField, RowsField
from institutions.models.region import ancestor_codes
from referrals.forms.referral import services_for
from referrals.models import Service

MOST_OFFERED = 40  # to tick; any other stands in the directory and is named in words
LONGEST = 500


class ServicesToTick(RowsField):
    def label_from_instance(self, service):
        fits = " – cocok dengan masalah ini" if service.matches else ""
        return f"{service.institution.name}: {service.name}, {service.region}{fits}"


class AlternativeForm(Form):
    """At least one service or one sentence."""

    mark_optional = False  # one of the two is needed
    services = ServicesToTick(
        Service.objects.none(), label="Pelayanan dari direktori", required=False, widget=forms.CheckboxSelectMultiple
    )
    advice = forms.CharField(
        label="Saran lain", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu saran per baris. Contoh: ajukan beasiswa lewat sekolah anak.",
    )  # fmt: skip
    offered_on = DateField(label="Ditawarkan pada", not_after_today=True)

    def __init__(self, *args, referral, **kwargs):
        self.referral = referral
        super().__init__(*args, **kwargs)

    def narrow(self):
        """What this family can reach: services of its own village and of every level above it."""
        rows = services_for(self.referral.need.problem).visible_to(self.by)
        rows = rows.filter(region__code__in=ancestor_codes(self.referral.region.code)).select_related("region")
        nearest = list(rows.values_list("pk", flat=True)[:MOST_OFFERED])
        self.fields["services"].queryset = rows.filter(pk__in=nearest)
        if not nearest:  # nothing to tick
            del self.fields["services"]

    def clean_advice(self):
        """A list of sentences, one per line."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["advice"].splitlines()]
        if any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(f"Satu saran paling panjang {LONGEST} huruf. Pisahkan menjadi beberapa baris.")
        return [line for line in lines if line]

    def clean(self):
        data = super().clean()
        if not data.get("services") and not data.get("advice") and not {"services", "advice"} & set(self.errors):
            if "services" in self.fields:
                self.add_error("services", "Pilih pelayanan dari direktori, atau tuliskan sarannya.")
            else:
                self.add_error("advice", "Tuliskan sarannya.")
        return data
