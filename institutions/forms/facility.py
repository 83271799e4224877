"""The FCU's inventory and its proposals to the Musrenbang."""

from django import forms

from fcu_project.forms import DateField, Form, ModelForm, RupiahField
from institutions.forms.parts import in_parts
from institutions.models import Facility, MusrenbangProposal


class FacilityForm(ModelForm):
    """One item: what, how many, in what condition, whose, since when."""

    refuses_numbers = True
    checked_with = ("unit",)
    since = DateField(label="Dipakai sejak", not_after_today=True)

    class Meta(ModelForm.Meta):
        model = Facility
        fields = ("kind", "name", "quantity", "condition", "owner", "since")
        widgets = {"kind": forms.RadioSelect, "condition": forms.RadioSelect}
        help_texts = {
            "name": "Contoh: meja tulis, papan nama, buku tamu, agenda kerja 2026.",
            "owner": "Contoh: FCU, pemerintah desa/kelurahan, pinjaman dari PKK.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Facility.Kind.choices
        self.fields["condition"].choices = Facility.Condition.choices
        self.fields["quantity"].error_messages["min_value"] = "Isi sedikitnya 1."
        in_parts(self, ("", "kind", "name", ("quantity", "since")), ("Keadaan", "condition", "owner"))


class GoneForm(Form):
    """Since when an item is no longer there."""

    gone_on = DateField(label="Tidak ada lagi sejak", not_after_today=True)


class ProposalForm(ModelForm):
    """What is proposed, why, at what cost; later, whether the FCU took part and what came of it."""

    refuses_numbers = True
    checked_with = ("unit",)
    estimated_cost = RupiahField(label="Perkiraan biaya (rupiah)", blank=None, least=1)
    attended_on = DateField(label="FCU ikut Musrenbang kecamatan pada", required=False, not_after_today=True)

    class Meta(ModelForm.Meta):
        model = MusrenbangProposal
        fields = ("year", "item", "reason", "estimated_cost", "attended_on", "result", "result_note")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "result": forms.RadioSelect}
        help_texts = {"item": "Contoh: pelatihan menjahit bagi ibu keluarga dampingan."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = MusrenbangProposal.Result.choices
        if self.instance.pk:
            in_parts(
                self, ("Usulan", "year", "item", "reason", "estimated_cost"),
                ("Di Musrenbang kecamatan", "attended_on", "result", "result_note"),
            )  # fmt: skip
        else:
            for name in ("attended_on", "result", "result_note"):
                del self.fields[name]
            in_parts(self, ("Usulan", "year", "item", "reason", "estimated_cost"))

    def clean(self):
        data = super().clean()
        decided = data.get("result", "waiting") != MusrenbangProposal.Result.WAITING
        if decided and not data.get("attended_on") and "attended_on" not in self.errors:
            self.add_error("attended_on", "Isi kapan Musrenbang kecamatan diadakan sebelum mencatat hasilnya.")
        return data
