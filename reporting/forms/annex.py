"""Forms of what goes with a report: a word on each aspect without records, a photo, a paper."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from fcu_project import dates
from fcu_project.forms import DateField, Form, PhotoField, RowsField, ScanField
from institutions.forms.parts import in_parts
from reporting.actions.annex import photographed
from reporting.forms.receipts import OnVersion
from reporting.quarterly.annexes import PHOTO, room_for, standing
from reporting.quarterly.aspects import WORD_LENGTH

NOBODY, AGREED = "nobody", "agreed"


class WordsForm(OnVersion, Form):
    """One short line for each aspect without records: "memang tidak ada", and why."""

    refuses_numbers = True
    mark_optional = False

    def __init__(self, *args, lines, **kwargs):
        self.lines = lines
        self.base_fields = {f"word_{line.aspect.code}": _word_field(line) for line in lines if not line.number}
        super().__init__(*args, **kwargs)
        for line, bound in self.rows:
            if bound:
                too_long = f"Penjelasan “{line.aspect.label}” tidak boleh lebih dari {WORD_LENGTH} huruf."
                bound.field.error_messages["max_length"] = too_long

    @property
    def rows(self):
        """[(line, its field or None)], in the order of the table."""
        return [(line, self[f"word_{line.aspect.code}"] if not line.number else None) for line in self.lines]

    def clean(self):
        data = super().clean()
        said = any(line.word for line in self.lines)
        if not self.errors and not said and not any(data.values()):
            raise ValidationError("Tuliskan penjelasan pada sedikitnya satu aspek, atau lengkapi catatannya.")
        return data

    def words(self):
        return {name.removeprefix("word_"): word for name, word in self.cleaned_data.items()}


def _word_field(line):
    return forms.CharField(
        label=format_html(
            'Memang tidak ada<span class="visually-hidden">: {}</span>, karena', line.aspect.label
        ), max_length=WORD_LENGTH, required=False, initial=line.word,
        widget=forms.TextInput(attrs={"list": "alasan-umum", "autocomplete": "off"}),
    )  # fmt: skip


class AttachmentForm(Form):
    """What a photo and a paper have in common."""

    refuses_numbers = True
    mark_optional = False
    caption = forms.CharField(label="Keterangan", max_length=160)
    taken_on = DateField(label="Tanggal", not_after_today=True, required=False)

    def __init__(self, *args, report, **kwargs):
        self.report = report
        super().__init__(*args, **kwargs)


class PaperForm(AttachmentForm):
    scan = ScanField(label="Berkas")

    field_order = ("scan", "caption", "taken_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["caption"].help_text = "Contoh: Daftar hadir kelas pengasuhan."
        self.fields["taken_on"].label = "Tanggal berkas (boleh kosong)"


class RecordedPhotos(RowsField):
    """Photos that already stand in the records, to be looked at and ticked."""

    def label_from_instance(self, row):
        return format_html(
            '{}, {}<br><img class="photo photo--small" src="{}" alt="" loading="lazy">', row.topic,
            dates.long_date(row.held_on), reverse("referrals:record-photo", args=[row.uid]),
        )  # fmt: skip


class PhotoAttachmentForm(AttachmentForm):
    """A new photo, or some that stand in the records of the time; whether people can be seen on them agreed."""

    records = RecordedPhotos(
        label="Foto dari catatan kegiatan", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    photo = PhotoField(label="Foto dari HP atau komputer", required=False)
    people = forms.ChoiceField(
        label="Orang yang tampak pada foto", widget=forms.RadioSelect,
        choices=[(AGREED, "Tampak orang, dan mereka setuju fotonya dilampirkan"), (NOBODY, "Tidak tampak wajah orang")],
        help_text="Anak: yang setuju adalah orang tuanya. Foto korban atau kasus rahasia jangan dilampirkan.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = {row.file.sha256 for row in standing(self.report)}
        rows = photographed(self.report).visible_to(self.by).exclude(photo__sha256__in=there)
        self.fields["records"].queryset = rows
        if not rows.exists():
            del self.fields["records"]
        self.fields["caption"].required = False
        self.fields["caption"].label = "Keterangan foto yang diunggah"
        self.fields["caption"].help_text = "Contoh: Kelas pengasuhan di Balai Dusun Krajan."
        self.fields["taken_on"].label = "Tanggal foto (boleh kosong)"
        in_parts(
            self, ("Sudah ada di catatan kegiatan", "records"), ("Unggah foto", "photo", "caption", "taken_on"),
            ("Persetujuan", "people"),
        )  # fmt: skip

    def clean_taken_on(self):
        """A photo shows what was done in the time of the report; without a day it may stand."""
        day, time = self.cleaned_data["taken_on"], self.report.period
        if day and not time.start <= day <= time.end:
            raise ValidationError(
                f"Tanggal foto {dates.long_date(day)} di luar masa laporan, {dates.long_date(time.start)} sampai "
                f"{dates.long_date(time.end)}. Perbaiki tanggalnya, atau lampirkan pada laporan masa itu."
            )
        return day

    def clean(self):
        data = super().clean()
        chosen, photo = data.get("records") or (), data.get("photo")
        if not chosen and not photo and not {"records", "photo"} & set(self.errors):
            self.add_error("photo", "Pilih foto dari HP, atau centang foto dari catatan kegiatan.")
        if photo and not data.get("caption") and "caption" not in self.errors:
            self.add_error("caption", "Keterangan foto belum diisi.")
        room, wanted = room_for(self.report, PHOTO), len(chosen) + bool(photo)
        if wanted > room:
            raise ValidationError(f"Dipilih {wanted} foto, sedangkan tempat yang tersisa {room} dari 6.")
        return data
