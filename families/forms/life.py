"""Short forms of what happens in a family: a birth, somebody who comes, a death, an end that was none."""

from django import forms

from families import household
from families.forms.base import Form
from families.forms.identity import CHECK, CodeField
from families.forms.member import MemberForm
from families.models import FamilyMember
from fcu_project.forms import DateField
from institutions.forms.parts import in_parts

KIN, GRANDCHILD = 9, 6
ADULT = 17
NOT_OFFERED = "Pilihan ini tidak tersedia. Pilih dari daftar."
Joined = FamilyMember.Joined


class BirthForm(MemberForm):
    """A child of the family: what the card says of a newborn without asking is not asked."""

    is_numbered = False
    education = occupation = marital = nationality = disability = insurance = None
    relation = CodeField("relation", label="Hubungan dengan kepala keluarga")

    class Meta(MemberForm.Meta):
        fields = ("name", "no_nik", "sex", "birth_place", "birth_date", "religion", "relation", "father_name",
                  "mother_name")  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["relation"]
        field.queryset = field.queryset.exclude(code__in=household.OF_AGE)
        self.fields["birth_date"].help_text = "Contoh 12-03-2026. Menjadi tanggal masuk keluarga ini."
        self.fields["nik"].help_text = "16 angka, bila sudah ada di Kartu Keluarga baru."

    def lay_out(self):
        in_parts(
            self,
            ("Anak yang lahir", "name", "sex", "birth_place", "birth_date", "relation", "religion"),
            ("Orang tua", "father_name", "mother_name"),
            ("NIK", "without_nik", "nik", "no_nik"),
            (CHECK, "checked"),
            css={CHECK: "to-check"},
        )


class JoinForm(MemberForm):
    """Somebody who marries into the family or comes to live with it; the rest as on the card."""

    joined_reason = forms.ChoiceField(
        label="Masuk karena", widget=forms.RadioSelect,
        choices=[(Joined.MARRIED, "Menikah"), (Joined.MOVED_IN, "Datang atau kembali tinggal di sini")],
    )  # fmt: skip
    joined_on = DateField(label="Masuk sejak", not_after_today=True)

    class Meta(MemberForm.Meta):
        fields = (*MemberForm.Meta.fields, "joined_reason", "joined_on")

    def lay_out(self):
        super().lay_out()
        layout = self.helper.layout
        layout.fields[:] = [part for part in layout.fields if part not in ("joined_reason", "joined_on")]
        first = layout.fields[0]
        first.legend = "Kapan dan siapa"
        first.fields[:0] = ["joined_reason", "joined_on"]

    def clean(self):
        data = super().clean()
        joined, born, marital = data.get("joined_on"), data.get("birth_date"), data.get("marital")
        if joined and born and joined < born:
            self.add_error("joined_on", "Tanggal masuk tidak boleh mendahului tanggal lahir.")
        if data.get("joined_reason") == Joined.MARRIED and marital and marital.code == household.UNMARRIED:
            self.add_error("marital", "Yang masuk karena menikah tidak berstatus belum kawin.")
        return data


class Standing:
    """Asks of each person of a household what they are to its head; one of them is the head."""

    def ask_standing(self, rows, guesses, *, marital=False):
        """Add "relation-<key>" (and "marital-<key>") for every row; `guesses` are relation codes by key."""
        self.rows = rows
        for row in rows:
            relation = CodeField("relation", label=f"Hubungan {row.name}")
            relation.error_messages.update(required=f"Pilih hubungan {row.name}.", invalid_choice=NOT_OFFERED)
            self.fields[f"relation-{row.pk}"] = relation
            self.initial.setdefault(f"relation-{row.pk}", str(guesses.get(row.pk, row.relation.code)))
            if marital:
                status = CodeField("marital", label=f"Status perkawinan {row.name}")
                status.error_messages.update(
                    required=f"Pilih status perkawinan {row.name}.", invalid_choice=NOT_OFFERED
                )  # fmt: skip
                self.fields[f"marital-{row.pk}"] = status
                self.initial.setdefault(f"marital-{row.pk}", str(row.marital.code))

    def standing(self):
        """{key: (relation, marital status or None)} as it was answered."""
        data = self.cleaned_data
        return {row.pk: (data[f"relation-{row.pk}"], data.get(f"marital-{row.pk}")) for row in self.rows}


