"""What each office set aside and gave: budgets and aid of APBN and APBD, by level and year (FUN-07)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow
from institutions.models import Region
from institutions.models.region import ancestor_codes
from institutions.plans import FIRST_YEAR, LAST_YEAR, Source
from institutions.reach import ScopedQuerySet
from institutions.roles import VILLAGE

MOST_BUDGET = 9_999_999_999_999  # rupiah: a budget of an office is larger than any payment


def short_source(code):
    """A source without the words before it: "Bantuan pemerintah: APBN" is "APBN" to the office that gives it."""
    return Source(code).label.rpartition(": ")[2]


class BudgetLineQuerySet(ScopedQuerySet):
    def standing(self):
        return self.filter(withdrawn_on=None)

    def visible_to(self, assignment):
        """An office sees its own lines and those of offices below; a village what is meant for it."""
        if assignment is None:
            return self.none()
        if assignment.level == VILLAGE:
            return self.standing().filter(self.meant_for(assignment.region))
        return super().visible_to(assignment)

    def meant_for(self, region):
        """The condition for lines whose recipient is this place, or a place it lies in."""
        return Q(recipient__code__in=[code for code in ancestor_codes(region.code) if code])


class BudgetLine(BaseRow):
    """One line of an office's budget for the trial, in rupiah, and for whom (II.D.1.1(4), 1.2(1, 3))."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", "Anggaran kegiatan sendiri"
        BODY = "body", "Bantuan untuk FCU atau badan penyelenggara"
        FAMILY = "family", "Bantuan stimulan keluarga"

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="budget_lines", editable=False, verbose_name="kantor"
    )
    year = models.PositiveSmallIntegerField(
        "tahun anggaran", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    kind = models.CharField("untuk apa", max_length=9, choices=Kind)
    source = models.CharField("sumber", max_length=10, choices=Source)
    title = models.CharField("uraian", max_length=200)
    amount = models.BigIntegerField(
        "jumlah (rupiah)", validators=[MinValueValidator(1), MaxValueValidator(MOST_BUDGET)]
    )
    recipient = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="budgets_received", verbose_name="wilayah penerima"
    )
    document = models.CharField("nomor dokumen (DIPA, DPA, SK)", max_length=120, blank=True)
    document_on = models.DateField("tanggal dokumen", null=True, blank=True)
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)
    withdrawn_on = models.DateField("ditarik pada", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("alasan ditarik", max_length=200, blank=True, editable=False)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = "anggaran dan bantuan"
        verbose_name_plural = "anggaran dan bantuan"
        ordering = ["-year", "region__code", "id"]
        indexes = [models.Index(fields=["region", "year"], name="budget_of_an_office")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="budget_above_zero"),
            models.CheckConstraint(
                condition=Q(kind="programme") | Q(recipient__isnull=False), name="aid_has_a_recipient",
                violation_error_message="Pilih wilayah penerima bantuan.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_reason=""), name="budget_withdrawn_with_a_reason"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reporting:budget", args=[self.uid])

    @property
    def source_words(self):
        """The source as an office names it: "APBN", "APBD provinsi"."""
        return short_source(self.source)

    @property
    def office(self):
        """Whose budget it is, as lists name it: "Kementerian Sosial", "Kabupaten Lombok Utara"."""
        return str(self.region) if self.region.code else "Kementerian Sosial"
