"""Letters that came in, and guests who came: the books an office keeps at its desk (domain 5.3, 5.27)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, StoredFile
from institutions.models.document import Book, IssuedDocument
from institutions.models.fcu import FamilyCareUnit
from institutions.models.region import Region
from institutions.reach import scoped


class IncomingLetter(BaseRow):
    """A letter that an office received. Its agenda number counts up within the office's book and year."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="incoming_letters", verbose_name="wilayah")
    book = models.CharField("buku", max_length=6, choices=Book, editable=False)
    agenda_number = models.PositiveIntegerField("nomor agenda", editable=False)
    year = models.PositiveSmallIntegerField(editable=False)
    received_on = models.DateField("diterima pada")
    number = models.CharField("nomor surat", max_length=80, blank=True)
    dated_on = models.DateField("tanggal surat", null=True, blank=True)
    sender = models.CharField("pengirim", max_length=160)
    subject = models.CharField("perihal", max_length=200)
    disposition = models.CharField("diteruskan kepada, untuk apa", max_length=300, blank=True)
    note = models.CharField("keterangan", max_length=300, blank=True)
    answered_by = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="answers",
        verbose_name="dijawab dengan surat",
    )  # fmt: skip
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="pindaian"
    )
    withdrawn_on = models.DateField("dicoret pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan dicoret", max_length=300, blank=True, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "surat masuk"
        verbose_name_plural = "surat masuk"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "book", "year", "agenda_number"], name="agenda_number_once"),
            models.CheckConstraint(
                condition=Q(dated_on=None) | Q(received_on__gte=models.F("dated_on")), name="received_after_written",
                violation_error_message="Surat tidak bisa diterima sebelum tanggal suratnya.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Surat masuk {self.agenda_number}/{self.year}: {self.subject}"

    def get_absolute_url(self):
        return reverse("institutions:incoming", args=[self.uid])


class GuestEntry(BaseRow):
    """A visitor at the secretariat of the FCU, as in its guest book. A client who comes for help is no entry here."""

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="guests", verbose_name="FCU")
    came_on = models.DateField("tanggal")
    name = models.CharField("nama", max_length=100)
    origin = models.CharField("asal atau lembaga", max_length=120)
    purpose = models.CharField("keperluan", max_length=200)
    met = models.CharField("bertemu dengan", max_length=100, blank=True)
    note = models.CharField("kesan dan pesan", max_length=300, blank=True)
    withdrawn_on = models.DateField("dicoret pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan dicoret", max_length=300, blank=True, editable=False)

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "tamu"
        verbose_name_plural = "buku tamu"
        ordering = ["-came_on", "-id"]

    def __str__(self):
        return f"{self.name}, {self.origin}"
