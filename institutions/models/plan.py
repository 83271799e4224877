"""The plan of one year of the FCU or of the PSKS team, its rows, how it was changed, and how it was found (II.F.6)."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, FromPaper, StagedRow
from institutions.models.fcu import FamilyCareUnit
from institutions.models.meeting import Meeting
from institutions.models.person import Person
from institutions.models.region import Region
from institutions.models.team import PsksTeam
from institutions.plans import FIRST_YEAR, LAST_YEAR, SHORT_MONTHS, Source, Work, months_in_words
from institutions.reach import scoped


class AnnualPlan(FromPaper, StagedRow):
    """What a body means to do in one year (PLN-01). Draf → Disepakati → Berjalan → Ditutup.

    `put_forward_by` asked the coordinator to approve; any change of a draft takes that back. The paper of the row is
    the plan with the signature of who leads the body.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        AGREED = "agreed", "Disepakati"
        RUNNING = "running", "Berjalan"
        CLOSED = "closed", "Ditutup"

    stage = models.CharField("tahap", max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="plans", verbose_name="desa/kelurahan")
    unit = models.ForeignKey(
        FamilyCareUnit, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="FCU"
    )
    team = models.ForeignKey(
        PsksTeam, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="tim PSKS"
    )
    year = models.PositiveSmallIntegerField(
        "tahun", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name="disalin dari"
    )
    agreed_in = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="agreed_plans",
        verbose_name="musyawarah yang menyepakati",
    )  # fmt: skip
    put_forward_by = models.UUIDField(null=True, blank=True, editable=False)
    put_forward_on = models.DateField("dimintakan persetujuan pada", null=True, blank=True, editable=False)
    agreed_on = models.DateField("disepakati pada", null=True, blank=True, editable=False)
    approved_by = models.CharField("disetujui oleh", max_length=240, blank=True, editable=False)
    started_on = models.DateField("berjalan sejak", null=True, blank=True, editable=False)
    closed_on = models.DateField("ditutup pada", null=True, blank=True, editable=False)
    reached = models.TextField("yang dicapai", max_length=1000, blank=True, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "rencana kerja tahunan"
        verbose_name_plural = "rencana kerja tahunan"
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], name="one_plan_per_unit_and_year",
                violation_error_message="FCU ini sudah punya rencana kerja untuk tahun itu.",
            ),
            models.UniqueConstraint(
                fields=["team", "year"], name="one_plan_per_team_and_year",
                violation_error_message="Tim PSKS ini sudah punya rencana kerja untuk tahun itu.",
            ),
            models.CheckConstraint(
                condition=Q(unit=None, team__isnull=False) | Q(unit__isnull=False, team=None),
                name="plan_of_one_body", violation_error_message="Rencana kerja milik satu badan: FCU atau tim PSKS.",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(agreed_in__isnull=False), name="plan_agreed_in_a_meeting",
                violation_error_message="Rencana kerja disepakati dalam musyawarah.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["region", "year"], name="plan_region_year")]

    def __str__(self):
        return f"Rencana kerja {self.body} {self.year}"

    def get_absolute_url(self):
        return reverse("institutions:plan", args=[self.uid])

    @property
    def body(self):
        """Whose plan it is: the FCU or the PSKS team."""
        return self.unit or self.team

    @property
    def is_draft(self):
        return self.stage == self.Stage.DRAFT

    @property
    def in_force(self):
        """Agreed and not closed: rows change by a revision only, and are carried out."""
        return self.stage in (self.Stage.AGREED, self.Stage.RUNNING)

    def open_revision(self):
        return self.revisions.filter(closed_on=None).first() if self.pk else None

    @classmethod
    def of(cls, body, year):
        """The plan of an FCU or a team for a year, or None."""
        key = "unit" if isinstance(body, FamilyCareUnit) else "team"
        return cls.objects.filter(**{key: body}, year=year).first()


class PlanItem(BaseRow):
    """One row of the plan with the guide's six things (PLN-02). A draft may leave some open."""

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="items", verbose_name="rencana kerja")
    order = models.PositiveSmallIntegerField("nomor", default=0, editable=False)
    kind = models.CharField("jenis kegiatan", max_length=12, choices=Work)
    what = models.CharField("kegiatan", max_length=200)
    objective = models.CharField("tujuan", max_length=500, blank=True)
    target = models.CharField("sasaran", max_length=300, blank=True)
    months = models.JSONField("waktu", default=list, blank=True)
    amount = models.BigIntegerField("dana (rupiah)", null=True, blank=True, validators=[MinValueValidator(0)])
    source = models.CharField("sumber dana", max_length=10, choices=Source, blank=True)
    facilities = models.CharField("sarana/prasarana", max_length=500, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="penanggung jawab"
    )
    owner = models.CharField("penanggung jawab lain", max_length=100, blank=True)

    objects = scoped(scope="plan__region__code")

    class Meta:
        verbose_name = "kegiatan dalam rencana"
        verbose_name_plural = "kegiatan dalam rencana"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="plan_amount_not_negative",
                violation_error_message="Dana tidak boleh kurang dari nol.",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("institutions:plan-item", args=[self.plan.uid, self.uid])

    @property
    def when(self):
        return months_in_words(self.months)

    @property
    def owner_name(self):
        return self.person.name if self.person_id else self.owner

    @property
    def is_free(self):
        return self.amount == 0

    def lacks(self):
        """Which of the six things are missing, as the form calls them; nothing when the row is whole."""
        missing = [("jenis kegiatan", self.kind), ("tujuan", self.objective), ("sasaran", self.target),
                   ("waktu", self.months), ("dana", self.amount is not None),
                   ("sumber dana", self.source or self.amount in (0, None)), ("sarana/prasarana", self.facilities)]
        return [name for name, there in missing if not there]  # fmt: skip

    def month_marks(self):
        """[(short name of the month, whether it is planned in it)] of the year."""
        return [(name, number in self.months) for number, name in enumerate(SHORT_MONTHS, 1)]

    def facts(self):
        """The row as plain data for the history of changes: what is planned, nobody's name."""
        return {
            "kind": self.kind, "what": self.what, "objective": self.objective, "target": self.target,
            "months": list(self.months), "amount": self.amount, "source": self.source, "facilities": self.facilities,
            "budget": [line.facts() for line in self.budget.order_by("order", "id")] if self.pk else [],
        }  # fmt: skip


