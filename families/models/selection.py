"""What was decided about families in meetings: the ranking of the FGD, and who was designated."""

from django.db import models
from django.db.models import Q

from families.models.family import Family
from families.models.participation import Participation
from families.models.reference import Indicator
from fcu_project.models import BaseRow
from institutions.models import Meeting, PilotSite
from institutions.reach import scoped


class SelectionDecision(BaseRow):
    """One line of the FGD's ranking sheet (III.B.5.2(3)). It takes effect when the meeting is declared held."""

    class Choice(models.TextChoices):
        PIONEER = "pioneer", "Calon keluarga pionir"
        PLASMA = "plasma", "Keluarga plasma"
        NOT_CHOSEN = "not_chosen", "Belum dipilih"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="selections", verbose_name="FGD")
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="selections", verbose_name="calon keluarga"
    )
    rank = models.PositiveSmallIntegerField("urutan", null=True, blank=True)
    choice = models.CharField("keputusan", max_length=10, choices=Choice, blank=True)
    reason = models.CharField("alasan", max_length=500, blank=True)
    # Why a family is plasma (I.E.7): limited in carrying out its roles, in solving problems, in reaching services.
    limited_roles = models.BooleanField("kurang mampu menjalankan peran dan fungsi", default=False)
    limited_solving = models.BooleanField("kurang mampu mengatasi masalah", default=False)
    limited_access = models.BooleanField("kurang mampu menjangkau pelayanan", default=False)

    objects = scoped(scope="participation__family__region__code")

    class Meta:
        verbose_name = "keputusan FGD"
        verbose_name_plural = "keputusan FGD"
        ordering = [models.F("rank").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "participation"], name="decided_once_per_meeting"),
            models.CheckConstraint(
                condition=Q(choice="") | ~Q(reason=""), name="decision_has_a_reason",
                violation_error_message="Tuliskan alasan keputusannya.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.participation.family}: {self.get_choice_display()}"


class UnmetReason(BaseRow):
    """Why a family is to be a pioneer although an indicator is not met (FAM-10): written, never automatic."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="unmet_reasons")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="indikator")
    reason = models.CharField("alasan tetap memenuhi kriteria", max_length=500)

    objects = scoped(scope="participation__family__region__code")

    class Meta:
        verbose_name = "alasan atas indikator"
        verbose_name_plural = "alasan atas indikator"
        ordering = ["indicator__order"]
        constraints = [models.UniqueConstraint(fields=["participation", "indicator"], name="one_reason_per_indicator")]

    def __str__(self):
        return f"{self.indicator.code}: {self.reason}"


class Designation(BaseRow):
    """A family that a meeting designates: pioneers by berita acara (III.B.5.2(5)), plasma informally (III.B.5.4)."""

    class Place(models.TextChoices):
        PIONEER_HOME = "pioneer_home", "Rumah keluarga pionir"
        PLASMA_HOME = "plasma_home", "Rumah keluarga plasma"
        OTHER = "other", "Tempat lain"

    class Method(models.TextChoices):
        INTERVIEW = "interview", "Wawancara"
        DISCUSSION = "discussion", "Diskusi"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="designations", verbose_name="pertemuan")
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="designations", verbose_name="keluarga"
    )
    place_kind = models.CharField("jenis tempat", max_length=12, choices=Place, blank=True)
    method = models.CharField("metode", max_length=10, choices=Method, blank=True)

    objects = scoped(scope="participation__family__region__code")

    class Meta:
        verbose_name = "penetapan keluarga"
        verbose_name_plural = "penetapan keluarga"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "participation"], name="designated_once_per_meeting")]

    def __str__(self):
        return str(self.participation.family)


class PriorityDecision(BaseRow):
    """One line of the list of priority families that a meeting of the FCU agrees on (III.B.6.7(2)).

    It takes effect when the meeting is declared held; the latest held meeting that names a family is in force.
    """

    class Priority(models.IntegerChoices):
        FIRST = 1, "1 – didahulukan"
        SECOND = 2, "2 – berikutnya"
        THIRD = 3, "3 – dapat menunggu"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="priorities", verbose_name="rapat")
    family = models.ForeignKey(Family, models.PROTECT, related_name="priorities", verbose_name="keluarga")
    priority = models.PositiveSmallIntegerField("prioritas", choices=Priority)
    reason = models.CharField("alasan", max_length=300)

    objects = scoped(scope="family__region__code")

    class Meta:
        verbose_name = "prioritas sasaran"
        verbose_name_plural = "prioritas sasaran"
        ordering = ["priority", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "family"], name="prioritised_once_per_meeting"),
            models.CheckConstraint(condition=Q(priority__range=(1, 3)), name="priority_from_one_to_three"),
            models.CheckConstraint(
                condition=~Q(reason=""), name="priority_has_a_reason",
                violation_error_message="Tuliskan alasan prioritasnya.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.family}: {self.get_priority_display()}"


class Recipient(BaseRow):
    """A family collected as candidate recipient of empowerment with a proposed trial place (II.D.1.3(1))."""

    class State(models.TextChoices):
        COLLECTED = "collected", "Diusulkan desa"
        PREPARED = "prepared", "Disiapkan kabupaten"
        DROPPED = "dropped", "Tidak dilanjutkan"

    site = models.ForeignKey(PilotSite, models.PROTECT, related_name="recipients", verbose_name="usulan lokasi")
    family = models.ForeignKey(Family, models.PROTECT, related_name="recipient_rows", verbose_name="keluarga")
    support = models.CharField("pemberdayaan yang diusulkan", max_length=200)
    reason = models.CharField("alasan", max_length=300)
    collected_on = models.DateField("dikumpulkan pada")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.COLLECTED, editable=False)
    settled_on = models.DateField("diputuskan pada", null=True, blank=True, editable=False)
    settled_reason = models.CharField("alasan keputusan", max_length=300, blank=True, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)
    settled_by = models.CharField("diputuskan oleh", max_length=160, blank=True, editable=False)

    objects = scoped(scope="family__region__code")

    class Meta:
        verbose_name = "calon penerima pemberdayaan"
        verbose_name_plural = "calon penerima pemberdayaan"
        ordering = ["site", "family__search_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "family"], name="recipient_once_per_site",
                violation_error_message="Keluarga ini sudah ada di daftar calon penerima.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.family)
