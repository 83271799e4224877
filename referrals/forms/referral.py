"""A referral: whom, where, what for, with whose consent; where LK3 sends it on; how it ended."""

from crispy_forms.layout import HTML
from django import forms
from django.db import models

from families.forms.base import Form, ModelForm
from families.models import FamilyMember
from fcu_project.forms import DateField, ScanField
from institutions.forms.parts import in_parts
from institutions.models import Institution, Membership
from institutions.roles import VILLAGE
from referrals.actions.referral import BEYOND_OF, contradiction
from referrals.bodies import helpers, members_bodies
from referrals.models import Beyond, Level, Outcome, Purpose, Referral, Service
from referrals.models.referral import SUBDISTRICT_WIDTH


class ServiceChoice(forms.ModelChoiceField):
    """Services by institution; those that say they help with the problem come first and say so (REF-01)."""

    def label_from_instance(self, service):
        fits = " – cocok dengan masalah ini" if service.matches else ""
        far = " – di luar kecamatan" if getattr(service, "is_far", False) else ""
        return f"{service.institution.name}: {service.name}{fits}{far}"


class MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, member):
        return f"{member.name}, {str(member.relation).lower()}"


class HelperChoice(forms.ModelChoiceField):
    def label_from_instance(self, member):
        return f"{member.person.name}, {member.origin}"


# What each tier asks besides the rest; what another tier asks is passed over, whatever stands in it.
ASKED_ONLY_AT = {
    Level.VILLAGE: ("body", "helper", "without_letter"),
    Level.SUBDISTRICT: ("service", "place_name", "place_address", "is_far", "outside_reason"),
    Level.REGENCY: (),
}


def services_for(problem):
    """What can be asked for now, matching services first."""
    return Service.objects.offered().matching_first(problem).select_related("institution")


def services_in_reach(referral, by):
    """Services that `by` may ask for straight, matching ones first, each with `is_far`: past the kecamatan."""
    near = referral.region.code[:SUBDISTRICT_WIDTH]
    services = services_for(referral.need.problem).visible_to(by).select_related("region")
    if by.level == VILLAGE:
        return services.filter(region__code__startswith=near)
    here = models.Q(region__code__startswith=near)
    return services.annotate(is_far=models.Case(models.When(here, then=models.Value(False)), default=True))


IN_VILLAGE, IN_SUBDISTRICT = "Lembaga anggota FCU", "Lembaga tujuan"
ONE_PLACE = "Pilih dari daftar atau tuliskan sendiri, jangan keduanya."


