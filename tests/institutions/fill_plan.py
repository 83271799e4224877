"""The annual plan: forms filled in, and rows for their routes."""

from django.urls import reverse

from fcu_project import files, workflow
from institutions.actions import plan as actions
from institutions.models import AnnualPlan, FamilyCareUnit, ItemProgress, PlanItem, PlanRevision, PraSheet
from tests import factories as make
from tests.factories import TODAY
from tests.families import short
from tests.filling import LAST_WEEK, Filling, form, typed_date

YEAR = TODAY.year
WHOLE = {
    "kind": "economy", "what": "Kursus menjahit", "objective": "Penghasilan keluarga bertambah",
    "target": "8 ibu dari keluarga dampingan", "months": [2, 3, 8], "amount": 1_500_000, "source": "village",
    "facilities": "Ruang pertemuan, 4 mesin jahit", "owner": "Ketua PKBM",
}  # fmt: skip


def plan_of(body, by, year=YEAR, *, copy=False):
    """A draft of the FCU's or the PSKS team's plan."""
    key = "unit" if isinstance(body, FamilyCareUnit) else "team"
    return actions.start_plan(AnnualPlan(region=body.region, year=year, **{key: body}), by=by, on=TODAY, copy=copy)


def item(plan, by, **more):
    """A row with all six things, but for what is said otherwise."""
    plan.refresh_from_db()
    return actions.save_item(PlanItem(plan=plan, **{**WHOLE, **more}), by=by, on=TODAY)


def deliberation(by, *, on=LAST_WEEK, kind="routine", record=True):
    """A meeting of the body that decided by consensus; its official record is out."""
    meeting = make.held_meeting(kind, by, on=on, elements=("psks",))
    if record:
        make.issued_record(meeting, by, number=f"{meeting.pk}/BA/{on.year}")
    return meeting


def ready_plan(body, by, year=YEAR, *, record=True):
    """A draft that nothing stands in the way of, but for who approves it."""
    plan = plan_of(body, by, year)
    item(plan, by)
    plan.agreed_in = deliberation(by, record=record)
    return actions.save_plan(plan, by=by, on=TODAY)


def agreed_plan(unit, people, year=YEAR, *, on=LAST_WEEK):
    """Written by the secretary, approved by the coordinator."""
    plan = ready_plan(unit, people.secretary, year)
    workflow.perform(plan, "put_forward", by=people.secretary, on=on)
    return workflow.perform(plan, "agree", by=people.coordinator, on=on)


def revision(plan, by, **more):
    facts = {"reason": "Bantuan APBDes datang lebih awal.", "on": TODAY, **more}
    return actions.open_revision(PlanRevision(plan=plan, **facts), by=by, on=TODAY)


def pra(plan, by, guide, **more):
    facts = {
        "held_on": LAST_WEEK, "problem": "Ibu tidak berpenghasilan", "alternatives": "Kursus\nModal",
        "choice": "Kursus menjahit", "tools": ["tree"], "facilitator": guide, "guide": "tksk", "trained": True, **more,
    }  # fmt: skip
    return actions.save_pra(PraSheet(plan=plan, **facts), by=by, on=TODAY)


def scene(people, unit):
    by = people.secretary
    plan = agreed_plan(unit, people)
    plan.paper_scan = files.store_scan(make.scan(), by=by)
    plan.save()
    row = revision(plan, by)
    row.paper_scan = plan.paper_scan
    row.save()
    return {"plan": plan, "plan_item": plan.items.get(), "revision": row, "pra": pra(plan, by, people.tksk.person)}


def arguments(short_name, scene):
    plan, row = scene["plan"].uid, scene["plan_item"].uid
    if short_name in ("plan-list", "plan-start"):
        return []
    if short_name in ("pra", "pra-update"):
        return [plan, scene["pra"].uid]
    if short_name.startswith("plan-revision"):
        return [plan, scene["revision"].uid]
    if short_name.startswith("plan-item") and short_name != "plan-item-create":
        return [plan, row]
    return [plan] if short_name.startswith(("plan", "pra-")) else None


