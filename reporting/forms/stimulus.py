"""Entitlements of several families by one decision, accounts, requests, decisions, payments, what was given back."""

from django import forms

from families.forms import base
from families.forms.family import RevealForm as FamilyRevealForm
from families.models import Recipient
from fcu_project import dates
from fcu_project.forms import DateField, RowsField, RupiahField, ScanField, WholeNumberField
from fcu_project.identity import BETWEEN
from institutions.forms.parts import in_parts
from institutions.forms.picking import TickForm, label_for
from institutions.plans import FIRST_YEAR, LAST_YEAR, Source
from reporting.models import BudgetLine, Disbursement, FamilyAccount, StimulusGrant
from reporting.money.bank_numbers import WithoutAccounts
from reporting.money.purses import GOVERNMENT
from reporting.money.stimulus import ADULT, adult_problem, adults

__all__ = [
    "AccountForm", "ApproveForm", "EndForm", "GrantForm", "GrantsForm", "PayForm", "RefuseForm", "RequestForm",
    "ReturnForm", "RevealForm",
]  # fmt: skip
WORDS = {"rows": 3}
LEAST_DIGITS, MOST_DIGITS = 10, 16
DIGITS = {"inputmode": "numeric", "class": "w-digits", "autocomplete": "off", "maxlength": "40"}
SOURCES = [choice for choice in Source.choices if choice[0] in GOVERNMENT]
NO_AMOUNT = "Hak keluarga belum diisi."


class Form(WithoutAccounts, base.Form):
    """A form of the stimulus: no words of it hold an account number."""


class ModelForm(WithoutAccounts, base.ModelForm):
    """A form of a row of the stimulus."""


class AccountNumberField(forms.CharField):
    """A bank account number as typed or pasted; cleans to its digits. What is stored is never printed in it."""

    takes_number = True

    def __init__(self, **kwargs):
        super().__init__(widget=forms.TextInput(attrs=DIGITS), **kwargs)

    def to_python(self, value):
        digits = super().to_python(value).translate(BETWEEN)
        if not digits:
            return ""
        if not (digits.isascii() and digits.isdigit()):
            raise forms.ValidationError("Nomor rekening hanya berisi angka 0 sampai 9. Tulis tanpa huruf.")
        if not LEAST_DIGITS <= len(digits) <= MOST_DIGITS:
            raise forms.ValidationError(
                f"Nomor rekening harus {LEAST_DIGITS} sampai {MOST_DIGITS} angka. Terisi {len(digits)}."
            )
        if len(set(digits)) == 1:
            raise forms.ValidationError("Nomor rekening tidak mungkin angka yang sama semua. Lihat buku tabungannya.")
        return digits


def needed(field, sentence):
    field.required = True
    field.error_messages["required"] = sentence


def lines_for(by, *, year=None):
    """Budget lines for families that this office may choose."""
    rows = BudgetLine.objects.visible_to(by).standing().filter(kind=BudgetLine.Kind.FAMILY)
    return (rows.filter(year=year) if year else rows).order_by("-year", "id")


class LineField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            BudgetLine.objects.none(), label="Dari anggaran (opsional)", required=False, empty_label="(tidak dipilih)",
            **kwargs,
        )  # fmt: skip

    def label_from_instance(self, line):
        return f"{line.year}, {line.get_source_display()}: {line.title} ({dates.rupiah(line.amount)})"


