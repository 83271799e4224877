"""Forms of earmarked aid, filled in; and rows for the tests of who may open what."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import files
from reporting.actions import aid as actions
from reporting.models import AidPaper
from tests.factories import TODAY
from tests.filling import Filling, form, one_page, typed_date
from tests.reporting import cash
from tests.reporting import make as reports

AGREEMENT = {
    "giver": "Bank Daerah Cabang Tegalwangi", "source": "business", "agreement_number": "12/CSR/2026",
    "agreed_on": typed_date(TODAY - timedelta(days=20)), "amount": "5.000.000",
    "purpose": "Bimbingan usaha 20 keluarga plasma", "categories": ["economy", "mentoring"],
    "use_until": typed_date(TODAY + timedelta(days=90)),
}  # fmt: skip
TEXT = ("giver", "agreement_number", "purpose")
NEEDED = ("giver", "source", "agreed_on", "amount", "purpose", "categories")


def paper(aid, **more):
    """A paper that the giver asks for, as a row."""
    return AidPaper.objects.create(aid=aid, what="LPJ tahap 1", due_on=TODAY + timedelta(days=7), **more)


def url(name, *rows):
    return reverse(f"reporting:{name}", args=[row.uid for row in rows])


@form("reporting:aid-create")
def aid_create(people, regions):
    reports.unit_of(people.treasurer.region)
    return Filling(
        people.treasurer, url("aid-create"), AGREEMENT, text=TEXT, required=NEEDED, wrong={"amount": "5 jt"},
        has_scan=True,
    )  # fmt: skip


@form("reporting:aid-update", is_update=True)
def aid_update(people, regions):
    row = cash.aid(people.treasurer)
    return Filling(
        people.treasurer, url("aid-update", row), AGREEMENT, text=TEXT, required=NEEDED,
        wrong={"use_until": "akhir tahun"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:aid-update#received", has_text=False)
def aid_update_received(people, regions):
    row = cash.aid(people.treasurer, received=500_000)
    return Filling(
        people.secretary, url("aid-update", row), {"use_until": typed_date(TODAY + timedelta(days=60))},
        wrong={"use_until": "akhir tahun"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:aid-close", has_text=False)
def aid_close(people, regions):
    row = cash.aid(people.treasurer)
    return Filling(
        people.treasurer, url("aid-close", row), {"closed_on": typed_date(TODAY)}, required=("closed_on",),
        wrong={"closed_on": "besok"}, contested=(row,),
    )  # fmt: skip


@form("reporting:aid-reopen", has_text=False)
def aid_reopen(people, regions):
    row = closed(people)
    return Filling(people.treasurer, url("aid-reopen", row), {}, contested=(row,))


def closed(people, **more):
    row = cash.aid(people.treasurer, **more)
    return actions.close_aid(row, by=people.treasurer, on=TODAY, closed_on=TODAY)


@form("reporting:aid-paper-create")
def aid_paper_create(people, regions):
    row = cash.aid(people.treasurer)
    return Filling(
        people.treasurer, url("aid-paper-create", row), {"what": "Foto kegiatan", "due_on": typed_date(TODAY)},
        text=("what",), required=("what",), wrong={"due_on": "lusa"},
    )  # fmt: skip


@form("reporting:aid-paper-update", is_update=True)
def aid_paper_update(people, regions):
    row = paper(cash.aid(people.treasurer))
    return Filling(
        people.treasurer, url("aid-paper-update", row.aid, row), {"what": "Foto kegiatan", "due_on": ""},
        text=("what",), required=("what",), wrong={"due_on": "lusa"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:aid-paper-send", is_update=True)
def aid_paper_send(people, regions):
    row = paper(cash.aid(people.treasurer))
    return Filling(
        people.treasurer, url("aid-paper-send", row.aid, row),
        {"sent_on": typed_date(TODAY), "note": "Diantar ke kantor pemberi"}, text=("note",), required=("sent_on",),
        wrong={"sent_on": "lusa"}, row=row, contested=(row,), has_scan=True,
    )  # fmt: skip


@form("reporting:aid-paper-drop", has_text=False)
def aid_paper_drop(people, regions):
    row = paper(cash.aid(people.treasurer))
    return Filling(people.treasurer, url("aid-paper-drop", row.aid, row), {}, contested=(row,))


def scene(people):
    """An aid with its agreement and a paper that was sent, of Desa Sidomekar."""
    cash.book(people.treasurer, opened_on=TODAY - timedelta(days=30))  # the FCU was formed after the usual day
    stored = files.store(one_page(), "application/pdf", "perjanjian.pdf", by=people.treasurer)
    aid = cash.aid(people.treasurer, scan=stored)
    return {"aid": aid, "aid_paper": paper(aid, scan=stored)}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short in ("aid", "aid-update", "aid-close", "aid-reopen", "aid-scan", "aid-paper-create"):
        return [scene["aid"].uid]
    if short.startswith("aid-paper-"):
        return [scene["aid"].uid, scene["aid_paper"].uid]
    return None
