"""What a paper says of a report: that it went out, that it was taken in, what the Dinas decided; the quarter without
any activity."""

from django import forms

from families.forms.base import Form, OnRow
from fcu_project.forms import DateField, ScanField
from institutions.forms.parts import in_parts
from reporting.actions.from_paper import ACCEPTED, NO_NOTE, NO_PAPER, REOPENED, RETURNED
from reporting.forms.unnamed import Unnamed
from reporting.models import Report, Section

HANDED = "handed"
OUTCOMES = {
    Report.Stage.SENT: (
        (HANDED, "Baru diterima kantornya (tanda terima), belum diperiksa"),
        (ACCEPTED, "Diterima: semua bagian sudah baik"),
        (RETURNED, "Dikembalikan untuk diperbaiki"),
    ),
    Report.Stage.ACCEPTED: ((REOPENED, "Dibuka kembali untuk diperbaiki"),),
}
WORDS = {"rows": 2}
NO_RECEIVER = "Tuliskan nama dan jabatan yang menerima laporan."
NO_REASON = "Tuliskan alasannya seperti pada surat."


class DecisionForm(OnRow, Form):
    """Which act of the Dinas the paper tells of; what each of them needs is asked in one form."""

    mark_optional = False
    outcome = forms.ChoiceField(label="Apa yang diputuskan Dinas?", widget=forms.RadioSelect)
    on = DateField(label="Tanggal pada surat atau tanda terima", not_after_today=True)
    number = forms.CharField(label="Nomor surat Dinas (opsional)", required=False, max_length=60)
    handed_to = forms.CharField(
        label="Diterima oleh (nama dan jabatan)", required=False, max_length=160,
        help_text="Hanya untuk tanda terima.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Catatan umum atau alasan (opsional)", required=False, max_length=1000, widget=forms.Textarea(attrs=WORDS)
    )
    scan = ScanField(label="Pindaian atau foto surat (opsional)", required=False)

    def __init__(self, *args, report, **kwargs):
        self.guarded = report
        super().__init__(*args, **kwargs)
        reopens = not self._decides(report)
        stage = Report.Stage.ACCEPTED if reopens else Report.Stage.SENT
        self.fields["outcome"].choices = OUTCOMES[stage]
        if reopens:
            self.fields["outcome"].initial = REOPENED
            del self.fields["handed_to"]
            self.fields["reason"].label = "Alasan dibuka kembali"
        else:
            self._ask_notes()
        in_parts(
            self, ("Keputusan", "outcome", ("on", "number"), "handed_to", "reason", "scan"),
            ("Catatan per bagian, bila dikembalikan", *(f"note_{section}" for section in Section)),
        )  # fmt: skip

    def _decides(self, report):
        """Whether it asks for a decision, not for a reopening; what was typed keeps its fields whatever came since."""
        return "handed_to" in self.data or report.stage != Report.Stage.ACCEPTED

    def _ask_notes(self):
        for section in Section:
            self.fields[f"note_{section}"] = forms.CharField(
                label=section.label, required=False, max_length=1000, widget=forms.Textarea(attrs=WORDS)
            )
            most = f"Catatan “{section.label}” tidak boleh lebih dari 1000 huruf; yang ditulis %(show_value)d huruf."
            self.fields[f"note_{section}"].error_messages["max_length"] = most

    def notes(self):
        """{section: note} of those that say something."""
        told = {section: self.cleaned_data.get(f"note_{section}") or "" for section in Section}
        return {section: note for section, note in told.items() if note.strip()}

    def clean(self):
        data = super().clean()
        outcome = data.get("outcome")
        if outcome == HANDED and not data.get("handed_to"):
            self.add_error("handed_to", NO_RECEIVER)
        if outcome in (ACCEPTED, RETURNED, REOPENED) and not (data.get("number") or data.get("scan")):
            if not {"number", "scan"} & set(self.errors):
                self.add_error("number", NO_PAPER)
        if outcome == REOPENED and not data.get("reason"):
            self.add_error("reason", NO_REASON)
        if outcome == RETURNED and not self.notes() and not any(name.startswith("note_") for name in self.errors):
            self.add_error(None, NO_NOTE)
        if outcome in (HANDED, ACCEPTED) and self.notes():
            self.add_error("outcome", "Ada catatan per bagian. Pilih “Dikembalikan”, atau hapus catatannya.")
        return data


class SentOnPaperForm(OnRow, Form):
    """When the report went out on paper, with which letter, and who took it in."""

    on = DateField(label="Tanggal dikirim", not_after_today=True)
    number = forms.CharField(label="Nomor surat pengantar", max_length=60)
    handed_to = forms.CharField(
        label="Diterima di Dinas oleh", required=False, max_length=160, help_text="Nama dan jabatan, bila diketahui."
    )
    signed = forms.BooleanField(label="Laporan kertasnya ditandatangani Sekretaris dan Koordinator")
    scan = ScanField(label="Pindaian tanda terima atau halaman bertanda tangan", required=False)

    def __init__(self, *args, report, **kwargs):
        self.guarded = report
        super().__init__(*args, **kwargs)
        self.fields["signed"].error_messages["required"] = (
            "Centang bila benar. Tanpa tanda tangan itu laporan belum sah dikirim."
        )


class NothingForm(Unnamed, OnRow, Form):
    """A quarter without any activity: what is written for it, and what comes next."""

    next_plan = forms.CharField(
        label="Rencana triwulan depan", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Boleh diubah. Satu kalimat cukup. Tanpa nama keluarga.",
    )  # fmt: skip

    def __init__(self, *args, report, **kwargs):
        self.guarded = report
        super().__init__(*args, **kwargs)
