"""Letters of a meeting: the invitation, the attendance list, the official record."""

from fcu_project import dates, registry
from fcu_project.models import GateReason
from institutions.documents.letterhead import (
    document_id,
    head_of_village,
    host_signature,
    iso_day,
    iso_time,
    letterhead,
    lower_first,
    named_for,
    place_of,
    signature,
    signed_name,
)
from institutions.documents.signing import overruled
from institutions.meetings import ABOVE_THE_VILLAGE, KINDS, Element, Kind, hosted_by_fcu
from institutions.models import FamilyCareUnit, IssuedDocument, Meeting

LEAST_ATTENDANCE_LINES = 20
LINES_FOR_LATE_GUESTS = 5
POSTS = ("coordinator", "secretary", "treasurer")


def _kind(meeting):
    return named_for(meeting.get_kind_display(), meeting.region)


def meeting_head(meeting, document, kind):
    """Facts that every letter about a meeting carries."""
    unit = FamilyCareUnit.of(meeting.region) if hosted_by_fcu(meeting.kind) else None
    return {
        "document_id": document_id(kind, document or meeting),
        "letterhead": letterhead(meeting.region, unit),
        "number": document.number if document else "",
        "dated_on": iso_day(document.dated_on) if document else "",
        "place": place_of(meeting.region),
        "zone": meeting.region.zone,
        "meeting": {
            "title": _kind(meeting),
            "date": iso_day(meeting.held_on),
            "starts_at": iso_time(meeting.starts_at),
            "ends_at": iso_time(meeting.ends_at),
            "place": meeting.place,
            "agenda": meeting.agenda_items(),
        },
    }


def _person_row(attendance):
    """An attendee as a list prints it: what they are, and on whose behalf."""
    position = attendance.position or attendance.person.position
    element = named_for(attendance.get_element_display(), attendance.meeting.region)
    body = str(attendance.institution) if attendance.institution else ""
    if body and body.lower() not in position.lower():
        position = f"{position}, {body}" if position else body
    return {
        "name": attendance.person.name,
        "position": position or element,
        "element": element,
        "sex": attendance.person.sex_letter,
    }


def _attendances(meeting):
    return meeting.attendances.select_related("person", "institution", "meeting__region")


def invitation_facts(meeting, document=None):
    """The invitation with its guest list (5.6). Signed by the host: head of the village, FCU coordinator, or office.

    Beside the common facts: nature, attachment, subject, addressee {name, position, place}, purpose, meeting {title,
    date, starts_at, ends_at, place, agenda}, note, contact {name, phone}, copies, issuer, guests [{name, position,
    element}], annex_signature.
    """
    guests = [_person_row(row) for row in _attendances(meeting).filter(invited=True)]
    facts = meeting_head(meeting, document, "invitation")
    signing = overruled(document, host_signature(meeting, FamilyCareUnit.of(meeting.region)))
    one = guests[0] if len(guests) == 1 else None
    event = lower_first(_kind(meeting))
    return facts | {
        "title": f"Undangan {event}, {meeting.region}",
        "nature": "Penting",
        "attachment": "–" if one or not guests else "1 (satu) berkas",
        "subject": document.subject if document and document.subject else f"Undangan {event}",
        "addressee": {
            "name": one["name"] if one else "Bapak/Ibu (daftar undangan terlampir)" if guests else "",
            "position": one["position"] if one else "",
            "place": "Tempat",
        },
        "purpose": (
            f"Sehubungan dengan akan dilaksanakannya {event} di {meeting.region}, "
            "kami mengharapkan kehadiran Bapak/Ibu pada:"
        ),
        "guests": [] if one else guests,
        "issuer": signing["capacity"][0],
        "signature": signing,
        "annex_signature": signing,
        "copies": [],
    }


def attendance_facts(meeting, *, with_phones=False):
    """The attendance list (5.5): before the meeting with empty lines to sign on, afterwards with who came.

    Phone numbers are left to be written by each person: a list that goes round a room shows them to everybody.
    Beside the common facts: people [{name, position, sex, phone, mark}], lines (rows to print at least), count
    {women, men, total} once the meeting is held.
    """
    held = meeting.stage == Meeting.Stage.HELD
    people = []
    for row in _attendances(meeting):
        person = _person_row(row)
        if with_phones and row.person.phone:
            person["phone"] = f"0{row.person.phone.removeprefix('62')}"
        if held:
            person["mark"] = "hadir" if row.present else "tidak hadir"
        people.append(person)
    women, men = meeting.present_counts()[None]
    return meeting_head(meeting, None, "attendance") | {
        "title": f"Daftar hadir {lower_first(_kind(meeting))}, {meeting.region}",
        "people": people,
        "lines": 0 if held else max(LEAST_ATTENDANCE_LINES, len(people) + LINES_FOR_LATE_GUESTS),
        "count": {"women": women, "men": men, "total": women + men} if held else {},
        "signature": signature(["Pimpinan rapat"], meeting.leader.name if meeting.leader else ""),
    }


