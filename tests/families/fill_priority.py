"""Forms of priorities, needs that were wrong, and recipients, filled in."""

from django.urls import reverse

from families.actions import recipient as recipients
from families.actions.pairing import close_need, save_need
from families.models import Need, ProblemType, Recipient
from tests.factories import TODAY
from tests.families import make
from tests.filling import LAST_WEEK, Filling, form, typed_date
from tests.institutions.fill_sites import draft


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


# --- needs that were wrong ------------------------------------------------------------------------------------------
def need_of(people, **changes):
    """A need of a family of the village."""
    make.selection_group(people)
    family = make.candidate(people.secretary)
    facts = {"title": "Akta lahir anak", "dimension": "social", "found_on": LAST_WEEK, **changes}
    problem = ProblemType.objects.get(code="dokumen")
    return save_need(Need(problem=problem, **facts), by=people.secretary, on=TODAY, family=family)


@form("families:need-update", is_update=True)
def need_update(people, regions):
    row = need_of(people)
    return Filling(
        people.secretary, reverse("families:need-update", args=[row.uid]), row=row, contested=(row,),
        data={"title": "Akta lahir anak ketiga", "problem": row.problem_id, "dimension": "social", "priority": "1",
              "found_on": typed_date(LAST_WEEK)},
        text=("title",), required=("title", "problem", "dimension", "priority"), wrong={"found_on": "besok"},
    )  # fmt: skip


@form("families:need-reopen")
def need_reopen(people, regions):
    row = need_of(people)
    close_need(row, by=people.secretary, on=LAST_WEEK, state="met", outcome="Akta sudah diterima.")
    return Filling(
        people.secretary, reverse("families:need-reopen", args=[row.uid]), row=row, contested=(row,),
        data={"note": "Ternyata akta anak lain."}, text=("note",), required=("note",), wrong={"note": "ya"},
    )  # fmt: skip


# --- recipients -----------------------------------------------------------------------------------------------------
def collected(site, family, by, **changes):
    """A family on the list of a proposal."""
    facts = {"support": "Modal usaha warung", "reason": "Penghasilan tidak tetap.", "collected_on": LAST_WEEK}
    row = Recipient(family=family, **facts | changes)
    site.refresh_from_db()
    recipients.collect(site, [row], by=by, on=TODAY)
    return row


def proposed(people):
    """A proposal with one candidate of the village: (site, recipient)."""
    make.selection_group(people)
    site = draft(people.village_operator)
    row = collected(site, make.candidate(people.secretary), people.secretary)
    site.refresh_from_db()
    return site, row


@form("families:recipient-collect")
def recipient_collect(people, regions):
    make.selection_group(people)
    site, key = draft(people.village_operator), make.candidate(people.secretary).pk
    return Filling(
        people.village_operator, reverse("families:recipient-collect", args=[site.uid]), row=site, contested=(site,),
        data={"ticked": [key], "collected_on": typed_date(LAST_WEEK), "support_all": "Modal usaha warung",
              f"reason-{key}": "Penghasilan tidak tetap."},
        text=("support_all", f"reason-{key}"), required=("ticked", "collected_on"), wrong={"collected_on": "besok"},
    )  # fmt: skip


@form("families:recipient-update", is_update=True)
def recipient_update(people, regions):
    _, row = proposed(people)
    return Filling(
        people.secretary, reverse("families:recipient-update", args=[row.uid]), row=row, contested=(row,),
        data={"support": "Alat menjahit", "reason": "Pernah ikut kursus."}, text=("support", "reason"),
        required=("support", "reason"), wrong={"support": "a" * 201},
    )  # fmt: skip


@form("families:recipient-remove", has_text=False)
def recipient_remove(people, regions):
    _, row = proposed(people)
    url = reverse("families:recipient-remove", args=[row.uid])
    return Filling(people.secretary, url, {}, contested=(row,))


@form("families:recipient-settle")
def recipient_settle(people, regions):
    site, row = proposed(people)
    return Filling(
        people.regency_funds, reverse("families:recipient-settle", args=[site.uid]), row=site, contested=(site,),
        data={"settled_on": typed_date(TODAY), f"state-{row.pk}": "dropped", f"reason-{row.pk}": "Sudah menerima PKH."},
        text=(f"reason-{row.pk}",), required=("settled_on", f"state-{row.pk}"), wrong={f"reason-{row.pk}": ""},
    )  # fmt: skip


def scene(people, site, family):
    """Rows of Desa Sidomekar for the routes of this module."""
    return {"recipient": collected(site, family, people.secretary)}
