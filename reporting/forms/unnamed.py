"""A form whose free words name no family: what stops it, and the tick that turns the names into initials."""

from django import forms

from referrals.forms.asking import AsksBack
from reporting.quarterly.family_names import VillageNames

TICK = "use_initials"
OR_TICK = "Atau centang “Ganti dengan inisial” di bawah formulir, lalu simpan lagi."


class WithTick:
    """A form with the tick, which `AsksBack` takes away until there is a reason for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[TICK] = forms.BooleanField(
            label="Ganti dengan inisial", required=False,
            help_text="Centang lalu simpan lagi. Bila kata itu bukan nama, pakai kata lain.",
        )  # fmt: skip


class Unnamed(AsksBack, WithTick):
    """No long field of words takes a number or a name that `masking` knows; ticked, names are told as initials."""

    asked_back = (TICK,)

    def masking(self):
        """What must not be told, an object like VillageNames; None where everything may stand."""
        return VillageNames(self.by.region)

    def clean(self):
        data = super().clean()
        masking = self.masking()
        if masking is None:
            return data
        for name, field in list(self.fields.items()):
            text = data.get(name)
            if name in self.errors or not text or not isinstance(field.widget, forms.Textarea):
                continue
            if problem := masking.number_problem(text):
                self.add_error(name, f"{field.label}: {problem}")
            elif data.get(TICK):
                data[name] = masking.with_initials(text)
            elif problem := masking.problem(text):
                self.ask_back(TICK, name, f"{field.label}: {problem} {OR_TICK}")
        return data
