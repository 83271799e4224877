"""What a visit asks: its plan, what was found on an aspect, what it comes to, the signatures of both sides."""

from datetime import timedelta

from django import forms

from families.forms.base import Form, ModelForm, OnRow
from fcu_project import dates
from fcu_project.forms import DateField, ScanField
from institutions.forms.parts import in_parts
from institutions.models import Region
from reporting.forms.unnamed import TICK, Unnamed
from reporting.models import Aim, Visit
from reporting.quarterly.family_names import VillageNames
from reporting.visits.answers import ANSWER, SCORES
from reporting.visits.kinds import KINDS, MODE, methods_of
from reporting.visits.phases import units_at_work

WORDS = {"rows": 3}
YES_NO = (("yes", "Ya"), ("no", "Tidak"))
NOTHING = "Isi sedikitnya satu, lalu simpan lagi."
FURTHEST = timedelta(days=2 * 366)  # beyond it, the year was mistyped
NOTED = "Yang perlu ditindaklanjuti dicatat sebagai temuan di halaman kunjungan."
NO_NAMES = "Tanpa nama keluarga, NIK, dan nomor KK."


class OfVillage(Unnamed):
    """Words about an FCU name no family of its village; about an office there are none to name."""

    def visited(self):
        return self.instance

    def masking(self):
        visit = self.visited()
        village = getattr(visit, "region", None) if visit.region_id else None
        return VillageNames(village) if village is not None and village.level == Region.Level.VILLAGE else None


def ask_modes(form, aim):
    """How it may be done; not asked where there is one way only (SME-13)."""
    modes = KINDS[aim].modes
    form.fields["mode"].choices = [(mode, MODE(mode).label) for mode in modes]
    if len(modes) == 1:
        del form.fields["mode"]


