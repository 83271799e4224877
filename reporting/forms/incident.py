"""What the FCU writes of one case for the Dinas: the case, the five parts, whom it is about, unnamed (REP-03)."""

from django import forms

from families.forms.base import Form, ModelForm
from fcu_project.forms import DateField
from institutions.forms.parts import in_parts
from institutions.models import Person
from referrals.masking import masked_client
from referrals.models import Case
from reporting.forms.receipts import OnVersion
from reporting.forms.unnamed import TICK, Unnamed
from reporting.incidental.incident_words import AGE_GROUPS, INITIALS, LONGEST, PARTS, Masking
from reporting.models import IncidentReport

GROUPS = [("", "Tidak diketahui"), *((code, label) for code, label, _ in AGE_GROUPS)]


def part_field(part, rows, help_text):
    """One of the five parts; it may wait until the report is sent."""
    return forms.CharField(
        label=PARTS[part], max_length=LONGEST, required=False, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class CaseChoice(forms.ModelChoiceField):
    """A case by its number and matter; whom it is about as initials."""

    def label_from_instance(self, case):
        state = "selesai" if case.closed_on else "masih berjalan"
        return f"{case.number}, {masked_client(case)}: {case.title} ({state})"


class IncidentCreateForm(Form):
    """Which case is told of."""

    case = CaseChoice(
        Case.objects.none(), label="Kasus", empty_label="(pilih kasus)",
        help_text="Kasus FCU ini yang belum punya laporan insidental.",
    )  # fmt: skip

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = cases


class IncidentForm(Unnamed, ModelForm):
    """The report as it is being written; it may be saved unfinished, but never with a name or a number in it."""

    mark_optional = False
    happened_on = DateField(label="Tanggal kejadian", not_after_today=True)
    initials = forms.CharField(
        label="Inisial", max_length=12, required=False, help_text="Huruf depan namanya saja. Contoh: S. A.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Person.Sex.choices, required=False, widget=forms.RadioSelect)
    age_group = forms.ChoiceField(label="Kelompok umur", choices=GROUPS, required=False)
    chronology = part_field("chronology", 7, "Apa yang terjadi, urut waktu. Tanpa nama, dusun, atau nomor apa pun.")
    actions = part_field("actions", 9, "Apa yang dilakukan, tanggal berapa, apa hasilnya.")
    parties = part_field(
        "parties", 4, "Lembaga dan jabatan yang ikut menangani. Contoh: Posyandu Mekar Sari, bidan desa, TKSK."
    )
    result = part_field(
        "result", 4, "Bagaimana keadaannya sekarang. Bila belum ada hasil, tulis apa yang masih ditunggu."
    )
    follow_up = part_field(
        "follow_up", 4, "Apa yang dilakukan berikutnya, oleh siapa. Bila tidak ada, tulis “Tidak ada”."
    )
    class Meta(ModelForm.Meta):
        model = IncidentReport
        fields = ("happened_on",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = self.instance.words
        for name, value in {**words, **words.get("masked", {})}.items():
            if name in self.fields and name not in self.initial:
                self.initial[name] = value

    def lay_out(self):
        in_parts(
            self,
            ("Tentang siapa, tanpa nama", "happened_on", "initials", "sex", "age_group"),
            ("Isi laporan", *PARTS, TICK),
        )  # fmt: skip

    def clean_initials(self):
        told = " ".join(self.cleaned_data["initials"].split())
        if told and not INITIALS.fullmatch(told):
            raise forms.ValidationError("Tulis inisial saja, paling banyak empat huruf. Contoh: S. A.")
        return told

    def masking(self):
        return Masking(self.instance.case)

    def words(self):
        """What was written, as it is kept."""
        data = self.cleaned_data
        return {part: data[part] for part in PARTS} | {
            "masked": {key: data[key] for key in ("initials", "sex", "age_group")}
        }


class HandedForm(OnVersion, Form):
    """The receipt that the Dinas gave for the paper."""

    paper_number = forms.CharField(
        label="Nomor tanda terima", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Nomor agenda atau tanda terima dari Dinas Sosial. Tanpa nama orang.",
    )  # fmt: skip
    on = DateField(label="Diserahkan pada", not_after_today=True)
