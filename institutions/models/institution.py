"""One register of institutions (PSKS, offices, service places); identification and directory are views of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from fcu_project.models import BaseRow
from institutions.models.person import Person, fold
from institutions.models.place import whole_point
from institutions.models.region import Region
from institutions.reach import scoped


class TypeQuerySet(models.QuerySet):
    def visible_to(self, assignment):
        return self if assignment is not None else self.none()


class InstitutionType(models.Model):
    """A kind of institution, as data. Two lists: the 12 legal PSKS types (Permensos 8/2012), and the local elements
    (unsur) that the guide lets join an FCU; `checklist` marks those of the source identification (IV.A.1.3)."""

    class Group(models.TextChoices):
        PSKS = "psks", "Jenis PSKS (Permensos 8/2012)"
        ELEMENT = "element", "Unsur setempat"
        OFFICE = "office", "Kantor pemerintah"

    code = models.SlugField("kode", max_length=40, unique=True)
    group = models.CharField("kelompok", max_length=10, choices=Group)
    name = models.CharField("nama", max_length=100)
    short_name = models.CharField("singkatan", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    checklist = models.BooleanField("dicari saat identifikasi sumber", default=False)
    is_active = models.BooleanField("dipakai", default=True)

    objects = TypeQuerySet.as_manager()

    class Meta:
        verbose_name = "jenis lembaga"
        verbose_name_plural = "jenis lembaga"
        ordering = ["group", "order", "name"]

    def __str__(self):
        return self.short_name or self.name


class Institution(BaseRow):
    """A body in the register, with the profile that identification asks for (PSK-01, FCU-04)."""

    class LegalStatus(models.TextChoices):
        LEGAL = "legal", "Berbadan hukum"
        RECOGNISED = "recognised", "Punya SK atau pengakuan"
        INFORMAL = "informal", "Tidak berbadan hukum"
        UNKNOWN = "unknown", "Belum tahu"

    region = models.ForeignKey(Region, models.PROTECT, related_name="institutions", verbose_name="wilayah")
    name = models.CharField("nama lembaga", max_length=120)
    search_name = models.CharField(max_length=120, editable=False)
    element = models.ForeignKey(
        InstitutionType, models.PROTECT, related_name="institutions_by_element", verbose_name="unsur",
        limit_choices_to={"group__in": ["element", "office"]},
    )  # fmt: skip
    psks_type = models.ForeignKey(
        InstitutionType, models.PROTECT, null=True, blank=True, related_name="institutions_by_psks",
        verbose_name="jenis PSKS", limit_choices_to={"group": "psks"},
        help_text="Menurut Permensos 8/2012, bila termasuk salah satu dari 12 jenis.",
    )  # fmt: skip
    leader = models.CharField("nama ketua/pimpinan", max_length=100, blank=True)
    phone = models.CharField("nomor HP/telepon", max_length=15, blank=True)
    address = models.CharField("alamat", max_length=200, blank=True)
    legal_status = models.CharField("status hukum", max_length=12, choices=LegalStatus, default=LegalStatus.UNKNOWN)
    decree_number = models.CharField("nomor SK/izin", max_length=80, blank=True)
    founded_year = models.PositiveSmallIntegerField(
        "tahun berdiri", null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    members_male = models.PositiveIntegerField("jumlah anggota laki-laki", null=True, blank=True)
    members_female = models.PositiveIntegerField("jumlah anggota perempuan", null=True, blank=True)
    activities = models.TextField("kegiatan dan pelayanan", max_length=1000, blank=True)
    target_group = models.CharField("sasaran yang dilayani", max_length=200, blank=True)
    serves_families = models.BooleanField("melayani keluarga", default=False)
    serves_women = models.BooleanField("melayani perempuan", default=False)
    serves_youth = models.BooleanField("melayani pemuda", default=False)
    profile = models.JSONField("profil menurut jenisnya", default=dict, blank=True, editable=False)
    structure = models.CharField("susunan pengurus/bagian", max_length=300, blank=True)
    duties = models.TextField("peran dan tugas", max_length=1000, blank=True)
    service_problems = models.TextField("masalah yang ditemui dalam pelayanan", max_length=1000, blank=True)
    joint_role = models.TextField("peran yang dapat disinergikan", max_length=1000, blank=True)
    latitude = models.DecimalField("lintang", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("bujur", max_digits=8, decimal_places=5, null=True, blank=True)
    mapped_on = models.DateField("tanggal dipetakan", null=True, blank=True)
    mapped_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas pemetaan"
    )
    identified_on = models.DateField("tanggal didata", null=True, blank=True)
    identified_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas pendata"
    )
    closed_on = models.DateField("tidak aktif sejak", null=True, blank=True)

    objects = scoped()

    class Meta:
        verbose_name = "lembaga"
        verbose_name_plural = "lembaga"
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["region", "id"], name="institution_region")]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "search_name"], name="institution_name_once",
                violation_error_message="Lembaga dengan nama ini sudah ada di wilayah Anda.",
            ),
            whole_point("map_point_is_whole"),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = fold(self.name)
        super().save(*args, **kwargs)

    def clean_fields(self, exclude=None):
        self.search_name = fold(self.name)
        super().clean_fields(exclude)

    def get_absolute_url(self):
        return reverse("institutions:institution-detail", args=[self.uid])

    @property
    def is_profiled(self):
        """Identified: someone wrote down who leads it and what it does (IV.A.1.3)."""
        return bool(self.identified_on and self.leader and self.activities)

    @property
    def members(self):
        known = [n for n in (self.members_male, self.members_female) if n is not None]
        return sum(known) if known else None


class SourceCheck(BaseRow):
    """The answer "Tidak ada di desa ini" of source identification for a kind of body that was looked for in vain."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="source_checks", verbose_name="wilayah")
    element = models.ForeignKey(InstitutionType, models.PROTECT, related_name="+", verbose_name="unsur")
    absent_on = models.DateField("dipastikan tidak ada pada")

    objects = scoped()

    class Meta:
        verbose_name = "hasil identifikasi"
        verbose_name_plural = "hasil identifikasi"
        constraints = [models.UniqueConstraint(fields=["region", "element"], name="one_check_per_element")]

    def __str__(self):
        return f"{self.element}: tidak ada"
