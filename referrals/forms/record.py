"""A record of help: what each kind asks stands in one table, so that it can be checked line by line (SVC-12)."""

from django import forms
from django.db.models import Case, Exists, OuterRef, Q, When

from families.forms.base import Form, ModelForm
from fcu_project import dates
from fcu_project.forms import DateField, PhotoField, RowsField, RupiahField
from institutions.forms.parts import in_parts
from institutions.meetings import Kind as MeetingKind
from institutions.models import Institution, Meeting, Membership, PlanItem, Region
from institutions.models.region import within
from institutions.plans import Source
from referrals.actions.record import wrong_days
from referrals.kinds import FORMS_OF, WORK_OF, Kind
from referrals.models import Sector, ServiceRecord

_WHEN = ("held_on", "until_on", "place")
_CAME = ("women", "men")
_COST = ("cost", "source")
_AFTER = ("result", "next_step", "next_on")
_PROOF = ("plan_item", "meeting", "photo_file", "photo_agreed")
# What is asked of each kind. What is not named here is not asked.
FIELDS_OF = {
    Kind.INFORMATION: (
        "form", "topic", "sector", "audience", *_WHEN, "story", "partners", *_CAME, *_COST, *_AFTER, *_PROOF),
    Kind.MEDIA: (
        "form", "topic", "sector", "edition", "copies", "audience", "held_on", "place", "no_family_data", "partners",
        *_COST, *_AFTER, *_PROOF),
    Kind.GUIDANCE: (
        "form", "topic", "sector", "audience", *_WHEN, "story", "partners", *_CAME, *_COST, *_AFTER, *_PROOF),
    Kind.ECONOMY: (
        "form", "topic", "audience", *_WHEN, "story", "local_wisdom", "partners", *_CAME, *_COST, *_AFTER, *_PROOF),
    Kind.VALUES: (
        "form", "topic", "audience", *_WHEN, "story", "local_wisdom", "partners", *_CAME, *_COST, *_AFTER, *_PROOF),
    Kind.ADVOCACY: (
        "form", "topic", "target_body", "held_on", "place", "story", "partners", *_CAME, *_COST, *_AFTER, *_PROOF),
    Kind.PARTNERSHIP: ("form", "topic", *_WHEN, "story", "partners", *_CAME, *_COST, *_AFTER, *_PROOF),
    Kind.OUTREACH: (
        "region", "form", "topic", *_WHEN, "story", "partners", *_CAME, *_COST, *_AFTER, "photo_file", "photo_agreed"),
    Kind.OTHER: (
        "form", "topic", "sector", "audience", *_WHEN, "story", "local_wisdom", "partners", *_CAME, *_COST, *_AFTER,
        *_PROOF),
}  # fmt: skip
# What a kind can't do without, beside its topic and its day.
REQUIRED_OF = {
    Kind.INFORMATION: ("sector", "audience"),
    Kind.MEDIA: ("form", "no_family_data"),
    Kind.GUIDANCE: (*_CAME,),
    Kind.ECONOMY: (*_CAME,),
    Kind.VALUES: (*_CAME,),
    Kind.ADVOCACY: ("target_body",),
    Kind.PARTNERSHIP: (),
    Kind.OUTREACH: ("region", "place", "story", *_CAME, "next_step", "next_on"),
    Kind.OTHER: (),
}
# How a kind calls what others call otherwise: (label, example).
CALLED_BY = {
    (Kind.INFORMATION, "topic"): ("Yang diinformasikan", "Contoh: cara mendapat bantuan alat sekolah."),
    (Kind.MEDIA, "topic"): ("Isi media", "Contoh: leaflet layanan FCU dan cara minta bantuan."),
    (Kind.MEDIA, "held_on"): ("Tanggal dibagikan", ""),
    (Kind.MEDIA, "place"): ("Dibagikan atau dipasang di mana", "Contoh: Posyandu dan papan pengumuman."),
    (Kind.GUIDANCE, "topic"): ("Topik bimbingan", "Contoh: mendampingi anak belajar di rumah."),
    (Kind.ECONOMY, "topic"): ("Kegiatan usaha", "Contoh: pelatihan membuat keripik pisang."),
    (Kind.VALUES, "topic"): ("Kegiatan dan nilai yang dibudayakan", "Contoh: pengajian tentang pola asuh."),
    (Kind.ADVOCACY, "topic"): ("Isu kebijakan", "Contoh: perbaikan jalan setapak ke rumah lansia."),
    (Kind.ADVOCACY, "target_body"): ("Pihak yang dituju", "Contoh: BPD, camat, Dinas Pendidikan."),
    (Kind.ADVOCACY, "story"): ("Yang disampaikan", ""),
    (Kind.ADVOCACY, "result"): ("Hasil", "Contoh: masuk RKP tahun depan. Boleh diisi kemudian."),
    (Kind.PARTNERSHIP, "topic"): ("Kegiatan bersama mitra", "Contoh: pemeriksaan mata gratis bersama Puskesmas."),
    (Kind.OUTREACH, "topic"): ("Siapa yang dijangkau", "Contoh: lansia yang tinggal sendiri. Tanpa nama orang."),
    (Kind.OUTREACH, "story"): ("Yang ditemukan", "Keadaan dan kebutuhannya, tanpa nama orang."),
    (Kind.OUTREACH, "women"): ("Perempuan yang dijangkau", ""),
    (Kind.OUTREACH, "men"): ("Laki-laki yang dijangkau", ""),
    (Kind.OTHER, "topic"): ("Kegiatan", "Contoh: membantu mengurus akta kelahiran."),
}
# Meetings in which help may be given; where families are chosen or bodies founded, none is.
MEETINGS = (
    MeetingKind.ROUTINE, MeetingKind.PSKS_ROUTINE, MeetingKind.SOCIAL_EDUCATION, MeetingKind.AWARENESS,
    MeetingKind.TECHNICAL_GUIDANCE, MeetingKind.CAPACITY_TRAINING, MeetingKind.STAKEHOLDER_MEETING,
)  # fmt: skip
NOBODY_NAMED = "Tanpa nama keluarga; keluarga yang dilayani dipilih sesudah disimpan."
YEARS_BACK = 1  # rows of last year's plan are offered too: books are written up late


