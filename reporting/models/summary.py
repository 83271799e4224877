"""Accepted figures added up per region above the village, and the two splits behind them: kept equal, never typed.

A row is worked out anew when one of its villages is marked: a report was accepted or opened again. Marks are only added
by those who act, so that nobody waits for the row of the whole country.
"""

from django.db import models
from django.utils import timezone

from fcu_project.models import BaseRow
from institutions.models import Region
from institutions.reach import scoped
from reporting.models.figures import CountedColumns, QuarterFigures


class ChangeColumns(models.Model):
    """Plasma families with two rounds: how many had this difficulty before and how many have it now."""

    code = models.CharField("indikator", max_length=6)
    compared_women = models.PositiveIntegerField(default=0)
    compared_men = models.PositiveIntegerField(default=0)
    before_women = models.PositiveIntegerField(default=0)
    before_men = models.PositiveIntegerField(default=0)
    after_women = models.PositiveIntegerField(default=0)
    after_men = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.code


class ProblemColumns(models.Model):
    """Needs of one kind of problem: found in the quarter, met in it, open at its end, and of these never referred."""

    code = models.CharField("jenis masalah", max_length=40)
    found = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)
    open_end = models.PositiveIntegerField(default=0)
    without_service_end = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.code


class QuarterChange(ChangeColumns):
    """Of one FCU and quarter, frozen with its figures."""

    figures = models.ForeignKey(QuarterFigures, models.CASCADE, related_name="changes", editable=False)

    class Meta:
        verbose_name = "perubahan keluarga plasma"
        verbose_name_plural = "perubahan keluarga plasma"
        constraints = [models.UniqueConstraint(fields=["figures", "code"], name="each_change_once")]


class QuarterProblem(ProblemColumns):
    """Of one FCU and quarter, frozen with its figures."""

    figures = models.ForeignKey(QuarterFigures, models.CASCADE, related_name="problems", editable=False)

    class Meta:
        verbose_name = "masalah triwulan"
        verbose_name_plural = "masalah triwulan"
        constraints = [models.UniqueConstraint(fields=["figures", "code"], name="each_problem_once")]


class RegionFigures(CountedColumns, BaseRow):
    """The accepted figures of one region above the village in one quarter, added up."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name="wilayah")
    year = models.PositiveSmallIntegerField("tahun", editable=False)
    quarter = models.PositiveSmallIntegerField("triwulan", editable=False)
    reports = models.PositiveIntegerField("laporan diterima", default=0, editable=False)
    counted_at = models.DateTimeField("dijumlah pada", editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "angka wilayah"
        verbose_name_plural = "angka wilayah"
        ordering = ["region__code", "year", "quarter"]
        indexes = [models.Index(fields=["year", "quarter", "region"], name="sums_of_a_quarter")]
        constraints = [models.UniqueConstraint(fields=["region", "year", "quarter"], name="sums_once_per_region")]

    def __str__(self):
        return f"Angka {self.region}, triwulan {self.quarter} {self.year}"


class RegionChange(ChangeColumns):
    """Of one region above the village and quarter, added up."""

    figures = models.ForeignKey(RegionFigures, models.CASCADE, related_name="changes", editable=False)

    class Meta:
        verbose_name = "perubahan keluarga plasma wilayah"
        verbose_name_plural = "perubahan keluarga plasma wilayah"
        constraints = [models.UniqueConstraint(fields=["figures", "code"], name="each_region_change_once")]


class RegionProblem(ProblemColumns):
    """Of one region above the village and quarter, added up."""

    figures = models.ForeignKey(RegionFigures, models.CASCADE, related_name="problems", editable=False)

    class Meta:
        verbose_name = "masalah wilayah"
        verbose_name_plural = "masalah wilayah"
        constraints = [models.UniqueConstraint(fields=["figures", "code"], name="each_region_problem_once")]


class SummaryMark(models.Model):
    """Of this village and quarter something changed since the sums above it were worked out."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", editable=False)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "tanda hitung ulang"
        verbose_name_plural = "tanda hitung ulang"

    def __str__(self):
        return f"{self.region}, triwulan {self.quarter} {self.year}"


class KeptCount(models.Model):
    """What was counted live over a wide territory, kept for its next readers; any row may be thrown away."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", editable=False)
    name = models.CharField(max_length=40)
    day = models.DateField()  # the reader's today: what is late depends on it
    told = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = "hitungan tersimpan"
        verbose_name_plural = "hitungan tersimpan"
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="kept_once_per_region")]

    def __str__(self):
        return f"{self.name}, {self.region}"
