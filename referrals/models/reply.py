"""What a service place answered: through the application, the one-time link, the paper slip or by phone (REF-09)."""

from django.db import models

from fcu_project.models import BaseRow, StoredFile
from institutions.models import IssuedDocument
from institutions.reach import ScopedQuerySet
from referrals.models.referral import Level, Referral


class ReplyQuerySet(ScopedQuerySet):
    scope = "referral__region__code"

    def addressed_rows(self, assignment):
        return models.Q(referral__level=Level.REGENCY, referral__sent_on__isnull=False)


class ReferralReply(BaseRow):
    """One answer. A place may first accept, later tell what it did; a refusal stays when another place is tried."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "Diterima, akan dilayani"
        SERVED = "served", "Sudah dilayani"
        REFUSED = "refused", "Tidak bisa melayani"
        REDIRECTED = "redirected", "Dialihkan ke lembaga lain"

    class Way(models.TextChoices):
        APP = "app", "Aplikasi"
        LINK = "link", "Tautan sekali pakai"
        PAPER = "paper", "Surat balasan"
        PHONE = "phone", "Telepon/WhatsApp"

    REFUSALS = (Kind.REFUSED, Kind.REDIRECTED)

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="replies", verbose_name="rujukan")
    letter = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, editable=False, related_name="replies",
        verbose_name="surat yang dijawab",
    )  # fmt: skip
    kind = models.CharField("jawaban", max_length=10, choices=Kind)
    way = models.CharField("lewat", max_length=5, choices=Way, editable=False)
    place_name = models.CharField("lembaga", max_length=120, editable=False)
    replied_on = models.DateField("tanggal jawaban")
    officer = models.CharField("nama petugas", max_length=100)
    service = models.CharField("pelayanan yang diberikan", max_length=500, blank=True)
    result = models.CharField("hasil", max_length=500, blank=True)
    follow_up = models.CharField("tindak lanjut yang diharapkan", max_length=500, blank=True)
    reason = models.CharField("alasan", max_length=500, blank=True)
    redirected_to = models.CharField("dialihkan ke", max_length=120, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "balasan rujukan"
        verbose_name_plural = "balasan rujukan"
        ordering = ["replied_on", "id"]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.place_name}"

    @property
    def is_refusal(self):
        return self.kind in self.REFUSALS

    @property
    def is_final(self):
        """Whether the place has said all it has to say; an acceptance is followed by what was done."""
        return self.kind != self.Kind.ACCEPTED