def _counts(meeting):
    """Attendance by element and sex, in the order of the table of meetings (5.4)."""
    counts = meeting.present_counts()
    women, men = counts[None]
    if meeting.stage != Meeting.Stage.HELD and not women + men:
        return {"by_element": []}
    rows = []
    for element in Element:
        if element in counts:
            row = dict(zip(("women", "men"), counts[element], strict=True))
            rows.append({"element": named_for(element.label, meeting.region), **row, "total": sum(counts[element])})
    return {"women": women, "men": men, "total": women + men, "by_element": rows}


def _absences(meeting):
    """Who was expected and did not come, with the written reason; a facilitator without one gets a dotted line.

    The record of a formation also explains the events above the village that are not known to have been held.
    """
    reasons = dict(GateReason.objects.filter(object_uid=meeting.uid).values_list("gate", "reason"))
    came = set(meeting.present.values_list("element", flat=True))
    absent = []
    for element in KINDS[meeting.kind].expected:
        reason = reasons.get(f"present_{element}", "")
        if element not in came and (reason or element in KINDS[meeting.kind].facilitators):
            absent.append({"party": named_for(Element(element).label, meeting.region), "reason": reason})
    unit = FamilyCareUnit.of(meeting.region) if meeting.kind == Kind.FORMATION else None
    if unit:
        above = dict(
            GateReason.objects.filter(object_uid=unit.uid, gate__in=ABOVE_THE_VILLAGE).values_list("gate", "reason")
        )
        for kind in ABOVE_THE_VILLAGE:
            in_time = Meeting.objects.unlocking(kind, meeting.region).filter(held_on__lte=meeting.held_on)
            if kind in above and not in_time.exists():
                absent.append({"party": lower_first(kind.label), "reason": above[kind]})
    return absent


def _facilitators(meeting):
    rows = _attendances(meeting).filter(present=True, element__in=KINDS[meeting.kind].facilitators)
    return [{"name": row.person.name, "role": _person_row(row)["position"]} for row in rows]


def _candidates(meeting):
    rows = meeting.candidacies.select_related("membership__person", "membership__institution")
    order = {post: number for number, post in enumerate(POSTS)}
    return [
        {
            "name": row.membership.person.name,
            "element": row.membership.origin,
            "position": row.get_post_display(),
            "willing": row.willing,
            "able": row.able,
            "social": row.social_spirit,
            "votes": row.votes,
            "elected": row.elected,
        }
        for row in sorted(rows, key=lambda row: (order[row.post], row.pk))
    ]


def _officer_rows(terms):
    return [
        {"position": t.get_post_display(), "name": t.membership.person.name, "element": t.membership.origin}
        for t in terms
    ]


def _elected(meeting, candidates):
    """The officers this meeting chose."""
    chosen = [c for c in candidates if c["elected"]]
    if chosen:
        return [{name: c[name] for name in ("position", "name", "element", "votes")} for c in chosen]
    order = {post: number for number, post in enumerate(POSTS)}
    terms = meeting.elected_officers.select_related("membership__person", "membership__institution")
    return _officer_rows(sorted(terms, key=lambda term: order[term.post]))


def _inauguration(meeting, unit):
    """The event of inauguration (IV.A.1.5): which decree set the officers, and who inaugurates them."""
    decree = unit and unit.decrees.filter(document__stage=IssuedDocument.Stage.ISSUED).order_by("-id").first()
    return {
        "fcu_name": f"Family Care Unit (FCU) {unit.name}" if unit else "",
        "decree_title": f"{meeting.region.setting('decree_title')} {meeting.region.name}",
        "decree_number": decree.document.number if decree else "",
        "decree_date": iso_day(decree.document.dated_on) if decree else "",
        "by": head_of_village(meeting.region)["capacity"][0],
    }


