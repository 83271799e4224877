"""On an FCU's page: whether its village is a place of the trial and with what result (I.E.10); whom it calls."""

from django.template.loader import render_to_string

from institutions.contacts import contacts_of
from institutions.models import PilotSite


def pilot_panel(request, unit):
    """The standing of the village in the trial; without a chosen place the FCU stands on its own."""
    if not request.assignment.has_perm("institutions.view_pilotsite"):
        return ""
    sites = PilotSite.objects.visible_to(request.assignment).filter(region=unit.region)
    site = sites.order_by("-id").first()
    chosen = site is not None and site.stage in (PilotSite.Stage.CHOSEN, PilotSite.Stage.CONCLUDED)
    return render_to_string("institutions/parts/pilot_panel.html", {"site": site, "chosen": chosen}, request)


def contacts_panel(request, unit):
    """The contact card of the FCU: who is LK3, TKSK and PSM facilitator, and which of them is missing (I.A)."""
    by = request.assignment
    if not by.has_perm("institutions.view_appointment"):
        return ""
    facts = {"unit": unit, "contacts": contacts_of(unit.region, by.today)}
    return render_to_string("institutions/parts/contacts_panel.html", facts, request)
