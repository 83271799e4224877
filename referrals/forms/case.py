"""A case, its steps and conferences, its end, its opening again (II.H, III.A.4.1.3, III.C.2.5)."""

import re

from django import forms
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html

from families.forms.base import Form, ModelForm
from families.models import Need
from fcu_project.forms import DateField, RowsField, WholeNumberField
from institutions.forms.parts import in_parts
from institutions.models import Institution, Region
from institutions.models.region import ancestor_codes, within
from institutions.roles import VILLAGE
from referrals.advisers import offer_people, offer_plan, wrong_plan
from referrals.forms.asking import AsksBack
from referrals.forms.home import PlaceChoice, homes_for
from referrals.forms.service import problems_to_choose
from referrals.joint import JOINT_FROM
from referrals.models import Case, CaseStep, Outcome, Referral

KIND = CaseStep.Kind
MOST_PEOPLE = 500
# Words that tell of what is reported as a secret case instead (VAL-09): asked back once.
VIOLENT = re.compile(
    r"\b(di|me|mem|meng|pe|pem|peng)?"
    r"(pukul(i|an)?|mukul(i)?|cabul(i|an)?|perkosa(an)?|aniaya(an)?|ng?aniaya(an)?|jual\s+(orang|anak)|lecehkan|lecehan)"
    r"\b|\b(kdrt|dijual|perdagangan\s+orang|trafficking|hiv|aids)\b",
    re.IGNORECASE,
)
HOUR = re.compile(r"\bpukul\s+(?=[0-9])", re.IGNORECASE)  # of the clock


def tells_of_violence(*texts):
    return any(VIOLENT.search(HOUR.sub("", text or "")) for text in texts)


class AsksForSecret(AsksBack):
    """A form whose words may belong into a secret case: asks back where they tell of violence or trafficking."""

    asked_back = ("not_secret",)
    words = ()

    def clean(self):
        data = super().clean()
        told = next((name for name in self.words if tells_of_violence(data.get(name))), None)
        if told:
            link = format_html('<a href="{}">Lapor kasus rahasia</a>', reverse("referrals:secret-report"))
            self._ticks["not_secret"].help_text = link if self.by.has_perm("referrals.report_secretcase") else ""
            self.ask_back(
                "not_secret", told,
                "Bila ini kekerasan, perdagangan orang, atau HIV: laporkan sebagai kasus rahasia, jangan ditulis di "
                "sini. Bila bukan, centang “Bukan kasus rahasia” lalu simpan lagi.",
            )  # fmt: skip
        return data


def secret_tick():
    return forms.BooleanField(label="Bukan kasus rahasia", required=False)


