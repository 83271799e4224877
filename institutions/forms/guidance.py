"""What was taught at a meeting and by whom; what PSKS stated together."""

from django import forms

from fcu_project.forms import ModelForm, RowsField
from institutions.actions.guidance import topics_for
from institutions.forms.parts import in_parts
from institutions.guidance import PROVIDERS, WITH_TOPIC_LIST, Provider
from institutions.meetings import Kind
from institutions.models import Awareness, GuidanceSession, GuidanceTopic

EFFECTS = ("knowledge", "attitude", "action")  # of social education (II.F.5.1)
PLACEHOLDER = "Pilih pemberi"


class GuidanceForm(ModelForm):
    """Who taught what. Where the provider has a list of its own, its topics are ticked; else material is written."""

    topics = RowsField(
        GuidanceTopic.objects.none(), label="Materi yang diberikan", widget=forms.CheckboxSelectMultiple
    )
    refuses_numbers = True

    class Meta(ModelForm.Meta):
        model = GuidanceSession
        fields = ("provider", "speaker", "material", "method", "audience", *EFFECTS)
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("material", *EFFECTS)}
        help_texts = {
            "audience": "Contoh: pengurus Posyandu dan KUBE, 12 orang.",
            "speaker": "Nama yang menyampaikan materi.",
        }

    def __init__(self, *args, provider="", **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.instance.meeting.kind
        allowed = PROVIDERS[kind]
        if provider in allowed:  # chosen first, since the topics depend on it
            self.initial["provider"] = provider
        elif len(allowed) == 1:
            self.initial.setdefault("provider", allowed[0])
        self.fields["provider"].choices = [("", PLACEHOLDER), *((p, Provider(p).label) for p in allowed)]
        if kind in WITH_TOPIC_LIST:
            self._ask_topics()
        else:
            del self.fields["topics"]
            self._require("material", "Materi belum diisi.")
        if kind == Kind.SOCIAL_EDUCATION:
            for name in EFFECTS:
                self._require(name, f"{self.fields[name].label} belum diisi.")
        else:
            for name in EFFECTS:
                del self.fields[name]
        in_parts(
            self,
            ("Pemberi", "provider", "speaker", "audience"),
            ("Materi", "topics", "material", "method"),
            ("Hasil penyuluhan", *EFFECTS),
        )

    def _ask_topics(self):
        del self.fields["material"]
        self.fields["provider"].widget = forms.HiddenInput()
        self.chosen = self.data.get("provider") or self.initial.get("provider", "")
        self.fields["provider"].required = not self.chosen
        topics = self.fields["topics"]
        topics.queryset = topics_for(GuidanceSession(pk=self.instance.pk, provider=self.chosen or ""))
        topics.error_messages["required"] = "Centang sedikitnya satu materi."
        topics.error_messages["invalid_choice"] = "Materi ini bukan dari daftar pemberinya. Pilih dari daftar."
        if self.instance.pk:
            self.initial.setdefault("topics", list(self.instance.topics.values_list("pk", flat=True)))

    def _require(self, name, message):
        self.fields[name].required = True
        self.fields[name].error_messages["required"] = message

    def clean_provider(self):
        """The provider that was chosen first, also where the form brought none."""
        return self.cleaned_data["provider"] or self.initial.get("provider", "")

    def narrow(self):
        """Only topics of the chosen provider are offered; see __init__."""


class AwarenessForm(ModelForm):
    """The four things in the words of the meeting (II.F.5); none may be left out."""

    refuses_numbers = True

    class Meta(ModelForm.Meta):
        model = Awareness
        fields = ("activities", "procedure", "problems", "needs")
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}
        help_texts = {
            "activities": "Kegiatan setiap PSKS sekarang, dan yang disepakati bersama.",
            "procedure": "Bagaimana keluarga dilayani: ke siapa dahulu, lalu ke mana.",
        }
