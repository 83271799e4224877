"""Officers of the FCU: elected in a meeting, in force from the decree that sets them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from fcu_project.models import BaseRow
from institutions.models.decree import Decree
from institutions.models.fcu import FamilyCareUnit, Membership, Post
from institutions.models.meeting import Meeting
from institutions.reach import scoped


def _once_in_each(field, name, message):
    """`field` is not twice among the officers in office, nor twice among those elected for the next decree."""
    conditions = {"in_office": Q(decree__isnull=False), "elected": Q(decree=None, acting=False)}
    return [
        models.UniqueConstraint(
            fields=["unit", field], condition=Q(valid_until=None) & condition, name=f"{name}_{state}",
            violation_error_message=message,
        )
        for state, condition in conditions.items()
    ]  # fmt: skip


class OfficerTerm(BaseRow):
    """A member's time in a post. Elected in a meeting; in force from the decree that sets it.

    Between two decrees an acting officer (Plt.) may hold a post that fell vacant, from a berita acara or surat tugas
    and for a limited time: `acting`, with `basis` and an end from the first day.
    """

    Post = Post

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="officer_terms", verbose_name="FCU")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="officer_terms", verbose_name="anggota")
    post = models.CharField("jabatan", max_length=12, choices=Post)
    acting = models.BooleanField("pelaksana tugas (Plt.)", default=False, editable=False)
    elected_in = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="elected_officers", verbose_name="dipilih dalam"
    )
    elected_on = models.DateField("dipilih pada")
    decree = models.ForeignKey(
        Decree, models.PROTECT, null=True, blank=True, related_name="officer_terms", verbose_name="SK"
    )
    valid_from = models.DateField("menjabat sejak", null=True, blank=True)
    valid_until = models.DateField("sampai", null=True, blank=True)
    ended_reason = models.CharField("alasan berhenti", max_length=200, blank=True)
    basis = models.CharField("nomor berita acara atau surat tugas", max_length=120, blank=True)
    basis_dated_on = models.DateField("tanggal berita acara atau surat tugas", null=True, blank=True)
    non_partisan_on = models.DateField("menyatakan bebas dari partai politik pada", null=True, blank=True)

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "pengurus FCU"
        verbose_name_plural = "pengurus FCU"
        ordering = ["id"]
        constraints = [
            *_once_in_each("post", "one_officer", "Jabatan ini sudah terisi."),
            *_once_in_each("membership", "one_post", "Anggota ini sudah memegang jabatan lain."),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=models.F("valid_from")),
                name="term_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(acting=False) | Q(valid_from__isnull=False, valid_until__isnull=False, decree=None),
                name="acting_officer_has_an_end",
            ),
        ]  # fmt: skip

    def clean(self):
        """Terms of one post never overlap; one that waits for its decree overlaps with nobody yet, only with another
        that waits."""
        super().clean()
        if not self.unit_id or not (self.valid_from or self.elected_on):
            return
        waits = self.decree_id is None and not self.acting
        start = self.valid_from or self.elected_on
        others = OfficerTerm.objects.filter(unit_id=self.unit_id, post=self.post).exclude(pk=self.pk)
        waiting = Q(decree=None, acting=False)
        others = others.filter(waiting) if waits else others.exclude(waiting)
        for term in others.exclude(valid_until__lt=start):
            if self.valid_until is None or (term.valid_from or term.elected_on) <= self.valid_until:
                raise ValidationError("Jabatan ini sudah terisi pada masa itu.")

    def predecessor(self):
        """Whom this officer follows in the post: the last one set there by another decree, or None."""
        others = OfficerTerm.objects.filter(unit_id=self.unit_id, post=self.post, decree__isnull=False)
        others = others.exclude(pk=self.pk).filter(valid_from__lte=self.valid_from or self.elected_on)
        return others.select_related("membership__person").order_by("-valid_from", "-id").first()

    @property
    def title(self):
        """The post as it stands beneath a signature: "Sekretaris", "Plt. Sekretaris"."""
        return f"Plt. {self.get_post_display()}" if self.acting else self.get_post_display()

    def __str__(self):
        return f"{self.get_post_display()}: {self.membership.person.name}"