def record_facts(meeting, document=None):
    """The official record (5.4); of a meeting that decides nothing, its minutes in the same order.

    Beside the common facts: heading, matter, event, numbered, held_on, starts_at, ends_at, host, leader and note_taker
    {name, position}, attendance {women, men, total, by_element [{element, women, men, total}]}, facilitators [{name,
    role}], absent [{party, reason}], agenda, discussion, candidates [{name, element, position, willing, able, social,
    votes}], officers [{position, name, element, votes}], voted, inauguration {fcu_name, decree_title, decree_number,
    decree_date, by}, method "consensus" | "vote", votes {for, against}, decisions [{text, owner, due_on}], objections
    [{by, text}], no_objections, sections [{title, headers, rows, permission}] of the floors above, from_paper {number,
    date, by}, copies_made, signatures, witness_lines.
    """
    unit = FamilyCareUnit.of(meeting.region)
    formal = meeting.rule.decides or meeting.kind == Kind.INAUGURATION
    name = "Berita acara" if formal else "Notulen"
    held = meeting.stage == Meeting.Stage.HELD
    facts = meeting_head(meeting, document, "record")
    candidates = _candidates(meeting)
    inaugurates = meeting.kind == Kind.INAUGURATION
    leader = meeting.leader
    head = head_of_village(meeting.region, meeting.held_on)
    closing = signature(["Pimpinan rapat"], leader.name if leader else "")
    objections = [line.strip() for line in meeting.objections.splitlines() if line.strip()]
    facts |= {
        "title": f"{name} {lower_first(_kind(meeting))}, {meeting.region}",
        "heading": name.upper(),
        "in_text": name.lower(),
        "matter": f"{_kind(meeting).removesuffix(f' {meeting.region.term.lower()}')} {meeting.region}",
        "event": lower_first(_kind(meeting)),
        "numbered": formal or document is not None,
        "held_on": iso_day(meeting.held_on),
        "starts_at": iso_time(meeting.starts_at),
        "ends_at": iso_time(meeting.ends_at),
        "venue": meeting.place,
        "host": host_signature(meeting, unit)["office"],
        "leader": {"name": leader.name if leader else "", "position": leader.position if leader else ""},
        "note_taker": {
            "name": meeting.note_taker.name if meeting.note_taker else "",
            "position": meeting.note_taker.position if meeting.note_taker else "",
        },
        "attendance": _counts(meeting),
        "facilitators": _facilitators(meeting),
        "absent": _absences(meeting),
        "agenda": meeting.agenda_items(),
        "discussion": meeting.minutes,
        "candidates": candidates,
        "officers": _officer_rows(unit.current_officers()) if inaugurates and unit else _elected(meeting, candidates),
        "voted": meeting.method == Meeting.Method.VOTE,
        "inauguration": _inauguration(meeting, unit) if inaugurates else {},
        "decides": meeting.rule.decides,
        "method": meeting.method,
        "votes": {"for": meeting.votes_for, "against": meeting.votes_against}
        if meeting.votes_for is not None or meeting.votes_against is not None
        else {},
        "decisions": [
            {"text": row.text, "owner": row.owner, "due_on": iso_day(row.due_on)} for row in meeting.decisions.all()
        ],
        "objections": [{"text": text} for text in objections],
        "sections": registry.record_sections_for(meeting),
        "held": held,
        "no_objections": held and not objections,
        "copies_made": 3,
        "leader_signature": closing,
        "note_taker_signature": signature(["Notulis"], meeting.note_taker.name if meeting.note_taker else ""),
        "witness_lines": 2 if formal else 0,
    }
    if formal and meeting.region.level == "village" and signed_name(head["holder"]) != closing["name"]:
        facts["acknowledged_by"] = head | {"heading": "Mengetahui,"}
    if meeting.from_paper:
        facts["from_paper"] = {
            "number": meeting.paper_number,
            "date": iso_day(meeting.paper_date),
            "by": meeting.recorded_by,
        }
    return facts


def invitation_message(meeting, name="", link=""):
    """The four facts of an invitation as a WhatsApp text; the paper letter stays beside it."""
    day = dates.long_date_with_day(meeting.held_on)
    time = f" pukul {dates.clock(meeting.starts_at)} {meeting.region.zone}" if meeting.starts_at else ""
    text = f"Yth. {name or 'Bapak/Ibu'}. Kami mengundang hadir pada {lower_first(_kind(meeting))}, {day}{time}, "
    text += f"di {meeting.place}."
    return f"{text} Surat undangan: {link}" if link else text
