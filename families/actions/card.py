"""The family card through the years: a new card beside the old one, or a typing mistake put right in place."""

from django.core.exceptions import ValidationError
from django.db import transaction

from families.actions.family import own
from families.actions.member import open_for_identity
from families.models import FamilyCard
from fcu_project import audit, dates
from fcu_project.models import take


@transaction.atomic
def renew_card(family, number, *, reason, valid_from, by, on):
    """A new card was issued: the old one is closed on its day and stays on file. Raises ValidationError."""
    own(family, by)
    open_for_identity(family)
    take(family)
    old = family.card()
    if old is not None:
        if valid_from < old.valid_from:
            since = dates.long_date(old.valid_from)
            raise ValidationError({"card_from": f"Kartu yang lama dicatat sejak {since}. Kartu baru tidak lebih tua."})
        old.valid_until = valid_from
        old.save()
    card = FamilyCard.objects.create(
        family=family, region=family.region, number=number, valid_from=valid_from, reason=reason
    )
    audit.record("card:new", by=by, obj=card, fields=["number", "reason", "valid_from"], on=valid_from)
    return card


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
