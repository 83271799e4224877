"""The FGD's ranking sheet, the list of a designation, the reasons for unmet indicators."""

from django import forms

from families.actions.assessment import unmet_of
from families.actions.selection import choices_for
from families.forms.base import Form, OnRow
from families.models import Designation, Participation, SelectionDecision
from fcu_project.forms import RowsField, WholeNumberField
from institutions.forms.picking import TickForm, label_for

Choice = SelectionDecision.Choice
LIMITS = ("limited_roles", "limited_solving", "limited_access")  # why a family is plasma (I.E.7, FAM-11)
NOT_OFFERED = "Pilihan ini tidak tersedia. Pilih dari daftar."


class FamilyTickForm(OnRow, TickForm):
    """Families to tick for a meeting, each with answers of their own."""

    refuses_numbers = True
    ticked = RowsField(Participation.objects.none(), label="Keluarga", widget=forms.CheckboxSelectMultiple)
    nobody = "Centang sedikitnya satu keluarga."

    def __init__(self, *args, meeting, rows, saved, **kwargs):
        self.meeting = self.guarded = meeting
        self.rows, self.saved = rows, saved
        super().__init__(*args, **kwargs)
        self.offer(rows, self.answers_of)
        self.fields["ticked"].error_messages["required"] = self.nobody
        self.fields["ticked"].error_messages["invalid_choice"] = "Keluarga ini tidak ada di daftar. Muat ulang halaman."
        self.initial.setdefault("ticked", list(saved))

    def narrow(self):
        self.fields["ticked"].queryset = Participation.objects.filter(pk__in=[row.pk for row in self.rows])

    def answers_of(self, row):
        raise NotImplementedError

    def chosen(self):
        """The ticked families, in the order of the screen."""
        keys = {row.pk for row in self.cleaned_data.get("ticked") or ()}
        return [row for row in self.rows if row.pk in keys]

    def wants(self, name, row, sentence):
        """An error at a row's answer, unless one stands there already."""
        key = f"{name}-{row.pk}"
        if key not in self.errors:
            self.add_error(key, sentence)


