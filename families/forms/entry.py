"""Typing from paper: one line of the candidates' list, and a whole family form with all its members."""

import re
from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict

from families import household
from families.forms.base import ModelForm
from families.forms.family import TITLE, gatherers
from families.forms.identity import IdentityForm, Questioned
from families.forms.member import CODES, OPTIONAL, ORDER, MemberRules
from families.forms.typed import (
    TypedBirth,
    TypedChoice,
    TypedDay,
    TypedNumber,
    TypedPlace,
    TypedProblems,
    TypedSex,
    code_options,
)
from families.likeness import probable_twins
from families.models import Family, FamilyMember

PAPER_LINES = 10  # as many members as one form has lines for
MOST_LINES = 30
LINE = re.compile(r"(\d{1,2})-[a-z_]+", re.ASCII)
REASONS = [(str(number), label, value) for number, (value, label) in enumerate(FamilyMember.NoNumber.choices, 1)]
# Columns of the form with the words that stand above them on paper.
COLUMNS = {
    "name": "Nama lengkap", "nik": "NIK", "sex": "L/P", "birth_place": "Tempat lahir", "birth_date": "Tanggal lahir",
    "religion": "Agama", "education": "Pendidikan", "occupation": "Pekerjaan", "marital": "Status perkawinan",
    "relation": "Hubungan", "nationality": "Kewarganegaraan", "immigration_document": "Paspor/KITAS",
    "father_name": "Nama ayah", "mother_name": "Nama ibu", "disability": "Disabilitas",
    "insurance": "Jaminan kesehatan",
}  # fmt: skip


