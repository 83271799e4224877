"""The parts of this floor for the tests of who may open what: their rows, and where their routes point."""

from fcu_project.access import rule_for
from tests.reporting import (
    fill_aid,
    fill_allocation,
    fill_annex,
    fill_approval,
    fill_budget,
    fill_bundle,
    fill_cashbook,
    fill_checks,
    fill_closing,
    fill_dashboard,
    fill_finding,
    fill_from_paper,
    fill_guidance,
    fill_incident,
    fill_instrument,
    fill_office,
    fill_receipts,
    fill_reports,
    fill_stimulus,
    fill_success,
    fill_verdict,
    fill_visit,
)

# In the order in which their rows are made.
ABOVE = (fill_annex, fill_from_paper, fill_guidance, fill_incident, fill_office, fill_bundle)
MONEY = (
    fill_cashbook, fill_closing, fill_approval, fill_allocation, fill_aid, fill_budget, fill_stimulus, fill_receipts,
    fill_checks,
)  # fmt: skip
JUDGING = (fill_instrument, fill_visit, fill_finding, fill_success, fill_dashboard, fill_verdict)


def scene(people):
    """Rows of Desa Sidomekar, one of everything."""
    return {name: row for part in (fill_reports, *ABOVE, *MONEY, *JUDGING) for name, row in part.scene(people).items()}


def arguments(short, scene):
    """Arguments of a route of this floor that has some."""
    report = scene["report"]
    special = {
        "section": [report.uid, "results"],
        "obstacle-update": [report.uid, scene["obstacle"].uid],
        "obstacle-remove": [report.uid, scene["obstacle"].uid],
        "figure": [report.uid, "meetings_held"],
        "version": [report.uid, 1],
        "recap-region": [report.region.code[:4]],
    }
    if short in special:
        return special[short]
    for part in (*ABOVE, *MONEY, *JUDGING):
        if (found := part.arguments(short, scene)) is not None:
            return found
    return [report.uid] if rule_for(f"reporting:{short}").reach == "rows" else []