class RankingForm(FamilyTickForm):
    """What the FGD said of each candidate: order, decision, reason (III.B.5.2(3))."""

    nobody = "Centang sedikitnya satu calon yang dibahas."

    def answers_of(self, row):
        name, was = row.family.called, self.saved.get(row.pk) or SelectionDecision()
        fields = {
            "rank": WholeNumberField(
                label=label_for(name, "Urutan"), min_value=1, max_value=999, initial=was.rank,
                error_messages={
                    "invalid": f"{name}: Isi urutan dengan angka saja, tanpa titik atau huruf.",
                    "min_value": f"{name}: Urutan mulai dari 1.",
                    "max_value": f"{name}: Urutan tidak boleh lebih dari jumlah calon yang dibahas.",
                },
            ),
            "choice": forms.ChoiceField(
                label=label_for(name, "Keputusan"), choices=choices_for(row), initial=was.choice,
                widget=forms.RadioSelect, error_messages={"invalid_choice": NOT_OFFERED},
            ),
            "reason": forms.CharField(
                label=label_for(name, "Alasan"), max_length=500, initial=was.reason,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
        }  # fmt: skip
        for limit in () if row.is_rise else LIMITS:
            label = SelectionDecision._meta.get_field(limit).verbose_name
            label = label[:1].upper() + label[1:]
            fields[limit] = forms.BooleanField(label=label_for(name, label), initial=getattr(was, limit))
        for field in fields.values():
            field.required = False  # what a row needs is asked once it is ticked
        return fields

    def clean(self):
        data = super().clean()
        rows, taken = self.chosen(), {}
        for row in rows:
            self._ask_what_is_missing(row)
            rank = self.answer("rank", row)
            if not rank:
                continue
            if rank > len(rows):
                most = len(rows)
                self.wants("rank", row, f"{row.family.called}: yang dibahas {most} calon. Isi urutan 1 sampai {most}.")
            elif rank in taken:
                self.wants(
                    "rank", row, f"Urutan {rank} dipakai {taken[rank]} dan {row.family.called}. Isi nomor yang berbeda."
                )
            taken.setdefault(rank, row.family.called)
        return data

    def _ask_what_is_missing(self, row):
        """A decision comes with its order and its reason; without one the line is still a draft."""
        name, choice = row.family.called, self.answer("choice", row)
        if not choice:
            return
        if not self.answer("rank", row):
            self.wants("rank", row, f"{name}: Isi urutannya.")
        if not self.answer("reason", row):
            self.wants("reason", row, f"{name}: Tuliskan alasan keputusannya.")
        if choice == Choice.PLASMA and not any(self.answer(limit, row) for limit in LIMITS):
            self.wants(LIMITS[0], row, f"{name}: Centang sedikitnya satu keterbatasan keluarga plasma.")

    def decisions(self):
        return [self._decision(row) for row in self.chosen()]

    def _decision(self, row):
        line = self.saved.get(row.pk) or SelectionDecision(participation=row)
        line.rank, line.choice = self.answer("rank", row) or None, self.answer("choice", row)
        line.reason = self.answer("reason", row)
        for limit in LIMITS:
            setattr(line, limit, bool(self.answer(limit, row)) and line.choice == Choice.PLASMA)
        return line


class DesignationForm(FamilyTickForm):
    """Which of the families that said yes this meeting designates; of informal ones, where and how (FAM-17)."""

    nobody = "Centang sedikitnya satu keluarga yang ditetapkan."

    def __init__(self, *args, informal, **kwargs):
        self.informal = informal
        super().__init__(*args, **kwargs)

    def answers_of(self, row):
        if not self.informal:
            return {}
        name, was = row.family.called, self.saved.get(row.pk) or Designation()
        return {
            "place_kind": forms.ChoiceField(
                label=label_for(name, "Jenis tempat"), choices=Designation.Place.choices, initial=was.place_kind,
                widget=forms.RadioSelect, required=False, error_messages={"invalid_choice": NOT_OFFERED},
            ),
            "method": forms.ChoiceField(
                label=label_for(name, "Metode"), choices=Designation.Method.choices, initial=was.method,
                widget=forms.RadioSelect, required=False, error_messages={"invalid_choice": NOT_OFFERED},
            ),
        }  # fmt: skip

    def clean(self):
        data = super().clean()
        for row in self.chosen() if self.informal else ():
            if not self.answer("place_kind", row):
                self.wants("place_kind", row, f"{row.family.called}: Pilih jenis tempat pertemuannya.")
            if not self.answer("method", row):
                self.wants("method", row, f"{row.family.called}: Pilih metodenya, wawancara atau diskusi.")
        return data

    def designations(self):
        return [self._designation(row) for row in self.chosen()]

    def _designation(self, row):
        line = self.saved.get(row.pk) or Designation(participation=row)
        if self.informal:
            line.place_kind, line.method = self.answer("place_kind", row), self.answer("method", row)
        return line


class UnmetReasonsForm(OnRow, Form):
    """Why the family is to be a pioneer although an indicator is not met: one reason per item (FAM-10)."""

    mark_optional = False

    def __init__(self, *args, participation, **kwargs):
        self.guarded = participation
        super().__init__(*args, **kwargs)
        written = dict(participation.unmet_reasons.values_list("indicator", "reason"))
        self.unmet = unmet_of(participation.family)
        for answer in self.unmet:
            question = answer.indicator
            self.fields[f"reason-{question.code}"] = forms.CharField(
                label=f"{question.code} {question.question}", max_length=500, initial=written.get(question.pk, ""),
                required=not self.data.get("later"), widget=forms.Textarea(attrs={"rows": 2}),
                help_text=f"Catatan penilaian: {answer.note}" if answer.note else "",
                error_messages={"required": f"{question.code}: Tuliskan alasannya."},
            )  # fmt: skip

    def reasons(self):
        """{indicator: reason}."""
        return {row.indicator: self.cleaned_data[f"reason-{row.indicator.code}"] for row in self.unmet}
