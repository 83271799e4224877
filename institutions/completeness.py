"""Whether the FCU has what a complete institution has: what shows it, or what is still missing (III.B.3.1–3.3).

The list joins the guide's three kinds of facilities with what the field looks at first: the decree, the officers and a
programme.
"""

from dataclasses import dataclass

from django.urls import reverse

from fcu_project import dates
from institutions.models import Facility

Kind = Facility.Kind


@dataclass(frozen=True)
class Item:
    """One line of the checklist: the evidence, or "" with the way to it."""

    label: str
    evidence: str
    missing: str = ""
    url: str = ""

    @property
    def done(self):
        return bool(self.evidence)


def _decree(unit):
    decree = unit.decree_in_force()
    if decree is None:
        return ""
    return f"Nomor {decree.document.number}, {dates.long_date(decree.document.dated_on)}"


def _officers(unit):
    officers = unit.current_officers()
    return ", ".join(f"{term.title} {term.membership.person.name}" for term in officers) if len(officers) == 3 else ""


def checklist(unit):
    """The seven lines for one FCU, in the order of the inventory list."""
    there = {}
    for row in unit.facilities.filter(gone_on=None).order_by("id"):
        there.setdefault(row.kind, []).append(row)

    def items(kind):
        rows = there.get(kind, ())
        return ", ".join(f"{row.name} ({row.quantity})" if row.quantity > 1 else row.name for row in rows)

    add = reverse("institutions:facility-create", args=[unit.uid]) if unit.pk else ""
    return [
        Item("SK pengukuhan", _decree(unit), "SK belum terbit.", reverse("institutions:road")),
        Item("Pengurus lengkap", _officers(unit), "Ada jabatan yang kosong.", unit.get_absolute_url()),
        Item("Sekretariat", items(Kind.SECRETARIAT) or unit.address, "Alamat sekretariat belum diisi.",
             reverse("institutions:unit-update", args=[unit.uid])),
        *(
            Item(kind.label, items(kind), "Belum dicatat.", f"{add}?jenis={kind.value}")
            for kind in (Kind.NAME_BOARD, Kind.EQUIPMENT, Kind.AGENDA, Kind.DOCUMENT)
        ),
    ]  # fmt: skip
