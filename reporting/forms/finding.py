"""A finding of a visit, how it was seen to, and how it was checked."""

from django import forms
from django.core.exceptions import ValidationError

from families.forms.base import Form, ModelForm
from fcu_project import dates
from fcu_project.forms import DateField, ScanField
from institutions.forms.parts import in_parts
from reporting.forms.receipts import OnVersion
from reporting.models import Finding
from reporting.visits import findings
from reporting.visits.editions import parts_of

WAYS = (("phone", "Telepon"), ("paper", "Surat atau berkas kertas"), ("met", "Bertemu langsung"))
FINE, AGAIN = "fine", "again"


class FindingForm(ModelForm):
    """What was found, what is recommended, who sees to it, until when; a reason where it was read already."""

    due_on = DateField(label="Batas waktu")

    class Meta(ModelForm.Meta):
        model = Finding
        fields = ("question", "found", "advice", "owner", "due_on")
        widgets = {
            "found": forms.Textarea(attrs={"rows": 3}), "advice": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip
        help_texts = {
            "found": "Apa yang terlihat atau terdengar, tanpa nama keluarga dan nomor identitas.",
            "advice": "Apa yang perlu dilakukan.", "owner": "Nama atau jabatan yang menindaklanjuti.",
        }  # fmt: skip

    def __init__(self, *args, visit, **kwargs):
        super().__init__(*args, **kwargs)
        if visit.instrument_id:
            self.fields["question"].queryset = visit.instrument.questions.all()
            self.fields["question"].choices = [("", "Tidak terkait satu pertanyaan")] + [
                (part.label, [(question.pk, question.text) for question in part.questions])
                for part in parts_of(visit.instrument) if part.questions
            ]  # fmt: skip
        else:
            del self.fields["question"]
        if self.instance.pk and not findings.is_written(visit):
            self.fields["reason"] = forms.CharField(
                label="Alasan mengubah", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Yang dikunjungi sudah membaca temuan ini. Alasannya tersimpan dalam riwayat.",
            )  # fmt: skip

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        found_on = self.instance.found_on
        if found_on and day < found_on:
            raise ValidationError(f"Batas waktu tidak boleh sebelum tanggal temuan, {dates.long_date(found_on)}.")
        return day


class CloseForm(OnVersion, Form):
    """How it was seen to; from whom the visiting office knows."""

    on = DateField(label="Diselesaikan pada", not_after_today=True)
    evidence = forms.CharField(
        label="Bukti penyelesaian", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang sudah dilakukan dan di mana itu terlihat. Tanpa nama keluarga dan nomor identitas.",
    )  # fmt: skip
    scan = ScanField(label="Foto atau berkas bukti", required=False)
    way = forms.ChoiceField(label="Disampaikan lewat", choices=WAYS, widget=forms.RadioSelect)
    told_by = forms.CharField(label="Disampaikan oleh", max_length=60, help_text="Nama atau jabatannya.")

    def __init__(self, *args, own, **kwargs):
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["way"], self.fields["told_by"]
        else:
            in_parts(
                self, ("Penyelesaian", "on", "evidence", "scan"), ("Dari siapa kabarnya", "way", "told_by")
            )

    def told(self):
        """From whom and how, in words; "" for the side that was visited."""
        data = self.cleaned_data
        if "told_by" not in data:
            return ""
        return f"{data['told_by']}, {dict(WAYS)[data['way']].lower()}"


class CheckForm(OnVersion, Form):
    """At which visit it was looked at, and whether it is as it was told."""

    visit = forms.ModelChoiceField(None, label="Diperiksa saat kunjungan", empty_label="Pilih kunjungan")
    verdict = forms.ChoiceField(
        label="Hasil pemeriksaan", widget=forms.RadioSelect,
        choices=((FINE, "Sesuai, temuan selesai"), (AGAIN, "Belum sesuai, buka lagi")),
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan pemeriksaan", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib diisi bila dibuka lagi: apa yang masih kurang.",
    )  # fmt: skip
    due_on = DateField(label="Batas waktu baru", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visit"].queryset = findings.visits_to_check_in(self.guarded, self.by)
        self.fields["due_on"].help_text = "Hanya bila dibuka lagi. Kosong: batas waktu lama tetap berlaku."

    def clean(self):
        data = super().clean()
        again = data.get("verdict") == AGAIN
        if again and not data.get("note") and "note" not in self.errors:
            self.add_error("note", "Tuliskan apa yang masih kurang.")
        return data
