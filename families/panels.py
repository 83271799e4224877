"""What families add to a meeting: the panel on its page, and the table in its official record."""

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from families.actions.assessment import latest_of, summaries
from families.lineage import lineage_of
from families.models import (
    Consent,
    ConsolidationSession,
    Consultation,
    IndicatorSet,
    Participation,
    PriorityDecision,
    Role,
    SelectionDecision,
)
from families.neighbourhoods import families_by_neighbourhood
from families.priorities import PRIORITISES
from families.recipients import is_live, may_collect, may_settle, tally_of, told_difference
from families.ways import adviser_of
from families.workflow.conditions import raiser_of
from families.workflow.priority import lines_of as priority_lines_of
from fcu_project import dates
from fcu_project.access import may_open
from institutions.meetings import DESIGNATES, FOR_FAMILIES, Element, Kind, may_keep
from institutions.models import Meeting

SHEETS = {
    Kind.FOCUS_GROUP: ("Lembar peringkat", "ranking"),
    Kind.PIONEER_DESIGNATION: ("Keluarga yang ditetapkan", "designation"),
    Kind.PLASMA_DESIGNATION: ("Keluarga yang ditetapkan", "designation"),
    Kind.CONSOLIDATION: ("Pembekalan", "consolidation"),
}
SEES = {
    Kind.FOCUS_GROUP: "families.view_selectiondecision",
    Kind.PIONEER_DESIGNATION: "families.view_designation",
    Kind.PLASMA_DESIGNATION: "families.view_designation",
    Kind.CONSOLIDATION: "families.view_briefing",
}


def meeting_panel(request, meeting):
    """The panel of a meeting that serves the families: how its sheet stands, and the way to it; else ""."""
    by = request.assignment
    if meeting.kind not in FOR_FAMILIES or not by.has_perm(SEES[meeting.kind]):
        return ""
    title, route = SHEETS[meeting.kind]
    paper = reverse("families:ranking-paper", args=[meeting.uid]) if meeting.kind == Kind.FOCUS_GROUP else ""
    own = meeting.keeper_id == by.region_id and by.has_perm("families.decide_participation")
    facts = {
        "title": title,
        "url": reverse(f"families:{route}", args=[meeting.uid]),
        "paper_url": paper if paper and may_open(by, paper) else "",
        "fills": meeting.stage == Meeting.Stage.PLANNED and own,
        "meeting": meeting,
    }
    if meeting.kind == Kind.FOCUS_GROUP:
        facts |= _ranking(meeting)
    elif meeting.kind in DESIGNATES:
        rows = meeting.designations.select_related("participation__family").order_by("id")
        facts |= {"families": [row.participation.family for row in rows]}
    else:
        given = meeting.briefings.select_related("participation__representative")
        facts |= {"briefed": sorted({row.participation.representative.name for row in given})}
    return render_to_string("families/parts/meeting_panel.html", facts, request)


def _ranking(meeting):
    """How far the sheet is: how many candidates, how many undecided, how many chosen for what."""
    choices = list(meeting.selections.values_list("choice", flat=True))
    chosen = [(label, choices.count(choice)) for choice, label in SelectionDecision.Choice.choices]
    return {"lines": len(choices), "undecided": choices.count(""), "chosen": [row for row in chosen if row[1]]}


def priority_panel(request, meeting):
    """On the page of a meeting that may agree on priorities: how many families stand on its list; else ""."""
    by = request.assignment
    if meeting.kind not in PRIORITISES or not by.has_perm("families.view_prioritydecision"):
        return ""
    fills = meeting.stage == Meeting.Stage.PLANNED and meeting.keeper_id == by.region_id
    fills = fills and by.has_perm("families.change_prioritydecision") and may_keep(by.role, meeting.kind)
    lines = priority_lines_of(meeting)
    if not lines and not fills:
        return ""
    counts = [(number, sum(row.priority == number for row in lines)) for number in PriorityDecision.Priority.values]
    facts = {"meeting": meeting, "lines": lines, "counts": [row for row in counts if row[1]], "fills": fills}
    return render_to_string("families/parts/priority_panel.html", facts)


def results_permission(meeting):
    """What a meeting that chooses families said and decided is for those who may see the families it names."""
    chooses = meeting.kind in FOR_FAMILIES and meeting.kind != Kind.CONSOLIDATION  # LK3 and TKSK hold that one
    return SEES[meeting.kind] if chooses else ""


