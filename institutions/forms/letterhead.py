"""The head of an office's letters: address, contact, crest, and the paper it prints on."""

from django import forms
from django.core.exceptions import ValidationError

from fcu_project.forms import Form, ScanField
from institutions.forms.parts import in_parts


class CrestField(ScanField):
    """A picture of a coat of arms; checked by content. Cleans to the upload itself."""

    def __init__(self):
        super().__init__(label="Lambang", required=False, help_text="Gambar JPG atau PNG, paling besar 5 MB.")

    def widget_attrs(self, widget):
        return {"accept": ".jpg,.jpeg,.png,image/*"}

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload.read(5) == b"%PDF-":
            raise ValidationError("Lambang harus gambar JPG atau PNG.")
        if upload:
            upload.seek(0)
        return upload


class LetterheadForm(Form):
    """What stands at the head of every letter of the office."""

    refuses_numbers = True
    office_address = forms.CharField(label="Alamat kantor", max_length=200, required=False)
    office_contact = forms.CharField(
        label="Telepon, surel, atau laman", max_length=200, required=False,
        help_text="Dicetak seperti tertulis. Contoh: Telp. (0293) 123456.",
    )  # fmt: skip
    paper = forms.ChoiceField(
        label="Kertas", choices=[("F4", "F4 (215 × 330 mm)"), ("A4", "A4 (210 × 297 mm)")], widget=forms.RadioSelect
    )
    crest = CrestField()
    without_crest = forms.BooleanField(label="Hapus lambang yang sekarang", required=False)

    def __init__(self, *args, has_crest=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_crest:
            del self.fields["without_crest"]
        in_parts(
            self, ("Alamat", "office_address", "office_contact"), ("Kertas", "paper"),
            ("Lambang daerah", "crest", "without_crest"),
        )  # fmt: skip
