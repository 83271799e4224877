"""What the writer of an office's report fills in, and what those to whom it goes answer."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm, ScanField
from institutions.documents.letterhead import office_name_of
from institutions.forms.parts import in_parts
from institutions.roles import VILLAGE
from reporting.above.office_kinds import Chapter, Kind
from reporting.forms.unnamed import Unnamed
from reporting.models import OfficeDecision, OfficeObstacle, OfficeReport
from reporting.models.office import TEXTS
from reporting.quarterly.family_names import VillageNames

PLAIN = "Tanpa nama keluarga dan tanpa NIK. Paling banyak 5.000 huruf."
HINTS = {
    Chapter.ACTIVITIES: "Apa yang dikerjakan kantor ini sendiri untuk FCU: pertemuan, kunjungan, pelatihan.",
    Chapter.GUIDANCE: "FCU mana yang disupervisi, dipantau, atau dibimbing, kapan, dan tentang apa.",
    Chapter.FINDINGS: "Apa yang ditemukan di FCU, apa tindak lanjutnya, siapa yang mengerjakan.",
    Chapter.RESULTS: "Perubahan yang terlihat. Angka sudah ada di tabel; tulis artinya.",
    Chapter.FINANCE: "Dana yang dipakai, dari mana, untuk apa. Kosong bukan pilihan: tulis “nihil” bila tidak ada.",
    Chapter.PROPOSALS: "Apa yang diusulkan kepada kantor di atas. Tulis “tidak ada” bila memang tidak ada.",
    Chapter.NEXT_PLAN: "Apa yang dilanjutkan, apa yang baru, siapa yang mengerjakan.",
}


class OpenForm(Form):
    """Which report is to be begun, on which period."""

    kind = forms.ChoiceField(label="Jenis laporan", choices=Kind.choices)
    year = forms.IntegerField(label="Tahun", min_value=2000, max_value=2999)
    part = forms.IntegerField(label="Triwulan/semester", min_value=0, max_value=4)


class TeamUnnamed(Unnamed):
    """Only the PSKS team writes of one village, and so of families whose names are known here."""

    def masking(self):
        return VillageNames(self.by.region) if self.by.level == VILLAGE else None


class ChapterForm(TeamUnnamed, ModelForm):
    """One chapter; saved as it stands, whether or not it is finished."""

    refuses_numbers = True
    mark_optional = False
    done = forms.TypedChoiceField(
        label="Bagian ini sudah selesai?", choices=(("yes", "Sudah selesai"), ("no", "Belum, saya lanjutkan nanti")),
        coerce=lambda answer: answer == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    chapter = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done"].error_messages["required"] = "Pilih salah satu jawaban."
        self.fields["done"].initial = "yes" if self.instance.is_done(self.chapter) else "no"


def _form_of(chapter_of_form, field):
    """The form of one chapter: its text and whether it is finished."""

    class OneChapterForm(ChapterForm):
        chapter = chapter_of_form

        class Meta(ModelForm.Meta):
            model = OfficeReport
            fields = (field,)
            labels = {field: chapter_of_form.label}
            help_texts = {field: f"{HINTS[chapter_of_form]} {PLAIN}"} if chapter_of_form in HINTS else {}
            widgets = {field: forms.Textarea(attrs={"rows": 10})} if chapter_of_form in HINTS else {}

    OneChapterForm.__name__ = f"{chapter_of_form.name.title().replace('_', '')}Form"
    return OneChapterForm


FORMS = {chapter: _form_of(chapter, TEXTS.get(chapter, "no_obstacles")) for chapter in Chapter}
FORMS[Chapter.OBSTACLES].base_fields["no_obstacles"].label = "Tidak ada kendala pada masa laporan ini"


class OfficeObstacleForm(TeamUnnamed, ModelForm):
    """An obstacle with what is done about it: there is none without a solution (II.G.4.3)."""

    refuses_numbers = True
    due_on = DateField(label="Batas waktu", required=False)

    class Meta(ModelForm.Meta):
        model = OfficeObstacle
        fields = ("obstacle", "solution", "owner", "due_on")
        widgets = {"obstacle": forms.Textarea(attrs={"rows": 3}), "solution": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "obstacle": "Apa yang menghambat. Tanpa nama keluarga.",
            "solution": "Apa yang sudah atau akan dilakukan.",
            "owner": "Siapa yang mengerjakannya, contoh Kepala Bidang Pemberdayaan Sosial.",
        }


class ReceiveForm(Form):
    """Taken in, or given back with the reason; from its paper where the office has no account here.

    `offices` are those whose paper may be recorded; none where the reader's own office decides.
    """

    refuses_numbers = True
    mark_optional = False
    decision = forms.ChoiceField(
        label="Keputusan", widget=forms.RadioSelect,
        choices=[(OfficeDecision.Decision.RECEIVED, "Terima"), (OfficeDecision.Decision.RETURNED, "Kembalikan")],
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wajib bila dikembalikan: tulis apa yang perlu diperbaiki.",
    )  # fmt: skip
    office = forms.ChoiceField(label="Kantor yang memutuskan")
    paper_number = forms.CharField(label="Nomor surat", max_length=60, required=False)
    paper_date = DateField(label="Tanggal surat", not_after_today=True)
    scan = ScanField(label="Pindaian surat", required=False)

    def __init__(self, *args, offices=(), **kwargs):
        self.offices = {office.code: office for office in offices}
        super().__init__(*args, **kwargs)

    def narrow(self):
        """The offices without an account; the fields of a paper only where one is recorded."""
        if not self.offices:
            for name in ("office", "paper_number", "paper_date", "scan"):
                del self.fields[name]
            return
        self.fields["office"].choices = [(code or "RI", office_name_of(row)) for code, row in self.offices.items()]
        in_parts(self, ("Suratnya", "office", "paper_number", "paper_date", "scan"), ("Isinya", "decision", "note"))

    def clean(self):
        data = super().clean()
        if data.get("decision") == OfficeDecision.Decision.RETURNED and not data.get("note"):
            self.add_error("note", "Tuliskan apa yang perlu diperbaiki.")
        return data

    @property
    def office_chosen(self):
        code = self.cleaned_data["office"]
        return self.offices["" if code == "RI" else code]
