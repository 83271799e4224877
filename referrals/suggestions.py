"""Services that fit the problem of a referral, with what the family asks first: where, when, how much, what to bring.

Those that say they help with the problem, the nearest tier first (REF-01).
"""

from django.urls import reverse

from referrals.bodies import members_on
from referrals.forms.referral import services_in_reach
from referrals.models import Level

MOST_SHOWN = 6


def suggestions_for(referral, by):
    """{suggestions [{service, tier}], gaps_url, directory_url}: at most six; gaps_url where nothing fits."""
    problem = referral.need.problem
    fitting = services_in_reach(referral, by).filter(matches=True)
    fitting = list(fitting.order_by("-region__code", "institution__name", "name")[: MOST_SHOWN * 3])
    members = set(members_on(referral.region, by.today).values_list("institution", flat=True))
    lines = [{"service": service, "tier": tier_words(service, referral, members)} for service in fitting]
    lines.sort(key=lambda line: line["service"].institution_id not in members)  # stable: a member's own body first
    directory = reverse("referrals:service-list")
    return {
        "suggestions": lines[:MOST_SHOWN],
        "directory_url": f"{directory}?masalah={problem.code}" if lines else directory,
        "gaps_url": "" if lines else reverse("referrals:service-gaps"),
    }


def tier_words(service, referral, members):
    """Which tier leads there, in the words of the form."""
    if service.institution_id in members:
        return Level.VILLAGE.label
    if getattr(service, "is_far", False):
        return "Di luar kecamatan"
    return service.region.get_level_display() if service.region.level == "village" else Level.SUBDISTRICT.label
