"""Base forms: the idempotency key and version every write carries, Indonesian dates and times, plain messages."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError

from fcu_project import dates, files
from fcu_project.identity import IDENTITY_NUMBER

MOST_RUPIAH = 9_999_999_999  # 7.21
WHOLE_RUPIAH = re.compile(r"(?:Rp\.? ?)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)", re.IGNORECASE | re.ASCII)
WITH_SEN = re.compile(r"(?:Rp\.? ?)?[0-9.]+,[0-9-]*", re.IGNORECASE | re.ASCII)


class DateField(forms.DateField):
    """A date typed as on paper: 12-03-2025, 12/03/2025, 12 Maret 2025 or 2025-03-12."""

    widget = forms.TextInput

    def __init__(self, *args, not_after_today=False, **kwargs):
        self.not_after_today = not_after_today
        kwargs.pop("input_formats", None)
        super().__init__(*args, **kwargs)
        self.help_text = self.help_text or "Tanggal-bulan-tahun, contoh 12-03-2025."

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "class": "w-date", "autocomplete": "off", "maxlength": "20"}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if hasattr(value, "year"):
            return value
        try:
            return dates.parse_date(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def validate(self, value):
        super().validate(value)
        if value and self.not_after_today and value > dates.today():
            raise ValidationError("Tanggal tidak boleh setelah hari ini.")

    def prepare_value(self, value):
        return dates.short_date(value) if hasattr(value, "year") else value


class TimeField(forms.TimeField):
    """A time typed 09.00, 09:00 or 0900."""

    widget = forms.TextInput

    def __init__(self, *args, **kwargs):
        kwargs.pop("input_formats", None)
        super().__init__(*args, **kwargs)
        self.help_text = self.help_text or "Jam.menit, contoh 09.00."
        self.error_messages["invalid"] = "Tuliskan jam seperti 09.00."

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "class": "w-date", "autocomplete": "off", "maxlength": "5"}

    def to_python(self, value):
        if isinstance(value, str):
            value = value.strip().replace(".", ":").replace(",", ":")
            if value.isascii() and value.isdigit() and len(value) in (3, 4):  # 2310, 930
                value = f"{value[:-2]}:{value[-2:]}"
            value = f"{value}:00" if value.isascii() and value.isdigit() and len(value) <= 2 else value
        return super().to_python(value)

    def prepare_value(self, value):
        return dates.clock(value) if hasattr(value, "hour") else value


class ScanField(forms.FileField):
    """A scan or photo of a paper; checked by content, not by name. Cleans to the upload itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = self.help_text or "PDF, JPG, atau PNG, paling besar 5 MB. Boleh foto dari HP."
        self.error_messages["empty"] = "Berkas kosong (0 bita). Pilih berkas lain."

    def widget_attrs(self, widget):
        return {"accept": ".pdf,.jpg,.jpeg,.png,image/*"}

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            files.check_scan(upload)
        return upload


class PhotoField(forms.FileField):
    """A photo, JPG or PNG; checked by content. Cleans to the upload itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = self.help_text or "JPG atau PNG, paling besar 5 MB. Boleh langsung dari kamera HP."
        self.error_messages["empty"] = "Berkas kosong (0 bita). Pilih berkas lain."

    def widget_attrs(self, widget):
        return {"accept": ".jpg,.jpeg,.png,image/*"}

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            files.check_photo(upload)
        return upload


BELOW_ZERO = "Jumlah tidak boleh kurang dari nol."


class WholeNumberField(forms.IntegerField):
    """A number of digits only: "1.000" is no 1, and "1e5" no number."""

    widget = forms.TextInput

    def to_python(self, value):
        text = str(value).strip() if value is not None else ""
        if re.fullmatch(r"[-−][0-9]+", text):
            raise ValidationError(BELOW_ZERO, code="min_value")
        if text and not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "class": "w-date", "autocomplete": "off"}


class RupiahField(forms.Field):
    """Whole rupiah as people write it: 1500000, 1.500.000 or Rp1.500.000. Nothing typed means `blank` (zero)."""

    widget = forms.TextInput

    def __init__(self, *, blank=0, least=0, most=MOST_RUPIAH, **kwargs):
        self.blank, self.least, self.most = blank, least, most
        super().__init__(required=False, **kwargs)

    def widget_attrs(self, widget):
        # data-rupiah: app.js sets the dots while digits are typed.
        return {"inputmode": "numeric", "class": "w-date", "autocomplete": "off", "maxlength": "25", "data-rupiah": ""}

    def to_python(self, value):
        text = " ".join(str(value if value is not None else "").split())
        if not text:
            return self.blank
        if re.fullmatch(r"(?:Rp\.? ?)?[-−(].*", text, re.IGNORECASE):
            raise ValidationError("Jumlah uang tidak boleh kurang dari nol.")
        if WITH_SEN.fullmatch(text):
            raise ValidationError("Tulis rupiah bulat tanpa koma dan sen, contoh 1.500.000.")
        found = WHOLE_RUPIAH.fullmatch(text)
        if found is None:
            raise ValidationError("Tulis jumlahnya dengan angka lengkap, contoh 1.500.000. Jangan disingkat “jt”.")
        amount = int(found[1].replace(".", "")[:20])
        if amount < self.least:
            raise ValidationError(f"Isi sedikitnya Rp{self.least}.")
        if amount > self.most:
            raise ValidationError(f"Jumlah ini terlalu besar. Paling banyak {dates.rupiah(self.most)}.")
        return amount

    def prepare_value(self, value):
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def is_key(value):
    """Whether this can be a row's key at all: digits, and no more of them than the database holds."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) <= 18


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows to tick; a key that can be no row's is refused like any other that was not offered."""

    def clean(self, value):
        for key in value or ():
            if not is_key(key):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)


