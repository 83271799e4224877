"""Forms of this part, filled in; and rows for the tests of who may open what: verdict."""

from django.urls import reverse

from tests.filling import Filling, form
from tests.reporting import make, verdicts
from tests.reporting.make import QUARTER

CHOSEN = f"{QUARTER.year}-{QUARTER.number}"
SPAN = {"first": CHOSEN, "last": CHOSEN}


def to(short, verdict, *more):
    return reverse(f"reporting:{short}", args=[verdict.uid, *more])


@form("reporting:verdict-create")
def verdict_create(people, regions):
    make.unit_of(people.secretary.region)
    return Filling(
        people.ministry, reverse("reporting:verdict-create"),
        {"scope": "place", "place": regions.village.dotted_code, **SPAN}, text=("place",), required=("scope",),
        wrong={"last": f"{QUARTER.previous.year}-{QUARTER.previous.number}"},
    )  # fmt: skip


@form("reporting:verdict-span", has_text=False)
def span(people, regions):
    verdict = verdicts.draft(people)
    earlier = f"{QUARTER.previous.year}-{QUARTER.previous.number}"
    return Filling(
        people.ministry, to("verdict-span", verdict), {"first": earlier, "last": CHOSEN}, row=verdict,
        contested=(verdict,),
    )  # fmt: skip


@form("reporting:verdict-answer")
def answer(people, regions):
    verdict = verdicts.draft(people)
    return Filling(
        people.ministry, to("verdict-answer", verdict, "efficiency"),
        {"grade": "partly", "reason": "Biaya per keluarga masih tinggi."}, text=("reason",),
        required=("grade", "reason"), wrong={"grade": "bagus"},
    )  # fmt: skip


@form("reporting:verdict-answer#again", is_update=True)
def answer_again(people, regions):
    verdict = verdicts.answered(people, verdicts.draft(people))
    row = verdict.answers.get(question="efficiency")
    return Filling(
        people.ministry, to("verdict-answer", verdict, "efficiency"),
        {"grade": "unproven", "reason": "Biaya per keluarga naik."}, text=("reason",), required=("grade", "reason"),
        wrong={"grade": "bagus"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:verdict-words", is_update=True)
def words(people, regions):
    verdict = verdicts.draft(people)
    return Filling(
        people.ministry, to("verdict-words", verdict),
        {"overall": "fit", "summary_text": "Terbukti efektif.", "lessons_text": "Mulai dari dusun.",
         "changes_text": "Kurangi formulir."},
        text=("summary_text", "lessons_text", "changes_text"), required=("overall", "summary_text"),
        wrong={"overall": "bagus"}, row=verdict, contested=(verdict,),
    )  # fmt: skip


@form("reporting:verdict-remove", has_text=False)
def remove(people, regions):
    verdict = verdicts.draft(people)
    return Filling(people.ministry, to("verdict-remove", verdict), {}, contested=(verdict,))


def scene(people):
    """The verdict on Desa Sidomekar, concluded."""
    return {"verdict": verdicts.concluded(people)}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short in ("verdict-list", "verdict-create", "research-export"):
        return []
    if short == "verdict-answer":
        return [scene["verdict"].uid, "efficiency"]
    return [scene["verdict"].uid] if short.startswith("verdict") else None
