"""Rows for the tests of who may open what: dashboards. They have no form."""

SHORTS = ("dashboard-region", "dashboard-paper", "dashboard-excel")


def scene(people):
    return {}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    return [scene["report"].region.code] if short in SHORTS else None
