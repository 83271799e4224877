"""What a family said: willing or not, and whether its data may be used. A refusal is kept."""

from django.db import models
from django.db.models import Q

from families.models.participation import Participation
from fcu_project.models import BaseRow, FromPaper
from institutions.models import Person
from institutions.reach import scoped


class Consent(FromPaper, BaseRow):
    """One signed answer for one purpose (III.B.5.2(4)). Both spouses sign, or one with a reason for the other."""

    class Purpose(models.TextChoices):
        TAKING_PART = "taking_part", "Kesediaan menjadi keluarga pionir atau plasma"
        DATA_USE = "data_use", "Pemakaian data keluarga"

    class Missing(models.TextChoices):
        NO_SPOUSE = "no_spouse", "Tidak punya pasangan"
        AWAY = "away", "Merantau"
        DIVORCED = "divorced", "Cerai"
        DIED = "died", "Meninggal"
        UNSAFE = "unsafe", "Tidak aman"

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="consents", verbose_name="keikutsertaan"
    )
    purpose = models.CharField("untuk", max_length=12, choices=Purpose)
    given = models.BooleanField("bersedia")
    answered_on = models.DateField("tanggal pernyataan")
    head_signed = models.BooleanField("kepala keluarga bertanda tangan", default=False)
    spouse_signed = models.BooleanField("suami/istri bertanda tangan", default=False)
    missing_reason = models.CharField(
        "sebab hanya satu yang bertanda tangan", max_length=10, choices=Missing, blank=True
    )
    thumbprint = models.BooleanField("dengan cap jempol", default=False)
    note = models.CharField("keterangan", max_length=500, blank=True)
    witness = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="saksi (pokja)"
    )
    interviewer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas"
    )
    text_version = models.PositiveSmallIntegerField(default=1, editable=False)
    withdrawn_on = models.DateField("ditarik pada", null=True, blank=True, editable=False)

    objects = scoped(scope="participation__family__region__code")

    class Meta:
        verbose_name = "pernyataan kesediaan"
        verbose_name_plural = "pernyataan kesediaan"
        ordering = ["-answered_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given=False)
                | Q(head_signed=True, spouse_signed=True)
                | (~Q(missing_reason="") & (Q(head_signed=True) | Q(spouse_signed=True))),
                name="both_sign_or_one_with_a_reason",
                violation_error_message="Kedua suami istri bertanda tangan, atau tuliskan sebab hanya satu.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_purpose_display()}: {'bersedia' if self.given else 'tidak bersedia'}"