# --- the social map, the FCU's page ---------------------------------------------------------------------------------
def social_map_panel(request, region):
    """How many families are on file per RT/RW (III.A.4.2(1)): numbers for the wall, never a name."""
    found = families_by_neighbourhood(region, request.assignment)
    places = [{"rw": rw, "rt": rt, "words": words} for (rw, rt), words in sorted(found.items()) if rt]
    return render_to_string("families/parts/social_map_panel.html", {"places": places}, request) if places else ""


def lineage_panel(request, unit):
    """How far the line of pioneers goes on, and the way to it; nothing before the first pioneer."""
    lineage = lineage_of(unit.region)
    facts = {"unit": unit, "lineage": lineage}
    return render_to_string("families/parts/lineage_panel.html", facts, request) if lineage.rows else ""


LATEST = 3  # consultations on the family's page


def empowerment_panel(request, family):
    """On the page of a plasma family: its latest consultations, and the way to the plan by five ways (MEN-09)."""
    by, plan = request.assignment, reverse("families:empowerment", args=[family.uid])
    is_plasma = family.participations.filter(role=Role.PLASMA, designated_on__isnull=False).exists()
    if not is_plasma or not may_open(by, plan):
        return ""
    rows = Consultation.objects.none()
    if by.has_perm("families.view_consultation"):
        rows = Consultation.objects.visible_to(by).filter(family=family)
        rows = rows.select_related("pairing__pioneer__family", "institution")
    add = reverse("families:consultation-create", args=[family.uid])
    own = family.region_id == by.region_id and family.archived_on is None
    rows = list(rows[:LATEST])
    for row in rows:
        row.adviser_words = adviser_of(row)
    facts = {"consultations": rows, "plan_url": plan, "add_url": add if own and may_open(by, add) else ""}
    return render_to_string("families/parts/empowerment_panel.html", facts, request)


def recipients_panel(request, site):
    """On the control sheet of a proposal: its candidate recipients in numbers; the names behind a link, for some."""
    by = request.assignment
    links = {
        "list_url": "families:recipient-list" if by.has_perm("families.view_recipient") else "",
        "collect_url": "families:recipient-collect" if may_collect(site, by) else "",
        "settle_url": "families:recipient-settle" if may_settle(site, by) else "",
    }
    facts = {name: reverse(route, args=[site.uid]) if route else "" for name, route in links.items()}
    tally = tally_of(site)
    facts |= {"tally": tally, "difference": told_difference(site, by, tally)}
    facts["chosen_by_others"] = is_live(site) and not facts["collect_url"]
    return render_to_string("families/parts/recipients_panel.html", facts)


# --- the official record --------------------------------------------------------------------------------------------
def record_sections(meeting):
    """The families in the record of an FGD or of a designation, as the paper lists them: names, never a number."""
    if meeting.kind == Kind.FOCUS_GROUP:
        return [_ranking_section(meeting)]
    if meeting.kind in DESIGNATES:
        return [_designation_section(meeting), *_promotion_sections(meeting)]
    if meeting.kind == Kind.CONSOLIDATION:
        return _session_sections(meeting)
    return []


def priority_sections(meeting):
    """Whom the meeting puts first, and why (III.B.6.7(2)); nothing for a meeting that spoke of none."""
    lines = sorted(priority_lines_of(meeting), key=lambda row: (row.priority, row.family.search_name, row.pk))
    if not lines:
        return []
    return [{
        "title": "Prioritas sasaran pemberdayaan keluarga",
        "headers": ["Prioritas", "Nama kepala keluarga", "Alamat", "Alasan"],
        "rows": [[str(row.priority), row.family.called, row.family.neighbourhood, row.reason] for row in lines],
        "permission": "families.view_prioritydecision",
    }]  # fmt: skip


def _session_sections(meeting):
    """What a consolidation taught, how, who of the pioneers came and what each was given (III.B.5.3): its report."""
    session = ConsolidationSession.objects.filter(meeting=meeting).first()
    if session is None:
        return []
    given = {}
    for row in meeting.briefings.select_related("participation", "topic").order_by("topic__number"):
        given.setdefault(row.participation.representative_id, []).append(row.topic.name)
    rows = [[person.name, words, ", ".join(given.get(person.pk, []))] for person, words in _pioneers_of(meeting)]
    taught = [[", ".join(session.material_labels()), ", ".join(session.method_labels())]]
    return [
        {"title": "Materi dan metode pemantapan", "headers": ["Materi", "Metode"], "rows": taught,
         "permission": SEES[meeting.kind]},
        {"title": "Kehadiran dan pembekalan yang diterima",
         "headers": ["Keluarga pionir", "Kehadiran", "Materi pembekalan"], "rows": rows,
         "permission": SEES[meeting.kind]},
    ]  # fmt: skip


