"""An Excel list: the file that is handed in, and what is decided about its lines."""

from django import forms
from django.core.exceptions import ValidationError

from families.actions import batch as actions
from families.forms.base import Form
from families.models import ImportBatch

WAYS = {"ready": "Simpan yang siap", "ticked": "Simpan yang dicentang", "again": "Kerjakan lagi"}


class ListField(forms.FileField):
    """An Excel file; what is in it is read once its kind is known."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.error_messages["empty"] = "Berkas kosong (0 bita). Pilih berkas lain."

    def widget_attrs(self, widget):
        return {"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class UploadForm(Form):
    """Which list it is, and the file."""

    kind = forms.ChoiceField(label="Isi daftar", choices=ImportBatch.Kind.choices, widget=forms.RadioSelect)
    workbook = ListField(
        label="Berkas Excel", help_text="Berkas .xlsx, paling besar 10 MB dan 20.000 baris. Diperiksa dahulu; belum "
        "ada yang disimpan sebelum Anda memutuskan.",
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("kind") and data.get("workbook"):
            try:
                data["opened"] = actions.open_list(data["workbook"], data["kind"])
            except ValidationError as refusal:
                self.add_error("workbook", refusal)
        return data


class LinesField(forms.MultipleChoiceField):
    """Numbers of lines that are ready; a list may have thousands, so they are looked up and not gone through."""

    numbers = frozenset()
    default_error_messages = {
        "invalid_choice": "Baris yang dicentang tidak lagi siap disimpan. Periksa daftarnya, lalu centang lagi."
    }

    def valid_value(self, value):
        return value in self.numbers


class DecideForm(Form):
    """What is saved: everything that is ready, or the ticked lines."""

    way = forms.ChoiceField(label="Keputusan", choices=list(WAYS.items()))
    line = LinesField(label="Baris", required=False)

    def __init__(self, *args, batch, **kwargs):
        self.batch = batch
        super().__init__(*args, **kwargs)
        self.fields["line"].error_messages |= LinesField.default_error_messages
        self.fields["line"].numbers = {
            str(line.number) for line in actions.lines_in(batch) if line.state in actions.SAVEABLE
        }

    @property
    def row_version(self):
        return self.batch.version

    def clean(self):
        data = super().clean()
        if data.get("way") == "ticked" and not data.get("line") and not self.errors:
            self.add_error("line", "Centang sedikitnya satu baris.")
        return data

    @property
    def chosen(self):
        """The numbers of the lines to save; None for all that are ready."""
        return [int(number) for number in self.cleaned_data["line"]] if self.cleaned_data["way"] == "ticked" else None
