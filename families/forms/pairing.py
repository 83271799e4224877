"""Pendamping dan dampingan: who accompanies whom, notes of visits, needs."""

from django import forms
from django.db.models import Count, Q

from families.actions.pairing import pairing_problem, pairing_warnings
from families.forms.base import Form, ModelForm
from families.models import Dimension, MentoringNote, Need, Pairing, Participation, ProblemType, Role
from fcu_project.forms import DateField
from institutions.forms.parts import in_parts


class ParticipationChoice(forms.ModelChoiceField):
    """Families by their head and neighbourhood, with what speaks for or against choosing them."""

    def label_from_instance(self, row):
        place = f", {row.family.neighbourhood}" if row.family.neighbourhood else ""
        return f"{row.family.called}{place} – {self._standing(row)}"

    @staticmethod
    def _standing(row):
        if row.role == Role.PLASMA:
            return "sudah punya pendamping" if row.load else row.get_stage_display().lower()
        if row.stage == Participation.Stage.DESIGNATED:
            return "belum selesai dibekali"
        return f"mendampingi {row.load} keluarga"


class PairingForm(ModelForm):
    """A pioneer and a plasma family; what is unusual asks for a reason, what is too early is refused (MEN-01)."""

    pioneer = ParticipationChoice(
        Participation.objects.none(), label="Keluarga pendamping (pionir)", empty_label="(pilih keluarga pionir)"
    )
    plasma = ParticipationChoice(
        Participation.objects.none(), label="Keluarga dampingan (plasma)", empty_label="(pilih keluarga dampingan)"
    )
    paired_from = DateField(label="Didampingi sejak", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Pairing
        fields = ("pioneer", "plasma", "paired_from", "reason")
        help_texts = {"reason": "Contoh: bertetangga, usaha sejenis. Wajib bila ada peringatan."}

    def narrow(self):
        here = Participation.objects.filter(family__region=self.by.region).select_related("family")
        counted = here.order_by("family__search_name", "id")
        self.fields["pioneer"].queryset = counted.pioneers().annotate(
            load=Count("charges", filter=Q(charges__paired_until=None))
        )
        self.fields["plasma"].queryset = counted.plasma().annotate(
            load=Count("companions", filter=Q(companions__paired_until=None))
        )

    def clean(self):
        data = super().clean()
        pioneer, plasma, since = (data.get(name) for name in ("pioneer", "plasma", "paired_from"))
        if not (pioneer and plasma and since):
            return data
        problem = pairing_problem(pioneer, plasma, since)
        if problem:
            self.add_error(None, problem)
        elif not data.get("reason"):
            for warning in pairing_warnings(pioneer, plasma):
                self.add_error("reason", f"{warning} Tuliskan alasannya bila tetap dipasangkan.")
        return data


class PairingEndForm(Form):
    """When and why a pioneer stops accompanying a family."""

    ended_on = DateField(label="Berakhir pada", not_after_today=True)
    reason = forms.CharField(label="Alasan", min_length=5, max_length=300)


class NoteForm(ModelForm):
    """A contact with the family, and the need it found: the card a pioneer keeps (MEN-02)."""

    held_on = DateField(label="Tanggal", not_after_today=True)
    next_on = DateField(label="Tanggal rencana", required=False)
    need_title = forms.CharField(
        label="Kebutuhan yang ditemukan", required=False, max_length=150,
        help_text="Kosongkan bila tidak ada yang baru. Contoh: modal jualan sayur.",
    )  # fmt: skip
    need_problem = forms.ModelChoiceField(
        ProblemType.objects.filter(is_active=True, is_sensitive=False), label="Jenis masalah", required=False,
        empty_label="(pilih jenis masalah)",
    )  # fmt: skip
    need_priority = forms.TypedChoiceField(
        label="Prioritas", required=False, choices=Need.Priority.choices, coerce=int, widget=forms.RadioSelect,
        empty_value=None,
    )  # fmt: skip
    need_referral = forms.BooleanField(label="Perlu dihubungkan dengan lembaga (rujukan)", required=False)

    class Meta(ModelForm.Meta):
        model = MentoringNote
        fields = (
            "held_on", "kind", "topic", "agreed", "change_view", "change_needs", "change_taking_part", "change_access",
            "next_plan", "next_on",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "topic": forms.Textarea(attrs={"rows": 3}),
            "agreed": forms.Textarea(attrs={"rows": 2}),
            "next_plan": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"topic": "Tanpa NIK dan tanpa nama penyakit."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = MentoringNote.Kind.choices
        in_parts(
            self,
            ("Pertemuan dengan keluarga", "held_on", "kind", "topic", "agreed"),
            ("Perubahan yang terlihat", "change_view", "change_needs", "change_taking_part", "change_access"),
            ("Rencana berikutnya", "next_plan", "next_on"),
            ("Kebutuhan baru", "need_title", "need_problem", "need_priority", "need_referral"),
        )

    def clean(self):
        data = super().clean()
        if data.get("need_title"):
            if not data.get("need_problem"):
                self.add_error("need_problem", "Pilih jenis masalah dari kebutuhan ini.")
            if not data.get("need_priority"):
                self.add_error("need_priority", "Pilih prioritas kebutuhan ini.")
        elif data.get("need_problem") or data.get("need_priority") or data.get("need_referral"):
            self.add_error("need_title", "Tuliskan kebutuhannya, atau kosongkan jenis masalah dan prioritas.")
        held, planned = data.get("held_on"), data.get("next_on")
        if held and planned and planned < held:
            self.add_error("next_on", "Tanggal rencana tidak boleh mendahului tanggal kunjungan ini.")
        return data

    def need(self):
        """The need this contact opened, or None."""
        data = self.cleaned_data
        if not data["need_title"]:
            return None
        problem = data["need_problem"]
        return Need(
            title=data["need_title"], problem=problem, dimension=problem.dimension, priority=data["need_priority"],
            needs_referral=data["need_referral"],
        )  # fmt: skip


class NeedForm(ModelForm):
    """A need of the family with its dimension and priority."""

    found_on = DateField(label="Ditemukan pada", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Need
        fields = ("title", "problem", "dimension", "priority", "needs_referral", "found_on")
        widgets = {"dimension": forms.RadioSelect, "priority": forms.RadioSelect}
        help_texts = {"title": "Contoh: akta kelahiran anak ketiga."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["problem"].queryset = ProblemType.objects.filter(is_active=True, is_sensitive=False)
        self.fields["problem"].empty_label = "(pilih jenis masalah)"
        self.fields["dimension"].choices = Dimension.choices
        self.fields["priority"].choices = Need.Priority.choices


class NeedCloseForm(Form):
    """How a need ended."""

    state = forms.ChoiceField(
        label="Hasil", widget=forms.RadioSelect,
        choices=[(Need.State.MET, Need.State.MET.label), (Need.State.DROPPED, Need.State.DROPPED.label)],
    )  # fmt: skip
    closed_on = DateField(label="Tanggal", not_after_today=True)
    outcome = forms.CharField(
        label="Keterangan", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang diperoleh keluarga, atau mengapa tidak dilanjutkan.",
    )  # fmt: skip