class FactsForm(ModelForm):
    """When, where, whom and how: the plan, and the same once it was held."""

    methods = forms.MultipleChoiceField(label="Metode", required=False, widget=forms.CheckboxSelectMultiple)
    planned_on = DateField(label="Direncanakan pada")
    held_on = DateField(label="Dilaksanakan pada", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Visit
        fields = ("phase", "mode", "planned_on", "held_on", "place", "officers", "met", "methods")
        widgets = {"phase": forms.RadioSelect, "mode": forms.RadioSelect}
        help_texts = {
            "place": "Tidak perlu diisi bila dipantau lewat telepon atau dari laporan.",
            "met": "Nama dan jabatan yang ditemui. Boleh diisi setelah dilaksanakan.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        visit = self.instance
        ask_modes(self, visit.aim)
        self.fields["phase"].choices = Visit.Phase.choices
        self.fields["methods"].choices = methods_of(visit.aim)
        if visit.stage == Visit.Stage.FILLING:
            del self.fields["planned_on"]
        else:
            del self.fields["held_on"]
        in_parts(
            self, ("Waktu", "phase", "planned_on", "held_on"),
            ("Cara dan tempat", "mode", "place", "methods"), ("Orang", "officers", "met"),
        )  # fmt: skip


    def clean_planned_on(self):
        day = self.cleaned_data["planned_on"]
        if day and day > (last := dates.today() + FURTHEST):
            raise forms.ValidationError(f"Rencana paling jauh sampai {dates.long_date(last)}. Periksa tahunnya.")
        return day


class ConclusionForm(OfVillage, ModelForm):
    """What it comes to; each aim asks its own words (II.G.1 to 3)."""

    mark_optional = False
    as_planned = forms.TypedChoiceField(
        label="Apakah kegiatan sesuai rencana?", choices=YES_NO, required=False, widget=forms.RadioSelect,
        coerce=lambda value: value == "yes", empty_value=None,
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = Visit
        fields = (
            "observed_text", "as_planned", "deviation_text", "advice_text", "success_text", "failure_text",
            "change_text", "strength_text",
        )  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs=WORDS) for name in fields if name != "as_planned"
        }
        help_texts = {
            "observed_text": f"Apa yang dilihat dan didengar. {NO_NAMES}",
            "deviation_text": "Diisi bila tidak sesuai rencana: apa yang menyimpang, sejak kapan.",
            "advice_text": "Apa yang diarahkan, oleh siapa dikerjakan, kapan.",
            "success_text": f"Apa yang berhasil. {NO_NAMES}",
            "failure_text": "Apa yang belum berhasil, dan sebabnya. Bila tidak ada, tulis “Tidak ada”.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = KINDS[self.instance.aim].conclusion
        for name in self.Meta.fields:
            if name not in asked:
                del self.fields[name]
        if "as_planned" in self.fields:
            self.initial["as_planned"] = {True: "yes", False: "no"}.get(self.instance.as_planned, "")
        self.lay_out()

    def lay_out(self):
        in_parts(self, ("", *self.Meta.fields, TICK))

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(name) not in ("", None) for name in self.Meta.fields):
            self.add_error(None, NOTHING)
        return data


class AspectForm(OfVillage, OnRow, Form):
    """The questions of one aspect, each with its answer and what was found."""

    mark_optional = False

    def __init__(self, *args, visit, state, **kwargs):
        self.guarded, self.state = visit, state
        self.base_fields = dict(one for question, row in state.lines for one in _asked(question, row))
        super().__init__(*args, **kwargs)

    def visited(self):
        return self.guarded

    def lay_out(self):
        """Each question is a chapter of its own."""
        in_parts(
            self,
            *((question.text, f"answer-{question.pk}", f"words-{question.pk}") for question, _ in self.state.lines),
            ("", TICK),
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.values()):
            self.add_error(None, NOTHING)
        return data

    def answers(self):
        """{question's key: {score, yes, words}}, as `actions.save_aspect` takes them."""
        told = {}
        for question, _ in self.state.lines:
            chosen = self.cleaned_data.get(f"answer-{question.pk}", "")
            told[question.pk] = {
                "score": int(chosen) if chosen and question.answer == ANSWER.SCORE else None,
                "yes": chosen == "yes" if chosen and question.answer == ANSWER.YES_NO else None,
                "words": self.cleaned_data.get(f"words-{question.pk}", ""),
            }
        return told


def _asked(question, row):
    """(name, field) of what one question asks: the answer to choose, and words."""
    is_words = question.answer == ANSWER.WORDS
    if not is_words:
        is_score = question.answer == ANSWER.SCORE
        scores = [(str(score), f"{score} – {word}") for score, word in SCORES.items()]
        yield f"answer-{question.pk}", forms.ChoiceField(
            label="Skor" if is_score else "Jawaban", required=False, choices=scores if is_score else YES_NO,
            widget=forms.RadioSelect, help_text=question.hint, initial=_chosen(question, row),
        )  # fmt: skip
    yield f"words-{question.pk}", forms.CharField(
        label="Uraian" if is_words else "Catatan (bila ada)", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3 if is_words else 2}), help_text=question.hint if is_words else NOTED,
        initial=row.words if row else "",
    )  # fmt: skip


def _chosen(question, row):
    if row is None:
        return ""
    if question.answer == ANSWER.SCORE:
        return "" if row.score is None else str(row.score)
    return {True: "yes", False: "no"}.get(row.yes, "")


class AnswerForm(OfVillage, OnRow, Form):
    """The visited side signs here, with what it has to say."""

    mark_optional = False
    answer = forms.CharField(
        label="Tanggapan (opsional)", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Setuju atau tidak, dan apa yang akan dilakukan. {NO_NAMES}",
    )  # fmt: skip
    agreed = forms.BooleanField(label="Saya sudah membaca hasilnya dan menandatangani untuk pihak yang dikunjungi")

    def __init__(self, *args, visit, **kwargs):
        self.guarded = visit
        super().__init__(*args, **kwargs)
        self.fields["agreed"].error_messages["required"] = "Centang bila sudah dibaca. Tanpa itu belum ditandatangani."

    def visited(self):
        return self.guarded


