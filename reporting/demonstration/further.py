"""The quarterly reports of the villages that are told briefly: accepted, returned, waiting, late, missing."""

import tomllib
from itertools import chain, repeat
from pathlib import Path

from institutions.models import FamilyCareUnit
from reporting.demonstration.quarterly import report_on
from reporting.periods import owed_quarters


def tell_further(cast, calendar):
    """Every quarter that is over as far as `outcomes` says, which begins with the newest; the rest was accepted."""
    usual, told = _story("reports"), _story("further")
    for village in told["villages"]:
        row = {**usual, **told["usual"], **village}
        unit = FamilyCareUnit.of(cast.acting(row["writer"], row["place"]).region)
        newest_first = reversed(owed_quarters(unit, calendar.today))
        outcomes = chain(village["outcomes"], repeat("accepted"))
        for quarter, outcome in reversed(list(zip(newest_first, outcomes, strict=False))):
            days = told["late"] if outcome == "late" else usual["days"]
            if outcome != "missing":
                report_on(unit, quarter, {**row, "days": days}, cast, calendar, outcome=outcome)


def _story(name):
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
