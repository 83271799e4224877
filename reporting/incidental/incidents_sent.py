"""Incidental reports in the quarterly report of the FCU: how many were sent and their numbers, no word (REP-03)."""

from reporting.models import IncidentVersion


def sent_in(region, period):
    """{numbers, again}: the reports first sent in a quarter, and those sent again in it."""
    rows = IncidentVersion.objects.filter(report__region=region, sent_on__range=(period.start, period.end))
    rows = list(rows.order_by("report_id", "number").values_list("report__number", "number"))
    first = [number for number, version in rows if version == 1]
    again = [number for number, version in rows if version > 1 and number not in first]
    return {"numbers": first, "again": list(dict.fromkeys(again))}
