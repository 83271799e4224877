"""What an office writes in a letter of its own words, and how its letters are classified and numbered."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from fcu_project.dates import roman
from fcu_project.models import BaseRow
from institutions.models.document import IssuedDocument
from institutions.models.officer import OfficerTerm
from institutions.models.region import Region
from institutions.models.site import PilotSite
from institutions.models.team import PsksTeam
from institutions.models.working_group import WorkingGroup
from institutions.reach import scoped

PART = re.compile(r"\{([^{}]*)\}")


class LetterText(BaseRow):
    """The words of a letter: to whom, about what, in what words, with what enclosed. At most one matter it belongs to.

    `rows` are what is sent with a cover letter (5.7): [{what, amount, note}].
    """

    class Nature(models.TextChoices):
        ORDINARY = "ordinary", "Biasa"
        IMPORTANT = "important", "Penting"
        URGENT = "urgent", "Segera"
        CONFIDENTIAL = "confidential", "Rahasia"

    document = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="text", verbose_name="surat")
    nature = models.CharField("sifat", max_length=12, choices=Nature, default=Nature.ORDINARY)
    addressee = models.TextField("kepada", max_length=300, blank=True)
    addressee_place = models.CharField("di", max_length=80, blank=True, default="Tempat")
    opening = models.TextField("pembuka", max_length=2000, blank=True)
    body = models.TextField("isi", max_length=4000, blank=True)
    rows = models.JSONField("yang dikirim", default=list, blank=True)
    closing = models.TextField("penutup", max_length=1000, blank=True)
    copies_to = models.TextField("tembusan", max_length=1000, blank=True)
    site = models.ForeignKey(
        PilotSite, models.PROTECT, null=True, blank=True, editable=False, related_name="letters",
        verbose_name="usulan lokasi",
    )  # fmt: skip
    team = models.ForeignKey(
        PsksTeam, models.PROTECT, null=True, blank=True, editable=False, related_name="letters", verbose_name="tim PSKS"
    )
    term = models.ForeignKey(
        OfficerTerm, models.PROTECT, null=True, blank=True, editable=False, related_name="letters",
        verbose_name="masa jabatan",
    )  # fmt: skip
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, editable=False, related_name="letters",
        verbose_name="kelompok kerja",
    )  # fmt: skip

    objects = scoped(scope="document__region__code")

    class Meta:
        verbose_name = "isi surat"
        verbose_name_plural = "isi surat"
        constraints = [
            models.CheckConstraint(
                condition=Q(site=None, team=None, term=None) | Q(site=None, team=None, group=None)
                | Q(site=None, term=None, group=None) | Q(team=None, term=None, group=None),
                name="letter_belongs_to_one_matter",
                violation_error_message="Surat hanya untuk satu urusan.",
            )
        ]  # fmt: skip

    def __str__(self):
        return str(self.document)


def names_its_parts(pattern):
    """A number pattern counts: it holds {nomor}; of other parts only those that are known. Raises ValidationError."""
    unknown = set(PART.findall(pattern)) - set(NumberPattern.PARTS)
    if unknown or set("{}") & set(PART.sub("", pattern)):
        known = ", ".join(f"{{{part}}}" for part in NumberPattern.PARTS)
        raise ValidationError(f"Isi hanya dengan bagian yang dikenal: {known}. Periksa kurung kurawalnya.")
    if "{nomor}" not in pattern:
        raise ValidationError("Pola harus memuat {nomor}.")


class NumberPattern(BaseRow):
    """How an office that numbers by series writes its numbers (FCU, TKSK, LK3); other offices type theirs."""

    PARTS = ("kode", "nomor", "lembaga", "bulan", "tahun")
    USUAL = "{nomor}/{kode}/{lembaga}/{bulan}/{tahun}"

    region = models.OneToOneField(Region, models.PROTECT, related_name="number_pattern", verbose_name="wilayah")
    pattern = models.CharField("pola nomor", max_length=60, default=USUAL, validators=[names_its_parts])
    body = models.CharField("kode lembaga", max_length=20, blank=True)
    digits = models.PositiveSmallIntegerField("jumlah angka", default=3)
    one_series = models.BooleanField("satu urutan nomor untuk semua jenis surat", default=False)

    objects = scoped()

    class Meta:
        verbose_name = "pola nomor surat"
        verbose_name_plural = "pola nomor surat"
        constraints = [
            models.CheckConstraint(condition=Q(digits__gte=1, digits__lte=6), name="number_of_one_to_six_digits",
                                   violation_error_message="Jumlah angka antara 1 dan 6.")
        ]  # fmt: skip

    def __str__(self):
        return f"{self.pattern} ({self.region})"

    def written(self, *, code, number, body, day):
        """The number as it stands on a letter of `day`."""
        parts = {
            "kode": code, "nomor": f"{number:0{self.digits}d}", "lembaga": self.body or body,
            "bulan": roman(day.month), "tahun": str(day.year),
        }  # fmt: skip
        return PART.sub(lambda found: parts[found[1]], self.pattern)
