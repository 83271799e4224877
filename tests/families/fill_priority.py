"""Forms of priorities, needs that were wrong, and recipients, filled in."""

from django.urls import reverse

from tests.families import make
from tests.filling import Filling, form


@form("families:priority-sheet")
def priority_sheet(people, regions):
    make.selection_group(people)
    key = make.candidate(people.secretary).pk
    meeting = make.planned("routine", people.secretary, on=make.FGD_ON)
    return Filling(
        people.secretary, reverse("families:priority-sheet", args=[meeting.uid]), row=meeting, contested=(meeting,),
        data={"ticked": [key], f"priority-{key}": "1", f"reason-{key}": "Dapur belum pernah mengepul dua kali sehari."},
        text=(f"reason-{key}",), required=("ticked",), wrong={f"priority-{key}": "4"},
    )  # fmt: skip
