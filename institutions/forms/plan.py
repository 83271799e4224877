"""Forms of the annual work plan: begun, its meeting, its rows and their money, revisions, progress, the PRA sheet."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from fcu_project import dates
from fcu_project.forms import MOST_RUPIAH, DateField, Form, ModelForm, RupiahField, ScanField, WholeNumberField
from fcu_project.table_field import TableField
from institutions.forms.parts import in_parts
from institutions.models import AnnualPlan, Assignment, ItemProgress, Meeting, Person, PlanItem, PlanRevision, PraSheet
from institutions.models.plan import line_amount, volume_words
from institutions.models.region import ancestor_codes
from institutions.plans import FCU_MEETINGS, FIRST_YEAR, TEAM_MEETINGS, Source, Tool, Work

ROWS = {"rows": 3}
VOLUME = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7})(?:,([0-9]{1,2}))?", re.ASCII)
SOURCES = [("", "(belum ditentukan)"), *Source.choices]
GUIDES = {"tksk": "tksk", "regency_reports": "officer", "regency_funds": "officer", "regency_cases": "officer"}


def meetings_for(plan):
    """The held meetings of the body in which its plan can have been agreed: in that year or the year before."""
    kinds = FCU_MEETINGS if plan.unit_id else TEAM_MEETINGS
    here = {"region": plan.region, "stage": Meeting.Stage.HELD, "kind__in": kinds}
    return Meeting.objects.filter(**here, held_on__year__in=(plan.year - 1, plan.year)).order_by("-held_on", "-id")


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{meeting.get_kind_display()}, {dates.long_date(meeting.held_on)}"


class StartForm(ModelForm):
    """For which year; empty or as a copy of the year before."""

    year = WholeNumberField(label="Tahun rencana", min_value=FIRST_YEAR)
    copy = forms.BooleanField(
        label="Salin kegiatan dari rencana tahun sebelumnya", required=False,
        help_text="Kegiatan dan RAB ikut disalin, tanpa catatan pelaksanaannya.",
    )  # fmt: skip
    checked_with = ("unit", "team")

    class Meta(ModelForm.Meta):
        model = AnnualPlan
        fields = ("year",)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > self.by.today.year + 1:
            raise ValidationError(f"Rencana disusun paling jauh untuk tahun {self.by.today.year + 1}.")
        return year


class PlanForm(ModelForm):
    """In which meeting the draft was agreed."""

    agreed_in = MeetingChoice(Meeting.objects.none(), label="Musyawarah yang menyepakati")

    class Meta(ModelForm.Meta):
        model = AnnualPlan
        fields = ("agreed_in",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["agreed_in"]
        field.queryset, field.empty_label = meetings_for(self.instance), "(pilih rapatnya)"


class ItemForm(ModelForm):
    """One row with its six things; a draft may leave some of them for later."""

    refuses_numbers = True
    mark_optional = False
    months = forms.TypedMultipleChoiceField(
        label="Waktu: bulan apa saja?", coerce=int, required=False, empty_value=[],
        choices=list(enumerate(dates.MONTHS, 1)), widget=forms.CheckboxSelectMultiple(attrs={"class": "months"}),
    )  # fmt: skip
    amount = RupiahField(label="Dana (rupiah)", blank=None)
    source = forms.ChoiceField(label="Sumber dana", required=False, choices=SOURCES)
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Penanggung jawab", required=False, empty_label="(belum dipilih)"
    )

    class Meta(ModelForm.Meta):
        model = PlanItem
        fields = ("kind", "what", "objective", "target", "months", "amount", "source", "facilities", "person", "owner")
        widgets = {"kind": forms.RadioSelect, "objective": forms.Textarea(attrs=ROWS),
                   "facilities": forms.Textarea(attrs=ROWS)}  # fmt: skip
        labels = {"what": "Kegiatan", "owner": "Penanggung jawab, bila tidak ada di daftar"}
        help_texts = {
            "what": "Contoh: kursus menjahit bagi ibu keluarga dampingan.",
            "objective": "Apa yang ingin dicapai? Contoh: penghasilan keluarga bertambah.",
            "target": "Siapa dan berapa banyak? Contoh: 8 ibu dari keluarga dampingan.",
            "facilities": "Contoh: ruang pertemuan, 4 mesin jahit dari PKBM.",
        }

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Work.choices
        self.fields["person"].queryset = Person.objects.filter(region=plan.region).order_by("name", "id")
        self.fields["amount"].help_text = "Tulis 0 bila tanpa biaya. Contoh: 1.500.000."
        if self.instance.pk and self.instance.budget.exists():
            del self.fields["amount"]  # it follows from the budget
        in_parts(
            self, ("1. Kegiatan", "kind", "what"), ("2–3. Tujuan dan sasaran", "objective", "target"),
            ("4. Waktu", "months"), ("5. Dana dan sumbernya", "amount", "source"),
            ("6. Sarana/prasarana", "facilities"), ("Penanggung jawab", "person", "owner"),
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("person"):
            data["owner"] = ""
        return data


class FundsForm(ModelForm):
    """Amount and source of a row, and its budget (RAB) line by line."""

    refuses_numbers = True
    amount = RupiahField(label="Dana (rupiah)", blank=None)
    source = forms.ChoiceField(label="Sumber dana", required=False, choices=SOURCES)
    lines = TableField(
        label="Rincian biaya (RAB)", required=False, most=20,
        columns={"text": "Uraian", "volume": "Volume", "measure": "Satuan", "price": "Harga satuan (Rp)"},
        help_text="Contoh: Kain katun, 12, meter, 35.000. Simpan dahulu bila baris kosongnya kurang.",
    )  # fmt: skip

    class Meta(ModelForm.Meta):
        model = PlanItem
        fields = ("amount", "source")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = "Boleh kosong bila ada RAB: dananya jumlah RAB. Tulis 0 bila tanpa biaya."
        lines = list(self.instance.budget.all())
        self.initial.setdefault("lines", [
            {"text": line.text, "volume": volume_words(line.volume), "measure": line.measure,
             "price": f"{line.price:,}".replace(",", ".")} for line in lines
        ])  # fmt: skip
        if lines:
            self.initial["amount"] = None  # the budget tells it

    def clean_lines(self):
        lines = [self._line(number, row) for number, row in enumerate(self.cleaned_data["lines"], 1)]
        if sum(line_amount(line["volume"], line["price"]) for line in lines) > MOST_RUPIAH:
            raise ValidationError("Jumlah RAB terlalu besar. Paling banyak Rp9.999.999.999.")
        return lines

    def _line(self, number, row):
        found = VOLUME.fullmatch(row["volume"])
        if not found:
            raise ValidationError(f"Tulis volume pada baris {number} dengan angka, contoh 12 atau 1,5.")
        try:
            price = RupiahField(blank=None).to_python(row["price"])
        except ValidationError as error:
            raise ValidationError(f"Harga satuan pada baris {number}: {error.messages[0]}") from error
        if price is None:
            raise ValidationError(f"Harga satuan belum diisi pada baris {number}.")
        if len(row["measure"]) > 30:
            raise ValidationError(f"Satuan pada baris {number} terlalu panjang. Tulis paling banyak 30 huruf.")
        volume = Decimal(f"{found[1].replace('.', '')}.{found[2] or '0'}")
        return {"text": row["text"], "volume": volume, "measure": row["measure"], "price": price}

    def clean(self):
        data = super().clean()
        lines, amount = data.get("lines"), data.get("amount")
        if lines and amount is not None:
            total = sum(line_amount(line["volume"], line["price"]) for line in lines)
            if total != amount:
                self.add_error("amount", f"Jumlah RAB {dates.rupiah(total)} tidak sama dengan dana yang ditulis.")
        return data


class ProgressForm(Form):
    """How far a row has come, since when; why, where it is cancelled."""

    refuses_numbers = True
    state = forms.ChoiceField(label="Keadaan", choices=ItemProgress.State.choices, widget=forms.RadioSelect)
    on = DateField(label="Tanggal", not_after_today=True)
    note = forms.CharField(
        label="Catatan (wajib bila batal)", required=False, max_length=300, widget=forms.Textarea(attrs=ROWS),
        help_text="Contoh: 9 orang hadir, bahan dari PKBM.",
    )  # fmt: skip
    mark_optional = False

    def clean(self):
        data = super().clean()
        if data.get("state") == ItemProgress.State.CANCELLED and not data.get("note") and "note" not in self.errors:
            self.add_error("note", "Tuliskan alasan dibatalkan.")
        return data


class AgreePaperForm(Form):
    """The plan as it was signed on paper by who leads the body."""

    refuses_numbers = True
    on = DateField(label="Tanggal ditandatangani", not_after_today=True)
    number = forms.CharField(label="Nomor pada kertas", required=False, max_length=60)
    scan = ScanField(label="Pindaian rencana kerja yang ditandatangani")


class CloseForm(Form):
    """The end of the year's plan, and what it reached."""

    refuses_numbers = True
    on = DateField(label="Ditutup pada", not_after_today=True)
    reached = forms.CharField(
        label="Yang dicapai tahun ini", max_length=1000, min_length=10, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Contoh: 9 dari 11 kegiatan terlaksana; 14 keluarga didampingi.",
    )  # fmt: skip