class PlanBudgetLine(models.Model):
    """One line of the RAB of a row; all lines of a row come to its amount (domain 5.16)."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="budget")
    order = models.PositiveSmallIntegerField("nomor")
    text = models.CharField("uraian", max_length=120)
    volume = models.DecimalField("volume", max_digits=9, decimal_places=2, validators=[MinValueValidator(0)])
    measure = models.CharField("satuan", max_length=30, blank=True)
    price = models.BigIntegerField("harga satuan (rupiah)", validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = "baris RAB"
        verbose_name_plural = "baris RAB"
        ordering = ["order", "id"]

    def __str__(self):
        return self.text

    @property
    def amount(self):
        return line_amount(self.volume, self.price)

    def facts(self):
        return {"text": self.text, "volume": volume_words(self.volume), "measure": self.measure, "price": self.price}


def line_amount(volume, price):
    """What a line of a budget comes to, in whole rupiah."""
    return int((Decimal(volume) * price).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def volume_words(volume):
    """A volume as people write it: 12, 1,5."""
    text = f"{Decimal(volume):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


class ItemProgress(BaseRow):
    """How far a row had come on a day (PLN-06); what was true on any past day can be read again."""

    class State(models.TextChoices):
        ONGOING = "ongoing", "Berjalan"
        DONE = "done", "Selesai"
        CANCELLED = "cancelled", "Batal"

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="progress", verbose_name="kegiatan")
    state = models.CharField("keadaan", max_length=10, choices=State)
    on = models.DateField("tanggal")
    note = models.CharField("catatan", max_length=300, blank=True)

    objects = scoped(scope="item__plan__region__code")

    class Meta:
        verbose_name = "kemajuan kegiatan"
        verbose_name_plural = "kemajuan kegiatan"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(note=""), name="cancelled_with_reason",
                violation_error_message="Tuliskan alasan dibatalkan.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_state_display()}: {self.item}"


class PlanRevision(FromPaper, BaseRow):
    """A change of an agreed plan with its reason (PLN-05). Open until who leads the body approves it."""

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="revisions", verbose_name="rencana kerja")
    number = models.PositiveSmallIntegerField("revisi ke-", editable=False)
    reason = models.CharField("alasan", max_length=500)
    on = models.DateField("dibuka pada")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dibahas dalam rapat"
    )
    opened_by = models.UUIDField(null=True, blank=True, editable=False)
    closed_on = models.DateField("disetujui pada", null=True, blank=True, editable=False)
    approved_by = models.CharField("disetujui oleh", max_length=240, blank=True, editable=False)

    objects = scoped(scope="plan__region__code")

    class Meta:
        verbose_name = "revisi rencana kerja"
        verbose_name_plural = "revisi rencana kerja"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_revisions_numbered_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(closed_on=None), name="one_open_plan_revision",
                violation_error_message="Masih ada revisi yang terbuka.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Revisi ke-{self.number} {self.plan}"

    def get_absolute_url(self):
        return reverse("institutions:plan-revision", args=[self.plan.uid, self.uid])


class PlanChange(models.Model):
    """One row of the plan before and after a change under a revision; `before` is empty for a new row."""

    revision = models.ForeignKey(PlanRevision, models.PROTECT, related_name="changes")
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="changes")
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict)
    owner_changed = models.BooleanField(default=False)

    class Meta:
        verbose_name = "perubahan rencana"
        verbose_name_plural = "perubahan rencana"
        ordering = ["id"]

    def __str__(self):
        return str(self.item)


class PraSheet(BaseRow):
    """A problem that the people looked into together, what could be done and what they chose (PRA, PLN-04)."""

    class Guide(models.TextChoices):
        OFFICER = "officer", "Petugas Dinas Sosial kabupaten/kota"
        TKSK = "tksk", "TKSK"

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="pra_sheets", verbose_name="rencana kerja")
    held_on = models.DateField("tanggal")
    problem = models.CharField("masalah", max_length=500)
    causes = models.TextField("penyebab", max_length=1000, blank=True)
    alternatives = models.TextField("pilihan jalan keluar", max_length=1000)
    choice = models.TextField("yang dipilih bersama", max_length=1000)
    tools = models.JSONField("alat yang dipakai", default=list, blank=True)
    other_tools = models.CharField("alat lain", max_length=200, blank=True)
    facilitator = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="fasilitator")
    guide = models.CharField("fasilitator sebagai", max_length=8, choices=Guide)
    trained = models.BooleanField("fasilitator terlatih PRA", default=False)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pertemuan"
    )

    objects = scoped(scope="plan__region__code")

    class Meta:
        verbose_name = "lembar PRA"
        verbose_name_plural = "lembar PRA"
        ordering = ["held_on", "id"]

    def __str__(self):
        return self.problem

    def get_absolute_url(self):
        return reverse("institutions:pra", args=[self.plan.uid, self.uid])
