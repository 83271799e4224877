"""Officers who change, acting officers, statements: forms filled in, and rows for their routes."""

from datetime import timedelta

from django.urls import reverse

from institutions.actions import officer as actions
from institutions.models import Candidacy, OfficerTerm
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, typed_date

TICKS = {"willing": "on", "able": "on", "social_spirit": "on", "non_partisan": "on"}


def term_of(unit, post):
    return unit.officer_terms.get(post=post, decree__isnull=False, valid_until=None)


def spare_member(unit):
    """A member without a post."""
    return unit.memberships.filter(left_on=None, officer_terms=None).order_by("id").first()


def replacing_meeting(unit, by, *, on=LAST_WEEK):
    return make.held_meeting("routine", by, on=on, elements=("psks",))


def elect(unit, by, member, post, *, meeting, reason="Pindah domisili"):
    unit.refresh_from_db()
    row = Candidacy(unit=unit, meeting=meeting, membership=member, post=post, willing=True, able=True,
                    social_spirit=True, non_partisan=True, elected=True)  # fmt: skip
    return actions.elect_replacement(row, by=by, on=meeting.held_on, reason=reason)


def vacate(unit, by, post, *, on=LAST_WEEK):
    unit.refresh_from_db()
    return actions.leave_post(term_of(unit, post), by=by, on=on, reason="Mengundurkan diri")


def acting(unit, member, post, *, first=None, days=30):
    first = first or LAST_WEEK + timedelta(days=1)
    return OfficerTerm(
        unit=unit, membership=member, post=post, valid_from=first, valid_until=first + timedelta(days=days - 1),
        basis="094/3/ST/2025", basis_dated_on=first, non_partisan_on=first,
    )  # fmt: skip


def scene(people, unit):
    """Rows of Desa Sidomekar for the routes of this module."""
    return {"term": unit.officer_terms.get(post="treasurer")}


def arguments(short, scene):
    """Arguments of the route `short`; None where it is not one of these."""
    if short in ("officer-leave", "officer-statement", "officer-statement-paper"):
        return [scene["unit"].uid, scene["term"].uid]
    if short.startswith("officer"):
        return [scene["unit"].uid]
    return None


@form("institutions:officer-replace")
def replace(people, regions):
    by = people.village_operator
    unit = make.decreed_unit(by)
    meeting = replacing_meeting(unit, by)
    unit.refresh_from_db()
    return Filling(
        by, reverse("institutions:officer-replace", args=[unit.uid]), contested=(unit,),
        data={**TICKS, "meeting": meeting.pk, "post": "secretary", "membership": spare_member(unit).pk,
              "reason": "Pindah ke kota", "votes": "9"},
        text=("reason", "votes"), required=("meeting", "post", "membership", "reason"), wrong={"non_partisan": None},
    )  # fmt: skip


@form("institutions:officer-leave")
def leave(people, regions):
    unit = make.decreed_unit(people.village_operator)
    term = term_of(unit, "secretary")
    return Filling(
        people.secretary, reverse("institutions:officer-leave", args=[unit.uid, term.uid]), contested=(unit,),
        data={"ended_on": typed_date(LAST_WEEK), "reason": "Mengundurkan diri"}, text=("reason",),
        required=("ended_on", "reason"), wrong={"ended_on": "besok"},
    )  # fmt: skip


@form("institutions:officer-statement", has_text=False)
def statement(people, regions):
    unit = make.decreed_unit(people.village_operator)
    term = term_of(unit, "secretary")
    return Filling(
        people.secretary, reverse("institutions:officer-statement", args=[unit.uid, term.uid]), contested=(term,),
        data={"non_partisan_on": typed_date(LAST_WEEK), "stated": "on"}, required=("non_partisan_on", "stated"),
        wrong={"non_partisan_on": "lusa"},
    )  # fmt: skip


@form("institutions:officer-acting")
def act(people, regions):
    by = people.village_operator
    unit = make.decreed_unit(by)
    vacate(unit, by, "secretary")
    return Filling(
        people.secretary, reverse("institutions:officer-acting", args=[unit.uid]), contested=(unit,),
        data={"post": "secretary", "membership": spare_member(unit).pk, "valid_from": typed_date(TODAY),
              "valid_until": typed_date(TODAY + timedelta(days=30)), "basis": "094/3/ST/2025",
              "basis_dated_on": typed_date(TODAY), "non_partisan": "on"},
        text=("basis",), required=("post", "membership", "valid_from", "valid_until", "basis", "basis_dated_on",
                                   "non_partisan"),
        wrong={"valid_until": "nanti"},
    )  # fmt: skip
