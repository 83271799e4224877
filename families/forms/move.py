"""A family that moves to another village; and the answer of the village it comes to."""

from django import forms

from families.destinations import places
from families.forms.base import Form, ModelForm
from families.forms.split import PlaceForm
from families.models import FamilyMove
from fcu_project.forms import DateField
from institutions.models import Region


class DestinationField(forms.ModelChoiceField):
    """A place of the whole country, named by its code; offered are those that were found."""

    def __init__(self, **kwargs):
        super().__init__(Region.objects.exclude(level__in=("nation", "province")), to_field_name="code",
                         widget=forms.RadioSelect, **kwargs)  # fmt: skip


class MoveForm(ModelForm):
    """Where to, when, why, and whether the family agreed that its identity part goes with it."""

    destination = DestinationField(label="Pindah ke", help_text="Tidak ada di sini? Cari dahulu di atas.")
    moved_on = DateField(label="Tanggal pindah", not_after_today=True)
    reason = forms.CharField(
        label="Alasan pindah", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: ikut orang tua, pindah kerja. Tidak diteruskan ke tujuan.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = FamilyMove
        fields = ("destination", "moved_on", "reason", "passes_on")
        help_texts = {
            "passes_on": "Yang diteruskan hanya isi Kartu Keluarga: nama, NIK, kelahiran, dan hubungan. Masalah, "
            "penilaian, dan catatan tidak pernah diteruskan. Tanpa persetujuan, tujuan hanya membaca nama kepala.",
        }  # fmt: skip

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = str(self.data.get("destination", ""))
        known = {place.region.code for place in offered}
        if chosen.isascii() and chosen.isdigit() and chosen not in known:  # found by another search
            offered = [*places(Region.objects.filter(code=chosen)), *offered]
        self.fields["destination"].choices = [(place.region.code, place.words) for place in offered]

    def narrow(self):
        """The whole country is open: the own reach says nothing about where a family moves."""


class CancelForm(Form):
    """Why a move is taken back."""

    reason = forms.CharField(
        label="Alasan pembatalan", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: tidak jadi pindah, salah catat.",
    )  # fmt: skip


class NotFoundForm(Form):
    """What was done to find the family, for the village that wrote of it."""

    answer = forms.CharField(
        label="Jawaban untuk desa/kelurahan asal", min_length=5, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Contoh: sudah dicari di RT 003, tidak dikenal.",
    )  # fmt: skip


class ArrivalForm(PlaceForm):
    """Since when a family lives here, and where."""

    arrived_on = DateField(label="Tinggal di sini sejak", not_after_today=True)
    field_order = ("arrived_on", "rt", "rw", "hamlet", "address", "as_candidate")
