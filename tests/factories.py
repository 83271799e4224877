"""Rows for tests, made plainly; states of a whole FCU are reached through the same actions as the screens."""

import io
from datetime import date, time, timedelta
from types import SimpleNamespace

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from fcu_project import workflow
from institutions.actions import document as document_actions
from institutions.actions import guidance as guidance_actions
from institutions.actions import meeting as meeting_actions
from institutions.actions import unit as unit_actions
from institutions.guidance import PROVIDERS, teaches
from institutions.meetings import Kind
from institutions.models import (
    Assignment,
    Attendance,
    Awareness,
    Candidacy,
    Decision,
    FamilyCareUnit,
    GuidanceSession,
    GuidanceTopic,
    Institution,
    InstitutionType,
    Meeting,
    Membership,
    Person,
    Region,
)
from institutions.models.person import fold
from institutions.roles import ROLES

TODAY = date.today()
REGIONS = (
    ("", "Indonesia", "nation", "nation"),
    ("97", "Nusa Rimba", "province", "province"),
    ("98", "Lautan Timur", "province", "province"),
    ("9701", "Sukaraya", "regency", "regency"),
    ("9771", "Banyuraga", "regency", "city"),
    ("970101", "Tegalwangi", "subdistrict", "subdistrict"),
    ("970102", "Karanganyar", "subdistrict", "subdistrict"),
    ("977101", "Kotabaru", "subdistrict", "subdistrict"),
    ("9701012001", "Sidomekar", "village", "village"),
    ("9701012002", "Sukamaju", "village", "village"),
    ("9701011003", "Mekarsari", "village", "urban_village"),
    ("9701022001", "Wonosari", "village", "village"),
    ("9771011001", "Kotalama", "village", "urban_village"),
)


def make_regions():
    """The regions above, by short names: village, sibling, kelurahan, elsewhere, city_village, subdistrict, …"""
    rows = {}
    for width, above in ((0, 0), (2, 0), (4, 2), (6, 4), (10, 6)):  # one statement per level
        of_level = [row for row in REGIONS if len(row[0]) == width]
        made = Region.objects.bulk_create(
            Region(code=code, name=name, level=level, kind=kind, parent=rows.get(code[:above]) if code else None)
            for code, name, level, kind in of_level
        )
        rows |= {row.code: row for row in made}
    return SimpleNamespace(
        nation=rows[""], province=rows["97"], regency=rows["9701"], city=rows["9771"], subdistrict=rows["970101"],
        other_subdistrict=rows["970102"], village=rows["9701012001"], sibling=rows["9701012002"],
        kelurahan=rows["9701011003"], elsewhere=rows["9701022001"], city_village=rows["9771011001"], by_code=rows,
    )  # fmt: skip


# A hundred and twenty people in a row have names of their own: none is found on a paper that names another.
FIRST_NAMES = ["Sri", "Bambang", "Nurhayati", "Agus", "Endang", "Slamet", "Dewi", "Hasan", "Maria", "I Made"]
LAST_NAMES = ["Wahyuni", "Hartono", "Lestari", "Santoso", "Anggraini", "Riyadi", "Basri", "Goreti", "Sudana",
              "Handayani", "Kusuma", "Purnama"]  # fmt: skip


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"{FIRST_NAMES[n % 10]} {LAST_NAMES[n // 10 % 12]}")
    sex = factory.Iterator(["female", "male", "female", "male", "female", "male", "female", "male", "female", "male"])
    position = factory.Sequence(lambda n: f"Kader {n}")


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    person = factory.SubFactory(PersonFactory, region=factory.SelfAttribute("..region"))
    valid_from = date(2020, 1, 1)


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence(lambda n: f"Posyandu Melati {n}")
    element = factory.LazyFunction(lambda: InstitutionType.objects.get(code="posyandu"))
    leader = "Ibu Kartini"
    activities = "Timbang balita dan penyuluhan tiap bulan."
    identified_on = factory.LazyFunction(lambda: TODAY - timedelta(days=90))


def region_for(role, regions):
    """Where a role of the cast works."""
    return {
        "village": regions.village, "subdistrict": regions.subdistrict, "regency": regions.regency,
        "province": regions.province, "nation": regions.nation,
    }[ROLES[role].level]  # fmt: skip


def cast(regions):
    """One assignment per role by its code, all around Desa Sidomekar; in two statements, since most tests begin so."""
    people = {role: PersonFactory.build(region=region_for(role, regions)) for role in ROLES}
    for person in people.values():
        person.search_name = fold(person.name)
    Person.objects.bulk_create(people.values())
    rows = {
        role: Assignment(role=role, person=person, region=person.region, valid_from=date(2020, 1, 1))
        for role, person in people.items()
    }
    Assignment.objects.bulk_create(rows.values())
    return SimpleNamespace(**rows)


def scan(name="scan.pdf"):
    """An upload of a real one-page PDF."""
    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")


