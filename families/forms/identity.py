"""The identity part of a family's file: its address and card; and what every form with an identity number shares."""

import hashlib

from django import forms
from django.forms.models import ModelChoiceIterator

from families.actions.card import older_than
from families.actions.member import families_with_card
from families.decile import decile_errors
from families.forms.base import ModelForm
from families.models import CodeItem, Family, FamilyCard
from families.numbers import card_warnings
from fcu_project.forms import DateField
from fcu_project.identity import clean_number, masked
from institutions.forms.parts import in_parts
from institutions.forms.person import PhoneField

DIGITS = {"inputmode": "numeric", "class": "w-digits", "autocomplete": "off", "maxlength": "40"}
CHECK = "Periksa sekali lagi"


class NumberField(forms.CharField):
    """A NIK or nomor KK as typed or pasted; cleans to sixteen digits or "". What is stored is never printed in it."""

    takes_number = True

    def __init__(self, *, name, **kwargs):
        self.name = name
        super().__init__(required=False, widget=forms.TextInput(attrs=DIGITS), **kwargs)

    def to_python(self, value):
        return clean_number(super().to_python(value), self.name)


def stored_hint(number):
    """The hint on a number that is stored: only its first digits, and that an empty field leaves it as it is."""
    return f"Tersimpan: {masked(number)}. Kosongkan bila tidak berubah."


class _Grouped(ModelChoiceIterator):
    """The common answers of a list first, the others below them."""

    def __iter__(self):
        yield "", self.field.empty_label
        common, rare = [], []
        for row in self.queryset:
            (common if row.is_common else rare).append(self.choice(row))
        if common and rare:
            yield "Sering dipakai", common
            yield "Lainnya", rare
        else:
            yield from common + rare


class CodeField(forms.ModelChoiceField):
    """One answer of a code list, chosen by its code: as on the paper form and on the family card."""

    iterator = _Grouped

    def __init__(self, list_name, **kwargs):
        rows = CodeItem.objects.filter(list=list_name, is_active=True)
        super().__init__(rows, to_field_name="code", empty_label="(pilih)", **kwargs)

    def label_from_instance(self, row):
        return f"{row.code} – {row.label}"


class Questioned:
    """A form that questions what is rare once: the tick comes with the warning, not before it, and goes with it.

    The tick answers the warnings that stood beside it; other warnings are asked anew.
    """

    tick_label = "Sudah diperiksa, memang begitu"

    def question(self, sentences):
        """Ask whether `sentences` are so, unless the writer has said it of these very sentences."""
        if not sentences:
            return
        asked = hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:12]
        answered = self.data.get("checked") == asked
        self.fields["checked"] = forms.BooleanField(
            label=self.tick_label, required=False,
            widget=forms.CheckboxInput(attrs={"value": asked}, check_test=lambda value: answered),
        )  # fmt: skip
        if not answered:
            for sentence in sentences:
                self.add_error("checked", sentence)
        self.lay_out()

    def lay_out(self):
        """The chapters of the form, the question among them."""
        raise NotImplementedError


def neighbourhood_number(text):
    """RT or RW with three digits, "-" where it is not known. Raises ValidationError for anything else."""
    text = text.strip()
    if text in ("", "-"):
        return "-"
    if not (text.isascii() and text.isdigit()):
        raise forms.ValidationError("Isi dengan angka, contoh 003. Bila tidak tahu, isi tanda hubung (-).")
    return text.zfill(3)


