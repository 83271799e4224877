"""Partnerships with source systems (III.A.4.2(5), III.B.5.6(5)): what was agreed with whom, from when until when."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from fcu_project.models import BaseRow, StoredFile
from institutions.models import Institution, Region
from institutions.models.person import fold
from institutions.reach import ScopedQuerySet


class PartnershipQuerySet(ScopedQuerySet):
    def active_on(self, day):
        """Those in force on `day`: begun, not run out, not ended before."""
        runs = Q(valid_until=None) | Q(valid_until__gte=day)
        return self.filter(runs, Q(ended_on=None) | Q(ended_on__gt=day), valid_from__lte=day)

    def over_on(self, day):
        """Those that ran out or were ended."""
        return self.filter(Q(valid_until__lt=day) | Q(ended_on__lte=day))


class Partnership(BaseRow):
    """One agreement of the FCU with a partner. A renewed one is a new row that `renews` the old."""

    class Form(models.TextChoices):
        REFERRAL = "referral", "Menerima rujukan"
        SERVICE = "service", "Pelayanan bersama"
        EXPERT = "expert", "Tenaga ahli atau narasumber"
        FUNDS = "funds", "Dukungan dana atau barang"
        PLACE = "place", "Tempat atau peralatan"
        TRAINING = "training", "Pelatihan dan pemagangan"
        OTHER = "other", "Lainnya"

    class Basis(models.TextChoices):
        SPOKEN = "spoken", "Kesepakatan lisan"
        LETTER = "letter", "Surat kesediaan"
        AGREEMENT = "agreement", "Naskah kerja sama (MoU)"

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="partnerships", editable=False, verbose_name="desa/kelurahan"
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="partnerships", verbose_name="lembaga mitra"
    )
    partner = models.CharField("nama mitra", max_length=120)
    search_name = models.CharField(max_length=120, editable=False)
    form = models.CharField("bentuk kerja sama", max_length=10, choices=Form)
    basis = models.CharField("dasar", max_length=10, choices=Basis)
    number = models.CharField("nomor naskah/surat", max_length=60, blank=True)
    subject = models.CharField("yang disepakati", max_length=500)
    partner_does = models.CharField("yang dilakukan mitra", max_length=500, blank=True)
    unit_does = models.CharField("yang dilakukan FCU", max_length=500, blank=True)
    signer = models.CharField("penanda tangan mitra", max_length=100, blank=True)
    signer_post = models.CharField("jabatannya", max_length=100, blank=True)
    contact = models.CharField("penghubung", max_length=100, blank=True)
    phone = models.CharField("nomor HP/telepon", max_length=15, blank=True)
    valid_from = models.DateField("berlaku sejak")
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    ended_on = models.DateField("berakhir pada", null=True, blank=True, editable=False)
    end_reason = models.CharField("sebab berakhir", max_length=300, blank=True, editable=False)
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="pindaian naskah",
    )  # fmt: skip
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="renewed_by",
        verbose_name="memperpanjang",
    )  # fmt: skip
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = "kemitraan"
        verbose_name_plural = "kemitraan"
        ordering = ["search_name", "id"]
        indexes = [models.Index(fields=["region", "search_name", "id"], name="partners_of_a_village")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="partnership_dates_in_order",
                violation_error_message="Tanggal akhir tidak boleh mendahului tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | (Q(ended_on__gte=F("valid_from")) & ~Q(end_reason="")),
                name="partnership_ends_with_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.partner

    def save(self, *args, **kwargs):
        self.search_name = fold(self.partner)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("referrals:partnership", args=[self.uid])

    def renewed_by_or_none(self):
        """The partnership that renews this one, or None."""
        return getattr(self, "renewed_by", None)

    @property
    def last_day(self):
        """The last day on which it is in force, None while it has no end."""
        days = [day for day in (self.valid_until, self.ended_on) if day]
        return min(days) if days else None

    def state_on(self, day):
        """Berlaku, Belum berlaku, Habis masa berlakunya, Diakhiri or Dibatalkan, on `day` (SRC-03)."""
        if self.ended_on and self.ended_on <= day:
            return "Diakhiri"
        if self.ended_on == self.valid_from:
            return "Dibatalkan"
        if self.valid_until and self.valid_until < day:
            return "Habis masa berlakunya"
        return "Berlaku" if self.valid_from <= day else "Belum berlaku"
