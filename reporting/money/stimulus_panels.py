"""The stimulus on the page of a family, and its inspections on the page of a grant (FUN-04, FUN-05, FUN-06)."""

from django.db.models import Count, Sum
from django.template.loader import render_to_string

from reporting.actions.checks import may_inspect
from reporting.models import Disbursement, StimulusCheck, StimulusGrant, StimulusReceipt
from reporting.money.checks import mark_of
from reporting.money.purses import Party
from reporting.money.stimulus import with_facts


def stimulus_panel(request, family):
    """What a family is entitled to, received and showed receipts for, who holds the originals, what was found; "" for a
    family without a grant (FUN-04, FUN-05, FUN-06)."""
    by = request.assignment
    if not by.has_perm("reporting.view_stimulusgrant"):
        return ""
    grants = list(with_facts(StimulusGrant.objects.visible_to(by).filter(family=family)))
    if not grants:
        return ""
    facts = {
        "grants": [_standing_of(grant) for grant in grants],
        "originals": _originals_of(by, family),
        "findings": list(StimulusCheck.objects.visible_to(by).open().filter(grant__in=grants)),
    }
    return render_to_string("reporting/parts/stimulus_panel.html", facts, request)


def beside_cash(request, book):
    """One line on the page of the cash book: where the stimulus is kept, which is no cash of the FCU (FUN-12)."""
    if not request.assignment.has_perm("reporting.view_stimulusgrant"):
        return ""
    return render_to_string("reporting/parts/stimulus_line.html", {}, request)


def checks_panel(request, grant):
    """The inspections of a grant, with the ways of the Dinas to inspect it; "" where there is neither."""
    by = request.assignment
    if not by.has_perm("reporting.view_stimuluscheck"):
        return ""
    rows = list(StimulusCheck.objects.visible_to(by).filter(grant=grant))
    inspects = grant.paid > 0 and may_inspect(grant, by)
    if not rows and not inspects:
        return ""
    facts = {"rows": [(row, mark_of(row, by.today)) for row in rows], "grant": grant, "inspects": inspects}
    return render_to_string("reporting/parts/checks_panel.html", facts, request)


def _standing_of(grant):
    """A grant with what was accounted for (`shown`: receipts and money given back) and what was not (`left`)."""
    spent = grant.disbursements.filter(stage__in=Disbursement.SPENT)
    sums = spent.aggregate(realised=Sum("realised", default=0), returned=Sum("returned", default=0))
    grant.shown = sums["realised"] + sums["returned"]
    grant.left = grant.paid - grant.shown
    return grant


def _originals_of(by, family):
    """[(who, how many)] of the family's original receipts, in the order of their road."""
    rows = StimulusReceipt.objects.visible_to(by).standing().filter(disbursement__grant__family=family)
    held = dict(rows.order_by().values_list("holder").annotate(number=Count("pk")))
    return [(label, held[value]) for value, label in Party.choices if value in held]
