"""The quarterly report of an FCU: its chapters, its finance half, every version sent, the review of each section."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fcu_project.identity import SealedJSONField
from fcu_project.models import BaseRow, FromPaper, StagedRow, StoredFile
from institutions.models import FamilyCareUnit, IssuedDocument, Region
from institutions.reach import ScopedQuerySet
from reporting.periods import Quarter

INCOMES = ("income_self_help", "income_csr", "income_government", "income_donation")
AMOUNTS = ("opening_balance", *INCOMES, "expense_total")
NOTHING = dict.fromkeys(AMOUNTS, 0)


class Section(models.TextChoices):
    """What the writer fills in and the Dinas reviews, in the order of the paper (II.G.4.1–4.3)."""

    ACTIVITIES = "activities", "Pelaksanaan kegiatan"
    RESULTS = "results", "Hasil yang dicapai"
    OBSTACLES = "obstacles", "Kendala dan solusi"
    NEXT_PLAN = "next_plan", "Rencana triwulan depan"
    FINANCE = "finance", "Keuangan"


class ReportQuerySet(ScopedQuerySet):
    def addressed_rows(self, assignment):
        """An office above sees what was sent at least once, never a first draft."""
        return Q(sent_on__isnull=False)

    def with_facts(self):
        """With what a list or a page says of each."""
        return self.select_related("unit", "region")

    def of(self, quarter):
        return self.filter(year=quarter.year, quarter=quarter.number)


class Report(FromPaper, StagedRow):
    """One report per FCU and quarter (REP-02). Draf → Terkirim → Dikembalikan | Diterima; then it is locked.

    Amounts are whole rupiah. What was sent stands in its versions; this row is what the writer works on. Where the
    Dinas has no account here, its decision is recorded from its paper.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        SENT = "sent", "Terkirim"
        RETURNED = "returned", "Dikembalikan"
        ACCEPTED = "accepted", "Diterima"

    OPEN = (Stage.DRAFT, Stage.RETURNED)  # what the FCU may write on
    paper_at_hand = False  # never stored: set by the action that has just read what the paper says

    class Finance(models.TextChoices):
        NIHIL = "nihil", "Nihil: tidak ada saldo, uang masuk, atau uang keluar"
        TOTALS = "totals", "Ada saldo, uang masuk, atau uang keluar"

    stage = models.CharField("tahap", max_length=8, choices=Stage, default=Stage.DRAFT, editable=False)
    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="reports", editable=False, verbose_name="FCU")
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="reports", editable=False, verbose_name="desa/kelurahan"
    )
    year = models.PositiveSmallIntegerField("tahun", editable=False)
    quarter = models.PositiveSmallIntegerField("triwulan", editable=False)
    activities_text = models.TextField("pelaksanaan kegiatan", max_length=5000, blank=True)
    results_text = models.TextField("hasil yang dicapai", max_length=5000, blank=True)
    next_plan_text = models.TextField("rencana triwulan depan", max_length=5000, blank=True)
    no_obstacles = models.BooleanField("tidak ada kendala pada triwulan ini", default=False)
    done_sections = models.JSONField("bagian yang sudah selesai", default=list, blank=True, editable=False)
    # Aspects of which nothing is on record, with the writer's word: {code: why} (REP-01).
    aspects = models.JSONField("kelengkapan catatan", default=dict, blank=True, editable=False)
    # The administrative half (II.G.4.2), in whole rupiah. Where the FCU keeps a cash book it is what the book told when
    # the section was finished; a line falls below zero where an entry of an earlier quarter was reversed in this one.
    finance_kind = models.CharField("keadaan keuangan", max_length=6, choices=Finance, blank=True)
    opening_balance = models.PositiveBigIntegerField("saldo awal triwulan", default=0)
    income_self_help = models.BigIntegerField("swadaya masyarakat", default=0)
    income_csr = models.BigIntegerField("dunia usaha (CSR)", default=0)
    income_government = models.BigIntegerField("pemerintah", default=0)
    income_donation = models.BigIntegerField("sumbangan lain", default=0)
    expense_total = models.BigIntegerField("jumlah pengeluaran", default=0)
    finance_note = models.CharField("keterangan keuangan", max_length=500, blank=True)
    # What happened, and when. The coordinator's approval is of the text as it stands: a change takes it back.
    approved_on = models.DateField("disetujui pada", null=True, blank=True, editable=False)
    approved_by_words = models.CharField("disetujui oleh", max_length=160, blank=True, editable=False)
    sent_on = models.DateField("dikirim pada", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.UUIDField(null=True, blank=True, editable=False)
    sent_by_words = models.CharField("dikirim oleh", max_length=160, blank=True, editable=False)
    receipt_number = models.CharField("nomor tanda terima", max_length=40, blank=True, editable=False)
    # The paper in the hands of the Dinas: when it was handed over, and who took it in there.
    handed_on = models.DateField("diserahkan pada", null=True, blank=True, editable=False)
    handed_to = models.CharField("diterima di Dinas oleh", max_length=160, blank=True, editable=False)
    returned_on = models.DateField("dikembalikan pada", null=True, blank=True, editable=False)
    returned_by_words = models.CharField("dikembalikan oleh", max_length=160, blank=True, editable=False)
    return_note = models.CharField("alasan dikembalikan", max_length=1000, blank=True, editable=False)
    accepted_on = models.DateField("diterima pada", null=True, blank=True, editable=False)
    accepted_by = models.UUIDField(null=True, blank=True, editable=False)
    accepted_by_words = models.CharField("diterima oleh", max_length=160, blank=True, editable=False)
    signed_scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="pindaian yang ditandatangani",
    )  # fmt: skip
    cover_letter = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="surat pengantar",
    )  # fmt: skip

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan triwulan"
        verbose_name_plural = "laporan triwulan"
        ordering = ["-year", "-quarter", "region__code"]
        indexes = [models.Index(fields=["year", "quarter", "region"], name="reports_of_a_quarter")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "quarter"], name="one_report_per_unit_and_quarter",
                violation_error_message="Laporan triwulan ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["receipt_number"], condition=~Q(receipt_number=""), name="receipt_number_once"
            ),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="report_quarter_from_one_to_four"),
            models.CheckConstraint(
                condition=Q(expense_total__lte=F("opening_balance") + F("income_self_help") + F("income_csr")
                            + F("income_government") + F("income_donation")),
                name="closing_balance_not_negative",
                violation_error_message="Pengeluaran lebih besar daripada saldo awal dan uang masuk. Periksa lagi.",
            ),
            models.CheckConstraint(
                condition=Q(finance_kind="totals") | Q(**NOTHING), name="nihil_means_no_money",
                violation_error_message="Untuk laporan nihil semua jumlah uang harus nol.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, receipt_number="") | (Q(sent_on__isnull=False) & ~Q(receipt_number="")),
                name="report_sent_with_a_date_and_receipt",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Laporan {self.period.words}"

    def get_absolute_url(self):
        return reverse("reporting:report", args=[self.uid])

    @property
    def period(self):
        return Quarter(self.year, self.quarter)

    @property
    def is_open(self):
        """Whether the FCU may write on it."""
        return self.stage in self.OPEN

    @property
    def income_total(self):
        return sum(getattr(self, name) for name in INCOMES)

    @property
    def closing_balance(self):
        """Whole rupiah left at the end of the quarter; never negative."""
        return self.opening_balance + self.income_total - self.expense_total

    def keep_paper(self, *, number="", dated_on=None, scan=None, by=None):
        """The paper of the act that is being written down; without `by` the act is no paper's. Not saved here."""
        self.from_paper, self.paper_at_hand = by is not None, by is not None
        self.paper_number, self.paper_date, self.paper_scan = number, dated_on, scan
        self.recorded_by = by.signature if by else ""

    def brought_forward(self):
        """The closing balance of the quarter before, to offer as opening balance; None where it was not reported."""
        before = Report.objects.of(self.period.previous).filter(unit_id=self.unit_id).first()
        return before.closing_balance if before and before.finance_kind else None

    @property
    def due_on(self):
        return self.period.due_on(self.region)

    def is_done(self, section):
        """Whether the writer ticked "bagian ini sudah selesai"."""
        return section in self.done_sections

    def latest_version(self):
        """What was sent last, None before the first sending."""
        return self.versions.order_by("-number").first()


class PartQuerySet(ScopedQuerySet):
    """Rows that belong to a report: who sees the report sees them."""

    scope = "report__region__code"

    def addressed_rows(self, assignment):
        return Q(report__sent_on__isnull=False)


class Obstacle(BaseRow):
    """An obstacle with its solution, who sees to it and until when (II.G.4.3). There is none without a solution."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="obstacles", editable=False)
    obstacle = models.CharField("kendala", max_length=500)
    solution = models.CharField("solusi", max_length=500)
    owner = models.CharField("penanggung jawab", max_length=100)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    position = models.PositiveSmallIntegerField("urutan", default=1, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "kendala dan solusi"
        verbose_name_plural = "kendala dan solusi"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(obstacle="") & ~Q(solution=""), name="every_obstacle_has_a_solution",
                violation_error_message="Setiap kendala harus disertai solusinya.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.obstacle


class FrozenRow(Exception):
    """What was sent was to be changed; a new version is made by sending again."""


class Frozen(BaseRow):
    """One version of a report as it was sent: numbered within its report, and never changed. Raises FrozenRow."""

    class Meta:
        abstract = True

    def __str__(self):
        return f"Versi {self.number}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise FrozenRow(f"{self._meta.label} {self.uid}")
        super().save(*args, **kwargs)


class ReportVersion(Frozen):
    """What was sent, as it was sent: texts, obstacles, finance, the tables of activities; never changed."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions", editable=False)
    number = models.PositiveSmallIntegerField("versi", editable=False)
    sent_on = models.DateField("dikirim pada", editable=False)
    sent_at = models.DateTimeField(editable=False)
    sent_by = models.UUIDField(editable=False)
    sent_by_words = models.CharField("dikirim oleh", max_length=160, editable=False)
    receipt_number = models.CharField("nomor tanda terima", max_length=40, unique=True, editable=False)
    content = SealedJSONField(purpose="report content", editable=False)  # free text may name a family
    figures = models.JSONField("angka", default=dict, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan terkirim"
        verbose_name_plural = "laporan terkirim"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="versions_numbered_once")]

    @property
    def previous(self):
        """The version sent before this one, or None."""
        return type(self).objects.filter(report_id=self.report_id, number__lt=self.number).first()