class ReferralForm(ModelForm):
    """The draft of a referral. Whatever is missing may follow; sending says what is still needed."""

    mark_optional = False  # a draft needs little, sending more; "(opsional)" stands where neither asks
    member = MemberChoice(FamilyMember.objects.none(), label="Siapa yang dirujuk", required=False)
    service = ServiceChoice(
        Service.objects.none(), label="Lembaga dan pelayanan", required=False, empty_label="(pilih dari direktori)",
    )  # fmt: skip
    body = forms.ModelChoiceField(
        Institution.objects.none(), label="Lembaga anggota", required=False, empty_label="(pilih lembaga)",
        help_text="Lembaga yang perwakilannya anggota FCU, misalnya Posyandu atau PAUD.",
    )  # fmt: skip
    helper = HelperChoice(
        Membership.objects.none(), label="Anggota yang mengantar keluarga (opsional)", required=False,
        empty_label="(belum ditentukan)",
    )  # fmt: skip
    without_letter = forms.BooleanField(
        label="Cukup disampaikan langsung, tanpa surat", required=False,
        help_text="Tanpa surat tidak ada nomor; rujukannya tetap tercatat di buku.",
    )  # fmt: skip
    is_far = forms.BooleanField(label="Lembaga lain ini di luar kecamatan", required=False)
    purpose = forms.ChoiceField(
        label="Rujukan ini untuk", required=False, choices=Purpose.choices, widget=forms.RadioSelect,
        help_text="Akses modal: ke koperasi, bank, KUR, BUMDes, atau pemberi modal lain.",
    )  # fmt: skip
    consented_on = DateField(label="Tanggal persetujuan", required=False, not_after_today=True)
    scan = ScanField(label="Pindaian persetujuan (opsional)", required=False)

    class Meta(ModelForm.Meta):
        model = Referral
        fields = (
            "member", "level", "body", "helper", "service", "place_name", "place_address", "outside_reason", "purpose",
            "request", "summary", "tried", "attachments", "urgency", "consented_on", "consented_by", "shares_name",
            "shares_contact", "shares_assessment", "protection_reason",
        )  # fmt: skip
        widgets = {
            "level": forms.RadioSelect,
            "urgency": forms.RadioSelect,
            "request": forms.Textarea(attrs={"rows": 2}),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "tried": forms.Textarea(attrs={"rows": 3}),
            "outside_reason": forms.Textarea(attrs={"rows": 2}),
            "protection_reason": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "place_name": "Lembaga lain",
            "place_address": "Alamat lembaga lain (opsional)",
            "outside_reason": "Alasan memilih lembaga di luar kecamatan",
            "tried": "Yang sudah dilakukan (opsional)",
            "attachments": "Surat yang dilampirkan (opsional)",
            "consented_by": "Siapa yang menyetujui",
            "shares_name": "Nama lengkap boleh disebut (bila tidak, hanya inisial)",
            "protection_reason": "Alasan merujuk tanpa persetujuan",
        }
        help_texts = {
            "place_name": "Bila belum ada di direktori. Contoh: Puskesmas Tegalwangi.",
            "outside_reason": "Isi bila lembaganya di luar kecamatan. Contoh: sekolah luar biasa hanya ada di sana.",
            "request": "Apa yang diharapkan dari lembaga itu? Contoh: pinjaman modal usaha kue.",
            "summary": "Hanya ini yang dibaca lembaga tujuan. Tanpa NIK dan tanpa nama penyakit.",
            "tried": "Contoh: sudah ikut arisan RT, sudah tiga kali didampingi.",
            "attachments": "Contoh: salinan KTP, surat keterangan tidak mampu.",
            "protection_reason": "Hanya untuk melindungi seseorang dari bahaya. Alasannya tersimpan di sini, "
            "tidak tercetak di surat.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.by.level == VILLAGE:
            del self.fields["is_far"], self.fields["outside_reason"]
            levels = Level.choices
        else:  # to a member's own body the FCU alone refers (REF-13)
            for name in ASKED_ONLY_AT[Level.VILLAGE]:
                del self.fields[name]
            levels = [(value, label) for value, label in Level.choices if value != Level.VILLAGE]
        self.fields["level"].choices = levels
        self.fields["urgency"].choices = Referral.Urgency.choices
        in_parts(
            self,
            ("Siapa dan tingkat mana", "member", "level"),
            (IN_VILLAGE, "body", "helper", "without_letter"),
            (IN_SUBDISTRICT, "service", "place_name", "place_address", "is_far", "outside_reason"),
            ("Apa yang diminta", "purpose", "request"),
            ("Keterangan untuk lembaga", "summary", "tried", "attachments", "urgency"),
            ("Persetujuan keluarga", "consented_on", "consented_by"),
            ("Yang boleh disampaikan", "shares_name", "shares_contact", "shares_assessment", "scan"),
            ("Tanpa persetujuan, untuk melindungi", "protection_reason"),
            css={
                IN_VILLAGE: "only-village", IN_SUBDISTRICT: "only-subdistrict",
                "Keterangan untuk lembaga": "not-by-word", "Yang boleh disampaikan": "not-by-word",
                "Tanpa persetujuan, untuk melindungi": "not-by-word",
            },
        )  # fmt: skip
        layout = self.helper.layout
        after = next(number for number, part in enumerate(layout) if getattr(part, "legend", "") == IN_SUBDISTRICT)
        layout.insert(after + 1, HTML('{% include "referrals/parts/suggestions.html" %}'))
        self.initial.setdefault("without_letter", not self.instance.has_letter)
        self.initial.setdefault("is_far", bool(self.instance.outside_reason and not self.instance.service_id))

    def narrow(self):
        """Members of this family; services of the kecamatan and its villages.

        Those beyond are reached through LK3, by a TKSK also straight, with the reason (REF-05).
        """
        family = self.instance.family
        members = family.current_members().visible_to(self.by).filter(is_head=False)
        self.fields["member"].queryset = members
        self.fields["member"].empty_label = f"{family.called}, kepala keluarga"
        self.fields["service"].queryset = services_in_reach(self.instance, self.by)
        if "body" in self.fields:
            self.fields["body"].queryset = members_bodies(family.region, self.by.today)
            self.fields["helper"].queryset = helpers(family.region, self.by.today)

    def clean(self):
        data = super().clean()
        self._pass_over_other_tiers(data)
        data["purpose"] = data.get("purpose") or self.instance.purpose
        if data.get("is_far") and not (data.get("outside_reason") or "").strip():
            self.add_error("outside_reason", "Tuliskan alasan memilih lembaga di luar kecamatan.")
        if "is_far" in self.fields and not data.get("is_far") and not data.get("service"):
            data["outside_reason"] = ""  # a typed place in the kecamatan needs none
        if data.get("service") and data.get("place_name"):
            self.add_error("place_name", ONE_PLACE)
        if data.get("place_address") and not data.get("place_name") and not data.get("service"):
            self.add_error("place_name", "Tuliskan nama lembaganya juga.")
        return data

    def _pass_over_other_tiers(self, data):
        """Forget the answers, and the errors, of chapters that belong to another tier than the one chosen."""
        chosen = data.get("level")
        for level, names in ASKED_ONLY_AT.items():
            for name in names if chosen and level != chosen else ():
                if name in self.fields:
                    self.errors.pop(name, None)
                    data[name] = self.fields[name].clean("") if not self.fields[name].required else None

    def _post_clean(self):
        super()._post_clean()
        if "without_letter" in self.fields:
            self.instance.has_letter = not self.cleaned_data.get("without_letter")


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
    beyond = forms.ChoiceField(
        label="Letak lembaga itu", required=False, widget=forms.RadioSelect,
        choices=(("", "Di kabupaten/kota ini"), *Beyond.choices),
    )  # fmt: skip
    reason = forms.CharField(
        label="Alasan memilih lembaga ini", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mengapa lembaga ini dapat membantu lebih intensif? Tercetak di surat, tanpa nama penyakit.",
    )  # fmt: skip
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
        if service and data.get("beyond") and data["beyond"] != BEYOND_OF.get(service.region.level, ""):
            self.add_error("beyond", f"Menurut direktori lembaga ini ada di {service.region}. Periksa letaknya.")
        return data


class CloseForm(Form):
    """How a referral ended (REF-09)."""

    outcome = forms.ChoiceField(label="Hasil bagi keluarga", widget=forms.RadioSelect, choices=Outcome.choices)
    reached = forms.TypedChoiceField(
        label="Apakah keluarga memperoleh pelayanannya?", widget=forms.RadioSelect, coerce=lambda told: told == "yes",
        choices=(("yes", "Ya"), ("no", "Tidak")),
    )  # fmt: skip
    note = forms.CharField(
        label="Keterangan", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang diterima keluarga, atau apa yang masih kurang. Tanpa nama penyakit.",
    )  # fmt: skip
    closed_on = DateField(label="Ditutup pada", not_after_today=True)

    def clean(self):
        data = super().clean()
        if "outcome" in data and "reached" in data and (problem := contradiction(data["outcome"], data["reached"])):
            self.add_error("reached", problem)
        return data
