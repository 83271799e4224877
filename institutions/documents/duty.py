"""What a party did of its duties, on paper: the checklist of a year (REG-12), and the note of one activity (FCU-09)."""

from institutions.documents.letterhead import iso_day, letterhead, named_for, place_code, place_of, signature
from institutions.documents.signing import head_of
from institutions.duties import ACTORS, Actor
from institutions.models import Book, FamilyCareUnit, PsksTeam, TeamMember
from institutions.panels.activity import DIRECTS, WATCHES

CHECKLIST_TEMPLATE = "institutions/documents/duty_checklist.html"
ACTIVITY_TEMPLATE = "institutions/documents/activity.html"
MOST = 5  # pieces of evidence that one line prints
OF_THE_FCU = (Actor.COORDINATOR, Actor.MEMBER)
# Whose list it is, in the code at its foot.
CODES = {
    Actor.MINISTRY: "KEMENSOS", Actor.PROVINCE: "PROV", Actor.REGENCY: "KAB", Actor.SUBDISTRICT: "KEC",
    Actor.VILLAGE_HEAD: "KPL", Actor.LK3: "LK3", Actor.TKSK: "TKSK", Actor.COORDINATOR: "FCU", Actor.MEMBER: "AGT",
    Actor.PSKS_TEAM: "PSKS",
}  # fmt: skip
BOOKS = {Actor.LK3: Book.LK3, Actor.TKSK: Book.TKSK, Actor.COORDINATOR: Book.FCU, Actor.MEMBER: Book.FCU}


def office_of(actor, region, day=None):
    """(letterhead, signature) of a party that has its office in `region`."""
    unit = FamilyCareUnit.of(region) if actor in OF_THE_FCU else None
    if actor == Actor.PSKS_TEAM:
        return letterhead(region), leader_of(PsksTeam.of(region))
    book = BOOKS.get(actor, Book.OFFICE)
    return letterhead(region, unit, book=book), head_of(book, region, day)


def called(actor, region):
    """A party as its place says it: Wali Nagari, Dinas Sosial kabupaten."""
    return region.head_title if actor == Actor.VILLAGE_HEAD else named_for(actor.label, region)


def leader_of(team):
    """The signature of who leads a PSKS team; dotted where there is no leader, or no team."""
    members = team.current_members() if team else []
    leader = next((row.person.name for row in members if row.post == TeamMember.Post.LEADER), "")
    return signature(["Ketua tim PSKS"], leader)


def _told(line, region):
    """The evidence of a duty, the earliest first: notes, meetings, papers with their days; how many more there are."""
    found = [{"on": iso_day(row.done_on), "text": row.title, "where": str(row.region)} for row in line.notes]
    found += [
        {"on": iso_day(row.held_on), "text": named_for(row.get_kind_display(), region), "where": str(row.region)}
        for row in line.meetings
    ]
    found += [
        {"on": iso_day(row.done_on), "text": row.get_step_display(), "where": str(row.site.region)}
        for row in line.steps
    ]
    found += [
        {"on": iso_day(row.dated_on), "text": f"Surat {row.number}: {row.subject}", "where": str(row.meeting.region)}
        for row in line.letters
    ]
    found.sort(key=lambda piece: piece["on"])
    return {"evidence": found[:MOST], "more": max(len(found) - MOST, 0)}


def checklist_facts(actor, region, year, lines, paper):
    """The duties of a party in a year: lines [{text, clause, done, evidence [{on, text, where}], more, budgets}]."""
    head, block = office_of(actor, region)
    return {
        "document_id": f"TGS-{CODES[actor]}-{place_code(region)}-{year}",
        "title": f"Daftar tugas {called(actor, region)} {region} {year}",
        "paper": paper,
        "letterhead": head,
        "actor": called(actor, region),
        "region": str(region),
        "year": str(year),
        "lines": [
            {
                "text": line.duty.text, "clause": line.duty.clause, "done": line.done, **_told(line, region),
                "budgets": sorted({note.budget_line for note in line.notes if note.budget_line}),
            }
            for line in lines
        ],
        "count": {"done": sum(line.done for line in lines), "total": len(lines)},
        "place": place_of(region),
        "signature": block,
    }  # fmt: skip


def activity_facts(activity, partners, paper):
    """One note: heading, facts [{label, value}], story, result, partners, withdrawn {on, reason}, recorded."""
    actor = Actor(activity.duty.actor)
    office = activity.region.ancestor(ACTORS[actor].level) or activity.keeper
    head, block = office_of(actor, office, activity.done_on)
    member = activity.membership
    if member is not None:
        block = signature([f"Anggota {member.unit}"], member.person.name)
    people = activity.women is not None or activity.men is not None
    women, men = activity.women or 0, activity.men or 0
    counted = f"{women} perempuan, {men} laki-laki, jumlah {women + men} orang"
    told = (
        ("Tempat", activity.place, True),
        ("Tugas", f"{activity.duty.text.rstrip('.')} ({activity.duty.clause})", True),
        ("Dikerjakan oleh", f"{member.person.name}, {member.origin}" if member else block["capacity"][0], True),
        ("Fasilitator", activity.facilitator.name if activity.facilitator else "", activity.duty.is_joint),
        ("Peserta", counted if people else "", "people" in activity.duty.asks),
        ("Diberitahukan kepada", activity.recipients, "recipients" in activity.duty.asks),
        ("Sumber daya yang digerakkan", activity.resources, "resources" in activity.duty.asks),
        ("Kearifan lokal yang dipakai", activity.local_wisdom, "wisdom" in activity.duty.asks),
        ("Mata anggaran", activity.budget_line, "budget" in activity.duty.asks),
        ("Pertemuan", activity.meeting.get_kind_display() if activity.meeting else "", False),
    )
    return {
        "document_id": f"KGT-{activity.uid.hex[:8].upper()}",
        "title": f"{_heading(activity)} {activity.region}",
        "paper": paper,
        "letterhead": head,
        "heading": _heading(activity),
        "matter": activity.title,
        "region": str(activity.region),
        "done_on": iso_day(activity.done_on),
        "facts": [{"label": label, "value": value} for label, value, asked in told if value or asked],
        "story": activity.story,
        "result": activity.result,
        "asks_partners": "partners" in activity.duty.asks,
        "partners": partners,
        "withdrawn": {"on": iso_day(activity.withdrawn_on), "reason": activity.withdrawn_reason}
        if activity.withdrawn_on else {},
        "recorded": {
            "by": activity.recorded_by, "number": activity.paper_number, "date": iso_day(activity.paper_date),
        } if activity.from_paper else {},
        "place": place_of(office),
        "signature": block,
    }  # fmt: skip


def _heading(activity):
    kinds = {DIRECTS: "Catatan arahan", WATCHES: "Catatan pantauan"}
    kind = kinds.get(activity.duty.code)
    return f"{kind} {activity.region.head_title}" if kind else "Catatan kegiatan"
