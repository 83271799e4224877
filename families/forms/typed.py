"""Answers typed as they stand on paper: a code by its number, L or P, a date by its digits, several numbers in a row.

Every field says in words what it understood, beside the input; static/js/paper.js says it while one types.
"""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from families.filters import padded
from families.forms.identity import DIGITS as NUMBER_INPUT
from families.forms.member import BirthField, is_year
from families.models import CodeItem, FamilyMember, ProblemType, Sex
from families.models.family import UNKNOWN
from fcu_project import dates
from fcu_project.forms import DateField
from fcu_project.identity import DIGITS, clean_number
from institutions.models.person import fold

OLDEST = 120  # a year of two digits that would make somebody older is of this century
MOST_NAMED = 5  # answers named in an error that says which ones were meant
LETTERS = ((Sex.MALE, "L", "Laki-laki"), (Sex.FEMALE, "P", "Perempuan"))
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})|(\d\d)(\d\d)(\d{4}|\d\d)", re.ASCII)
_RT, _RW = r"(?:RT\s*[.:]?\s*)?", r"(?:\s*[/., ]\s*|(?=\s*RW))\s*(?:RW\s*[.:]?\s*)?"
_PLACE = re.compile(rf"{_RT}(\d{{1,3}}|-)(?:{_RW}(\d{{1,3}}|-))?", re.ASCII | re.IGNORECASE)
_NUMBERS = re.compile(r"(?:[\d\s.,;/+&]|dan)+", re.ASCII | re.IGNORECASE)  # "3, 7", "3 dan 7"
_BETWEEN = re.compile(r"(?:[\s.,;/+&]|dan)+", re.IGNORECASE)


def code_options():
    """{list: [(number, label, row)]} of every answer in use, read once for all fields of a page."""
    found = {}
    for row in CodeItem.objects.filter(is_active=True):
        found.setdefault(row.list, []).append((str(row.code), row.label, row))
    return found


class TypedBound(BoundField):
    """A field beside which stands what was understood."""

    @property
    def understood(self):
        """What the typed text means, in words; empty while it means nothing yet."""
        return self.field.understood(self.value())


class Typed:
    """A field that can tell in words what it understood."""

    typed = ""  # which of the readers in static/js/paper.js tells it while one types

    def get_bound_field(self, form, field_name):
        return TypedBound(form, self, field_name)

    def widget_attrs(self, widget):
        found = {**super().widget_attrs(widget), "autocomplete": "off", "placeholder": " "}
        return {**found, "data-typed": self.typed} if self.typed else found

    def understood(self, value):
        try:
            cleaned = self.clean(value)
        except ValidationError:
            return ""
        return "" if cleaned in self.empty_values else self.words(cleaned)

    def words(self, cleaned):
        raise NotImplementedError


# --- codes --------------------------------------------------------------------------------------------------------
class TypedChoice(Typed, forms.Field):
    """One answer of a list by its number, or by the beginning of its words. Cleans to the row of the list, or None."""

    widget = forms.TextInput
    typed = "code"

    def __init__(self, *, list_id="", options=(), **kwargs):
        self.list_id, self.options = list_id, list(options)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        listed = {"list": f"kode-{self.list_id}"} if self.list_id else {}
        return {**super().widget_attrs(widget), "inputmode": "numeric", "class": "w-typed", "maxlength": "60", **listed}

    def offer(self, options):
        self.options = list(options)

    def to_python(self, value):
        text = " ".join(str(value or "").split())
        return self.find(text) if text else None

    def find(self, text):
        """The one row that `text` names. Raises ValidationError with those it could be."""
        wanted = fold(text)
        for fits in (self._is_number, self._is_label, self._begins):
            found = [option for option in self.options if fits(wanted, option)]
            if len(found) == 1:
                return found[0][2]
            if found:
                break
        near = found or [option for option in self.options if self._has_word(wanted, option)]
        raise ValidationError(self._refusal(text, near))

    @staticmethod
    def _is_number(wanted, option):
        return wanted.isascii() and wanted.isdigit() and len(wanted) < 4 and str(int(wanted)) == option[0]

    @staticmethod
    def _is_label(wanted, option):
        return wanted in (fold(option[1]), fold(option[1].partition(":")[0]), option[0].lower())

    @staticmethod
    def _begins(wanted, option):
        return fold(option[1]).startswith(wanted)

    @staticmethod
    def _has_word(wanted, option):
        """Whether a word within the label begins so: not enough to choose it, enough to name it."""
        words = re.split(r"[^\w]+", fold(option[1]))
        return not wanted.isdigit() and any(word.startswith(wanted) for word in words)

    def _refusal(self, text, found):
        asked = re.sub(r"^\d+\. ", "", self.label or "")
        if found:
            named = ", ".join(f"{number} {label}" for number, label, _ in found[:MOST_NAMED])
            return f"{asked} “{text}” bisa berarti {named}. Tulis angkanya."
        return f"{asked}: kode “{text}” tidak ada. Tulis angka dari daftar kode."

    def prepare_value(self, value):
        return next((number for number, _, row in self.options if row == value), value)

    def words(self, cleaned):
        """The label, without what explains it behind a colon: that stands in the list beside."""
        return next(label.partition(":")[0] for _, label, row in self.options if row == cleaned)

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


