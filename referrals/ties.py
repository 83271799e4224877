"""Referrals as ties of the web of bodies: how often the FCU sent a family to which one (II.E)."""

from django.db.models import Count
from django.db.models.functions import Coalesce

from referrals.models import Referral


def referral_ties(region, since, until):
    """{(None, body): times}: what the FCU of the village sent after `since` up to `until`.

    What was recalled is left out, and what concerns a problem that is kept secret: the place alone would tell it.
    """
    rows = Referral.objects.filter(region=region, office=region, sent_on__gt=since, sent_on__lte=until)
    rows = rows.exclude(stage=Referral.Stage.RECALLED).exclude(need__problem__is_sensitive=True)
    rows = rows.annotate(to=Coalesce("service__institution", "body")).exclude(to=None).order_by().values_list("to")
    return {(None, body): times for body, times in rows.annotate(times=Count("pk"))}
