"""A note on a duty: what every party tells, and what this duty asks beside it."""

from django import forms
from django.db.models import Q

from fcu_project.forms import DateField, Form, ModelForm, RowsField, ScanField
from institutions.duties import Actor, is_actor
from institutions.forms.parts import in_parts
from institutions.forms.person import people_to_pick
from institutions.models import Activity, FamilyCareUnit, Institution, Membership, PlanItem, Region
from institutions.models.region import within

# What a duty may ask beside the usual → the fields of the form.
ASKED = {
    "resources": ("resources",), "recipients": ("recipients",), "budget": ("budget_line",),
    "partners": ("partners", "alone"), "wisdom": ("local_wisdom",), "people": ("women", "men"),
}  # fmt: skip
# Whose activities carry out a row of which body's plan.
BODIES = {Actor.COORDINATOR: "unit", Actor.MEMBER: "unit", Actor.PSKS_TEAM: "team"}


def places_of(by):
    """Where an activity may be said to have taken place: the own place, and those just below that matter.

    Of a kecamatan or kabupaten the places that have an FCU; above it the level just below: nobody picks from a list of
    all villages of a country.
    """
    if by.level == Region.Level.VILLAGE:
        return Region.objects.filter(pk=by.region_id)
    inside = within(by.territory, "code")
    if by.level in (Region.Level.PROVINCE, Region.Level.NATION):
        return Region.objects.filter(Q(pk=by.region_id) | Q(parent=by.region)).order_by("code")
    with_unit = FamilyCareUnit.objects.within(by.region).exclude(stage="inactive").values("region")
    below = Q(pk__in=with_unit) | Q(parent=by.region, level=Region.Level.SUBDISTRICT)
    return Region.objects.filter(inside).filter(Q(pk=by.region_id) | below).order_by("code")


