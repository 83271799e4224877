"""The family card through the years: a new card beside the old one, or a typing mistake put right in place."""

from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from families.actions.family import own
from families.actions.member import open_for_identity
from families.models import FamilyCard
from fcu_project import audit, dates
from fcu_project.models import take


@transaction.atomic
def renew_card(family, number, *, reason, valid_from, by, on):
    """A new card was issued: the old one is closed on its day and stays on file. Raises ValidationError.

    The first card on file is dated by the day it was typed: a new card may be older than that.
    """
    own(family, by)
    open_for_identity(family)
    take(family)
    old = family.card()
    if old is not None:
        if too_old := older_than(old, valid_from):
            raise ValidationError({"card_from": too_old})
        old.valid_from, old.valid_until = min(old.valid_from, valid_from), valid_from
        old.save()
    card = FamilyCard.objects.create(
        family=family, region=family.region, number=number, valid_from=valid_from, reason=reason
    )
    audit.record("card:new", by=by, obj=card, fields=["number", "reason", "valid_from"], on=valid_from)
    return card


def older_than(card, valid_from):
    """Why a new card can't be of that day beside the card in force, or ""."""
    if card.only_recorded or valid_from >= card.valid_from:
        return ""
    return f"Kartu yang lama berlaku sejak {dates.long_date(card.valid_from)}. Kartu baru tidak lebih tua."


@transaction.atomic
def take_back_card(family, *, by, on):
    """The card in force was never issued: what was on file before it is in force again."""
    own(family, by)
    open_for_identity(family)
    take(family)
    card = family.card()
    before = family.cards.exclude(pk=card.pk).first()
    audit.record("card:undo", by=by, obj=card, fields=["number", "reason", "valid_from"], on=on)
    card.delete()
    if before is not None:
        if before.valid_from == before.valid_until and before.only_recorded:
            before.valid_from = timezone.localtime(before.created_at, ZoneInfo(dates.ZONES[family.region.zone])).date()
        before.valid_until = None
        before.save()
    return before


@transaction.atomic
def correct_card(family, number, *, by, on):
    """The number was typed wrongly: it is put right in place, as if it had always been so."""
    own(family, by)
    open_for_identity(family)
    take(family)
    card = family.card()
    card.number = number
    card.save()
    audit.record("card:correct", by=by, obj=card, fields=["number"], on=on)
    return card
