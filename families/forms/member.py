"""One member of a family in the order of the family card; a member who leaves; another head."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from families import household
from families.actions.member import same_nik, taken_message
from families.forms.base import Form, ModelForm
from families.forms.identity import CHECK, CodeField, NumberField, Questioned, stored_hint
from families.models import FamilyMember
from families.numbers import nik_warnings
from fcu_project.forms import DateField
from institutions.forms.parts import in_parts
from institutions.models.person import name_rule

FIRST_YEAR = 1900
CITIZEN = 1
# Numbers as on the paper form, in the order of the family card.
ORDER = (
    "name", "nik", "sex", "birth_place", "birth_date", "religion", "education", "occupation", "marital", "relation",
    "nationality", "immigration_document", "father_name", "mother_name", "disability", "insurance",
)  # fmt: skip
OPTIONAL = ("birth_place", "immigration_document", "father_name", "mother_name", "disability", "insurance")
CODES = (
    "religion", "education", "occupation", "marital", "relation", "nationality", "disability", "insurance",
)  # fmt: skip


def is_year(text):
    """Whether only a year was typed: the day is not known."""
    text = str(text or "").strip()
    return text.isascii() and text.isdigit() and len(text) == 4


class BirthField(DateField):
    """A birth date; of a year alone the middle is kept, as an estimate."""

    def to_python(self, value):
        if is_year(value) and int(value) >= FIRST_YEAR:
            today = date.today()
            middle = date(int(value), 7, 1)
            return min(middle, today) if middle.year == today.year else middle
        return super().to_python(value)

    def validate(self, value):
        super().validate(value)
        if value and value.year < FIRST_YEAR:
            raise ValidationError(f"Tahun lahir ditulis mulai {FIRST_YEAR}. Periksa lagi.")


class ParentName(forms.CharField):
    """The name of a parent as on the card; a dash stands there for one that is not known."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=100, validators=[name_rule], **kwargs)

    def to_python(self, value):
        text = " ".join(super().to_python(value).split())
        return "" if text.strip("-") == "" else text


