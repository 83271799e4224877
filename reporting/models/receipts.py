"""What families bought with the stimulus, and the road of each original receipt up to the ministry (II.D.1.3(8–9))."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow, FromPaper, StoredFile
from institutions.models import Region
from institutions.reach import ScopedQuerySet
from reporting.models.stimulus import Disbursement
from reporting.money.purses import PAYABLE, Party


class ReceiptQuerySet(ScopedQuerySet):
    def addressed_rows(self, assignment):
        """The ministry sees what was sent to it."""
        sent = HandedReceipt.objects.filter(receipt=models.OuterRef("pk"), handover__cancelled_on=None)
        return Q(models.Exists(sent.filter(handover__receiver=Party.MINISTRY)))

    def standing(self):
        """Those that were not taken back."""
        return self.filter(withdrawn_on=None)

    def with_facts(self):
        return self.select_related("disbursement__grant__family", "region__parent", "photo")


class StimulusReceipt(BaseRow):
    """One original receipt (kuitansi or nota) of a family, in rupiah, and who holds it now (FUN-06).

    Its lines come to its amount. `holder` is who received it last; on which day it went where say its handovers.
    """

    disbursement = models.ForeignKey(Disbursement, models.PROTECT, related_name="receipts", editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    number = models.CharField("nomor pada kuitansi", max_length=60, blank=True)
    dated_on = models.DateField("tanggal kuitansi")
    seller = models.CharField("toko atau penjual", max_length=120)
    amount = models.BigIntegerField("jumlah (rupiah)", validators=PAYABLE)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    photo_print = models.CharField(max_length=64, blank=True, editable=False)
    no_photo_reason = models.CharField("mengapa tanpa foto", max_length=200, blank=True)
    holder = models.CharField("kuitansi asli ada di", max_length=8, choices=Party, default=Party.FAMILY, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)
    withdrawn_on = models.DateField("dibatalkan pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan dibatalkan", max_length=200, blank=True, editable=False)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "kuitansi keluarga"
        verbose_name_plural = "kuitansi keluarga"
        ordering = ["dated_on", "id"]
        indexes = [models.Index(fields=["region", "holder", "id"], name="receipts_by_holder")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="receipt_above_zero"),
            models.UniqueConstraint(
                fields=["photo_print"], condition=Q(withdrawn_on=None) & ~Q(photo_print=""),
                name="receipt_photo_used_once",
                violation_error_message="Foto kuitansi ini sudah dipakai.",
            ),
            models.UniqueConstraint(
                fields=["region", "seller", "number", "dated_on", "amount"],
                condition=Q(withdrawn_on=None) & ~Q(number=""), name="receipt_used_once",
                violation_error_message="Kuitansi dengan toko, nomor, tanggal, dan jumlah yang sama sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_reason=""), name="receipt_withdrawn_with_a_reason"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Kuitansi {self.number or self.seller}"

    def get_absolute_url(self):
        return reverse("reporting:receipt", args=[self.uid])


class ReceiptLine(models.Model):
    """One thing bought: the realisation by item, in rupiah."""

    receipt = models.ForeignKey(StimulusReceipt, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField("nomor")
    what = models.CharField("yang dibeli", max_length=120)
    volume = models.CharField("banyaknya", max_length=30, blank=True)
    amount = models.BigIntegerField("jumlah (rupiah)", validators=PAYABLE)

    class Meta:
        verbose_name = "baris kuitansi"
        verbose_name_plural = "baris kuitansi"
        ordering = ["order", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=1), name="receipt_line_above_zero")]

    def __str__(self):
        return self.what


class HandoverQuerySet(ScopedQuerySet):
    def _inside(self, assignment):
        """A village also sees what the Dinas gives back to its families."""
        inside = super()._inside(assignment)
        if assignment.level != "village":
            return inside
        back = HandedReceipt.objects.filter(handover=models.OuterRef("pk"), receipt__region=assignment.region_id)
        return inside | Q(models.Exists(back.filter(handover__receiver=Party.FAMILY)))

    def addressed_rows(self, assignment):
        """The ministry sees what was sent to it."""
        return Q(receiver=Party.MINISTRY, cancelled_on=None)


class ReceiptHandover(FromPaper, BaseRow):
    """Originals go from one hand to the next with a letter that lists them, and are signed for (FUN-06).

    `region` is where the giver is: the village, or the kabupaten of the Dinas. Until `received_on` they are on the
    way. The paper of the row is the signed list, where the receiving office recorded nothing itself.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    giver = models.CharField("dari", max_length=8, choices=Party, editable=False)
    receiver = models.CharField("kepada", max_length=8, choices=Party)
    number = models.CharField("nomor surat pengantar", max_length=80, blank=True)
    sent_on = models.DateField("diserahkan pada")
    carrier = models.CharField("dibawa oleh", max_length=120)
    note = models.CharField("catatan", max_length=300, blank=True)
    received_on = models.DateField("diterima pada", null=True, blank=True, editable=False)
    received_by = models.CharField("diterima oleh", max_length=160, blank=True, editable=False)
    sent_by = models.CharField("dicatat oleh", max_length=160, editable=False)
    cancelled_on = models.DateField("dibatalkan pada", null=True, blank=True, editable=False)
    cancelled_reason = models.CharField("alasan dibatalkan", max_length=200, blank=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "serah terima kuitansi asli"
        verbose_name_plural = "serah terima kuitansi asli"
        ordering = ["-sent_on", "-id"]
        indexes = [models.Index(fields=["region", "id"], name="handovers_of_a_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=models.F("sent_on")), name="received_after_sent",
                violation_error_message="Tanggal diterima tidak boleh mendahului tanggal diserahkan.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"Serah terima {self.get_giver_display()} ke {self.get_receiver_display()}"

    def get_absolute_url(self):
        return reverse("reporting:handover", args=[self.uid])

    @property
    def is_open(self):
        return self.received_on is None and self.cancelled_on is None

    @property
    def at_once(self):
        """Whether giver and receiver sat at one table, so that no letter went along."""
        return bool(self.received_by) and self.received_by == self.sent_by


class HandedQuerySet(ScopedQuerySet):
    scope = "receipt__region__code"

    def addressed_rows(self, assignment):
        return Q(handover__receiver=Party.MINISTRY, handover__cancelled_on=None)


class HandedReceipt(models.Model):
    """One original in a handover: on the way (`arrived` None), arrived, or missing when the list was checked."""

    handover = models.ForeignKey(ReceiptHandover, models.CASCADE, related_name="rows")
    receipt = models.ForeignKey(StimulusReceipt, models.PROTECT, related_name="handed")
    arrived = models.BooleanField("sampai", null=True, blank=True, editable=False)
    note = models.CharField("catatan", max_length=200, blank=True)

    objects = HandedQuerySet.as_manager()

    class Meta:
        verbose_name = "kuitansi dalam serah terima"
        verbose_name_plural = "kuitansi dalam serah terima"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "receipt"], name="receipt_once_per_handover"),
            models.UniqueConstraint(
                fields=["receipt"], condition=Q(arrived=None), name="receipt_on_one_way_at_a_time",
                violation_error_message="Kuitansi ini sedang dalam perjalanan.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.receipt)