class ReviewQuerySet(ScopedQuerySet):
    scope = "report_version__report__region__code"

    def addressed_rows(self, assignment):
        return Q(report_version__report__sent_on__isnull=False)


class SectionReview(BaseRow):
    """What the Dinas said of one section of one version: fine, or to be mended, with the note that says what."""

    class Verdict(models.TextChoices):
        FINE = "fine", "Sudah baik"
        MEND = "mend", "Perlu diperbaiki"

    # Not "version": every row has a number of that name, by which changes are compared.
    report_version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="reviews", editable=False)
    section = models.CharField("bagian", max_length=10, choices=Section, editable=False)
    verdict = models.CharField("penilaian", max_length=4, choices=Verdict)
    note = models.CharField("catatan", max_length=1000, blank=True)
    reviewer = models.UUIDField(editable=False)
    reviewed_by = models.CharField("diperiksa oleh", max_length=160, editable=False)
    reviewed_at = models.DateTimeField(editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "pemeriksaan bagian"
        verbose_name_plural = "pemeriksaan bagian"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report_version", "section"], name="section_reviewed_once"),
            models.CheckConstraint(
                condition=~Q(verdict="mend") | ~Q(note=""), name="mending_says_what",
                violation_error_message="Tuliskan apa yang perlu diperbaiki.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_section_display()}: {self.get_verdict_display()}"
