"""Officers after the first decree: who replaces whom, who leaves, who acts, who made the statement."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm
from institutions.actions.unit import may_replace_in
from institutions.forms.parts import in_parts
from institutions.forms.unit import CandidacyForm
from institutions.models import Meeting, OfficerTerm

NON_PARTISAN = "Menyatakan bukan pengurus atau juru kampanye partai politik"


class ReplacementForm(CandidacyForm):
    """The member whom the members elected to a post after the decree, in which meeting, and why the post changes."""

    refuses_numbers = True
    parts = (
        ("Rapat pemilihan", "meeting"),
        ("Jabatan dan penggantinya", "post", "reason", "membership"),
        ("Syarat pengurus", "willing", "able", "social_spirit", "non_partisan"),
        ("Hasil pemilihan", "votes"),
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Dipilih dalam rapat", empty_label="(pilih rapat)",
        help_text="Rapat anggota yang sudah terlaksana sesudah SK yang berlaku.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Alasan penggantian", max_length=200,
        help_text="Contoh: pindah domisili, meninggal dunia, mengundurkan diri.",
    )  # fmt: skip

    class Meta(CandidacyForm.Meta):
        fields = ("meeting", "post", "membership", "willing", "able", "social_spirit", "non_partisan", "votes")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membership"].label = "Pengganti (dari anggota FCU)"
        self.fields["meeting"].queryset = may_replace_in(self.unit)

    def clean(self):
        data = super().clean()
        for name in ("willing", "able", "social_spirit", "non_partisan"):
            if not data.get(name):
                self.add_error(name, "Centang: syarat bagi setiap pengurus.")
        return data


class LeavingForm(Form):
    """When and why an officer leaves the post."""

    refuses_numbers = True
    ended_on = DateField(label="Hari terakhir menjabat", not_after_today=True)
    reason = forms.CharField(
        label="Alasan", max_length=200, help_text="Contoh: mengundurkan diri, pindah domisili, meninggal dunia.",
    )  # fmt: skip


class ActingForm(ModelForm):
    """Who acts in which vacant post, from which paper, until when."""

    refuses_numbers = True
    valid_from = DateField(label="Mulai bertugas", not_after_today=True)
    valid_until = DateField(label="Sampai")
    basis = forms.CharField(label="Nomor berita acara atau surat tugas", max_length=120)
    basis_dated_on = DateField(label="Tanggal berita acara atau surat tugas", not_after_today=True)
    non_partisan = forms.BooleanField(label=NON_PARTISAN)

    class Meta(ModelForm.Meta):
        model = OfficerTerm
        fields = ("post", "membership", "valid_from", "valid_until", "basis", "basis_dated_on")
        widgets = {"post": forms.RadioSelect}
        labels = {"membership": "Pelaksana tugas (dari anggota FCU)"}

    def __init__(self, *args, unit, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts
        self.fields["non_partisan"].error_messages["required"] = "Centang: pelaksana tugas harus menyatakan ini dahulu."
        members = self.fields["membership"]
        members.queryset = unit.current_members()
        members.empty_label = "(pilih anggota)"
        members.label_from_instance = lambda m: f"{m.person.name} – {m.origin}"
        members.error_messages["invalid_choice"] = "Orang ini bukan anggota FCU. Pilih dari daftar anggota."
        in_parts(
            self,
            ("Jabatan kosong", "post", "membership", "non_partisan"),
            ("Dasar", "basis", "basis_dated_on"),
            ("Masa tugas", ("valid_from", "valid_until")),
        )

    def _post_clean(self):
        """Terms are compared in the action, once the unit is locked; here only the fields are taken over."""
        self.instance = forms.models.construct_instance(self, self.instance, self._meta.fields)


class StatementForm(Form):
    """The day on which the officer made the statement."""

    non_partisan_on = DateField(label="Tanggal pernyataan", not_after_today=True)
    stated = forms.BooleanField(label=NON_PARTISAN)
