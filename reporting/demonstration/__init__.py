"""The reports of the demonstration. Of the village told at length the last quarter that is over came back to be mended,
the older ones were accepted, the running one is begun; of those told briefly see `further`."""

import tomllib
from pathlib import Path

from institutions.models import FamilyCareUnit
from reporting.demonstration.incidents import tell_incidents
from reporting.demonstration.money import keep_money
from reporting.demonstration.office import tell_offices
from reporting.demonstration.quarterly import begin, day_after, report_on
from reporting.demonstration.verdicts import tell_verdicts
from reporting.demonstration.visits import tell_visits
from reporting.periods import is_owed, owed_quarters, quarter_of


def tell_money(cast, calendar):
    """The cash book, aid and stimulus, where the referrals end: the reports are drawn from them."""
    keep_money(_story("money"), cast, calendar)


def tell(cast, calendar):
    """Go on with the demonstration where the money is told."""
    tell_incidents(_story("incidents"), cast, calendar)
    told = _story("reports")
    writer = cast.acting(told["writer"], told["place"])
    unit = FamilyCareUnit.of(writer.region)
    owed = owed_quarters(unit, calendar.today)
    for quarter in owed:
        outcome = "returned" if quarter == owed[-1] else "accepted"
        report_on(unit, quarter, told, cast, calendar, outcome=outcome)
    now = quarter_of(calendar.today)
    if is_owed(unit, now):
        begin(unit, now, told["draft"], writer, calendar.today)
    tell_offices(_story("offices"), cast, calendar, day_after)


def tell_judging(cast, calendar):
    """What the offices saw at the FCUs, and what the ministry concludes: the verdict reads the reports."""
    tell_visits(_story("visits"), cast, calendar)
    tell_verdicts(_story("verdicts"), cast, calendar)


def _story(name):
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
