"""The letter office: forms filled in, and rows for their routes."""

from django.urls import reverse

from institutions.actions import incoming as incoming_actions
from institutions.actions import letter as actions
from institutions.models import GuestEntry, IncomingLetter, LetterText
from tests.factories import TODAY
from tests.families import short
from tests.filling import LAST_WEEK, Filling, form, typed_date

WORDS = {
    "subject": "Permohonan ruang rapat", "addressee": "Kepala SD Negeri 1", "addressee_place": "Tempat",
    "opening": "Bersama ini kami mohon ruang rapat pada hari Sabtu.", "nature": "ordinary",
}  # fmt: skip


def letter(by, kind="letter", matter=None, **more):
    """A draft in own words, ready to be put before who signs it."""
    words = {**WORDS, **more}
    subject = words.pop("subject")
    text = LetterText(**words, **(matter or {}))
    return actions.write_letter(text, kind=kind, subject=subject, by=by, on=TODAY).document


def incoming(by, **more):
    facts = {"received_on": LAST_WEEK, "sender": "Camat Sukamaju", "subject": "Undangan rapat koordinasi", **more}
    return incoming_actions.enter_letter(IncomingLetter(**facts), by=by, on=TODAY)


def guest(unit, by, **more):
    facts = {"came_on": LAST_WEEK, "name": "Rahmat Hidayat", "origin": "Puskesmas", "purpose": "Koordinasi posyandu"}
    return incoming_actions.save_guest(GuestEntry(unit=unit, **{**facts, **more}), by=by, on=TODAY)


def scene(people, unit):
    by = people.secretary
    return {"own_letter": letter(by), "incoming": incoming(by), "guest": guest(unit, by)}


def arguments(short_name, scene):
    unit, guest_row = scene["unit"].uid, scene["guest"].uid
    return {
        "letter-create": ["letter"], "letter-update": [scene["own_letter"].uid],
        "document-signer": [scene["own_letter"].uid], "incoming": [scene["incoming"].uid],
        "incoming-update": [scene["incoming"].uid], "incoming-strike": [scene["incoming"].uid],
        "incoming-scan": [scene["incoming"].uid], "guest-list": [unit], "guest-create": [unit],
        "guest-update": [unit, guest_row], "guest-strike": [unit, guest_row],
    }.get(short_name)  # fmt: skip


INCOMING = {
    "received_on": typed_date(LAST_WEEK), "sender": "Dinas Sosial", "number": "460/17/2025",
    "subject": "Permintaan data", "disposition": "Sekretaris, disiapkan jawabannya",
}  # fmt: skip
GUEST = {"came_on": typed_date(LAST_WEEK),
         "name": "Sri Wahyuni", "origin": "Kader Posyandu", "purpose": "Mengantar data"}  # fmt: skip


@form("institutions:letter-create")
def letter_create(people, regions):
    return Filling(
        people.secretary, reverse("institutions:letter-create", args=["letter"]), WORDS,
        text=("subject", "addressee", "opening"), required=("subject", "nature"), wrong={"nature": "sangat rahasia"},
    )  # fmt: skip


@form("institutions:letter-create#rows")
def cover_create(people, regions):
    table = {"rows-0-what": "Proposal", "rows-0-amount": "2 berkas", "rows-1-what": "Daftar",
             "rows-1-note": "asli"}  # fmt: skip
    return Filling(
        people.village_operator, reverse("institutions:letter-create", args=["cover"]), {**WORDS, **table},
        text=("subject", "rows-0-what", "rows-1-note"), required=("subject",), wrong={"rows-1-what": ""},
    )  # fmt: skip


@form("institutions:letter-update", is_update=True)
def letter_update(people, regions):
    document = letter(people.secretary)
    return Filling(
        people.secretary, reverse("institutions:letter-update", args=[document.uid]),
        {**WORDS, "body": "Rapat mulai pukul 09.00."}, text=("body", "subject"), required=("subject", "nature"),
        wrong={"subject": "x" * 201}, contested=(document.text,), row=document.text,
    )  # fmt: skip


@form("institutions:document-signer", is_update=True)
def document_signer(people, regions):
    document = letter(people.secretary)
    return Filling(
        people.secretary, reverse("institutions:document-signer", args=[document.uid]),
        {"signs_for": "an", "signer_title": "Sekretaris", "signer_name": "Dewi Lestari"},
        text=("signer_title", "signer_name"), wrong={"signs_for": "ub"},
        contested=(document,), row=document,
    )  # fmt: skip


@form("institutions:number-pattern")
def number_pattern(people, regions):
    return Filling(
        people.secretary, reverse("institutions:number-pattern"),
        {"pattern": "{kode}/{nomor}/{lembaga}/{tahun}", "body": "FCU-MLT", "digits": "3", "one_series": "on"},
        text=("pattern", "body"), required=("pattern", "digits"), wrong={"pattern": "{nomor}/{desa}"},
    )  # fmt: skip


@form("institutions:letterhead")
def letterhead(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:letterhead"),
        {"office_address": "Jalan Melati 3", "office_contact": "Telp. (0293) 123456", "paper": "A4"},
        text=("office_address", "office_contact"), required=("paper",), wrong={"paper": "Legal"},
    )  # fmt: skip


@form("institutions:incoming-create")
def incoming_create(people, regions):
    return Filling(
        people.secretary, reverse("institutions:incoming-create"), INCOMING, text=("sender", "subject", "disposition"),
        required=("received_on", "sender", "subject"), wrong={"dated_on": typed_date(TODAY)}, has_scan=True,
    )  # fmt: skip


@form("institutions:incoming-update", is_update=True)
def incoming_update(people, regions):
    row = incoming(people.secretary)
    return Filling(
        people.secretary, reverse("institutions:incoming-update", args=[row.uid]), INCOMING,
        text=("sender", "subject"), required=("sender", "subject"), wrong={"received_on": "31-02-2025"},
        contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:incoming-strike")
def incoming_strike(people, regions):
    row = incoming(people.secretary)
    return Filling(
        people.secretary, reverse("institutions:incoming-strike", args=[row.uid]), {"reason": "Tercatat dua kali."},
        text=("reason",), required=("reason",), wrong={"reason": " "}, contested=(row,),
    )  # fmt: skip


@form("institutions:guest-create")
def guest_create(people, regions):
    unit = short.unit(regions.village)
    return Filling(
        people.secretary, reverse("institutions:guest-create", args=[unit.uid]), GUEST, text=("name", "purpose"),
        required=("came_on", "name", "origin", "purpose"), wrong={"came_on": "kemarin"},
    )  # fmt: skip


@form("institutions:guest-update", is_update=True)
def guest_update(people, regions):
    unit = short.unit(regions.village)
    row = guest(unit, people.secretary)
    return Filling(
        people.secretary, reverse("institutions:guest-update", args=[unit.uid, row.uid]), GUEST,
        text=("name", "purpose"), required=("name",), wrong={"came_on": "31-02-2025"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:guest-strike")
def guest_strike(people, regions):
    unit = short.unit(regions.village)
    row = guest(unit, people.secretary)
    return Filling(
        people.secretary, reverse("institutions:guest-strike", args=[unit.uid, row.uid]), {"reason": "Salah buku."},
        text=("reason",), required=("reason",), wrong={"reason": " "}, contested=(row,),
    )  # fmt: skip
