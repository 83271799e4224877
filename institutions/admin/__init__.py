"""The admin as a full way to work through the founding: same reach, same actions, same gates as the pages."""

from fcu_project.admin import Site

site = Site(name="admin")

from institutions.admin import (  # noqa: E402,F401  register on the site
    activity,
    document,
    facility,
    letter,
    library,
    meeting,
    pilot,
    place,
    plan,
    psks,
    reference,
    stage,
    unit,
)
