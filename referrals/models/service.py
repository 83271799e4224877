"""The directory of services: what an institution offers, to whom, under which conditions (III.B.5.5)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from families.models import ProblemType
from fcu_project.dates import months_before
from fcu_project.models import BaseRow
from institutions.models import Institution, Region
from institutions.models.region import within
from institutions.reach import ScopedQuerySet


class Sector(models.TextChoices):
    """The fields in which families are helped (III.A.4.1.2)."""

    SOCIAL = "social", "Sosial"
    HEALTH = "health", "Kesehatan"
    EDUCATION = "education", "Pendidikan"
    ECONOMY = "economy", "Ekonomi"
    OTHER = "other", "Lainnya"


class Survey(models.TextChoices):
    """How a source was found out about (III.B.5.5)."""

    OBSERVATION = "observation", "Pengamatan"
    DOCUMENTS = "documents", "Studi dokumen"
    INTERVIEW = "interview", "Wawancara"
    DISCUSSION = "discussion", "Diskusi"


class ServiceQuerySet(ScopedQuerySet):
    """The directory is published down: a village finds what its kecamatan and kabupaten offer."""

    published_down = "region__code"

    def offered(self):
        """Those that can be asked for now."""
        return self.filter(closed_on=None, institution__closed_on=None)

    def stale(self, before):
        """Those that nobody has checked since the day `before`."""
        return self.filter(checked_on__lt=before)

    def kept_in(self, territory):
        """Those that an office of this territory answers for."""
        return self.filter(within(territory))

    def matching_first(self, problem):
        """With `matches`: whether a service says that it helps with `problem`; those first (REF-01)."""
        served = Service.problems.through.objects.filter(service=models.OuterRef("pk"), problemtype=problem)
        return self.annotate(matches=models.Exists(served)).order_by("-matches", "institution__name", "name")


class Service(BaseRow):
    """One service of one institution. `region` is the institution's, so that the directory is found from below."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="services", verbose_name="lembaga")
    region = models.ForeignKey(Region, models.PROTECT, related_name="services", editable=False)
    name = models.CharField("pelayanan", max_length=120)
    sector = models.CharField("bidang", max_length=10, choices=Sector)
    problems = models.ManyToManyField(
        ProblemType, blank=True, related_name="services", verbose_name="membantu mengatasi masalah"
    )
    audience = models.CharField("bagi siapa", max_length=150, blank=True)
    address = models.CharField("tempat pelayanan", max_length=200, blank=True)
    contact = models.CharField("yang dihubungi", max_length=100, blank=True)
    phone = models.CharField("nomor HP/telepon pelayanan", max_length=15, blank=True)
    conditions = models.CharField("syarat", max_length=300, blank=True)
    hours = models.CharField("hari dan jam", max_length=100, blank=True)
    cost = models.CharField("biaya", max_length=100, blank=True)
    checked_on = models.DateField("diperiksa pada")
    surveyed = models.CharField("cara memperoleh keterangan", max_length=11, choices=Survey, blank=True)
    checked_by = models.CharField("diperiksa oleh", max_length=100, blank=True)
    closed_on = models.DateField("tidak ada lagi sejak", null=True, blank=True, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "pelayanan"
        verbose_name_plural = "pelayanan"
        ordering = ["institution__name", "name", "id"]
        indexes = [models.Index(fields=["region", "closed_on"], name="services_of_a_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"], condition=Q(closed_on=None), name="service_named_once",
                violation_error_message="Pelayanan dengan nama ini sudah tercatat untuk lembaga itu.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.institution.name}: {self.name}"

    def get_absolute_url(self):
        return reverse("referrals:service", args=[self.uid])

    @property
    def where(self):
        """Where it is given: its own place, else the address of the body."""
        return self.address or self.institution.address

    def is_stale(self, before):
        """Whether nobody has checked it since the day `before` (SRC-05)."""
        return self.checked_on < before


def stale_before(region, today):
    """Entries checked before this day are looked at again: twelve months back, unless the region says otherwise."""
    return months_before(today, int(region.setting("directory_stale_months")))
