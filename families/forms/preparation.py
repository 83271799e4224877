"""What a consolidation taught, the success story, the action plan."""

from django import forms

from families.actions.preparation import pioneers_to_brief
from families.forms.base import Form, ModelForm, OnRow
from families.models import ActionPlanItem, BriefingTopic, ConsolidationSession, Family, Participation, Way
from fcu_project.forms import DateField
from institutions.forms.parts import in_parts

Material, Method = ConsolidationSession.Material, ConsolidationSession.Method


class SessionForm(OnRow, Form):
    """Materials and methods of a consolidation, and per pioneer the briefings given there (FAM-13, FAM-14)."""

    materials = forms.MultipleChoiceField(
        label="Materi keterampilan", choices=Material.choices, widget=forms.CheckboxSelectMultiple
    )
    other_material = forms.CharField(label="Materi lain", required=False, max_length=200)
    methods = forms.MultipleChoiceField(label="Metode", choices=Method.choices, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = self.guarded = meeting
        super().__init__(*args, **kwargs)
        self.topics = {str(topic.pk): topic for topic in BriefingTopic.objects.all()}
        self.pioneers = {f"topics-{row.pk}": row for row in pioneers_to_brief(meeting)}
        elsewhere = self._given_elsewhere()
        here = self._given_here()
        for name, row in self.pioneers.items():
            free = [
                (key, str(topic)) for key, topic in self.topics.items() if topic.pk not in elsewhere.get(row.pk, ())
            ]
            given = len(self.topics) - len(free)
            self.fields[name] = forms.MultipleChoiceField(
                label=row.representative.name, choices=free, required=False, widget=forms.CheckboxSelectMultiple,
                initial=here.get(row.pk, []),
                help_text=f"{given} dari {len(self.topics)} materi sudah diberikan sebelumnya." if given else "",
            )  # fmt: skip
        in_parts(
            self,
            ("Isi pertemuan", "materials", "other_material", "methods"),
            ("Pembekalan yang diterima tiap keluarga pionir", *self.pioneers),
        )

    def _given_elsewhere(self):
        """{participation: topics given at other meetings}."""
        given = {}
        for row in self.pioneers.values():
            others = row.briefings.exclude(meeting=self.meeting)
            given[row.pk] = set(others.values_list("topic", flat=True))
        return given

    def _given_here(self):
        given = {}
        for participation, topic in self.meeting.briefings.values_list("participation", "topic"):
            given.setdefault(participation, []).append(str(topic))
        return given

    def clean(self):
        data = super().clean()
        if Material.OTHER in data.get("materials", ()) and not data.get("other_material"):
            self.add_error("other_material", "Tuliskan materi lainnya.")
        for name, row in self.pioneers.items():
            for key in data.get(name, ()):
                if self.topics[key].needs_action_plan and not row.plan_items.exists():
                    number = self.topics[key].number
                    self.add_error(
                        name, f"Rencana aksi ditulis dahulu di kartu pembekalan, baru materi {number} dicentang."
                    )
        return data

    def given(self):
        """{participation: topics} of those who got at least one briefing."""
        chosen = {row: [self.topics[key] for key in self.cleaned_data[name]] for name, row in self.pioneers.items()}
        return {row: topics for row, topics in chosen.items() if topics}


class StoryForm(ModelForm):
    """The experience of success a pioneer can tell (second briefing)."""

    class Meta(ModelForm.Meta):
        model = Participation
        fields = ("success_story",)
        widgets = {"success_story": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"success_story": "Apa yang dahulu sulit, apa yang dilakukan, apa hasilnya. Tanpa aib orang lain."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["success_story"].required = True


class PlanItemForm(ModelForm):
    """One line of the action plan, with the columns of the paper (III.B.5.3(5)): for whom, by which way, what came."""

    done_on = DateField(label="Terlaksana pada", required=False, not_after_today=True)

    class Meta(ModelForm.Meta):
        model = ActionPlanItem
        fields = (
            "family", "way", "problem", "goal", "activity", "period", "source", "measure", "result", "done_on",
        )  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("problem", "goal", "activity", "measure", "result")
        }
        help_texts = {
            "family": "Kosongkan bila berlaku untuk semua, atau bila belum dipasangkan.",
            "problem": "Masalah atau kebutuhan keluarga dampingan, tanpa menyebut NIK.",
            "period": "Contoh: Maret sampai Mei, atau setiap Sabtu.",
            "measure": "Bagaimana tahu bahwa kegiatan ini berhasil?",
            "result": "Diisi setelah kegiatan berjalan.",
        }

    def __init__(self, *args, participation, **kwargs):
        super().__init__(*args, **kwargs)
        charges = Family.objects.filter(participations__companions__pioneer=participation).distinct()
        self.fields["family"].queryset = charges.order_by("search_name", "id")
        self.fields["family"].label_from_instance = lambda family: family.called
        self.fields["family"].empty_label = "(belum ditentukan)"
        self.fields["way"].choices = [("", "(tidak dipilih)"), *Way.choices]
        in_parts(
            self,
            ("Rencana", "family", "way", "problem", "goal", "activity", "period"),
            ("Sumber dan ukuran", "source", "measure"),
            ("Realisasi", "result", "done_on"),
        )

    def narrow(self):
        """The families are those of the pioneer, whoever types."""

    def clean(self):
        data = super().clean()
        if data.get("done_on") and not data.get("result") and "result" not in self.errors:
            self.add_error("result", "Tuliskan realisasinya: apa yang terlaksana.")
        return data
