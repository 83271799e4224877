"""The short record of a family, its confirmation, archive and the look at whole numbers."""

from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from families.filters import padded
from families.forms.base import Form, ModelForm
from families.household import composition_of
from families.likeness import probable_twins
from families.models import Family, NumberClash, ProblemType, Sex
from families.models.family import TITLE, UNKNOWN
from fcu_project.forms import DateField, RowsField
from institutions.forms.parts import in_parts
from institutions.forms.picking import MOST_ROWS, TickForm
from institutions.models import Person, WorkingGroup, WorkingGroupMember
from institutions.models.person import fold


class NeighbourhoodField(forms.CharField):
    """RT or RW as on paper: 3, 03 or 003; "-" or nothing where it is not known."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def widget_attrs(self, widget):
        return {"class": "w-short", "autocomplete": "off", "maxlength": "3"}

    def to_python(self, value):
        text = super().to_python(value)
        if text in ("", UNKNOWN):
            return UNKNOWN
        if not (text.isascii() and text.isdigit() and len(text) <= 3):
            raise ValidationError(f"{self.label} berisi 1 sampai 3 angka, contoh 3 atau 003. Isi - bila tidak tahu.")
        return padded(text)


class OccupationField(forms.ModelChoiceField):
    """An occupation of the card's list, its code beside it: the common ones first."""

    def label_from_instance(self, row):
        return f"{row.code} – {row.label}"

    def group(self):
        """Two groups: what most people are, then all others in the order of their codes. Read once, when shown."""
        self.choices = cache(self._in_two_groups)

    def _in_two_groups(self):
        rows = list(self.queryset)
        common = [(row.pk, self.label_from_instance(row)) for row in rows if row.is_common]
        others = sorted((row for row in rows if not row.is_common), key=lambda row: row.code)
        others = [(row.pk, self.label_from_instance(row)) for row in others]
        return [("", self.empty_label), ("Yang sering", common), ("Pekerjaan lain", others)]


def gatherers(region, kept=None):
    """Who may have gathered a record: members of the selection group, and whoever stands on it already."""
    at_work = WorkingGroupMember.objects.filter(group__in=WorkingGroup.selections_of(region))
    members = at_work.filter(membership__left_on=None).values("membership__person")
    return Person.objects.filter(Q(pk__in=members) | Q(pk=kept)).order_by("name", "id")


