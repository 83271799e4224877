"""A letter in own words, who signs it, and how the office writes its numbers."""

from django import forms

from fcu_project.forms import Form, ModelForm, WholeNumberField
from fcu_project.table_field import TableField
from institutions.books import book_of, last_in_one_series
from institutions.documents.letter_kinds import LETTER_KINDS
from institutions.forms.parts import in_parts
from institutions.models import IssuedDocument, LetterClass, LetterText, NumberPattern

ROW = ("what", "amount", "note")


def classes(chosen=None):
    """Classification codes in use, and the one that was chosen before it went out of use."""
    rows = LetterClass.objects.filter(is_active=True)
    return rows | LetterClass.objects.filter(pk=chosen) if chosen else rows


class ClassField(forms.ModelChoiceField):
    """A classification code, grouped by its edition; without one the number carries the abbreviation of the kind."""

    def __init__(self):
        super().__init__(
            LetterClass.objects.none(), label="Klasifikasi", required=False, empty_label="Tanpa klasifikasi"
        )


class LetterForm(ModelForm):
    """The words of a letter. `kind` says which fields it has: a titled one has no addressee, some have a table."""

    refuses_numbers = True
    subject = forms.CharField(label="Hal", max_length=200)
    classification = ClassField()
    rows = TableField(columns={}, spare=5, required=False, label="")

    class Meta(ModelForm.Meta):
        model = LetterText
        fields = ("nature", "addressee", "addressee_place", "opening", "rows", "body", "closing", "copies_to")
        widgets = {
            "nature": forms.RadioSelect,
            "addressee": forms.Textarea(attrs={"rows": 2}),
            "opening": forms.Textarea(attrs={"rows": 4}),
            "body": forms.Textarea(attrs={"rows": 6}),
            "closing": forms.Textarea(attrs={"rows": 2}),
            "copies_to": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "addressee": "Tanpa “Yth.”. Beberapa penerima: awali setiap baris dengan 1., 2., dan seterusnya.",
            "body": "Satu alinea per baris. Baris seperti “Waktu: pukul 09.00” dicetak berjajar; yang belum diketahui "
            "boleh dikosongkan dan diisi dengan pena.",
            "copies_to": "Satu penerima per baris.",
        }

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        row, document = LETTER_KINDS[kind], getattr(self.instance, "document", None) if self.instance.pk else None
        if document:
            self.initial |= {"subject": document.subject, "classification": document.classification_id}
        self.fields["classification"].queryset = classes(self.initial.get("classification"))
        self.fields["nature"].choices = LetterText.Nature.choices
        if row.titled:
            for name in ("addressee", "addressee_place", "nature"):
                del self.fields[name]
            self.fields["subject"].help_text = "Untuk daftar surat; tidak dicetak."
        if row.columns:
            self.fields["rows"].label = "Yang dikirim" if row.slip else "Nama-nama"
            self.fields["rows"].set_columns(dict(zip(ROW, row.columns, strict=True)))
        else:
            del self.fields["rows"]
        in_parts(
            self,
            ("Kepada", "addressee", "addressee_place"),
            ("Tentang", "subject", "nature", "classification"),
            ("Isi surat", "opening", "rows", "body", "closing"),
            ("Tembusan", "copies_to"),
        )


class SignerForm(ModelForm):
    """Who signs, if not the head of the office alone: in the head's name (a.n.), or for one who does (u.b.)."""

    classification = ClassField()

    class Meta(ModelForm.Meta):
        model = IssuedDocument
        fields = ("signs_for", "signs_through", "signer_title", "signer_name", "signer_id_line", "classification")
        widgets = {"signs_for": forms.RadioSelect}
        help_texts = {
            "signs_through": "Hanya untuk u.b. Contoh: Sekretaris.",
            "signer_title": "Contoh: Sekretaris. Kosongkan bila pimpinan sendiri yang menandatangani.",
            "signer_name": "Dengan gelar, seperti tertulis di bawah tanda tangan.",
            "signer_id_line": "Contoh: NIP 19800101 200501 1 001.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signs_for"].choices = IssuedDocument.SignsFor.choices
        self.fields["classification"].queryset = classes(self.instance.classification_id)
        self.fields["signer_id_line"].takes_number = True
        in_parts(
            self, ("Atas nama siapa", "signs_for", "signs_through"),
            ("Yang menandatangani", "signer_title", "signer_name", "signer_id_line"),
            ("Penomoran", "classification"),
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        way = data.get("signs_for")
        if way and not data.get("signer_title"):
            self.add_error("signer_title", "Jabatan penanda tangan belum diisi.")
        if way == IssuedDocument.SignsFor.FOR_HEAD and not data.get("signs_through"):
            self.add_error("signs_through", "Isi jabatan yang diwakili sebelum “u.b.”.")
        if way != IssuedDocument.SignsFor.FOR_HEAD:
            data["signs_through"] = ""
        return data


class PatternForm(ModelForm):
    """The pattern of the numbers of an office that counts them here, and with which number it goes on."""

    following = WholeNumberField(
        label="Nomor berikutnya", required=False, min_value=1,
        help_text="Hanya bila melanjutkan buku kertas. Contoh: 24 bila surat terakhir bernomor 23.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = NumberPattern
        fields = ("pattern", "body", "digits", "one_series")
        help_texts = {
            "pattern": "{kode}: klasifikasi atau singkatan jenis surat. Lainnya: {nomor}, {lembaga}, {bulan}, {tahun}.",
            "body": "Contoh: FCU-MLT. Kosongkan untuk FCU, TKSK, atau LK3.",
            "digits": "3 angka menjadi 007.",
            "one_series": "Bila tidak, setiap jenis surat punya urutan sendiri. Berita acara selalu sendiri.",
        }

    def clean(self):
        data = super().clean()
        following = data.get("following")
        if following is None or "following" in self.errors:
            return data
        if not data.get("one_series"):
            self.add_error("following", "Centang satu urutan nomor dahulu: tanpa itu setiap jenis mulai sendiri.")
            return data
        patterns = [row for row in (data.get("pattern"), self.initial.get("pattern")) if row]
        last = last_in_one_series(self.by.region, book_of(self.by.role), self.by.today.year, patterns)
        if following <= last:
            self.add_error("following", f"Nomor {last} sudah dipakai tahun ini. Isi nomor yang lebih besar.")
        return data


class StrikeForm(Form):
    """Why an entry of a book is struck out."""

    refuses_numbers = True
    reason = forms.CharField(label="Alasan", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
