"""One round of the 18 or the 12 questions, in the order and the words of the paper form."""

from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html

from families.forms.base import ModelForm
from families.forms.typed import TypedDay
from families.models import Answer, Assessment, CodeItem, Indicator, IndicatorSet
from institutions.models import FamilyCareUnit, Membership, Person, WorkingGroup

Value = Answer.Value
# Shown as soon as the difficulty is affirmed: some things are not written on a sheet that many may read.
WHEN_YES = {
    "L3.1": "Bila ada kekerasan, jangan tulis ceritanya di sini. Laporkan sebagai kasus rahasia; bila gawat, "
    "hubungi polisi, UPTD PPA, atau Puskesmas saat itu juga.",
    "L3.2": "Pertimbangkan rujukan bantuan kebutuhan pokok; catat juga sebagai kebutuhan keluarga.",
}


@dataclass
class Question:
    """One question as the screen asks it: its answer, its note, and the tick for a document that was seen."""

    indicator: Indicator
    value: BoundField
    note: BoundField
    seen: BoundField | None
    when_yes: str

    @property
    def note_open(self):
        """A note that is filled or wanted is not folded away."""
        return bool(self.note.value() or self.note.errors)


def interviewers(by):
    """Who may have asked: members of the selection group, officers of the FCU (also acting), and whoever types it."""
    group = WorkingGroup.selection_of(by.region)
    members = Membership.objects.filter(working_groups__group=group) if group else Membership.objects.none()
    unit = FamilyCareUnit.of(by.region)
    officers = unit.current_officers(by.today) if unit else []
    people = {*members.values_list("person", flat=True), *(term.membership.person_id for term in officers)}
    return Person.objects.filter(pk__in={*people, by.person_id})


def numbered(choices):
    """Answers with the number that stands above their column on paper, and that may be typed instead of a tick."""
    return [(value, f"{number} {label}") for number, (value, label) in enumerate(choices, 1)]


class AssessmentForm(ModelForm):
    """Every question with its answer and note. Saved for now ("Simpan dahulu"), what is not answered stays open."""

    mark_optional = False  # every question wants an answer in the end; only the notes may be left out
    assessed_on = TypedDay(label="Tanggal penilaian", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Assessment
        fields = ("assessed_on", "interviewer", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {"note": "Catatan umum"}

    def __init__(self, *args, questions, **kwargs):
        self.questions = list(questions)
        super().__init__(*args, **kwargs)
        given = {row.indicator_id: row for row in self.instance.rows()} if self.instance.pk else {}
        self.marriages = {f"marriage-{row.code}": row for row in CodeItem.objects.filter(list="marriage")}
        for question in self.questions:
            self._ask(question, given.get(question.pk))

    def narrow(self):
        field = self.fields["interviewer"]
        people = interviewers(self.by)
        if self.instance.pk:
            people |= Person.objects.filter(pk=self.instance.interviewer_id)
        field.queryset, field.empty_label = people.distinct().order_by("name", "id"), "(pilih petugas)"

    @property
    def for_now(self):
        """Whether this is only kept for now, to be finished later."""
        return bool(self.data.get("later"))

    def _ask(self, question, row):
        code = question.code
        if question.scored:
            choices, first = numbered(Value.choices), row.value if row else ""
        else:  # it only describes: a state, never a strength or a deficit
            usable = [(key, item.label) for key, item in self.marriages.items() if item.is_active or _is(row, item)]
            choices = numbered([*usable, (Value.UNKNOWN, Value.UNKNOWN.label)])
            first = (f"marriage-{row.choice.code}" if row.choice_id else row.value) if row else ""
        self.fields[f"value-{code}"] = forms.ChoiceField(
            label=format_html('<span class="code">{}</span> {}', code, question.question), choices=choices,
            initial=first, required=False, widget=forms.RadioSelect, help_text=question.hint,
            error_messages={"invalid_choice": f"{code}: Pilih salah satu jawaban yang tersedia."},
        )  # fmt: skip
        self.fields[f"note-{code}"] = forms.CharField(
            label=format_html('Catatan<span class="visually-hidden"> untuk {}</span>', code), max_length=300,
            required=False, initial=row.note if row else "", widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip
        if question.asks_document:
            self.fields[f"seen-{code}"] = forms.BooleanField(
                label="Bukti (buku nikah atau akta) dilihat", required=False, initial=bool(row and row.document_seen)
            )

    def chapters(self):
        """[(number, title, questions)] as the paper groups them."""
        for (number, title), rows in groupby(self.questions, lambda q: (q.group_number, q.group)):
            yield number, title, [self._question(row) for row in rows]

    def _question(self, row):
        seen = f"seen-{row.code}"
        return Question(
            row, self[f"value-{row.code}"], self[f"note-{row.code}"], self[seen] if seen in self.fields else None,
            WHEN_YES.get(row.code, ""),
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        for question in self.questions:
            code = question.code
            value, note = data.get(f"value-{code}"), data.get(f"note-{code}")
            if value == Value.NOT_APPLICABLE and not note and f"note-{code}" not in self.errors:
                self.add_error(f"note-{code}", f"{code}: Tuliskan mengapa tidak berlaku.")
            if not value and f"value-{code}" not in self.errors and not self.for_now:
                self.add_error(f"value-{code}", f"{code}: Pilih salah satu jawaban, boleh Belum tahu.")
        return data

    def answers(self):
        """One unsaved answer per question that was touched."""
        rows = [self._answer(question) for question in self.questions]
        return [row for row in rows if row.is_given or row.note or row.document_seen]

    def _answer(self, question):
        code, data = question.code, self.cleaned_data
        value = data[f"value-{code}"]
        return Answer(
            indicator=question, value="" if value in self.marriages else value, choice=self.marriages.get(value),
            note=data[f"note-{code}"], document_seen=data.get(f"seen-{code}", False),
        )  # fmt: skip

    def left_open(self):
        """How many questions were not answered."""
        return sum(not self.cleaned_data[f"value-{question.code}"] for question in self.questions)


def _is(row, item):
    return row is not None and row.choice_id == item.pk


# What the reader should have in mind before asking (official criteria of a pioneer family; gentle words for plasma).
HELP = {
    IndicatorSet.PIONEER: (
        "Empat kriteria resmi keluarga pionir: menjalankan fungsi keluarga; berperilaku yang patut dicontoh; "
        "mempertahankan keutuhan keluarga dengan perilaku positif; mampu dan mau menularkan perilaku positif. "
        "Jawaban menjadi bahan pembahasan FGD; yang memutuskan adalah orang, bukan hitungan."
    ),
    IndicatorSet.PLASMA: (
        "Tanyakan dengan halus: “Apakah keluarga sedang mengalami …?” Jangan memaksa; Belum tahu juga jawaban. "
        "Jawaban dipakai untuk mencari bantuan yang pas, bukan untuk menilai keluarga."
    ),
}