def bodies_for(by):
    """The register of the own place, members of the FCU first (`is_member`)."""
    member = Membership.objects.filter(institution=OuterRef("pk"), left_on=None)
    rows = Institution.objects.filter(region=by.region, closed_on=None)
    return rows.annotate(is_member=Exists(member)).order_by("-is_member", "search_name", "id")


def plan_rows_for(by, kind, kept=None):
    """Rows of the FCU's agreed plans of this year and the last, those of this kind first; `kept` stays offered."""
    since = by.today.year - YEARS_BACK
    here = Q(plan__region=by.region, plan__unit__isnull=False, plan__year__gte=since) & ~Q(plan__stage="draft")
    rows = PlanItem.objects.filter(here | Q(pk=kept)).select_related("plan")
    return rows.order_by(Case(When(kind=WORK_OF[kind], then=0), default=1), "-plan__year", "order", "id")


def villages_of(by):
    """Where an office above a village reaches out."""
    return Region.objects.filter(within(by.territory, "code"), level=Region.Level.VILLAGE).order_by("code")


class BodiesField(RowsField):
    def label_from_instance(self, body):
        return f"{body.name} (anggota FCU)" if getattr(body, "is_member", False) else body.name


class PlanRowField(forms.ModelChoiceField):
    def label_from_instance(self, item):
        return f"{item.plan.year}: {item.what}" + (f" ({item.when})" if item.months else "")


class VillageField(forms.ModelChoiceField):
    def label_from_instance(self, region):
        return f"{region}, {region.parent}"


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{meeting.get_kind_display()}, {dates.long_date(meeting.held_on)}"


