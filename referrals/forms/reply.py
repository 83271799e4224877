"""The answer of a service place, typed from the paper slip or from a call; or that of LK3 itself (REF-09)."""

from django import forms

from families.forms.base import ModelForm
from fcu_project.forms import DateField, ScanField
from institutions.forms.parts import in_parts
from referrals.models import ReferralReply

Kind, Way = ReferralReply.Kind, ReferralReply.Way
TYPED_WAYS = ((Way.PAPER, "Surat atau lembar balasan"), (Way.PHONE, "Telepon atau WhatsApp"))
# What each kind of answer must say, and how a missing one is asked for.
NEEDED = {
    Kind.SERVED: {"service": "Tuliskan pelayanan yang diberikan.", "result": "Tuliskan hasilnya bagi keluarga."},
    Kind.REFUSED: {"reason": "Tuliskan alasan lembaga tidak bisa melayani."},
    Kind.REDIRECTED: {"redirected_to": "Tuliskan lembaga yang disarankan."},
}


class ReplyForm(ModelForm):
    """In the order of the slip: who answered and when, what was done, what is expected. `kinds` are those possible now.

    `asks_way` is False where LK3 tells what it did itself.
    """

    mark_optional = False  # what is needed depends on the answer; "(opsional)" stands where it always is
    way = forms.ChoiceField(label="Jawaban diterima lewat", choices=TYPED_WAYS, widget=forms.RadioSelect)
    replied_on = DateField(label="Tanggal jawaban", not_after_today=True)
    reason = forms.CharField(
        label="Alasan", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Isi bila tidak bisa melayani. Contoh: kuota tahun ini habis.",
    )  # fmt: skip
    scan = ScanField(label="Foto atau pindaian lembar balasan (opsional)", required=False)

    class Meta(ModelForm.Meta):
        model = ReferralReply
        fields = (
            "kind", "replied_on", "officer", "service", "result", "follow_up", "reason", "redirected_to",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            **{name: forms.Textarea(attrs={"rows": 2}) for name in ("service", "result", "follow_up")},
        }
        labels = {
            "officer": "Nama petugas yang menjawab",
            "follow_up": "Tindak lanjut yang diharapkan dari FCU atau keluarga (opsional)",
        }
        help_texts = {
            "service": "Isi bila sudah dilayani. Contoh: pinjaman Rp2.000.000.",
            "result": "Isi bila sudah dilayani. Tanpa nama penyakit.",
            "redirected_to": "Isi bila dialihkan.",
        }

    def __init__(self, *args, kinds, asks_way=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, kind.label) for kind in kinds]
        if not asks_way:
            del self.fields["way"], self.fields["scan"]
            self.fields["officer"].label = "Nama petugas LK3 yang melayani"
        needed = {name for kind in kinds for name in NEEDED.get(kind, ())}
        for name in {"service", "result", "reason", "redirected_to"} - needed:
            if not (name == "reason" and "redirected_to" in needed):
                del self.fields[name]
        in_parts(
            self,
            ("Jawaban", "way", "kind", "replied_on", "officer"),
            ("Bila sudah dilayani", "service", "result"),
            ("Bila tidak bisa melayani atau dialihkan", "reason", "redirected_to"),
            ("", "follow_up", "scan"),
        )

    def clean(self):
        data = super().clean()
        for name, message in NEEDED.get(data.get("kind"), {}).items():
            if not (data.get(name) or "").strip() and name not in self.errors:
                self.add_error(name, message)
        return data
