"""How mentoring goes on: the pioneer's monthly report, consultations, coaching, and who accompanies the pioneers."""

from django.db import models
from django.db.models import Q

from families.models.family import Family
from families.models.pairing import FamilyRowQuerySet, FourChanges, Pairing
from families.models.participation import Participation
from families.models.reference import Way
from fcu_project.models import BaseRow
from institutions.models import Institution, Person, Region
from institutions.reach import ScopedQuerySet, scoped


class ProgressReport(FourChanges, BaseRow):
    """A pioneer's report on one plasma family for one month (III.A.6.2(8), 5.3(1)(8)), in the order of the paper."""

    pairing = models.ForeignKey(
        Pairing, models.PROTECT, related_name="progress_reports", verbose_name="pendampingan"
    )
    family = models.ForeignKey(Family, models.PROTECT, related_name="progress_reports", editable=False)
    period = models.DateField("bulan")  # the first day of the month that is reported on
    contacts = models.PositiveSmallIntegerField("jumlah kontak")
    done = models.CharField("yang dikerjakan", max_length=500, blank=True)
    obstacle = models.CharField("hambatan", max_length=500, blank=True)
    request = models.CharField("yang diminta kepada FCU", max_length=500, blank=True)
    reported_on = models.DateField("diserahkan pada")
    answer = models.CharField("jawaban FCU", max_length=500, blank=True, editable=False)
    answered_on = models.DateField("dijawab pada", null=True, blank=True, editable=False)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="pendamping"
    )
    from_paper = models.BooleanField("diketik dari kertas", default=False, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = FamilyRowQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan kemajuan"
        verbose_name_plural = "laporan kemajuan"
        ordering = ["-period", "-id"]
        indexes = [models.Index(fields=["family", "period"], name="progress_of_a_family")]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "period"], name="one_progress_report_a_month",
                violation_error_message="Laporan kemajuan bulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__gte=models.F("period")), name="reported_in_the_month_or_after"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Laporan kemajuan {self.period:%m-%Y}"


class Consultation(BaseRow):
    """A plasma family asked for advice: of its companion or of another source, PSKS among them (III.A.7.2(3))."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="consultations", verbose_name="keluarga")
    held_on = models.DateField("tanggal")
    pairing = models.ForeignKey(
        Pairing, models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name="dengan pendamping"
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dengan PSKS"
    )
    adviser = models.CharField("nama yang memberi saran", max_length=100, blank=True)
    topic = models.CharField("yang ditanyakan", max_length=300)
    advice = models.CharField("saran yang diberikan", max_length=500, blank=True)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = FamilyRowQuerySet.as_manager()

    class Meta:
        verbose_name = "konsultasi keluarga"
        verbose_name_plural = "konsultasi keluarga"
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pairing__isnull=False) | Q(institution__isnull=False) | ~Q(adviser=""),
                name="consultation_names_whom",
                violation_error_message="Pilih pendamping atau PSKS, atau tuliskan namanya.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.topic


class CoachingQuerySet(ScopedQuerySet):
    scope = "region__code"

    def held(self):
        """Sessions of which it was written down who came; one that is only planned is none yet."""
        came = CoachingAttendance._base_manager.filter(coaching=models.OuterRef("pk"), present=True)
        return self.filter(models.Exists(came))


class Coaching(BaseRow):
    """A session that builds the capacity of pioneers, or of plasma families by pioneers (III.A.4.1.5(a-b))."""

    class Group(models.TextChoices):
        PIONEERS = "pioneers", "Keluarga pionir"
        PLASMA = "plasma", "Keluarga dampingan, oleh keluarga pionir"

    region = models.ForeignKey(Region, models.PROTECT, related_name="coachings", editable=False)
    group = models.CharField("untuk", max_length=8, choices=Group)
    way = models.CharField("cara pemberdayaan", max_length=12, choices=Way, default=Way.GUIDANCE)
    held_on = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=150, blank=True)
    topic = models.CharField("materi", max_length=300)
    method = models.CharField("metode", max_length=150, blank=True)
    coach = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="coached", verbose_name="keluarga pionir"
    )
    provider = models.CharField("pembina/narasumber", max_length=150, blank=True)
    result = models.CharField("hasil", max_length=500, blank=True)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = CoachingQuerySet.as_manager()

    class Meta:
        verbose_name = "pembinaan keluarga"
        verbose_name_plural = "pembinaan keluarga"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["region", "held_on"], name="coaching_of_a_village")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(group="plasma") | Q(coach__isnull=False), name="plasma_coached_by_a_pioneer",
                violation_error_message="Pilih keluarga pionir yang membina.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.topic


class CoachingAttendance(BaseRow):
    """Whether a family that was asked to a coaching session came, and with how many people (III.A.7.2(1))."""

    coaching = models.ForeignKey(Coaching, models.CASCADE, related_name="attendances", verbose_name="pembinaan")
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="coaching_attendances", verbose_name="keluarga"
    )
    present = models.BooleanField("hadir", default=False)
    women = models.PositiveSmallIntegerField("perempuan yang hadir", default=0)
    men = models.PositiveSmallIntegerField("laki-laki yang hadir", default=0)

    objects = scoped(scope="coaching__region__code")

    class Meta:
        verbose_name = "kehadiran pembinaan"
        verbose_name_plural = "kehadiran pembinaan"
        ordering = ["participation__family__search_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["coaching", "participation"], name="one_attendance_per_coaching")
        ]

    def __str__(self):
        return str(self.participation.family)

    @property
    def people(self):
        """How many came of this family."""
        return self.women + self.men if self.present else 0


class AccompanyingVisitQuerySet(ScopedQuerySet):
    """A pioneer reads what was written about the visits to their own family."""

    def own_rows(self, assignment):
        return Q(pioneer__representative__uid=assignment.actor_uid)


class AccompanyingVisit(BaseRow):
    """The FCU accompanies a pioneer family (III.B.6.7(5)); the TKSK the FCU, or a pioneer family (III.B.6.5(4))."""

    class Visitor(models.TextChoices):
        FCU = "fcu", "FCU"
        TKSK = "tksk", "TKSK"

    class Kind(models.TextChoices):
        VISIT = "visit", "Kunjungan"
        PHONE = "phone", "Telepon"
        MEETING = "meeting", "Pertemuan"

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="accompanying_visits", verbose_name="desa/kelurahan"
    )
    by_whom = models.CharField("oleh", max_length=4, choices=Visitor, editable=False)
    visitor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nama petugas"
    )
    pioneer = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="accompanied",
        verbose_name="keluarga pionir",
    )  # fmt: skip
    held_on = models.DateField("tanggal")
    kind = models.CharField("bentuk", max_length=8, choices=Kind, default=Kind.VISIT)
    topic = models.CharField("yang dibicarakan", max_length=500)
    found = models.CharField("yang ditemukan", max_length=500, blank=True)
    agreed = models.CharField("yang disepakati", max_length=500, blank=True)
    next_on = models.DateField("kunjungan berikutnya", null=True, blank=True)
    from_paper = models.BooleanField("diketik dari kertas", default=False, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = AccompanyingVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "kunjungan pendampingan"
        verbose_name_plural = "kunjungan pendampingan"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["region", "held_on"], name="visits_of_a_village")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(by_whom="fcu") | Q(pioneer__isnull=False), name="fcu_visits_a_pioneer",
                violation_error_message="Pilih keluarga pionir yang dikunjungi.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on:%d-%m-%Y}"