# --- what families are entitled to ------------------------------------------------------------------------------------
class GrantsForm(WithoutAccounts, TickForm):
    """One decision on several recipients: what is the same for all is typed once, an amount may differ."""

    refuses_numbers = True
    ticked = RowsField(Recipient.objects.none(), label="Keluarga penerima", widget=forms.CheckboxSelectMultiple)
    year = WholeNumberField(label="Tahun anggaran", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    source = forms.ChoiceField(label="Sumber dana", choices=SOURCES)
    decision_number = forms.CharField(label="Nomor keputusan", max_length=80)
    decided_on = DateField(label="Tanggal keputusan", not_after_today=True)
    amount_all = RupiahField(
        label="Hak tiap keluarga (rupiah)", help_text="Contoh 3.000.000. Boleh dibedakan per keluarga di bawah."
    )
    purpose = forms.CharField(label="Untuk apa", max_length=300, help_text="Contoh: modal usaha warung.")
    budget_line = LineField()
    scan = ScanField(label="Pindaian keputusan (opsional)", required=False)

    def __init__(self, *args, rows, from_paper=False, **kwargs):
        self.rows = rows
        super().__init__(*args, **kwargs)
        self.offer(rows, self.answers_of)
        self.fields["ticked"].error_messages |= {
            "required": "Centang sedikitnya satu keluarga.",
            "invalid_choice": "Keluarga ini tidak ada di pilihan. Muat ulang halaman.",
        }
        self.fields["year"].error_messages |= {
            "min_value": f"Isi tahun mulai {FIRST_YEAR}.", "max_value": f"Isi tahun sampai {LAST_YEAR}.",
        }  # fmt: skip
        if from_paper:
            self.fields["scan"].label = "Pindaian keputusan"
            needed(self.fields["scan"], "Pindaian keputusan belum diunggah. Pilih berkasnya.")

    def narrow(self):
        self.fields["ticked"].queryset = Recipient.objects.filter(pk__in=[row.pk for row in self.rows])
        self.fields["budget_line"].queryset = lines_for(self.by)

    def answers_of(self, row):
        return {"amount": RupiahField(label=label_for(row.family.called, "Jumlah lain (opsional)"), blank=None)}

    def chosen(self):
        keys = {row.pk for row in self.cleaned_data.get("ticked") or ()}
        return [row for row in self.rows if row.pk in keys]

    def amount_of(self, row):
        own = self.cleaned_data.get(f"amount-{row.pk}")
        return self.cleaned_data.get("amount_all") if own is None else own

    def clean(self):
        data = super().clean()
        chosen, year, source = self.chosen(), data.get("year"), data.get("source")
        there = StimulusGrant.objects.filter(family__in=[row.family for row in chosen], year=year, source=source)
        have = set(there.values_list("family", flat=True)) if year and source else set()
        for row in chosen:
            if row.family_id in have:
                told = f"{row.family.called} sudah punya dana stimulan {Source(source).label} tahun {year}."
                self.add_error(f"amount-{row.pk}", f"{told} Lepaskan centangnya.")
            elif not self.amount_of(row) and f"amount-{row.pk}" not in self.errors and "amount_all" not in self.errors:
                self.add_error(f"amount-{row.pk}", f"{row.family.called}: {NO_AMOUNT}")
        if not data.get("amount_all") and not chosen and "amount_all" not in self.errors:
            self.add_error("amount_all", NO_AMOUNT)
        return data

    def grants(self):
        """The grants to keep, one for each family that was ticked."""
        data = self.cleaned_data
        same = {name: data[name] for name in ("year", "source", "decision_number", "decided_on", "purpose")}
        return [
            StimulusGrant(recipient=row, entitlement=self.amount_of(row), budget_line=data["budget_line"], **same)
            for row in self.chosen()
        ]


class GrantForm(ModelForm):
    """What was typed from the decision, mended."""

    mark_optional = False
    entitlement = RupiahField(label="Hak keluarga (rupiah)", least=1)
    budget_line = LineField()

    class Meta(ModelForm.Meta):
        model = StimulusGrant
        fields = ("entitlement", "purpose", "decision_number", "decided_on", "budget_line")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].not_after_today = True

    def narrow(self):
        self.fields["budget_line"].queryset = lines_for(self.by, year=self.instance.year)

    def clean_entitlement(self):
        amount = self.cleaned_data["entitlement"]
        if not amount:
            raise forms.ValidationError(NO_AMOUNT)
        return amount


class EndForm(Form):
    """From when something is over, and why."""

    on = DateField(label="Sejak tanggal", not_after_today=True)
    reason = forms.CharField(label="Alasan", min_length=5, max_length=200, widget=forms.Textarea(attrs=WORDS))