class RecordForm(ModelForm):
    """The short record, in the order of the paper list (III.B.5.2(2))."""

    mark_optional = False  # the three facts may wait until the FGD, so they are neither required nor "(opsional)"
    rt, rw = NeighbourhoodField(label="RT"), NeighbourhoodField(label="RW")
    problems = RowsField(
        ProblemType.objects.none(), label="Jenis masalah", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Boleh lebih dari satu. Kekerasan, napza, dan perlindungan anak tidak ditulis di sini: sampaikan "
        "langsung kepada koordinator FCU atau LK3.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = Family
        fields = (
            "head_name", "head_sex", "rt", "rw", "hamlet", "socio_economic", "occupation", "problems", "problem_note",
            "potential", "recorded_on", "interviewer",
        )  # fmt: skip
        field_classes = {"occupation": OccupationField}
        widgets = {
            "head_sex": forms.RadioSelect,
            "socio_economic": forms.RadioSelect,
            "problem_note": forms.Textarea(attrs={"rows": 2}),
            "potential": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "hamlet": "Dusun (opsional)", "problem_note": "Keterangan masalah (opsional)",
            "potential": "Potensi keluarga (opsional)", "interviewer": "Petugas pendata (opsional)",
        }  # fmt: skip
        help_texts = {
            "head_name": "Tanpa sapaan, seperti di kartu keluarga.",
            "socio_economic": "Status, pekerjaan, dan jenis masalah harus lengkap sebelum FGD.",
            "potential": "Yang sudah baik atau dimiliki: keterampilan, kebun, rukun dengan tetangga.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.fields
        if "head_sex" in fields:
            fields["head_sex"].choices = Sex.choices
        fields["socio_economic"].empty_label = "Belum diketahui"
        fields["occupation"].empty_label = "(pilih pekerjaan)"
        fields["occupation"].group()
        fields["interviewer"].empty_label = "(tidak dicatat)"
        fields["recorded_on"].not_after_today = True
        fields["problems"].choices = cache(lambda: [(row.pk, row.name) for row in fields["problems"].queryset])
        if self.instance.pk and "problems" not in self.initial:
            self.initial["problems"] = list(self.instance.problems.values_list("pk", flat=True))

    def narrow(self):
        super().narrow()
        fields = self.fields
        fields["interviewer"].queryset = gatherers(self.by.region, self.instance.interviewer_id)
        kept = Q(pk__in=self.instance.problems.values("pk")) if self.instance.pk else Q()
        fields["problems"].queryset = ProblemType.objects.filter(Q(is_active=True, is_sensitive=False) | kept)

    def clean_head_name(self):
        return TITLE.sub("", " ".join(self.cleaned_data["head_name"].split()))

    def in_parts(self, *more):
        in_parts(
            self,
            ("Kepala keluarga", "head_name", "other_family", "head_sex", ("rt", "rw"), "hamlet"),
            ("Tiga data untuk FGD", "socio_economic", "occupation", "problems"),
            ("Keterangan", "problem_note", "potential"),
            ("Pendataan", "recorded_on", "interviewer"),
            *more,
            css={"Tiga data untuk FGD": "in-columns"},
        )


class CandidateForm(RecordForm):
    """A new candidate. The same name in the same RT is questioned once; "Ini keluarga lain" is asked only then."""

    other_family = forms.BooleanField(label="Ini keluarga lain", required=False)
    twins = ()  # files that are probably of this family; once it is said to be another, it is told apart from them

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._other_family = self.fields["other_family"]
        if not self.data.get("other_family"):
            del self.fields["other_family"]
        self.in_parts()

    def clean(self):
        data = super().clean()
        if data.get("head_name") and data.get("other_family"):
            self.twins = probable_twins(
                self.by.region, data["head_name"], data.get("rt", UNKNOWN), data.get("rw", UNKNOWN)
            )
        elif data.get("head_name"):
            here = Family.objects.filter(region=self.by.region, search_name=fold(data["head_name"]))
            twin = here.filter(rt=data.get("rt", UNKNOWN)).order_by("archived_on", "id").first()
            if twin:
                self._question(twin)
        return data

    def _question(self, twin):
        place = f" di RT {twin.rt}" if twin.rt != UNKNOWN else ""
        kept = ", berkasnya diarsipkan" if twin.archived_on else ""
        self.add_error(
            "head_name",
            f"Sudah ada {twin.called}{place} (no. {twin.number}{kept}). Bila memang lain, centang “Ini keluarga lain”.",
        )
        self.fields["other_family"] = self._other_family
        self.in_parts()


class FamilyForm(RecordForm):
    """Change the short record. Once there are members, the head's name follows the member who is head."""

    class Meta(RecordForm.Meta):
        fields = (*RecordForm.Meta.fields, "composition")
        labels = {**RecordForm.Meta.labels, "composition": "Bentuk keluarga (opsional)"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sees_members = self.by.has_perm("families.view_familymember")
        if self.instance.pk and self.instance.members.filter(left_on=None, is_head=True).exists():
            del self.fields["head_name"], self.fields["head_sex"]
        if sees_members:
            derived = composition_of(list(self.instance.current_members()))
            words = Family.Composition(derived).label if derived else "belum bisa dibaca"
            self.fields["composition"].choices = [
                ("", f"Ikuti daftar anggota ({words})"), *Family.Composition.choices,
            ]  # fmt: skip
        else:
            del self.fields["composition"]
        self.in_parts(("Bentuk keluarga", "composition"))


class ConfirmForm(TickForm):
    """Candidates whose record the village head finds true: some ticked, or all that stand on the screen.

    Each row carries the version that was read: what changed since is looked at again before it is confirmed. Another
    office (`from_paper`) says who signed the paper list, and when.
    """

    signed_by = forms.CharField(label="Nama yang menandatangani", max_length=60)
    signed_on = DateField(label="Tanggal tanda tangan", not_after_today=True)
    ticked = RowsField(Family.objects.none(), label="Keluarga", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, rows, from_paper, **kwargs):
        self.waiting, self.from_paper = rows, from_paper
        super().__init__(*args, **kwargs)
        if not from_paper:
            del self.fields["signed_by"], self.fields["signed_on"]
        found = list(rows[: MOST_ROWS + 1])
        self.has_more, found = len(found) > MOST_ROWS, found[:MOST_ROWS]
        self.offer(found, lambda row: {"seen": forms.CharField(required=False, max_length=12)})

    def narrow(self):
        self.fields["ticked"].queryset = self.waiting

    def clean(self):
        data = super().clean()
        everyone = bool(self.data.get("all"))
        keys = {row.pk for row in data.get("ticked") or ()}
        self.chosen = [row for row in self._rows if (self.answer("seen", row) if everyone else row.pk in keys)]
        if not self.chosen and not self.errors:
            self.add_error("ticked", "Centang sedikitnya satu keluarga.")
        for row in self.chosen:
            if self.answer("seen", row) != str(row.version):
                self.add_error(None, f"Data {row.called} baru saja diubah. Lihat lagi, lalu benarkan.")
        return data


class ArchiveForm(Form):
    """Why a file is put away."""

    reason = forms.CharField(
        label="Alasan diarsipkan", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: tercatat dua kali, pindah sebelum FGD.",
    )  # fmt: skip


class RevealForm(Form):
    """Why somebody needs to see whole numbers."""

    reason = forms.CharField(
        label="Alasan melihat nomor lengkap", min_length=10, max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: mencocokkan dengan kartu keluarga untuk pengurusan BPJS.",
    )  # fmt: skip


class ClashForm(ModelForm):
    """What the Dinas found out about a NIK that stands in two villages."""

    class Meta(ModelForm.Meta):
        model = NumberClash
        fields = ("settled_on", "settled_note")
        widgets = {"settled_note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "settled_note": "Contoh: pindah domisili, desa asal diminta mencatat keluar. Tanpa nama dan tanpa NIK."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("settled_on", "settled_note"):
            self.fields[name].required = True
        self.fields["settled_on"].not_after_today = True
        self.fields["settled_on"].label = "Tanggal diselesaikan"
        self.fields["settled_note"].label = "Hasil pemeriksaan"
        self.fields["settled_on"].error_messages["required"] = "Tanggal diselesaikan belum diisi."
        self.fields["settled_note"].error_messages["required"] = "Hasil pemeriksaan belum diisi."

    def clean_settled_on(self):
        day = self.cleaned_data["settled_on"]
        if day and day < self.instance.found_on:
            raise ValidationError("Tanggal selesai tidak boleh mendahului tanggal ditemukan.")
        return day

