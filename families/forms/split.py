"""Pecah KK: who goes, what everybody is to the head afterwards, and where the new family lives."""

from django import forms

from families import household
from families.forms.base import Form
from families.forms.family import NeighbourhoodField
from families.forms.life import Standing, restored_standing
from families.models import Family
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
    summary = ()  # what the writer checks before it happens: [(label, words)]
    split_on = DateField(label="Tanggal pecah KK", not_after_today=True)

    def __init__(self, *args, rows, family, **kwargs):
        super().__init__(*args, **kwargs)
        self.family = family
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
        if data.get("address") and data["address"] == self.family.address and self._lives_elsewhere(data):
            data["address"] = ""  # the house of the old family is not theirs
        if not self.errors:
            self._ask_once_more(going)
        return data

    def _lives_elsewhere(self, data):
        return any(data.get(name) != getattr(self.family, name) for name in PLACE if name != "address")

    def _ask_once_more(self, going):
        """Show who goes, who stays and where to, until it is ticked; a household without one head is refused anyway."""
        going = [row.pk for row in going]
        parted = [row for row in self.rows if row.pk in going], [row for row in self.rows if row.pk not in going]
        if any(sum(self._is_head(row) for row in rows) != 1 for rows in parted):
            return
        self.fields["checked"] = forms.BooleanField(label="Sudah benar, pecah KK", required=False)
        place = Family(**self.place())
        where = ", ".join(filter(None, (place.neighbourhood, place.address))) or "Belum diisi"
        old = f"Tetap di No. {self.family.number}"
        self.summary = [("Memisah", self._names(parted[0])), (old, self._names(parted[1])), ("Alamat baru", where)]
        if not self.data.get("checked"):
            self.add_error("checked", "Periksa siapa yang memisah, siapa yang tetap, dan alamatnya, lalu centang.")

    def _is_head(self, row):
        return self.cleaned_data[f"relation-{row.pk}"].code == household.HEAD

    def _names(self, rows):
        return ", ".join(f"{row.name} (kepala keluarga)" if self._is_head(row) else row.name for row in rows)


class UndoSplitForm(Standing, Form):
    """Why the families are one again; and what everybody is, where the head was among those who left."""

    reason = forms.CharField(
        label="Alasan pembatalan", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: tidak jadi pisah, salah pilih orang.",
    )  # fmt: skip

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        former = next((row for row in rows if row.left_on and row.relation.code == household.HEAD), None)
        self.rows = []
        if former is not None:
            guesses = restored_standing(former, [row for row in rows if row.pk != former.pk])
            self.ask_standing(rows, guesses, marital=True)

    def given_standing(self):
        return self.standing() if self.rows else None
