"""A referral: whom, where, what for, with whose consent; where LK3 sends it on; how it ended."""

from django import forms

from families.forms.base import Form, ModelForm
from families.models import FamilyMember
from fcu_project.forms import DateField, ScanField
from institutions.forms.parts import in_parts
from referrals.models import Level, Outcome, Referral, Service

SUBDISTRICT_WIDTH = 6  # digits of a kecamatan's code


class ServiceChoice(forms.ModelChoiceField):
    """Services by institution; those that say they help with the problem come first and say so (REF-01)."""

    def label_from_instance(self, service):
        fits = " – cocok dengan masalah ini" if service.matches else ""
        return f"{service.institution.name}: {service.name}{fits}"


class MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, member):
        return f"{member.name}, {str(member.relation).lower()}"


def services_for(problem):
    """What can be asked for now, matching services first."""
    return Service.objects.offered().matching_first(problem).select_related("institution")


ONE_PLACE = "Pilih dari daftar atau tuliskan sendiri, jangan keduanya."


class ReferralForm(ModelForm):
    """The draft of a referral. Whatever is missing may follow; sending says what is still needed."""

    mark_optional = False  # a draft needs little, sending more; "(opsional)" stands where neither asks
    member = MemberChoice(FamilyMember.objects.none(), label="Siapa yang dirujuk", required=False)
    service = ServiceChoice(
        Service.objects.none(), label="Lembaga dan pelayanan", required=False, empty_label="(pilih dari direktori)",
        help_text="Untuk rujukan tingkat kecamatan. Pada tingkat kabupaten/kota, LK3 yang memilih lembaganya.",
    )  # fmt: skip
    consented_on = DateField(label="Tanggal persetujuan", required=False, not_after_today=True)
    scan = ScanField(label="Pindaian persetujuan (opsional)", required=False)

    class Meta(ModelForm.Meta):
        model = Referral
        fields = (
            "member", "level", "service", "place_name", "place_address", "request", "summary", "tried", "attachments",
            "urgency", "consented_on", "consented_by", "shares_name", "shares_contact", "shares_assessment",
            "protection_reason",
        )  # fmt: skip
        widgets = {
            "level": forms.RadioSelect,
            "urgency": forms.RadioSelect,
            "request": forms.Textarea(attrs={"rows": 2}),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "tried": forms.Textarea(attrs={"rows": 3}),
            "protection_reason": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "place_name": "Lembaga lain",
            "place_address": "Alamat lembaga lain (opsional)",
            "tried": "Yang sudah dilakukan (opsional)",
            "attachments": "Surat yang dilampirkan (opsional)",
            "consented_by": "Siapa yang menyetujui",
            "shares_name": "Nama lengkap boleh disebut (bila tidak, hanya inisial)",
            "protection_reason": "Alasan merujuk tanpa persetujuan",
        }
        help_texts = {
            "place_name": "Bila belum ada di direktori. Contoh: Puskesmas Tegalwangi.",
            "request": "Apa yang diharapkan dari lembaga itu? Contoh: pinjaman modal usaha kue.",
            "summary": "Hanya ini yang dibaca lembaga tujuan. Tanpa NIK dan tanpa nama penyakit.",
            "tried": "Contoh: sudah ikut arisan RT, sudah tiga kali didampingi.",
            "attachments": "Contoh: salinan KTP, surat keterangan tidak mampu.",
            "protection_reason": "Hanya untuk melindungi seseorang dari bahaya. Alasannya tersimpan di sini, "
            "tidak tercetak di surat.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = Level.choices
        self.fields["urgency"].choices = Referral.Urgency.choices
        in_parts(
            self,
            ("Siapa dan ke mana", "member", "level", "service", "place_name", "place_address"),
            ("Apa yang diminta", "request", "summary", "tried", "attachments", "urgency"),
            ("Persetujuan keluarga", "consented_on", "consented_by", "shares_name", "shares_contact",
             "shares_assessment", "scan"),
            ("Tanpa persetujuan, untuk melindungi", "protection_reason"),
        )  # fmt: skip

    def narrow(self):
        """Members of this family; services of the kecamatan and its villages, those beyond are reached through LK3."""
        family = self.instance.family
        members = family.current_members().visible_to(self.by).filter(is_head=False)
        self.fields["member"].queryset = members
        self.fields["member"].empty_label = f"{family.called}, kepala keluarga"
        near = family.region.code[:SUBDISTRICT_WIDTH]
        services = services_for(self.instance.need.problem).visible_to(self.by)
        self.fields["service"].queryset = services.filter(region__code__startswith=near)

    def clean(self):
        data = super().clean()
        if data.get("service") and data.get("place_name"):
            self.add_error("place_name", ONE_PLACE)
        if data.get("place_address") and not data.get("place_name") and not data.get("service"):
            self.add_error("place_name", "Tuliskan nama lembaganya juga.")
        return data


class ForwardForm(Form):
    """Where LK3 sends a referral on: a service of the kabupaten, or a place beyond it (REF-03, REF-14)."""

    mark_optional = False  # one of the two is needed
    service = ServiceChoice(
        Service.objects.none(), label="Lembaga dan pelayanan", required=False, empty_label="(pilih dari direktori)"
    )
    place_name = forms.CharField(
        label="Lembaga lain", required=False, max_length=120,
        help_text="Bila belum ada di direktori, atau di luar kabupaten/kota. Contoh: Sentra Paramita Mataram.",
    )  # fmt: skip
    place_address = forms.CharField(label="Alamat lembaga lain (opsional)", required=False, max_length=200)
    forwarded_on = DateField(label="Diteruskan pada", not_after_today=True)

    def __init__(self, *args, referral, **kwargs):
        self.referral = referral
        super().__init__(*args, **kwargs)

    def narrow(self):
        self.fields["service"].queryset = services_for(self.referral.need.problem).visible_to(self.by)

    def clean(self):
        data = super().clean()
        service, typed = data.get("service"), (data.get("place_name") or "").strip()
        if service and typed:
            self.add_error("place_name", ONE_PLACE)
        elif not service and not typed and "service" not in self.errors:
            self.add_error("service", "Pilih lembaga tujuan, atau tuliskan namanya di bawah.")
        return data


class CloseForm(Form):
    """How a referral ended (REF-09)."""

    outcome = forms.ChoiceField(label="Hasil bagi keluarga", widget=forms.RadioSelect, choices=Outcome.choices)
    note = forms.CharField(
        label="Keterangan", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang diterima keluarga, atau apa yang masih kurang. Tanpa nama penyakit.",
    )  # fmt: skip
    closed_on = DateField(label="Ditutup pada", not_after_today=True)
