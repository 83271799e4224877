"""The report of a secret case: short, kept nowhere but in the sealed case (VAL-09, REF-15)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from families.forms.base import Form
from fcu_project import dates
from fcu_project.forms import DateField, TimeField
from institutions.forms.parts import in_parts
from institutions.models import Person, Region
from referrals.models import Emergency, SecretCase
from referrals.secrecy import NOBODY_LEFT, leaves_nobody, places_for, to_be_kept_away

YES_NO = (("yes", "Ya"), ("no", "Tidak"))
CALLED = (("", "Belum menelepon"), *Emergency.Place.choices)
CALL = ("called_on", "spoken_to", "call_result")  # what a call says besides whom and the hour


def moment(day, clock, region):
    """A day and an hour (midnight where none is known) in the zone of a place."""
    return datetime.combine(day, clock or time(), tzinfo=ZoneInfo(dates.ZONES[region.zone]))


def words(label, length, rows=3, **kwargs):
    """A field of words."""
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class SecretReportForm(Form):
    """What the reporter knows; nobody is asked for a name that is not known."""

    place = forms.ChoiceField(label="Di mana terjadi")
    kind = forms.ChoiceField(label="Kasus apa", choices=SecretCase.Kind.choices, widget=forms.RadioSelect)
    what = words("Apa yang terjadi", 2000, rows=5, help_text="Yang Anda lihat atau dengar sendiri, dan kapan.")
    client_name = forms.CharField(label="Nama korban/klien, bila Anda tahu", max_length=100, required=False)
    client_about = forms.CharField(
        label="Ciri lain bila namanya tidak diketahui", max_length=200, required=False,
        help_text="Contoh: ibu muda di rumah kontrakan sebelah musala.",
    )  # fmt: skip
    client_sex = forms.ChoiceField(
        label="Jenis kelamin", choices=(*Person.Sex.choices, ("", "Belum tahu")), widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    is_child = forms.ChoiceField(label="Anak di bawah 18 tahun", choices=YES_NO, widget=forms.RadioSelect)
    is_emergency = forms.ChoiceField(
        label="Apakah sekarang masih dalam bahaya", choices=YES_NO, widget=forms.RadioSelect
    )
    called = forms.ChoiceField(label="Siapa yang sudah ditelepon", choices=CALLED, required=False)
    spoken_to = forms.CharField(label="Berbicara dengan", max_length=100, required=False)
    called_on = DateField(label="Tanggal menelepon", required=False, not_after_today=True)
    called_at = TimeField(label="Jam menelepon", required=False)
    call_result = words("Jawaban atau hasilnya", 500, rows=2, required=False)
    reach = words(
        "Cara menghubungi korban/klien dengan aman", 300, rows=2, required=False,
        help_text="Contoh: lewat kakaknya sesudah magrib; jangan hubungi lewat suami.",
    )  # fmt: skip
    avoid = forms.MultipleChoiceField(
        label="Siapa yang tidak boleh menangani", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Orang yang Anda tandai tidak dapat membuka kasus ini dan tidak tahu bahwa kasus ini ada.",
    )  # fmt: skip
    keep_from = forms.CharField(label="Orang lain yang jangan sampai tahu", max_length=200, required=False)
    reporter_contact = forms.CharField(
        label="Anda dapat dihubungi di", max_length=100, required=False, help_text="Nomor HP dan jam yang aman."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = places_for(self.by)
        self.places = {place.code: place for place in places}
        self.fields["place"].choices = [(place.code, self._called(place)) for place in places]
        self.fields["place"].initial = self.by.region.code
        self.people = {}
        for row in to_be_kept_away(self.by):
            self.people.setdefault(str(row.person_id), row)
        self.fields["avoid"].choices = [
            (key, f"{row.person.name}, {row.role_label}, {row.region}") for key, row in self.people.items()
        ]
        in_parts(
            self,
            ("Yang terjadi", "place", "kind", "what"),
            ("Korban atau klien, sejauh yang Anda tahu", "client_name", "client_about", "client_sex", "is_child"),
            ("Bahaya dan pertolongan pertama", "is_emergency", "called", "spoken_to", ("called_on", "called_at"),
             "call_result"),
            ("Supaya aman", "reach", "avoid", "keep_from", "reporter_contact"),
        )  # fmt: skip

    def _called(self, place):
        """A village below the reporter's own place is told with its kecamatan."""
        if place.pk == self.by.region_id:
            return str(place) if place.level == "village" else f"{place}, tempatnya belum pasti"
        return f"{place}, {place.parent}"

    def clean(self):
        data = super().clean()
        if not (data.get("client_name") or data.get("client_about")) and not self.has_error("client_name"):
            self.add_error("client_name", "Isi nama, atau tuliskan cirinya di bawah.")
        avoid = [self.people[key].person_id for key in data.get("avoid", ())]
        if leaves_nobody(self.by.region.ancestor(Region.Level.REGENCY), self.by.today, avoid):
            self.add_error("avoid", NOBODY_LEFT)
        if data.get("called"):
            for name in CALL:
                if not data.get(name) and not self.has_error(name):
                    self.add_error(name, f"{self.fields[name].label} belum diisi.")
            day = data.get("called_on")
            if day and moment(day, data.get("called_at"), self.by.region) > timezone.now():
                self.add_error("called_at", "Jam ini belum lewat. Tidak boleh setelah sekarang.")
        return data

    def case(self):
        """The unsaved case."""
        data = self.cleaned_data
        return SecretCase(
            region=self.places[data["place"]], kind=data["kind"], client_sex=data["client_sex"],
            is_child=data["is_child"] == "yes", is_emergency=data["is_emergency"] == "yes",
        )  # fmt: skip

    def sealed(self):
        """What is written into the sealed report."""
        names = ("what", "client_name", "client_about", "reach", "keep_from", "reporter_contact")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}

    def avoided(self):
        return [self.people[key].person for key in self.cleaned_data["avoid"]]
