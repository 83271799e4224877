"""Forms of approvals of expenses and kuitansi; and rows for the tests of who may open what."""


def scene(people):
    """Rows of Desa Sidomekar at which the routes of this part point."""
    return {}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    return None
