"""The profile of one body of the register as a paper (PSK-02): what is not known yet is left to be written by pen."""

from fcu_project.templatetags.ui import telepon
from institutions.documents.letterhead import iso_day, letterhead, signature
from institutions.profiles import PILLARS, facts_of, pillar_of

INSTITUTION_TEMPLATE = "institutions/documents/institution.html"
FEW = 5  # families; a smaller number could tell who they are


def institution_facts(body):
    """Facts of the paper: identity, profile [{label, words}] of its own pillar, problems [{problem, families, year,
    sides}], signed by who leads the body."""
    answers = dict(facts_of(body))
    served = (("keluarga", body.serves_families), ("perempuan", body.serves_women), ("pemuda", body.serves_youth))
    return {
        "document_id": f"LBG-{body.uid.hex[:8].upper()}",
        "title": f"Profil {body.name}, {body.region}",
        "letterhead": letterhead(body.region),
        "name": body.name,
        "place": str(body.region),
        "element": body.element.name,
        "psks_type": body.psks_type.name if body.psks_type else "",
        "closed_on": iso_day(body.closed_on),
        "leader": body.leader,
        "phone": telepon(body.phone),
        "address": body.address,
        "legal_status": "" if body.legal_status == body.LegalStatus.UNKNOWN else body.get_legal_status_display(),
        "decree_number": body.decree_number,
        "founded_year": str(body.founded_year or ""),
        "women": body.members_female,
        "men": body.members_male,
        "total": body.members,
        "structure": body.structure,
        "profile": [
            {"label": fact.label, "words": answers.get(fact.label, "")} for fact in PILLARS.get(pillar_of(body), ())
        ],
        "activities": body.activities,
        "serves": ", ".join([*([body.target_group] if body.target_group else []),
                             *(word for word, yes in served if yes)]),
        "duties": body.duties,
        "service_problems": body.service_problems,
        "joint_role": body.joint_role,
        "problems": [
            {
                "problem": row.problem, "families": _families(row.count), "year": str(row.counted_in or ""),
                "sides": ", ".join(row.dimensions),
            }
            for row in body.handled_problems.all()
        ],
        "identified_on": iso_day(body.identified_on),
        "identified_by": body.identified_by.name if body.identified_by else "",
        "signature": signature(["Ketua/Pimpinan", body.name], body.leader),
    }  # fmt: skip


def _families(count):
    """A number of families as a paper that goes round prints it."""
    if count is None:
        return ""
    return f"<{FEW}" if 0 < count < FEW else str(count)
