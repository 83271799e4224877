"""What was taught at a meeting, by whom; and what the PSKS stated together when they were made aware (II.F.5)."""

from django.db import models

from fcu_project.models import BaseRow
from institutions.guidance import Provider
from institutions.models.institution import TypeQuerySet
from institutions.models.meeting import Meeting
from institutions.reach import scoped


class GuidanceTopic(models.Model):
    """A topic of technical guidance, as data: each of the seven providers has its own (II.F.5.2)."""

    code = models.SlugField("kode", max_length=40, unique=True)
    provider = models.CharField("pemberi bimbingan", max_length=16, choices=Provider)
    text = models.CharField("materi", max_length=300)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("dipakai", default=True)

    objects = TypeQuerySet.as_manager()

    class Meta:
        verbose_name = "materi bimbingan teknis"
        verbose_name_plural = "materi bimbingan teknis"
        ordering = ["order", "code"]

    def __str__(self):
        return self.text


class GuidanceSession(BaseRow):
    """The teaching side of a meeting: by whom, what, how, and what changed in knowledge, attitude and action."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="guidance", verbose_name="pertemuan")
    provider = models.CharField("pemberi bimbingan", max_length=16, choices=Provider)
    speaker = models.CharField("nama narasumber", max_length=160, blank=True)
    topics = models.ManyToManyField(GuidanceTopic, through="GuidanceSessionTopic", verbose_name="materi")
    material = models.TextField("materi", max_length=2000, blank=True, help_text="Satu materi per baris.")
    method = models.CharField("metode", max_length=200, blank=True, help_text="Contoh: ceramah, diskusi, praktik.")
    audience = models.CharField("untuk siapa", max_length=200, blank=True)
    knowledge = models.CharField("pengetahuan yang bertambah", max_length=500, blank=True)
    attitude = models.CharField("sikap yang tumbuh", max_length=500, blank=True)
    action = models.CharField("tindakan yang akan dilakukan", max_length=500, blank=True)

    objects = scoped(scope="meeting__keeper__code")

    class Meta:
        verbose_name = "catatan bimbingan"
        verbose_name_plural = "catatan bimbingan"

    def __str__(self):
        return f"{self.get_provider_display()}, {self.meeting}"

    def taught(self):
        """What was taught, line by line, whether ticked or written."""
        ticked = [topic.text for topic in self.topics.order_by("order", "code")]
        return [*ticked, *(line.strip(" -•") for line in self.material.splitlines() if line.strip())]


class GuidanceSessionTopic(models.Model):
    session = models.ForeignKey(GuidanceSession, models.CASCADE)
    topic = models.ForeignKey(GuidanceTopic, models.PROTECT)

    class Meta:
        verbose_name = "materi pada bimbingan"
        verbose_name_plural = "materi pada bimbingan"
        constraints = [models.UniqueConstraint(fields=["session", "topic"], name="topic_once_per_session")]

    def __str__(self):
        return str(self.topic)


class Awareness(BaseRow):
    """The four things that PSKS state together when they become aware of their synergy (II.F.5)."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="awareness", verbose_name="pertemuan")
    activities = models.TextField("kegiatan yang dilaksanakan", max_length=2000)
    procedure = models.TextField("prosedur pelayanan", max_length=2000)
    problems = models.TextField("permasalahan di masyarakat", max_length=2000)
    needs = models.TextField("kebutuhan di masyarakat", max_length=2000)

    objects = scoped(scope="meeting__keeper__code")

    class Meta:
        verbose_name = "rumusan penyadaran"
        verbose_name_plural = "rumusan penyadaran"

    def __str__(self):
        return f"Rumusan {self.meeting}"