class SignedPageForm(OfVillage, OnRow, Form):
    """The page that the visited side signed on paper."""

    mark_optional = False
    signed_by = forms.CharField(
        label="Ditandatangani oleh", max_length=160, help_text="Nama dan jabatan yang menandatangani di kertas."
    )
    paper_date = DateField(label="Tanggal tanda tangan", not_after_today=True)
    paper_number = forms.CharField(label="Nomor surat (opsional)", required=False, max_length=60)
    answer = forms.CharField(
        label="Tanggapan di kertas (opsional)", required=False, max_length=1000,
        widget=forms.Textarea(attrs=WORDS), help_text=NO_NAMES,
    )  # fmt: skip
    scan = ScanField(label="Pindaian atau foto halaman bertanda tangan (opsional)", required=False)

    def __init__(self, *args, visit, **kwargs):
        self.guarded = visit
        super().__init__(*args, **kwargs)

    def visited(self):
        return self.guarded


class NoteForm(OfVillage, ModelForm):
    """A short note of watching (SME-10); the village types that of its head from paper."""

    mark_optional = False
    village = forms.ModelChoiceField(
        Region.objects.none(), label="FCU di desa/kelurahan", empty_label="Pilih desa/kelurahan", to_field_name="code"
    )
    held_on = DateField(label="Tanggal", not_after_today=True)
    paper_number = forms.CharField(label="Nomor surat (opsional)", required=False, max_length=60)
    scan = ScanField(label="Pindaian atau foto catatan (opsional)", required=False)

    class Meta(ModelForm.Meta):
        model = Visit
        fields = ("held_on", "phase", "mode", "place", "officers", "observed_text", "advice_text")
        widgets = {
            "mode": forms.RadioSelect, "observed_text": forms.Textarea(attrs={"rows": 4}),
            "advice_text": forms.Textarea(attrs=WORDS),
        }  # fmt: skip
        labels = {"advice_text": "Saran (opsional)", "place": "Tempat atau kegiatan yang dilihat", "mode": "Cara"}
        help_texts = {
            "observed_text": f"Kegiatan apa yang dilihat, bagaimana jalannya, apa hambatannya. {NO_NAMES}",
            "place": "Tidak perlu diisi bila lewat telepon atau dari laporan.",
        }

    def __init__(self, *args, from_paper=False, **kwargs):
        super().__init__(*args, **kwargs)
        by = self.by
        if self.instance.pk or by.level == Region.Level.VILLAGE:
            del self.fields["village"]
            if not self.instance.pk:
                self.instance.region = by.region
        else:
            units = units_at_work(by.region).order_by()
            self.fields["village"].queryset = Region.objects.filter(pk__in=units.values("region")).order_by("code")
        ask_modes(self, Aim.NOTE)
        self.fields["phase"].choices = Visit.Phase.choices
        if not from_paper:
            del self.fields["paper_number"], self.fields["scan"]
        else:
            self.fields["officers"].label = "Ditulis dan ditandatangani oleh"
        self.lay_out()

    def lay_out(self):
        in_parts(
            self, ("Kapan dan di mana", "village", ("held_on", "phase"), "mode", "place", "officers"),
            ("Catatan", "observed_text", "advice_text", TICK), ("Kertasnya", "paper_number", "scan"),
        )  # fmt: skip

    def clean_observed_text(self):
        text = self.cleaned_data["observed_text"].strip()
        if not text:
            raise forms.ValidationError("Hasil pengamatan belum diisi.")
        return text

    def clean_village(self):
        """Words are read against the names of the village that was chosen."""
        self.instance.region = self.cleaned_data["village"]
        return self.cleaned_data["village"]
