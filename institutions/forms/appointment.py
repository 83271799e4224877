"""Who is appointed as TKSK or LK3, by whom, on what decree; and when it ends."""

from django import forms

from fcu_project.forms import DateField, Form, RowsField
from institutions.forms.person import PickOrType
from institutions.models import Assignment, Institution, Region


class AppointmentForm(PickOrType):
    """What both have in common: the person, the decree, the term."""

    refuses_numbers = True
    authority = forms.ChoiceField(
        label="Ditetapkan oleh", choices=Assignment.Authority, widget=forms.RadioSelect, initial="regent"
    )
    basis = forms.CharField(label="Nomor SK", max_length=160)
    basis_dated_on = DateField(label="Tanggal SK", not_after_today=True)
    valid_from = DateField(label="Bertugas sejak")
    valid_until = DateField(label="Sampai (opsional)", required=False)
    DECREE = ("Surat keputusan", "authority", ("basis", "basis_dated_on"), ("valid_from", "valid_until"))

    def clean(self):
        data = super().clean()
        since, until = data.get("valid_from"), data.get("valid_until")
        if since and until and until < since:
            self.add_error("valid_until", "Tanggal akhir penugasan harus setelah tanggal mulainya.")
        return data


class TkskForm(AppointmentForm):
    """A TKSK, for one kecamatan or several at once (II.D.2.5)."""

    regions = RowsField(Region.objects.none(), label="Kecamatan", widget=forms.CheckboxSelectMultiple)
    origin = forms.ChoiceField(label="Asal", choices=Assignment.Origin, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_parts(("Tugas", "position", "regions", "origin"), self.DECREE)

    def narrow(self):
        super().narrow()
        own = Region.objects.within(self.by.territory).filter(level=Region.Level.SUBDISTRICT)
        self.fields["regions"].queryset = own.order_by("name")


class Lk3Form(AppointmentForm):
    """The counsellor of the LK3, or of the institution that acts as one (II.D.2.6)."""

    institution = forms.ModelChoiceField(
        Institution.objects.none(), label="Lembaga", empty_label="(pilih lembaga)",
        help_text="LK3, atau lembaga yang ditunjuk bertindak sebagai LK3. Daftarkan lembaganya dahulu bila belum ada.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_parts(("Lembaga", "institution", "position"), self.DECREE)

    def narrow(self):
        super().narrow()
        own = Institution.objects.filter(region=self.by.region, closed_on=None).select_related("element")
        self.fields["institution"].queryset = own.order_by("name")
        self.fields["institution"].label_from_instance = lambda body: f"{body.name} ({body.element})"


class EndAppointmentForm(Form):
    """The last day and why."""

    refuses_numbers = True
    last_day = DateField(label="Hari terakhir bertugas")
    reason = forms.CharField(label="Alasan", max_length=200)
