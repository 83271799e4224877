"""The judgement of the Dinas on a report: one answer and one note per section (REP-12)."""

from dataclasses import dataclass

from django import forms

from fcu_project.forms import Form
from reporting.models import Section, SectionReview
from reporting.quarterly.reviewing import carried_words

VERDICT = SectionReview.Verdict
TAKES_OVER = "tetap"  # the button that takes over what did not change


@dataclass(frozen=True)
class Judgement:
    """What the reviewer says of one section."""

    section: Section
    verdict: str
    note: str


class ReviewForm(Form):
    """Every section with its answer; those left open are judged another time.

    `reviews` are those of this version that are stored already, by section; `carried` those of the version before of
    sections that were fine and did not change, taken over where the reviewer says so.
    """

    refuses_numbers = True
    mark_optional = False

    def __init__(self, *args, reviews, carried=None, **kwargs):
        self.reviews, self.carried = reviews, carried or {}
        super().__init__(*args, **kwargs)

    def narrow(self):
        """No rows to choose from; here the fields of each section are made."""
        for section in Section:
            stored = self.reviews.get(section)
            self.fields[f"verdict_{section}"] = forms.ChoiceField(
                label=f"Penilaian: {section.label}", choices=VERDICT.choices, required=False, widget=forms.RadioSelect,
                initial=stored.verdict if stored else None,
                error_messages={"invalid_choice": "Pilihan ini tidak tersedia. Pilih dari daftar."},
            )  # fmt: skip
            self.fields[f"note_{section}"] = forms.CharField(
                label="Catatan untuk FCU", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
                initial=stored.note if stored else "",
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        judged = False
        self._take_over(data)
        for section in Section:
            verdict, note = data.get(f"verdict_{section}"), data.get(f"note_{section}")
            judged = judged or bool(verdict)
            if verdict == VERDICT.MEND and note == "":
                self.add_error(f"note_{section}", f"Tuliskan apa yang perlu diperbaiki pada “{section.label}”.")
            if note and not verdict:
                self.add_error(f"verdict_{section}", f"Pilih penilaian untuk “{section.label}”.")
        if not judged and not self.errors:
            self.add_error(None, "Pilih penilaian sedikitnya untuk satu bagian.")
        return data

    def _take_over(self, data):
        """Fine as before, with the name of who said so; what this reviewer says of a section goes first."""
        for section, before in self.carried.items() if TAKES_OVER in self.data else ():
            if not data.get(f"verdict_{section}") and not data.get(f"note_{section}"):
                data[f"verdict_{section}"], data[f"note_{section}"] = VERDICT.FINE, carried_words(before)[:1000]

    def judgements(self):
        """What is said anew, in the order of the report; what stands there already is not said again."""
        said = (
            Judgement(section, self.cleaned_data[f"verdict_{section}"], self.cleaned_data[f"note_{section}"])
            for section in Section
        )
        return [one for one in said if one.verdict and not self._stands(one)]

    def _stands(self, one):
        stored = self.reviews.get(one.section)
        return stored is not None and (stored.verdict, stored.note) == (one.verdict, one.note)
