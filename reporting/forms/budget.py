"""A line of an office's budget, and a place that is typed by its code or name (FUN-07)."""

from django import forms
from django.db.models import Q

from families.forms.base import Form, ModelForm
from fcu_project import dates
from fcu_project.forms import DateField, RupiahField
from institutions.forms.parts import in_parts
from institutions.models import Region
from referrals.forms.asking import AsksBack
from reporting.models import BudgetLine
from reporting.models.budget import MOST_BUDGET, short_source
from reporting.money.purses import BUDGET_SOURCES

MOST_NAMED = 5  # places of one name that are told apart in the message
MOST_LETTERS = 120


class PlaceField(forms.Field):
    """A place within `territory`, typed as its code ("33.73.04") or its name ("Desa Sidomekar, Tegalwangi").

    A list to choose from would hold 83 thousand villages. Cleans to the Region, None where nothing is typed.
    """

    widget = forms.TextInput
    territory = ""

    def to_python(self, value):
        text = " ".join(str(value or "").replace("\0", "").split())[:MOST_LETTERS]
        if not text:
            return None
        code = text.split()[0].replace(".", "")
        if code.isascii() and code.isdigit():
            found = list(self._places().filter(code=code[:10]))
        else:
            found = self._named(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                "Wilayah ini tidak ada di dalam wilayah kantor Anda. Tulis kodenya atau namanya, contoh 33.73.04 "
                "atau Desa Sidomekar."
            )
        told = "; ".join(f"{place.dotted_code} {place}, {place.parent}" for place in found[:MOST_NAMED])
        raise forms.ValidationError(f"Lebih dari satu wilayah bernama itu: {told}. Tulis kodenya.")

    def _places(self):
        return Region.objects.within(self.territory).exclude(code="").select_related("parent")

    def _named(self, text):
        """Places of this name; with the kind before it or the place above it behind it, only those."""
        name, _, above = (part.strip() for part in text.partition(","))
        kind, _, rest = name.partition(" ")
        found = list(self._places().filter(Q(name__iexact=name) | Q(name__iexact=rest or name))[:50])
        exact = [place for place in found if place.full_name.casefold() == name.casefold()]
        found = exact or [place for place in found if place.name.casefold() == name.casefold()]
        if above:
            found = [
                place for place in found
                if above.casefold() in (place.parent.name.casefold(), place.parent.full_name.casefold())
            ]  # fmt: skip
        return found

    def prepare_value(self, value):
        if isinstance(value, int):
            value = Region.objects.filter(pk=value).first()
        return f"{value.dotted_code} {value}" if isinstance(value, Region) else value

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial) or "").strip() != str(data or "").strip()


class BudgetForm(AsksBack, ModelForm):
    """Which year, for what, from which money, how much, for whom, by which document."""

    amount = RupiahField(label="Jumlah (rupiah)", blank=None, least=1, most=MOST_BUDGET)
    recipient = PlaceField(
        label="Wilayah penerima", required=False,
        help_text="Tulis kode atau nama wilayahnya, contoh 33.73.04 atau Desa Sidomekar. Boleh kosong untuk anggaran "
        "kegiatan sendiri.",
    )  # fmt: skip
    document_on = DateField(label="Tanggal dokumen", required=False, not_after_today=True)
    two_lines = forms.BooleanField(label="Memang dua baris anggaran", required=False)
    asked_back = ("two_lines",)

    class Meta(ModelForm.Meta):
        model = BudgetLine
        fields = ("year", "kind", "source", "title", "amount", "recipient", "document", "document_on")
        widgets = {"kind": forms.RadioSelect, "title": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"title": "Contoh: bantuan penyelenggaraan FCU di lima desa percontohan."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].required = True
        self.fields["kind"].choices = BudgetLine.Kind.choices

    def lay_out(self):
        in_parts(
            self,
            ("Anggaran", "year", "kind", "source", "title", "two_lines", "amount"),
            ("Penerima", "recipient"),
            ("Dokumen", "document", "document_on"),
        )

    def narrow(self):
        sources = BUDGET_SOURCES.get(self.by.level, ())
        self.fields["source"].choices = [("", "(pilih sumber)"), *((code, short_source(code)) for code in sources)]
        if len(sources) > 1:
            self.fields["source"].help_text = "Pilih APBN bila dananya dari pusat dan disalurkan lewat kantor ini."
        self.fields["recipient"].territory = self.by.territory

    def clean(self):
        data = super().clean()
        aids = (BudgetLine.Kind.BODY, BudgetLine.Kind.FAMILY)
        if data.get("kind") in aids and data.get("recipient") is None and "recipient" not in self.errors:
            self.add_error("recipient", "Bantuan memerlukan wilayah penerima. Tulis kode atau namanya.")
        if not self.errors and self._is_there_already(data):
            told = f"Baris yang sama sebesar {dates.rupiah(data['amount'])} sudah tercatat untuk tahun {data['year']}."
            self.ask_back("two_lines", "title", f"{told} Centang “Memang dua baris anggaran” bila memang ada dua.")
        return data

    def _is_there_already(self, data):
        """Whether the office has a standing line that says the same."""
        same = {name: data[name] for name in ("year", "kind", "source", "amount", "recipient")}
        lines = BudgetLine.objects.standing().filter(region=self.by.region, title__iexact=data["title"], **same)
        return lines.exclude(pk=self.instance.pk).exists()


class WithdrawForm(Form):
    """From when it no longer stands, and why."""

    withdrawn_on = DateField(label="Ditarik pada", not_after_today=True)
    reason = forms.CharField(label="Alasan ditarik", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
