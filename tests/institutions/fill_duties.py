"""Duties, activities, the library, lessons, Musrenbang: forms filled in, and rows for their routes."""


def scene(people, unit):
    """Rows of Desa Sidomekar for the routes of this module."""
    return {}


def arguments(short, scene):
    """Arguments of the route `short`; None where it is not one of these."""
    return None
