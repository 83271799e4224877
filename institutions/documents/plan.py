"""The annual work plan on paper: matrix (domain 5.15), RAB of a row (5.16), realisation, agenda, revision, PRA."""

from fcu_project import dates
from institutions.documents.duty import leader_of
from institutions.documents.letterhead import (
    coordinator_of,
    head_of_village,
    iso_day,
    letterhead,
    lower_first,
    named_for,
    signature,
)
from institutions.models import TeamMember
from institutions.models.plan import line_amount
from institutions.plans import SHORT_MONTHS, Source, Tool, Work, months_in_words
from institutions.realisation import amounts_by_source, totals_of

MATRIX, BUDGET, REALISATION, AGENDA, REVISION, PRA = (
    f"institutions/documents/plan_{name}.html"
    for name in ("matrix", "budget", "realisation", "agenda", "revision", "pra")
)
EMPTY_ROWS = 6  # a draft leaves some to be written by pen
BLANK_LINES = 8  # of a budget that nobody has worked out yet


def money(amount):
    """An amount in a table: 1.500.000, without the Rp that stands in the heading."""
    return f"{amount:,}".replace(",", ".")


def leader(plan, day=None):
    """(title, name) of who leads the body on a day: "Koordinator", "Ketua tim PSKS"; the name "" where nobody does."""
    if plan.unit_id:
        return coordinator_of(plan.unit, day)
    return "Ketua tim PSKS", _holder(plan.team, TeamMember.Post.LEADER)


def _holder(team, post):
    return next((row.person.name for row in team.current_members() if row.post == post), "")


def _signatures(plan, day=None):
    """Who wrote it, who leads, seen by the village's head, left to right as the matrix has them: those of the day on
    which it was agreed, or of `day`."""
    day = day or plan.agreed_on
    if plan.unit_id:
        title, name = coordinator_of(plan.unit, day)
        held = {term.post: term for term in plan.unit.current_officers(day)}
        term = held.get("secretary")
        own = signature([f"{title} {plan.unit}"], name)
        second = signature([f"{term.title if term else 'Sekretaris'} {plan.unit}"], term.membership.person.name if term
                           else "")  # fmt: skip
    else:
        own = leader_of(plan.team)
        second = signature(["Sekretaris tim PSKS"], _holder(plan.team, TeamMember.Post.SECRETARY))
    return [head_of_village(plan.region, day) | {"heading": "Mengetahui,"}, own, second]


def _head(plan, code, title, paper):
    return {
        "title": f"{title} {plan.body} {plan.year}",
        "document_id": f"{code}-{plan.region.dotted_code}-{plan.year}",
        "paper": paper,
        "letterhead": letterhead(plan.region, plan.unit),
        "body": str(plan.body),
        "village": str(plan.region),
        "year": str(plan.year),
        "place": plan.region.name,
        "signed_on": iso_day(plan.agreed_on),
        "signatures": _signatures(plan),
    }


def agreement_words(plan):
    """Where, when and how the plan was agreed, and who approved; "" for a draft."""
    if plan.is_draft or plan.agreed_in is None:
        return ""
    meeting = plan.agreed_in
    what = named_for(lower_first(meeting.get_kind_display()), plan.region)
    how = f" dengan cara {meeting.get_method_display().lower()}" if meeting.method else ""
    return (
        f"Disepakati {dates.long_date(plan.agreed_on)} menurut {what} tanggal {dates.long_date(meeting.held_on)}{how}. "
        f"Disetujui oleh {plan.approved_by}."
    )


def matrix_facts(plan, items, revisions, paper):
    """The matrix: rows, totals per source, how it was agreed, how often it was revised."""
    rows = [
        {
            "kind": item.get_kind_display(), "what": item.what, "objective": item.objective, "target": item.target,
            "months": [there for _, there in item.month_marks()],
            "amount": "" if item.amount is None else "Tanpa biaya" if item.is_free else money(item.amount),
            "source": item.get_source_display() if item.source else "–" if item.is_free else "",
            "facilities": item.facilities, "owner": item.owner_name,
        }
        for item in items
    ]  # fmt: skip
    closed = [row for row in revisions if row.closed_on]
    last = max(closed, key=lambda row: row.number, default=None)
    return _head(plan, "RKT", "Rencana kerja", paper) | {
        "months": list(SHORT_MONTHS),
        "rows": rows,
        "empty": list(range(EMPTY_ROWS if plan.is_draft else 0)),
        "totals": [{"source": source, "amount": money(amount)} for source, amount in amounts_by_source(items)],
        "total": money(sum(item.amount or 0 for item in items)) if items else "",
        "agreement": agreement_words(plan),
        "revised": f"Revisi ke-{last.number}: {revision_words(last)}" if last else "",
        "reached": plan.reached,
        **({"signed_on": iso_day(last.closed_on), "signatures": _signatures(plan, last.closed_on)} if last else {}),
    }


