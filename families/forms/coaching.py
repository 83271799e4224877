"""A coaching session with the families asked and present; a consultation of a plasma family."""

from django import forms

from families.actions.coaching import attendance_problem, coaches_of, families_for, is_planned
from families.forms.base import ModelForm
from families.models import Coaching, Consultation, Pairing, Participation, Sex
from fcu_project import dates
from fcu_project.forms import DateField, WholeNumberField
from institutions.forms.parts import in_parts
from institutions.models import Institution

NOT_ASKED, ABSENT, PRESENT = "", "absent", "present"
CAME = [(NOT_ASKED, "Tidak diundang"), (ABSENT, "Diundang, tidak atau belum hadir"), (PRESENT, "Hadir")]
ASKED = [(NOT_ASKED, "Tidak diundang"), (ABSENT, "Diundang")]  # before the day
EARLY = "Isi kehadiran setelah hari pembinaan. Untuk rencana, pilih “Diundang, tidak atau belum hadir”."
MOST_PEOPLE = 30  # of one family at one session


class CoachChoice(forms.ModelChoiceField):
    def label_from_instance(self, row):
        place = f", {row.family.neighbourhood}" if row.family.neighbourhood else ""
        return f"{row.family.called}{place}"


class CoachingForm(ModelForm):
    """A session for pioneers, or for plasma families by a pioneer (MEN-07): what, where, how, and who came."""

    mark_optional = False  # of the lines of families; the fields that may be left out say so themselves
    held_on = DateField(label="Tanggal", help_text="Contoh 12-03-2025. Boleh tanggal mendatang bila masih rencana.")
    coach = CoachChoice(
        Participation.objects.none(), label="Keluarga pionir yang membina", empty_label="(pilih keluarga pionir)"
    )

    class Meta(ModelForm.Meta):
        model = Coaching
        fields = ("held_on", "topic", "coach", "provider", "place", "method", "way", "result")
        widgets = {"topic": forms.Textarea(attrs={"rows": 2}), "result": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "topic": "Contoh: mengatur uang belanja, keterampilan membuat keripik.",
            "method": "Contoh: ceramah, diskusi, praktik.",
            "provider": "Contoh: LK3, Puskesmas, penyuluh KB.",
            "result": "Diisi setelah kegiatan. Tanpa NIK dan tanpa nama penyakit.",
        }

    def __init__(self, *args, group, **kwargs):
        self.group = group
        super().__init__(*args, **kwargs)
        self.instance.group = group
        if group == "pioneers":
            del self.fields["coach"]
            self.fields["provider"].required = True
            self.fields["provider"].error_messages["required"] = "Pembina atau narasumber belum diisi."
        self.is_planned = bool(self.instance.pk) and is_planned(self.instance, self.by.today) and self._stays_ahead()
        if self.is_planned:
            del self.fields["result"]
        for name in ("provider", "place", "method", "result"):
            if name in self.fields and not self.fields[name].required:
                self.fields[name].label += " (opsional)"
        given = {}
        if self.instance.pk:
            rows = self.instance.attendances.select_related("participation__family")
            given = {row.participation: row for row in rows}
        offered = dict.fromkeys([*families_for(self.by.region, group), *given])
        self.families = sorted(offered, key=lambda row: (row.family.search_name, row.pk))
        for row in self.families:
            self._ask(row, given.get(row))
        in_parts(
            self,
            ("Kegiatan", "held_on", "topic", "coach", "provider", "place", "method", "way"),
            ("Keluarga yang diundang" if self.is_planned else "Keluarga yang diundang dan yang hadir",
             *((f"came-{row.pk}", f"women-{row.pk}", f"men-{row.pk}") for row in self.families)),
            ("Hasil", "result"),
        )  # fmt: skip

    def _stays_ahead(self):
        """Whether the day that was typed, if any, is still to come: then nobody is asked who came."""
        if not self.is_bound:
            return True
        try:
            return dates.parse_date(str(self.data.get("held_on", ""))) > self.by.today
        except ValueError:
            return True

    def narrow(self):
        if "coach" in self.fields:
            chosen = Participation.objects.filter(pk=self.instance.coach_id)
            self.fields["coach"].queryset = (coaches_of(self.by.region) | chosen).distinct()

    def _ask(self, row, attendance):
        place = f" ({row.family.neighbourhood})" if row.family.neighbourhood else ""
        self.fields[f"came-{row.pk}"] = forms.ChoiceField(
            label=f"{row.family.called}{place}", choices=ASKED if self.is_planned else CAME, required=False,
            initial=(PRESENT if attendance.present else ABSENT) if attendance else NOT_ASKED,
            error_messages={"invalid_choice": "Pilihan ini tidak tersedia. Pilih dari daftar."},
        )  # fmt: skip
        if self.is_planned:
            return
        called = row.family.called
        for name, label in (("women", "Perempuan"), ("men", "Laki-laki")):
            self.fields[f"{name}-{row.pk}"] = WholeNumberField(
                label=label, required=False, min_value=0, max_value=MOST_PEOPLE,
                initial=getattr(attendance, name) if attendance and attendance.present else None,
                error_messages={"max_value": f"{called}: Paling banyak {MOST_PEOPLE} orang dari satu keluarga.",
                                "min_value": f"{called}: Jumlah orang tidak bisa di bawah 0.",
                                "invalid": f"{called}: Isi jumlah orang dengan angka saja, tanpa titik atau huruf."},
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        asked = {row: data.get(f"came-{row.pk}") for row in self.families}
        if not any(asked.values()):
            self.add_error(None, "Pilih sedikitnya satu keluarga yang diundang.")
        if data.get("held_on"):
            self.instance.held_on = data["held_on"]
            is_ahead = is_planned(self.instance, self.by.today)
            if is_ahead and data.get("result"):
                self.add_error("result", "Isi hasil setelah hari pembinaan. Kosongkan bila masih rencana.")
            for row, came in asked.items():
                if is_ahead and came == PRESENT:
                    self.add_error(f"came-{row.pk}", f"{row.family.called}: {EARLY}")
                problem = attendance_problem(row, self.instance) if came else ""
                if problem:
                    self.add_error(f"came-{row.pk}", problem)
        return data

    def asked(self):
        """{participation: (present, women, men)} of the families that were asked; nobody counted means the head."""
        data, told = self.cleaned_data, {}
        for row in self.families:
            came = data[f"came-{row.pk}"]
            if came:
                women, men = data.get(f"women-{row.pk}") or 0, data.get(f"men-{row.pk}") or 0
                if not women + men:
                    women, men = (1, 0) if row.family.head_sex == Sex.FEMALE else (0, 1)
                told[row] = (came == PRESENT, women, men)
        return told


class ConsultationForm(ModelForm):
    """What a plasma family asked, of whom, and the advice it got (MEN-04)."""

    held_on = DateField(label="Tanggal", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Consultation
        fields = ("held_on", "topic", "pairing", "institution", "adviser", "advice")
        widgets = {"topic": forms.Textarea(attrs={"rows": 2}), "advice": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "topic": "Tanpa NIK dan tanpa nama penyakit.",
            "adviser": "Diisi bila bukan lembaga dalam daftar, atau untuk menyebut petugasnya.",
        }

    def __init__(self, *args, family, **kwargs):
        self.family = family
        super().__init__(*args, **kwargs)
        self.instance.family = family
        in_parts(
            self,
            ("Yang ditanyakan", "held_on", "topic"),
            ("Kepada siapa (boleh lebih dari satu)", "pairing", "institution", "adviser"),
            ("Saran", "advice"),
        )

    def narrow(self):
        pairings = Pairing.objects.filter(plasma__family=self.family).select_related("pioneer__family")
        self.fields["pairing"].queryset = pairings
        self.fields["pairing"].label_from_instance = lambda row: row.pioneer.family.called
        self.fields["pairing"].empty_label = "(tidak)"
        bodies = Institution.objects.visible_to(self.by).filter(closed_on=None)
        self.fields["institution"].queryset = bodies.order_by("name", "id")
        self.fields["institution"].empty_label = "(tidak)"

    def clean(self):
        data = super().clean()
        if not (data.get("pairing") or data.get("institution") or data.get("adviser")) and not self.errors:
            self.add_error("pairing", "Pilih pendamping atau PSKS, atau tuliskan namanya.")
        return data
