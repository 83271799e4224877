"""What social preparation and social mapping add to the register of institutions (II.F.1, II.F.4).

Both are views of the register: a body, its tasks and its joint role are written once, on its own row. Here stand the
people who work for welfare, the problems that bodies handle, and the two parts that belong to no single body.
"""

from django.db import models
from django.db.models import Q

from fcu_project.models import BaseRow, FromPaper
from institutions.dimensions import Dimension
from institutions.models.institution import Institution, InstitutionType
from institutions.models.person import Person
from institutions.models.region import Region
from institutions.reach import scoped


class HumanResource(BaseRow):
    """A person who works for social welfare here, and their skills (SDM Kesos, II.F.1.1): PSM, Tagana, penyuluh …"""

    region = models.ForeignKey(Region, models.PROTECT, related_name="human_resources", verbose_name="wilayah")
    person = models.ForeignKey(Person, models.PROTECT, related_name="human_resources", verbose_name="orang")
    psks_type = models.ForeignKey(
        InstitutionType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jenis PSKS",
        limit_choices_to={"group": "psks", "is_active": True},
        help_text="Kosongkan bila bukan salah satu jenis ini, misalnya kader.",
    )  # fmt: skip
    skill = models.CharField("keterampilan", max_length=200, help_text="Contoh: pendampingan lansia, konseling.")
    training = models.CharField("pelatihan yang pernah diikuti", max_length=200, blank=True)
    noted_on = models.DateField("didata pada")
    left_on = models.DateField("tidak aktif sejak", null=True, blank=True)

    objects = scoped()

    class Meta:
        verbose_name = "SDM Kesos"
        verbose_name_plural = "SDM Kesos"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "person"], condition=Q(left_on=None), name="human_resource_once",
                violation_error_message="Orang ini sudah ada di daftar SDM Kesos.",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("noted_on")), name="human_resource_left_after",
                violation_error_message="Tanggal tidak aktif harus setelah tanggal didata.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.person.name


class HandledProblem(BaseRow):
    """A problem that a body handles, how many it meets, and the sides of family life it touches (II.F.4.3, II.E)."""

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="handled_problems", verbose_name="lembaga"
    )
    problem = models.CharField("masalah yang ditangani", max_length=120)
    count = models.PositiveIntegerField("jumlah keluarga yang mengalami", null=True, blank=True)
    counted_in = models.PositiveSmallIntegerField("menurut data tahun", null=True, blank=True)
    social = models.BooleanField("sosial", default=False)
    psychological = models.BooleanField("psikologis", default=False)
    economic = models.BooleanField("ekonomi", default=False)
    cultural = models.BooleanField("kultural", default=False)
    spiritual = models.BooleanField("spiritual", default=False)

    objects = scoped(scope="institution__region__code")

    class Meta:
        verbose_name = "masalah yang ditangani"
        verbose_name_plural = "masalah yang ditangani"
        ordering = ["problem", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "problem"], name="problem_once_per_body",
                violation_error_message="Masalah ini sudah tercatat pada lembaga ini.",
            ),
            models.CheckConstraint(
                condition=Q(social=True) | Q(psychological=True) | Q(economic=True) | Q(cultural=True)
                | Q(spiritual=True),
                name="problem_has_a_dimension",
                violation_error_message="Centang sedikitnya satu dimensi.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.problem

    @property
    def dimensions(self):
        """Labels of the sides it touches, in the order of the guide."""
        return [label for value, label in Dimension.choices if getattr(self, value)]


class SocialPreparation(FromPaper, BaseRow):
    """Who prepares the village, and the two of the five parts that no single body's row holds (II.F.1.4 and 1.5).

    The other three are read from the register: people (1.1), bodies for families, women, youth (1.2), tasks (1.3).
    """

    region = models.OneToOneField(
        Region, models.PROTECT, related_name="social_preparation", verbose_name="desa/kelurahan"
    )
    officer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas")
    office = models.CharField("kantor petugas", max_length=160, blank=True, help_text="Contoh: Dinas Sosial Provinsi.")
    started_on = models.DateField("dimulai pada")
    problems = models.TextField("masalah dalam penyelenggaraan pelayanan di desa ini", max_length=4000, blank=True)
    synergy = models.TextField("peran dan tugas yang dapat disinergikan", max_length=4000, blank=True)

    objects = scoped()

    class Meta:
        verbose_name = "persiapan sosial"
        verbose_name_plural = "persiapan sosial"

    def __str__(self):
        return f"Persiapan sosial {self.region}"
