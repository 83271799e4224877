"""Every route that writes a form, each with a state of its own and a filling that is valid there."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fcu_project.models import AuditEvent, FormReceipt
from institutions.actions import document as document_actions
from institutions.models import Candidacy, InstitutionType, LegalBasis, Meeting, User
from tests import factories as make
from tests.factories import TODAY


@cache
def one_page():
    return make.scan().read()


def typed_date(day):
    return day.strftime("%d-%m-%Y")


LAST_WEEK = TODAY - timedelta(days=7)


@dataclass
class Filling:
    """One form, filled in. `text` names the fields whose words must never be lost; `contested` the rows on which
    another writer may be faster; `row` the row whose version the form carries; `wrong` a filling the form refuses."""

    by: object
    url: str
    data: dict
    text: tuple = ()
    required: tuple = ()
    wrong: dict = field(default_factory=dict)
    contested: tuple = ()
    row: object = None
    has_scan: bool = False

    def body(self, key, **changes):
        data = {**self.data, **changes}
        if self.has_scan:
            data["scan"] = SimpleUploadedFile("surat.pdf", one_page(), content_type="application/pdf")
        if key is not None:
            data["_key"] = key
        if self.row is not None:
            data.setdefault("_version", self.row.version)
        return {name: value for name, value in data.items() if value is not None}


def new_key():
    return str(uuid.uuid4())


FORMS = {}


def form(name):
    """Register a function (people, regions) → Filling under the route's name, or "route#variant"."""

    def keep(function):
        FORMS[name] = function
        return function

    return keep


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


@form("institutions:institution-update")
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


@form("institutions:person-update")
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


@form("institutions:meeting-update")
def meeting_update(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(
        people.village_operator, reverse("institutions:meeting-update", args=[row.uid]), {**PLAN}, row=row,
        text=("place", "agenda"), required=("held_on", "place", "agenda"), wrong={"held_on": "2025"}, contested=(row,),
    )  # fmt: skip


@form("institutions:meeting-minutes")
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


@form("institutions:attendance-many")
def attendance_many(people, regions):
    row, key = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False), people.tksk.person.pk
    return Filling(
        people.village_operator, reverse("institutions:attendance-many", args=[row.uid]), contested=(row,),
        data={"ticked": [key], f"element-{key}": "tksk"},
    )  # fmt: skip


@form("institutions:attendance-present")
def attendance_present(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return Filling(
        people.village_operator, reverse("institutions:attendance-present", args=[row.uid]), contested=(row,),
        data={"present": [row.attendances.first().pk]},
    )  # fmt: skip


@form("institutions:attendance-remove")
def attendance_remove(people, regions):
    row = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    out = row.attendances.first()
    url = reverse("institutions:attendance-remove", args=[row.uid, out.uid])
    return Filling(people.village_operator, url, {}, contested=(row,))


@form("institutions:letter-open")
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


@form("institutions:unit-update")
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
              "votes": "21", "elected": "on"},
        text=("votes",), required=("post", "membership"), wrong={"able": None},
    )  # fmt: skip


@form("institutions:candidacy-withdraw")
def candidacy_withdraw(people, regions):
    unit, members = unit_with_meeting(people)
    meeting = Meeting.objects.get(kind="formation")
    make.elect(unit, meeting, members, people.village_operator)
    row = Candidacy.objects.filter(unit=unit).first()
    url = reverse("institutions:candidacy-withdraw", args=[unit.uid, row.uid])
    return Filling(people.village_operator, url, {}, contested=(unit,))


@form("institutions:decree-create")
def decree_create(people, regions):
    unit = make.formed_unit(people.village_operator)
    return Filling(people.village_operator, reverse("institutions:decree-create", args=[unit.uid]), {})


@form("institutions:decree-update")
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


@form("institutions:document-scan-upload")
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
OTHERS = {"login", "logout", "switch-role", "password", "institutions:identification"}
CASES = sorted(FORMS)
UPDATES = [name for name in CASES if name in {
    "institutions:institution-update", "institutions:person-update", "institutions:meeting-update",
    "institutions:meeting-minutes", "institutions:unit-update", "institutions:decree-update",
}]  # fmt: skip
WITH_TEXT = [name for name in CASES if name.split("#")[0] not in {
    "institutions:attendance-many", "institutions:attendance-present", "institutions:attendance-remove",
    "institutions:letter-open", "institutions:candidacy-withdraw", "institutions:decree-create",
    "institutions:document-scan-upload",
}]  # fmt: skip


def filler(people, regions, sign_in):
    """A function: name of a form → (client, filling), the client signed in as the one who fills it."""

    def fill(name):
        filling = FORMS[name](people, regions)
        client = sign_in(filling.by)
        client.get("/akun/")  # the session has begun
        return client, filling

    return fill


def picture():
    """Everything that is stored, row by row, and how many traces: equal pictures mean that nothing was written."""
    tables = [*apps.get_app_config("institutions").get_models(), *apps.get_app_config("fcu_project").get_models()]
    skipped = (AuditEvent, User)
    rows = {m._meta.label: list(m._base_manager.order_by("pk").values_list()) for m in tables if m not in skipped}
    return {**rows, "receipts": FormReceipt.objects.count(), "traces": AuditEvent.objects.exclude(result="403").count()}
