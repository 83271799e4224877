"""Working groups (pokja) of the FCU, made of its members (III.B.2.2, III.B.5.2(1))."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow
from fcu_project.prepared import prepared
from institutions.models.fcu import FamilyCareUnit, Membership
from institutions.reach import scoped


class WorkingGroup(BaseRow):
    """A group of members with a purpose. The selection group gathers and chooses families; others are free."""

    class Kind(models.TextChoices):
        SELECTION = "selection", "Pokja identifikasi dan seleksi"
        OTHER = "other", "Pokja lain"

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="working_groups", verbose_name="FCU")
    kind = models.CharField("jenis pokja", max_length=12, choices=Kind, default=Kind.SELECTION)
    name = models.CharField("nama pokja", max_length=100)
    purpose = models.CharField("tugas", max_length=300, blank=True)
    formed_on = models.DateField("dibentuk pada")
    ended_on = models.DateField("berakhir pada", null=True, blank=True)

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "kelompok kerja (pokja)"
        verbose_name_plural = "kelompok kerja (pokja)"
        ordering = ["-formed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(kind="selection", ended_on=None), name="one_selection_group_at_a_time",
                violation_error_message="Masih ada pokja seleksi yang bertugas. Akhiri dahulu yang lama.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("formed_on")), name="group_ends_after_it_began",
                violation_error_message="Tanggal berakhir harus setelah tanggal dibentuk.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("institutions:working-group", args=[self.uid])

    @classmethod
    def selections_of(cls, region):
        """The selection group at work in this village as a queryset: one row at most."""
        living = cls.objects.filter(unit__region=region, kind=cls.Kind.SELECTION, ended_on=None)
        return living.exclude(unit__stage=FamilyCareUnit.Stage.INACTIVE)

    @classmethod
    def selection_of(cls, region):
        """The selection group at work in this village, or None."""
        return next(iter(_selections_of(region.pk)), None)

    def current_members(self):
        """Who is in the group and has not left the FCU, by name."""
        rows = self.members.filter(membership__left_on=None).select_related("membership__person")
        return rows.order_by("membership__person__name", "id")

    def elements(self):
        """Names of the different PSKS elements its members represent (MEM-11 asks for two)."""
        return sorted(set(_elements_of(self.pk)))


@prepared
def _selections_of(region):
    return WorkingGroup.selections_of(region)


@prepared
def _elements_of(group):
    rows = WorkingGroupMember.objects.filter(group=group, membership__kind=Membership.Kind.PSKS)
    return rows.filter(membership__left_on=None).values_list("membership__institution__element__name", flat=True)


class WorkingGroupMember(BaseRow):
    """A member of the FCU in a working group."""

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="members", verbose_name="pokja")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="working_groups", verbose_name="anggota")

    objects = scoped(scope="group__unit__region__code")

    class Meta:
        verbose_name = "anggota pokja"
        verbose_name_plural = "anggota pokja"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["group", "membership"], name="in_a_group_once")]

    def __str__(self):
        return self.membership.person.name
