"""A call for help, written down after it was made; LK3 told; the paper that follows (III.B.5.7)."""

from datetime import datetime

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from families.forms.base import Form, ModelForm
from families.models import Dimension, Family, Need, ProblemType
from fcu_project.forms import DateField, TimeField
from fcu_project.telephone import phone_digits
from institutions.forms.parts import in_parts
from institutions.models import Person, Region
from institutions.models.region import within
from institutions.roles import VILLAGE
from referrals.forms.asking import AsksBack, looks_like_a_name
from referrals.models import Emergency, Referral

WORDS = {"rows": 2}


def moment(day, time):
    """Day and time of the day as one moment, where the reader is; None where one is missing."""
    return timezone.make_aware(datetime.combine(day, time)) if day and time else None


class CalledNumberField(forms.CharField):
    """A number that was called: an emergency number of three to five digits, or any other telephone number."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "maxlength": "20"})

    def to_python(self, value):
        text = "".join(str(value or "").split())
        if text.isascii() and text.isdigit() and 3 <= len(text) <= 5:
            return text
        try:
            return phone_digits(super().to_python(value))
        except ValueError:
            raise forms.ValidationError("Nomor tidak dikenali. Contoh: 112 atau 0370-123456.") from None

    def prepare_value(self, value):
        text = str(value or "")
        return "0" + text[2:] if text.startswith("62") and text.isdigit() and len(text) > 5 else text


class FamilyChoice(forms.ModelChoiceField):
    def label_from_instance(self, family):
        return ", ".join(part for part in (family.called, family.neighbourhood) if part)


class EmergencyForm(AsksBack, ModelForm):
    """Who, what happened, who was called when, and what came of it. Short: it is filled in after an alarm."""

    mark_optional = False  # one of two tells who it is; "(opsional)" stands where it always is
    asked_back = ("common_name",)
    common_name = forms.BooleanField(label="Memang sebutan umum, bukan nama orang", required=False)
    region = forms.ModelChoiceField(Region.objects.none(), label="Desa/kelurahan", empty_label="(pilih)")
    family = FamilyChoice(
        Family.objects.none(), label="Keluarga", required=False, empty_label="(belum tercatat, tulis di bawah)"
    )
    called_on = DateField(label="Tanggal menghubungi", not_after_today=True)
    called_time = TimeField(label="Pukul")
    phone = CalledNumberField(label="Nomor yang dihubungi (opsional)", required=False, max_length=20)

    class Meta(ModelForm.Meta):
        model = Emergency
        fields = (
            "region", "family", "client", "client_sex", "happened", "place_kind", "place_name", "spoken_to", "phone",
            "result",
        )  # fmt: skip
        widgets = {
            "client_sex": forms.RadioSelect, "place_kind": forms.RadioSelect, "happened": forms.Textarea(attrs=WORDS),
            "result": forms.Textarea(attrs=WORDS),
        }  # fmt: skip
        labels = {
            "client": "Inisial atau sebutan yang ditolong", "client_sex": "Jenis kelamin (opsional)",
            "place_kind": "Yang dihubungi", "place_name": "Nama kantor (opsional)",
        }  # fmt: skip
        help_texts = {
            "client": "Tanpa nama lengkap. Contoh: A. S., atau anak laki-laki 6 tahun.",
            "happened": "Singkat, tanpa nama penyakit. Contoh: rumah roboh, satu orang terluka.",
            "place_name": "Contoh: Puskesmas Gangga.",
            "spoken_to": "Nama atau jabatan. Contoh: petugas piket.",
            "result": "Contoh: ambulans tiba pukul 09.40, dibawa ke rumah sakit.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client_sex"].choices = Person.Sex.choices
        self.fields["place_kind"].choices = Emergency.Place.choices
        if self.instance.called_at:
            here = timezone.localtime(self.instance.called_at)
            self.initial.setdefault("called_on", here.date())
            self.initial.setdefault("called_time", here.time())

    def lay_out(self):
        in_parts(
            self,
            ("Yang ditolong", "region", "family", "client", "common_name", "client_sex", "happened"),
            ("Yang dihubungi", "place_kind", "place_name", ("called_on", "called_time"), ("spoken_to", "phone"),
             "result"),
        )  # fmt: skip

    def narrow(self):
        """In a village its own families; above it the village, and the client in words."""
        if self.by.level == VILLAGE:
            del self.fields["region"]
            kept = self.instance.family_id
            rows = Family.objects.visible_to(self.by).living() | Family.objects.filter(pk=kept, region=self.by.region)
            self.fields["family"].queryset = rows.order_by("search_name", "id")
        else:
            del self.fields["family"]
            self.fields["region"].queryset = Region.objects.filter(within(self.by.territory, "code"), level=VILLAGE)
            self.fields["client"].required = not self.instance.family_id

    def clean(self):
        data = super().clean()
        self.instance.called_at = moment(data.get("called_on"), data.get("called_time"))
        called = self.instance.called_at
        if called and called > timezone.now() and "called_on" not in self.errors:
            self.add_error("called_time", "Waktu menghubungi tidak boleh setelah sekarang.")
        somebody = data.get("family") or data.get("client") or "family" in self.errors
        if "family" in self.fields and not somebody:
            self.add_error("client", "Pilih keluarganya di atas, atau tuliskan siapa yang ditolong.")
        if looks_like_a_name(data.get("client") or ""):
            self.ask_back(
                "common_name", "client",
                "Ini tampak seperti nama lengkap. Tulis inisialnya saja, atau centang: memang sebutan umum.",
            )  # fmt: skip
        return data


class ToldForm(Form):
    """When and whom of LK3 was told."""

    told_on = DateField(label="Tanggal", not_after_today=True)
    told_time = TimeField(label="Pukul")
    whom = forms.CharField(label="Siapa di LK3", max_length=100, help_text="Nama atau jabatan. Contoh: konselor piket.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_parts(self, ("", ("told_on", "told_time"), "whom"))

    def clean(self):
        data = super().clean()
        data["told_at"] = moment(data.get("told_on"), data.get("told_time"))
        return data


class NeedChoice(forms.ModelChoiceField):
    def label_from_instance(self, need):
        return need.title


class LiveChoice(forms.ModelChoiceField):
    """Referrals that are not over, each with what it is about and how far it is."""

    def label_from_instance(self, row):
        number = row.number if row.sent_on else "tanpa surat"
        return f"{row.need.title} ({number}, {row.get_stage_display().lower()})"


class EmergencyReferForm(Form):
    """Which need of the family the letter is about: an open one without a referral, or a new one.

    A referral that runs already is linked only where that is ticked: then no letter is begun.
    """

    mark_optional = False
    same_family = forms.BooleanField(label="Yang ditolong memang dari keluarga ini")
    need = NeedChoice(
        Need.objects.none(), label="Kebutuhan yang sudah tercatat", required=False, empty_label="(kebutuhan baru)"
    )
    title = forms.CharField(
        label="Kebutuhan baru", required=False, max_length=150, help_text="Contoh: tempat tinggal sementara."
    )
    problem = forms.ModelChoiceField(
        ProblemType.objects.none(), label="Jenis masalah", required=False, empty_label="(pilih jenis masalah)"
    )
    dimension = forms.ChoiceField(label="Dimensi", choices=Dimension.choices, required=False, widget=forms.RadioSelect)
    links = forms.BooleanField(label="Tautkan ke rujukan yang sudah ada", required=False)
    linked = LiveChoice(
        Referral.objects.none(), label="Rujukan yang sudah ada", required=False, empty_label="(tidak ditautkan)"
    )
    protection_reason = forms.CharField(
        label="Bila keluarga belum sempat menyetujui: mengapa tetap dirujuk (opsional)", required=False,
        max_length=300, widget=forms.Textarea(attrs=WORDS),
        help_text="Hanya untuk melindungi seseorang dari bahaya. Tidak tercetak di surat. Persetujuan boleh menyusul.",
    )  # fmt: skip

    def __init__(self, *args, emergency, family, **kwargs):
        self.emergency, self.family = emergency, family
        super().__init__(*args, **kwargs)
        in_parts(
            self,
            ("", "same_family"),
            ("Kebutuhan", "need"),
            ("Bila belum tercatat", "title", "problem", "dimension"),
            ("Bila rujukannya sudah berjalan", "links", "linked"),
            ("Persetujuan", "protection_reason"),
        )

    def narrow(self):
        """Needs of this family only; new ones are opened in the village."""
        if self.emergency.family_id:
            del self.fields["same_family"]
        elif self.emergency.client:
            self.fields["same_family"].label = f"“{self.emergency.client}” memang dari keluarga ini"
        live = Referral.objects.live().filter(need=OuterRef("pk"))
        needs = Need.objects.visible_to(self.by).filter(family=self.family, closed_on=None)
        needs = needs.filter(problem__is_sensitive=False)
        self.fields["need"].queryset = needs.exclude(Exists(live))
        rows = Referral.objects.visible_to(self.by).live().filter(need__in=needs, emergency=None)
        self.fields["linked"].queryset = rows.select_related("need", "letter")
        if not rows.exists():
            del self.fields["links"], self.fields["linked"]
        if self.by.level != VILLAGE:
            for name in ("title", "problem", "dimension"):
                del self.fields[name]
            self.fields["need"].empty_label = "(pilih kebutuhan)"
            return
        kinds = ProblemType.objects.filter(is_active=True, is_sensitive=False).exclude(code=ProblemType.NONE)
        self.fields["problem"].queryset = kinds

    def clean(self):
        data = super().clean()
        if data.get("links") or data.get("linked"):
            self._check_link(data)
        elif not data.get("need") and "need" not in self.errors:
            self._check_new(data)
        return data

    def _check_link(self, data):
        if not data.get("linked") and "linked" not in self.errors:
            self.add_error("linked", "Pilih rujukan yang sudah ada.")
        if not data.get("links"):
            self.add_error("links", "Centang bila memang ditautkan: surat baru tidak dibuat.")
        if data.get("need") or data.get("title"):
            self.add_error("linked", "Pilih salah satu: kebutuhan untuk surat baru, atau rujukan yang sudah ada.")

    def _check_new(self, data):
        if "title" not in self.fields:
            self.add_error("need", "Pilih kebutuhan keluarganya dahulu.")
            return
        asked = {
            "title": "Pilih kebutuhan di atas, atau tuliskan yang baru.", "problem": "Pilih jenis masalahnya.",
            "dimension": "Pilih dimensinya.",
        }  # fmt: skip
        for name, message in asked.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, message)

    def need_of(self, found_on):
        """The need that was chosen, that of the referral that is linked, or the new one, not kept yet."""
        data = self.cleaned_data
        if data.get("linked"):
            return data["linked"].need
        return data.get("need") or Need(
            family=self.family, title=data["title"], problem=data["problem"], dimension=data["dimension"],
            priority=Need.Priority.URGENT, found_on=found_on,
        )  # fmt: skip


class NoPaperForm(Form):
    """Why no letter follows."""

    reason = forms.CharField(
        label="Mengapa tanpa surat rujukan", min_length=5, max_length=300, widget=forms.Textarea(attrs=WORDS),
        help_text="Contoh: sudah ditangani tuntas oleh Puskesmas.",
    )  # fmt: skip
