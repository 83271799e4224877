"""What the report of a supervision, monitoring or evaluation, and a note of watching, says on paper (5.22)."""

from fcu_project import dates
from institutions.books import book_of
from institutions.documents.letterhead import coordinator_of, letterhead, place_of, signature
from institutions.documents.signing import head_of
from institutions.roles import ROLES
from reporting.models import Aim, Finding, Visit
from reporting.visits.answers import in_words, states_of
from reporting.visits.kinds import TARGET, VISITED_ROLE, method_words, needs_both, target_words

VISIT_TEMPLATE = "reporting/documents/visit.html"
NAMES = {
    Aim.SUPERVISION: "Laporan supervisi", Aim.MONITORING: "Laporan pemantauan", Aim.EVALUATION: "Laporan evaluasi",
    Aim.NOTE: "Catatan pantauan",
}  # fmt: skip
CODES = {Aim.SUPERVISION: "SPV", Aim.MONITORING: "MON", Aim.EVALUATION: "EVA", Aim.NOTE: "CTP"}
TEXTS = (
    "observed_text", "deviation_text", "advice_text", "success_text", "failure_text", "change_text", "strength_text",
)  # fmt: skip
ASKED = {
    Aim.SUPERVISION: ("observed_text", "advice_text"), Aim.MONITORING: ("observed_text", "deviation_text"),
    Aim.EVALUATION: ("success_text", "failure_text", "change_text", "strength_text"),
    Aim.NOTE: ("observed_text", "advice_text"),
}  # fmt: skip


def paper_name(visit):
    return NAMES[visit.aim]


def visit_facts(visit, paper, *, by):
    """heading, about [(label, words)], aspects [{label, lines}], conclusion [{heading, text}], findings as far as the
    reader sees them, standing [lines], signatures of both sides."""
    return {
        "title": f"{NAMES[visit.aim]} {visit.unit or visit.region}",
        "document_id": f"{CODES[visit.aim]}-{visit.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(visit.by_region, book=book_of(visit.by_role)),
        "heading": NAMES[visit.aim],
        "about": _about(visit),
        "has_instrument": visit.aim != Aim.NOTE,
        "instrument": str(visit.instrument or ""),
        "aspects": [
            {"label": state.label, "lines": [_line(question, row) for question, row in state.lines]}
            for state in states_of(visit)
        ],
        "asks_plan": visit.aim == Aim.MONITORING,
        "as_planned": {True: "Ya", False: "Tidak"}.get(visit.as_planned, ""),
        "conclusion": _conclusion(visit),
        "findings": _findings(visit, by),
        "is_looked_for": visit.stage in (Visit.Stage.HANDED, Visit.Stage.SIGNED),
        "asks_answer": needs_both(visit),
        "answer": visit.answer_note,
        "standing": _standing(visit),
        "place": place_of(visit.by_region),
        "day": visit.signed_on.isoformat() if visit.signed_on else "",
        "officer": _officer(visit),
        "visited": _visited(visit) if needs_both(visit) else None,
    }


def _about(visit):
    day = dates.long_date_with_day(visit.held_on) if visit.held_on else ""
    told = [
        ("Yang dituju", target_words(visit)), ("Petugas", visit.officers), ("Lembaga", visit.by_words),
        ("Tanggal", day), ("Waktu dalam kegiatan", visit.get_phase_display()), ("Cara", visit.get_mode_display()),
    ]  # fmt: skip
    if visit.mode != visit.Mode.DESK:
        told.append(("Lokasi", visit.place))
        if visit.aim != Aim.NOTE:
            told.append(("Yang ditemui", visit.met))
    if visit.aim != Aim.NOTE:
        told.append(("Metode", method_words(visit)))
    return told


def _line(question, row):
    """A question with its answer; what is told in words alone stands where the findings are."""
    return {"question": question.text, "answer": in_words(question, row), "found": row.words if row else ""}


def _conclusion(visit):
    labels = {name: visit._meta.get_field(name).verbose_name.capitalize() for name in TEXTS}
    asked = ASKED[visit.aim]
    if visit.aim == Aim.MONITORING and visit.as_planned:
        asked = asked[:1]
    return [{"heading": labels[name], "text": getattr(visit, name)} for name in asked]


def _findings(visit, by):
    rows = Finding.objects.visible_to(by).filter(visit=visit).exclude(stage=Finding.Stage.WITHDRAWN)
    return [
        {
            "found": row.found, "advice": row.advice, "owner": row.owner, "due_on": row.due_on.isoformat(),
            "stage": row.get_stage_display(),
        }
        for row in rows.order_by("due_on", "id")
    ]  # fmt: skip


def _standing(visit):
    lines = []
    if visit.signed_on:
        typed = f"; dicatat oleh {visit.recorded_by}" if visit.from_paper and visit.aim == Aim.NOTE else ""
        lines.append(f"Petugas: {visit.signed_by_words}, {dates.long_date(visit.signed_on)}{typed}.")
    if visit.answered_on:
        how = f"di kertas; dicatat oleh {visit.recorded_by}" if visit.from_paper else "lewat aplikasi"
        lines.append(f"Yang dituju: {visit.answered_by_words}, {dates.long_date(visit.answered_on)}, {how}.")
    elif visit.stage == Visit.Stage.HANDED:
        lines.append("Belum ditandatangani yang dituju.")
    return lines


def _officer(visit):
    """Who signs for the visiting office: the name alone, without the office that stands above it."""
    name, _ = _name_and_office(visit.signed_by_words, visit.by_region)
    if visit.from_paper and visit.aim == Aim.NOTE:
        name = ""  # signed on its own paper
    return signature([visit.by_words], name)


def _name_and_office(words, region):
    """(name, office) of a signature as it is kept: "Rina Apriani, Sekretaris FCU, Desa Sidomekar"."""
    for role in ROLES.values():
        ending = f", {role.label}, {region}"
        if words.endswith(ending):
            return words.removesuffix(ending), role.label
    return words, ""


def _visited(visit):
    """Who signed for the visited side; before that, who is expected to."""
    day = visit.answered_on
    if day and not visit.from_paper:
        name, label = _name_and_office(visit.answered_by_words, visit.region)
        whose = f"{label.removesuffix(' FCU')} {visit.unit or visit.region}" if label else target_words(visit)
        return signature([whose], name)
    if visit.target == TARGET.FCU:
        title, name = coordinator_of(visit.unit, day)
        return signature([f"{title} {visit.unit}"], name)
    return head_of(book_of(VISITED_ROLE[visit.target]), visit.region, day)
