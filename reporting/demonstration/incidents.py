"""Incidental reports of the demonstration, drawn from its cases by the same actions as the screens (REP-03)."""

from fcu_project import workflow
from referrals.models import Case
from reporting.actions import incident as actions
from reporting.models import IncidentReport


def tell_incidents(told, cast, calendar):
    """One that was sent and received, one that is still a draft."""
    by = cast.acting(told["by"], told["place"])
    row = told["received"]
    sent_on = calendar.ago(row["written_days_ago"])
    report = actions.open_incident(_case(row["case"], by), by=by, on=sent_on)
    workflow.perform(_fresh(report), "send", by=by, on=sent_on)
    receiver = cast.acting(row["receiver"])
    workflow.perform(_fresh(report), "receive", by=receiver, on=calendar.ago(row["received_days_ago"]))
    actions.open_incident(_case(told["draft"]["case"], by), by=by, on=calendar.ago(told["draft"]["days_ago"]))


def _case(title, by):
    return Case.objects.get(keeper=by.region, title=title)


def _fresh(report):
    return IncidentReport.objects.with_facts().get(pk=report.pk)