class ActivityForm(ModelForm):
    """One note. Fields that the duty does not ask are left out; without a partner body it asks once whether that is
    meant (VAL-06)."""

    refuses_numbers = True
    done_on = DateField(label="Tanggal", not_after_today=True)
    partners = RowsField(
        Institution.objects.none(), label="Lembaga yang terlibat", required=False, widget=forms.CheckboxSelectMultiple
    )
    alone = forms.BooleanField(label="Memang dikerjakan tanpa lembaga lain", required=False)
    paper_date = DateField(label="Tanggal pada kertas", required=False, not_after_today=True)
    scan = ScanField(label="Pindaian atau foto bukti", required=False)

    class Meta(ModelForm.Meta):
        model = Activity
        fields = (
            "membership", "region", "done_on", "title", "place", "story", "result", "facilitator", "women", "men",
            "recipients", "resources", "local_wisdom", "budget_line", "plan_item", "paper_number", "paper_date",
        )  # fmt: skip
        widgets = {"story": forms.Textarea(attrs={"rows": 3}), "result": forms.Textarea(attrs={"rows": 3})}
        labels = {"title": "Kegiatan (judul singkat)", "story": "Uraian", "result": "Hasil atau pengamatan"}
        help_texts = {
            "recipients": "Contoh: camat, kepala desa/lurah, Kasi Kesejahteraan.",
            "resources": "Contoh: 20 warga kerja bakti, balai dusun, beras 40 kg.",
            "local_wisdom": "Pengetahuan, keterampilan, atau budaya setempat yang dipakai. Contoh: gotong royong.",
            "budget_line": "Contoh: APBD 2026, kegiatan pemberdayaan keluarga.",
        }

    def __init__(self, *args, duty, **kwargs):
        self.duty = duty
        super().__init__(*args, **kwargs)
        asked = {name for ask in duty.asks for name in ASKED.get(ask, ())}
        for name in {name for names in ASKED.values() for name in names} - asked:
            self.fields.pop(name, None)
        self._place()
        self._people()
        self._plan()
        if "partners" in self.fields:
            bodies = Institution.objects.filter(region=self.by.region, closed_on=None).order_by("name")
            self.fields["partners"].queryset = bodies
            if self.instance.pk:
                self.initial.setdefault("partners", list(self.instance.partners.values_list("pk", flat=True)))
            self._alone = self.fields["alone"]
            if not self.data.get("alone"):
                del self.fields["alone"]  # asked only once no partner was ticked
        self.on_behalf = not is_actor(self.by.role, duty.actor)
        if not self.on_behalf:
            for name in ("paper_number", "paper_date"):
                del self.fields[name]
        self._chapters()

    def narrow(self):
        """Choices depend on the duty; see __init__."""

    def _place(self):
        field = self.fields["region"]
        field.queryset = places_of(self.by)
        field.label = "Untuk wilayah"
        if self.by.level == Region.Level.VILLAGE:
            del self.fields["region"]
            self.instance.region = self.by.region

    def _people(self):
        if self.duty.is_joint:
            facilitator = self.fields["facilitator"]
            facilitator.queryset, facilitator.required = people_to_pick(self.by), True
            facilitator.empty_label = "(pilih orangnya)"
            facilitator.help_text = "Yang menjaga kegiatan tetap lancar, sinkron, dan berkesinambungan."
        else:
            del self.fields["facilitator"]
        if self.duty.actor == Actor.MEMBER:
            members, unit = self.fields["membership"], FamilyCareUnit.of(self.by.region)
            members.queryset = unit.current_members() if unit else Membership.objects.none()
            if self.by.role == "member":
                members.queryset = members.queryset.filter(person=self.by.person)
            members.required, members.empty_label, members.label = True, "(pilih anggota)", "Anggota yang melakukannya"
            own = members.queryset.filter(person=self.by.person).first()
            self.initial.setdefault("membership", own.pk if own else None)
        else:
            del self.fields["membership"]

    def _plan(self):
        """Activities of the FCU and of the PSKS team may carry out a row of their own plan (PLN-06)."""
        field, body = self.fields["plan_item"], BODIES.get(self.duty.actor)
        rows = PlanItem.objects.filter(plan__region=self.by.region).exclude(plan__stage="draft")
        if body is None or self.by.level != Region.Level.VILLAGE:
            del self.fields["plan_item"]
            return
        own = rows.filter(**{f"plan__{body}__isnull": False})
        field.queryset = own.select_related("plan").order_by("-plan__year", "order", "id")
        field.label, field.empty_label = "Kegiatan dalam rencana kerja", "(di luar rencana)"
        field.label_from_instance = lambda item: f"{item.plan.year}: {item.what}"
        if not own.exists():
            del self.fields["plan_item"]

    def _chapters(self):
        in_parts(
            self,
            ("Kegiatan", "membership", "region", "done_on", "title", "place", "plan_item", "recipients"),
            ("Isi", "story", "result", "resources", "local_wisdom", "budget_line"),
            ("Peserta dan mitra", "facilitator", ("women", "men"), "partners", "alone"),
            ("Bukti", "paper_number", "paper_date", "scan"),
        )

    def clean(self):
        data = super().clean()
        if "partners" in self.fields and not data.get("partners") and not data.get("alone"):
            self.add_error("partners", "Belum ada lembaga mitra. Centang lembaganya, atau centang kotak di bawah.")
            self.fields["alone"] = self._alone
            self._chapters()
        item, day = data.get("plan_item"), data.get("done_on")
        if item and day and item.plan.year != day.year:
            wrong = f"Kegiatan ini ada di rencana tahun {item.plan.year}, bukan tahun {day.year}."
            self.add_error("plan_item", wrong)
        if self.on_behalf and not data.get("scan") and not data.get("paper_number") and not self.instance.paper_scan_id:
            self.add_error("paper_number", "Isi nomor suratnya, atau unggah pindaiannya.")
        return data


class WithdrawForm(Form):
    """Why something that was written down shall not count."""

    refuses_numbers = True
    reason = forms.CharField(label="Alasan", max_length=200, min_length=5)