def _pioneers_of(meeting):
    """[(person, whether they came)] of the pioneers on the list of attendance, then of those still to be briefed who
    stand on no list."""
    came = meeting.attendances.filter(element=Element.PIONEER).select_related("person").order_by("person__name", "id")
    told = {row.person: "Hadir" if row.present else "Tidak hadir" for row in came}
    day = meeting.held_on
    waiting = Participation.objects.filter(family__region=meeting.region, role="pioneer", designated_on__lte=day)
    waiting = waiting.filter(Q(ended_on=None) | Q(ended_on__gt=day))
    waiting = waiting.filter(Q(consolidated_on=None) | Q(consolidated_on__gte=day)).exclude(representative=None)
    for row in waiting.select_related("representative").order_by("representative__name", "id"):
        told.setdefault(row.representative, "Tidak tercatat hadir")
    return list(told.items())


def _ranking_section(meeting):
    """Who was discussed, in their order, with decision and reason (III.B.5.2(3))."""
    rows = []
    for line in meeting.selections.select_related("participation__family"):
        family = line.participation.family
        place = f"{family.neighbourhood} (naik dari dampingan)" if line.participation.promotes_id else (
            family.neighbourhood
        )  # fmt: skip
        rows.append([family.called, place, str(line.rank or ""), line.get_choice_display(), line.reason])
    return {
        "title": "Hasil pembahasan calon keluarga",
        "headers": ["Nama kepala keluarga", "Alamat", "Urutan", "Keputusan", "Alasan"],
        "rows": rows,
        "permission": SEES[meeting.kind],
    }


def _designation_section(meeting):
    """The list of the paper (III.B.5.2(5)): of a pioneer why it fits, of a plasma family where and how one met."""
    lines = list(meeting.designations.select_related("participation__family").order_by("id"))
    which = IndicatorSet.PIONEER if meeting.kind == Kind.PIONEER_DESIGNATION else IndicatorSet.PLASMA
    rounds = {family: row for (family, asked), row in latest_of(_families(lines)).items() if asked == which}
    counts = summaries(rounds.values())
    rows = []
    for line in lines:
        family, round_ = line.participation.family, rounds.get(line.participation.family_id)
        words = counts[round_.pk].words if round_ else ""
        last = [_reasons(line)] if which == IndicatorSet.PIONEER else [
            line.get_place_kind_display(), line.get_method_display()
        ]  # fmt: skip
        rows.append([family.called, family.neighbourhood, words, _answer(line.participation), *last])
    kind, last = ("pionir", ["Keterangan"]) if which == IndicatorSet.PIONEER else (
        "plasma", ["Jenis tempat", "Metode"]
    )  # fmt: skip
    return {
        "title": f"Keluarga {kind} yang ditetapkan",
        "headers": ["Nama kepala keluarga", "Alamat", "Indikator", "Kesediaan", *last],
        "rows": rows,
        "permission": SEES[meeting.kind],
    }


def _promotion_sections(meeting):
    """Who of those designated rises from plasma, and who raised them (III.A.7.2(2)); nothing where nobody does."""
    lines = meeting.designations.exclude(participation__promotes=None).order_by("id")
    rows = []
    for line in lines.select_related("participation__family", "participation__promotes"):
        family, plasma = line.participation.family, line.participation.promotes
        raiser = line.participation.raised_by or raiser_of(plasma)
        since = dates.long_date(plasma.designated_on)
        rows.append([family.called, family.neighbourhood, since, raiser.family.called if raiser else "–"])
    title = "Keluarga dampingan yang naik menjadi keluarga pionir"
    headers = ["Nama kepala keluarga", "Alamat", "Dampingan sejak", "Dibina oleh"]
    return [{"title": title, "headers": headers, "rows": rows, "permission": SEES[meeting.kind]}] if rows else []


def _families(lines):
    return [line.participation.family_id for line in lines]


def _answer(participation):
    """What the family said, and when."""
    said = participation.consents.filter(purpose=Consent.Purpose.TAKING_PART).order_by("-id").first()
    if said is None:
        return ""
    return f"{'Bersedia' if said.given else 'Tidak bersedia'}, {dates.long_date(said.answered_on)}"


def _reasons(line):
    """Why a family is a pioneer although an indicator is not met."""
    reasons = line.participation.unmet_reasons.select_related("indicator")
    return "; ".join(f"{row.indicator.code}: {row.reason}" for row in reasons)
