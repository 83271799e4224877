"""The plan of empowerment of one family on paper: five ways, each with what is planned, done and next (I.E.9)."""

from families.documents.pairing import coordinator_block, fcu_head
from families.models import Pairing
from fcu_project import dates
from institutions.documents.letterhead import iso_day, place_of, signature

WAYS_TEMPLATE = "families/documents/ways.html"


def ways_facts(family, lines, paper, on):
    """ways [{label, means, planned [text], done [text], ahead [text]}] in the order of the guide."""
    current = Pairing.objects.filter(plasma__family=family, paired_until=None).select_related(
        "pioneer__family", "pioneer__representative"
    )
    companion = current.first()
    representative = companion.pioneer.representative if companion else None
    return {
        "title": f"Rencana pemberdayaan keluarga, {family.region}",
        "document_id": f"RP-{family.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": fcu_head(family.region),
        "village": str(family.region),
        "place": place_of(family.region),
        "on": iso_day(on),
        "number": f"{family.number:03d}",
        "head": family.called,
        "neighbourhood": family.neighbourhood,
        "companion": companion.pioneer.family.called if companion else "",
        "ways": [
            {"label": line.label, "means": line.means, "planned": [_planned(step) for step in line.planned],
             "done": [_done(step) for step in line.done], "ahead": [_done(step) for step in line.ahead]}
            for line in lines
        ],
        "coordinator": coordinator_block(family.region),
        "pioneer": signature(["Keluarga pionir"], representative.name if representative else ""),
    }  # fmt: skip


def _planned(step):
    return ", ".join(part for part in (step.told if step.when else step.what, step.when) if part)


def _done(step):
    said = f". {step.result}" if step.result else ""
    return f"{dates.short_date(step.on)}: {step.told} ({step.source}){said}"
