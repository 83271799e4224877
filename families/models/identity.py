"""Around identity numbers: a number that stands in two villages, and every look at a whole number."""

from django.db import models

from families.models.family import Family, FamilyMember
from fcu_project.models import BaseRow
from institutions.models import Region
from institutions.reach import scoped


class NumberClash(BaseRow):
    """A NIK that stands in two villages. Only the Dinas is told: neither village learns anything of the other.

    `region` is the lowest place that contains both villages, at least a kabupaten/kota: whoever answers for it sees it.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="wilayah")
    first = models.ForeignKey(FamilyMember, models.CASCADE, related_name="+")
    second = models.ForeignKey(FamilyMember, models.CASCADE, related_name="+")
    found_on = models.DateField("ditemukan pada")
    settled_on = models.DateField("diselesaikan pada", null=True, blank=True)
    settled_note = models.CharField("hasil pemeriksaan", max_length=300, blank=True)

    objects = scoped()

    class Meta:
        verbose_name = "NIK di dua desa"
        verbose_name_plural = "NIK di dua desa"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="clash_told_once")]

    def __str__(self):
        return f"{self.first.region} dan {self.second.region}"


class NumberReveal(BaseRow):
    """Somebody looked at the whole numbers of a family, and wrote down why."""

    family = models.ForeignKey(Family, models.CASCADE, related_name="reveals", verbose_name="keluarga")
    reason = models.CharField("alasan", max_length=200)
    actor = models.UUIDField(editable=False)
    recorded_by = models.CharField("dilihat oleh", max_length=160, editable=False)

    objects = scoped(scope="family__region__code")

    class Meta:
        verbose_name = "nomor yang dibuka"
        verbose_name_plural = "nomor yang dibuka"
        ordering = ["-id"]
        indexes = [models.Index(fields=["actor", "created_at"], name="reveals_of_an_hour")]

    def __str__(self):
        return self.reason
