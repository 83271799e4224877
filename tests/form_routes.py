"""The forms of the founding floor, each in a state of its own and filled in; and the list of all forms."""

from importlib import import_module
from pathlib import Path

from django.urls import reverse

from institutions.actions import document as document_actions
from institutions.models import Candidacy, InstitutionType, LegalBasis, Meeting
from tests import factories as make
from tests.factories import TODAY
from tests.filling import (
    FORMS,
    LAST_WEEK,
    UPDATES,
    WITHOUT_TEXT,
    Filling,
    filler,
    form,
    new_key,
    picture,
    typed_date,
)


def element(code):
    return InstitutionType.objects.get(code=code)


PROFILE = {
    "name": "Karang Taruna Tunas Muda", "leader": "Jaya Kusuma", "phone": "0812-3456-7890", "address": "Dusun Krajan",
    "activities": "Pelatihan sablon tiap bulan.", "target_group": "Remaja putus sekolah", "legal_status": "recognised",
    "decree_number": "141/7/2024", "founded_year": "2019", "members_male": "14", "members_female": "12",
    "identified_on": "12-03-2025",
}  # fmt: skip


@form("institutions:institution-create")
def institution_create(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:institution-create"),
        {**PROFILE, "element": element("karang-taruna").pk},
        text=("name", "leader", "address", "activities", "target_group", "decree_number"),
        required=("name", "element", "legal_status"), wrong={"founded_year": "dua ribu"},
    )  # fmt: skip


@form("institutions:institution-update", is_update=True)
def institution_update(people, regions):
    row = make.InstitutionFactory(region=regions.village)
    return Filling(
        people.village_operator, reverse("institutions:institution-update", args=[row.uid]),
        {**PROFILE, "element": element("posyandu").pk}, text=("name", "leader", "activities"), row=row,
        required=("name", "element", "legal_status"), wrong={"identified_on": "31-02-2025"}, contested=(row,),
    )  # fmt: skip


@form("institutions:person-create")
def person_create(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:person-create"),
        {"name": "Siti Aminah", "title": "Ibu", "sex": "female", "position": "Ketua PKK", "phone": "081234567890"},
        text=("name", "title", "position"), required=("name", "sex"), wrong={"phone": "0812"},
    )  # fmt: skip


@form("institutions:person-update", is_update=True)
def person_update(people, regions):
    row = make.PersonFactory(region=regions.village)
    return Filling(
        people.village_operator, reverse("institutions:person-update", args=[row.uid]),
        {"name": "Siti Aminah", "title": "Ibu", "sex": "female", "position": "Ketua PKK", "phone": ""},
        text=("name", "title", "position"), required=("name", "sex"), wrong={"phone": "0812"}, row=row,
        contested=(row,),
    )  # fmt: skip


PLAN = {
    "held_on": typed_date(LAST_WEEK), "starts_at": "09.00", "ends_at": "11.30", "place": "Pendopo Dusun Krajan",
    "agenda": "Pembukaan\nPemilihan pengurus secara terbuka\nPenutup",
}  # fmt: skip


@form("institutions:meeting-create")
def meeting_create(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:meeting-create", args=["formation"]),
        {**PLAN, "also": ["coordination_village"], "leader": people.village_head.person.pk},
        text=("place", "agenda"), required=("held_on", "place", "agenda"), wrong={"starts_at": "9 pagi"},
    )  # fmt: skip


@form("institutions:meeting-create#from-paper")
def meeting_create_from_paper(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:meeting-create", args=["socialisation_subdistrict"]),
        {**PLAN, "paper_number": "005/77/2025", "paper_date": typed_date(LAST_WEEK)},
        text=("place", "agenda", "paper_number"), required=("held_on", "place", "agenda"),
        wrong={"paper_date": "kemarin"}, has_scan=True,
    )  # fmt: skip


