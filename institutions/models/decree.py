"""The village head's decree on the FCU, and the legal bases it cites."""

import re
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fcu_project.models import BaseRow
from institutions.models.document import IssuedDocument
from institutions.models.fcu import FamilyCareUnit
from institutions.reach import scoped


class LegalBasisQuerySet(models.QuerySet):
    def in_force(self, day):
        """Laws that may be cited on `day`."""
        return self.in_force_between(day, day)

    def in_force_between(self, first, last):
        """Laws in force on some day from `first` to `last`: for a decree whose own date is not known yet."""
        started = Q(valid_from=None) | Q(valid_from__lte=last)
        return self.filter(started, is_active=True).filter(Q(valid_until=None) | Q(valid_until__gte=first))

    def visible_to(self, assignment):
        return self if assignment is not None else self.none()


class LegalBasis(models.Model):
    """A law or regulation that a decree may cite (I.B), as data: laws change, the list is edited."""

    code = models.SlugField("kode", max_length=60, unique=True)
    title = models.CharField("judul lengkap", max_length=400, help_text="Seperti tercetak pada Mengingat.")
    rank = models.PositiveSmallIntegerField("urutan jenjang", help_text="UU 10, PP 20, Perpres/Inpres 30, Permen 40 …")
    year = models.PositiveSmallIntegerField("tahun")
    number = models.CharField("nomor", max_length=30, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # the number as a number: 6 before 23
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="diganti oleh"
    )
    guide_ref = models.CharField("rujukan pedoman", max_length=20, blank=True)
    certain = models.BooleanField("sudah dipastikan", default=True)
    suggested = models.BooleanField("disarankan untuk SK FCU", default=True)
    is_active = models.BooleanField("ditawarkan", default=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "dasar hukum"
        verbose_name_plural = "dasar hukum"
        ordering = ["rank", "year", "sequence", "code"]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        digits = re.match(r"[0-9]+", self.number)
        self.sequence = int(digits[0]) if digits else 0
        super().save(*args, **kwargs)


class Decree(BaseRow):
    """What the decree says: considerations, legal bases, dictums. Its stage, number and date are its document's."""

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="decrees", verbose_name="FCU")
    document = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="decree", editable=False)
    considerations = models.TextField("Menimbang", max_length=4000, help_text="Satu butir per baris.")
    legal_bases = models.ManyToManyField(LegalBasis, through="DecreeLegalBasis", verbose_name="Mengingat")
    dictums = models.TextField(
        "Memutuskan",
        max_length=4000,
        help_text="Satu diktum per baris. Rincian di bawahnya diawali tanda - .",
    )
    copies_to = models.TextField("Tembusan", max_length=1000, blank=True, help_text="Satu penerima per baris.")
    effective_on = models.DateField("mulai berlaku", null=True, blank=True)
    signer_name = models.CharField("nama penanda tangan", max_length=100, blank=True)
    signer_title = models.CharField("jabatan penanda tangan", max_length=100)
    signer_number = models.CharField("NIP (bila ada)", max_length=30, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "SK FCU"
        verbose_name_plural = "SK FCU"
        ordering = ["-id"]

    def __str__(self):
        return str(self.document)

    def get_absolute_url(self):
        return reverse("institutions:document-detail", args=[self.document.uid])

    @property
    def is_change(self):
        """Whether it changes the officers that an earlier decree set (MEM-12)."""
        return self.replaces_id is not None

    def earliest_date(self):
        """The first day it may bear: that of the formation; of a change, the day after the decree it changes and none
        before the election it rests on. None while nothing is known."""
        if self.is_change:
            elections = [term.elected_on for term in self.unit.elected_officers()]
            return max([self.replaces.document.dated_on + timedelta(days=1), *elections])
        meeting = self.unit.formation_meeting if self.unit_id else None
        return meeting.held_on if meeting else None

    def officers(self):
        """The three as it sets them: once it took force those of its first day, before that those it would set."""
        if self.document.stage in (IssuedDocument.Stage.ISSUED, IssuedDocument.Stage.REPLACED) and self.effective_on:
            return self.unit.decreed_officers(self.effective_on)
        return self.unit.officers_after_decree()

    def lines(self, name):
        """A text field as its non-empty lines."""
        return [line.strip() for line in getattr(self, name).splitlines() if line.strip()]

    def dictum_rows(self):
        """The dictums with their sub-points: [(text, [sub-point …])]; a line behind a dash belongs to the one above."""
        rows = []
        for line in self.lines("dictums"):
            if line.startswith("- ") and rows:
                rows[-1][1].append(line[2:])
            else:
                rows.append((line, []))
        return rows


class DecreeLegalBasis(models.Model):
    """A law cited by a decree. Kept in the order of rank and year."""

    decree = models.ForeignKey(Decree, models.CASCADE)
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT)

    class Meta:
        verbose_name = "dasar hukum SK"
        verbose_name_plural = "dasar hukum SK"
        ordering = ["legal_basis__rank", "legal_basis__year", "legal_basis__sequence"]
        constraints = [models.UniqueConstraint(fields=["decree", "legal_basis"], name="law_cited_once")]

    def __str__(self):
        return str(self.legal_basis)
