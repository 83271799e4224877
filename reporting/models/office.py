"""Reports of everybody but the FCU: PSKS team, kecamatan, LK3, Dinas, ministry (REP-01, REP-07 to REP-09, REP-16).

Which kinds there are, who writes them and to whom they go stands in `reporting.above.office_kinds`. Draf → Terkirim →
Dikembalikan | Diterima; the team's may be a part of the FCU's report, and is then "Bagian laporan FCU".
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from fcu_project.identity import SealedJSONField
from fcu_project.models import BaseRow, FromPaper, StagedRow, StoredFile
from institutions.models import IssuedDocument, Region
from institutions.reach import ScopedQuerySet
from reporting.above.office_kinds import TABLE, Chapter, Kind, read_by, received_by, written_by
from reporting.models.report import Frozen


class OfficeReportQuerySet(ScopedQuerySet):
    def visible_to(self, assignment):
        """Of the own territory: what one writes, and what was sent to one or may be read."""
        rows = super().visible_to(assignment)
        if assignment is None:
            return rows
        own = Q(region=assignment.region_id, kind__in=written_by(assignment.role))
        told = Q(sent_on__isnull=False, kind__in=read_by(assignment.role))
        return rows.filter(own | told)

    def with_facts(self):
        return self.select_related("region")

    def of(self, kind, period_year, part):
        return self.filter(kind=kind, year=period_year, part=part)

    def awaiting(self, assignment):
        """What waits to be taken in by this reader's office, as far as it has not decided on the last version."""
        said = OfficeDecision.objects.filter(
            report_version__report=OuterRef("pk"), report_version__receipt_number=OuterRef("receipt_number"),
            office=assignment.region_id,
        )  # fmt: skip
        sent = self.visible_to(assignment).filter(stage=OfficeReport.Stage.SENT)
        return sent.filter(~Exists(said), kind__in=received_by(assignment.role))


