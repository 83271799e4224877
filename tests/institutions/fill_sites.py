"""Proposals of trial places, and the appointments of TKSK and LK3: forms filled in, and rows for their routes."""

from datetime import date

from django.urls import reverse

from families.actions.family import confirm
from families.models import Family
from institutions.actions import appointment as appointing
from institutions.actions import site as actions
from institutions.models import Assignment, InstitutionType, PilotSite, SiteStep
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, typed_date

PROPOSAL = {
    "pilot_year": "2026", "reason": "Lembaga sosialnya aktif.", "candidates": "24",
    "documents": "Daftar calon keluarga",
}  # fmt: skip
STEPS = ("state", "submit", "endorse", "check", "recommend", "propose", "verify", "choose", "conclude")


def draft(by, **changes):
    """An own proposal of the village, still being written."""
    facts = {**PROPOSAL, "pilot_year": 2026, "candidates": 24, **changes}
    return actions.save_site(PilotSite(region=by.region, **facts), by=by, on=TODAY)


def step(site, name, by, *, on=LAST_WEEK, **changes):
    """One step of the road with a whole paper."""
    answers = {"effective": "yes", "efficient": "partly", "feasible": "yes"} if name == "conclude" else None
    facts = {"party": "Sutrisno, pejabat", "paper_number": f"400/{name}/2026", "paper_date": on, "note": "Sesuai."}
    return actions.take_step(
        site, SiteStep(step=name, done_on=on, **{**facts, **changes}), by=by, on=TODAY,
        answers=answers, scan=changes.pop("scan", None),
    )  # fmt: skip


def walk(site, by, until, *, on=LAST_WEEK):
    """Every step up to and with `until`, all written down from paper by the village."""
    for name in STEPS[: STEPS.index(until) + 1]:
        step(site, name, by, on=on)
    return site


@form("institutions:site-create")
def site_create(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:site-create"), PROPOSAL, text=("reason", "documents"),
        required=("pilot_year", "reason", "candidates"), wrong={"candidates": "banyak"},
    )  # fmt: skip


@form("institutions:site-update", is_update=True)
def site_update(people, regions):
    row = draft(people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:site-update", args=[row.uid]), PROPOSAL, row=row,
        text=("reason", "documents"), required=("pilot_year", "reason", "candidates"), wrong={"pilot_year": "1999"},
        contested=(row,),
    )  # fmt: skip


@form("institutions:site-step")
def site_step(people, regions):
    row = walk(draft(people.village_operator), people.village_operator, "submit")
    return Filling(
        people.village_operator, reverse("institutions:site-step", args=[row.uid, "endorse"]), has_scan=True,
        data={"done_on": typed_date(TODAY), "party": "Lalu Mastur, Camat", "paper_number": "005/31/2026",
              "paper_date": typed_date(LAST_WEEK), "note": "Camat mengetahui.", "enclosures": "1 berkas"},
        text=("party", "paper_number", "note", "enclosures"), required=("done_on", "party"),
        wrong={"paper_date": "kemarin"}, contested=(row,),
    )  # fmt: skip


DECREE = {
    "authority": "regent", "basis": "460/17/KEP/2026", "basis_dated_on": typed_date(LAST_WEEK),
    "valid_from": typed_date(LAST_WEEK), "valid_until": "",
}  # fmt: skip


def lk3_body(region, element="kantor-lk3"):
    return make.InstitutionFactory(region=region, element=InstitutionType.objects.get(code=element))


def appointed(person, regions, by, *, role="tksk", **changes):
    """An appointment with a whole decree; one row for each region."""
    facts = {"valid_from": LAST_WEEK, "authority": "regent", "basis": "460/1/2026", "basis_dated_on": date(2026, 1, 5)}
    origin = "psm" if role == "tksk" else ""
    given = Assignment(person=person, role=role, **{"origin": origin, **facts, **changes})
    return appointing.appoint(given, regions, by=by, on=TODAY)


@form("institutions:appointment-create")
def appointment_create(people, regions):
    return Filling(
        people.regency_reports, reverse("institutions:appointment-create", args=["tksk"]),
        {**DECREE, "name": "Siti Raohun", "sex": "female", "position": "TKSK", "origin": "psm",
         "regions": [regions.subdistrict.pk, regions.other_subdistrict.pk]},
        text=("name", "position", "basis"), required=("name", "origin", "basis", "regions", "valid_from"),
        wrong={"valid_until": "1-1-2001"},
    )  # fmt: skip


@form("institutions:appointment-create#lk3")
def appointment_create_lk3(people, regions):
    return Filling(
        people.regency_reports, reverse("institutions:appointment-create", args=["lk3"]),
        {**DECREE, "name": "Nurul Aini", "sex": "female", "position": "Konselor",
         "institution": lk3_body(regions.regency).pk},
        text=("name", "position", "basis"), required=("name", "basis", "institution"), wrong={"valid_from": "lusa"},
    )  # fmt: skip


@form("institutions:appointment-end")
def appointment_end(people, regions):
    row = appointed(make.PersonFactory(region=regions.regency), [regions.subdistrict], people.regency_reports)[0]
    return Filling(
        people.regency_reports, reverse("institutions:appointment-end", args=[row.uid]),
        {"last_day": typed_date(TODAY), "reason": "Pindah tugas ke provinsi."}, text=("reason",),
        required=("last_day", "reason"), wrong={"last_day": "nanti"}, contested=(row,),
    )  # fmt: skip


def scene(people, unit):
    """Rows of Desa Sidomekar for the routes of this module."""
    row, head = draft(people.village_operator), people.village_head
    confirm(Family.objects.filter(region=row.region, confirmed_on=None), by=head, on=TODAY)
    actions.take_step(
        row, SiteStep(step="state", done_on=LAST_WEEK, party="H. Sumarno, S.Sos.", paper_number="400/1/2026"),
        by=people.village_operator, on=TODAY, scan=make.scan(),
    )  # fmt: skip
    return {"pilot_site": row, "site_step": row.steps.get(), "appointment": people.tksk}


def arguments(short, scene):
    """Arguments of the route `short`; None where it is not one of these."""
    if short == "site-step":
        return [scene["pilot_site"].uid, "submit"]
    if short == "site-paper":
        return [scene["pilot_site"].uid, "kendali"]
    if short == "site-scan":
        return [scene["pilot_site"].uid, scene["site_step"].uid]
    if short == "appointment-create":
        return ["tksk"]
    if short == "appointment-end":
        return [scene["appointment"].uid]
    if short in ("site", "site-update"):
        return [scene["pilot_site"].uid]
    return None
