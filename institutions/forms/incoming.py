"""An entry of the book of incoming letters, and of the guest book."""


from fcu_project.forms import DateField, ModelForm, ScanField
from institutions.books import book_of
from institutions.forms.parts import in_parts
from institutions.models import GuestEntry, IncomingLetter, IssuedDocument


class IncomingForm(ModelForm):
    """A letter that came in: what stands on it, then to whom it goes on."""

    refuses_numbers = True
    received_on = DateField(label="Diterima pada", not_after_today=True)
    dated_on = DateField(label="Tanggal surat", required=False, not_after_today=True)
    scan = ScanField(label="Pindaian surat", required=False)

    class Meta(ModelForm.Meta):
        model = IncomingLetter
        fields = ("received_on", "sender", "number", "dated_on", "subject", "disposition", "answered_by", "note")
        help_texts = {"disposition": "Contoh: Sekretaris, untuk disiapkan jawabannya."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["autocomplete"] = "off"
        answers = IssuedDocument.objects.filter(region=self.by.region, book=book_of(self.by.role))
        self.fields["answered_by"].queryset = answers.exclude(stage="cancelled").order_by("-id")
        self.fields["answered_by"].empty_label = "Belum dijawab"
        in_parts(
            self,
            ("Suratnya", "sender", ("number", "dated_on"), "subject", "received_on", "scan"),
            ("Tindak lanjut", "disposition", "answered_by", "note"),
        )


class GuestForm(ModelForm):
    """A guest: when, who, from where, what for."""

    refuses_numbers = True
    came_on = DateField(label="Tanggal", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = GuestEntry
        fields = ("came_on", "name", "origin", "purpose", "met", "note")
        help_texts = {
            "purpose": "Keperluan dinas saja. Orang yang meminta bantuan tidak dicatat di buku tamu.",
        }
