"""Help in chapter II: each kind of activity with its plan, consultations and cases as numbers, referrals by tier.

No family is named, and nothing of a consultation or a case is told but how many there were (SVC-12, REF-12).
"""

import re

from django.db.models import Count, Max, Min, Prefetch, Q

from families.models import Family, FamilyMember
from institutions.models import AnnualPlan, Institution, Person
from institutions.plans import Work
from institutions.realisation import lines_of
from referrals.kinds import Kind
from referrals.models import CaseStep, Level, Purpose
from reporting import help_rows, rows

RESULT_LENGTH = 300


def line(start, end, what, result, women=None, men=None, **more):
    """One line of the chapter as plain JSON; `more` are cost, partners and plan of an activity of help."""
    return {"start": start.isoformat(), "end": end.isoformat(), "what": what, "women": women, "men": men,
            "result": result, **more}  # fmt: skip


def group(kind, label, lines):
    return {"kind": kind, "label": label, "rows": lines}


def shortened(text):
    plain = " ".join(text.split())
    return plain if len(plain) <= RESULT_LENGTH else plain[: RESULT_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def help_groups(village, quarter):
    """The groups of help, in the order of the guide's kinds."""
    return [
        *_activities(village, quarter),
        group("consultation", "Konsultasi", _consultations(village, quarter)),
        group("case", "Penanganan kasus dan advokasi sosial", _cases(village, quarter)),
        group("referral", "Rujukan keluarga", _referrals(village, quarter)),
    ]


# --- activities of help -----------------------------------------------------------------------------------------
def _activities(village, quarter):
    """One group per kind; an activity says to which row of the annual plan it belongs, or that it was not planned."""
    held = help_rows.help_held(village, quarter).order_by("held_on", "id").select_related("plan_item")
    people = Prefetch("families__members", FamilyMember.objects.only("name", "family"))
    held = list(held.prefetch_related("families", people).annotate(n=Count("partners", distinct=True)))
    named = names_in([village.pk]) if held else None
    found = {}
    for row in held:
        found.setdefault(row.kind, []).append(_activity(row, named))
    return [group(f"help_{kind}", kind.label, found[kind]) for kind in Kind if kind in found]


def _activity(row, named):
    """An activity; words in which a family is named are left out: the kind and the number of families stand there."""
    served = list(row.families.all())
    what, result = (told_without(text, named, names_of(served)) for text in (row.topic, shortened(row.result)))
    women, men = (None, None) if row.participants is None else (row.women or 0, row.men or 0)
    return line(
        row.held_on, row.last_day, what or row.get_form_display() or row.get_kind_display(),
        result or (f"{len(served)} keluarga dilayani" if served else ""), women, men,
        cost=row.cost, partners=row.n, plan=row.plan_item.what if row.plan_item_id else "",
    )  # fmt: skip


def names_in(villages):
    """What finds the name of any head of a family of these villages (keys) in a text."""
    return _pattern(Family.objects.filter(region__in=villages).order_by().values_list("head_name", flat=True))


def names_by_village(villages):
    """{key of a village: the same for it alone}, in one query."""
    found = {}
    for village, name in Family.objects.filter(region__in=villages).order_by().values_list("region", "head_name"):
        found.setdefault(village, []).append(name)
    return {village: _pattern(found.get(village, ())) for village in villages}


def names_of(families):
    """What finds the name of any member of these families."""
    return _pattern(member.name for family in families for member in family.members.all())


def place_told(place, named):
    """Where a meeting was; of a family's house not whose it is."""
    return "rumah keluarga" if named.search(place) else place


def _pattern(names):
    told = "|".join(sorted({re.escape(" ".join(name.split())) for name in names if name.strip()}))
    return re.compile(rf"\b(?:{told})\b" if told else r"(?!)", re.IGNORECASE)


def told_without(text, *names):
    """The text, or "" where one of the patterns finds a name in it."""
    return "" if any(pattern.search(text) for pattern in names) else text


# --- numbers only -----------------------------------------------------------------------------------------------
def _numbers(pairs):
    """ "2 klien baru, 1 klien lanjutan" of [(number, words)], without what there was none of."""
    return ", ".join(f"{number} {words}" for number, words in pairs if number)


def _consultations(village, quarter):
    found = help_rows.consultations(village, quarter).order_by().aggregate(
        n=Count("pk"), first=Min("held_on"), last=Max("held_on"), new=Count("pk", filter=Q(is_returning=False)),
        women=Count("pk", filter=Q(client_sex=Person.Sex.FEMALE)),
        men=Count("pk", filter=Q(client_sex=Person.Sex.MALE)),
    )  # fmt: skip
    if not found["n"]:
        return []
    told = _numbers(((found["new"], "klien baru"), (found["n"] - found["new"], "klien lanjutan")))
    return [line(found["first"], found["last"], f"Konsultasi: {found['n']} kali", told, found["women"], found["men"])]


def _cases(village, quarter):
    """How many were begun and ended, how many were handled jointly, and what was done in them."""
    cases = help_rows.cases(village)
    opened, closed = rows.during(quarter, "opened_on"), rows.during(quarter, "closed_on")
    found = cases.filter(help_rows.under_way(quarter)).order_by().aggregate(
        n=Count("pk"), opened=Count("pk", filter=opened), closed=Count("pk", filter=closed),
        joint=Count("pk", filter=help_rows.cases_joint.condition(village, quarter)),
    )  # fmt: skip
    if not found["n"]:
        return []
    told = _numbers(((found["opened"], "dibuka"), (found["closed"], "selesai")))
    if found["joint"]:
        told = f"{told}; {found['joint']} ditangani bersama dua lembaga atau lebih".removeprefix("; ")
    steps = CaseStep.objects.filter(rows.during(quarter, "done_on"), case__in=cases)
    done, bodies = steps.count(), Institution.objects.filter(case_steps__in=steps).order_by().values("pk").distinct()
    lines = [line(quarter.start, quarter.end, f"Kasus yang ditangani: {found['n']}", told)]
    if done:
        told = f"{done} langkah, {bodies.count()} lembaga terlibat"
        lines.append(line(quarter.start, quarter.end, "Langkah penanganan", told))
    return lines


TIERS = ((Level.VILLAGE, "di desa/kelurahan"), (Level.SUBDISTRICT, "tingkat kecamatan"),
         (Level.REGENCY, "tingkat kabupaten/kota"))  # fmt: skip


def _referrals(village, quarter):
    """What was sent, tier by tier, what came of it, and calls in an emergency."""
    sent = rows.referrals_sent(village, quarter).order_by().aggregate(
        n=Count("pk"), first=Min("sent_on"), last=Max("sent_on"),
        capital=Count("pk", filter=Q(purpose=Purpose.CAPITAL)),
        **{level.value: Count("pk", filter=Q(level=level)) for level, _ in TIERS},
    )  # fmt: skip
    ended = {name: figure.condition(village, quarter) for name, figure in (
        ("answered", rows.referrals_answered), ("closed", rows.referrals_closed),
        ("reached", rows.referrals_reached), ("served", rows.referrals_served),
    )}  # fmt: skip
    ends = {name: Count("pk", filter=which) for name, which in ended.items()}
    done = rows.referrals(village).order_by().aggregate(**ends)
    lines = []
    if sent["n"]:
        told = _numbers((sent[level.value], words) for level, words in TIERS)
        if sent["capital"]:
            told += f"; {sent['capital']} untuk akses modal"
        lines.append(line(sent["first"], sent["last"], f"Rujukan dikirim: {sent['n']}", told))
    if done["answered"] or done["closed"]:
        told = (
            f"{done['answered']} dilayani, {done['closed']} selesai, {done['reached']} memperoleh pelayanan, "
            f"{done['served']} kebutuhannya terpenuhi"
        )
        lines.append(line(quarter.start, quarter.end, "Tindak lanjut rujukan", told))
    if calls := help_rows.emergencies(village, quarter).count():
        lines.append(line(quarter.start, quarter.end, "Rujukan darurat", f"{calls} kali"))
    return lines


# --- plan and done ----------------------------------------------------------------------------------------------
def plan_in_force(unit, quarter):
    """The annual plan that the body had agreed on by the end of the quarter, or None."""
    plan = AnnualPlan.of(unit, quarter.year)
    return plan if plan and plan.agreed_on and plan.agreed_on <= quarter.end else None


def planned_rows(unit, quarter):
    """[(row of the plan, its cell)] of what was planned for the quarter or done in it, as it stood at its end."""
    plan = plan_in_force(unit, quarter)
    if plan is None:
        return []
    told = [(found.item, found.cells[quarter.number - 1]) for found in lines_of(plan, quarter.end)]
    return [(item, cell) for item, cell in told if cell.planned or cell.days]


def plan_of(unit, quarter):
    """Plan and realisation of the quarter, kind by kind, as plain JSON that can be frozen (SVC-12).

    [{label, planned, done, rows: [{what, planned, days, state}]}]; `days` in ISO form.
    """
    found = {}
    for item, cell in planned_rows(unit, quarter):
        found.setdefault(item.kind, []).append((item, cell))
    return [
        {
            "label": work.label,
            "planned": sum(cell.planned for _, cell in found[work]),
            "done": sum(cell.planned and cell.done for _, cell in found[work]),
            "rows": [_planned(item, cell) for item, cell in found[work]],
        }
        for work in Work
        if work in found
    ]


def _planned(item, cell):
    _, state = cell.mark
    if not cell.planned:
        state = "Terlaksana di luar jadwal"
    return {"what": item.what, "planned": cell.planned, "days": [day.isoformat() for day in cell.days], "state": state}
