"""Forms of the guidance of reports, filled in; and rows for the tests of who may open what."""

from django.urls import reverse

from reporting.actions import guidance as actions
from reporting.models import ReportGuidance
from reporting.quarterly import guided
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.reporting import make

NOTE = "Daftar hadir rapat rutin dilampirkan pada laporan."


def note(people, village=None, *, by=None, quarter=make.QUARTER, on=TODAY, **told):
    """A note of the TKSK on the FCU of a village."""
    village = village or people.secretary.region
    make.unit_of(village)
    row = ReportGuidance(**{"aspect": "reporting", "note": NOTE, **told})
    return actions.give_guidance(row, village=village, quarter=quarter, by=by or people.tksk, on=on)


@form("reporting:guidance-create")
def guidance_create(people, regions):
    make.unit_of(regions.village)
    return Filling(
        people.tksk, reverse("reporting:guidance-create"),
        {"village": regions.village.code, "period": guided.key_of(make.QUARTER), "aspect": "monitoring", "note": NOTE,
         "given_on": typed_date(TODAY)},
        text=("note",), required=("village", "period", "note", "given_on"), wrong={"given_on": "besok"},
    )  # fmt: skip


@form("reporting:guidance-answer")
def guidance_answer(people, regions):
    row = note(people)
    return Filling(
        people.secretary, reverse("reporting:guidance-answer", args=[row.uid]),
        {"answer": "Daftar hadir dilampirkan mulai triwulan ini."}, text=("answer",), required=("answer",),
        wrong={"answer": "a" * 501}, contested=(row,),
    )  # fmt: skip


@form("reporting:guidance-withdraw", has_text=False)
def guidance_withdraw(people, regions):
    row = note(people)
    return Filling(people.tksk, reverse("reporting:guidance-withdraw", args=[row.uid]), {}, contested=(row,))


def scene(people):
    """An open note on the FCU of Desa Sidomekar."""
    return {"guidance": note(people)}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if not short.startswith("guidance"):
        return None
    return [] if short in ("guidance-list", "guidance-create") else [scene["guidance"].uid]