# --- the account ------------------------------------------------------------------------------------------------------
class MemberField(forms.ModelChoiceField):
    """A member who lives in the family and is grown up today; who was not on the day of the paper is told so."""

    def __init__(self, family, **kwargs):
        grown = [member.pk for member in adults(family, dates.today_in(family.region.zone))]
        offered = family.current_members().filter(pk__in=grown)
        super().__init__(offered, empty_label="(pilih anggota keluarga)", **kwargs)

    def label_from_instance(self, member):
        return f"{member.name} ({member.relation.label.lower()})"


class OfFamily:
    """A form on one family: the choice of members is that of the family, whoever asks."""

    member_fields = ()

    def narrow(self):
        """The members are narrowed to the family where the field is made."""

    def check_member(self, name, day, what):
        member = self.cleaned_data.get(name)
        problem = adult_problem(member, self.family, day, what=what) if member and day else ""
        if problem:
            self.add_error(name, problem)


class AccountForm(OfFamily, ModelForm):
    """The account of one grown-up member of the family, as its savings book says."""

    mark_optional = False
    number = AccountNumberField(label="Nomor rekening", help_text="10 sampai 16 angka, lihat di buku tabungan.")
    replaced_because = forms.CharField(
        label="Mengapa rekening lama tidak dipakai lagi", max_length=200, min_length=5,
        help_text="Contoh: buku tabungan hilang, pemilik meninggal.",
    )  # fmt: skip
    scan = ScanField(
        label="Foto atau pindaian buku tabungan (opsional)", required=False,
        help_text="Hanya bisa dibuka petugas Dinas yang berhak melihat nomor rekening.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = FamilyAccount
        fields = ("bank", "holder", "opened_on")
        help_texts = {"bank": "Contoh: BRI Unit Tanjung."}

    def __init__(self, *args, family, old=None, from_paper=False, **kwargs):
        self.family = family
        super().__init__(*args, **kwargs)
        self.fields["holder"] = MemberField(
            family, label="Pemilik rekening", help_text=f"Satu anggota keluarga yang sudah {ADULT} tahun."
        )
        self.fields["holder"].error_messages |= {
            "required": "Pemilik rekening belum dipilih.",
            "invalid_choice": f"Pemilik rekening harus anggota keluarga ini yang sudah {ADULT} tahun.",
        }
        self.fields["opened_on"].not_after_today = True
        if old is None:
            del self.fields["replaced_because"]
        if from_paper:
            self.fields["scan"].label = "Foto atau pindaian buku tabungan"
            needed(self.fields["scan"], "Foto atau pindaian buku tabungan belum diunggah. Pilih berkasnya.")
        in_parts(
            self, ("Rekening", "bank", "number", "holder", "opened_on", "scan"), ("Rekening lama", "replaced_because")
        )

    def clean(self):
        data = super().clean()
        self.check_member("holder", data.get("opened_on"), "Pemilik rekening")
        self.instance.number = data.get("number", "")
        return data


# --- requests, decisions, payments ------------------------------------------------------------------------------------
class RequestForm(OfFamily, ModelForm):
    """What the family asks for, as its signed request says."""

    mark_optional = False
    amount = RupiahField(label="Jumlah yang diajukan (rupiah)", least=1)
    scan = ScanField(label="Pindaian surat permohonan (opsional)", required=False)

    class Meta(ModelForm.Meta):
        model = Disbursement
        fields = ("requested_on", "requested_by", "purpose")
        labels = {"requested_on": "Tanggal surat permohonan"}
        widgets = {"purpose": forms.Textarea(attrs=WORDS)}
        help_texts = {"purpose": "Contoh: membeli etalase dan beras untuk warung."}

    def __init__(self, *args, grant, **kwargs):
        self.family, self.grant = grant.family, grant
        super().__init__(*args, **kwargs)
        self.fields["requested_by"] = MemberField(
            self.family, label="Yang mengajukan", help_text=f"Anggota keluarga yang sudah {ADULT} tahun."
        )
        self.fields["requested_by"].error_messages |= {
            "required": "Yang mengajukan belum dipilih.",
            "invalid_choice": f"Pilih anggota keluarga ini yang sudah {ADULT} tahun.",
        }  # fmt: skip
        self.fields["requested_on"].not_after_today = True
        in_parts(self, ("Permohonan", "requested_on", "requested_by", "amount", "purpose", "scan"))

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError("Jumlah yang diajukan belum diisi.")
        return amount

    def clean(self):
        data = super().clean()
        self.check_member("requested_by", data.get("requested_on"), "Yang mengajukan")
        self.instance.amount = data.get("amount") or 0
        return data


class FromPaperForm(Form):
    """An act of the Dinas; entered by the village it needs the number and the scan of its paper."""

    mark_optional = False

    def __init__(self, *args, row, from_paper, **kwargs):
        self.row = row
        super().__init__(*args, **kwargs)
        if from_paper and "scan" in self.fields:
            self.fields["scan"].label = "Pindaian surat Dinas"
            needed(self.fields["scan"], "Pindaian surat Dinas belum diunggah. Pilih berkasnya.")
            needed(self.fields["decision_number"], "Nomor surat belum diisi.")
            self.fields["decision_number"].label = "Nomor surat"


class ApproveForm(FromPaperForm):
    approved = RupiahField(label="Jumlah yang disetujui (rupiah)", least=1)
    decision_number = forms.CharField(label="Nomor persetujuan", max_length=60)
    decided_on = DateField(label="Tanggal persetujuan", not_after_today=True)
    note = forms.CharField(
        label="Catatan (opsional)", required=False, max_length=300, widget=forms.Textarea(attrs=WORDS)
    )
    scan = ScanField(label="Pindaian persetujuan (opsional)", required=False)

    def clean_approved(self):
        amount = self.cleaned_data["approved"]
        if not amount:
            raise forms.ValidationError("Jumlah yang disetujui belum diisi.")
        return amount


class RefuseForm(FromPaperForm):
    decided_on = DateField(label="Tanggal penolakan", not_after_today=True)
    reason = forms.CharField(
        label="Alasan ditolak", min_length=5, max_length=300, widget=forms.Textarea(attrs=WORDS),
        help_text="Keluarga dan FCU membaca alasan ini.",
    )  # fmt: skip
    decision_number = forms.CharField(label="Nomor surat (opsional)", max_length=60, required=False)
    scan = ScanField(label="Pindaian surat (opsional)", required=False)


class PayForm(FromPaperForm):
    paid_on = DateField(label="Tanggal dana masuk rekening", not_after_today=True)
    paid_proof = forms.CharField(
        label="Nomor bukti pencairan", max_length=120, help_text="Contoh: nomor SP2D atau bukti transfer."
    )


class ReturnForm(ModelForm):
    """What the family paid back of the payment, all in all."""

    mark_optional = False
    returned = RupiahField(
        label="Jumlah yang dikembalikan (rupiah)", blank=None,
        help_text="Seluruhnya sampai sekarang. Isi 0 bila ternyata tidak ada.",
    )
    returned_on = DateField(label="Tanggal dikembalikan", required=False, not_after_today=True)
    returned_proof = forms.CharField(
        label="Nomor bukti setor", required=False, max_length=120,
        help_text="Contoh: bukti setor kas negara, tanda terima.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = Disbursement
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("returned", "returned_on", "returned_proof"):
            self.initial.setdefault(name, getattr(self.instance, name) or "")

    def clean_returned(self):
        amount = self.cleaned_data["returned"]
        if amount is None:
            raise forms.ValidationError("Jumlah yang dikembalikan belum diisi. Tulis 0 bila tidak ada.")
        return amount

    def clean(self):
        data = super().clean()
        if data.get("returned"):
            for name, told in (("returned_on", "Tanggal dikembalikan belum diisi."),
                               ("returned_proof", "Nomor bukti setor belum diisi.")):  # fmt: skip
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, told)
        for name in ("returned", "returned_on", "returned_proof"):
            if name not in self.errors:
                setattr(self.instance, name, data.get(name))
        return data


class RevealForm(WithoutAccounts, FamilyRevealForm):
    """Why somebody needs to see the whole number of an account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Contoh: mencocokkan dengan buku tabungan sebelum pencairan."