class IdentityForm(Questioned, ModelForm):
    """Where the family lives, how it is reached, its card, and how others rank it (never computed here)."""

    phone = PhoneField()
    card_number = NumberField(name="Nomor KK", label="Nomor Kartu Keluarga (KK)")
    welfare_stage = CodeField("welfare_stage", label="Tahapan keluarga sejahtera", required=False)
    decile_as_of = DateField(label="Desil per tanggal", required=False, not_after_today=True)
    # Asked only when the number differs from the one on file.
    card_change = forms.ChoiceField(
        label="Mengapa nomornya berbeda?", required=False, widget=forms.RadioSelect,
        choices=[("new", "Keluarga mendapat kartu baru"), ("mistake", "Nomor yang tersimpan salah ketik")],
    )  # fmt: skip
    card_reason = forms.ChoiceField(
        label="Sebab kartu baru", required=False, choices=[("", "(pilih)"), *FamilyCard.Reason.choices[1:]]
    )
    card_from = DateField(label="Tanggal kartu baru", required=False, not_after_today=True)
    ABOUT_CHANGE = ("card_change", "card_reason", "card_from")

    class Meta(ModelForm.Meta):
        model = Family
        fields = (
            "address", "rt", "rw", "hamlet", "phone", "phone_owner", "welfare_stage", "decile", "decile_as_of",
            "decile_source",
        )  # fmt: skip
        widgets = {name: forms.TextInput(attrs={"class": "w-short", "inputmode": "numeric"}) for name in ("rt", "rw")}
        help_texts = {
            "address": "Jalan, gang, nomor rumah, atau patokan.",
            "phone_owner": "Contoh: sendiri, tetangga (Bu Ani).",
            "decile": "Angka 1 sampai 10 dari data pemerintah (DTSEN).",
            "decile_source": "Contoh: aplikasi SIKS-NG, surat Dinas Sosial.",
        }

    def __init__(self, *args, renews=False, **kwargs):
        """`renews`: it is known from the start that the family got a new card, so the questions stand there at once."""
        super().__init__(*args, **kwargs)
        self.card = self.instance.card()
        self.renews = renews and self.card is not None
        hint = stored_hint(self.card.number) if self.card else "16 angka, di bagian paling atas Kartu Keluarga."
        self.fields["card_number"].help_text = (
            f"Tulis nomor pada kartu yang baru. Yang tersimpan {masked(self.card.number)}." if self.renews else hint
        )
        self.fields["address"].required = True
        self.fields["address"].error_messages["required"] = "Alamat belum diisi."
        for name in ("rt", "rw"):
            self.fields[name].required = False
        if self.instance.welfare_stage_id:
            self.initial["welfare_stage"] = self.instance.welfare_stage
        if self.renews:
            self.fields["card_number"].widget.attrs["autofocus"] = True
        self._asked = {name: self.fields.pop(name) for name in self.ABOUT_CHANGE}
        if self.renews or (self.card and self.data.get("card_change")):
            self.fields.update(self._asked)
            for name in ("card_reason", "card_from"):
                self.fields[name].required = self.data.get("card_change", "new") == "new"
            self.fields["card_change"].required = self.renews
            self.fields["card_number"].required = self.renews
            self.fields["card_number"].error_messages["required"] = "Nomor KK yang baru belum diisi."
        self.lay_out()

    def lay_out(self):
        in_parts(
            self,
            ("A. Tempat tinggal", "address", ("rt", "rw"), "hamlet", "phone", "phone_owner"),
            ("B. Kartu Keluarga", "card_number", *self.ABOUT_CHANGE),
            ("D. Keadaan sosial ekonomi menurut data lain", "welfare_stage", "decile", "decile_as_of", "decile_source"),
            (CHECK, "checked"),
            css={CHECK: "to-check"},
        )

    def clean_rt(self):
        return neighbourhood_number(self.cleaned_data["rt"])

    def clean_rw(self):
        return neighbourhood_number(self.cleaned_data["rw"])

    def clean(self):
        data = super().clean()
        if data.get("decile") is not None and not 1 <= data["decile"] <= 10:
            self.add_error("decile", "Desil adalah angka 1 sampai 10.")
        missing = decile_errors(data.get("decile"), data.get("decile_as_of"), data.get("decile_source"))
        for name, sentence in missing.items():
            if "decile" not in self.errors and name not in self.errors:
                self.add_error(name, sentence)
        return data

    def _post_clean(self):
        super()._post_clean()
        self.question(self.warnings())
        if self.card and self._is_new(self.cleaned_data.get("card_number")):
            self._ask_why()
        elif self.renews and self.cleaned_data.get("card_number"):
            self.add_error("card_number", "Nomor ini sama dengan yang tersimpan. Tulis nomor pada kartu yang baru.")

    def warnings(self):
        """Sentences on what is rare about a new number of the card."""
        number = self.cleaned_data.get("card_number")
        return [*card_warnings(number), *self._shared(number)] if self._is_new(number) else []

    def _is_new(self, number):
        """Whether a number was typed that is not the one on file."""
        return bool(number) and not (self.card and self.card.number == number)

    def _ask_why(self):
        """A number other than the one on file is a new card or a mistake of then: who writes it knows which."""
        if "card_change" not in self.fields:
            self.fields.update(self._asked)
            for field in self._asked.values():  # from now on one of the two answers is needed
                field.required = True
            self.add_error("card_change", "Nomor ini berbeda dengan yang tersimpan. Pilih sebabnya.")
            self.lay_out()
        elif self.cleaned_data.get("card_change") == "new" and "card_from" not in self.errors:
            if too_old := older_than(self.card, self.cleaned_data["card_from"]):
                self.add_error("card_from", too_old)

    def _shared(self, number):
        """Sentences on other families of the village that stand on the same card."""
        cards = families_with_card(self.instance.region, number).exclude(family=self.instance)
        places = [(card.family.called, card.family.rt) for card in cards[:3]]
        return [
            f"Nomor KK ini juga dipakai keluarga {called}{f' (RT {rt})' if rt != '-' else ''}."
            " Centang bila dua keluarga memang satu kartu."
            for called, rt in places
        ]

    def change_of_card(self):
        """ "new" for a new card, "mistake" for a number typed wrongly then, "" where the number is as on file."""
        number = self.cleaned_data["card_number"]
        if not number or not self.card or self.card.number == number:
            return ""
        return self.cleaned_data["card_change"]

    def number_to_keep(self):
        """The number of the card after saving: the typed one, else the stored one, else ""."""
        return self.cleaned_data["card_number"] or (self.card.number if self.card else "")