class TypedSex(TypedChoice):
    """L or P, as on the family card."""

    def __init__(self, **kwargs):
        options = [(letter, label, str(sex)) for sex, letter, label in LETTERS]
        super().__init__(list_id="sex", options=options, **kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "text", "autocapitalize": "characters"}

    def _refusal(self, text, found):
        return "Tulis L untuk laki-laki atau P untuk perempuan."


class TypedProblems(TypedChoice):
    """Several kinds of problems by the numbers printed beside them: "3, 7". Cleans to a list of rows."""

    typed = "codes"

    def __init__(self, **kwargs):
        super().__init__(list_id="problem", required=False, **kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "class": "", "maxlength": "200", "inputmode": "decimal"}

    def offer_current(self):
        self.offer((str(number), row.name, row) for number, row in ProblemType.numbered())

    def to_python(self, value):
        text = " ".join(str(value or "").split())
        parts = _BETWEEN.split(text) if _NUMBERS.fullmatch(text) else re.split(r"[,;]", text)
        found = [row for part in parts if part.strip() for row in self._each(part.strip())]
        return list(dict.fromkeys(found))

    def _each(self, part):
        """The one answer that `part` names, or those on both sides of "dan"."""
        try:
            return [self.find(part)]
        except ValidationError:
            sides = re.split(r"\s(?:dan|&)\s", part, flags=re.IGNORECASE)
            if len(sides) == 1:
                raise
            return [self.find(side.strip()) for side in sides]

    def words(self, cleaned):
        return ", ".join(row.name for row in cleaned)

    def prepare_value(self, value):
        return value


# --- places, days, numbers ----------------------------------------------------------------------------------------
class TypedPlace(Typed, forms.CharField):
    """RT and RW in one go, as the list prints them: 3/2, 003/002, RT 3 RW 2, or 3 for an RT alone. Gives (rt, rw)."""

    typed = "place"

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=20, **kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "class": "w-short", "inputmode": "decimal"}

    def to_python(self, value):
        text = " ".join(super().to_python(value).split())
        if text in ("", UNKNOWN):
            return (UNKNOWN, UNKNOWN)
        found = _PLACE.fullmatch(text)
        if found is None:
            raise ValidationError("Tulis RT dan RW seperti 3/2 atau RT 3 RW 2. Isi - bila tidak tahu.")
        return tuple(UNKNOWN if part in (None, UNKNOWN) else padded(part) for part in found.groups())

    def run_validators(self, value):
        """What was read is two numbers of at most three digits; nothing of a text is left to look at."""

    def words(self, cleaned):
        return ", ".join(f"{word} {part}" for word, part in zip(("RT", "RW"), cleaned, strict=True) if part != UNKNOWN)


def read_day(text, today):
    """A day by its digits (02031980, 020380) or 2/3/80; of a two-digit year only one century may be possible.

    None for a text of another shape. Raises ValueError in plain words.
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups() if part is not None)
    if len(found[3] or found[6]) == 2:
        years = [century + year for century in (1900, 2000) if today.year - OLDEST <= century + year <= today.year]
        if len(years) != 1:
            raise ValueError(f"Tahun {year:02d} bisa {' atau '.join(map(str, years))}. Tulis empat angka tahunnya.")
        year = years[0]
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Tanggal {text.strip()} tidak ada di kalender. Periksa lagi.") from None


class TypedDay(Typed, DateField):
    """A day as typed from paper: 02031980, 02-03-1980, 2/3/80."""

    typed = "day"

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "maxlength": "20", "class": "w-date"}

    def to_python(self, value):
        try:
            found = read_day(value, dates.today()) if isinstance(value, str) else None
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return found or super().to_python(value)

    def words(self, cleaned):
        return dates.long_date(cleaned)


class TypedBirth(TypedDay, BirthField):
    """A birth date; a year alone is an estimate."""

    def understood(self, value):
        words = super().understood(value)
        return f"sekitar tahun {str(value).strip()}" if words and is_year(value) else words


class TypedNumber(Typed, forms.CharField):
    """Column 2 of the paper: sixteen digits, or the number of the reason why there is no NIK yet.

    Cleans to the digits, or to one of FamilyMember.NoNumber.
    """

    takes_number = True
    typed = "nik"

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.TextInput(attrs={**NUMBER_INPUT, "maxlength": "40"}), **kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "list": "kode-no_nik"}

    def to_python(self, value):
        text = super().to_python(value).strip()
        reasons = FamilyMember.NoNumber.values
        if len(text) == 1 and text.isascii() and text.isdigit() and 1 <= int(text) <= len(reasons):
            return reasons[int(text) - 1]
        return clean_number(text, "NIK")

    def prepare_value(self, value):
        """In groups of four, for reading it beside the card."""
        digits = re.sub(r"[\s.-]", "", str(value or ""))
        if len(digits) == DIGITS and digits.isascii() and digits.isdigit():
            return " ".join(digits[start : start + 4] for start in range(0, DIGITS, 4))
        return value

    def words(self, cleaned):
        return "" if cleaned.isdigit() else f"Belum ada: {FamilyMember.NoNumber(cleaned).label}"