class RecordForm(ModelForm):
    """One record, asking only what its kind needs."""

    held_on = DateField(label="Tanggal", not_after_today=True)
    until_on = DateField(label="Sampai tanggal", required=False, not_after_today=True)
    region = VillageField(
        Region.objects.none(), label="Desa/kelurahan yang didatangi", empty_label="(pilih desa/kelurahan)"
    )
    sector = forms.ChoiceField(label="Bidang", choices=Sector.choices, widget=forms.RadioSelect)
    partners = BodiesField(
        Institution.objects.none(), label="Lembaga yang terlibat", required=False, widget=forms.CheckboxSelectMultiple
    )
    cost = RupiahField(label="Biaya (rupiah)", blank=None, help_text="Tulis 0 bila tanpa biaya. Contoh: 1.500.000.")
    source = forms.ChoiceField(label="Sumber dana", required=False, choices=[("", "(pilih sumber)"), *Source.choices])
    next_on = DateField(label="Paling lambat", required=False)
    plan_item = PlanRowField(
        PlanItem.objects.none(), label="Kegiatan dalam rencana kerja", required=False, empty_label="(di luar rencana)"
    )
    meeting = MeetingField(
        Meeting.objects.none(), label="Dilakukan dalam pertemuan", required=False, empty_label="(tidak dalam pertemuan)"
    )
    photo_file = PhotoField(label="Foto kegiatan", required=False)
    photo_agreed = forms.BooleanField(label="Orang di foto setuju difoto dan fotonya disimpan", required=False)
    no_family_data = forms.BooleanField(label="Di media ini tidak ada data keluarga: nama, alamat, foto, atau masalah")

    class Meta(ModelForm.Meta):
        model = ServiceRecord
        fields = (
            "form", "topic", "sector", "audience", "target_body", "edition", "copies", "region", "held_on", "until_on",
            "place", "story", "local_wisdom", "women", "men", "cost", "source", "result", "next_step", "next_on",
            "plan_item", "meeting",
        )  # fmt: skip
        widgets = {
            "form": forms.RadioSelect,
            **dict.fromkeys(("story", "result"), forms.Textarea(attrs={"rows": 3})),
            "next_step": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"women": "Perempuan", "men": "Laki-laki", "copies": "Jumlah dibagikan"}
        help_texts = {
            "audience": "Siapa yang dituju. Contoh: ibu keluarga dampingan.",
            "story": NOBODY_NAMED,
            "local_wisdom": "Contoh: gotong royong, musyawarah adat, arisan.",
            "edition": "Contoh: Edisi 2, Agustus 2026.",
            "next_step": "Contoh: mendampingi pengurusan izin usaha.",
        }

    def __init__(self, *args, kind, **kwargs):
        self.kind = Kind(kind)
        super().__init__(*args, **kwargs)
        self._ask()
        self._word()
        title = "Orang yang dijangkau" if self.kind == Kind.OUTREACH else "Siapa yang datang"
        in_parts(
            self,
            ("Apa dan kapan", "region", "form", "topic", "target_body", "sector", ("edition", "copies"), "audience",
             ("held_on", "until_on"), "place"),
            ("Isi", "story", "local_wisdom", "no_family_data"),
            ("Dengan siapa", "partners"), (title, ("women", "men")), ("Biaya", ("cost", "source")),
            ("Hasil dan langkah berikut", "result", "next_step", "next_on"),
            ("Rencana kerja dan pertemuan", "plan_item", "meeting"), ("Foto", "photo_file", "photo_agreed"),
        )  # fmt: skip

    def narrow(self):
        """The choices of this office and this kind."""
        fields, by, row = self.fields, self.by, self.instance
        fields["region"].queryset = villages_of(by).select_related("parent")
        fields["partners"].queryset = bodies_for(by)
        fields["plan_item"].queryset = plan_rows_for(by, self.kind, row.plan_item_id)
        held = Q(region=by.region, stage=Meeting.Stage.HELD, held_on__year__gte=by.today.year - YEARS_BACK)
        meetings = Meeting.objects.filter(held & Q(kind__in=MEETINGS) | Q(pk=row.meeting_id))
        fields["meeting"].queryset = meetings.order_by("-held_on", "-id")
        if row.pk:
            self.initial.setdefault("partners", list(row.partners.values_list("pk", flat=True)))

    def _ask(self):
        """Only what the kind asks, and of rows to choose only where there are any."""
        unused = [name for name in self.fields if name not in FIELDS_OF[self.kind]]
        for name in ("partners", "plan_item", "meeting"):
            if not self.fields[name].queryset.exists() and name not in unused:
                unused.append(name)
        for name in unused:
            del self.fields[name]
        for name, field in self.fields.items():
            field.required = name in ("topic", "held_on", *REQUIRED_OF[self.kind])
        if "form" in self.fields:
            self.fields["form"].choices = [(form.value, form.label) for form in FORMS_OF[self.kind]]
        if self.instance.photo_id:
            self.fields["photo_file"].label = "Ganti foto kegiatan"

    def _word(self):
        for (kind, name), (label, example) in CALLED_BY.items():
            if kind == self.kind and name in self.fields:
                field = self.fields[name]
                field.label, field.help_text = label, example or field.help_text
        for field in self.fields.values():
            said = "belum dipilih" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "belum diisi"
            field.error_messages["required"] = f"{field.label} {said}."
        if "no_family_data" in self.fields:
            wrong = "Periksa medianya: data keluarga tidak boleh ada di sana. Centang bila sudah dipastikan."
            self.fields["no_family_data"].error_messages["required"] = wrong
        if self.instance.pk and "no_family_data" in self.fields:
            self.initial["no_family_data"] = True

    def clean(self):
        data = super().clean()
        for one, other in (("women", "men"), ("men", "women")):
            if data.get(one) is not None and data.get(other) is None and other not in self.errors:
                self.add_error(other, "Isi keduanya. Tulis 0 bila tidak ada.")
        if data.get("cost") and not data.get("source") and "source" not in self.errors:
            self.add_error("source", "Pilih sumber dananya.")
        if data.get("photo_file") and not data.get("photo_agreed"):
            self.add_error("photo_agreed", "Foto disimpan hanya bila orang di dalamnya setuju. Centang bila sudah.")
        if data.get("held_on"):
            self._check_days(data)
        return data

    def _check_days(self, data):
        """The rules of the action, said at the field before anything is saved."""
        told = {name: data.get(name) for name in ("held_on", "until_on", "next_step", "next_on", "plan_item")}
        keeper = self.instance.keeper if self.instance.pk else self.by.region
        for name, wrong in wrong_days(ServiceRecord(keeper=keeper, **told), self.by.today).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, wrong)


class StepDoneForm(Form):
    """When the next step was taken."""

    done_on = DateField(label="Dilakukan pada", not_after_today=True)


class FamiliesField(RowsField):
    def label_from_instance(self, family):
        return f"{family.called}, RT\u00a0{family.rt}/RW\u00a0{family.rw}"


class FamiliesForm(Form):
    """Which families took part, by what they were on that day: `groups` are (name, label, families)."""

    def __init__(self, *args, groups, chosen, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version
        for name, label, families in groups:
            self.fields[name] = FamiliesField(
                families, label=label, required=False, widget=forms.CheckboxSelectMultiple,
                initial=list(families.filter(pk__in=chosen).values_list("pk", flat=True)),
            )  # fmt: skip

    @property
    def row_version(self):
        return self.data["_version"] if self.is_bound and "_version" in self.data else self.version

    def chosen(self):
        """All families ticked."""
        return [family for name in self.fields for family in self.cleaned_data.get(name) or ()]
