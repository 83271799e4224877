"""People: their own form, and the pick-or-type block that attendance and membership share."""

from os.path import commonprefix

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from fcu_project import dates
from fcu_project.forms import Form, ModelForm
from fcu_project.telephone import phone_digits
from institutions.forms.parts import in_parts
from institutions.models import Assignment, Person
from institutions.models.person import fold, name_rule
from institutions.models.region import ancestor_codes, within

PHONE = {"inputmode": "tel", "autocomplete": "off", "maxlength": "20"}
# Officials whom every office above and below them may put on a list: their names and offices are public.
OFFICIALS = ("tksk", "lk3", "subdistrict_operator", "regency_reports", "province", "ministry", "village_head")
MOST_OFFICIALS = 400  # of the whole country nobody picks from a list


def people_to_pick(by):
    """The own office's people, and the officials of the levels above and below it."""
    officials = Assignment.objects.active_on(dates.today()).filter(role__in=OFFICIALS)
    near = Q(region__code__in=ancestor_codes(by.territory)) | within(by.territory)
    officials = officials.filter(near if by.territory else Q(region__level__in=["nation", "province"]))
    chosen = list(officials.order_by("region__code").values_list("person", flat=True)[:MOST_OFFICIALS])
    return Person.objects.filter(Q(region=by.region) | Q(pk__in=chosen)).order_by("name", "id")


def looks_alike(one, other):
    """Whether two names may be one person's, written twice: the same words in another order ("Aminah Siti"), or one
    letter more, less or other ("Siti Aminnah"). Capitals, accents and double spaces make no difference."""
    one, other = fold(one), fold(other)
    return sorted(one.split()) == sorted(other.split()) or one_letter_apart(one, other)


def one_letter_apart(one, other):
    """At most one letter was added, left out or replaced."""
    same = len(commonprefix((one, other)))
    shorter, longer = sorted((one, other), key=len)
    return shorter[same:] == longer[same + 1 :] or one[same + 1 :] == other[same + 1 :]


class PhoneField(forms.CharField):
    """A phone number as people type it; stored as 62…"""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Nomor HP/WhatsApp")
        kwargs.setdefault("widget", forms.TextInput(attrs=PHONE))
        super().__init__(required=False, max_length=30, help_text="Contoh: 0812-3456-7890.", **kwargs)

    def to_python(self, value):
        try:
            return phone_digits(super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value):
        text = str(value or "")
        return "0" + text[2:] if text.startswith("62") and text.isdigit() else text


class PersonForm(ModelForm):
    """A person of the own office's list."""

    phone = PhoneField()

    class Meta(ModelForm.Meta):
        model = Person
        fields = ("name", "title", "sex", "position", "phone")
        widgets = {"sex": forms.RadioSelect}

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        data = super().clean()
        same = Person.objects.filter(region=self.by.region, search_name=fold(data.get("name", "")))
        if data.get("name") and same.exclude(pk=self.instance.pk).filter(position=data.get("position", "")).exists():
            self.add_error("name", "Orang dengan nama dan jabatan ini sudah ada di daftar.")
        return data


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return str(person)


class PickOrType(Form):
    """Choose somebody from the list, or type a new name; never both asked, never both needed.

    The chapter for a new name is hidden by the style sheet once somebody is chosen. A new name that is, or nearly is,
    one of the list is questioned once; "Ini orang lain" is asked only then.
    """

    mark_optional = False  # one of the two ways is needed, so "(opsional)" stands in the labels that mean it
    person = PersonChoice(
        Person.objects.none(), label="Pilih dari daftar", required=False, empty_label="(nama baru, isi di bawah)"
    )
    name = forms.CharField(
        label="Nama lengkap", required=False, min_length=3, max_length=100,
        validators=[name_rule], widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Person.Sex.choices, required=False, widget=forms.RadioSelect)
    position = forms.CharField(
        label="Jabatan (opsional)", required=False, max_length=100,
        help_text="Contoh: Ketua PKK, Kepala Dusun Krajan.",
    )  # fmt: skip
    phone = PhoneField(label="Nomor HP/WhatsApp (opsional)")
    other_person = forms.BooleanField(label="Ini orang lain", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._other_person = self.fields["other_person"]
        if not self.data.get("other_person"):
            del self.fields["other_person"]  # asked only once a name was questioned

    def in_parts(self, *parts, css=None):
        """Chapters: who it is, a new name, then those of the form itself; `css` as in `in_parts`."""
        self._chapters = parts, css
        new = "Bila namanya belum ada di daftar"
        in_parts(
            self,
            ("Siapa orangnya?", "person"),
            (new, "name", "other_person", "sex", "phone"),
            *parts,
            css={new: "only-new", **(css or {})},
        )

    @property
    def home(self):
        """The place on whose list a new name is written."""
        return self.by.region

    def narrow(self):
        self.fields["person"].queryset = people_to_pick(self.by)

    def clean(self):
        data = super().clean()
        if not data.get("person"):
            if not data.get("name") and "name" not in self.errors:
                self.add_error("name", "Pilih orang dari daftar, atau tuliskan nama lengkapnya.")
            if data.get("name") and not data.get("sex"):
                self.add_error("sex", "Jenis kelamin belum dipilih.")
            if data.get("name") and not data.get("other_person"):
                self._question(data["name"], data.get("sex", ""))
        return data

    def _question(self, name, sex):
        """Warn of a new name that is, or nearly is, somebody's of the list, and ask whether it is somebody else."""
        if self._known(name, sex):
            return
        alike = [person for person in self.fields["person"].queryset if looks_alike(person.search_name, name)]
        if not alike:
            return
        same = [person for person in alike if person.search_name == fold(name)]
        named = ", ".join(str(person) for person in (same or alike)[:3])
        how = "sama" if same else "mirip"
        self.add_error("name", f"Sudah ada nama yang {how}: {named}. Pilih dari daftar bila orangnya sama.")
        self.fields["other_person"] = self._other_person
        parts, css = self._chapters
        self.in_parts(*parts, css=css)

    def _known(self, name, sex):
        return Person.objects.filter(region=self.home, search_name=fold(name), sex=sex).first()

    def picked_person(self):
        """The chosen person, or a new row of the own office's list. The same name typed again is the same person,
        unless it was said to be another."""
        data = self.cleaned_data
        if data["person"]:
            return data["person"]
        name = " ".join(data["name"].split())
        known = None if data.get("other_person") else self._known(name, data["sex"])
        if known:
            return known
        return Person.objects.create(
            name=name, sex=data["sex"], position=data["position"], phone=data["phone"], region=self.home
        )
