"""A document of the guidance library."""

from django import forms

from fcu_project.forms import DateField, ModelForm, ScanField
from institutions.forms.parts import in_parts
from institutions.models import LibraryDocument

FIRST_YEAR, LAST_YEAR = 2000, 2100


class LibraryForm(ModelForm):
    """What the document is and its file; a changed document keeps its file unless another is chosen."""

    refuses_numbers = True
    checked_with = ("region",)
    dated_on = DateField(label="Tanggal dokumen", required=False, not_after_today=True)
    scan = ScanField(label="Berkas")

    class Meta(ModelForm.Meta):
        model = LibraryDocument
        fields = ("kind", "title", "number", "dated_on", "programme_year", "summary")
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "number": "Nomor surat atau peraturan, seperti tertulis di dokumen.",
            "programme_year": "Contoh 2026.",
            "summary": "Dua tiga kalimat, supaya pembaca tahu apakah perlu membukanya.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Pilih jenis"), *LibraryDocument.Kind.choices]
        if self.instance.pk:
            scan = self.fields["scan"]
            scan.required, scan.label = False, "Ganti berkas"
            scan.help_text = "Kosongkan bila berkasnya tetap. PDF, JPG, atau PNG, paling besar 5 MB."
        in_parts(
            self,
            ("Dokumen", "kind", "title", ("number", "dated_on"), "programme_year"),
            ("Isi", "summary", "scan"),
        )

    def clean_programme_year(self):
        year = self.cleaned_data["programme_year"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError("Tulis tahun dengan empat angka, contoh 2026.")
        return year