class CandidateLineForm(Questioned, ModelForm):
    """One line of the list of candidates (FAM-04, FAM-19), with the numbers of its columns."""

    mark_optional = False
    tick_label = "Ini keluarga lain, simpan"
    twins = ()  # files that are probably of this family
    head_sex = TypedSex(label="L/P")
    place = TypedPlace(label="RT/RW")
    socio_economic = TypedChoice(list_id="socio_economic", label="Status sosial ekonomi", required=False)
    occupation = TypedChoice(list_id="occupation", label="Pekerjaan", required=False)
    problems = TypedProblems(label="Jenis masalah")
    recorded_on = TypedDay(label="Tanggal pendataan", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Family
        fields = (
            "head_name", "head_sex", "socio_economic", "occupation", "potential", "hamlet", "recorded_on",
            "interviewer",
        )  # fmt: skip
        widgets = {"potential": forms.TextInput, "head_name": forms.TextInput(attrs={"autocomplete": "off"})}
        labels = {"hamlet": "Dusun (opsional)", "interviewer": "Petugas pendata (opsional)"}

    LINE = ("head_name", "head_sex", "place", "socio_economic", "occupation", "problems", "potential")
    LABELS = ("Nama kepala keluarga", "L/P", "RT/RW", "Status sosial ekonomi", "Pekerjaan", "Jenis masalah",
              "Potensi dan keterangan")  # fmt: skip
    HINTS = {
        "place": "Contoh 3/2 atau RT 3 RW 2.", "problems": "Nomornya, boleh beberapa: 3, 7.",
        "recorded_on": "Angkanya saja juga boleh: 12032025.",
    }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        codes = code_options()
        for name in ("socio_economic", "occupation"):
            self.fields[name].offer(codes[name])
        self.fields["problems"].offer_current()
        for number, (name, label) in enumerate(zip(self.LINE, self.LABELS, strict=True), 1):
            self.fields[name].label = f"{number}. {label}"
        for name, hint in self.HINTS.items():
            self.fields[name].help_text = hint
        self.fields["interviewer"].empty_label = "(tidak dicatat)"
        self.fields["hamlet"].widget.attrs |= {"list": "kode-hamlet", "autocomplete": "off"}

    def narrow(self):
        super().narrow()
        self.fields["interviewer"].queryset = gatherers(self.by.region)

    def lay_out(self):
        """The page itself lays the line out as on paper."""

    def line(self):
        """The columns of the list, in their order."""
        return [self[name] for name in self.LINE]

    def lists(self):
        """[(id, [(number, label)])] of every list a column is answered from."""
        hamlets = Family.objects.filter(region=self.by.region).exclude(hamlet="").order_by("hamlet")
        found = {name: self.fields[name].options for name in ("socio_economic", "occupation")}
        found |= {"problem": self.fields["problems"].options, "sex": self.fields["head_sex"].options}
        found["hamlet"] = [(name, "", None) for name in hamlets.values_list("hamlet", flat=True).distinct()[:50]]
        return [(name, [option[:2] for option in options]) for name, options in found.items()]

    def clean_head_name(self):
        return TITLE.sub("", " ".join(self.cleaned_data["head_name"].split()))

    def _post_clean(self):
        super()._post_clean()
        row, data = self.instance, self.cleaned_data
        row.rt, row.rw = data.get("place") or (row.rt, row.rw)
        if data.get("head_name"):
            self.twins = probable_twins(self.by.region, data["head_name"], row.rt, row.rw)
            self.question([f"Sudah ada {twin.called}{_where(twin)}." for twin in self.twins])


def _where(family):
    place = f", {family.neighbourhood}" if family.neighbourhood else ""
    kept = ", berkasnya diarsipkan" if family.archived_on else ""
    return f"{place} (no. {family.number}{kept})"


# --- the family form ----------------------------------------------------------------------------------------------
class MemberLineForm(MemberRules):
    """One line of part C. What is asked about it is collected for the whole sheet."""

    NIK_OPEN = "NIK belum diisi. Bila belum ada, tulis nomor sebabnya: 1, 2, 3, atau 4."
    nik = TypedNumber(label="NIK")
    sex = TypedSex(label="L/P")
    birth_date = TypedBirth(label="Tanggal lahir", not_after_today=True)
    religion, education = TypedChoice(list_id="religion"), TypedChoice(list_id="education")
    occupation, marital = TypedChoice(list_id="occupation"), TypedChoice(list_id="marital")
    relation, nationality = TypedChoice(list_id="relation"), TypedChoice(list_id="nationality")
    disability = TypedChoice(list_id="disability", required=False)
    insurance = TypedChoice(list_id="insurance", required=False)

    def __init__(self, *args, number, codes, **kwargs):
        self.number, self.above, self.asked = number, (), []
        super().__init__(*args, prefix=str(number), **kwargs)
        for name in CODES:
            self.fields[name].offer(codes[name])
        for place, name in enumerate(ORDER, 1):
            field = self.fields[name]
            field.label, field.help_text = f"{place}. {COLUMNS[name]}".replace("warganegara", "warga\u00adnegara"), ""
            field.error_messages["required"] = f"{COLUMNS[name]} belum diisi."
            field.widget.attrs.setdefault("autocomplete", "off")
            field.widget.attrs["placeholder"] = " "  # an empty line is folded up by the style sheet
            if name in OPTIONAL:
                field.widget.attrs["data-optional"] = ""

    @property
    def is_blank(self):
        """Nothing was written on this line; what was filled in beforehand is no answer."""
        names = [name for name in ORDER if name != "nationality"]
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in names)

    @property
    def spoken(self):
        """How the line is called in a list of errors."""
        name = " ".join(self.data.get(self.add_prefix("name"), "").split()) if self.is_bound else ""
        return f"Baris {self.number}, {name}" if name else f"Baris {self.number}"

    def leave_open(self):
        """Take the line as it is, without judging it."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def columns(self):
        """The columns in their order."""
        return [self[name] for name in ORDER]

    def others(self):
        return self.above

    def twin(self):
        above = [row for row in self.above if row.nik and row.nik == self.instance.nik]
        return above[0] if above else super().twin()

    def question(self, sentences):
        self.asked = sentences

    def clean(self):
        data = self.cleaned_data
        if data.get("nik") in FamilyMember.NoNumber.values:
            data |= {"no_nik": data["nik"], "without_nik": True, "nik": ""}
        return super().clean()


@dataclass
class Written:
    """Lines of a sheet as the list of errors reads them."""

    forms: list

    is_bound = True

    def non_form_errors(self):
        return []


class FamilySheetForm(IdentityForm):
    """Parts A to C of the paper form: where the family lives, its card, and every member on one page (F8).

    The rules of the household look at all lines together; everything that is wrong is said at once.
    """

    welfare_stage = decile_as_of = None  # part D has a page of its own

    class Meta(IdentityForm.Meta):
        fields = ("address", "rt", "rw", "hamlet", "phone", "phone_owner")

    def __init__(self, *args, more=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = code_options()
        self.standing = household.beside(FamilyMember(family=self.instance)) if self.instance.pk else []
        self.lines = [self._line(number) for number in self._numbers(more)]
        self.fields["phone"].help_text = self.fields["phone_owner"].help_text = ""

    def lay_out(self):
        """The page itself lays the form out as on paper."""

    def _numbers(self, more):
        """The numbers of the lines: those that were sent, or as many as the paper has."""
        first = len(self.standing) + 1
        if not self.is_bound:
            return range(first, max(PAPER_LINES, first) + 1)
        sent = sorted({int(found[1]) for found in map(LINE.fullmatch, self.data) if found} - {0})
        numbers = sent or list(range(first, max(PAPER_LINES, first) + 1))
        return [*numbers, *range(numbers[-1] + 1, numbers[-1] + 1 + more)][:MOST_LINES]

    def _line(self, number):
        family = self.instance
        citizen = next((row for code, _, row in self.codes["nationality"] if code == "1"), None)
        initial = {"nationality": citizen}
        if number == 1:
            head = next((row for code, _, row in self.codes["relation"] if code == str(household.HEAD)), None)
            initial |= {
                "name": family.head_name, "sex": family.head_sex, "relation": head, "occupation": family.occupation,
            }  # fmt: skip
        return MemberLineForm(
            self.data if self.is_bound else None, number=number, codes=self.codes, by=self.by, initial=initial,
            instance=FamilyMember(family=family, region=family.region),
        )  # fmt: skip

    def empty_line(self):
        """The line that "Tambah baris" puts below the others."""
        row = self._line(0)
        row.prefix, row.number = "__n__", "__n__"
        return row

    @property
    def written(self):
        """The lines on which something stands."""
        return Written([line for line in self.lines if not line.is_blank] if self.is_bound else [])

    def lists(self):
        """[(id, [(number, label)])] of every list a column is answered from."""
        found = {name: self.codes[name] for name in CODES} | {"no_nik": REASONS, "sex": TypedSex().options}
        return [(name, [option[:2] for option in options]) for name, options in found.items()]

    @property
    def reasons(self):
        """The numbers that stand for a NIK that is not there yet."""
        return [option[:2] for option in REASONS]

    def legends(self):
        """[(title, [(number, label)])] of the lists that are printed on the form."""
        return [
            (f"{ORDER.index(name) + 1} {COLUMNS[name]}", [option[:2] for option in self.codes[name]]) for name in CODES
        ]

    def keep_typing(self):
        """Show what was typed without looking at it: another line was asked for."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        for line in self.lines:
            line.leave_open()

    def _post_clean(self):
        above = list(self.standing)
        for line in self.lines:
            line.leave_open()
        for line in self.written.forms:
            line.above = list(above)
            line.full_clean()
            above.append(line.instance)
        named = [row for row in above if row.relation_id]
        if len(named) == len(above) and not any(row.relation.code == household.HEAD for row in named):
            self.add_error(None, "Belum ada kepala keluarga. Isi satu baris dengan hubungan 1, kepala keluarga.")
        super()._post_clean()

    def warnings(self):
        return super().warnings() + [f"{line.spoken}: {asked}" for line in self.written.forms for asked in line.asked]

    def _ask_why(self):
        """A sheet is typed once: why a number changed is asked on the page of the identity."""
        self.add_error(
            "card_number", "Berbeda dengan nomor yang tersimpan. Kosongkan, lalu ganti nomornya di halaman Identitas."
        )

    def is_valid(self):
        return super().is_valid() and all(line.is_valid() for line in self.written.forms)

    def members(self):
        """The members to save, in the order of the card."""
        return [line.instance for line in self.written.forms]
