"""The incidental report on one case that was handled: masked, confidential, to the Dinas (III.C.2.5, REP-03)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.identity import SealedJSONField
from fcu_project.models import StagedRow
from institutions.models import Region
from institutions.reach import ScopedQuerySet
from referrals.models import Case
from reporting.models.report import Frozen, PartQuerySet


class IncidentQuerySet(ScopedQuerySet):
    def addressed_rows(self, assignment):
        return Q(sent_on__isnull=False)

    def with_facts(self):
        return self.select_related("region", "case")


class IncidentReport(StagedRow):
    """Draf → Terkirim → Dikembalikan | Diterima. The words are sealed; whose case it is stands in the case alone.

    `words` holds chronology, actions, parties, result, follow_up, and how the person is told of (`masked`): sex, age
    group, initials, never a name, number or address. A secret case has none: it is no case of this kind. What the Dinas
    reads stands in the versions; this row is what the FCU works on.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draf"
        SENT = "sent", "Terkirim"
        RETURNED = "returned", "Dikembalikan"
        RECEIVED = "received", "Diterima"

    OPEN = (Stage.DRAFT, Stage.RETURNED)
    PARTS = (
        ("chronology", "Kronologi"), ("actions", "Tindakan"), ("parties", "Pihak yang terlibat"), ("result", "Hasil"),
        ("follow_up", "Tindak lanjut"),
    )  # fmt: skip

    stage = models.CharField("tahap", max_length=8, choices=Stage, default=Stage.DRAFT, editable=False)
    case = models.OneToOneField(
        Case, models.PROTECT, related_name="incident_report", editable=False, verbose_name="kasus"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="incident_reports", editable=False, verbose_name="desa/kelurahan"
    )
    number = models.CharField("nomor", max_length=30, unique=True, editable=False)
    happened_on = models.DateField("tanggal kejadian atau kasus dibuka")
    words = SealedJSONField(purpose="incident report", editable=False)
    sent_on = models.DateField("dikirim pada", null=True, blank=True, editable=False)
    sent_by = models.UUIDField(null=True, blank=True, editable=False)
    sent_by_words = models.CharField("dikirim oleh", max_length=160, blank=True, editable=False)
    returned_on = models.DateField("dikembalikan pada", null=True, blank=True, editable=False)
    returned_by_words = models.CharField("dikembalikan oleh", max_length=160, blank=True, editable=False)
    received_on = models.DateField("diterima pada", null=True, blank=True, editable=False)
    received_by_words = models.CharField("diterima oleh", max_length=160, blank=True, editable=False)
    # Where the Dinas has no account here: the number under which its office took the paper.
    paper_number = models.CharField("nomor tanda terima pada kertas", max_length=60, blank=True, editable=False)
    # What was done with each version sent: [{step, on, by, note, version}], the oldest first. A note may name people.
    notes = SealedJSONField(purpose="incident notes", default=list, editable=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan insidental"
        verbose_name_plural = "laporan insidental"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "sent_on"], name="incidents_of_a_place")]

    def __str__(self):
        return f"Laporan insidental {self.number}"

    def get_absolute_url(self):
        return reverse("reporting:incident", args=[self.uid])

    @property
    def is_open(self):
        return self.stage in self.OPEN

    def latest_version(self):
        return self.versions.order_by("-number").first()


class IncidentVersion(Frozen):
    """What was sent, as it was sent, with `happened_on` among its words; never changed."""

    report = models.ForeignKey(IncidentReport, models.PROTECT, related_name="versions", editable=False)
    number = models.PositiveSmallIntegerField("versi", editable=False)
    sent_on = models.DateField("dikirim pada", editable=False)
    sent_by_words = models.CharField("dikirim oleh", max_length=160, editable=False)
    words = SealedJSONField(purpose="incident report", editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan insidental terkirim"
        verbose_name_plural = "laporan insidental terkirim"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="incident_versions_numbered_once")]
