"""Reference lists as data: codes of the family card, kinds of problems, the indicators, the five briefings."""

from django.db import models

from institutions.dimensions import Dimension


class ReferenceQuerySet(models.QuerySet):
    """Everyone who is signed in may read reference lists."""

    def visible_to(self, assignment):
        return self if assignment is not None else self.none()


class CodeItem(models.Model):
    """One answer of a code list. Lists of the family card keep the ids that village registers use."""

    class List(models.TextChoices):
        RELIGION = "religion", "Agama"
        EDUCATION = "education", "Pendidikan dalam KK"
        OCCUPATION = "occupation", "Pekerjaan"
        MARITAL = "marital", "Status perkawinan"
        RELATION = "relation", "Hubungan dalam keluarga"
        NATIONALITY = "nationality", "Kewarganegaraan"
        INSURANCE = "insurance", "Jaminan kesehatan"
        DISABILITY = "disability", "Disabilitas"
        SOCIO_ECONOMIC = "socio_economic", "Status sosial ekonomi"
        WELFARE_STAGE = "welfare_stage", "Tahapan keluarga sejahtera"
        MARRIAGE = "marriage", "Status pernikahan (penilaian)"

    list = models.CharField("daftar", max_length=20, choices=List)
    code = models.PositiveSmallIntegerField("kode")
    label = models.CharField("sebutan", max_length=100)
    is_common = models.BooleanField("ditampilkan lebih dahulu", default=False)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("dipakai", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "kode isian"
        verbose_name_plural = "kode isian"
        ordering = ["list", "order", "code"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="code_once_per_list")]

    def __str__(self):
        return self.label


def code_key(list_name, verbose_name, **kwargs):
    """A foreign key to one answer of the list `list_name`."""
    return models.ForeignKey(
        CodeItem, models.PROTECT, related_name="+", verbose_name=verbose_name,
        limit_choices_to={"list": list_name, "is_active": True}, **kwargs,
    )  # fmt: skip


class Way(models.TextChoices):
    """By which ways a family is empowered (I.E.9)."""

    GUIDANCE = "guidance", "Bimbingan"
    CONSULTATION = "consultation", "Konsultasi"
    PROTECTION = "protection", "Perlindungan"
    ADVOCACY = "advocacy", "Advokasi"
    INSTITUTION = "institution", "Pelembagaan keluarga"


class ProblemType(models.Model):
    """A kind of family problem (jenis masalah sosial). Sensitive ones are never counted in small numbers."""

    NONE = "tidak-ada"  # looked for and not found

    code = models.SlugField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=100)
    dimension = models.CharField("dimensi", max_length=14, choices=Dimension)
    is_sensitive = models.BooleanField("rahasia", default=False)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("dipakai", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "jenis masalah"
        verbose_name_plural = "jenis masalah"
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    @classmethod
    def numbered(cls):
        """[(number, row)]: the kinds a general list may name, with the numbers printed beside them on paper."""
        return list(enumerate(cls.objects.filter(is_active=True, is_sensitive=False), 1))


class IndicatorSet(models.TextChoices):
    """Which list an assessment asks: 18 signs of a pioneer (III.A.6.1), 12 of a plasma family (III.A.7.1)."""

    PIONEER = "pioneer", "18 indikator keluarga pionir"
    PLASMA = "plasma", "12 indikator keluarga plasma"


class Indicator(models.Model):
    """One question of a list, in plain words. Editing makes a new version; old assessments keep theirs.

    Asked of a pioneer, "Ya" is a strength; asked of a plasma family, "Ya" is a difficulty. An item that is not `scored`
    only describes (L1), never as a deficit.
    """

    set = models.CharField("daftar", max_length=8, choices=IndicatorSet)
    version = models.PositiveSmallIntegerField("versi", default=1)
    code = models.CharField("kode", max_length=6)
    clause = models.CharField("butir pedoman", max_length=20)
    group_number = models.PositiveSmallIntegerField("nomor kelompok")
    group = models.CharField("kelompok", max_length=80)
    question = models.CharField("pertanyaan", max_length=200)
    hint = models.CharField("petunjuk", max_length=200, blank=True)
    scored = models.BooleanField("dihitung", default=True)
    asks_document = models.BooleanField("menanyakan bukti", default=False)
    order = models.PositiveSmallIntegerField("urutan")
    is_active = models.BooleanField("dipakai", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator keluarga"
        verbose_name_plural = "indikator keluarga"
        ordering = ["set", "version", "order"]
        constraints = [models.UniqueConstraint(fields=["set", "version", "code"], name="indicator_once_per_version")]

    def __str__(self):
        return f"{self.code} {self.question}"

    @classmethod
    def current(cls, which):
        """The questions asked now for the list `which`, in the order of the paper form."""
        rows = cls.objects.filter(set=which, is_active=True)
        latest = rows.aggregate(models.Max("version"))["version__max"]
        return rows.filter(version=latest)

    @property
    def good_value(self):
        """The answer that counts as met: a strength that is there, or a difficulty that is not."""
        return "yes" if self.set == IndicatorSet.PIONEER else "no"


class BriefingTopic(models.Model):
    """One of the five briefings before a pioneer's duty (III.B.5.3(1–5)), in their order."""

    number = models.PositiveSmallIntegerField("nomor", unique=True)
    name = models.CharField("materi", max_length=120)
    content = models.TextField("isi", max_length=1000, blank=True)
    needs_action_plan = models.BooleanField("memerlukan rencana aksi", default=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "materi pembekalan"
        verbose_name_plural = "materi pembekalan"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}. {self.name}"
