"""Before a pioneer's duty: the consolidation session, the five briefings, the action plan."""

from django.db import models

from families.models.family import Family
from families.models.participation import Participation
from families.models.reference import BriefingTopic, Way
from fcu_project.models import BaseRow
from institutions.models import Meeting
from institutions.reach import scoped

OF_FAMILY = "participation__family__region__code"
OF_PIONEER = "participation__representative__uid"


class ConsolidationSession(BaseRow):
    """What a consolidation meeting taught and how (III.B.5.3): materials beside the five briefings, methods."""

    class Material(models.TextChoices):
        PARENTING = "parenting", "Keterampilan pengasuhan"
        ECONOMIC = "economic", "Keterampilan ekonomi"
        HOUSEHOLD = "household", "Manajemen rumah tangga"
        OTHER = "other", "Lainnya"

    class Method(models.TextChoices):
        TALK = "talk", "Penyajian materi"
        DISCUSSION = "discussion", "Diskusi"
        ROLE_PLAY = "role_play", "Bermain peran"

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="consolidation", verbose_name="pemantapan")
    materials = models.JSONField("materi", default=list)
    other_material = models.CharField("materi lain", max_length=200, blank=True)
    methods = models.JSONField("metode", default=list)

    objects = scoped(scope="meeting__region__code")

    class Meta:
        verbose_name = "sesi pemantapan"
        verbose_name_plural = "sesi pemantapan"

    def __str__(self):
        return str(self.meeting)

    def material_labels(self):
        labels = [self.Material(m).label for m in self.materials if m != self.Material.OTHER]
        return [*labels, *([self.other_material] if self.other_material else [])]

    def method_labels(self):
        return [self.Method(m).label for m in self.methods]


class Briefing(BaseRow):
    """One of the five briefings given to one pioneer, in a consolidation meeting, on its date."""

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="briefings", verbose_name="keluarga pionir"
    )
    topic = models.ForeignKey(BriefingTopic, models.PROTECT, related_name="+", verbose_name="materi")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="briefings", verbose_name="pemantapan")
    given_on = models.DateField("diberikan pada")
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = scoped(scope=OF_FAMILY, own_path=OF_PIONEER)

    class Meta:
        verbose_name = "pembekalan"
        verbose_name_plural = "pembekalan"
        ordering = ["topic__number"]
        constraints = [models.UniqueConstraint(fields=["participation", "topic"], name="briefed_once_per_topic")]

    def __str__(self):
        return f"{self.topic} ({self.participation.family})"


class ActionPlanItem(BaseRow):
    """One line of a pioneer's action plan (III.B.5.3(5)), with the columns of the paper."""

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="plan_items", verbose_name="keluarga pionir"
    )
    number = models.PositiveSmallIntegerField("nomor", editable=False)
    family = models.ForeignKey(
        Family, models.PROTECT, null=True, blank=True, related_name="plan_items", verbose_name="keluarga dampingan"
    )
    way = models.CharField("cara pemberdayaan", max_length=12, choices=Way, blank=True)
    problem = models.CharField("masalah/kebutuhan", max_length=300)
    goal = models.CharField("tujuan", max_length=300)
    activity = models.CharField("kegiatan", max_length=300)
    period = models.CharField("waktu", max_length=100)
    source = models.CharField("sumber bantuan", max_length=200, blank=True)
    measure = models.CharField("ukuran berhasil", max_length=300, blank=True)
    result = models.CharField("realisasi", max_length=300, blank=True)
    done_on = models.DateField("terlaksana pada", null=True, blank=True)

    objects = scoped(scope=OF_FAMILY, own_path=OF_PIONEER)

    class Meta:
        verbose_name = "baris rencana aksi"
        verbose_name_plural = "rencana aksi"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["participation", "number"], name="plan_numbered_once")]

    def __str__(self):
        return f"{self.number}. {self.activity}"
