"""Assessments on the indicators: rounds that are kept for ever, each answer with its note."""

from django.db import models

from families.models.family import Family
from families.models.reference import Indicator, IndicatorSet, code_key
from fcu_project.models import BaseRow
from institutions.models import Person
from institutions.reach import scoped


class Assessment(BaseRow):
    """One round of the 18 or of the 12 questions. It advises; people decide."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="assessments", verbose_name="keluarga")
    set = models.CharField("daftar indikator", max_length=8, choices=IndicatorSet)
    edition = models.PositiveSmallIntegerField("versi daftar", editable=False)
    round = models.PositiveSmallIntegerField("putaran", editable=False)
    assessed_on = models.DateField("tanggal penilaian")
    interviewer = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="petugas wawancara")
    note = models.TextField("catatan", max_length=1000, blank=True)

    objects = scoped(scope="family__region__code")

    class Meta:
        verbose_name = "penilaian"
        verbose_name_plural = "penilaian"
        ordering = ["-assessed_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["family", "set", "round"], name="round_once")]

    def __str__(self):
        return f"{self.get_set_display()}, putaran {self.round}"

    def rows(self):
        """Answers with their questions, in the order of the form; those fetched before, if they were."""
        if "answers" in getattr(self, "_prefetched_objects_cache", {}):
            return sorted(self.answers.all(), key=lambda answer: answer.indicator.order)
        return self.answers.select_related("indicator", "choice").order_by("indicator__order")


class Answer(BaseRow):
    """The answer to one indicator."""

    class Value(models.TextChoices):
        YES = "yes", "Ya"
        NO = "no", "Tidak"
        UNKNOWN = "unknown", "Belum tahu"
        NOT_APPLICABLE = "na", "Tidak berlaku"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers", verbose_name="penilaian")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="indikator")
    value = models.CharField("jawaban", max_length=8, choices=Value, blank=True)
    choice = code_key("marriage", "keadaan", null=True, blank=True)
    note = models.CharField("catatan", max_length=300, blank=True)
    document_seen = models.BooleanField("bukti dilihat", default=False)

    objects = scoped(scope="assessment__family__region__code")

    class Meta:
        verbose_name = "jawaban indikator"
        verbose_name_plural = "jawaban indikator"
        ordering = ["indicator__order"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="one_answer_per_indicator"),
            models.CheckConstraint(
                condition=~models.Q(value="na") | ~models.Q(note=""), name="not_applicable_says_why",
                violation_error_message="Tuliskan mengapa tidak berlaku.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.indicator.code}: {self.get_value_display()}"

    @property
    def is_given(self):
        return bool(self.value or self.choice_id)

    @property
    def is_met(self):
        """A strength that is there, or a difficulty that is not. What only describes is neither met nor unmet."""
        return self.indicator.scored and self.value == self.indicator.good_value

    @property
    def is_unmet(self):
        """Answered, counted, and not as one would wish."""
        return self.indicator.scored and self.value in ("yes", "no") and not self.is_met
