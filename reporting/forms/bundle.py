"""Which reports are wanted in one file."""

from django import forms

from families.forms.base import Form
from institutions.models import Region
from institutions.models.region import within
from institutions.roles import REGENCY
from reporting.models import Report
from reporting.periods import Quarter, quarter_of, quarters_to

PAPERS = (("F4", "F4 (folio)"), ("A4", "A4"))
QUARTERS_SHOWN = 12
WHICH = {
    "diterima": ("Yang sudah diterima", (Report.Stage.ACCEPTED,)),
    "terkirim": ("Yang menunggu diperiksa", (Report.Stage.SENT,)),
    "semua": ("Semua yang pernah dikirim", (Report.Stage.SENT, Report.Stage.RETURNED, Report.Stage.ACCEPTED)),
}


def quarter_choices(today):
    """The quarters that are over, the latest first: [("2026-3", "Triwulan III Tahun 2026")]."""
    over = quarters_to(quarter_of(today).previous, QUARTERS_SHOWN)
    return [(f"{quarter.year}-{quarter.number}", quarter.words) for quarter in reversed(over)]


class LongPaperForm(Form):
    """One long paper: which version, the latest without it, on which paper."""

    version = forms.IntegerField(required=False, min_value=1, max_value=9999, widget=forms.HiddenInput)
    paper = forms.ChoiceField(label="Kertas", choices=PAPERS, error_messages={"required": "Pilih kertasnya."})


class BundleForm(Form):
    """Quarter, which of its reports, in a kabupaten of which kecamatan, on which paper."""

    quarter = forms.ChoiceField(label="Triwulan", error_messages={"required": "Pilih triwulannya."})
    which = forms.ChoiceField(
        label="Laporan", choices=[(name, label) for name, (label, _) in WHICH.items()], initial="diterima",
        error_messages={"required": "Pilih laporan yang mana."},
    )  # fmt: skip
    subdistrict = forms.ModelChoiceField(
        Region.objects.none(), label="Kecamatan", required=False, empty_label="Semua kecamatan"
    )
    paper = forms.ChoiceField(label="Kertas", choices=PAPERS, error_messages={"required": "Pilih kertasnya."})

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.fields["quarter"].choices = quarter_choices(by.today)
        self.fields["paper"].initial = by.region.setting("paper")
        if by.level == REGENCY:
            below = Region.objects.filter(within(by.territory, "code"), level=Region.Level.SUBDISTRICT)
            self.fields["subdistrict"].queryset = below.order_by("code")
        else:
            del self.fields["subdistrict"]

    def clean_quarter(self):
        year, number = self.cleaned_data["quarter"].split("-")
        return Quarter(int(year), int(number))

    @property
    def stages(self):
        return WHICH[self.cleaned_data["which"]][1]
