"""Pendamping dan dampingan: who accompanies whom, what the visits found, what the family needs."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from families.models.family import Family
from families.models.participation import Participation
from families.models.reference import Dimension, ProblemType, Way
from fcu_project.models import BaseRow
from institutions.models import Person
from institutions.reach import ScopedQuerySet


class PairingQuerySet(ScopedQuerySet):
    scope = "plasma__family__region__code"

    def own_rows(self, assignment):
        """A pioneer sees the pairings under way: one that ended is theirs no more."""
        return Q(pioneer__representative__uid=assignment.actor_uid, paired_until=None)

    def with_last_note(self):
        """Each with the day of its latest contact, None before the first."""
        latest = MentoringNote._base_manager.filter(pairing=models.OuterRef("pk")).order_by("-held_on")
        return self.annotate(last_note_on=models.Subquery(latest.values("held_on")[:1]))


class Pairing(BaseRow):
    """A pioneer accompanies a plasma family from one date to another (III.A.6.2)."""

    class Closeness(models.TextChoices):
        """How near the two families live to each other, or how they know each other."""

        SAME_RT = "same_rt", "Satu RT"
        SAME_RW = "same_rw", "Satu RW"
        SAME_HAMLET = "same_hamlet", "Satu dusun"
        SAME_GROUP = "same_group", "Satu kelompok (arisan, pengajian, usaha)"
        FURTHER = "further", "Lebih jauh"

    class Conflict(models.TextChoices):
        """What may stand between a companion and the family; nobody is accused by it."""

        KIN = "kin", "Kerabat dekat"
        DEBT = "debt", "Ada utang piutang"
        WORK = "work", "Majikan dan pekerja"
        DISPUTE = "dispute", "Pernah berselisih"
        OTHER = "other", "Lainnya"

    pioneer = models.ForeignKey(
        Participation, models.PROTECT, related_name="charges", verbose_name="keluarga pendamping (pionir)"
    )
    plasma = models.ForeignKey(
        Participation, models.PROTECT, related_name="companions", verbose_name="keluarga dampingan (plasma)"
    )
    paired_from = models.DateField("didampingi sejak")
    paired_until = models.DateField("sampai", null=True, blank=True, editable=False)
    reason = models.CharField("alasan dipasangkan", max_length=300, blank=True)
    closeness = models.CharField("kedekatan", max_length=12, choices=Closeness, blank=True)
    conflict = models.CharField("benturan kepentingan", max_length=8, choices=Conflict, blank=True)
    conflict_note = models.CharField("cara menjaganya", max_length=300, blank=True)
    end_reason = models.CharField("sebab berakhir", max_length=300, blank=True, editable=False)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = "pendampingan"
        verbose_name_plural = "pendampingan"
        ordering = ["-paired_from", "-id"]
        indexes = [
            models.Index(fields=["pioneer", "paired_until"], name="charges_of_a_pioneer"),
            models.Index(fields=["plasma", "paired_until"], name="companions_of_a_family"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pioneer", "plasma"], condition=Q(paired_until=None), name="paired_once_at_a_time",
                violation_error_message="Kedua keluarga ini sudah menjadi pendamping dan dampingan.",
            ),
            models.CheckConstraint(
                condition=Q(paired_until=None) | Q(paired_until__gte=F("paired_from")), name="pairing_dates_in_order",
                violation_error_message="Tanggal berakhir harus setelah tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=~Q(pioneer=F("plasma")), name="nobody_accompanies_themselves",
                violation_error_message="Keluarga tidak bisa mendampingi dirinya sendiri.",
            ),
            models.CheckConstraint(
                condition=Q(conflict="") | ~Q(conflict_note=""), name="conflict_is_dealt_with",
                violation_error_message="Tuliskan bagaimana benturan kepentingannya dijaga.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.pioneer.family.called} mendampingi {self.plasma.family.called}"

    def get_absolute_url(self):
        return reverse("families:pairing", args=[self.uid])


class FamilyRowQuerySet(ScopedQuerySet):
    """Rows of a family that a pioneer sees while the family is theirs to accompany."""

    scope = "family__region__code"

    def own_rows(self, assignment):
        return Q(family__in=Family.objects.filter(Family.objects.all().own_rows(assignment)))


class FourChanges(models.Model):
    """The four outcomes found in the field: view of problem solving, needs met, taking part, access to services."""

    CHANGES = {
        "change_view": "cara pandang", "change_needs": "kebutuhan", "change_taking_part": "ikut kegiatan",
        "change_access": "akses pelayanan",
    }  # fmt: skip

    change_view = models.BooleanField("cara pandang mengatasi masalah membaik", default=False)
    change_needs = models.BooleanField("kebutuhan lebih terpenuhi", default=False)
    change_taking_part = models.BooleanField("lebih ikut kegiatan warga", default=False)
    change_access = models.BooleanField("lebih mudah menjangkau pelayanan", default=False)

    class Meta:
        abstract = True

    @property
    def changes(self):
        """What changed for the family, in few words: "cara pandang, kebutuhan"; "" for nothing."""
        return ", ".join(words for name, words in self.CHANGES.items() if getattr(self, name))


class MentoringNote(FourChanges, BaseRow):
    """One contact of a pioneer with a plasma family (III.A.6.2(1–6)), by phone account or typed from the paper card."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Kunjungan"
        PHONE = "phone", "Telepon"
        MEETING = "meeting", "Pertemuan"

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="notes", verbose_name="pendampingan")
    family = models.ForeignKey(Family, models.PROTECT, related_name="mentoring_notes", editable=False)
    held_on = models.DateField("tanggal")
    kind = models.CharField("bentuk", max_length=8, choices=Kind)
    way = models.CharField("cara pemberdayaan", max_length=12, choices=Way, blank=True)
    topic = models.CharField("yang dibicarakan", max_length=500)
    agreed = models.CharField("yang disepakati", max_length=500, blank=True)
    next_plan = models.CharField("rencana berikutnya", max_length=300, blank=True)
    next_on = models.DateField("rencana tanggal", null=True, blank=True)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="pendamping"
    )
    from_paper = models.BooleanField("diketik dari kertas", default=False, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = FamilyRowQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan pendampingan"
        verbose_name_plural = "catatan pendampingan"
        ordering = ["-held_on", "-id"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on:%d-%m-%Y}"


class Need(BaseRow):
    """A need of a family: found by mentoring or by the FCU, answered by services and referrals."""

    class State(models.TextChoices):
        OPEN = "open", "Belum ditangani"
        UNDER_WAY = "under_way", "Sedang ditangani"
        MET = "met", "Terpenuhi"
        DROPPED = "dropped", "Tidak dilanjutkan"

    class Priority(models.IntegerChoices):
        URGENT = 1, "1 – mendesak"
        SOON = 2, "2 – segera"
        LATER = 3, "3 – bisa menunggu"

    family = models.ForeignKey(Family, models.PROTECT, related_name="needs", verbose_name="keluarga")
    found_in = models.ForeignKey(
        MentoringNote, models.PROTECT, null=True, blank=True, related_name="needs", editable=False
    )
    title = models.CharField("kebutuhan", max_length=150)
    problem = models.ForeignKey(ProblemType, models.PROTECT, related_name="+", verbose_name="jenis masalah")
    dimension = models.CharField("dimensi", max_length=14, choices=Dimension)
    priority = models.PositiveSmallIntegerField("prioritas", choices=Priority, default=Priority.SOON)
    needs_referral = models.BooleanField("perlu rujukan", default=False)
    found_on = models.DateField("ditemukan pada")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.OPEN, editable=False)
    closed_on = models.DateField("selesai pada", null=True, blank=True, editable=False)
    outcome = models.CharField("hasil", max_length=300, blank=True, editable=False)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = FamilyRowQuerySet.as_manager()

    class Meta:
        verbose_name = "kebutuhan keluarga"
        verbose_name_plural = "kebutuhan keluarga"
        ordering = ["priority", "found_on", "id"]
        indexes = [models.Index(fields=["family", "state"], name="needs_of_a_family")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["met", "dropped"]) | Q(closed_on__isnull=False), name="closed_need_has_a_date"
            ),
        ]

    def __str__(self):
        return self.title
