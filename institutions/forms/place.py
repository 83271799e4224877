"""Points and outlines on the map: degrees that are typed, pasted or tapped, and an uploaded GeoJSON file."""

from decimal import Decimal, InvalidOperation

from django import forms

from fcu_project.forms import Form, ModelForm
from institutions.boundary import MOST_BYTES, read_boundary
from institutions.forms.parts import in_parts
from institutions.models import Institution, NeighbourhoodPoint, Region, RegionPlace
from institutions.models.region import within
from institutions.places import distance_km, point_of, problem_of

BOTH = "Titik peta memerlukan lintang dan bujur. Isi atau kosongkan keduanya."
UNREADABLE = "Titik peta tidak dikenali. Contoh: -8.34567, 116.26789."


class CoordinateField(forms.Field):
    """Degrees as copied from a map on a phone: -8.35012 or -8,35012."""

    widget = forms.TextInput

    def __init__(self, *, most, **kwargs):
        self.most = most
        super().__init__(required=False, **kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "text", "class": "w-date", "autocomplete": "off", "maxlength": "14"}

    def to_python(self, value):
        text = str(value if value is not None else "").strip().replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise forms.ValidationError("Tulis angka derajat, contoh -8.35012.") from error
        if not number.is_finite() or abs(number) > self.most:
            raise forms.ValidationError(f"Isi antara -{self.most} dan {self.most}.")
        return number.quantize(Decimal("0.00001"))


def neighbour_of(region, point):
    """(point, what it is) of the nearest village of the kecamatan, else of the kabupaten, that has one; (None, "")
    where none has."""
    for level in (Region.Level.SUBDISTRICT, Region.Level.REGENCY):
        around = region.ancestor(level)
        rows = RegionPlace.objects.filter(within(around.code)).exclude(region=region).exclude(latitude=None)
        points = [point_of(row) for row in rows.only("latitude", "longitude")]
        if points:
            return min(points, key=lambda other: distance_km(other, point)), f"desa lain di {around}"
    return None, ""


class PointForm(ModelForm):
    """A row with a point: two fields of degrees, or both pasted in one line. Tapping the map fills the same fields."""

    refuses_numbers = True
    needs_point = False
    point = forms.CharField(
        label="Titik peta sekaligus", required=False, max_length=60,
        help_text="Tempel dari aplikasi peta. Contoh: -8.34567, 116.26789.",
    )  # fmt: skip
    latitude = CoordinateField(label="Lintang", most=90)
    longitude = CoordinateField(label="Bujur", most=180)

    def clean(self):
        data = super().clean()
        if data.get("point"):
            data = self._from_point(data)
        found = data.get("latitude"), data.get("longitude")
        if {"point", "latitude", "longitude"} & set(self.errors):
            return data
        if None not in found:
            self._check(tuple(map(float, found)))
        elif found != (None, None):
            self.add_error("longitude", BOTH)
        elif self.needs_point:
            self.add_error("latitude", "Titiknya belum diisi. Ketuk peta, atau isi lintang dan bujur.")
        return data

    def _check(self, point):
        """A point that nobody can mean is a slip: outside Indonesia, or far from its village."""
        region = self.instance.region if self.instance.region_id else None
        near = None
        what = f"titik {region}"
        if isinstance(self.instance, RegionPlace):
            near, what = neighbour_of(region, point)
        elif region is not None:
            near = RegionPlace.of(region).middle
        if problem := problem_of(point, near, what):
            self.add_error("latitude", problem)

    def _from_point(self, data):
        """Both degrees from one pasted line, "south, east" with points for the fractions."""
        parts = data["point"].split(",")
        try:
            if len(parts) != 2:
                raise forms.ValidationError("")
            degrees = zip(("latitude", "longitude"), parts, strict=True)
            found = {name: self.fields[name].clean(part.strip()) for name, part in degrees}
        except forms.ValidationError:
            self.add_error("point", UNREADABLE)
            return data
        if None in found.values():
            self.add_error("point", BOTH.split(".")[0] + ". Contoh: -8.34567, 116.26789.")
            return data
        return {**data, **found}


class VillagePointForm(PointForm):
    """Where the village lies, and where that is known from."""

    needs_point, mark_optional = True, False

    class Meta(ModelForm.Meta):
        model = RegionPlace
        fields = ("latitude", "longitude", "source")
        help_texts = {"source": "Dari mana titik ini diketahui. Contoh: GPS HP, peta BIG 2023."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].required = True
        in_parts(self, ("", "point", ("latitude", "longitude"), "source"))


class BodyPointForm(PointForm):
    """Where a body is; both degrees left empty take it off the map."""

    class Meta(ModelForm.Meta):
        model = Institution
        fields = ("latitude", "longitude")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_parts(self, ("", "point", ("latitude", "longitude")))


class NeighbourhoodForm(PointForm):
    """Where an RT lies, or a whole RW."""

    needs_point, mark_optional = True, False
    checked_with = ("region",)
    rw = forms.CharField(label="RW", max_length=3, widget=forms.TextInput(attrs={"class": "w-short"}))
    rt = forms.CharField(
        label="RT", max_length=3, required=False, widget=forms.TextInput(attrs={"class": "w-short"}),
        help_text="Kosongkan bila titik ini untuk seluruh RW.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = NeighbourhoodPoint
        fields = ("rw", "rt", "latitude", "longitude")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_parts(self, ("", ("rw", "rt"), "point", ("latitude", "longitude")))

    def clean_rw(self):
        return _padded(self.cleaned_data["rw"])

    def clean_rt(self):
        return _padded(self.cleaned_data["rt"])


def _padded(text):
    """A number with three digits, as on the family card: "4" → "004"; "" stays."""
    if text and not (text.isascii() and text.isdigit()):
        raise forms.ValidationError("Isi dengan angka saja, contoh 004.")
    return text.zfill(3) if text else ""


class BoundaryField(forms.FileField):
    """An uploaded GeoJSON file. Cleans to its polygons; `near` is the village's point, where it has one."""

    near = None

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.help_text = f"GeoJSON (.geojson atau .json), paling besar {MOST_BYTES // 1000} kB."
        self.error_messages["empty"] = "Berkas kosong (0 bita). Pilih berkas lain."

    def widget_attrs(self, widget):
        return {"accept": ".geojson,.json,application/geo+json,application/json"}

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return read_boundary(upload.read(MOST_BYTES + 1), self.near) if upload else None


class BoundaryForm(Form):
    """The outline of a village and where it comes from."""

    refuses_numbers = True
    file = BoundaryField(label="Berkas batas wilayah")
    source = forms.CharField(
        label="Sumber", max_length=160, help_text="Siapa yang membuat batas ini dan kapan. Contoh: peta batas BIG 2023."
    )

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        point = (place.latitude, place.longitude)
        self.fields["file"].near = None if None in point else tuple(map(float, point))
