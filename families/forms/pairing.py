"""Pendamping dan dampingan: who accompanies whom, notes of visits, needs."""

from django import forms
from django.db.models import Case, Count, IntegerField, Q, Value, When

from families.actions.pairing import kin_question, pairing_problem, pairing_warnings, usual_load
from families.forms.base import Form, ModelForm, OnRow
from families.models import Dimension, MentoringNote, Need, Pairing, Participation, ProblemType, Role, Way
from families.models.family import UNKNOWN
from families.nearness import FURTHEST, nearness_words
from fcu_project.forms import DateField
from institutions.forms.parts import in_parts

NO_CONFLICT = "none"  # the answer "nothing stands between them": asked, and stored as nothing


class ParticipationChoice(forms.ModelChoiceField):
    """Families by their head and neighbourhood, with what speaks for or against choosing them."""

    beside = None  # the family to whom the others are near or far
    limit = None  # how many families a pioneer usually accompanies at most

    def label_from_instance(self, row):
        place = f", {row.family.neighbourhood}" if row.family.neighbourhood else ""
        near = nearness_words(row.family, self.beside)[1] if self.beside else ""
        words = f"{near}, {self._standing(row)}" if near else self._standing(row)
        return f"{row.family.called}{place} – {words}"

    def _standing(self, row):
        if row.role == Role.PLASMA:
            return "sudah punya pendamping" if row.load else row.stage_words
        if row.stage == Participation.Stage.DESIGNATED:
            return "belum selesai dibekali"
        if self.limit is None:
            return f"mendampingi {row.load} keluarga"
        most = "sudah penuh" if row.load >= self.limit else "paling banyak"
        return f"mendampingi {row.load} keluarga ({most} {self.limit})"


class TermsForm(ModelForm):
    """How near the two families are, and what stands between them; whoever declares a conflict says how it is kept."""

    conflict = forms.ChoiceField(
        label="Benturan kepentingan", required=False, widget=forms.RadioSelect,
        choices=[(NO_CONFLICT, "Tidak ada"), *Pairing.Conflict.choices],
        help_text="Bukan tuduhan: supaya pendampingannya bisa dijaga. Hanya pengurus FCU yang membaca rinciannya.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = Pairing
        fields = ("closeness", "conflict", "conflict_note")
        help_texts = {
            "closeness": "Kosongkan agar diisi menurut RT, RW, dan dusun keduanya.",
            "conflict_note": "Contoh: soal pinjaman dibicarakan dengan sekretaris, bukan dengan pendamping.",
        }
        widgets = {"conflict_note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closeness"].choices = [("", "(menurut RT/RW/dusun)"), *Pairing.Closeness.choices]
        if self.instance.pk:
            self.fields["conflict"].required = True
            self.initial["conflict"] = self.instance.conflict or NO_CONFLICT

    @property
    def asked(self):
        """Whether the question was answered at all."""
        return bool(self.data.get("conflict"))

    def clean_conflict(self):
        value = self.cleaned_data["conflict"]
        return "" if value == NO_CONFLICT else value

    def clean(self):
        data = super().clean()
        if data.get("conflict") and not data.get("conflict_note") and "conflict_note" not in self.errors:
            self.add_error("conflict_note", "Tuliskan bagaimana benturan kepentingannya dijaga.")
        if not data.get("conflict"):
            data["conflict_note"] = ""
        return data


class PairingForm(TermsForm):
    """A pioneer and a plasma family; what is unusual asks for a reason, what is too early is refused (MEN-01).

    Opened for one plasma family, it offers the pioneers who live nearest first, and of those the least burdened.
    """

    pioneer = ParticipationChoice(
        Participation.objects.none(), label="Keluarga pendamping (pionir)", empty_label="(pilih keluarga pionir)"
    )
    plasma = ParticipationChoice(
        Participation.objects.none(), label="Keluarga dampingan (plasma)", empty_label="(pilih keluarga dampingan)"
    )
    paired_from = DateField(label="Didampingi sejak", not_after_today=True)

    class Meta(TermsForm.Meta):
        fields = ("plasma", "pioneer", "paired_from", "reason", *TermsForm.Meta.fields)
        help_texts = {
            **TermsForm.Meta.help_texts,
            "reason": "Contoh: bertetangga, usaha sejenis. Wajib bila pendampingnya kedua, sudah penuh, tinggal lebih "
            "jauh daripada pionir lain, atau ada benturan kepentingan.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_parts(
            self,
            ("Siapa mendampingi siapa", "plasma", "pioneer", "paired_from", "reason"),
            ("Kedekatan dan benturan kepentingan", "closeness", "conflict", "conflict_note"),
        )

    def narrow(self):
        here = Participation.objects.filter(family__region=self.by.region).select_related("family")
        counted = here.order_by("family__search_name", "id")
        pioneers = counted.pioneers().annotate(load=Count("charges", filter=Q(charges__paired_until=None)))
        chosen = self.initial.get("plasma")
        if chosen is not None:
            pioneers = pioneers.annotate(far=_rank(chosen.family)).order_by("far", "load", "family__search_name", "id")
            self.fields["pioneer"].beside = chosen.family
        self.fields["pioneer"].queryset = pioneers
        self.fields["pioneer"].limit = usual_load(self.by.region)
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
            return data
        if not data.get("reason"):
            terms = {name: data.get(name) or "" for name in ("closeness", "conflict")}
            for warning in pairing_warnings(pioneer, plasma, **terms):
                self.add_error("reason", f"{warning} Tuliskan alasannya bila tetap dipasangkan.")
        question = "" if self.asked else kin_question(pioneer, plasma)
        if question:
            self.add_error("conflict", question)
        return data


def _rank(family):
    """The rank of `nearness_words` as the database counts it, for the order of the list."""
    steps = []
    if family.rt != UNKNOWN:
        same = Q(family__rt=family.rt, family__rw=family.rw)
        steps.append(When(same if family.rw != UNKNOWN else same & Q(family__hamlet__iexact=family.hamlet), then=0))
    if family.rw != UNKNOWN:
        steps.append(When(family__rw=family.rw, then=1))
    if family.hamlet:
        steps.append(When(family__hamlet__iexact=family.hamlet, then=2))
    return Case(*steps, default=Value(FURTHEST), output_field=IntegerField()) if steps else Value(FURTHEST)


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
            "held_on", "kind", "topic", "agreed", "way", "change_view", "change_needs", "change_taking_part",
            "change_access", "next_plan", "next_on",
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
        self.fields["way"].choices = [("", "(tidak dipilih)"), *Way.choices]
        in_parts(
            self,
            ("Pertemuan dengan keluarga", "held_on", "kind", "topic", "agreed", "way"),
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


class NoteChangeForm(NoteForm):
    """A note that is mended: what it found as a need is mended where the need stands."""

    need_title = need_problem = need_priority = need_referral = None


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


class NeedReopenForm(OnRow, Form):
    """Why a need that was closed is open again."""

    note = forms.CharField(
        label="Mengapa dibuka kembali", min_length=5, max_length=150, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: bantuan ternyata belum diterima.",
    )  # fmt: skip

    def __init__(self, *args, need, **kwargs):
        self.guarded = need
        super().__init__(*args, **kwargs)