def revision_words(revision):
    """When a revision was opened and when it was approved, the same on screen and paper."""
    approved = f", disetujui {dates.long_date(revision.closed_on)}" if revision.closed_on else ""
    return f"dibuka {dates.long_date(revision.on)}{approved}"


def budget_facts(item, paper):
    """The RAB of one row: lines, their sum, the sum in words."""
    plan, lines = item.plan, list(item.budget.all())
    total = sum(line.amount for line in lines) if lines else item.amount
    return _head(plan, f"RAB{item.order}", f"RAB {item.what}", paper) | {
        "what": item.what,
        "kind": item.get_kind_display(),
        "when": item.when,
        "source": item.get_source_display() if item.source else "",
        "owner": item.owner_name,
        "lines": [
            line.facts() | {"price": money(line.price), "amount": money(line.amount)} for line in lines
        ],
        "least": BLANK_LINES if not lines else 0,
        "total": money(total) if total else "",
        "words": f"{dates.number_in_words(total)} rupiah".capitalize() if total else "",
        "signatures": _treasurer(plan),
    }


def _treasurer(plan):
    """A budget is worked out by the treasurer and approved by who leads the body."""
    if plan.unit_id:
        held = {term.post: term for term in plan.unit.current_officers(plan.agreed_on)}
        term = held.get("treasurer")
        second = signature([term.title if term else "Bendahara"], term.membership.person.name if term else "")
    else:
        second = signature(["Bendahara tim PSKS"], _holder(plan.team, TeamMember.Post.TREASURER))
    return [_signatures(plan)[1] | {"heading": "Menyetujui,"}, second]


def realisation_facts(plan, lines, today, paper, funds=None):
    """Plan beside realisation, quarter by quarter, as it was known on the day of printing; the money with `funds`."""
    return _head(plan, "RLS", "Rencana dan realisasi", paper) | {
        "as_of": iso_day(today),
        "quarters": [dates.roman(quarter) for quarter in (1, 2, 3, 4)],
        "rows": [
            {
                "what": line.item.what, "kind": line.item.get_kind_display(), "state": line.label,
                "state_on": iso_day(line.state_on), "note": line.note,
                "cells": [
                    {"planned": cell.planned, "words": cell.words, "spent": _spent_in(line, cell.quarter),
                     "days": [iso_day(day) for day in cell.days]}
                    for cell in line.cells
                ],
                "funds": _funds(line.funds) if line.funds else {},
            }
            for line in lines
        ],
        "totals": totals_of(lines),
        "funds": [_funds(one) for one in (*funds.sources, funds.total)] if funds else [],
        "outside": _funds(funds.outside) if funds else {},
        "signatures": _signatures(plan)[1:],
        "signed_on": "",
    }  # fmt: skip


def _spent_in(line, quarter):
    spent = line.funds.quarters[quarter - 1] if line.funds else 0
    return money(spent) if spent else ""


def _funds(funds):
    """Budget and what was spent of it, in words of a table."""
    return {
        "label": funds.label, "budget": "" if funds.budget is None else money(funds.budget),
        "spent": money(funds.spent), "left": money(funds.left), "over": money(funds.over) if funds.over else "",
        "quarters": [money(amount) for amount in funds.quarters],
    }  # fmt: skip


def agenda_facts(plan, months, paper):
    """The agenda of activities (III.B.3.3): for each month what is to be done, by whom."""
    return _head(plan, "AGK", "Agenda kegiatan", paper) | {
        "months": [
            {"name": name, "items": [{"what": item.what, "target": item.target, "owner": item.owner_name}
                                     for item in items]}
            for name, items in months
        ],
        "signatures": _signatures(plan)[1:2],
    }  # fmt: skip


