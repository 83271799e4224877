"""Forms of this part, filled in; and rows for the tests of who may open what: success."""

from django.urls import reverse

from reporting.actions import success as actions
from reporting.models import IndicatorEdition
from reporting.success.editions import days_to_begin
from tests.factories import TODAY
from tests.filling import Filling, form
from tests.reporting import make

NOTE = "Target pertemuan dinaikkan."
DEFINITION = {
    "aspect": "meetings", "label": "Pertemuan rutin", "explanation": "Sedikitnya sebulan sekali.", "reads": "count",
    "part": "meetings_held", "whole": "", "target": "3", "weight": "2", "position": "60",
}  # fmt: skip


def draft(people):
    """A draft of the ministry, as a copy of the edition that ships."""
    found = IndicatorEdition.objects.filter(stage="draft").first()
    return found or actions.draft_edition(by=people.ministry, on=TODAY, note=NOTE)


def url(name, row):
    return reverse(f"reporting:{name}", args=[row.uid])


@form("reporting:edition-draft")
def edition_draft(people, regions):
    return Filling(people.ministry, reverse("reporting:edition-draft"), {"note": NOTE}, text=("note",),
                   required=("note",), wrong={"note": "a" * 501})  # fmt: skip


@form("reporting:edition-publish", has_text=False)
def edition_publish(people, regions):
    row = draft(people)
    row.refresh_from_db()
    day = days_to_begin(TODAY)[1][0].isoformat()
    return Filling(people.ministry, url("edition-publish", row), {"valid_from": day}, required=("valid_from",),
                   wrong={"valid_from": "2020-01-01"}, contested=(row,), row=row)  # fmt: skip


@form("reporting:indicator-create")
def indicator_create(people, regions):
    return Filling(
        people.ministry, url("indicator-create", draft(people)), DEFINITION, text=("label", "explanation", "target"),
        required=("aspect", "label", "reads", "part", "target", "weight"), wrong={"target": "banyak"},
    )  # fmt: skip


@form("reporting:indicator-update", is_update=True)
def indicator_update(people, regions):
    row = draft(people).indicators.get(code="meetings-held")
    return Filling(
        people.ministry, url("indicator-update", row), DEFINITION, text=("label", "explanation", "target"), row=row,
        required=("aspect", "label", "reads", "part", "target", "weight"), wrong={"target": "banyak"}, contested=(row,),
    )  # fmt: skip


@form("reporting:indicator-remove", has_text=False)
def indicator_remove(people, regions):
    row = draft(people).indicators.get(code="meetings-held")
    return Filling(people.ministry, url("indicator-remove", row), {}, contested=(row,))


def scene(people):
    """A draft of the next edition beside the one that everybody reads."""
    edition = draft(people)
    return {"edition": edition, "published": IndicatorEdition.objects.get(number=1),
            "indicator": edition.indicators.get(code="meetings-held"),
            "success_place": make.unit_of(people.secretary.region).region}  # fmt: skip


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short.startswith(("edition", "indicator-")):
        if short in ("edition-list", "edition-draft"):
            return []
        if short == "edition":
            return [scene["published"].uid]
        on_edition = short.startswith("edition") or short == "indicator-create"
        return [scene["edition" if on_edition else "indicator"].uid]
    if not short.startswith("success"):
        return None
    more = {"success-value": ["decree"], "success-paper": ["psks"]}
    return [] if short == "success" else [scene["success_place"].code, *more.get(short, [])]
