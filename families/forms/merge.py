"""Two files of one family: which one stays, and why they are one."""

from django import forms

from families.forms.base import Form
from fcu_project.forms import WholeNumberField


class MergeForm(Form):
    """Which of two files stays; the other is put away."""

    keep = forms.ChoiceField(label="Berkas yang dipertahankan", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Alasan digabung", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: didata dua kali, oleh pokja dan oleh kader.",
    )  # fmt: skip

    def __init__(self, *args, families, **kwargs):
        super().__init__(*args, **kwargs)
        self.families = {str(row.uid): row for row in families}
        self.fields["keep"].choices = [
            (uid, f"No. {row.number}, {row.called}") for uid, row in self.families.items()
        ]  # fmt: skip

    def chosen(self):
        """(the file that stays, the file that is put away)."""
        keep = self.families[self.cleaned_data["keep"]]
        return keep, next(row for row in self.families.values() if row.pk != keep.pk)


class TwoNumbersForm(Form):
    """Two files by their numbers in the village's list, which the three signs do not find."""

    one = WholeNumberField(label="Nomor urut pertama", min_value=1)
    two = WholeNumberField(label="Nomor urut kedua", min_value=1)