def held_meeting(kind, by, *, on, elements=("government", "psks", "individual"), also=(), region=None, hold=True):
    """A meeting with people present, minutes and a method; held, with a reason for each element that did not come."""
    meeting = Meeting(
        kind=kind, held_on=on, starts_at=time(9), place="Balai Desa", agenda="Pembukaan\nPembahasan\nPenutup",
        paper_number="005/1/2025", region=region,
    ) if region else Meeting(
        kind=kind, held_on=on, starts_at=time(9), place="Balai Desa", agenda="Pembukaan\nPembahasan\nPenutup",
        paper_number="005/1/2025",
    )  # fmt: skip
    meeting = meeting_actions.save_meeting(meeting, by=by, on=on, also=also)
    for element in elements:
        person = PersonFactory(region=by.region)
        meeting_actions.save_attendance(
            Attendance(meeting=meeting, person=person, element=element, present=True), by=by, on=on
        )
    meeting.minutes, meeting.method = "Peserta membahas dan menyepakati rencana FCU.", "consensus"
    meeting_actions.save_minutes(meeting, by=by, on=on)
    meeting_actions.add_decision(
        Decision(meeting=meeting, text="Sepakat melanjutkan.", owner="Kaur Kesra"), by=by, on=on
    )
    record_guidance(meeting, by, on=on)
    if hold:
        give_all_reasons(meeting, "hold", by)
        workflow.perform(meeting, "hold", by=by, on=on)
    return meeting


def record_guidance(meeting, by, *, on, provider=""):
    """What was taught or stated at a meeting of a kind that asks for it; nothing at any other."""
    if teaches(meeting.kind):
        provider = provider or PROVIDERS[meeting.kind][0]
        session = GuidanceSession(meeting=meeting, provider=provider, material="Peran FCU", method="Diskusi")
        guidance_actions.save_guidance(session, GuidanceTopic.objects.filter(provider=provider)[:1], by=by, on=on)
    if meeting.kind == Kind.AWARENESS:
        four = {"activities": "Posyandu tiap bulan.", "procedure": "Lapor kader.", "problems": "Lansia sendiri.",
                "needs": "Pendamping lansia."}  # fmt: skip
        guidance_actions.save_awareness(Awareness(meeting=meeting, **four), by=by, on=on)


def give_all_reasons(obj, transition, by, *, leave_out=()):
    """A written reason for every gate that warns, as a diligent operator would; none for those left out by name."""
    for button in workflow.available(obj, by, TODAY):
        if button.name == transition:
            for gate in button.gates:
                if gate.state == "warn" and gate.name not in leave_out:
                    workflow.give_reason(
                        obj, workflow.find_gate(type(obj), gate.name), "Sudah diundang, berhalangan hadir.", by=by
                    )


POSTS = ("coordinator", "secretary", "treasurer")


def started_unit(by, name="Melati"):
    return unit_actions.start_unit(
        FamilyCareUnit(name=name, region=by.region, address="Balai Desa, RT 001/RW 001", seated_in_village=True),
        by=by, on=TODAY,
    )  # fmt: skip


def with_members(unit, by, *, on):
    """Four members: three from PSKS bodies, one individual."""
    members = []
    for _number in range(3):
        body = InstitutionFactory(region=by.region)
        members.append(unit_actions.save_membership(
            Membership(unit=unit, person=PersonFactory(region=by.region), kind="psks", institution=body,
                       position="Ketua", committed=True, joined_on=on), by=by, on=on))  # fmt: skip
    members.append(unit_actions.save_membership(
        Membership(unit=unit, person=PersonFactory(region=by.region), kind="individual", category="religious_leader",
                   competence="Penyuluh agama", committed=True, joined_on=on), by=by, on=on))  # fmt: skip
    return members


def elect(unit, meeting, members, by):
    for post, member in zip(POSTS, members, strict=False):
        unit_actions.save_candidacy(
            Candidacy(unit=unit, meeting=meeting, membership=member, post=post, willing=True, able=True,
                      social_spirit=True, non_partisan=True, elected=True), by=by, on=meeting.held_on)  # fmt: skip


def issued_record(meeting, by, *, number="400/1/BA/2025"):
    record = document_actions.open_letter(meeting, "record", by=by, on=meeting.held_on)
    workflow.perform(record, "prepare", by=by, on=meeting.held_on)
    return document_actions.issue_document(record, number=number, dated_on=meeting.held_on, by=by)


def formed_unit(by, *, on=None):
    """An FCU formed by a real meeting, members, officers and record."""
    on = on or TODAY - timedelta(days=60)
    unit = started_unit(by)
    meeting = held_meeting("formation", by, on=on, also=["coordination_village"])
    members = with_members(unit, by, on=on)
    elect(unit, meeting, members, by)
    issued_record(meeting, by)
    unit.refresh_from_db()
    give_all_reasons(unit, "form", by)
    workflow.perform(unit, "form", by=by, on=on)
    return unit


def ready_decree(unit, by, *, on=None):
    decree = document_actions.open_decree(unit, by=by, on=on or TODAY)
    decree.signer_name = "Bambang Hartono"
    document_actions.save_decree(decree, by=by, on=TODAY)
    workflow.perform(decree.document, "prepare", by=by, on=TODAY)
    return decree


def decreed_unit(by, *, on=None):
    on = on or TODAY - timedelta(days=30)
    unit = formed_unit(by)
    decree = ready_decree(unit, by, on=on)
    document_actions.issue_document(decree.document, number="141/12/KEP/2025", dated_on=on, scan=scan(), by=by)
    unit.refresh_from_db()
    return unit


def active_unit(by):
    unit = decreed_unit(by)
    held_meeting("inauguration", by, on=TODAY - timedelta(days=20), elements=("government", "psks"))
    workflow.perform(unit, "inaugurate", by=by, on=TODAY)
    return unit
