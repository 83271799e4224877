"""A call for help, written down after it was made; LK3 told; the paper that follows (III.B.5.7)."""

from datetime import datetime

from django import forms
from django.utils import timezone

from families.forms.base import Form, ModelForm
from families.models import Dimension, Family, Need, ProblemType
from fcu_project.forms import DateField, TimeField
from fcu_project.telephone import phone_digits
from institutions.forms.parts import in_parts
from institutions.models import Person, Region
from institutions.models.region import within
from institutions.roles import VILLAGE
from referrals.models import Emergency

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


class EmergencyForm(ModelForm):
    """Who, what happened, who was called when, and what came of it. Short: it is filled in after an alarm."""

    mark_optional = False  # one of two tells who it is; "(opsional)" stands where it always is
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
            "client": "Siapa yang ditolong", "client_sex": "Jenis kelamin (opsional)",
            "place_kind": "Yang dihubungi", "place_name": "Nama kantor (opsional)",
        }  # fmt: skip
        help_texts = {
            "client": "Inisial atau sebutan, tanpa nama lengkap. Contoh: anak laki-laki 6 tahun.",
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
        in_parts(
            self,
            ("Yang ditolong", "region", "family", "client", "client_sex", "happened"),
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
    """Open needs of a village; with the family's name where they are of several."""

    names_family = False

    def label_from_instance(self, need):
        return f"{need.family.called}: {need.title}" if self.names_family else need.title


class EmergencyReferForm(Form):
    """Which need of which family the letter is about: one that is open, or a new one."""

    mark_optional = False
    need = NeedChoice(
        Need.objects.none(), label="Kebutuhan yang sudah tercatat", required=False, empty_label="(kebutuhan baru)"
    )
    family = FamilyChoice(Family.objects.none(), label="Keluarga", required=False, empty_label="(pilih keluarga)")
    title = forms.CharField(
        label="Kebutuhan baru", required=False, max_length=150, help_text="Contoh: tempat tinggal sementara."
    )
    problem = forms.ModelChoiceField(
        ProblemType.objects.none(), label="Jenis masalah", required=False, empty_label="(pilih jenis masalah)"
    )
    dimension = forms.ChoiceField(label="Dimensi", choices=Dimension.choices, required=False, widget=forms.RadioSelect)
    protection_reason = forms.CharField(
        label="Bila keluarga belum sempat menyetujui: mengapa tetap dirujuk (opsional)", required=False,
        max_length=300, widget=forms.Textarea(attrs=WORDS),
        help_text="Hanya untuk melindungi seseorang dari bahaya. Tidak tercetak di surat. Persetujuan boleh menyusul.",
    )  # fmt: skip

    def __init__(self, *args, emergency, **kwargs):
        self.emergency = emergency
        super().__init__(*args, **kwargs)
        in_parts(
            self,
            ("Kebutuhan", "need"),
            ("Bila belum tercatat", "family", "title", "problem", "dimension"),
            ("Persetujuan", "protection_reason"),
        )

    def narrow(self):
        """Of the emergency's family where it is known, else of its village; new needs are opened in the village."""
        family, region = self.emergency.family, self.emergency.region
        needs = Need.objects.visible_to(self.by).filter(closed_on=None, family__archived_on=None)
        needs = needs.filter(family=family) if family else needs.filter(family__region=region)
        self.fields["need"].queryset = needs.filter(problem__is_sensitive=False).select_related("family")
        self.fields["need"].names_family = family is None
        if self.by.level != VILLAGE:
            for name in ("family", "title", "problem", "dimension"):
                del self.fields[name]
            self.fields["need"].required, self.fields["need"].empty_label = True, "(pilih kebutuhan)"
            self.fields["need"].error_messages["required"] = "Pilih kebutuhan keluarganya dahulu."
            return
        if family:
            del self.fields["family"]
        else:
            rows = Family.objects.visible_to(self.by).living().filter(region=region)
            self.fields["family"].queryset = rows.order_by("search_name", "id")
        kinds = ProblemType.objects.filter(is_active=True, is_sensitive=False).exclude(code=ProblemType.NONE)
        self.fields["problem"].queryset = kinds

    def clean(self):
        data = super().clean()
        if data.get("need") or "need" in self.errors or "title" not in self.fields:
            return data
        asked = {
            "family": "Pilih keluarganya.", "title": "Pilih kebutuhan di atas, atau tuliskan yang baru.",
            "problem": "Pilih jenis masalahnya.", "dimension": "Pilih dimensinya.",
        }  # fmt: skip
        for name, message in asked.items():
            if name in self.fields and not data.get(name) and name not in self.errors:
                self.add_error(name, message)
        return data

    def need_of(self, found_on):
        """The need that was chosen, or the new one, not kept yet."""
        data = self.cleaned_data
        if data.get("need"):
            return data["need"]
        family = self.emergency.family or data["family"]
        return Need(
            family=family, title=data["title"], problem=data["problem"], dimension=data["dimension"],
            priority=Need.Priority.URGENT, found_on=found_on,
        )  # fmt: skip


class NoPaperForm(Form):
    """Why no letter follows."""

    reason = forms.CharField(
        label="Mengapa tanpa surat rujukan", min_length=5, max_length=300, widget=forms.Textarea(attrs=WORDS),
        help_text="Contoh: sudah ditangani tuntas oleh Puskesmas.",
    )  # fmt: skip
