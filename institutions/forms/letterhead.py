"""The head of an office's letters: address, contact, place, who heads it, crest, and the paper it prints on."""

from django import forms
from django.core.exceptions import ValidationError

from fcu_project.forms import Form, ScanField
from institutions.forms.parts import in_parts
from institutions.models import Region

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class CrestField(ScanField):
    """A picture of a coat of arms; checked by content. Cleans to the upload itself."""

    def __init__(self):
        super().__init__(label="Lambang", required=False, help_text="Gambar JPG atau PNG, paling besar 5 MB.")

    def widget_attrs(self, widget):
        return {"accept": ".jpg,.jpeg,.png,image/*"}

    def clean(self, data, initial=None):
        if data and not self._is_picture(data):
            raise ValidationError("Lambang harus gambar JPG atau PNG.")
        return super().clean(data, initial)

    @staticmethod
    def _is_picture(upload):
        begins = upload.read(8)
        upload.seek(0)
        return not begins or begins.startswith(PICTURES)


class LetterheadForm(Form):
    """What stands at the head of every letter of the office."""

    refuses_numbers = True
    office_address = forms.CharField(label="Alamat kantor", max_length=200, required=False)
    office_contact = forms.CharField(
        label="Telepon, surel, atau laman", max_length=200, required=False,
        help_text="Dicetak seperti tertulis. Contoh: Telp. (0293) 123456.",
    )  # fmt: skip
    office_place = forms.CharField(
        label="Tempat surat ditulis", max_length=60, required=False,
        help_text="Dicetak sebelum tanggal. Contoh: Tanjung.",
    )  # fmt: skip
    office_head = forms.CharField(
        label="Nama pimpinan kantor", max_length=100, required=False,
        help_text="Dengan gelar, seperti tertulis di bawah tanda tangan.",
    )  # fmt: skip
    office_head_number = forms.CharField(
        label="NIP atau pangkat pimpinan", max_length=60, required=False,
        help_text="Contoh: NIP 19800101 200501 1 001.",
    )  # fmt: skip
    paper = forms.ChoiceField(
        label="Kertas", choices=[("F4", "F4 (215 × 330 mm)"), ("A4", "A4 (210 × 297 mm)")], widget=forms.RadioSelect
    )
    crest = CrestField()
    without_crest = forms.BooleanField(label="Hapus lambang yang sekarang", required=False)

    def __init__(self, *args, has_crest=False, region, usual_place="", usual_head="", **kwargs):
        super().__init__(*args, **kwargs)
        if not has_crest:
            del self.fields["without_crest"]
        self.fields["office_place"].help_text += f" Bila kosong: {usual_place}."
        self.fields["office_head_number"].takes_number = True
        if region.level == Region.Level.VILLAGE:  # its head signs by the assignment
            del self.fields["office_head"], self.fields["office_head_number"]
        elif usual_head:
            self.fields["office_head"].help_text += f" Bila kosong: {usual_head}."
        in_parts(
            self, ("Alamat", "office_address", "office_contact", "office_place"),
            ("Pimpinan", "office_head", "office_head_number"), ("Kertas", "paper"),
            ("Lambang daerah", "crest", "without_crest"),
        )  # fmt: skip