def guessed_standing(others, today):
    """Relation codes after the head's death, to begin with: the spouse leads, else the eldest grown-up."""
    spouse = next((row for row in others if row.relation.code in (household.HUSBAND, household.WIFE)), None)
    if spouse is not None:  # the parents of the one are the in-laws of the other
        swapped = {household.PARENT: household.IN_LAW, household.IN_LAW: household.PARENT}
        told = {row.pk: swapped.get(row.relation.code, row.relation.code) for row in others}
        return told | {spouse.pk: household.HEAD}
    grown = sorted((row for row in others if row.age_on(today) >= ADULT), key=lambda row: row.birth_date)
    children = [row for row in grown if row.relation.code == household.CHILD] or grown
    if not children:
        return {}
    told = {row.pk: KIN for row in others if row.relation.code in (household.CHILD, GRANDCHILD)}
    return told | {children[0].pk: household.HEAD}


class DeathForm(Standing, Form):
    """When somebody died, what becomes of the spouse's status, and who leads the family now."""

    died_on = DateField(label="Tanggal meninggal", not_after_today=True)
    widows = forms.BooleanField(label="", required=False, initial=True)

    def __init__(self, *args, member, others, **kwargs):
        super().__init__(*args, **kwargs)
        spouses = household.spouses_of(member, others)
        if spouses:
            names = " dan ".join(row.name for row in spouses)
            self.fields["widows"].label = f"Status perkawinan {names} menjadi Cerai Mati"
        else:
            del self.fields["widows"]
        self.rows, names = [], ()
        if member.is_head and others:
            self.ask_standing(others, guessed_standing(others, self.by.today))
            names = tuple(f"relation-{row.pk}" for row in others)
        in_parts(self, ("Kematian", "died_on", "widows"), ("Kepala keluarga yang baru", *names))

    def given_standing(self):
        return self.standing() if self.rows else None


def restored_standing(former, others):
    """Relation codes to begin with when the former head takes the place back: `guessed_standing` the other way."""
    swapped = {household.PARENT: household.IN_LAW, household.IN_LAW: household.PARENT}
    lead = next((row for row in others if row.is_head), None)
    married = lead is not None and lead.sex != former.sex and not _is_a_generation_younger(lead, former)
    told = {former.pk: household.HEAD}
    for row in others:
        code = row.relation.code
        if row is lead and married:
            told[row.pk] = household.HUSBAND if row.sex == "male" else household.WIFE
        elif row is lead or (code == KIN and not married and _is_a_generation_younger(row, former)):
            told[row.pk] = household.CHILD if _is_a_generation_younger(row, former) else KIN
        else:
            told[row.pk] = swapped.get(code, code) if married else code
    return told


def _is_a_generation_younger(row, former):
    return row.birth_date.year - former.birth_date.year >= household.PARENT_GAP


class BackForm(Standing, Form):
    """Why the end of a membership was recorded wrongly, and what the person is to the head there is now.

    Of somebody who was head and left another in their place, it asks what everybody is: the former head takes the
    place back, unless it is said otherwise.
    """

    relation = CodeField("relation", label="Hubungan dengan kepala keluarga")
    reason = forms.CharField(
        label="Alasan pembatalan", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: tertukar dengan adiknya, ternyata masih tinggal di sini.",
    )  # fmt: skip

    takes_back_card = forms.BooleanField(
        label="Batalkan juga Kartu Keluarga baru karena kematian ini; kartu sebelumnya berlaku lagi", required=False,
        initial=True,
    )  # fmt: skip

    def __init__(self, *args, member, others, has_new_card, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, names, has_head = [], (), any(row.is_head for row in others)
        if has_head and member.relation.code == household.HEAD:
            del self.fields["relation"]
            rows = [member, *others]
            self.ask_standing(rows, restored_standing(member, others))
            names = tuple(f"relation-{row.pk}" for row in rows)
        else:
            if has_head:
                self.fields["relation"].queryset = self.fields["relation"].queryset.exclude(code=household.HEAD)
            self.initial["relation"] = str(member.relation.code)
        if not has_new_card:
            del self.fields["takes_back_card"]
        in_parts(
            self, ("Susunan keluarga", *names), ("Kembali ke keluarga ini", "relation", "reason", "takes_back_card")
        )

    def given_standing(self):
        return self.standing() if self.rows else None
