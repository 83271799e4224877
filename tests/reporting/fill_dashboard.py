"""Forms of this part, filled in; and rows for the tests of who may open what: dashboard."""


def scene(people):
    return {}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    return None
