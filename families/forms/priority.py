"""The list of priority families of a meeting: who, how urgent, why."""

from django import forms

from families.forms.selection import NOT_OFFERED, FamilyTickForm
from families.models import Family, PriorityDecision
from fcu_project.forms import RowsField
from institutions.forms.picking import label_for

Priority = PriorityDecision.Priority


class PriorityForm(FamilyTickForm):
    """Families to tick, each with its priority and the reason that the meeting agreed on (III.B.6.7(2))."""

    ticked = RowsField(Family.objects.none(), label="Keluarga", widget=forms.CheckboxSelectMultiple, required=False)
    nobody = "Centang sedikitnya satu keluarga."

    def narrow(self):
        self.fields["ticked"].queryset = Family.objects.filter(pk__in=[row.pk for row in self.rows])

    def answers_of(self, row):
        was = self.saved.get(row.pk) or PriorityDecision()
        return {
            "priority": forms.TypedChoiceField(
                label=label_for(row.called, "Prioritas"), choices=Priority.choices, coerce=int, empty_value="",
                initial=was.priority, widget=forms.RadioSelect, required=False,
                error_messages={"invalid_choice": NOT_OFFERED},
            ),
            "reason": forms.CharField(
                label=label_for(row.called, "Alasan"), max_length=300, initial=was.reason, required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
        }  # fmt: skip

    def clean(self):
        data = super().clean()
        for row in self.chosen():
            if not self.answer("priority", row):
                self.wants("priority", row, f"{row.called}: Pilih prioritasnya.")
            if not self.answer("reason", row):
                self.wants("reason", row, f"{row.called}: Tuliskan alasan prioritasnya.")
        if not self.chosen() and not self.saved and "ticked" not in self.errors:
            self.add_error("ticked", self.nobody)
        return data

    def decisions(self):
        """The lines of the list; empty where every family was taken off it."""
        lines = []
        for row in self.chosen():
            line = self.saved.get(row.pk) or PriorityDecision(family=row)
            line.priority, line.reason = self.answer("priority", row), self.answer("reason", row)
            lines.append(line)
        return lines
