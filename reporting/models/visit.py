"""Supervision, monitoring, evaluation and notes of watching: one visit each, its answers, and what was found (SME)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, FromPaper, StagedRow, StoredFile
from institutions.models import FamilyCareUnit, Region
from institutions.reach import ScopedQuerySet
from reporting.models.instrument import Aim, Instrument, InstrumentQuestion

UNSEEN = ("filling",)  # stages in which a visit is its writer's own affair


class VisitQuerySet(ScopedQuerySet):
    def visible_to(self, assignment):
        """Of the own territory; what is still being written only by the office that writes it."""
        rows = super().visible_to(assignment)
        if assignment is None:
            return rows
        own = Q(by_region=assignment.region_id, by_role=assignment.role)
        return rows.filter(own | ~Q(stage__in=UNSEEN))

    def with_facts(self):
        return self.select_related("region__parent", "unit", "by_region", "instrument")


class Visit(FromPaper, StagedRow):
    """One supervision, monitoring, evaluation or note, of one office about one FCU or office.

    Direncanakan → Diisi → Menunggu tanda tangan → Selesai, or Dibatalkan. `region` is that of whoever was visited.
    What was decided and signed on paper is recorded with number, date and scan of the signed page.
    """

    class Stage(models.TextChoices):
        PLANNED = "planned", "Direncanakan"
        FILLING = "filling", "Sedang diisi"
        HANDED = "handed", "Menunggu tanda tangan"
        SIGNED = "signed", "Selesai"
        CANCELLED = "cancelled", "Dibatalkan"

    class Target(models.TextChoices):
        """Whom it is about (III.C.1.1.1(3), 1.2(4), 1.3(4))."""

        FCU = "fcu", "FCU"
        TKSK = "tksk", "TKSK"
        LK3 = "lk3", "LK3"
        REGENCY = "regency", "Dinas Sosial kabupaten/kota"
        PROVINCE = "province", "Dinas Sosial provinsi"

    class Phase(models.TextChoices):
        START = "start", "Awal kegiatan"
        MIDDLE = "middle", "Pertengahan kegiatan"
        END = "end", "Akhir kegiatan"
        NEEDED = "needed", "Sesuai kebutuhan"

    class Mode(models.TextChoices):
        """Directly or indirectly (II.G.2)."""

        VISIT = "visit", "Kunjungan"
        PHONE = "phone", "Telepon"
        DESK = "desk", "Dari laporan dan catatan"

    stage = models.CharField("tahap", max_length=9, choices=Stage, default=Stage.PLANNED, editable=False)
    aim = models.CharField("jenis", max_length=11, choices=Aim)
    target = models.CharField("yang dituju", max_length=8, choices=Target, default=Target.FCU)
    phase = models.CharField("waktu dalam kegiatan", max_length=6, choices=Phase, default=Phase.NEEDED)
    mode = models.CharField("cara", max_length=5, choices=Mode, default=Mode.VISIT)
    region = models.ForeignKey(Region, models.PROTECT, related_name="visits", verbose_name="wilayah")
    unit = models.ForeignKey(
        FamilyCareUnit, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="FCU"
    )
    by_region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name="kantor")
    by_role = models.CharField("peran petugas", max_length=30, editable=False)
    by_words = models.CharField("kantor petugas", max_length=160, editable=False)
    officers = models.CharField("petugas", max_length=300, help_text="Nama dan jabatan, pisahkan dengan koma.")
    planned_on = models.DateField("direncanakan pada")
    held_on = models.DateField("dilaksanakan pada", null=True, blank=True)
    place = models.CharField("tempat", max_length=150, blank=True)
    met = models.CharField("yang ditemui", max_length=300, blank=True)
    methods = models.JSONField("metode", default=list, blank=True)  # codes of reporting/visits/kinds.py
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, editable=False, related_name="visits"
    )
    done_aspects = models.JSONField("aspek yang sudah diisi", default=list, blank=True, editable=False)
    as_planned = models.BooleanField("sesuai rencana", null=True, blank=True)
    observed_text = models.TextField("hasil pengamatan", max_length=5000, blank=True)
    deviation_text = models.TextField("penyimpangan yang terlihat", max_length=2000, blank=True)
    advice_text = models.TextField("arahan dan bimbingan", max_length=5000, blank=True)
    success_text = models.TextField("keberhasilan", max_length=2000, blank=True)
    failure_text = models.TextField("kegagalan", max_length=2000, blank=True)
    change_text = models.TextField("perubahan yang perlu", max_length=2000, blank=True)
    strength_text = models.TextField("kekuatan yang bisa ditingkatkan", max_length=2000, blank=True)
    signed_on = models.DateField("ditandatangani petugas pada", null=True, blank=True, editable=False)
    signed_by = models.UUIDField(null=True, blank=True, editable=False)
    signed_by_words = models.CharField("ditandatangani petugas", max_length=160, blank=True, editable=False)
    answered_on = models.DateField("ditandatangani yang dituju pada", null=True, blank=True, editable=False)
    answered_by_words = models.CharField("ditandatangani yang dituju", max_length=160, blank=True, editable=False)
    answer_note = models.CharField("tanggapan", max_length=1000, blank=True, editable=False)
    cancelled_on = models.DateField("dibatalkan pada", null=True, blank=True, editable=False)
    cancel_note = models.CharField("alasan batal", max_length=500, blank=True, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "kunjungan pembinaan"
        verbose_name_plural = "kunjungan pembinaan"
        ordering = ["-planned_on", "-id"]
        indexes = [
            models.Index(fields=["region", "planned_on"], name="visits_of_a_place"),
            models.Index(fields=["unit", "aim", "held_on"], name="visits_of_a_unit"),
            models.Index(fields=["by_region", "by_role", "planned_on"], name="visits_of_an_office"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage__in=("handed", "signed")) | Q(held_on__isnull=False), name="visit_held_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(target="fcu") | Q(unit__isnull=False), name="visit_to_an_fcu_names_it",
                violation_error_message="Pilih FCU yang dituju.",
            ),
            models.CheckConstraint(
                condition=~Q(aim="evaluation") | Q(target="fcu"), name="only_an_fcu_is_evaluated",
                violation_error_message="Evaluasi hanya untuk FCU.",
            ),
        ]  # fmt: skip

    def __str__(self):
        day = self.held_on or self.planned_on
        return f"{self.get_aim_display()} {self.unit or self.region}, {day:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("reporting:visit", args=[self.uid])

    @property
    def is_open(self):
        """Whether its office may still write on it."""
        return self.stage in (self.Stage.PLANNED, self.Stage.FILLING)


class VisitPartQuerySet(ScopedQuerySet):
    """Rows of a visit: who sees the visit sees them."""

    scope = "visit__region__code"

    def visible_to(self, assignment):
        visits = Visit.objects.visible_to(assignment).order_by().values("pk")
        return super().visible_to(assignment).filter(visit__in=visits)


class VisitAnswer(BaseRow):
    """What was found on one question: score or yes/no, and in words."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="answers", editable=False)
    question = models.ForeignKey(InstrumentQuestion, models.PROTECT, related_name="+", editable=False)
    score = models.PositiveSmallIntegerField(
        "skor", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    yes = models.BooleanField("ya", null=True, blank=True)
    words = models.CharField("temuan", max_length=1000, blank=True)

    objects = VisitPartQuerySet.as_manager()

    class Meta:
        verbose_name = "jawaban instrumen"
        verbose_name_plural = "jawaban instrumen"
        ordering = ["question__position", "question_id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "question"], name="each_question_answered_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__range=(1, 4)), name="score_from_one_to_four"),
        ]

    def __str__(self):
        return f"{self.question}"


