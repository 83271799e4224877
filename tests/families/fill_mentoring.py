"""Forms of progress reports, coaching, consultations, accompanying visits, and what is mended later; filled in."""

from django.urls import reverse

from tests.factories import TODAY
from tests.families import make, mentoring
from tests.families.fill_pairing import NOTE
from tests.filling import Filling, form, typed_date

MONTH = f"{mentoring.MONTH:%Y-%m}"


@form("families:note-update", is_update=True)
def note_update(people, regions):
    pairing = make.paired(people)
    row = make.note(pairing, people.secretary)
    typed = {name: value for name, value in NOTE.items() if not name.startswith("need_")}
    return Filling(
        people.secretary, reverse("families:note-update", args=[row.uid]), {**typed, "way": "guidance"},
        text=("topic", "agreed", "next_plan"), required=("held_on", "kind", "topic"), wrong={"held_on": "1-1-2999"},
        row=row, contested=(row,),
    )  # fmt: skip


@form("families:pairing-update", is_update=True)
def pairing_update(people, regions):
    row = make.paired(people)
    return Filling(
        people.secretary, reverse("families:pairing-update", args=[row.uid]),
        {"closeness": "same_rt", "conflict": "debt", "conflict_note": "Soal pinjaman dibicarakan dengan sekretaris."},
        text=("conflict_note",), required=("conflict",), wrong={"conflict_note": ""}, row=row, contested=(row,),
    )  # fmt: skip


@form("families:progress-sheet")
def progress_sheet(people, regions):
    pairing = make.paired(people)
    key = pairing.pk
    return Filling(
        people.secretary, reverse("families:progress-sheet", args=[pairing.pioneer.family.uid, MONTH]),
        {"reported_on": typed_date(TODAY), f"contacts-{key}": "2", f"done-{key}": "Membuat catatan belanja",
         f"change_view-{key}": "on", f"obstacle-{key}": "Sering ke ladang", f"request-{key}": "Minta bibit sayur"},
        text=(f"done-{key}", f"obstacle-{key}", f"request-{key}"), required=("reported_on",),
        wrong={f"contacts-{key}": "dua"}, contested=(pairing.pioneer,), row=pairing.pioneer,
    )  # fmt: skip


@form("families:progress-answer")
def progress_answer(people, regions):
    row = mentoring.report(make.paired(people), people.secretary)
    return Filling(
        people.secretary, reverse("families:progress-answer", args=[row.uid]), {"answer": "Koperasi dihubungi Senin."},
        text=("answer",), required=("answer",), wrong={"answer": "ya"}, contested=(row,), row=row,
    )  # fmt: skip


def session_of(pairing):
    return {
        "held_on": typed_date(TODAY), "topic": "Mengatur uang belanja", "coach": pairing.pioneer.pk,
        "provider": "PKK", "place": "Rumah Ibu Sumiyati", "method": "Praktik", "way": "guidance",
        "result": "Keluarga mulai mencatat.", f"came-{pairing.plasma.pk}": "present",
        f"women-{pairing.plasma.pk}": "2", f"men-{pairing.plasma.pk}": "1",
    }  # fmt: skip


WORDS = ("topic", "provider", "place", "method", "result")


@form("families:coaching-create")
def coaching_create(people, regions):
    pairing = make.paired(people)
    return Filling(
        people.secretary, reverse("families:coaching-create", args=["plasma"]), session_of(pairing), text=WORDS,
        required=("held_on", "topic", "coach", "way"), wrong={"held_on": "besok"},
    )  # fmt: skip


@form("families:coaching-update", is_update=True)
def coaching_update(people, regions):
    pairing = make.paired(people)
    row = mentoring.session(people.secretary, {pairing.plasma: (False, 0, 0)}, coach=pairing.pioneer)
    return Filling(
        people.secretary, reverse("families:coaching-update", args=[row.uid]), session_of(pairing), text=WORDS,
        required=("held_on", "topic", "coach", "way"), wrong={f"women-{pairing.plasma.pk}": "banyak"}, row=row,
        contested=(row,),
    )  # fmt: skip


CONSULTED = {
    "held_on": typed_date(TODAY), "topic": "Cara mengurus akta", "adviser": "Bu Bidan",
    "advice": "Datang ke Disdukcapil",
}  # fmt: skip


@form("families:consultation-create")
def consultation_create(people, regions):
    family = make.paired(people).plasma.family
    return Filling(
        people.secretary, reverse("families:consultation-create", args=[family.uid]), CONSULTED,
        text=("topic", "adviser", "advice"), required=("held_on", "topic"), wrong={"held_on": "1-1-2999"},
    )  # fmt: skip


@form("families:consultation-update", is_update=True)
def consultation_update(people, regions):
    row = mentoring.consultation(make.paired(people).plasma.family, people.secretary)
    return Filling(
        people.secretary, reverse("families:consultation-update", args=[row.uid]), CONSULTED,
        text=("topic", "adviser", "advice"), required=("held_on", "topic"), wrong={"held_on": "besok"}, row=row,
        contested=(row,),
    )  # fmt: skip


VISIT = {
    "held_on": typed_date(TODAY), "kind": "visit", "topic": "Cara mendampingi", "found": "Catatan belum lengkap",
    "agreed": "Mencatat tiap kunjungan", "next_on": typed_date(TODAY),
}  # fmt: skip


@form("families:visit-create")
def visit_create(people, regions):
    pioneer = make.paired(people).pioneer
    return Filling(
        people.secretary, reverse("families:visit-create", args=[pioneer.family.region.code]),
        {**VISIT, "by_whom": "fcu", "pioneer": pioneer.pk}, text=("topic", "found", "agreed"),
        required=("by_whom", "held_on", "kind", "topic"), wrong={"next_on": "1-1-2001"},
    )  # fmt: skip


@form("families:visit-update", is_update=True)
def visit_update(people, regions):
    pioneer = make.paired(people).pioneer
    row = mentoring.visit(people.secretary, pioneer.family.region, pioneer)
    return Filling(
        people.secretary, reverse("families:visit-update", args=[row.uid]), {**VISIT, "pioneer": pioneer.pk},
        text=("topic", "found", "agreed"), required=("held_on", "kind", "topic"), wrong={"held_on": "lusa"}, row=row,
        contested=(row,),
    )  # fmt: skip
