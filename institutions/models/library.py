"""The guidance library and the lessons of the trial: what the levels above publish, and what the field answers."""

from django.db import models
from django.urls import reverse

from fcu_project.models import BaseRow, StoredFile
from institutions.models.region import ROOT_CODE, Region, within
from institutions.reach import ScopedQuerySet, scoped


class LibraryDocument(BaseRow):
    """A policy, guide, standard, registration rule or impact audit that an office publishes to all below (II.D.1.1)."""

    class Kind(models.TextChoices):
        POLICY = "policy", "Kebijakan dan program"
        GENERAL_GUIDE = "general_guide", "Pedoman umum"
        TECHNICAL_GUIDE = "technical_guide", "Pedoman teknis"
        STANDARD = "standard", "Standar pelayanan"
        REGISTRATION = "registration", "Registrasi, akreditasi, sertifikasi"
        IMPACT_AUDIT = "impact_audit", "Analisis dan audit dampak sosial"
        STUDY = "study", "Pendidikan dan penelitian"
        OTHER = "other", "Lainnya"

    region = models.ForeignKey(Region, models.PROTECT, related_name="library", verbose_name="diterbitkan di")
    kind = models.CharField("jenis", max_length=16, choices=Kind)
    title = models.CharField("judul", max_length=200)
    number = models.CharField("nomor", max_length=80, blank=True)
    dated_on = models.DateField("tanggal", null=True, blank=True)
    programme_year = models.PositiveSmallIntegerField("tahun program")
    summary = models.TextField("isi singkat", max_length=2000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="berkas"
    )
    withdrawn_on = models.DateField("ditarik pada", null=True, blank=True)
    withdrawn_reason = models.CharField("alasan ditarik", max_length=300, blank=True, editable=False)

    objects = scoped(published_down="region__code")

    class Meta:
        verbose_name = "pustaka pedoman"
        verbose_name_plural = "pustaka pedoman"
        ordering = ["-programme_year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "title", "programme_year"], name="library_title_once",
                violation_error_message="Dokumen dengan judul dan tahun ini sudah ada di pustaka.",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("institutions:library-document", args=[self.uid])


class LessonQuerySet(ScopedQuerySet):
    """Lessons of the own territory, and those that others share: the FCU is also a room to exchange experience (V).

    One that was taken back is no longer shared.
    """

    def visible_to(self, assignment):
        if assignment is None:
            return self.none()
        if assignment.territory == ROOT_CODE:  # an empty condition would leave only the shared ones
            return self
        return self.filter(models.Q(is_shared=True, withdrawn_on=None) | within(assignment.territory))


class Lesson(BaseRow):
    """A shortcoming or experience of the trial and what is suggested; an office above may answer (V)."""

    class Aspect(models.TextChoices):
        INSTITUTION = "institution", "Kelembagaan"
        ACTIVITY = "activity", "Kegiatan"
        PARTNERSHIP = "partnership", "Kemitraan dan dukungan"
        OUTCOME = "outcome", "Hasil yang dicapai"
        OTHER = "other", "Lainnya"

    region = models.ForeignKey(Region, models.PROTECT, related_name="lessons", verbose_name="wilayah")
    noted_on = models.DateField("tanggal")
    aspect = models.CharField("aspek", max_length=12, choices=Aspect)
    experience = models.TextField("pengalaman atau kekurangan", max_length=2000)
    suggestion = models.TextField("saran perbaikan", max_length=2000)
    is_shared = models.BooleanField("bagikan kepada FCU lain", default=True)
    noted_by = models.CharField("dicatat oleh", max_length=160, editable=False)
    answer = models.TextField("tanggapan", max_length=2000, blank=True)
    answered_on = models.DateField("ditanggapi pada", null=True, blank=True, editable=False)
    answered_by = models.CharField("ditanggapi oleh", max_length=160, blank=True, editable=False)
    withdrawn_on = models.DateField("ditarik pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan ditarik", max_length=300, blank=True, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan pembelajaran"
        verbose_name_plural = "catatan pembelajaran"
        ordering = ["-noted_on", "-id"]

    def __str__(self):
        return self.experience[:80]

    def get_absolute_url(self):
        return reverse("institutions:lesson", args=[self.uid])
