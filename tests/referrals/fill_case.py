"""Forms of cases and their steps, filled in."""

from datetime import timedelta

from django.urls import reverse

from referrals.actions import case as actions
from referrals.models import Case, CaseStep
from tests.factories import TODAY, InstitutionFactory
from tests.filling import LAST_WEEK, Filling, form, typed_date
from tests.referrals.fill_referrals import url

OPENED_ON = TODAY - timedelta(days=20)
CASE = {
    "kind": "advocacy", "client": "Marlina", "client_sex": "female", "title": "Bantuan sekolah tidak turun",
    "story": "Sejak Juli tidak menerima.", "right_claimed": "Kartu Indonesia Pintar", "target_body": "Sekolah dasar",
    "opened_on": typed_date(OPENED_ON),
}  # fmt: skip
WORDS = ("client", "title", "story", "right_claimed", "target_body")
STEP = {"kind": "visit", "done_on": typed_date(LAST_WEEK), "text": "Menemui kepala sekolah.", "place": "Sekolah",
        "result": "Diminta melengkapi surat."}  # fmt: skip
ENDING = {"outcome": "full", "result": "Bantuan sudah diterima.", "follow_up": "Dipantau tiga bulan.",
          "closed_on": typed_date(TODAY)}  # fmt: skip


def bodies(region, many=2):
    return [InstitutionFactory(region=region, name=f"Lembaga {number}") for number in range(1, many + 1)]


def opened(by, *, family=None, on=OPENED_ON, **changes):
    """A case that the office of `by` carries."""
    facts = {"client": "" if family else "Marlina", "client_sex": "" if family else "female", "family": family,
             "title": "Bantuan sekolah tidak turun", "opened_on": on, "owner": by.person, **changes}  # fmt: skip
    return actions.open_case(Case(**facts), by=by, on=TODAY)


def stepped(case, by, *, kind="visit", on=LAST_WEEK, taking_part=(), **changes):
    """One step of it."""
    case = Case.objects.get(pk=case.pk)
    step = CaseStep(case=case, kind=kind, done_on=on, **{"text": "Menemui kepala sekolah.", **changes})
    return actions.save_step(step, bodies=list(taking_part), by=by, on=TODAY)


def conference(case, by, taking_part, *, on=LAST_WEEK):
    return stepped(
        case, by, kind="conference", on=on, taking_part=taking_part, place="Balai", women=3, men=2,
        decisions="Sekolah mengusulkan ulang.\nFCU melengkapi surat.",
    )  # fmt: skip


def closed(case, by, *, on=TODAY):
    case = Case.objects.get(pk=case.pk)
    return actions.close_case(case, by=by, on=on, outcome="full", result="Sudah diterima.", follow_up="Dipantau.")


@form("referrals:case-create")
def case_create(people, regions):
    return Filling(
        people.secretary, reverse("referrals:case-create"), CASE, text=WORDS,
        required=("kind", "client", "client_sex", "title", "opened_on"), wrong={"right_claimed": ""},
    )  # fmt: skip


@form("referrals:case-update", is_update=True)
def case_update(people, regions):
    row = opened(people.secretary)
    return Filling(
        people.secretary, url("case-update", row), CASE, text=WORDS, row=row, contested=(row,),
        required=("kind", "client", "client_sex", "title", "opened_on"), wrong={"opened_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:case-step-create")
def case_step_create(people, regions):
    row = opened(people.secretary)
    return Filling(
        people.secretary, url("case-step-create", row), {**STEP, "bodies": [bodies(regions.village)[0].pk]},
        text=("text", "place", "result"), required=("kind", "done_on", "text"), wrong={"done_on": "1-1-2001"},
        contested=(row,),
    )  # fmt: skip


@form("referrals:case-conference")
def case_conference(people, regions):
    row = opened(people.secretary)
    data = {
        "done_on": typed_date(LAST_WEEK), "place": "Balai", "women": "3", "men": "2", "text": "Pembagian tugas.",
        "decisions": "Sekolah mengusulkan ulang.", "bodies": [body.pk for body in bodies(regions.village)],
    }  # fmt: skip
    return Filling(
        people.secretary, url("case-conference", row), data, text=("place", "text", "decisions"),
        required=("done_on", "place", "women", "men", "text", "decisions", "bodies"), wrong={"men": "dua"},
        contested=(row,),
    )  # fmt: skip


@form("referrals:case-step-update", is_update=True)
def case_step_update(people, regions):
    row = opened(people.secretary)
    step = stepped(row, people.secretary)
    return Filling(
        people.secretary, url("case-step-update", step), STEP, text=("text", "place", "result"), row=step,
        required=("kind", "done_on", "text"), wrong={"done_on": "1-1-2001"}, contested=(row, step),
    )  # fmt: skip


@form("referrals:case-close")
def case_close(people, regions):
    row = opened(people.secretary)
    stepped(row, people.secretary)
    return Filling(
        people.secretary, url("case-close", row), ENDING, text=("result", "follow_up"), contested=(row,),
        required=("outcome", "result", "follow_up", "closed_on"), wrong={"closed_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:case-reopen")
def case_reopen(people, regions):
    row = opened(people.secretary)
    stepped(row, people.secretary)
    closed(row, people.secretary)
    return Filling(
        people.secretary, url("case-reopen", row),
        {"reason": "Bantuan ternyata tidak turun.", "opened_on": typed_date(TODAY)}, text=("reason",),
        required=("reason", "opened_on"), wrong={"opened_on": "1-1-2999"}, contested=(row,),
    )  # fmt: skip


def scene(people):
    """A case under way with a conference."""
    row = opened(people.secretary)
    step = conference(row, people.secretary, bodies(people.secretary.region))
    return {"case": Case.objects.get(pk=row.pk), "case_step": step}
