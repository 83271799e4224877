"""Instruments of supervision, monitoring and evaluation: aspects with their questions (III.C.1, SME-02, 07, 09).

Reference data in editions: the ministry writes a draft, publishes it from a day on, and never changes it after that, so
that a visit keeps the questions it was asked.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, StagedRow


class Aim(models.TextChoices):
    """What a visit is for (III.C.1); the note is the lighter watch of LK3, TKSK and kepala desa (SME-10)."""

    SUPERVISION = "supervision", "Supervisi"
    MONITORING = "monitoring", "Pemantauan"
    EVALUATION = "evaluation", "Evaluasi"
    NOTE = "note", "Catatan pantauan"


class InstrumentQuerySet(models.QuerySet):
    """Editions in force are read by everybody; one that is being written only by those who write it."""

    path = ""  # to the edition, from a row of its own

    def visible_to(self, assignment):
        if assignment is None:
            return self.none()
        if assignment.has_perm("reporting.change_instrument"):
            return self
        return self.filter(**{f"{self.path}stage": Instrument.Stage.PUBLISHED})


class QuestionQuerySet(InstrumentQuerySet):
    path = "instrument__"


class Instrument(StagedRow):
    """One edition of the questions for one aim."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        PUBLISHED = "published", "Berlaku"

    stage = models.CharField("tahap", max_length=9, choices=Stage, default=Stage.DRAFT, editable=False)
    aim = models.CharField("untuk", max_length=11, choices=Aim, editable=False)
    edition = models.PositiveSmallIntegerField("edisi", editable=False)
    valid_from = models.DateField("berlaku mulai", null=True, blank=True)
    note = models.CharField("catatan edisi", max_length=500, blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = "instrumen"
        verbose_name_plural = "instrumen"
        ordering = ["aim", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["aim", "edition"], name="instrument_editions_numbered_once"),
            models.UniqueConstraint(
                fields=["aim"], condition=Q(stage="draft"), name="one_draft_instrument_per_aim",
                violation_error_message="Draf edisi baru untuk instrumen ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(valid_from__isnull=False), name="published_instrument_has_its_day"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Instrumen {self.get_aim_display().lower()}, edisi {self.edition}"

    def get_absolute_url(self):
        return reverse("reporting:instrument", args=[self.uid])

    @classmethod
    def in_force(cls, aim, on):
        """The edition asked on the day `on`; None before the first."""
        rows = cls.objects.filter(aim=aim, stage=cls.Stage.PUBLISHED, valid_from__lte=on)
        return rows.order_by("-valid_from", "-edition").first()


class InstrumentQuestion(BaseRow):
    """One question under one of the guide's aspects."""

    class Answer(models.TextChoices):
        SCORE = "score", "Skor 1–4"
        YES_NO = "yes_no", "Ya / Tidak"
        WORDS = "words", "Uraian"

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="questions", editable=False)
    aspect = models.CharField("aspek", max_length=20)  # codes of reporting/visits/aspects.py
    position = models.PositiveSmallIntegerField("urutan", default=1)
    text = models.CharField("pertanyaan", max_length=300)
    hint = models.CharField("petunjuk", max_length=300, blank=True)
    answer = models.CharField("cara menjawab", max_length=6, choices=Answer, default=Answer.SCORE)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "pertanyaan instrumen"
        verbose_name_plural = "pertanyaan instrumen"
        ordering = ["position", "id"]

    def __str__(self):
        return self.text
