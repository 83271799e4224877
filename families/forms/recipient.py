"""Candidate recipients: whom the village proposes, and what the Dinas of the kabupaten makes of it."""

from django import forms

from families.forms.base import Form, ModelForm, OnRow
from families.forms.selection import NOT_OFFERED
from families.models import Family, Recipient
from fcu_project.forms import DateField, RowsField
from institutions.forms.picking import TickForm, label_for

State = Recipient.State
NOT_ANY_MORE = "sudah di daftar, atau tidak lagi berjalan. Lepaskan centangnya."
NOTHING_DECIDED = "Belum ada yang diputuskan. Pilih “Siapkan” atau “Tidak dilanjutkan” pada sedikitnya satu keluarga."
NOTHING_NEW = "Tidak ada keputusan yang berubah."
TO_SETTLE = ((State.PREPARED, "Siapkan"), (State.DROPPED, "Tidak dilanjutkan"), (State.COLLECTED, "Belum diputuskan"))


class CollectForm(OnRow, TickForm):
    """Families to tick, each with the support proposed and why; what is the same for all is typed once."""

    refuses_numbers = True
    ticked = RowsField(Family.objects.none(), label="Keluarga", widget=forms.CheckboxSelectMultiple)
    collected_on = DateField(label="Dikumpulkan pada", not_after_today=True)
    support_all = forms.CharField(
        label="Pemberdayaan untuk semua yang dicentang (opsional)", max_length=200, required=False,
        help_text="Contoh: modal usaha dan pendampingan. Boleh dibedakan per keluarga di bawah.",
    )  # fmt: skip

    def __init__(self, *args, site, rows, reasons, may, **kwargs):
        self.guarded, self.rows, self.reasons, self.may = site, rows, reasons, may
        super().__init__(*args, **kwargs)
        self.offer(rows, self.answers_of)
        self.fields["ticked"].error_messages["required"] = "Centang sedikitnya satu keluarga."
        self.fields["ticked"].error_messages["invalid_choice"] = (
            "Keluarga ini tidak ada di pilihan atau sudah di daftar. Muat ulang halaman."
        )

    def narrow(self):
        self.fields["ticked"].queryset = Family.objects.filter(pk__in=[row.pk for row in self.rows])

    def answers_of(self, row):
        return {
            "support": forms.CharField(
                label=label_for(row.called, "Pemberdayaan yang diusulkan"), max_length=200, required=False
            ),
            "reason": forms.CharField(
                label=label_for(row.called, "Alasan"), max_length=300, required=False,
                initial=self.reasons.get(row.pk, ""), widget=forms.Textarea(attrs={"rows": 2}),
            ),
        }  # fmt: skip

    def chosen(self):
        keys = {row.pk for row in self.cleaned_data.get("ticked") or ()}
        return [row for row in self.rows if row.pk in keys]

    def clean(self):
        data = super().clean()
        for row in self.chosen():
            if row.pk not in self.may:
                self.add_error(f"support-{row.pk}", f"{row.called} {NOT_ANY_MORE}")
            elif not self.answer("support", row) and not data.get("support_all"):
                self._wants("support", row, f"{row.called}: Tuliskan pemberdayaan yang diusulkan.")
            if not self.answer("reason", row):
                self._wants("reason", row, f"{row.called}: Tuliskan alasan diusulkan.")
        return data

    def _wants(self, name, row, sentence):
        if f"{name}-{row.pk}" not in self.errors:
            self.add_error(f"{name}-{row.pk}", sentence)

    def recipients(self):
        data = self.cleaned_data
        return [
            Recipient(
                family=row, support=self.answer("support", row) or data["support_all"],
                reason=self.answer("reason", row), collected_on=data["collected_on"],
            )
            for row in self.chosen()
        ]  # fmt: skip


class RecipientForm(ModelForm):
    """One line of the list."""

    class Meta(ModelForm.Meta):
        model = Recipient
        fields = ("support", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class SettleForm(OnRow, Form):
    """What the Dinas decides on each candidate; whoever is dropped is told why."""

    mark_optional = False
    settled_on = DateField(label="Diputuskan pada", not_after_today=True)

    def __init__(self, *args, site, rows, **kwargs):
        self.guarded, self.rows = site, rows
        super().__init__(*args, **kwargs)
        for row in rows:
            name = row.family.called
            self.fields[f"state-{row.pk}"] = forms.ChoiceField(
                label=label_for(name, "Keputusan"), choices=TO_SETTLE, initial=row.state, widget=forms.RadioSelect,
                error_messages={"invalid_choice": NOT_OFFERED, "required": f"{name}: Pilih keputusannya."},
            )  # fmt: skip
            self.fields[f"reason-{row.pk}"] = forms.CharField(
                label=label_for(name, "Mengapa tidak dilanjutkan"), max_length=300,
                initial=row.settled_reason, required=False, widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def lines(self):
        """[(recipient, decision, reason)] for the screen."""
        return [(row, self[f"state-{row.pk}"], self[f"reason-{row.pk}"]) for row in self.rows]

    def clean(self):
        data = super().clean()
        for row in self.rows:
            if self._said(row) == State.DROPPED and not data.get(f"reason-{row.pk}"):
                sentence = f"{row.family.called}: Tuliskan mengapa tidak dilanjutkan."
                self.add_error(f"reason-{row.pk}", sentence)
        if self.rows and not self.errors and not self.decisions():
            self.add_error(None, NOTHING_DECIDED if self._all_wait() else NOTHING_NEW)
        return data

    def _all_wait(self):
        return all(self._said(row) == State.COLLECTED for row in self.rows)

    def _said(self, row):
        """The decision on a row; with the button for all, whoever is not decided on yet is prepared."""
        said = self.cleaned_data.get(f"state-{row.pk}", "")
        return State.PREPARED if self.data.get("all") and said == State.COLLECTED else said

    def decisions(self):
        """{recipient: (state, reason)} of the rows on which something is said otherwise than before."""
        said = {row: (self._said(row), self.cleaned_data.get(f"reason-{row.pk}", "")) for row in self.rows}
        return {row: words for row, words in said.items() if words != (row.state, row.settled_reason)}
