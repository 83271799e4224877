"""The signed answer of a family: willing or not, and whether its data may be used (FAM-08)."""

from django import forms

from families.actions.consent import never_asked
from families.forms.base import Form
from families.forms.typed import TypedDay
from families.models import Consent
from fcu_project.forms import ScanField
from institutions.forms.parts import in_parts
from institutions.models import Person, WorkingGroup

ANSWERS = (("yes", "Bersedia"), ("no", "Tidak bersedia"))


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return str(person)


class ConsentForm(Form):
    """Both answers of the paper form, who signed, and its scan."""

    mark_optional = False  # which signature is needed depends on the answer; "(opsional)" stands where it is true
    willing = forms.ChoiceField(label="Jawaban keluarga", choices=ANSWERS, widget=forms.RadioSelect)
    data_use = forms.BooleanField(label="Setuju data keluarga dipakai untuk pelayanan FCU", required=False)
    head_signed = forms.BooleanField(label="Kepala keluarga bertanda tangan", required=False)
    spouse_signed = forms.BooleanField(label="Suami/istri bertanda tangan", required=False)
    missing_reason = forms.ChoiceField(
        label="Sebab hanya satu yang bertanda tangan", choices=Consent.Missing.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    thumbprint = forms.BooleanField(label="Dengan cap jempol", required=False)
    answered_on = TypedDay(label="Tanggal pernyataan", not_after_today=True)
    witness = PersonField(
        Person.objects.none(), label="Saksi dari pokja (opsional)", required=False, empty_label="(belum dipilih)"
    )
    interviewer = PersonField(
        Person.objects.none(), label="Petugas (opsional)", required=False, empty_label="(belum dipilih)"
    )
    note = forms.CharField(
        label="Keterangan (opsional)", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    scan = ScanField(label="Pindaian formulir (opsional)", required=False)

    def __init__(self, *args, family, **kwargs):
        self.family = family
        super().__init__(*args, **kwargs)
        self.closed = never_asked(family)
        if self.closed:
            del self.fields[self.closed]
            del self.fields["missing_reason"]
        in_parts(
            self,
            ("Jawaban", "willing"),
            ("Pemakaian data", "data_use"),
            ("Tanda tangan", "head_signed", "spouse_signed", "missing_reason", "thumbprint"),
            ("Kapan dan di hadapan siapa", "answered_on", "witness", "interviewer", "note", "scan"),
            css={"Pemakaian data": "only-willing"},
        )

    def narrow(self):
        people = Person.objects.filter(region=self.family.region).order_by("name", "id")
        group = WorkingGroup.selection_of(self.family.region)
        members = group.members.values("membership__person") if group else ()
        self.fields["witness"].queryset = people.filter(pk__in=members)
        self.fields["interviewer"].queryset = people

    @property
    def is_willing(self):
        return self.cleaned_data.get("willing") == "yes"

    def clean(self):
        data = super().clean()
        data["data_use"] = bool(data.get("data_use")) and self.is_willing
        head, spouse = data.get("head_signed", False), data.get("spouse_signed", False)
        if self.closed:
            data["missing_reason"] = Consent.Missing.UNSAFE if head or spouse else ""
        elif head and spouse:
            data["missing_reason"] = ""
        if not self.is_willing:
            return data
        if not head and not spouse:
            first = next(name for name in ("head_signed", "spouse_signed") if name in self.fields)
            self.add_error(first, "Belum ada yang bertanda tangan. Centang siapa yang menandatangani formulir.")
        elif head != spouse and not data.get("missing_reason") and "missing_reason" not in self.errors:
            self.add_error("missing_reason", "Pilih sebab hanya satu yang bertanda tangan.")
        return data

    def signed(self):
        """What both answers share."""
        names = ("answered_on", "missing_reason", "thumbprint", "note", "witness", "interviewer")
        ticks = {name: bool(self.cleaned_data.get(name)) for name in ("head_signed", "spouse_signed")}
        return {name: self.cleaned_data[name] for name in names} | ticks