class CaseForm(AsksForSecret, ModelForm):
    """What it is about. Kinds of problem that are kept secret are not offered: those are reported elsewhere."""

    opened_on = DateField(label="Dibuka pada", not_after_today=True)
    client_region = PlaceChoice(
        Region.objects.none(), label="Asal desa/kelurahan", required=False, empty_label="(tidak ada di daftar)"
    )
    not_secret = secret_tick()
    words = ("title", "story", "right_claimed")

    class Meta(ModelForm.Meta):
        model = Case
        fields = (
            "kind", "client", "client_sex", "client_region", "need", "title", "problem", "story",
            "right_claimed", "target_body", "owner", "plan_item", "opened_on",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect, "client_sex": forms.RadioSelect, "title": forms.TextInput,
            "story": forms.Textarea(attrs={"rows": 5}), "right_claimed": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip
        labels = {"client": "Nama klien", "client_sex": "Jenis kelamin", "title": "Kasus dalam satu kalimat"}
        help_texts = {
            "title": "Contoh: bantuan sembako tidak turun tiga bulan. Tanpa nama orang.",
            "story": "Apa yang terjadi, urut waktu. Tanpa NIK dan tanpa nama penyakit.",
            "right_claimed": "Untuk advokasi. Contoh: kepesertaan BPJS PBI, bantuan sekolah.",
            "target_body": "Kantor atau lembaga yang harus memenuhinya. Contoh: Dinas Sosial, sekolah.",
        }

    def __init__(self, *args, family=None, **kwargs):
        self.family = family
        super().__init__(*args, **kwargs)
        self.instance.family = family
        for name in ("kind", "client_sex"):
            self.fields[name].choices = Case._meta.get_field(name).choices
        if family is None:
            del self.fields["need"]
            self.fields["client"].required = self.fields["client_sex"].required = True
        else:
            del self.fields["client"], self.fields["client_sex"]
        if family is not None or self.by.level == VILLAGE:  # of a family it is known; a village is the place itself
            del self.fields["client_region"]
        offer_plan(self, self.by)
        self.lay_out()

    def lay_out(self):
        in_parts(
            self,
            ("Kasusnya", "kind", "client", "client_sex", "client_region", "need", "title", "problem", "opened_on",
             "story", "not_secret"),
            ("Hak yang diperjuangkan", "right_claimed", "target_body"),
            ("Penanganan", "owner", "plan_item"),
        )  # fmt: skip

    def narrow(self):
        self.fields["problem"].queryset = problems_to_choose().filter(is_sensitive=False)
        self.fields["problem"].empty_label = "(pilih jenis masalah)"
        self.fields["client_region"].queryset = homes_for(self.by)
        needs = Need.objects.filter(family=self.family, problem__is_sensitive=False)
        needs = needs.filter(Q(closed_on=None) | Q(pk=self.instance.need_id))
        self.fields["need"].queryset = needs.visible_to(self.by)
        self.fields["need"].empty_label = "(bukan dari kebutuhan yang tercatat)"
        offer_people(self.fields["owner"], self.by, self.instance.owner_id)

    def clean(self):
        data = super().clean()
        if data.get("kind") == Case.Kind.ADVOCACY and not data.get("right_claimed"):
            self.add_error("right_claimed", "Tuliskan hak yang diperjuangkan.")
        if wrong := wrong_plan(data.get("plan_item"), self.by.region, data.get("opened_on")):
            self.add_error("plan_item", wrong)
        return data


class BodiesField(RowsField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, body):
        return f"{body.name}, {body.region}"


def bodies_for(case, by):
    """Bodies that may take part: of the place of the case and above it, of offices within reach; those of this case
    first."""
    codes = {*ancestor_codes(case.region.code), *ancestor_codes(by.territory)}
    near = Q(region__code__in=codes)
    if by.level != VILLAGE:  # the villages below have too many to choose from
        near |= within(by.territory) & ~Q(region__level=VILLAGE)
    rows = Institution.objects.filter(near & Q(closed_on=None) | Q(case_steps__case=case))
    rows = rows.exclude(element__code="keluarga-pionir").select_related("region")
    taking_part = Count("case_steps", filter=Q(case_steps__case=case), distinct=True)
    return rows.annotate(here=taking_part).order_by("-here", "search_name", "id")


class AnyStepForm(AsksForSecret, ModelForm):
    """What every step asks."""

    done_on = DateField(label="Tanggal", not_after_today=True)
    bodies = BodiesField(
        Institution.objects.none(), label="Lembaga yang terlibat", required=False,
        help_text="Lembaga lain yang ikut menangani. FCU sendiri tidak perlu dicentang.",
    )  # fmt: skip
    not_secret = secret_tick()
    words = ("text", "result", "decisions")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["bodies"] = list(self.instance.bodies.values_list("pk", flat=True))

    def narrow(self):
        self.fields["bodies"].queryset = bodies_for(self.instance.case, self.by)


def _told_referral(row):
    return f"{row.number}: {row.place}" if row.number else f"Rujukan ke {row.place} (tanpa surat)"


class CaseStepForm(AnyStepForm):
    """One thing that was done."""

    class Meta(ModelForm.Meta):
        model = CaseStep
        fields = ("kind", "done_on", "text", "place", "referral", "result")
        widgets = {
            "kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 3}),
            "result": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip
        help_texts = {"text": "Siapa menemui siapa, apa yang dibicarakan atau diserahkan. Tanpa NIK."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [choice for choice in KIND.choices if choice[0] != KIND.CONFERENCE]
        if not self.fields["referral"].queryset.exists():
            del self.fields["referral"]
            offered = [choice for choice in offered if choice[0] != KIND.REFERRAL]
        self.fields["kind"].choices = offered
        self.lay_out()

    def lay_out(self):
        step = ("Apa yang dilakukan", "kind", "done_on", "text", "place", "referral", "result", "not_secret")
        in_parts(self, step, ("Bersama siapa", "bodies"))

    def narrow(self):
        super().narrow()
        family, rows = self.instance.case.family, Referral.objects.visible_to(self.by).filter(sent_on__isnull=False)
        rows = rows.filter(family=family) if family else rows.none()
        rows = rows.exclude(need__problem__is_sensitive=True)
        self.fields["referral"].queryset = rows.with_facts().select_related("letter")
        self.fields["referral"].empty_label = "(tidak ada)"
        self.fields["referral"].label_from_instance = _told_referral

    def clean(self):
        data = super().clean()
        if data.get("kind") == KIND.REFERRAL and not data.get("referral") and "referral" not in self.errors:
            self.add_error("referral", "Pilih rujukannya.")
        return data


class ConferenceForm(AnyStepForm):
    """Several bodies sat together about one case (II.H)."""

    women = WholeNumberField(label="Peserta perempuan", max_value=MOST_PEOPLE)
    men = WholeNumberField(label="Peserta laki-laki", max_value=MOST_PEOPLE)

    class Meta(ModelForm.Meta):
        model = CaseStep
        fields = ("done_on", "place", "women", "men", "text", "decisions", "result")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("text", "decisions", "result")}
        labels = {"text": "Yang dibahas", "result": "Catatan lain"}
        help_texts = {"decisions": "Satu kesepakatan per baris: apa, siapa, kapan."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = KIND.CONFERENCE
        self.fields["place"].required = self.fields["decisions"].required = self.fields["bodies"].required = True
        self.fields["bodies"].label, self.fields["bodies"].help_text = "Lembaga yang hadir", "Sedikitnya dua lembaga."
        for name in ("place", "decisions"):
            label = self.fields[name].label
            self.fields[name].error_messages["required"] = f"{label[0].upper()}{label[1:]} belum diisi."
        self.fields["bodies"].error_messages["required"] = "Centang sedikitnya dua lembaga."

    def lay_out(self):
        in_parts(
            self,
            ("Pertemuan", "done_on", "place", "bodies", ("women", "men")),
            ("Isi", "text", "decisions", "result", "not_secret"),
        )

    def clean(self):
        data = super().clean()
        if data.get("bodies") is not None and len(data["bodies"]) < JOINT_FROM and "bodies" not in self.errors:
            self.add_error("bodies", "Centang sedikitnya dua lembaga.")
        return data


class CaseCloseForm(Form):
    """How it ended."""

    outcome = forms.ChoiceField(label="Hasil", choices=Outcome.choices, widget=forms.RadioSelect)
    result = forms.CharField(
        label="Keterangan hasil", min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang diperoleh, atau apa yang masih kurang.",
    )  # fmt: skip
    follow_up = forms.CharField(
        label="Tindak lanjut", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Siapa yang terus memantau, sampai kapan. Tulis “Tidak perlu” bila tidak ada.",
    )  # fmt: skip
    closed_on = DateField(label="Selesai pada", not_after_today=True)


class CaseReopenForm(Form):
    """Why a closed case goes on."""

    reason = forms.CharField(
        label="Alasan", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: bantuan yang dijanjikan ternyata tidak turun.",
    )  # fmt: skip
    opened_on = DateField(label="Dibuka kembali pada", not_after_today=True)
