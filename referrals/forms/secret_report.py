"""The report of a secret case: short, kept nowhere but in the sealed case (VAL-09, REF-15)."""

from datetime import datetime, time, timedelta
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
YES_NO_UNKNOWN = (*YES_NO, ("unknown", "Belum tahu"))
IS_CHILD = {"yes": True, "no": False, "unknown": None}
HAS_CALLED = (("no", "Belum menelepon"), ("yes", "Sudah menelepon"))
CALLED = (("", "Pilih"), *Emergency.Place.choices)
CALL = ("called", "spoken_to", "call_result")  # what a call says besides its day and hour
LONG = 300  # letters from which the limit is told beforehand
THE_CALL = "Telepon yang sudah dilakukan"


def moment(day, clock, region):
    """A day and an hour (midnight where none is known) in the zone of a place."""
    return datetime.combine(day, clock or time(), tzinfo=ZoneInfo(dates.ZONES[region.zone]))


def words(label, length, rows=3, help_text="", **kwargs):
    """A field of words. Who wrote too much is told by how much; a long one tells its limit beforehand."""
    told = f"{help_text} Paling banyak {length} huruf.".strip() if length >= LONG else help_text
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, widget=widget, help_text=told, **kwargs)


def line(label, length, **kwargs):
    """A field of one line."""
    return forms.CharField(label=label, max_length=length, **kwargs)


class SecretReportForm(Form):
    """What the reporter knows; nobody is asked for a name that is not known."""

    is_emergency = forms.ChoiceField(label="Masih dalam bahaya sekarang?", choices=YES_NO, widget=forms.RadioSelect)
    has_called = forms.ChoiceField(
        label="Sudah menelepon pertolongan?", choices=HAS_CALLED, initial="no", widget=forms.RadioSelect, required=False
    )
    called = forms.ChoiceField(label="Siapa yang ditelepon", choices=CALLED, required=False)
    spoken_to = line("Berbicara dengan", 100, required=False)
    called_on = DateField(label="Tanggal menelepon", required=False, help_text="Kosong berarti hari ini.")
    called_at = TimeField(label="Jam menelepon", required=False)
    call_result = words("Jawaban atau hasilnya", 500, rows=2, required=False)
    place = forms.ChoiceField(label="Di mana terjadi")
    kind = forms.ChoiceField(label="Kasus apa", choices=SecretCase.Kind.choices, widget=forms.RadioSelect)
    what = words("Apa yang terjadi", 2000, rows=4, help_text="Yang Anda lihat atau dengar sendiri, dan kapan.")
    client_name = line("Nama korban/klien, bila Anda tahu", 100, required=False)
    client_about = line(
        "Ciri lain bila namanya tidak diketahui", 200, required=False,
        help_text="Contoh: ibu muda di rumah kontrakan sebelah musala.",
    )  # fmt: skip
    client_sex = forms.ChoiceField(
        label="Jenis kelamin", choices=(*Person.Sex.choices, ("", "Belum tahu")), widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    is_child = forms.ChoiceField(label="Anak di bawah 18 tahun", choices=YES_NO_UNKNOWN, widget=forms.RadioSelect)
    reach = words(
        "Cara menghubungi korban/klien dengan aman", 300, rows=2, required=False,
        help_text="Contoh: lewat kakaknya sesudah magrib.",
    )  # fmt: skip
    reporter_contact = line("Anda dapat dihubungi di", 100, required=False, help_text="Nomor HP dan jam yang aman.")
    avoid = forms.MultipleChoiceField(
        label="Siapa yang tidak boleh menangani", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Yang Anda tandai tidak dapat membuka kasus ini dan tidak tahu bahwa kasus ini ada.",
    )  # fmt: skip
    keep_from = line("Orang lain yang jangan sampai tahu", 200, required=False)

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
            ("", "is_emergency", "has_called"),
            (THE_CALL, "called", "spoken_to", ("called_on", "called_at"), "call_result"),
            ("Yang terjadi", "place", "kind", "what"),
            ("Korban atau klien, sejauh yang Anda tahu", "client_name", "client_about", "client_sex", "is_child"),
            ("Supaya aman", "reach", "reporter_contact", "avoid", "keep_from"),
            css={THE_CALL: "if-called"},
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
        if data.get("has_called") == "yes":
            self._clean_call(data)
        else:
            for name in (*CALL, "called_on", "called_at"):
                self.errors.pop(name, None)  # nobody sees these fields then
        return data

    def _clean_call(self, data):
        for name in CALL:
            if not data.get(name) and not self.has_error(name):
                self.add_error(name, f"{self.fields[name].label} belum diisi.")
        day, hour = data.get("called_on"), data.get("called_at")
        if day and day > self.by.today:
            self.add_error("called_on", "Tanggal tidak boleh setelah hari ini.")
        elif day and moment(day, hour, self.by.region) > timezone.now():
            self.add_error("called_at", "Jam ini belum lewat. Tidak boleh setelah sekarang.")

    def call_moment(self):
        """When the call was made: without a day today, or yesterday where that hour of today is still to come."""
        day, hour = self.cleaned_data["called_on"], self.cleaned_data["called_at"]
        if day is None:
            day = self.by.today
            if moment(day, hour, self.by.region) > timezone.now():
                day -= timedelta(days=1)
        return moment(day, hour, self.by.region)

    def case(self):
        """The unsaved case."""
        data = self.cleaned_data
        return SecretCase(
            region=self.places[data["place"]], kind=data["kind"], client_sex=data["client_sex"],
            is_child=IS_CHILD[data["is_child"]], is_emergency=data["is_emergency"] == "yes",
        )  # fmt: skip

    def sealed(self):
        """What is written into the sealed report."""
        names = ("what", "client_name", "client_about", "reach", "keep_from", "reporter_contact")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}

    def avoided(self):
        return [self.people[key].person for key in self.cleaned_data["avoid"]]
