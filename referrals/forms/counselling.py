"""One consultation: of a recorded family, or of anybody who comes (III.A.4.2(2), II.F.5.2(7)(1))."""

from django import forms

from families.forms.base import Form, ModelForm
from fcu_project.forms import DateField, WholeNumberField
from institutions.forms.parts import in_parts
from institutions.models import Region
from referrals.actions.counselling import may_read, same_written, words_of
from referrals.advisers import offer_people, offer_plan, wrong_plan
from referrals.forms.asking import AsksBack
from referrals.forms.home import PlaceChoice, homes_for
from referrals.models import Counselling

NEW_OR_AGAIN = (("new", "Baru, pertama kali"), ("again", "Lanjutan, pernah berkonsultasi"))
OLDEST = 120


class CounsellingForm(AsksBack, ModelForm):
    """Who came, about what, what was advised. `family` is the recorded family, None for somebody else."""

    held_on = DateField(label="Tanggal", not_after_today=True)
    client_age = WholeNumberField(
        label="Umur (tahun)", required=False, max_value=OLDEST,
        error_messages={"max_value": f"Umur paling banyak {OLDEST} tahun."},
    )  # fmt: skip
    client_region = PlaceChoice(
        Region.objects.none(), label="Asal desa/kelurahan", required=False, empty_label="(tidak ada di daftar)"
    )
    seen_before = forms.ChoiceField(label="Klien", choices=NEW_OR_AGAIN, widget=forms.RadioSelect)
    once_more = forms.BooleanField(label="Memang konsultasi lain pada hari yang sama", required=False)
    asked_back = ("once_more",)

    class Meta(ModelForm.Meta):
        model = Counselling
        fields = (
            "held_on", "way", "client", "client_sex", "client_age", "client_region", "topic", "advice", "follow_up",
            "counsellor", "plan_item", "is_confidential",
        )  # fmt: skip
        widgets = {
            "way": forms.RadioSelect, "client_sex": forms.RadioSelect,
            "client": forms.TextInput(attrs={"autocomplete": "off"}),
            "topic": forms.Textarea(attrs={"rows": 2}), "advice": forms.Textarea(attrs={"rows": 4}),
            "follow_up": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip
        labels = {"is_confidential": "Rahasiakan konsultasi ini"}
        help_texts = {
            "topic": "Contoh: anak sering membolos, cara mengurus BPJS. Tanpa NIK dan tanpa nama penyakit.",
            "follow_up": "Contoh: datang lagi Jumat depan dengan suami.",
            "is_confidential": "Nama klien, isi, dan saran hanya terbaca oleh yang memberi saran dan yang mencatat. "
            "Daftar, buku, dan Excel hanya menyebut “Konsultasi rahasia”.",
        }

    def __init__(self, *args, family=None, seen_before=None, **kwargs):
        self.family = family
        super().__init__(*args, **kwargs)
        row = self.instance
        if row.pk and row.is_confidential and may_read(row, self.by):
            self.initial |= words_of(row)
        if row.pk or seen_before is not None:
            self.initial.setdefault("seen_before", "again" if (row.is_returning if row.pk else seen_before) else "new")
        for name in ("way", "client_sex"):
            self.fields[name].choices = Counselling._meta.get_field(name).choices
        self.fields["topic"].required = True
        self.fields["topic"].error_messages["required"] = "Yang dikonsultasikan belum diisi."
        self._of_whom()
        offer_plan(self, self.by)
        self.lay_out()

    def lay_out(self):
        in_parts(
            self,
            ("Siapa dan kapan", "held_on", "way", "client", "client_sex", "client_age", "client_region", "seen_before"),
            ("Isi konsultasi", "topic", "once_more", "advice", "follow_up"),
            ("Pencatatan", "counsellor", "plan_item", "is_confidential"),
        )

    def _of_whom(self):
        """Of a recorded family it is known where it lives; the name of who came may be added."""
        if self.family is not None:
            del self.fields["client_region"]
            self.fields["client"].label = "Siapa yang datang"
            self.fields["client"].help_text = f"Kosongkan bila {self.family.called} sendiri."
            self.fields["seen_before"].help_text = "Diisi dari catatan sebelumnya; ubah bila keliru."
        else:
            self.fields["client"].required = True

    def narrow(self):
        by = self.by
        if "client_region" in self.fields:
            self.fields["client_region"].queryset = homes_for(by)
        offer_people(self.fields["counsellor"], by, self.instance.counsellor_id)

    def clean(self):
        data = super().clean()
        if wrong := wrong_plan(data.get("plan_item"), self.by.region, data.get("held_on")):
            self.add_error("plan_item", wrong)
        if data.get("held_on") and data.get("topic") and same_written(
            self.by, family=self.family, client=data.get("client") or "", day=data["held_on"], topic=data["topic"],
            but=self.instance.pk,
        ):  # fmt: skip
            self.ask_back(
                "once_more", "topic",
                "Konsultasi klien ini tentang hal yang sama pada hari itu sudah tercatat. Bila memang lain, centang "
                "“Memang konsultasi lain”.",
            )  # fmt: skip
        self.instance.is_returning = data.get("seen_before") == "again"
        return data

    def _post_clean(self):
        """The row is sealed or opened by the action: here its words stand in the plain columns, whichever it is."""
        self.instance.family = self.family
        super()._post_clean()


class WithdrawForm(Form):
    """Why a consultation shall not count."""

    reason = forms.CharField(
        label="Alasan", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: tercatat dua kali. Tanpa nama klien.",
    )  # fmt: skip


class OpenForm(Form):
    """Why another officer has to read a confidential consultation."""

    reason = forms.CharField(
        label="Alasan membuka", min_length=10, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: konselor berhalangan, klien datang untuk lanjutan.",
    )  # fmt: skip


