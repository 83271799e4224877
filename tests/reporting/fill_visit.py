"""Forms of visits, filled in; and rows for the tests of who may open what."""

from django.urls import reverse

from reporting.visits.answers import states_of
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.reporting import make, visits

WORDS = "Rapat rutin berjalan tiap bulan."


def url(name, *rows):
    return reverse(f"reporting:{name}", args=rows)


@form("reporting:visit-create")
def visit_create(people, regions):
    make.unit_of(regions.village)
    return Filling(
        people.tksk, f"{url('visit-create')}?jenis=monitoring&untuk=fcu&wilayah={regions.village.code}",
        {"phase": "start", "mode": "visit", "planned_on": typed_date(TODAY), "place": "Balai desa",
         "officers": "Nurhayati, TKSK", "met": "", "methods": ["talk"]},
        text=("place", "officers"), required=("phase", "mode", "planned_on", "officers"),
        wrong={"planned_on": "besok"},
    )  # fmt: skip


@form("reporting:visit-update", is_update=True)
def visit_update(people, regions):
    row = visits.planned(people.tksk, regions.village)
    return Filling(
        people.tksk, url("visit-update", row.uid),
        {"phase": "end", "mode": "visit", "planned_on": typed_date(TODAY), "place": "Rumah koordinator",
         "officers": "Nurhayati, TKSK", "met": "Koordinator", "methods": ["talk", "instrument"]},
        text=("place", "officers"), required=("phase", "planned_on", "officers"), wrong={"planned_on": "32-01-2026"},
        row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:visit-fill")
def visit_fill(people, regions):
    row = visits.begun(people.tksk, regions.village)
    state = states_of(row)[0]
    question = state.lines[0][0]
    return Filling(
        people.tksk, url("visit-fill", row.uid, state.code),
        {f"answer-{question.pk}": "3", f"words-{question.pk}": WORDS, "_version": str(row.version)},
        text=(f"words-{question.pk}",), wrong={f"answer-{question.pk}": "9"}, contested=(row,),
    )  # fmt: skip


@form("reporting:visit-conclusion", is_update=True)
def visit_conclusion(people, regions):
    row = visits.begun(people.tksk, regions.village)
    return Filling(
        people.tksk, url("visit-conclusion", row.uid),
        {"observed_text": WORDS, "as_planned": "no", "deviation_text": "Kunjungan pionir berhenti sejak Mei."},
        text=("observed_text", "deviation_text"), wrong={"as_planned": "mungkin"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:visit-answer")
def visit_answer(people, regions):
    row = visits.handed(people.tksk, regions.village)
    return Filling(
        people.coordinator, url("visit-answer", row.uid), {"answer": "Kami setuju.", "agreed": "on"},
        text=("answer",), required=("agreed",), wrong={"agreed": None}, contested=(row,),
    )  # fmt: skip


@form("reporting:visit-signed-paper")
def visit_signed_paper(people, regions):
    row = visits.handed(people.tksk, regions.village)
    return Filling(
        people.tksk, url("visit-signed-paper", row.uid),
        {"signed_by": "Siti Aminah, Koordinator", "paper_date": typed_date(TODAY), "paper_number": "",
         "answer": "Setuju."},
        text=("signed_by", "answer"), required=("signed_by", "paper_date"), wrong={"paper_date": "1-1-2999"},
        has_scan=True, contested=(row,),
    )  # fmt: skip


@form("reporting:note-create")
def note_create(people, regions):
    make.unit_of(regions.village)
    return Filling(
        people.tksk, url("note-create"),
        {"village": regions.village.code, "held_on": typed_date(TODAY), "phase": "needed", "mode": "visit",
         "place": "Posyandu", "officers": "Nurhayati, TKSK", "observed_text": WORDS, "advice_text": ""},
        text=("place", "observed_text"), required=("village", "held_on", "officers", "observed_text"),
        wrong={"held_on": "besok"},
    )  # fmt: skip


def scene(people):
    """A monitoring of the FCU of Desa Sidomekar that waits for its signature."""
    return {"monitoring": visits.handed(people.tksk, people.secretary.region)}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short in ("visit-list", "visit-create", "visit-schedule", "visit-phases", "note-create"):
        return []
    if short == "visit-fill":
        return [scene["monitoring"].uid, "activities"]
    return [scene["monitoring"].uid] if short == "visit" or short.startswith("visit-") else None
