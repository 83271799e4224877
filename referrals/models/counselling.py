"""The book of consultations: a recorded family or anybody else who comes for advice (III.A.4.2(2), II.F.5.2(7)(1))."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from families.models import Family
from fcu_project.identity import SealedJSONField
from fcu_project.models import BaseRow
from institutions.models import Person, PlanItem, Region
from institutions.reach import ScopedQuerySet
from referrals.models.case import Case
from referrals.models.referral import Referral


class CounsellingQuerySet(ScopedQuerySet):
    scope = "keeper__code"  # a book of its own at each office: nobody above or below reads it

    def standing(self):
        """Those that were not taken back."""
        return self.filter(withdrawn_on=None)


class Counselling(BaseRow):
    """One consultation. A confidential one keeps client, issue and advice sealed in `words`; the plain columns stay
    empty, and it is read by who gave the advice or wrote it down; another officer opens it with a logged reason.
    """

    class Way(models.TextChoices):
        OFFICE = "office", "Datang ke sekretariat"
        VISIT = "visit", "Kunjungan rumah"
        PHONE = "phone", "Telepon/WhatsApp"
        EVENT = "event", "Pada kegiatan lain"

    SEALED = ("client", "topic", "advice", "follow_up")

    keeper = models.ForeignKey(Region, models.PROTECT, related_name="counsellings", editable=False)
    held_on = models.DateField("tanggal")
    way = models.CharField("cara", max_length=6, choices=Way, default=Way.OFFICE)
    family = models.ForeignKey(
        Family, models.PROTECT, null=True, blank=True, related_name="counsellings", verbose_name="keluarga"
    )
    client = models.CharField("nama klien", max_length=100, blank=True)
    client_sex = models.CharField("jenis kelamin", max_length=6, choices=Person.Sex)
    client_age = models.PositiveSmallIntegerField("umur (tahun)", null=True, blank=True)
    client_region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="asal desa/kelurahan"
    )
    is_returning = models.BooleanField("klien lanjutan", default=False)
    topic = models.CharField("yang dikonsultasikan", max_length=300, blank=True)
    advice = models.TextField("saran yang diberikan", max_length=1000, blank=True)
    follow_up = models.CharField("tindak lanjut", max_length=300, blank=True)
    is_confidential = models.BooleanField("rahasia", default=False)
    words = SealedJSONField(purpose="confidential counselling", editable=False)
    counsellor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="yang memberi saran"
    )
    recorder = models.ForeignKey(Person, models.PROTECT, null=True, editable=False, related_name="+")
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="counsellings",
        verbose_name="kegiatan dalam rencana",
    )  # fmt: skip
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="counsellings")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="counsellings")
    withdrawn_on = models.DateField("dibatalkan pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan dibatalkan", max_length=200, blank=True, editable=False)

    objects = CounsellingQuerySet.as_manager()

    class Meta:
        verbose_name = "konsultasi"
        verbose_name_plural = "konsultasi"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["keeper", "held_on"], name="counsellings_of_an_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_confidential=False) | Q(family=None, client="", topic="", advice="", follow_up=""),
                name="confidential_words_are_sealed",
            ),
            models.CheckConstraint(
                condition=Q(is_confidential=True) | (~Q(topic="") & (Q(family__isnull=False) | ~Q(client=""))),
                name="counselling_of_somebody",
                violation_error_message="Pilih keluarga, atau tuliskan nama klien.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return "Konsultasi rahasia" if self.is_confidential else self.topic

    def get_absolute_url(self):
        return reverse("referrals:counselling", args=[self.uid])

    @property
    def called(self):
        """Who came, as lists and books say it; of a confidential one nothing."""
        if self.is_confidential:
            return ""
        return self.family.called if self.family_id else self.client