def model_field(field, **kwargs):
    """Form fields of model fields: our own dates, times and numbers, otherwise Django's."""
    if field.get_internal_type() == "DateField":
        kwargs["form_class"] = DateField
    elif field.get_internal_type() == "TimeField":
        kwargs["form_class"] = TimeField
    elif field.get_internal_type() in ("PositiveIntegerField", "PositiveSmallIntegerField"):
        kwargs["form_class"] = WholeNumberField
    return field.formfield(**kwargs)


class WithoutNumbers:
    """Refuses an identity number in any field of words: free text is neither encrypted nor masked.

    Only a form that sets `refuses_numbers` asks. A field made for a number says so itself by `takes_number`.
    """

    refuses_numbers = True

    def _clean_fields(self):
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()) if self.refuses_numbers else ():
            takes_number = getattr(self.fields[name], "takes_number", False)
            if isinstance(value, str) and not takes_number and IDENTITY_NUMBER.search(value):
                self.add_error(name, "Jangan menulis NIK atau nomor KK di sini.")


class GuardedForm(WithoutNumbers):
    """Adds to a form what the write view asks of it.

    `by` is the acting assignment: choices are narrowed to what it may see. `idempotency_key` and `row_version` are
    printed as hidden fields by the form template.
    """

    refuses_numbers = False

    def __init__(self, *args, by=None, **kwargs):
        self.by = by
        super().__init__(*args, **kwargs)
        self.idempotency_key = self.data.get("_key") or str(uuid.uuid4())
        for field in self.fields.values():
            required = f"{field.label} belum diisi." if field.label else "Belum diisi."
            if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
                required = f"{field.label} belum dipilih." if field.label else "Pilih salah satu jawaban."
                field.error_messages["invalid_choice"] = "Pilihan ini tidak tersedia. Pilih dari daftar."
            field.error_messages["required"] = required
            if getattr(field, "min_length", None):
                short = f"{field.label} terlalu pendek. Tuliskan sedikitnya {field.min_length} huruf."
                field.error_messages["min_length"] = short
            if isinstance(field, forms.IntegerField):
                field.error_messages["invalid"] = "Isi dengan angka saja, tanpa titik atau huruf."
                if field.min_value == 0:
                    field.error_messages["min_value"] = BELOW_ZERO
            if isinstance(field, forms.CharField) and field.max_length:
                most = f"{field.label or 'Isian ini'} tidak boleh lebih dari {field.max_length} huruf"
                too_long = f"{most}; yang ditulis %(show_value)d huruf."
                field.error_messages["max_length"] = too_long
        self.narrow()

    def narrow(self):
        """Limit every choice of rows to those the actor may see."""
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and hasattr(field.queryset, "visible_to"):
                field.queryset = field.queryset.visible_to(self.by)

    @property
    def row_version(self):
        if self.is_bound and "_version" in self.data:  # what comes back still says at which version it was opened
            return self.data["_version"]
        instance = getattr(self, "instance", None)
        return instance.version if instance is not None and instance.pk else ""


class Form(GuardedForm, forms.Form):
    """A form that is no model's."""


class ModelForm(GuardedForm, forms.ModelForm):
    """A model's form. Its Meta should inherit `ModelForm.Meta` for Indonesian dates."""

    class Meta:
        formfield_callback = model_field

    def _get_validation_exclusions(self):
        # Fields set by the view (region, keeper) still take part in uniqueness, so that the user sees a sentence
        # instead of a database error.
        return super()._get_validation_exclusions() - set(getattr(self, "checked_with", ()))
