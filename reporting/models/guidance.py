"""What the TKSK says to an FCU on its monitoring, evaluation and reporting (II.F.5.2(5)(3), REP-14)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow
from institutions.models import FamilyCareUnit, Region
from institutions.reach import scoped
from reporting.periods import Quarter


class ReportGuidance(BaseRow):
    """One note of guidance on one quarter of an FCU, before or after its report is sent; the FCU may answer it."""

    class Aspect(models.TextChoices):
        REPORTING = "reporting", "Pelaporan"
        MONITORING = "monitoring", "Pemantauan"
        EVALUATION = "evaluation", "Evaluasi"

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="+", editable=False, verbose_name="FCU")
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="report_guidance", editable=False, verbose_name="desa/kelurahan"
    )
    year = models.PositiveSmallIntegerField("tahun", editable=False)
    quarter = models.PositiveSmallIntegerField("triwulan", editable=False)
    aspect = models.CharField("tentang", max_length=10, choices=Aspect, default=Aspect.REPORTING)
    note = models.CharField("catatan bimbingan", max_length=1000)
    given_on = models.DateField("tanggal bimbingan")
    given_by = models.UUIDField(editable=False)
    given_by_words = models.CharField("oleh", max_length=160, editable=False)
    withdrawn_at = models.DateTimeField("ditarik pada", null=True, blank=True, editable=False)
    answer = models.CharField("jawaban FCU", max_length=500, blank=True, editable=False)
    answered_on = models.DateField("dijawab pada", null=True, blank=True, editable=False)
    answered_by_words = models.CharField("dijawab oleh", max_length=160, blank=True, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "bimbingan pelaporan"
        verbose_name_plural = "bimbingan pelaporan"
        ordering = ["-given_on", "-id"]
        indexes = [models.Index(fields=["region", "year", "quarter"], name="guidance_of_a_quarter")]
        constraints = [
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="guidance_on_a_quarter"),
            models.CheckConstraint(condition=~Q(note=""), name="guidance_says_something"),
        ]

    def __str__(self):
        return f"Bimbingan {self.get_aspect_display().lower()}, {self.period.short}"

    def get_absolute_url(self):
        return reverse("reporting:guidance", args=[self.uid])

    @property
    def period(self):
        return Quarter(self.year, self.quarter)