class Finding(StagedRow):
    """Something found that somebody has to see to until a day; closed by evidence, checked at the next visit (SME-11).

    Belum selesai → Selesai, menunggu pemeriksaan → Diperiksa, sesuai; found wanting it is open again.
    """

    class Stage(models.TextChoices):
        OPEN = "open", "Belum selesai"
        CLOSED = "closed", "Selesai, menunggu pemeriksaan"
        CHECKED = "checked", "Diperiksa, sesuai"
        WITHDRAWN = "withdrawn", "Ditarik"

    stage = models.CharField("tahap", max_length=9, choices=Stage, default=Stage.OPEN, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="findings", editable=False, verbose_name="wilayah")
    question = models.ForeignKey(
        InstrumentQuestion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pertanyaan"
    )
    found = models.CharField("temuan", max_length=500)
    advice = models.CharField("rekomendasi", max_length=500)
    owner = models.CharField("penanggung jawab", max_length=100)
    due_on = models.DateField("batas waktu")
    found_on = models.DateField("ditemukan pada", editable=False)
    closed_on = models.DateField("diselesaikan pada", null=True, blank=True, editable=False)
    closed_by = models.UUIDField(null=True, blank=True, editable=False)
    closed_by_words = models.CharField("diselesaikan oleh", max_length=160, blank=True, editable=False)
    evidence = models.CharField("bukti penyelesaian", max_length=1000, blank=True, editable=False)
    evidence_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="foto/berkas"
    )
    checked_on = models.DateField("diperiksa pada", null=True, blank=True, editable=False)
    checked_in = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, editable=False, related_name="checks",
        verbose_name="diperiksa saat",
    )  # fmt: skip
    checked_by_words = models.CharField("diperiksa oleh", max_length=160, blank=True, editable=False)
    check_note = models.CharField("catatan pemeriksaan", max_length=500, blank=True, editable=False)
    withdrawn_on = models.DateField("ditarik pada", null=True, blank=True, editable=False)
    history = models.JSONField("riwayat", default=list, blank=True, editable=False)  # see reporting/visits/findings.py

    objects = VisitPartQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan"
        verbose_name_plural = "temuan"
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["region", "stage", "due_on"], name="findings_of_a_place")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage__in=("closed", "checked")) | (Q(closed_on__isnull=False) & ~Q(evidence="")),
                name="finding_closed_by_evidence",
                violation_error_message="Tuliskan bukti penyelesaiannya.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("found_on")), name="finding_due_after_it_was_found",
                violation_error_message="Batas waktu tidak boleh sebelum tanggal temuan.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.found

    def get_absolute_url(self):
        return reverse("reporting:finding", args=[self.uid])

    def is_overdue(self, today):
        return self.stage == self.Stage.OPEN and self.due_on < today
