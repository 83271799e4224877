"""The profile of an FCU as a paper: what it is and is for, whom it serves, who runs it (FCU-01, FCU-02, FCU-03)."""

from django.db.models import Count

from fcu_project.templatetags.ui import telepon
from institutions.documents.letterhead import coordinator_of, iso_day, letterhead, lower_first, place_of, signature
from institutions.models import Membership, Region
from institutions.objectives import AIM, MEANING, OBJECTIVES

UNIT_PROFILE_TEMPLATE = "institutions/documents/unit_profile.html"


def unit_profile_facts(unit, targets, on):
    """Facts of the paper on the day `on`: `targets` [(label, number)], officers [{title, name, origin}], members
    [{kind, women, men, total}] with their sum, groups [{name, purpose, size}]."""
    region, decree = unit.region, unit.decree_in_force()
    title, name = coordinator_of(unit, on)
    members = list(unit.current_members())
    return {
        "document_id": f"PROFIL-{unit.uid.hex[:8].upper()}",
        "title": f"Profil {unit}, {region}",
        "letterhead": letterhead(region, unit),
        "unit": str(unit),
        "place": place_of(region),
        "on": iso_day(on),
        "village": str(region),
        "above": [region.ancestor(level).full_name for level in (Region.Level.SUBDISTRICT, Region.Level.REGENCY,
                                                                 Region.Level.PROVINCE)],
        "address": unit.address,
        "phone": telepon(unit.phone),
        "formed_on": iso_day(unit.formed_on),
        "decree_number": decree.document.number if decree else "",
        "decree_on": iso_day(decree.document.dated_on) if decree else "",
        "inaugurated_on": iso_day(unit.inaugurated_on),
        "meaning": lower_first(MEANING.format(place=region.term.lower())),
        "aim": AIM,
        "objectives": [objective.text for objective in OBJECTIVES],
        "targets": [{"label": label, "number": number} for label, number in targets],
        "officers": [
            {"title": term.title, "name": term.membership.person.name, "origin": term.membership.origin}
            for term in unit.current_officers(on)
        ],
        "members": [_counted(label, [m for m in members if m.kind == kind]) for kind, label in Membership.Kind.choices],
        "all_members": _counted("Jumlah", members),
        "groups": [
            {"name": group.name, "purpose": group.purpose, "size": group.size}
            for group in unit.working_groups.filter(ended_on=None).annotate(size=Count("members")).order_by("name")
        ],
        "signature": signature([f"{title} {unit}"], name),
    }  # fmt: skip


def _counted(label, members):
    women = sum(member.person.sex == "female" for member in members)
    return {"kind": label, "women": women, "men": len(members) - women, "total": len(members)}
