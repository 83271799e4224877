"""The trial in the story: the appointments of TKSK and LK3 by their decrees, and the proposals of the villages."""

import tomllib
from pathlib import Path

from fcu_project import dates
from institutions.actions import appointment as appointing
from institutions.actions import site as act
from institutions.demonstration.page import example_page
from institutions.models import Assignment, Institution, PilotSite, Region, SiteStep

LONG_IN_OFFICE = 900  # days


def _story():
    return tomllib.loads((Path(__file__).parent / "sites.toml").read_text(encoding="utf-8"))


def appoint(role, cast, calendar):
    """The Dinas appoints those of the story who have `role`; from then on they act in it."""
    for row in _story()["appointments"]:
        if row["role"] != role:
            continue
        body = Institution.objects.get(name=row["institution"]) if "institution" in row else None
        dated_on = calendar.day(row)
        given = Assignment(
            person=cast.person(row["person"]), role=role, institution=body, authority=row["authority"],
            origin=row.get("origin", ""), basis=f"{row['basis']}/{dated_on.year}", basis_dated_on=dated_on,
            valid_from=calendar.ago(LONG_IN_OFFICE),
        )  # fmt: skip
        regions = list(Region.objects.filter(code__in=row["territories"]).order_by("code"))
        by = cast.acting("dinas")
        cast.assignments[row["person"]] = appointing.appoint(given, regions, by=by, on=dated_on)


def propose(cast, calendar):
    """Each village of the story as far on the road of its proposal as told."""
    for row in _story()["sites"]:
        by, on = cast.acting(row["by"], row["place"]), calendar.day(row)
        site = PilotSite(
            region=by.region, pilot_year=on.year, reason=row["reason"], candidates=row["candidates"],
            documents="\n".join(row["documents"]),
        )  # fmt: skip
        act.save_site(site, by=by, on=on)
        for told in row["steps"]:
            _take(site, told, cast, calendar, row["place"])


def _take(site, told, cast, calendar, place):
    by, on = cast.acting(told["by"], place), calendar.day(told)
    number = f"{told['number']}/{on.year}" if "number" in told else ""
    row = SiteStep(
        step=told["step"], done_on=on, party=told.get("party", f"{by.person.name}, {by.person.position}"),
        paper_number=number, paper_date=on if number else None, note=told.get("note", ""),
        enclosures=told.get("enclosures", ""),
    )  # fmt: skip
    act.take_step(site, row, by=by, on=on, scan=_paper(row) if number else None)


def _paper(row):
    """The signed paper of a step."""
    number, day = f"Nomor {row.paper_number}", dates.long_date(row.done_on)
    return example_page("pindaian", row.get_step_display(), number, day, "", row.party[:55], "ttd.")