class RevisionForm(ModelForm):
    """Why the agreed plan is changed, and in which meeting that was talked about."""

    refuses_numbers = True
    on = DateField(label="Revisi dibuka pada", not_after_today=True)
    meeting = MeetingChoice(
        Meeting.objects.none(), label="Dibahas dalam rapat", required=False, empty_label="(tidak dalam rapat)"
    )
    checked_with = ("plan",)

    class Meta(ModelForm.Meta):
        model = PlanRevision
        fields = ("reason", "on", "meeting")
        widgets = {"reason": forms.Textarea(attrs=ROWS)}
        labels = {"reason": "Alasan revisi"}
        help_texts = {"reason": "Contoh: bantuan APBDes datang, kursus menjahit dimajukan ke Maret."}

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings_for(plan)


class RevisionApproveForm(Form):
    """The coordinator approves; others bring the signed paper."""

    on = DateField(label="Disetujui pada", not_after_today=True)
    scan = ScanField(label="Pindaian rencana revisi yang ditandatangani")

    def __init__(self, *args, in_person, **kwargs):
        super().__init__(*args, **kwargs)
        if in_person:
            del self.fields["scan"]


class BringForm(Form):
    """In which Musrenbang a row is proposed, and why."""

    refuses_numbers = True
    year = WholeNumberField(label="Tahun Musrenbang", min_value=2000, max_value=2100)
    reason = forms.CharField(label="Alasan", max_length=1000, widget=forms.Textarea(attrs=ROWS))