FACTS = (
    ("kind", "Jenis kegiatan"), ("what", "Kegiatan"), ("objective", "Tujuan"), ("target", "Sasaran"),
    ("months", "Waktu"), ("amount", "Dana"), ("source", "Sumber dana"), ("facilities", "Sarana/prasarana"),
    ("budget", "RAB"),
)  # fmt: skip


def _told(name, value):
    """One of a row's facts in words, as it was kept."""
    if name == "kind":
        return Work(value).label if value in Work.values else ""
    if name == "source":
        return Source(value).label if value in Source.values else ""
    if name == "months":
        return months_in_words(value or [])
    if name == "amount":
        return "" if value is None else "Tanpa biaya" if value == 0 else dates.rupiah(value)
    if name == "budget":
        return "; ".join(
            f"{line['text']} {line['volume']} {line['measure']} × {dates.rupiah(line['price'])} = "
            f"{dates.rupiah(line_amount(line['volume'].replace(',', '.'), line['price']))}"
            for line in value or []
        )
    return value or ""


def changes_of(revision):
    """[{what, is_new, lines [{label, before, after}], owner_changed}]: each row before the revision and after it."""
    found = {}
    for change in revision.changes.select_related("item").order_by("id"):
        first = found.setdefault(change.item_id, {"item": change.item, "before": change.before, "owner": False})
        first["after"] = change.after
        first["owner"] = first["owner"] or change.owner_changed
    rows = []
    for row in found.values():
        told = [(label, *(_told(name, row[side].get(name)) for side in ("before", "after"))) for name, label in FACTS]
        lines = [{"label": label, "before": old, "after": new} for label, old, new in told if old != new]
        what = row["before"].get("what") or row["after"]["what"]
        if lines or row["owner"]:
            rows.append({"what": what, "is_new": not row["before"], "lines": lines, "owner_changed": row["owner"]})
    return rows


def revision_facts(revision, paper):
    """A revision: which one, why, and what it changes, before beside after."""
    plan = revision.plan
    number = revision.number
    facts = _head(plan, f"RKT{number}", f"Rencana revisi ke-{number}", paper)
    return facts | {
        "number": number,
        "reason": revision.reason,
        "on": iso_day(revision.on),
        "meeting": named_for(revision.meeting.get_kind_display(), plan.region) if revision.meeting else "",
        "meeting_on": iso_day(revision.meeting.held_on) if revision.meeting else "",
        "rows": changes_of(revision),
        "approved_by": revision.approved_by,
        "recorded": revision.recorded_by if revision.from_paper else "",
        "signed_on": iso_day(revision.closed_on),
        "signatures": _signatures(plan, revision.closed_on)[:2],
    }


def pra_facts(plan, sheet, paper):
    """The sheet of planning together; `sheet` None is the blank one."""
    ticked = set(sheet.tools) if sheet else set()
    guide = sheet.facilitator.name if sheet else ""
    return _head(plan, "PRA", "Lembar PRA", paper) | {
        "held_on": iso_day(sheet.held_on) if sheet else "",
        "problem": sheet.problem if sheet else "",
        "causes": sheet.causes if sheet else "",
        "alternatives": sheet.alternatives if sheet else "",
        "choice": sheet.choice if sheet else "",
        "tools": [{"label": tool.label, "on": tool.value in ticked} for tool in Tool],
        "other_tools": sheet.other_tools if sheet else "",
        "facilitator": guide,
        "guide": {"officer": bool(sheet) and sheet.guide == "officer", "tksk": bool(sheet) and sheet.guide == "tksk"},
        "trained": {"yes": bool(sheet) and sheet.trained, "no": bool(sheet) and not sheet.trained},
        "meeting": named_for(sheet.meeting.get_kind_display(), plan.region) if sheet and sheet.meeting else "",
        "blank": sheet is None,
        "signatures": [signature(["Fasilitator"], guide) | {"heading": "Mengetahui,"}, _signatures(plan)[1]],
        "signed_on": iso_day(sheet.held_on) if sheet else "",
    }
