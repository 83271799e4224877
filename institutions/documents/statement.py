"""Statements to sign: a member's commitment and competence (VAL-05), an officer's freedom from party politics (VAL-02).

Neither is a letter of the register: each is printed when it is needed, signed by pen, and needs no meterai.
"""

from institutions.documents.letterhead import coordinator_of, head_of_village, iso_day, letterhead, place_of, signature
from institutions.models import Duty, Membership
from institutions.models.fcu import Post

MEMBER_STATEMENT_TEMPLATE = "institutions/documents/member_statement.html"
OFFICER_STATEMENT_TEMPLATE = "institutions/documents/officer_statement.html"
MEMBER_DUTIES = {"actor": "member", "clause__startswith": "III.A.5.3", "is_active": True}
FREE_OF_PARTIES = (
    "Saya bukan pengurus atau juru kampanye partai politik.",
    "Saya tidak memakai nama, kegiatan, uang, atau data FCU untuk kepentingan partai politik, calon dalam pemilihan, "
    "atau satu kelompok tertentu.",
    "Saya melayani semua keluarga dengan sama baiknya, apa pun pilihan politik, agama, suku, dan kelompoknya.",
    "Bila kelak saya menjadi pengurus atau juru kampanye partai politik, saya memberi tahu anggota FCU dan melepaskan "
    "jabatan pengurus.",
)


def _head(unit, code, row, member, day=None):
    """Facts that both statements carry; who takes note is the coordinator, of the coordinator's own the village's
    head."""
    title, name = coordinator_of(unit, day)
    knows = signature([f"{title} {unit}"], name)
    if member and any(term.post == Post.COORDINATOR and term.membership_id == member.pk
                      for term in unit.current_officers(day)):  # fmt: skip
        knows = head_of_village(unit.region, day)
    return {
        "document_id": f"{code}-{(row or unit).uid.hex[:8].upper()}",
        "letterhead": letterhead(unit.region, unit),
        "unit": str(unit),
        "village": str(unit.region),
        "place": place_of(unit.region),
        "knows": knows | {"heading": "Mengetahui,"},
    }


def member_statement_facts(unit, member=None):
    """Facts of a member's statement, or of the blank one: name, kind, origin, competence, joined_on, duties."""
    known = {
        "name": member.person.name,
        "kind": member.get_kind_display(),
        "origin": member.origin if member.kind != Membership.Kind.PIONEER else "",
        "competence": member.competence,
        "joined_on": iso_day(member.joined_on),
    } if member else {"name": "", "kind": ""}  # fmt: skip
    return _head(unit, "PA", member, member) | known | {
        "title": f"Pernyataan anggota {unit}, {unit.region}",
        "blank": member is None,
        "kinds": [label for _, label in Membership.Kind.choices],
        "duties": [duty.text for duty in Duty.objects.filter(**MEMBER_DUTIES)],
        "signature": signature(["Yang menyatakan"], member.person.name if member else ""),
    }  # fmt: skip


def officer_statement_facts(term):
    """Facts of an officer's statement: name, post, origin, points, dated_on (the day it was made, when it is known)."""
    unit, member = term.unit, term.membership
    return _head(unit, "PP", term, member, term.non_partisan_on) | {
        "title": f"Pernyataan pengurus {unit}, {unit.region}",
        "name": member.person.name,
        "post": term.title,
        "origin": member.origin,
        "points": list(FREE_OF_PARTIES),
        "dated_on": iso_day(term.non_partisan_on),
        "signature": signature(["Yang menyatakan"], member.person.name),
    }
