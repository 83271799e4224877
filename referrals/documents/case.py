"""Papers of a case: the record of it, of LK3 and TKSK their laporan insidental (domain 5.20), and of a conference.

Whom it is about is told by initials, and the names of the family stand as initials in what was written, too: the paper
leaves the office.
"""

from fcu_project import dates
from institutions.books import office_name
from institutions.documents.letterhead import coordinator_of, holder, iso_day, letterhead, lk3_of, place_of, signature
from institutions.models import Book, FamilyCareUnit, Region
from referrals.joint import JOINT_FROM, bodies_of
from referrals.masking import masked_client, names_in, without_names
from referrals.models import Case, CaseStep

CASE_TEMPLATE = "referrals/documents/case.html"
CONFERENCE_TEMPLATE = "referrals/documents/conference.html"
LEVEL = Region.Level
BOOKS = {LEVEL.VILLAGE: Book.FCU, LEVEL.SUBDISTRICT: Book.TKSK, LEVEL.REGENCY: Book.LK3}


def _unit(office):
    return FamilyCareUnit.of(office) if office.level == LEVEL.VILLAGE else None


def _office(case):
    """Who writes: letterhead, its name, where, and the block of who signs for it."""
    office = case.keeper
    unit, book = _unit(office), BOOKS.get(office.level, Book.OFFICE)
    if office.level == LEVEL.VILLAGE:
        title, name = coordinator_of(unit)
        block = signature([f"{title} {unit}" if unit else f"{title} FCU"], name)
    elif office.level == LEVEL.SUBDISTRICT:
        block = signature([f"TKSK {office}"], holder(office, "tksk", "TKSK"))
    else:
        body = lk3_of(office)
        block = signature([f"LK3 {office.full_name}"], holder(office, "lk3", "") or (body.leader if body else ""))
    return {
        "letterhead": letterhead(office, unit, book=book),
        "office": office_name(book, office),
        "place": place_of(office),
        "signer": block,
    }


def case_facts(case, paper):
    """facts [(label, words)], story, steps [{day, kind, text, bodies, result}], bodies [{name, steps}], ending
    [(label, words)] of a closed case, who is responsible and who signs."""
    names, bodies = names_in(case), list(bodies_of(case))

    def masked(text):
        return without_names(text, names)

    return {
        "title": f"Laporan insidental kasus {case.number}",
        "document_id": f"KSS-{case.uid.hex[:8].upper()}",
        "paper": paper,
        **_office(case),
        "heading": _heading(case),
        "number": case.number,
        "facts": _head(case, masked),
        "story": masked(case.story),
        "steps": [_line(step, masked) for step in case.steps.prefetch_related("bodies").order_by("done_on", "id")],
        "bodies": [{"name": body.name, "steps": body.steps} for body in bodies],
        "joint": len(bodies) >= JOINT_FROM,
        "is_closed": not case.is_open,
        "outcome": case.get_outcome_display(),
        "result": masked(case.result),
        "follow_up": masked(case.follow_up),
        "closed_on": iso_day(case.closed_on),
        "owner": signature(["Penanggung jawab kasus"], case.owner.name if case.owner else ""),
    }


def _heading(case):
    """The FCU's own record; its incidental report on the case is a confidential paper of the reports."""
    if case.kind == Case.Kind.ADVOCACY:
        return "CATATAN ADVOKASI SOSIAL"
    return "CATATAN KASUS" if case.keeper.level == LEVEL.VILLAGE else "LAPORAN INSIDENTAL"


def _head(case, masked):
    sex = case.family.get_head_sex_display() if case.family_id else case.get_client_sex_display()
    rows = [
        ("Jenis", case.get_kind_display()),
        ("Kasus", masked(case.title)),
        ("Klien", f"{masked_client(case)} ({sex.lower()})" if sex else masked_client(case)),
        ("Tempat", str(case.region)),
        ("Jenis masalah", str(case.problem) if case.problem else ""),
    ]
    if case.kind == Case.Kind.ADVOCACY:
        rows += [("Hak yang diperjuangkan", masked(case.right_claimed)), ("Lembaga yang dituju", case.target_body)]
    return [*rows, ("Dibuka", _day(case.opened_on)), ("Keadaan", _state(case))]


def _state(case):
    return f"Selesai {_day(case.closed_on)}" if case.closed_on else case.get_stage_display()


def _day(value):
    return dates.long_date(value) if value else ""


def _line(step, masked):
    """A step as the paper tells it; a conference with how many came."""
    text = masked(step.text)
    if step.kind == CaseStep.Kind.CONFERENCE:
        text = f"{text}\nYang disepakati: {masked(step.decisions)}\nHadir: P {step.women}, L {step.men}"
    return {
        "day": iso_day(step.done_on),
        "kind": step.get_kind_display(),
        "text": text,
        "bodies": ", ".join(body.name for body in step.bodies.all()),
        "result": masked(step.result),
    }


def conference_facts(step, paper):
    """The record of a conference (5.4, in short): number, held_on, venue, women, men, bodies, discussion, decisions;
    signatures [one per body], the signer of the office that leads it."""
    case = step.case
    names = names_in(case)
    bodies = list(step.bodies.order_by("name", "id"))
    return {
        "title": f"Berita acara konferensi kasus {case.number}",
        "document_id": f"KKS-{step.uid.hex[:8].upper()}",
        "paper": paper,
        **_office(case),
        "number": case.number,
        "client": masked_client(case),
        "matter": without_names(case.title, names).rstrip(". "),
        "held_on": iso_day(step.done_on),
        "venue": step.place,
        "women": step.women,
        "men": step.men,
        "total": (step.women or 0) + (step.men or 0),
        "bodies": [body.name for body in bodies],
        "discussion": without_names(step.text, names),
        "decisions": [line.strip() for line in without_names(step.decisions, names).splitlines() if line.strip()],
        "remark": without_names(step.result, names),
    }
