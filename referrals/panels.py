"""What referrals add to the page of a family and to the card of an accompanied family."""

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from families.models import Need
from referrals.models import Referral
from referrals.reading import MARKS

MOST_ROWS = 10


def family_panel(request, family):
    """The referrals of a family, and its open needs that lead nowhere yet, with the way to refer them; else ""."""
    by = request.assignment
    if not by.has_perm("referrals.view_referral"):
        return ""
    rows = list(Referral.objects.visible_to(by).filter(family=family).with_facts()[:MOST_ROWS])
    for row in rows:
        row.mark = MARKS[row.stage]
    needs = _unreferred(family, by)
    if not rows and not needs:
        return ""
    return render_to_string("referrals/parts/panel.html", {"rows": rows, "needs": needs}, request)


def pairing_panel(request, pairing):
    """The same on the card of the accompanied family: a pioneer reads there how each stands and ended."""
    return family_panel(request, pairing.plasma.family)


def _unreferred(family, by):
    """Open needs without a referral under way, for who may start one."""
    may = by.has_perm("referrals.add_referral") and family.region.code.startswith(by.territory)
    if not may or family.archived_on:
        return []
    live = Referral.objects.live().filter(need=OuterRef("pk"))
    open_needs = Need.objects.visible_to(by).filter(family=family, closed_on=None)
    return list(open_needs.exclude(Exists(live)).select_related("problem"))
