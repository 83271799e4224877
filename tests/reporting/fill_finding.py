"""Visits and findings at every point of their way; the forms of findings filled in; rows for who may open what."""

from datetime import timedelta

from django.urls import reverse

from reporting.actions import finding as actions
from reporting.models import Finding, Instrument, Visit
from tests.factories import TODAY, scan
from tests.filling import Filling, form, typed_date
from tests.reporting import make

HELD_ON = TODAY - timedelta(days=5)
FOUND = "Buku tamu belum diisi sejak bulan lalu."
ADVICE = "Isi buku tamu setiap ada kunjungan."
EVIDENCE = "Buku tamu sudah diisi lengkap dan disimpan di sekretariat."
TOLD = {"found": FOUND, "advice": ADVICE, "owner": "Sekretaris"}
DUE = TODAY + timedelta(days=20)


def visit_of(by, village, *, stage="filling", held_on=HELD_ON, **changes):
    """A visit of the office of `by` to the FCU of a village, as it stands at `stage`."""
    aim = changes.get("aim", "monitoring")
    facts = {
        "stage": stage, "aim": aim, "region": village, "unit": make.unit_of(village), "by_region": by.region,
        "by_role": by.role, "by_words": by.signature, "officers": f"{by.person.name}, {by.role_label}",
        "planned_on": held_on, "held_on": held_on, "place": "Balai Desa",
        "instrument": Instrument.in_force(aim, held_on) if aim != "note" else None,
    }  # fmt: skip
    return Visit.objects.create(**{**facts, **changes})


def found(by, village, *, on=TODAY, visit=None, **told):
    """A finding on a visit that is still being written."""
    row = Finding(**{**TOLD, "due_on": DUE, **told})
    return actions.add_finding(row, visit or visit_of(by, village), by=by, on=on)


def handed(finding):
    """The visit was handed over to be signed: the visited side reads it."""
    Visit.objects.filter(pk=finding.visit_id).update(stage="handed")
    return fresh(finding)


def fresh(finding):
    rows = Finding.objects.select_related("visit__unit", "visit__by_region", "region__parent")
    return rows.get(pk=finding.pk)


def handed_over(people, **told):
    """A finding of the TKSK that the FCU of Desa Sidomekar has before it."""
    return handed(found(people.tksk, people.secretary.region, **told))


def closed(people, by=None, *, on=TODAY, upload=None, **told):
    row = handed_over(people, **told)
    return fresh(actions.close_finding(row, evidence=EVIDENCE, upload=upload, by=by or people.secretary, on=on))


def next_visit(by, village, **changes):
    return visit_of(by, village, held_on=TODAY, **changes)


@form("reporting:finding-create")
def finding_create(people, regions):
    visit = visit_of(people.tksk, regions.village)
    return Filling(
        people.tksk, reverse("reporting:finding-create", args=[visit.uid]), {**TOLD, "due_on": typed_date(DUE)},
        text=("found", "advice", "owner"), required=("found", "advice", "owner", "due_on"),
        wrong={"due_on": typed_date(HELD_ON - timedelta(days=1))},
    )  # fmt: skip


@form("reporting:finding-update", is_update=True)
def finding_update(people, regions):
    row = handed_over(people)
    return Filling(
        people.tksk, reverse("reporting:finding-update", args=[row.uid]),
        {**TOLD, "found": "Buku tamu hilang.", "due_on": typed_date(DUE), "reason": "Keterangan baru dari FCU."},
        text=("found", "advice", "owner", "reason"), required=("found", "advice", "owner", "due_on", "reason"),
        wrong={"due_on": "lusa"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:finding-close")
def finding_close(people, regions):
    row = handed_over(people)
    return Filling(
        people.secretary, reverse("reporting:finding-close", args=[row.uid]),
        {"on": typed_date(TODAY), "evidence": EVIDENCE}, has_scan=True, text=("evidence",),
        required=("on", "evidence"), wrong={"on": "1-1-2999"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:finding-check")
def finding_check(people, regions):
    row = closed(people)
    visit = next_visit(people.tksk, regions.village)
    return Filling(
        people.tksk, reverse("reporting:finding-check", args=[row.uid]),
        {"visit": visit.pk, "verdict": "again", "note": "Buku tamu kosong lagi.", "due_on": typed_date(DUE)},
        text=("note",), required=("visit", "verdict"), wrong={"due_on": "1-1-2020"}, row=row,
        contested=(row,),
    )  # fmt: skip


def scene(people):
    """A finding that the FCU of Desa Sidomekar closed, with a visit in which it may be checked."""
    row = closed(people, upload=scan())
    return {"finding": row, "visit-of-finding": next_visit(people.tksk, people.secretary.region)}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short == "finding-list":
        return []
    if short == "finding-create":
        return [scene["visit-of-finding"].uid]
    return [scene["finding"].uid] if short.startswith("finding") else None
