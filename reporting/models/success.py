"""Indicators of success: editable definitions in editions (II.H, III.C.3, SUC-01 to SUC-03), over counted columns.

The guide's two matrices are lost, so which column is measured against which, the target and the weight are data that
the ministry edits. The values are never stored here: they are worked out from the frozen figures.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, StagedRow


class Matrix(models.TextChoices):
    PSKS = "psks", "Enam tanda keberhasilan PSKS"
    FCU = "fcu", "Empat aspek keberhasilan FCU"
    AIM = "aim", "Tujuan FCU dan tujuan jangka panjang"


class EditionQuerySet(models.QuerySet):
    """What is published everyone reads who may read indicators; a draft whoever drafts it."""

    published_at = ""  # path to the edition

    def visible_to(self, assignment):
        if assignment is None:
            return self.none()
        if assignment.has_perm("reporting.change_indicatoredition"):
            return self
        return self.filter(**{f"{self.published_at}stage": IndicatorEdition.Stage.PUBLISHED})


class IndicatorQuerySet(EditionQuerySet):
    published_at = "edition__"


class IndicatorEdition(StagedRow):
    """One edition of all definitions. In force from the quarter that begins on or after `valid_from`."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        PUBLISHED = "published", "Berlaku"

    stage = models.CharField("tahap", max_length=9, choices=Stage, default=Stage.DRAFT, editable=False)
    number = models.PositiveSmallIntegerField("edisi", unique=True, editable=False)
    valid_from = models.DateField("berlaku mulai", null=True, blank=True)
    note = models.CharField("catatan edisi", max_length=500, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "edisi indikator"
        verbose_name_plural = "edisi indikator"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage"], condition=Q(stage="draft"), name="one_draft_of_indicators",
                violation_error_message="Draf edisi baru sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(valid_from__isnull=False), name="published_indicators_have_their_day"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Indikator keberhasilan, edisi {self.number}"

    def get_absolute_url(self):
        return reverse("reporting:edition", args=[self.uid])

    @property
    def is_draft(self):
        return self.stage == self.Stage.DRAFT

    @classmethod
    def in_force(cls, on):
        """The edition by which a quarter that ends on the day `on` is measured; None before the first."""
        rows = cls.objects.filter(stage=cls.Stage.PUBLISHED, valid_from__lte=on)
        return rows.order_by("-valid_from", "-number").first()


class SuccessIndicator(BaseRow):
    """One indicator: a counted column, alone, per FCU, or as a share of another; its target and weight."""

    class Reads(models.TextChoices):
        SHARE = "share", "Persen dari angka pembanding"
        COUNT = "count", "Jumlah per FCU"
        YES = "yes", "Ada atau tidak"  # above the village: the share of FCUs that have it

    edition = models.ForeignKey(IndicatorEdition, models.CASCADE, related_name="indicators", editable=False)
    matrix = models.CharField("matriks", max_length=4, choices=Matrix)
    aspect = models.CharField("tanda atau aspek", max_length=20)  # codes of reporting/success/aspects.py
    code = models.SlugField("kode", max_length=30)
    label = models.CharField("indikator", max_length=150)
    explanation = models.CharField("penjelasan", max_length=300, blank=True)
    reads = models.CharField("cara membaca", max_length=5, choices=Reads, default=Reads.SHARE)
    part = models.CharField("angka", max_length=40)  # a column of reporting.indicators.COLUMNS
    whole = models.CharField("angka pembanding", max_length=40, blank=True)
    target = models.DecimalField(
        "target", max_digits=8, decimal_places=1, validators=[MinValueValidator(0)],
        help_text="Persen, atau jumlah per FCU dalam satu triwulan.",
    )
    weight = models.PositiveSmallIntegerField(
        "bobot", default=1, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    position = models.PositiveSmallIntegerField("urutan", default=1)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator keberhasilan"
        verbose_name_plural = "indikator keberhasilan"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="indicator_once_per_edition"),
            models.CheckConstraint(
                condition=~Q(reads="share") | ~Q(whole=""), name="share_of_something",
                violation_error_message="Pilih angka pembanding.",
            ),
            models.CheckConstraint(condition=Q(target__gte=0), name="target_not_negative"),
        ]  # fmt: skip

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return self.edition.get_absolute_url()
