"""A plasma family on its way to become a pioneer, at every point of it, by the actions of the screens."""

from datetime import timedelta

from fcu_project import workflow
from institutions.models import WorkingGroup
from tests.factories import TODAY
from tests.families import make

ASKED = TODAY - timedelta(days=7)
FGD = TODAY - timedelta(days=6)
ANSWERED = TODAY - timedelta(days=5)
DESIGNATED = TODAY - timedelta(days=4)


def asked_again(family, by, *, unmet=(), on=ASKED):
    """New rounds of both lists."""
    for which in ("plasma", "pioneer"):
        make.assessed(family, which, by, unmet=unmet, on=on)


def nominated(pairing, by):
    """The plasma family of this pairing is a candidate for pioneer, and goes on being accompanied."""
    asked_again(pairing.plasma.family, by)
    workflow.perform(pairing.plasma, "rise", by=by, on=ASKED, note="Sudah menabung dan punya warung.")
    return pairing.plasma.family.participation()


def fgd_of(people, *families, choice="pioneer", hold=True):
    """The FGD that decides about them, with the village head and the group."""
    by = people.secretary
    group = WorkingGroup.selection_of(by.region)
    came = [(people.village_head.person, "government")]
    came += [(row.membership.person, "psks") for row in group.members.all()]
    meeting = make.planned("focus_group", by, on=FGD, people=came)
    if families:
        make.rank(meeting, [(family, choice) for family in families], by)
    return make.declare_held(meeting, by) if families and hold else meeting


def answered(family, by, *, willing=True):
    return make.answered(family, by, willing=willing, data_use=willing, answered_on=ANSWERED)


def risen(people, pairing=None):
    """A family that was plasma and was designated as pioneer."""
    pairing = pairing or make.paired(people)
    family = pairing.plasma.family
    nominated(pairing, people.secretary)
    fgd_of(people, family)
    answered(family, people.secretary)
    make.designated("pioneer_designation", [family], people.secretary, on=DESIGNATED)
    return family
