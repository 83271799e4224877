"""A long paper that the worker makes while its asker goes on: many reports in one file, with how far it is."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fcu_project.models import BaseRow, StoredFile
from institutions.models import Region
from institutions.reach import scoped

KEPT_DAYS = 7  # then the file is thrown away; it can be asked for again


class PrintBundle(BaseRow):
    """Asked for by one person, read by that person alone. `done` of `total` papers are made."""

    class Stage(models.TextChoices):
        WAITING = "waiting", "Menunggu giliran"
        WORKING = "working", "Sedang dibuat"
        READY = "ready", "Siap diunduh"
        FAILED = "failed", "Gagal"
        EXPIRED = "expired", "Sudah dihapus"

    class Kind(models.TextChoices):
        REPORTS = "reports", "Laporan triwulan beberapa FCU"
        REPORT = "report", "Satu laporan triwulan lengkap"
        OFFICE = "office", "Laporan kantor"

    stage = models.CharField("keadaan", max_length=8, choices=Stage, default=Stage.WAITING, editable=False)
    kind = models.CharField("isi", max_length=8, choices=Kind, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name="wilayah")
    title = models.CharField("judul", max_length=200, editable=False)
    paper = models.CharField("kertas", max_length=4, editable=False)
    papers = models.JSONField("isi menurut urutan", default=list, editable=False)  # uids of versions
    done = models.PositiveIntegerField("sudah dibuat", default=0, editable=False)
    total = models.PositiveIntegerField("jumlah", editable=False)
    problem = models.CharField("sebab gagal", max_length=300, blank=True, editable=False)
    asked_by = models.UUIDField(editable=False)
    asked_as = models.UUIDField(editable=False)  # the assignment, with which rights are asked again while it is made
    finished_at = models.DateTimeField("selesai pada", null=True, blank=True, editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    objects = scoped(own_path="asked_by")

    class Meta:
        verbose_name = "cetakan massal"
        verbose_name_plural = "cetakan massal"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(done__lte=F("total")), name="no_more_done_than_asked")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reporting:bundle", args=[self.uid])