class MemberRules(ModelForm):
    """What the family card says of one person, and whether it can be true (F8); however it is typed."""

    mark_optional = False  # the NIK is needed, or its absence explained; "(opsional)" stands where it is true
    NIK_OPEN = "NIK belum diisi. Bila belum punya, centang Belum punya NIK."
    is_numbered = True
    name = forms.CharField(
        label="Nama lengkap sesuai KK", min_length=3, max_length=100, validators=[name_rule],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    father_name = ParentName(label="Nama ayah")
    mother_name = ParentName(label="Nama ibu")

    class Meta(ModelForm.Meta):
        model = FamilyMember
        fields = tuple(name for name in ORDER if name != "nik")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = self.instance.nik if self.instance.pk else ""

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        data = super().clean()
        if data.get("without_nik"):
            if data.get("nik"):
                self.add_error("nik", "NIK terisi, tetapi dicentang belum punya NIK. Hapus salah satu.")
            if not data.get("no_nik") and "no_nik" not in self.errors:
                self.add_error("no_nik", "Pilih sebabnya belum ada NIK.")
        else:
            data["no_nik"] = ""
            if not data.get("nik") and "nik" not in self.errors and not self.stored:
                self.add_error("nik", self.NIK_OPEN)
        if data.get("nationality") and data["nationality"].code == CITIZEN:
            data["immigration_document"] = ""
        return data

    def others(self):
        """Who stands beside this member."""
        return household.beside(self.instance)

    def twin(self):
        """Somebody with the same NIK, or None."""
        return same_nik(self.instance)

    def question(self, sentences):
        """Ask whether what is rare is so."""
        raise NotImplementedError

    def _post_clean(self):
        super()._post_clean()
        row, data, today = self.instance, self.cleaned_data, self.by.today
        row.nik = "" if data.get("without_nik") else data.get("nik") or self.stored
        row.no_nik = data.get("no_nik") or ""
        row.birth_estimated = is_year(self.data.get(self.add_prefix("birth_date")))
        for name in ("birth_date", "relation", "marital", "sex"):  # a wrong answer is no answer
            if name not in data and name in self.errors:
                setattr(row, name if name in ("birth_date", "sex") else f"{name}_id", "" if name == "sex" else None)
        others = self.others()
        for name, sentence in household.errors_of(row, others, today).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        twin = self.twin() if data.get("nik") else None
        if twin:
            self.add_error("nik", taken_message(twin, row))
        warnings = household.warnings_of(row, others, today)
        if data.get("nik"):
            facts = {"sex": row.sex, "born": row.birth_date, "estimated": row.birth_estimated, "today": today}
            warnings = nik_warnings(data["nik"], **facts) + warnings
        if self.stored and data.get("without_nik"):
            warnings.append("NIK yang tersimpan akan dihapus.")
        self.question(warnings)


class MemberForm(Questioned, MemberRules):
    """One member on a page of their own, in the order of the card."""

    nik = NumberField(name="NIK", label="NIK")
    without_nik = forms.BooleanField(label="Belum punya NIK", required=False)
    no_nik = forms.ChoiceField(
        label="Belum ada NIK karena", choices=FamilyMember.NoNumber.choices, required=False, widget=forms.RadioSelect
    )
    birth_date = BirthField(
        label="Tanggal lahir", not_after_today=True,
        help_text="Contoh 12-03-1984. Bila hanya tahunnya yang diketahui, tulis tahunnya saja: 1984.",
    )  # fmt: skip
    religion = CodeField("religion", label="Agama")
    education = CodeField("education", label="Pendidikan")
    occupation = CodeField("occupation", label="Pekerjaan")
    marital = CodeField("marital", label="Status perkawinan")
    relation = CodeField("relation", label="Hubungan dengan kepala keluarga")
    nationality = CodeField("nationality", label="Kewarganegaraan")
    disability = CodeField("disability", label="Disabilitas", required=False)
    insurance = CodeField("insurance", label="Jaminan kesehatan", required=False)

    class Meta(MemberRules.Meta):
        widgets = {"sex": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nik = self.fields["nik"]
        nik.help_text = stored_hint(self.stored) if self.stored else "16 angka, kolom kedua Kartu Keluarga."
        self.fields["sex"].choices = self.fields["sex"].choices[-2:]  # no empty answer among the two
        self._opened_with()
        for number, name in enumerate(ORDER, 1):
            if name in self.fields:
                if name in CODES:
                    self.fields[name].widget.attrs["class"] = "w-code"
                optional = " (opsional)" if name in OPTIONAL else ""
                before = f"{number}. " if self.is_numbered else ""
                self.fields[name].label = f"{before}{self.fields[name].label}{optional}"
        self.lay_out()

    def _opened_with(self):
        """What is stored, as it was typed: codes by their number, an estimated date by its year."""
        row = self.instance
        for name in CODES:
            if getattr(row, f"{name}_id"):
                self.initial[name] = getattr(row, name)
        if row.pk:
            self.initial["birth_date"] = str(row.birth_date.year) if row.birth_estimated else row.birth_date
            self.initial["without_nik"], self.initial["no_nik"] = not row.nik, row.no_nik

    def lay_out(self):
        in_parts(
            self,
            ("Nama dan nomor", "name", "nik", "without_nik", "no_nik"),
            ("Kelahiran", "sex", "birth_place", "birth_date"),
            ("Agama, pendidikan, pekerjaan", "religion", "education", "occupation"),
            ("Kedudukan dalam keluarga", "marital", "relation", "nationality", "immigration_document"),
            ("Orang tua", "father_name", "mother_name"),
            ("Keadaan lain", "disability", "insurance"),
            (CHECK, "checked"),
            css={CHECK: "to-check"},
        )


class MemberEndForm(Form):
    """When and why somebody no longer lives in the family. A death has a form of its own."""

    left_reason = forms.ChoiceField(
        label="Sebab keluar", widget=forms.RadioSelect,
        choices=[row for row in FamilyMember.Left.choices if row[0] != FamilyMember.Left.DIED],
    )  # fmt: skip
    left_on = DateField(label="Tanggal keluar", not_after_today=True)


class MemberHeadForm(Form):
    """What the head there is will be to the new one."""

    relation = CodeField("relation", label="Hubungan kepala yang lama")

    def __init__(self, *args, old, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["relation"]
        field.queryset = field.queryset.exclude(code=household.HEAD)
        if old is None:
            del self.fields["relation"]
        else:
            field.label = f"Hubungan {old.name} dengan kepala yang baru"