@form("institutions:meeting-update", is_update=True)
def meeting_update(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(
        people.village_operator, reverse("institutions:meeting-update", args=[row.uid]), {**PLAN}, row=row,
        text=("place", "agenda"), required=("held_on", "place", "agenda"), wrong={"held_on": "2025"}, contested=(row,),
    )  # fmt: skip


@form("institutions:meeting-minutes", is_update=True)
def meeting_minutes(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(
        people.village_operator, reverse("institutions:meeting-minutes", args=[row.uid]), row=row, contested=(row,),
        data={"minutes": "Dibuka pukul 09.00.\nSemua unsur bicara.", "method": "vote", "votes_for": "14",
              "votes_against": "2", "objections": "Pak Slamet keberatan soal lokasi."},
        text=("minutes", "objections"), required=("minutes", "method"), wrong={"votes_for": "banyak"},
    )  # fmt: skip


@form("institutions:decision-create")
def decision_create(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(
        people.village_operator, reverse("institutions:decision-create", args=[row.uid]), contested=(row,),
        data={"text": "Membentuk FCU Melati.", "owner": "Kaur Kesra", "due_on": typed_date(TODAY)},
        text=("text", "owner"), required=("text",), wrong={"due_on": "lusa"},
    )  # fmt: skip


@form("institutions:attendance")
def attendance(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(
        people.village_operator, reverse("institutions:attendance", args=[row.uid]), contested=(row,),
        data={"name": "Siti Aminah", "sex": "female", "element": "psks", "position": "Ketua PKK", "present": "on"},
        text=("name", "position"), required=("name", "element"), wrong={"phone": "0812"},
    )  # fmt: skip


@form("institutions:attendance-many", has_text=False)
def attendance_many(people, regions):
    row, key = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False), people.tksk.person.pk
    return Filling(
        people.village_operator, reverse("institutions:attendance-many", args=[row.uid]), contested=(row,),
        data={"ticked": [key], f"element-{key}": "tksk"},
    )  # fmt: skip


@form("institutions:attendance-present", has_text=False)
def attendance_present(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(
        people.village_operator, reverse("institutions:attendance-present", args=[row.uid]), contested=(row,),
        data={"present": [row.attendances.first().pk]},
    )  # fmt: skip


@form("institutions:attendance-remove", has_text=False)
def attendance_remove(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    out = row.attendances.first()
    url = reverse("institutions:attendance-remove", args=[row.uid, out.uid])
    return Filling(people.village_operator, url, {}, contested=(row,))


@form("institutions:letter-open", has_text=False)
def letter_open(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(people.village_operator, reverse("institutions:letter-open", args=[row.uid, "invitation"]), {})


SEAT = {"name": "Melati Indah", "address": "Balai Desa, RT 001/RW 001", "seated_in_village": "on", "phone": ""}


@form("institutions:unit-create")
def unit_create(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:unit-create"), SEAT, text=("name", "address"),
        required=("name",), wrong={"phone": "0812"},
    )  # fmt: skip


@form("institutions:unit-update", is_update=True)
def unit_update(people, regions):
    row = make.started_unit(people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:unit-update", args=[row.uid]), SEAT, row=row,
        text=("name", "address"), required=("name",), wrong={"seated_in_village": None}, contested=(row,),
    )  # fmt: skip


@form("institutions:member-create")
def member_create(people, regions):
    unit = make.started_unit(people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:member-create", args=[unit.uid]), contested=(unit,),
        data={"kind": "individual", "name": "Abdul Karim", "sex": "male", "category": "religious_leader",
              "competence": "Penyuluh agama 10 tahun", "position": "Imam", "joined_on": typed_date(LAST_WEEK),
              "committed": "on"},
        text=("name", "competence", "position"), required=("kind", "name", "joined_on", "committed"),
        wrong={"joined_on": "31-02-2025"},
    )  # fmt: skip


@form("institutions:member-many")
def member_many(people, regions):
    unit = make.started_unit(people.village_operator)
    key = make.held_meeting("formation", people.village_operator, on=TODAY).attendances.last().pk
    return Filling(
        people.village_operator, reverse("institutions:member-many", args=[unit.uid]), text=(f"competence-{key}",),
        data={"ticked": [key], f"kind-{key}": "individual", f"category-{key}": "activist", f"competence-{key}": "Guru"},
        required=("ticked",), wrong={f"category-{key}": ""},
    )  # fmt: skip


@form("institutions:member-end")
def member_end(people, regions):
    unit = make.started_unit(people.village_operator)
    member = make.with_members(unit, people.village_operator, on=LAST_WEEK)[-1]
    return Filling(
        people.village_operator, reverse("institutions:member-end", args=[unit.uid, member.uid]), contested=(member,),
        data={"left_on": typed_date(TODAY), "reason": "Pindah domisili ke kota."}, text=("reason",),
        required=("left_on", "reason"), wrong={"left_on": "besok"},
    )  # fmt: skip


def unit_with_meeting(people):
    unit = make.started_unit(people.village_operator)
    make.held_meeting("formation", people.village_operator, on=LAST_WEEK)
    return unit, make.with_members(unit, people.village_operator, on=LAST_WEEK)


@form("institutions:election")
def election(people, regions):
    unit, members = unit_with_meeting(people)
    return Filling(
        people.village_operator, reverse("institutions:election", args=[unit.uid]), contested=(unit,),
        data={"post": "treasurer", "membership": members[0].pk, "willing": "on", "able": "on", "social_spirit": "on",
              "non_partisan": "on", "votes": "21", "elected": "on"},
        text=("votes",), required=("post", "membership"), wrong={"able": None},
    )  # fmt: skip


@form("institutions:candidacy-withdraw", has_text=False)
def candidacy_withdraw(people, regions):
    unit, members = unit_with_meeting(people)
    meeting = Meeting.objects.get(kind="formation")
    make.elect(unit, meeting, members, people.village_operator)
    row = Candidacy.objects.filter(unit=unit).first()
    url = reverse("institutions:candidacy-withdraw", args=[unit.uid, row.uid])
    return Filling(people.village_operator, url, {}, contested=(unit,))


@form("institutions:decree-create", has_text=False)
def decree_create(people, regions):
    unit = make.formed_unit(people.village_operator)
    return Filling(people.village_operator, reverse("institutions:decree-create", args=[unit.uid]), {})


@form("institutions:decree-update", is_update=True)
def decree_update(people, regions):
    unit = make.formed_unit(people.village_operator)
    decree = document_actions.open_decree(unit, by=people.village_operator, on=TODAY)
    return Filling(
        people.village_operator, reverse("institutions:decree-update", args=[decree.document.uid]), row=decree,
        data={"signer_title": "Kepala Desa", "signer_name": "Sutrisno, S.IP.", "signer_number": "19700101 200001 1 001",
              "considerations": "bahwa keluarga perlu didampingi", "dictums": "Membentuk FCU Melati.\n- Koordinator",
              "copies_to": "Camat Tegalwangi", "effective_on": "",
              "legal_bases": [LegalBasis.objects.in_force(TODAY).first().pk]},
        text=("signer_name", "considerations", "dictums", "copies_to"), contested=(decree,),
        required=("signer_title", "signer_name", "considerations", "legal_bases", "dictums"),
        wrong={"effective_on": "nanti"},
    )  # fmt: skip


@form("institutions:document-issue")
def document_issue(people, regions):
    unit = make.formed_unit(people.village_operator)
    document = make.ready_decree(unit, people.village_operator).document
    return Filling(
        people.village_operator, reverse("institutions:document-issue", args=[document.uid]), contested=(document,),
        data={"number": "141/12/KEP/2025", "dated_on": typed_date(LAST_WEEK)}, has_scan=True, text=("number",),
        required=("number", "dated_on", "scan"), wrong={"dated_on": "1-1-2999"},
    )  # fmt: skip


@form("institutions:document-scan-upload", has_text=False)
def document_scan_upload(people, regions):
    document = make.decreed_unit(people.village_operator).decree_in_force().document
    return Filling(
        people.village_operator, reverse("institutions:document-scan-upload", args=[document.uid]), {},
        has_scan=True, required=("scan",), contested=(document,),
    )  # fmt: skip


@form("transition")
def transition(people, regions):
    unit = make.started_unit(people.village_operator)
    return Filling(
        people.village_operator, reverse("transition", args=["institutions.familycareunit", unit.uid, "deactivate"]),
        {"on": typed_date(TODAY), "note": "Desa digabung dengan desa sebelah."}, text=("note",),
        required=("on", "note"), wrong={"on": "32-01-2025"}, contested=(unit,),
    )  # fmt: skip


@form("gate-reason")
def gate_reason(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(
        people.village_operator, reverse("gate-reason", args=["institutions.meeting", row.uid, "present_tksk"]),
        {"reason": "TKSK bertugas di kecamatan lain hari itu."}, text=("reason",), required=("reason",),
        wrong={"reason": "sakit"},
    )  # fmt: skip


# Routes that write without this form: what they do is harmless to repeat, or Django's own.
OTHERS = {
    "login", "logout", "switch-role", "password", "institutions:identification", "families:family-search",
    "families:reveal", "referrals:counselling-open", "reporting:account-reveal",
}  # fmt: skip
for path in sorted(Path(__file__).parent.glob("*/fill_*.py")):
    import_module(f"tests.{path.parent.name}.{path.stem}")
CASES = sorted(FORMS)
UPDATES = sorted(UPDATES)
WITH_TEXT = [name for name in CASES if name not in WITHOUT_TEXT]

__all__ = ["CASES", "FORMS", "OTHERS", "UPDATES", "WITH_TEXT", "filler", "new_key", "picture", "typed_date"]
