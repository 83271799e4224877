"""What the FCU has to work with, and what it brings to the Musrenbang (III.B.3, III.B.6.6(4))."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from fcu_project.models import BaseRow
from institutions.models.fcu import FamilyCareUnit
from institutions.models.plan import PlanItem
from institutions.reach import scoped


class Facility(BaseRow):
    """One item of the inventory: secretariat, equipment, agenda and supporting documents."""

    class Kind(models.TextChoices):
        SECRETARIAT = "secretariat", "Kesekretariatan"
        NAME_BOARD = "name_board", "Papan nama"
        EQUIPMENT = "equipment", "Perlengkapan operasional"
        AGENDA = "agenda", "Agenda kegiatan"
        DOCUMENT = "document", "Dokumen penunjang"

    class Condition(models.TextChoices):
        GOOD = "good", "Baik"
        WORN = "worn", "Rusak ringan"
        BROKEN = "broken", "Rusak berat"

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="facilities", verbose_name="FCU")
    kind = models.CharField("jenis sarana", max_length=12, choices=Kind)
    name = models.CharField("nama barang", max_length=100)
    quantity = models.PositiveIntegerField("jumlah", default=1, validators=[MinValueValidator(1)])
    condition = models.CharField("keadaan", max_length=8, choices=Condition, default=Condition.GOOD)
    owner = models.CharField("milik siapa", max_length=100, help_text="Contoh: FCU, desa, pinjaman dari PKK.")
    since = models.DateField("dipakai sejak")
    gone_on = models.DateField("tidak ada lagi sejak", null=True, blank=True)

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "sarana FCU"
        verbose_name_plural = "sarana FCU"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gone_on=None) | Q(gone_on__gte=models.F("since")), name="facility_gone_after_since",
                violation_error_message="Tanggal tidak ada lagi harus setelah tanggal mulai dipakai.",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.name


class MusrenbangProposal(BaseRow):
    """What the FCU proposes to the Musrenbang of the kecamatan in a year, and what became of it."""

    class Result(models.TextChoices):
        WAITING = "waiting", "Menunggu hasil"
        ACCEPTED = "accepted", "Diterima"
        PARTLY = "partly", "Diterima sebagian"
        REJECTED = "rejected", "Tidak diterima"

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="musrenbang", verbose_name="FCU")
    year = models.PositiveSmallIntegerField(
        "tahun Musrenbang", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    item = models.CharField("usulan", max_length=200)
    reason = models.TextField("alasan", max_length=1000)
    estimated_cost = models.BigIntegerField(
        "perkiraan biaya (rupiah)", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    plan_item = models.OneToOneField(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="musrenbang", editable=False,
        verbose_name="kegiatan dalam rencana",
    )  # fmt: skip
    attended_on = models.DateField("FCU ikut Musrenbang kecamatan pada", null=True, blank=True)
    result = models.CharField("hasil", max_length=10, choices=Result, default=Result.WAITING)
    result_note = models.CharField("catatan hasil", max_length=500, blank=True)

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "usulan Musrenbang"
        verbose_name_plural = "usulan Musrenbang"
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "item"], name="musrenbang_item_once",
                violation_error_message="Usulan ini sudah tercatat untuk tahun itu.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.item} ({self.year})"
