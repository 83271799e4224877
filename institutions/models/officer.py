"""Officers of the FCU: elected in a meeting, in force from the decree that sets them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from fcu_project.models import BaseRow
from institutions.models.decree import Decree
from institutions.models.fcu import FamilyCareUnit, Membership, Post
from institutions.models.meeting import Meeting
from institutions.reach import scoped


class OfficerTerm(BaseRow):
    """A member's time in a post. Elected in a meeting; in force from the decree that sets it."""

    Post = Post

    unit = models.ForeignKey(FamilyCareUnit, models.PROTECT, related_name="officer_terms", verbose_name="FCU")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="officer_terms", verbose_name="anggota")
    post = models.CharField("jabatan", max_length=12, choices=Post)
    elected_in = models.ForeignKey(
        Meeting, models.PROTECT, related_name="elected_officers", verbose_name="dipilih dalam"
    )
    elected_on = models.DateField("dipilih pada")
    decree = models.ForeignKey(
        Decree, models.PROTECT, null=True, blank=True, related_name="officer_terms", verbose_name="SK"
    )
    valid_from = models.DateField("menjabat sejak", null=True, blank=True)
    valid_until = models.DateField("sampai", null=True, blank=True)

    objects = scoped(scope="unit__region__code")

    class Meta:
        verbose_name = "pengurus FCU"
        verbose_name_plural = "pengurus FCU"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "post"], condition=Q(valid_until=None), name="one_officer_per_post",
                violation_error_message="Jabatan ini sudah terisi.",
            ),
            models.UniqueConstraint(
                fields=["unit", "membership"], condition=Q(valid_until=None), name="one_post_per_member",
                violation_error_message="Anggota ini sudah memegang jabatan lain.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=models.F("valid_from")),
                name="term_ends_after_start",
            ),
        ]  # fmt: skip

    def clean(self):
        """Terms of one post never overlap; a term without a start counts from its election."""
        super().clean()
        if not self.unit_id or not (self.valid_from or self.elected_on):
            return
        start = self.valid_from or self.elected_on
        others = OfficerTerm.objects.filter(unit_id=self.unit_id, post=self.post).exclude(pk=self.pk)
        for term in others.exclude(valid_until__lt=start):
            if self.valid_until is None or (term.valid_from or term.elected_on) <= self.valid_until:
                raise ValidationError("Jabatan ini sudah terisi pada masa itu.")

    def __str__(self):
        return f"{self.get_post_display()}: {self.membership.person.name}"
