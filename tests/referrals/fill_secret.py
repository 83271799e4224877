"""Forms of secret cases, filled in."""

from django.urls import reverse

from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, typed_date
from tests.referrals import secret

REPORT = {
    "place": "9701012001", "kind": "violence", "what": "Terdengar teriakan tiap malam.",
    "client_name": "Sumiyati Lestari", "client_about": "Ibu muda dengan dua anak.", "client_sex": "female",
    "is_child": "no", "is_emergency": "yes", "has_called": "yes", "called": "police", "spoken_to": "Aipda Rudi",
    "called_on": typed_date(LAST_WEEK), "called_at": "21.15", "call_result": "Petugas datang pukul 22.00.",
    "reach": "Jangan hubungi lewat suami.", "keep_from": "Mertua korban.", "reporter_contact": "0812-3456-7890",
}  # fmt: skip
REPORTED = ("what", "client_name", "client_about", "spoken_to", "call_result", "reach", "keep_from")


def url(route, case, *more):
    return reverse(f"referrals:{route}", args=[case.uid, *(row.uid for row in more)])


@form("referrals:secret-report")
def secret_report(people, regions):
    return Filling(
        people.pioneer, reverse("referrals:secret-report"), {**REPORT, "avoid": [people.village_head.person.pk]},
        text=REPORTED, required=("place", "kind", "what", "is_child", "is_emergency"), wrong={"called_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:secret-case-take", has_text=False)
def secret_case_take(people, regions):
    row = secret.reported(people)
    return Filling(people.lk3, url("secret-case-take", row), {"declared": "on"}, contested=(row,))


@form("referrals:secret-case-event")
def secret_case_event(people, regions):
    row = secret.taken(people)
    return Filling(
        people.lk3, url("secret-case-event", row),
        {"kind": "call", "day": typed_date(LAST_WEEK), "time": "08.30", "with_whom": "UPTD PPA, Ibu Ratna",
         "what": "Meminta penjemputan.", "result": "Dijemput pukul 10.00.", "next": "Jenguk besok."},
        text=("with_whom", "what", "result", "next"), required=("kind", "day", "what"), wrong={"day": "1-1-2999"},
        contested=(row,),
    )  # fmt: skip


LETTER = {
    "place_kind": "UPTD PPA", "place": "UPTD PPA Sukaraya", "address": "Jalan Pemuda 3",
    "what": "Pendampingan psikolog.", "told": "Perempuan 30 tahun, dua anak.", "consent": "Klien menyetujui lisan.",
}  # fmt: skip


@form("referrals:secret-case-refer")
def secret_case_refer(people, regions):
    row = secret.taken(people)
    return Filling(
        people.lk3, url("secret-case-refer", row), LETTER, text=("place", "address", "what", "told", "consent"),
        required=("place_kind", "place", "what", "told", "consent"), wrong={"told": "a" * 1501}, contested=(row,),
    )  # fmt: skip


@form("referrals:secret-case-refer#office")
def secret_case_refer_office(people, regions):
    """The Dinas types the number of its own book."""
    row = secret.taken(people, by=people.regency_cases)
    return Filling(
        people.regency_cases, url("secret-case-refer", row), {**LETTER, "number": "463/17/2026"},
        text=("place", "what", "told", "consent"), required=("place", "number"), wrong={"told": "a" * 1501},
        contested=(row,),
    )  # fmt: skip


@form("referrals:secret-case-grant")
def secret_case_grant(people, regions):
    row = secret.taken(people)
    return Filling(
        people.lk3, url("secret-case-grant", row),
        {"assignment": str(people.tksk.uid), "scope": "stub", "task": "Antar klien ke Puskesmas Selasa pagi.",
         "until": typed_date(TODAY), "reason": "Paling dekat dengan rumah kakaknya."},
        text=("task", "reason"), required=("assignment", "scope", "reason"), wrong={"until": "1-1-2020"},
        contested=(row,),
    )  # fmt: skip


@form("referrals:secret-case-revoke", has_text=False)
def secret_case_revoke(people, regions):
    row = secret.taken(people)
    grant = secret.let_in(row, people.secretary, people.lk3)
    return Filling(people.lk3, url("secret-case-revoke", row, grant), {}, contested=(row,))


@form("referrals:secret-case-conflict", has_text=False)
def secret_case_conflict(people, regions):
    row = secret.taken(people)
    return Filling(people.lk3, url("secret-case-conflict", row), {"declared": "on"}, contested=(row,))


@form("referrals:secret-case-task")
def secret_case_task(people, regions):
    row = secret.taken(people)
    secret.with_task(row, people.tksk, people.lk3)
    return Filling(
        people.tksk, url("secret-case-task", row), {"result": "Sudah diantar, ditemani kakaknya."}, text=("result",),
        required=("result",), wrong={"result": "a" * 1001}, contested=(row,),
    )  # fmt: skip


@form("referrals:secret-case-close")
def secret_case_close(people, regions):
    row = secret.taken(people)
    return Filling(
        people.lk3, url("secret-case-close", row),
        {"ending": "safe", "closed_on": typed_date(TODAY), "closing": "Tinggal aman di rumah kakaknya."},
        text=("closing",), required=("ending", "closed_on", "closing"), wrong={"closed_on": "1-1-2999"},
        contested=(row,),
    )  # fmt: skip


def scene(people):
    """A case in the hand of LK3, with a letter and somebody let in."""
    row = secret.taken(people)
    grant = secret.with_task(row, people.tksk, people.lk3)
    event = secret.letter(row, people.lk3)
    return {"secret-case": secret.fresh(row), "secret_grant": grant, "secret_letter": event}


def arguments(short, scene):
    """Arguments of the routes that name a row beside the case, None for others."""
    rows = {"secret-case-letter": "secret_letter", "secret-case-revoke": "secret_grant"}
    return [scene["secret-case"].uid, scene[rows[short]].uid] if short in rows else None
