"""The verdict on the trial: of one site, of a territory, of all sites (I.A, I.C.1–2, II.B, SME-12)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, StagedRow
from institutions.models import FamilyCareUnit, Region
from institutions.reach import ScopedQuerySet


class VerdictQuerySet(ScopedQuerySet):
    def visible_to(self, assignment):
        """A draft is its writer's own affair; what was concluded is read in the territory it is about."""
        rows = super().visible_to(assignment)
        if assignment is None or assignment.has_perm("reporting.change_verdict"):
            return rows
        return rows.filter(stage=Verdict.Stage.CONCLUDED)

    def with_facts(self):
        return self.select_related("region__parent", "unit")


class Verdict(StagedRow):
    """What the ministry concludes of the trial in one place, on the evidence of a time: Draf → Disimpulkan."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        CONCLUDED = "concluded", "Disimpulkan"

    class Overall(models.TextChoices):
        FIT = "fit", "Layak dikembangkan"
        FIT_IF = "fit_if", "Layak dengan perbaikan"
        UNFIT = "unfit", "Belum layak dikembangkan"

    stage = models.CharField("tahap", max_length=9, choices=Stage, default=Stage.DRAFT, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="verdicts", verbose_name="wilayah")
    unit = models.ForeignKey(
        FamilyCareUnit, models.PROTECT, null=True, blank=True, editable=False, related_name="verdicts",
        verbose_name="FCU",
    )  # fmt: skip
    from_year = models.PositiveSmallIntegerField("dari tahun")
    from_quarter = models.PositiveSmallIntegerField("dari triwulan")
    until_year = models.PositiveSmallIntegerField("sampai tahun")
    until_quarter = models.PositiveSmallIntegerField("sampai triwulan")
    overall = models.CharField("kesimpulan", max_length=6, choices=Overall, blank=True)
    summary_text = models.TextField("alasan kesimpulan", max_length=5000, blank=True)
    lessons_text = models.TextField("pelajaran", max_length=5000, blank=True)
    changes_text = models.TextField("perubahan model yang diusulkan", max_length=5000, blank=True)
    # What stood beside each question when it was concluded: {question: [table, …]}.
    evidence = models.JSONField("bukti", default=dict, blank=True, editable=False)
    concluded_on = models.DateField("disimpulkan pada", null=True, blank=True, editable=False)
    concluded_by_words = models.CharField("disimpulkan oleh", max_length=160, blank=True, editable=False)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "kesimpulan uji coba"
        verbose_name_plural = "kesimpulan uji coba"
        ordering = ["region__code", "-until_year", "-until_quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "until_year", "until_quarter"], name="one_verdict_per_place_and_time",
                violation_error_message="Kesimpulan untuk wilayah dan masa ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | (Q(concluded_on__isnull=False) & ~Q(overall="")),
                name="verdict_concluded_with_a_word",
            ),
            models.CheckConstraint(
                condition=Q(from_year__lt=models.F("until_year"))
                | Q(from_year=models.F("until_year"), from_quarter__lte=models.F("until_quarter")),
                name="verdict_over_a_time",
                violation_error_message="Masa akhir tidak boleh sebelum masa awal.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Kesimpulan uji coba, {self.unit or self.region}"

    def get_absolute_url(self):
        return reverse("reporting:verdict", args=[self.uid])


class VerdictPartQuerySet(ScopedQuerySet):
    scope = "verdict__region__code"

    def visible_to(self, assignment):
        verdicts = Verdict.objects.visible_to(assignment).order_by().values("pk")
        return super().visible_to(assignment).filter(verdict__in=verdicts)


class VerdictAnswer(BaseRow):
    """The answer to one of the questions of reporting/verdicts/questions.py, with its reason."""

    class Grade(models.TextChoices):
        PROVEN = "proven", "Terbukti"
        MOSTLY = "mostly", "Sebagian besar terbukti"
        PARTLY = "partly", "Sebagian kecil terbukti"
        UNPROVEN = "unproven", "Belum terbukti"
        UNKNOWN = "unknown", "Belum bisa dinilai"

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="answers", editable=False)
    question = models.CharField("pertanyaan", max_length=20, editable=False)
    grade = models.CharField("penilaian", max_length=8, choices=Grade)
    reason = models.TextField("alasan", max_length=2000)

    objects = VerdictPartQuerySet.as_manager()

    class Meta:
        verbose_name = "jawaban kesimpulan"
        verbose_name_plural = "jawaban kesimpulan"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "question"], name="each_verdict_question_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="verdict_answer_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.question}: {self.get_grade_display()}"
