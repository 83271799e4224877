"""What is added to a report: photos and papers, with a caption each (III.C.2.6, REP-04)."""

from django.db import models
from django.db.models import Q

from fcu_project.models import BaseRow, StoredFile
from reporting.models.office import OfficePartQuerySet, OfficeReport
from reporting.models.report import PartQuerySet, Report

MOST_PHOTOS, MOST_PAPERS = 6, 10  # domain 5.19: a handful of photos; papers are read by somebody


class Attachment(BaseRow):
    """One photo or paper of a report. One that was sent stays readable: taking it off only marks it."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "Foto kegiatan"
        PAPER = "paper", "Berkas"

    kind = models.CharField("jenis", max_length=5, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", editable=False, verbose_name="berkas")
    caption = models.CharField("keterangan", max_length=160)
    taken_on = models.DateField("tanggal", null=True, blank=True)
    shows_people = models.BooleanField("tampak orang, dan mereka setuju", default=False)  # domain 9.5
    position = models.PositiveSmallIntegerField("urutan", default=1, editable=False)
    removed_at = models.DateTimeField("dilepas pada", null=True, blank=True, editable=False)
    added_by = models.CharField("ditambahkan oleh", max_length=160, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.caption


class ReportAttachment(Attachment):
    report = models.ForeignKey(Report, models.PROTECT, related_name="attachments", editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "lampiran laporan"
        verbose_name_plural = "lampiran laporan"
        ordering = ["kind", "position", "id"]
        constraints = [models.CheckConstraint(condition=~Q(caption=""), name="report_attachment_says_what")]


class OfficeAttachment(Attachment):
    report = models.ForeignKey(OfficeReport, models.PROTECT, related_name="attachments", editable=False)

    objects = OfficePartQuerySet.as_manager()

    class Meta:
        verbose_name = "lampiran laporan kantor"
        verbose_name_plural = "lampiran laporan kantor"
        ordering = ["kind", "position", "id"]
        constraints = [models.CheckConstraint(condition=~Q(caption=""), name="office_attachment_says_what")]