class PraForm(ModelForm):
    """One problem, looked into together: causes, ways out, what was chosen, by which means, guided by whom."""

    refuses_numbers = True
    held_on = DateField(label="Tanggal", not_after_today=True)
    tools = forms.MultipleChoiceField(
        label="Alat yang dipakai", choices=Tool.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    meeting = MeetingChoice(
        Meeting.objects.none(), label="Pertemuan", required=False, empty_label="(tidak dicatat sebagai pertemuan)"
    )
    checked_with = ("plan",)

    class Meta(ModelForm.Meta):
        model = PraSheet
        fields = ("held_on", "problem", "causes", "alternatives", "choice", "tools", "other_tools", "facilitator",
                  "guide", "trained", "meeting")  # fmt: skip
        widgets = {name: forms.Textarea(attrs=ROWS) for name in ("problem", "causes", "alternatives", "choice")} | {
            "guide": forms.RadioSelect
        }
        help_texts = {
            "problem": "Satu masalah per lembar. Contoh: ibu keluarga dampingan tidak berpenghasilan.",
            "alternatives": "Satu pilihan per baris.",
            "choice": "Yang diputuskan bersama dan alasannya.",
            "facilitator": "Petugas Dinas Sosial kabupaten/kota atau TKSK. Bila belum ada, tambahkan di menu Orang "
                           "dengan jabatannya.",
        }  # fmt: skip

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guide"].choices = PraSheet.Guide.choices
        people = self.fields["facilitator"]
        people.queryset, people.empty_label = guides_for(plan.region, self.by.today), "(pilih orangnya)"
        years = (plan.year - 1, plan.year)
        held = Meeting.objects.filter(region=plan.region, stage=Meeting.Stage.HELD, held_on__year__in=years)
        self.fields["meeting"].queryset = held.order_by("-held_on", "-id")
        in_parts(
            self, ("Masalah", "held_on", "problem", "causes"), ("Jalan keluar", "alternatives", "choice"),
            ("Cara", "tools", "other_tools", "meeting"), ("Fasilitator", "facilitator", "guide", "trained"),
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        person, guide = data.get("facilitator"), data.get("guide")
        if person and guide:
            roles = Assignment.objects.active_on(self.by.today).filter(person=person, role__in=GUIDES)
            known = {GUIDES[role] for role in roles.values_list("role", flat=True)}
            if known and guide not in known:
                self.add_error("guide", f"{person.name} tercatat bukan sebagai {PraSheet.Guide(guide).label}.")
        return data


def guides_for(region, today):
    """Who may guide planning together: officers of the kabupaten's Dinas Sosial and TKSK of the place (II.F.6)."""
    above = Assignment.objects.active_on(today).filter(role__in=GUIDES, region__code__in=ancestor_codes(region.code))
    named = Q(position__icontains="TKSK") | Q(position__icontains="Dinas Sosial")
    return Person.objects.filter(Q(pk__in=above.values("person")) | Q(region=region) & named).order_by("name", "id")
