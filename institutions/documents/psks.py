"""Papers of the trial in one village: the board of its stages (STG-01), the PSKS team (STG-07, STG-08), and which
bodies there are (FCU-04)."""

from institutions.documents.duty import leader_of
from institutions.documents.letterhead import (
    head_of_village,
    iso_day,
    letterhead,
    named_for,
    place_code,
    place_of,
    signature,
)
from institutions.models import TeamMember
from institutions.preparation import FAMILY

STAGES_TEMPLATE = "institutions/documents/stage_board.html"
TEAM_TEMPLATE = "institutions/documents/team.html"
IDENTIFICATION_TEMPLATE = "institutions/documents/identification.html"
WORDS = {"done": "Selesai", "now": "Berjalan", "todo": "Belum"}
LEAST_TEAM, EMPTY_BODIES = 8, 2  # rows of a team that is not chosen yet, and for bodies nobody thought of


def _head(region, mark, title, paper):
    return {
        "document_id": f"{mark}-{place_code(region)}",
        "title": f"{title} {region}",
        "paper": paper,
        "letterhead": letterhead(region),
        "village": str(region),
        "place": place_of(region),
    }


def stage_board_facts(region, lines, paper):
    """The eight stages: lines [{label, state, started_on, ended_on, note, evidence [{label, note}], lacks}]."""
    return _head(region, "TAHAP", "Papan tahapan", paper) | {
        "lines": [
            {
                "label": line.step.label,
                "state": "Macet" if line.stalled else WORDS[line.state],
                "started_on": iso_day(line.record.started_on) if line.record else "",
                "ended_on": iso_day(line.record.ended_on) if line.record else "",
                "note": line.record.note if line.record else "",
                "begun": line.record is not None,
                "evidence": _evidence(line, region),
                "lacks": [f"{gate.detail} Alasan: {gate.reason}" if gate.reason else str(gate) for gate in line.lacks],
            }
            for line in lines
        ],
        "closed": sum(line.state == "done" for line in lines),
        "signature": head_of_village(region),
    }  # fmt: skip


def _evidence(line, region):
    """Meetings and bodies that show a stage, and what PSKS stated."""
    told = [{"label": named_for(str(row["label"]), region), "note": row["note"]} for row in line.evidence]
    stated = {"label": "Rumusan PSKS", "note": "kegiatan, prosedur, masalah, kebutuhan"}
    return [*told, stated] if line.statement else told


def team_facts(team, paper):
    """Who is in a PSKS team: rows [{post, name, sex, body, task, since, coordinator}], posts that are vacant too;
    letter {number, date} of recognition."""
    rows = [
        {
            "post": row.get_post_display(), "name": row.person.name, "sex": row.person.sex_letter,
            "body": row.institution.name if row.institution else "", "task": row.task, "since": iso_day(row.valid_from),
            "coordinator": row.is_coordinator,
        }
        for row in team.current_members()
    ]  # fmt: skip
    posts = list(TeamMember.Post)
    vacant = [post.label for post in posts[:3] if post.label not in {row["post"] for row in rows}]
    rows += [{"post": post} for post in vacant]
    order = [post.label for post in posts]
    head = head_of_village(team.region, team.recognised_on)
    return _head(team.region, "TIM", "Susunan tim PSKS", paper) | {
        "name": team.name,
        "formed_on": iso_day(team.formed_on),
        "head_title": team.region.head_title,
        "letter": {"number": team.paper_number, "date": iso_day(team.recognised_on)},
        "recorded_by": team.recorded_by if team.from_paper else "",
        "ended_on": iso_day(team.ended_on),
        "rows": sorted(rows, key=lambda row: order.index(row["post"])),
        "lines": LEAST_TEAM,
        "signatures": [head | {"heading": "Mengetahui,"}, leader_of(team)],
    }


def identification_facts(region, lines, others, paper):
    """Which bodies there are (IV.A.1.3): rows [{kind, first, exists "yes" | "no" | "", name, note}], empty rows after
    them, count {answered, total, bodies, others}, surveyed_on the latest day."""
    rows = []
    for line in lines:
        kind = _kind(line["element"])
        for position, body in enumerate(line["bodies"]):
            rows.append({"kind": "" if position else kind, "first": not position, "exists": "yes", **_body(body)})
        if not line["bodies"]:
            absent = line["absent_on"]
            note = f"dipastikan {absent.day:02d}-{absent.month:02d}-{absent.year}" if absent else ""
            rows.append({"kind": kind, "first": True, "exists": "no" if absent else "", "name": "", "note": note})
    rows += [{"kind": _kind(body.element), "first": True, "exists": "yes", **_body(body)} for body in others
             if body.element.code != FAMILY]
    answered = sum(1 for line in lines if line["bodies"] or line["absent_on"])
    found = [body for line in lines for body in line["bodies"]]
    known = len(found)
    found += [body for body in others if body.element.code != FAMILY]
    names = {body.identified_by.name for body in found if body.identified_by}
    days = [body.identified_on for body in found] + [line["absent_on"] for line in lines]
    return _head(region, "IDS", "Daftar periksa lembaga", paper) | {
        "rows": rows,
        "empty": list(range(EMPTY_BODIES)),
        "count": {"answered": answered, "total": len(lines), "bodies": len(found), "others": len(found) - known},
        "surveyed_on": iso_day(max((day for day in days if day), default=None)),
        "signatures": [
            head_of_village(region) | {"heading": "Mengetahui,"},
            signature(["Petugas pendata"], names.pop() if len(names) == 1 else ""),
        ],
    }  # fmt: skip


def _kind(element):
    short = element.short_name
    return f"{element.name} ({short})" if short and short != element.name else element.name


def _body(body):
    told = (f"Ketua {body.leader}" if body.leader else "", "" if body.is_profiled else "profil belum lengkap")
    return {"name": body.name, "note": ", ".join(part for part in told if part)}
