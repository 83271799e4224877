"""The demonstration: villages at every point of the road, four told at length and others briefly, in two regencies.

Everything is made by the same actions and transitions as on the screens, dated relative to the day of loading. The
story stands in the TOML files beside this module; its persons are invented. The installation carries a marker, by which
every page shows a banner and production refuses to start.
"""

import tomllib
from itertools import chain
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from fcu_project import audit, dates, registry
from fcu_project.models import Installation
from institutions.demonstration import further
from institutions.demonstration.calendar import Calendar
from institutions.demonstration.cast import Cast, codes_of
from institutions.demonstration.duty import tell
from institutions.demonstration.event import play
from institutions.demonstration.place import lay_out
from institutions.demonstration.plan import plan_year
from institutions.demonstration.psks import gather
from institutions.demonstration.settled import settle
from institutions.demonstration.site import appoint, propose
from institutions.demonstration.trial import walk
from institutions.demonstration.unit import work
from institutions.demonstration.village import add_institution, found
from institutions.models import Region, RegionSetting

ABOVE = ("lombok_utara", "soppeng")
TOLD_ABOVE = ("settings", "institutions", "meetings")
VILLAGES = ("genggelang", "bentek", "santong", "loloan")
PASSWORD = "keluarga-tangguh-26"  # noqa: S105  known to everyone: it opens nothing but the demonstration
ZONE = "WITA"


def story(name):
    """One part of the demonstration; the meetings of a long one stand in a file of their own."""
    folder = Path(__file__).parent
    told = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    more = folder / f"{name}_meetings.toml"
    if more.exists():
        told["meetings"] = tomllib.loads(more.read_text(encoding="utf-8"))["meetings"]
    return told


def stories():
    """{name: part} of the whole demonstration, the levels above first."""
    return {**{name: story(name) for name in (*ABOVE, *VILLAGES)}, **further.parts()}


def accounts():
    """The persons of the story that have an account, in its order."""
    return [person for part in stories().values() for person in part["people"] if "username" in person]


def missing_regions():
    """Codes of regions that the story takes place in and that are not loaded."""
    wanted = set().union(*map(codes_of, stories().values()))
    return sorted(wanted - set(Region.objects.filter(code__in=wanted).values_list("code", flat=True)))


@transaction.atomic
def load():
    """Play the whole story and set the marker. Refuses nothing: the command asks first whether it may."""
    parts, calendar = stories(), Calendar(dates.today_in(ZONE))
    cast = Cast(calendar, PASSWORD)
    for name, part in parts.items():
        cast.add("" if name in ABOVE else name, part)
    above = {name: list(chain.from_iterable(parts[one].get(name, ()) for one in ABOVE)) for name in TOLD_ABOVE}
    for row in above["settings"]:
        RegionSetting.objects.create(region=Region.objects.get(code=row["region"]), key=row["key"], value=row["value"])
    appoint("tksk", cast, calendar)
    for row in above["institutions"]:
        add_institution(row, by=cast.acting(row["by"]), on=calendar.day(row))
    appoint("lk3", cast, calendar)
    for row in above["meetings"]:
        play(row, cast, calendar)
    for name, part in parts.items():
        if "unit" in part:
            found(name, part, cast, calendar)
    gather(cast, calendar)
    lay_out(cast, calendar)
    work(cast, calendar)
    settle(cast, calendar)
    propose(cast, calendar)
    walk(cast, calendar)
    tell(cast, calendar)
    plan_year(cast, calendar)
    for chapter in registry.chapters:
        chapter(cast, calendar)
    Installation.objects.filter(pk=Installation.current().pk).update(
        demonstration=True, demonstration_loaded_at=timezone.now()
    )
    audit.record("demonstration.load", by=None)
