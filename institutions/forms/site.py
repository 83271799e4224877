"""The proposal of a village, and the paper of one step on its road."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm, ScanField
from institutions.forms.parts import in_parts
from institutions.models import PilotSite, SiteStep
from institutions.workflow.site import BACK, BY_STEP

STEP = SiteStep.Step
NOTES = {
    STEP.REGENCY_CHECK: "Hasil verifikasi", STEP.PROVINCE_CHECK: "Hasil verifikasi",
    STEP.CONCLUSION: "Kesimpulan", STEP.RETURN: "Alasan", STEP.REFUSAL: "Alasan",
}  # fmt: skip


class SiteForm(ModelForm):
    """Why this village, how many families, what is enclosed."""

    refuses_numbers = True
    checked_with = ("region",)

    class Meta(ModelForm.Meta):
        model = PilotSite
        fields = ("pilot_year", "reason", "candidates", "documents")
        widgets = {"reason": forms.Textarea(attrs={"rows": 5}), "documents": forms.Textarea(attrs={"rows": 4})}
        labels = {"reason": "Alasan diusulkan"}
        help_texts = {
            "reason": "Contoh: lembaga sosialnya aktif, banyak keluarga yang perlu didampingi.",
            "documents": "Satu berkas per baris. Contoh: daftar calon keluarga, profil desa/kelurahan.",
        }


class SiteStepForm(Form):
    """The paper of one step: date, who is responsible, number, scan, result. `step` says which questions are asked."""

    refuses_numbers = True
    agreed = forms.BooleanField(label="Data calon penerima dalam usulan ini benar")
    done_on = DateField(label="Tanggal", not_after_today=True)
    party = forms.CharField(
        label="Nama dan jabatan yang bertanggung jawab", max_length=160, help_text="Seperti tertulis pada suratnya."
    )
    effective = forms.ChoiceField(label="Efektif: tujuan tercapai", choices=PilotSite.Answer, widget=forms.RadioSelect)
    efficient = forms.ChoiceField(
        label="Efisien: biaya dan tenaga sepadan", choices=PilotSite.Answer, widget=forms.RadioSelect
    )
    feasible = forms.ChoiceField(
        label="Fisibel: didukung masyarakat", choices=PilotSite.Answer, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Catatan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    paper_number = forms.CharField(label="Nomor surat", required=False, max_length=60)
    paper_date = DateField(label="Tanggal surat", required=False)
    enclosures = forms.CharField(label="Lampiran", required=False, max_length=300)
    scan = ScanField(label="Pindaian surat", required=False)

    def __init__(self, *args, step, from_paper, **kwargs):
        super().__init__(*args, **kwargs)
        asks = ("note",) if step in BACK else BY_STEP[step].asks
        if step != STEP.STATEMENT:
            del self.fields["agreed"]
        else:
            self.fields["agreed"].error_messages["required"] = "Centang bila datanya benar."
        if step != STEP.CONCLUSION:
            for name in ("effective", "efficient", "feasible"):
                del self.fields[name]
        if step in NOTES:
            self.fields["note"].label = NOTES[step]
        for name in asks:
            field = self.fields[name]
            field.required = True
            field.error_messages["required"] = f"{field.label} belum diisi."
        if from_paper and "paper_number" not in asks:
            self.fields["paper_number"].help_text = "Isi nomornya, atau unggah pindaiannya."
        in_parts(
            self,
            ("Langkah ini", "agreed", "done_on", "party", "effective", "efficient", "feasible", "note"),
            ("Surat", ("paper_number", "paper_date"), "enclosures", "scan"),
        )
