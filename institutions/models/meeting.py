"""One model for every meeting: who was invited, who came, what was said and decided."""

from django.db import models
from django.urls import reverse

from fcu_project.models import BaseRow, FromPaper, StagedRow
from institutions.meetings import KINDS, Element, Kind
from institutions.models.institution import Institution
from institutions.models.person import Person
from institutions.models.region import Region, ancestor_codes
from institutions.reach import ScopedQuerySet, scoped


class MeetingQuerySet(ScopedQuerySet):
    published_down = "purposes__counts_in__code"

    def unlocking(self, kind, region):
        """Held meetings that count as `kind` for `region`: its own, and those held above it."""
        return self.filter(
            stage=Meeting.Stage.HELD,
            purposes__kind=kind,
            purposes__counts_in__code__in=ancestor_codes(region.code),
        ).distinct()

    def latest_by(self, day):
        """The latest one on or before `day`; where there is none, the first one after it; None where there is none."""
        rows = self.order_by("-held_on", "-id")
        return rows.filter(held_on__lte=day).first() or rows.last()


class Meeting(FromPaper, StagedRow):
    """A meeting or event, planned and then held. Held above a village, it counts for every village below."""

    class Stage(models.TextChoices):
        PLANNED = "planned", "Direncanakan"
        HELD = "held", "Terlaksana"
        CANCELLED = "cancelled", "Batal"

    class Method(models.TextChoices):
        CONSENSUS = "consensus", "Musyawarah mufakat"
        VOTE = "vote", "Suara terbanyak"

    stage = models.CharField("tahap", max_length=10, choices=Stage, default=Stage.PLANNED, editable=False)
    kind = models.CharField("jenis pertemuan", max_length=30, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="meetings", verbose_name="wilayah")
    keeper = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name="dicatat di")
    held_on = models.DateField("tanggal")
    starts_at = models.TimeField("mulai pukul", null=True, blank=True)
    ends_at = models.TimeField("selesai pukul", null=True, blank=True)
    place = models.CharField("tempat", max_length=160)
    agenda = models.TextField("acara", max_length=1000, help_text="Satu acara per baris.")
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pemimpin rapat"
    )
    note_taker = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="notulis"
    )
    minutes = models.TextField("jalannya pembahasan (notulen)", max_length=8000, blank=True)
    method = models.CharField("cara mengambil keputusan", max_length=10, choices=Method, blank=True)
    votes_for = models.PositiveIntegerField("suara setuju", null=True, blank=True)
    votes_against = models.PositiveIntegerField("suara tidak setuju", null=True, blank=True)
    objections = models.TextField("keberatan yang disampaikan", max_length=2000, blank=True)
    also_held = models.JSONField(default=list, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "pertemuan"
        verbose_name_plural = "pertemuan"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["region", "held_on"], name="meeting_region_date")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None)
                | models.Q(starts_at=None)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message="Jam selesai harus setelah jam mulai.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.region}"

    def get_absolute_url(self):
        return reverse("institutions:meeting-detail", args=[self.uid])

    @property
    def rule(self):
        """This meeting's row in the table of meetings."""
        return KINDS[self.kind]

    @property
    def told_by_paper(self):
        """Held above the office that keeps it: that office has the paper, not the list of who came or the minutes."""
        return self.from_paper and len(self.keeper.code) > len(self.region.code)

    @property
    def counts_below(self):
        """The region for which, with all below it, it counts: where it was held, or only the lower office that has its
        paper, so that one village's paper never opens another village's gate."""
        return self.keeper if self.told_by_paper else self.region

    @property
    def present(self):
        return self.attendances.filter(present=True)

    def present_counts(self):
        """{element: (women, men)} of those present, and the total under None."""
        counts = {None: (0, 0)}
        for element, sex in self.present.values_list("element", "person__sex"):
            for key in (element, None):
                women, men = counts.get(key, (0, 0))
                counts[key] = (women + (sex == "female"), men + (sex == "male"))
        return counts

    def agenda_items(self):
        return [line.strip(" -•") for line in self.agenda.splitlines() if line.strip()]


class MeetingPurpose(models.Model):
    """What a meeting counts as, and for which region and everything below it. A joint event has several."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="purposes")
    kind = models.CharField(max_length=30, choices=Kind)
    counts_in = models.ForeignKey(Region, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kegunaan pertemuan"
        verbose_name_plural = "kegunaan pertemuan"
        constraints = [models.UniqueConstraint(fields=["meeting", "kind", "counts_in"], name="one_purpose_each")]
        indexes = [models.Index(fields=["kind", "counts_in"], name="purpose_lookup")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.counts_in}"


class AttendanceQuerySet(ScopedQuerySet):
    """Attendees are not published down: only the office that keeps the meeting and those above it see them."""

    scope = "meeting__keeper__code"


class Attendance(BaseRow):
    """One person invited to or present at a meeting; a person counts once, whatever hats they wear."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name="pertemuan")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", verbose_name="orang")
    element = models.CharField("unsur", max_length=20, choices=Element)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="lembaga"
    )
    position = models.CharField("jabatan", max_length=100, blank=True)
    invited = models.BooleanField("diundang", default=True)
    present = models.BooleanField("hadir", default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "peserta"
        verbose_name_plural = "peserta"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="person_counts_once",
                violation_error_message="Orang ini sudah ada di daftar peserta.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.person.name}, {self.get_element_display()}"


class Decision(BaseRow):
    """One decision of a meeting, with who carries it out and by when."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name="pertemuan")
    number = models.PositiveSmallIntegerField("nomor")
    text = models.TextField("keputusan", max_length=1000)
    owner = models.CharField("penanggung jawab", max_length=100, blank=True)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    closed_on = models.DateField("selesai pada", null=True, blank=True, editable=False)
    outcome = models.CharField("hasil tindak lanjut", max_length=1000, blank=True, editable=False)
    closed_by = models.CharField("dicatat selesai oleh", max_length=160, blank=True, editable=False)

    objects = scoped(scope="meeting__keeper__code")

    class Meta:
        verbose_name = "keputusan rapat"
        verbose_name_plural = "keputusan rapat"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decisions_numbered_once")]

    def __str__(self):
        return f"{self.number}. {self.text[:60]}"