def url(name, *args):
    return reverse(f"institutions:{name}", args=args)


ITEM = {
    "kind": "economy", "what": "Kursus menjahit", "objective": "Penghasilan bertambah", "target": "8 ibu dampingan",
    "months": ["2", "3"], "amount": "1.500.000", "source": "village", "facilities": "Ruang pertemuan",
    "owner": "Ketua PKBM",
}  # fmt: skip
WORDS = ("what", "objective", "target", "facilities", "owner")


@form("institutions:plan-start", has_text=False)
def plan_start(people, regions):
    short.unit(regions.village)
    return Filling(
        people.secretary, url("plan-start"), {"year": str(YEAR)}, required=("year",), wrong={"year": "nanti"},
    )  # fmt: skip


@form("institutions:plan-update", has_text=False)
def plan_update(people, regions):
    plan = plan_of(short.unit(regions.village), people.secretary)
    meeting = deliberation(people.secretary, record=False)
    return Filling(
        people.secretary, url("plan-update", plan.uid), {"agreed_in": meeting.pk}, required=("agreed_in",),
        wrong={"agreed_in": "0"}, contested=(plan,), row=plan,
    )  # fmt: skip


@form("institutions:plan-agree")
def plan_agree(people, regions):
    plan = ready_plan(short.unit(regions.village), people.secretary)
    return Filling(
        people.secretary, url("plan-agree", plan.uid), {"on": typed_date(TODAY), "number": "04/RKT"}, text=("number",),
        required=("on", "scan"), wrong={"on": "31-02-2026"}, contested=(plan,), has_scan=True,
    )  # fmt: skip


@form("institutions:plan-close")
def plan_close(people, regions):
    """The plan of last year, which has ended."""
    plan = agreed_plan(short.unit(regions.village), people, YEAR - 1)
    workflow.perform(plan, "start", by=people.secretary, on=TODAY)
    workflow.give_reason(plan, workflow.find_gate(AnnualPlan, "finished"), "Kursus pindah tahun.", by=people.secretary)
    return Filling(
        people.secretary, url("plan-close", plan.uid),
        {"on": typed_date(TODAY), "reached": "Sembilan kegiatan terlaksana."}, text=("reached",),
        required=("on", "reached"), wrong={"on": "31-02-2026"}, contested=(plan,),
    )  # fmt: skip


@form("institutions:plan-item-create")
def plan_item_create(people, regions):
    plan = plan_of(short.unit(regions.village), people.secretary)
    return Filling(
        people.secretary, url("plan-item-create", plan.uid), ITEM, text=WORDS, required=("kind", "what"),
        wrong={"amount": "1,5 jt"}, contested=(plan,),
    )  # fmt: skip