class OfficeReport(FromPaper, StagedRow):
    """One report of one office on one quarter, semester or year. `part` is the quarter or half, 0 for a whole year."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        JOINED = "joined", "Bagian laporan FCU"
        SENT = "sent", "Terkirim"
        RETURNED = "returned", "Dikembalikan"
        RECEIVED = "received", "Diterima"

    OPEN = (Stage.DRAFT, Stage.RETURNED)  # what its writers may write on

    stage = models.CharField("tahap", max_length=8, choices=Stage, default=Stage.DRAFT, editable=False)
    kind = models.CharField("jenis", max_length=11, choices=Kind, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="office_reports", editable=False, verbose_name="wilayah"
    )
    year = models.PositiveSmallIntegerField("tahun", editable=False)
    part = models.PositiveSmallIntegerField("triwulan/semester", editable=False)
    activities_text = models.TextField("kegiatan", max_length=5000, blank=True)
    guidance_text = models.TextField("supervisi, pemantauan, dan bimbingan", max_length=5000, blank=True)
    findings_text = models.TextField("temuan dan tindak lanjut", max_length=5000, blank=True)
    results_text = models.TextField("hasil yang dicapai", max_length=5000, blank=True)
    finance_text = models.TextField("keuangan", max_length=5000, blank=True)
    proposals_text = models.TextField("usulan", max_length=5000, blank=True)
    next_plan_text = models.TextField("rencana berikutnya", max_length=5000, blank=True)
    no_obstacles = models.BooleanField("tidak ada kendala", default=False)
    done_chapters = models.JSONField("bagian yang sudah selesai", default=list, blank=True, editable=False)
    # Aspects of which nothing is on record, with the writer's word: {code: why} (REP-01).
    aspects = models.JSONField("kelengkapan catatan", default=dict, blank=True, editable=False)
    cover_letter = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="surat pengantar",
    )  # fmt: skip
    sent_on = models.DateField("dikirim pada", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.UUIDField(null=True, blank=True, editable=False)
    sent_by_words = models.CharField("dikirim oleh", max_length=160, blank=True, editable=False)
    receipt_number = models.CharField("nomor tanda terima", max_length=40, blank=True, editable=False)
    returned_on = models.DateField("dikembalikan pada", null=True, blank=True, editable=False)
    returned_by_words = models.CharField("dikembalikan oleh", max_length=160, blank=True, editable=False)
    return_note = models.CharField("alasan dikembalikan", max_length=1000, blank=True, editable=False)
    received_on = models.DateField("diterima pada", null=True, blank=True, editable=False)
    signed_scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="pindaian yang ditandatangani",
    )  # fmt: skip

    objects = OfficeReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan kantor"
        verbose_name_plural = "laporan kantor"
        ordering = ["-year", "-part", "region__code"]
        indexes = [models.Index(fields=["kind", "year", "part", "region"], name="office_reports_of_a_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "region", "year", "part"], name="one_office_report_per_time",
                violation_error_message="Laporan untuk masa ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["receipt_number"], condition=~Q(receipt_number=""), name="office_receipt_number_once"
            ),
            models.CheckConstraint(condition=Q(part__range=(0, 4)), name="office_report_of_a_part"),
            models.CheckConstraint(
                condition=Q(sent_on=None, receipt_number="") | (Q(sent_on__isnull=False) & ~Q(receipt_number="")),
                name="office_report_sent_with_receipt",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {self.region}, {self.period.words}"

    def get_absolute_url(self):
        return reverse("reporting:office-report", args=[self.uid])

    @property
    def row(self):
        """Its row in the table of kinds."""
        return TABLE[self.kind]

    @property
    def period(self):
        return self.row.period(self.year, self.part)

    @property
    def is_open(self):
        return self.stage in self.OPEN

    def is_done(self, chapter):
        return chapter in self.done_chapters

    def latest_version(self):
        """What was sent last, None before the first sending."""
        return self.versions.order_by("-number").first()


class OfficePartQuerySet(ScopedQuerySet):
    """Rows that belong to such a report: who sees the report sees them."""

    scope = "report__region__code"
    of_report = "report"

    def visible_to(self, assignment):
        reports = OfficeReport.objects.visible_to(assignment).order_by().values("pk")
        return super().visible_to(assignment).filter(**{f"{self.of_report}__in": reports})


class OfficeObstacle(BaseRow):
    """An obstacle with its solution, who sees to it and until when. There is none without a solution (II.G.4.3)."""

    report = models.ForeignKey(OfficeReport, models.CASCADE, related_name="obstacles", editable=False)
    obstacle = models.CharField("kendala", max_length=500)
    solution = models.CharField("solusi", max_length=500)
    owner = models.CharField("penanggung jawab", max_length=100)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    position = models.PositiveSmallIntegerField("urutan", default=1, editable=False)

    objects = OfficePartQuerySet.as_manager()

    class Meta:
        verbose_name = "kendala laporan kantor"
        verbose_name_plural = "kendala laporan kantor"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(obstacle="") & ~Q(solution=""), name="office_obstacle_has_a_solution",
                violation_error_message="Setiap kendala harus disertai solusinya.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.obstacle


class OfficeReportVersion(Frozen):
    """What was sent, as it was sent: chapters, the tables it carries, who was missing below; never changed."""

    report = models.ForeignKey(OfficeReport, models.PROTECT, related_name="versions", editable=False)
    number = models.PositiveSmallIntegerField("versi", editable=False)
    sent_on = models.DateField("dikirim pada", editable=False)
    sent_at = models.DateTimeField(editable=False)
    sent_by = models.UUIDField(editable=False)
    sent_by_words = models.CharField("dikirim oleh", max_length=160, editable=False)
    receipt_number = models.CharField("nomor tanda terima", max_length=40, unique=True, editable=False)
    content = SealedJSONField(purpose="office report", editable=False)  # a packet on money names families
    figures = models.JSONField("angka", default=dict, editable=False)  # sums of the FCUs below, as they stood

    objects = OfficePartQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan kantor terkirim"
        verbose_name_plural = "laporan kantor terkirim"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="office_versions_numbered_once")]


class DecisionQuerySet(OfficePartQuerySet):
    scope = "report_version__report__region__code"
    of_report = "report_version__report"


class OfficeDecision(FromPaper, BaseRow):
    """What one of the offices to which it went said of a version: taken in, or given back with the reason.

    Where that office has no account here, it is recorded from its paper: LK3's report may go to two such offices.
    """

    class Decision(models.TextChoices):
        RECEIVED = "received", "Diterima"
        RETURNED = "returned", "Dikembalikan"

    # Not "version": every row has a number of that name, by which changes are compared.
    report_version = models.ForeignKey(OfficeReportVersion, models.PROTECT, related_name="decisions", editable=False)
    office = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name="kantor")
    decision = models.CharField("keputusan", max_length=8, choices=Decision, editable=False)
    note = models.CharField("catatan", max_length=1000, blank=True, editable=False)
    decided_on = models.DateField("pada", editable=False)
    decided_by = models.UUIDField(editable=False)
    decided_by_words = models.CharField("oleh", max_length=160, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "tanda terima laporan kantor"
        verbose_name_plural = "tanda terima laporan kantor"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report_version", "office"], name="each_office_decides_once"),
            models.CheckConstraint(condition=~Q(decision="returned") | ~Q(note=""), name="returned_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.office}: {self.get_decision_display()}"


TEXTS = {chapter: f"{chapter.value}_text" for chapter in Chapter if chapter != Chapter.OBSTACLES}
