"""Where a village stands in the eight stages of the trial: when each began and ended, on what evidence (II.F)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import FromPaper, StagedRow
from institutions.models.region import Region
from institutions.reach import scoped
from institutions.trial_stages import STAGES, TrialStage


class StageRecord(FromPaper, StagedRow):
    """One of the eight stages in one village: begun, and closed on evidence. Several may run beside each other."""

    class Stage(models.TextChoices):
        RUNNING = "running", "Berjalan"
        CLOSED = "closed", "Selesai"

    stage = models.CharField("keadaan", max_length=8, choices=Stage, default=Stage.RUNNING, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="stage_records", verbose_name="desa/kelurahan")
    step = models.CharField("tahapan", max_length=16, choices=TrialStage)
    started_on = models.DateField("dimulai pada")
    ended_on = models.DateField("selesai pada", null=True, blank=True, editable=False)
    note = models.CharField("catatan", max_length=1000, blank=True)

    objects = scoped()

    class Meta:
        verbose_name = "tahapan uji coba"
        verbose_name_plural = "tahapan uji coba"
        ordering = ["region__code", "started_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "step"], name="each_stage_once_per_village",
                violation_error_message="Tahapan ini sudah dimulai.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")), name="stage_ends_after_start",
                violation_error_message="Tanggal selesai harus setelah tanggal mulai.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_step_display()}, {self.region}"

    def get_absolute_url(self):
        return reverse("institutions:stages-village", args=[self.region.code])

    @property
    def rule(self):
        return STAGES[self.step]
