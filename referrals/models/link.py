"""The one-time link by which a service place without an account answers one referral."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q

from fcu_project.models import BaseRow
from institutions.reach import scoped
from referrals.models.referral import Referral

VALID_DAYS = 30


def fingerprint(token):
    """What is kept of a token: a link can't be made again from the database."""
    return hashlib.sha256(token.encode()).hexdigest()


class AnswerLink(BaseRow):
    """Opens one referral's snapshot to who holds it, until the answer is given, the referral ends or time is up."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    place_name = models.CharField("lembaga", max_length=120)
    made_by = models.CharField("dibuat oleh", max_length=160)
    expires_on = models.DateField("berlaku sampai")
    opened_at = models.DateTimeField("pertama dibuka", null=True)
    used_on = models.DateField("dijawab pada", null=True)
    revoked_on = models.DateField("dicabut pada", null=True)

    objects = scoped(scope="referral__region__code")

    class Meta:
        verbose_name = "tautan jawaban"
        verbose_name_plural = "tautan jawaban"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(used_on=None, revoked_on=None), name="one_open_link_per_referral"
            ),
        ]

    def __str__(self):
        return f"Tautan untuk {self.place_name}"

    @classmethod
    def make(cls, referral, *, by, on):
        """A new link, and its token: shown once, kept nowhere. Earlier open links of the referral are revoked."""
        cls.objects.filter(referral=referral, used_on=None, revoked_on=None).update(revoked_on=on)
        token = secrets.token_urlsafe(24)
        link = cls.objects.create(
            referral=referral, token_hash=fingerprint(token), place_name=referral.place, made_by=by.signature,
            expires_on=on + timedelta(days=VALID_DAYS),
        )  # fmt: skip
        return link, token

    @classmethod
    def of(cls, token):
        """The link with this token, or None."""
        rows = cls.objects.filter(token_hash=fingerprint(token))
        return rows.select_related("referral__region", "referral__letter", "referral__forwarding_letter").first()

    def is_open(self, today):
        """Whether it still leads to the snapshot."""
        return (
            self.used_on is None and self.revoked_on is None and today <= self.expires_on and self.referral.is_waiting
        )
