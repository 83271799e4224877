"""What the parties of the story did of their duties, what the offices published, and what was learnt."""

import tomllib
from pathlib import Path

from institutions.actions import activity as noting
from institutions.actions import lesson as learning
from institutions.actions import library as publishing
from institutions.demonstration.page import example_page
from institutions.models import Activity, Duty, Institution, Lesson, LibraryDocument, Membership, Region

NOTED = ("title", "story", "result", "women", "men", "resources", "local_wisdom", "budget_line")


def tell(cast, calendar):
    """Play `duties.toml` once the villages are founded."""
    told = tomllib.loads((Path(__file__).parent / "duties.toml").read_text(encoding="utf-8"))
    for row in told["activities"]:
        _note(row, cast, calendar)
    for row in told["library"]:
        _publish(row, cast, calendar)
    for row in told["lessons"]:
        _learn(row, cast, calendar)


def _note(row, cast, calendar):
    place = row.get("place", "")
    by, on = cast.acting(row["by"], place), calendar.day(row)
    activity = Activity(
        duty=Duty.objects.get(code=row["duty"]), done_on=on, place=row["place_name"],
        region=Region.objects.get(code=row["region"]) if "region" in row else by.region,
        **{name: row[name] for name in NOTED if name in row},
    )  # fmt: skip
    if "facilitator" in row:
        activity.facilitator = cast.person(row["facilitator"], place)
    if row.get("is_member"):
        activity.membership = Membership.objects.get(person=by.person, left_on=None)
    partners = list(Institution.objects.filter(region=by.region, name__in=row.get("partners", ())))
    noting.save_activity(activity, partners, by=by, on=on)


def _publish(row, cast, calendar):
    by, on = cast.acting(row["by"]), calendar.day(row)
    document = LibraryDocument(
        region=by.region, kind=row["kind"], title=row["title"], number=row["number"], dated_on=on,
        programme_year=on.year, summary=row["summary"],
    )  # fmt: skip
    page = example_page("dokumen", row["title"], row["number"], row["summary"])
    publishing.save_document(document, by=by, on=on, scan=page)


def _learn(row, cast, calendar):
    by, on = cast.acting(row["by"], row.get("place", "")), calendar.day(row)
    lesson = Lesson(
        region=by.region, noted_on=on, aspect=row["aspect"], experience=row["experience"], suggestion=row["suggestion"]
    )
    learning.save_lesson(lesson, by=by, on=on)
    if "answer" in row:
        above, answered_on = cast.acting(row["answered_by"]), calendar.ago(row["answered_days_ago"])
        learning.answer_lesson(lesson, row["answer"], by=above, on=answered_on)
