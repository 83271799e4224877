"""Papers of mentoring: the card a family keeps, the notes for the file, the list of pairs.

Layouts follow domain rules 5.14 and 5.24. The card is read by the family and by whoever sees it lie on a table: plain
words, no kind of problem, no number but the family's own.
"""

from families.models import MentoringNote, Need
from institutions.books import book_of
from institutions.documents.letterhead import coordinator_of, iso_day, letterhead, place_code, place_of, signature
from institutions.documents.signing import head_of
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE

CARD_TEMPLATE = "families/documents/card.html"
NOTES_TEMPLATE = "families/documents/notes.html"
LIST_TEMPLATE = "families/documents/pairing_list.html"
CARD_LINES = {"F4": 14, "A4": 12}  # visits to be written in by pen
EMPTY_NOTES = 5  # lines where nothing was recorded yet
HAS_NOTE = "Benturan kepentingan: ada catatan"


def fcu_head(region):
    """The letterhead of the FCU of a village; for an office above, which prints for any FCU, a line to be filled in."""
    if region.level == VILLAGE:
        return letterhead(region, FamilyCareUnit.of(region))
    return {"kind": "fcu", "lines": [f"Family Care Unit (FCU) {'.' * 30}", ""]}


def coordinator_block(region, heading="Mengetahui,"):
    unit = FamilyCareUnit.of(region)
    title, name = coordinator_of(unit)
    return signature([f"{title} {unit}" if unit else title], name) | {"heading": heading}


# --- the card of the family -----------------------------------------------------------------------------------------
def card_facts(region, paper, on, pairing=None):
    """The card a family keeps (5.24): blank, or with the names of a pairing. Lines for the visits are always empty.

    number, head, companion, since, next_on, fcu, address, phone, lines.
    """
    unit = FamilyCareUnit.of(region) if region.level == VILLAGE else None
    facts = {
        "title": f"Kartu pendampingan, {region}",
        "document_id": f"KP-{pairing.uid.hex[:8].upper()}" if pairing else f"KP-{place_code(region)}",
        "paper": paper,
        "letterhead": fcu_head(region),
        "fcu": str(unit) if unit else "",
        "address": unit.address if unit else "",
        "phone": f"0{unit.phone.removeprefix('62')}" if unit and unit.phone else "",
        "lines": CARD_LINES[paper],
    }
    if pairing is None:
        return facts
    return facts | {
        "number": f"{pairing.plasma.family.number:03d}",
        "head": pairing.plasma.family.called,
        "companion": pairing.pioneer.family.called,
        "since": iso_day(pairing.paired_from),
        "next_on": iso_day(_next_visit(pairing, on)),
    }


def _next_visit(pairing, on):
    """The day the latest contact agreed on, None once it has passed."""
    day = pairing.notes.exclude(next_on=None).values_list("next_on", flat=True).first()
    return day if day and day >= on else None


# --- the notes for the file -----------------------------------------------------------------------------------------
def notes_facts(pairing, paper, by):
    """What one pairing recorded (5.14) as far as `by` reads it, the oldest first, then needs and what became of them.

    A need with a secret kind of problem stands on no paper, nor does the contact that found it. notes [{held_on, kind,
    topic, agreed, changes, next_plan, next_on, by}], needs [{title, problem, priority, found_on, referral, state,
    closed_on, outcome}], lines.
    """
    family, region = pairing.plasma.family, pairing.plasma.family.region
    secret = Need.objects.filter(problem__is_sensitive=True, found_in__pairing=pairing)
    told = MentoringNote.objects.visible_to(by).filter(pairing=pairing).exclude(pk__in=secret.values("found_in"))
    notes = [_note(row) for row in told.order_by("held_on", "id")]
    needs = Need.objects.visible_to(by).filter(family=family, problem__is_sensitive=False).select_related("problem")
    representative = pairing.pioneer.representative
    return {
        "title": f"Catatan pendampingan, {region}",
        "document_id": f"CP-{pairing.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": fcu_head(region),
        "village": str(region),
        "place": place_of(region),
        "number": f"{family.number:03d}",
        "head": family.called,
        "neighbourhood": family.neighbourhood,
        "companion": pairing.pioneer.family.called,
        "since": iso_day(pairing.paired_from),
        "until": iso_day(pairing.paired_until),
        "end_reason": pairing.end_reason,
        "notes": notes,
        "lines": 0 if notes else EMPTY_NOTES,
        "needs": [_need(row) for row in needs],
        "signatures": [
            coordinator_block(region), signature(["Keluarga pionir"], representative.name if representative else ""),
        ],
    }  # fmt: skip


def _note(row):
    writer = row.recorded_by.rsplit(", ", 2)[0]  # the name, without role and place
    return {
        "held_on": iso_day(row.held_on), "kind": row.get_kind_display(), "topic": row.topic, "agreed": row.agreed,
        "changes": row.changes, "next_plan": row.next_plan,
        "next_on": iso_day(row.next_on), "by": f"{writer} (dari kertas)" if row.from_paper else writer,
    }  # fmt: skip


def _need(row):
    return {
        "title": row.title, "problem": row.problem.name, "priority": row.priority, "found_on": iso_day(row.found_on),
        "referral": row.needs_referral, "state": row.get_state_display(), "closed_on": iso_day(row.closed_on),
        "outcome": row.outcome,
    }  # fmt: skip


# --- the list of pairs ----------------------------------------------------------------------------------------------
def list_facts(region, pairings, paper, *, by, past=False, waiting=()):
    """Who accompanies whom (MEN-01), by pioneer; for an office above with the village of each pair.

    rows [{village, companion, companion_place, family, place, since, until, last_note_on, remark}], waiting [text].
    """
    rows = sorted((_pair(row) for row in pairings), key=lambda row: (row["village"], row["companion"], row["family"]))
    place = region.level == VILLAGE
    return {
        "title": f"Daftar pendamping dan dampingan, {region}",
        "document_id": f"PD-{place_code(region)}",
        "paper": paper,
        "letterhead": fcu_head(region) if place else letterhead(region, book=book_of(by.role)),
        "village": str(region),
        "place": place_of(region),
        "past": past,
        "names_villages": not place,
        "on": iso_day(by.today),
        "rows": rows,
        "pioneers": len({(row["village"], row["companion"]) for row in rows}),
        "waiting": [f"{row.family.called} ({row.family.neighbourhood or 'RT/RW belum diisi'})" for row in waiting],
        "signature": coordinator_block(region, "") if place else head_of(book_of(by.role), region),
    }


def _pair(row):
    pioneer, family = row.pioneer.family, row.plasma.family
    return {
        "village": family.region.name, "companion": pioneer.called, "companion_place": pioneer.neighbourhood,
        "family": family.called, "place": family.neighbourhood, "since": iso_day(row.paired_from),
        "until": iso_day(row.paired_until), "last_note_on": iso_day(row.last_note_on),
        "remark": "; ".join(part for part in (row.end_reason or row.reason, HAS_NOTE if row.conflict else "") if part),
    }  # fmt: skip
