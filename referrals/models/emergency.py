"""Help first, paper after: an emergency told by phone at once, LK3 and the paper within a day (III.B.5.7)."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from families.models import Family, Need
from fcu_project.models import BaseRow
from institutions.models import Person, Region
from institutions.reach import ScopedQuerySet
from referrals.models.referral import Referral

PAPER_WITHIN = timedelta(hours=24)


class EmergencyQuerySet(ScopedQuerySet):
    def addressed_rows(self, assignment):
        """LK3 sees those it was told of, and those it wrote down itself."""
        return Q(lk3_told_at__isnull=False) | Q(keeper=assignment.region_id)

    def unwritten(self):
        """Those of which LK3 was not told yet, or that lack their paper: a draft is none yet."""
        return self.filter(Q(lk3_told_at=None) | Q(referral__sent_on=None, no_paper_reason=""))

    def with_facts(self):
        """With what a list or a page says of each."""
        return self.select_related("region", "keeper", "family", "referral__letter")

    def overdue(self, now=None):
        """REF-15: still unwritten a day after the call."""
        return self.unwritten().filter(called_at__lt=(now or timezone.now()) - PAPER_WITHIN)


class Emergency(BaseRow):
    """A call for help to police, UPTD PPA, Puskesmas or another rescuer. Nothing stands before it: no gate, no consent.

    `client` is said in initials or as "seorang anak laki-laki": the register is read by the office. What needs secrecy
    (violence, trafficking, a child in conflict with the law) is a secret case, not this.
    """

    class Place(models.TextChoices):
        POLICE = "police", "Polisi"
        UPTD_PPA = "uptd_ppa", "UPTD PPA"
        HEALTH = "health", "Puskesmas/rumah sakit"
        RESCUE = "rescue", "Damkar/BPBD/SAR"
        SOCIAL = "social", "Dinas Sosial/rumah aman"
        OTHER = "other", "Lainnya"

    region = models.ForeignKey(Region, models.PROTECT, related_name="emergencies", verbose_name="desa/kelurahan")
    keeper = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    family = models.ForeignKey(
        Family, models.PROTECT, null=True, blank=True, related_name="emergencies", verbose_name="keluarga"
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="emergencies", verbose_name="kebutuhan"
    )
    client = models.CharField("klien (inisial atau sebutan)", max_length=100, blank=True)
    client_sex = models.CharField("jenis kelamin klien", max_length=6, choices=Person.Sex, blank=True)
    happened = models.CharField("yang terjadi", max_length=500)
    called_at = models.DateTimeField("menghubungi pada")
    place_kind = models.CharField("yang dihubungi", max_length=8, choices=Place)
    place_name = models.CharField("nama kantor", max_length=120, blank=True)
    spoken_to = models.CharField("berbicara dengan", max_length=100)
    phone = models.CharField("nomor yang dihubungi", max_length=20, blank=True)
    result = models.CharField("jawaban atau hasil", max_length=500)
    lk3_told_at = models.DateTimeField("LK3 diberi tahu pada", null=True, blank=True)
    lk3_told_whom = models.CharField("siapa di LK3", max_length=100, blank=True)
    referral = models.OneToOneField(
        Referral, models.PROTECT, null=True, blank=True, editable=False, related_name="emergency"
    )
    no_paper_reason = models.CharField("mengapa tanpa surat rujukan", max_length=300, blank=True, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        verbose_name = "rujukan darurat"
        verbose_name_plural = "rujukan darurat"
        ordering = ["-called_at", "-id"]
        indexes = [models.Index(fields=["region", "called_at"], name="emergencies_of_a_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(family__isnull=False) | ~Q(client=""), name="emergency_of_somebody",
                violation_error_message="Pilih keluarga, atau tuliskan siapa yang ditolong.",
            ),
            models.CheckConstraint(
                condition=Q(lk3_told_at=None) | ~Q(lk3_told_whom=""), name="emergency_told_to_somebody",
                violation_error_message="Tuliskan siapa di LK3 yang diberi tahu.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Darurat: {self.get_place_kind_display()}"

    def get_absolute_url(self):
        return reverse("referrals:emergency", args=[self.uid])

    @property
    def due_at(self):
        """Until when LK3 and the paper are to follow."""
        return self.called_at + PAPER_WITHIN

    @property
    def has_paper(self):
        """Whether its referral was sent, or it was written down why there is none."""
        sent = self.referral_id is not None and self.referral.sent_on is not None
        return sent or bool(self.no_paper_reason)

    @property
    def is_written(self):
        return self.lk3_told_at is not None and self.has_paper