@form("institutions:plan-item-update", is_update=True)
def plan_item_update(people, regions):
    plan = plan_of(short.unit(regions.village), people.secretary)
    row = item(plan, people.secretary)
    return Filling(
        people.secretary, url("plan-item-update", plan.uid, row.uid), ITEM, text=WORDS, required=("kind", "what"),
        wrong={"months": ["13"]}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:plan-item-funds", has_text=False)  # nothing in it is required
def plan_item_funds(people, regions):
    plan = plan_of(short.unit(regions.village), people.secretary)
    row = item(plan, people.secretary)
    lines = {"lines-0-text": "Kain katun", "lines-0-volume": "12,5", "lines-0-measure": "meter",
             "lines-0-price": "35.000"}  # fmt: skip
    return Filling(
        people.treasurer, url("plan-item-funds", plan.uid, row.uid), {"source": "donation", **lines},
        text=("lines-0-text", "lines-0-measure"), wrong={"lines-0-volume": "banyak"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:plan-item-remove", has_text=False)
def plan_item_remove(people, regions):
    plan = plan_of(short.unit(regions.village), people.secretary)
    row = item(plan, people.secretary)
    return Filling(people.secretary, url("plan-item-remove", plan.uid, row.uid), {}, contested=(plan,))


@form("institutions:plan-item-progress")
def plan_item_progress(people, regions):
    plan = agreed_plan(short.unit(regions.village), people)
    row = plan.items.get()
    return Filling(
        people.secretary, url("plan-item-progress", plan.uid, row.uid),
        {"state": "cancelled", "on": typed_date(TODAY), "note": "Pelatihnya pindah."}, text=("note",),
        required=("state", "on"), wrong={"on": "31-02-2026"}, contested=(row,),
    )  # fmt: skip


@form("institutions:plan-item-musrenbang")
def plan_item_musrenbang(people, regions):
    plan = agreed_plan(short.unit(regions.village), people)
    row = plan.items.get()
    return Filling(
        people.village_head, url("plan-item-musrenbang", plan.uid, row.uid),
        {"year": str(YEAR + 1), "reason": "Usulan rapat FCU."}, text=("reason",), required=("year", "reason"),
        wrong={"year": "depan"}, contested=(row,),
    )  # fmt: skip


@form("institutions:plan-revise")
def plan_revise(people, regions):
    plan = agreed_plan(short.unit(regions.village), people)
    return Filling(
        people.secretary, url("plan-revise", plan.uid), {"reason": "Bantuan datang.", "on": typed_date(TODAY)},
        text=("reason",), required=("reason", "on"), wrong={"on": "31-02-2026"}, contested=(plan,),
    )  # fmt: skip


@form("institutions:plan-revision-approve", has_text=False)
def plan_revision_approve(people, regions):
    plan = agreed_plan(short.unit(regions.village), people)
    row = revision(plan, people.secretary)
    one = plan.items.get()
    one.plan.refresh_from_db()
    one.target = "10 ibu"
    actions.save_item(one, by=people.secretary, on=TODAY)
    return Filling(
        people.coordinator, url("plan-revision-approve", plan.uid, row.uid), {"on": typed_date(TODAY)},
        required=("on",), wrong={"on": "31-02-2026"}, contested=(plan,),
    )  # fmt: skip


PRA = {
    "held_on": typed_date(LAST_WEEK), "problem": "Ibu tidak berpenghasilan", "causes": "Tidak ada keterampilan",
    "alternatives": "Kursus menjahit", "choice": "Kursus, karena mesin ada", "tools": ["tree", "map"],
    "other_tools": "Bermain peran", "guide": "tksk", "trained": "on",
}  # fmt: skip
PRA_WORDS = ("problem", "causes", "alternatives", "choice", "other_tools")
PRA_REQUIRED = ("held_on", "problem", "alternatives", "choice", "facilitator", "guide")


@form("institutions:pra-create")
def pra_create(people, regions):
    plan = plan_of(short.unit(regions.village), people.secretary)
    return Filling(
        people.secretary, url("pra-create", plan.uid), {**PRA, "facilitator": people.tksk.person.pk}, text=PRA_WORDS,
        required=PRA_REQUIRED, wrong={"guide": "officer"},
    )  # fmt: skip


@form("institutions:pra-update", is_update=True)
def pra_update(people, regions):
    plan = plan_of(short.unit(regions.village), people.secretary)
    row = pra(plan, people.secretary, people.tksk.person)
    return Filling(
        people.tksk, url("pra-update", plan.uid, row.uid), {**PRA, "facilitator": people.tksk.person.pk},
        text=PRA_WORDS, required=PRA_REQUIRED, wrong={"held_on": "31-02-2026"}, contested=(row,), row=row,
    )  # fmt: skip


def done(row, by, *, on=TODAY, state="done", note=""):
    row.refresh_from_db()
    return actions.note_progress(ItemProgress(item=row, state=state, on=on, note=note), by=by, on=TODAY)
