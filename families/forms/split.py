"""Pecah KK: who goes, what everybody is to the head afterwards, and where the new family lives."""

from django import forms

from families.forms.base import Form
from families.forms.family import NeighbourhoodField
from families.forms.life import Standing
from fcu_project.forms import DateField

PLACE = ("rt", "rw", "hamlet", "address")


class PlaceForm(Form):
    """Where a family lives that gets a file of its own."""

    rt, rw = NeighbourhoodField(label="RT"), NeighbourhoodField(label="RW")
    hamlet = forms.CharField(label="Dusun", max_length=60, required=False)
    address = forms.CharField(label="Alamat", max_length=200, required=False)
    as_candidate = forms.BooleanField(
        label="Jadikan calon", required=False,
        help_text="Dibahas dalam FGD berikutnya. Tanpa ini, berkasnya ada di daftar tetapi tidak ikut seleksi.",
    )  # fmt: skip

    def place(self):
        return {name: self.cleaned_data[name] for name in PLACE}


class SplitForm(Standing, PlaceForm):
    """Each member goes or stays, and has a relation to the head of the family they live in afterwards."""

    mark_optional = False
    split_on = DateField(label="Tanggal pecah KK", not_after_today=True)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].label, self.fields["address"].label = "Dusun (opsional)", "Alamat (opsional)"
        for row in rows:
            self.fields[f"go-{row.pk}"] = forms.BooleanField(label=row.name, required=False)
        self.ask_standing(rows, {}, marital=True)

    def lines(self):
        """Each member with the tick and the two answers."""
        return [
            {"member": row, "go": self[f"go-{row.pk}"], "relation": self[f"relation-{row.pk}"],
             "marital": self[f"marital-{row.pk}"]}
            for row in self.rows
        ]  # fmt: skip

    def leaving(self):
        return [row for row in self.rows if self.cleaned_data.get(f"go-{row.pk}")]

    def clean(self):
        data = super().clean()
        going = self.leaving()
        if not going:
            self.add_error(None, "Centang siapa yang memisah menjadi keluarga sendiri.")
        elif len(going) == len(self.rows):
            self.add_error(None, "Sedikitnya satu orang tinggal di keluarga lama. Bila semua pindah, catat pindah.")
        return data
