"""The contact card of an FCU for the wall: its own secretariat, who helps it above and beside, offices nearby (REG-09).

A wall is read by everybody. Of persons only TKSK and LK3 are printed with their number: they are appointed to be
called. The number of a villager is left to be written by that person.
"""

from fcu_project.templatetags.ui import telepon
from institutions.documents.letterhead import iso_day, letterhead
from institutions.models import Institution
from institutions.models.region import ancestor_codes

CONTACTS_TEMPLATE = "institutions/documents/contacts.html"
CALLED_BY_OFFICE = ("lk3", "tksk")
MOST_OFFICES = 8


def contacts_facts(unit, contacts, on):
    """Facts of the card on the day `on`: parts [{label, task, people [{name, body, place, phone}]}], offices [{name,
    address, phone}]."""
    return {
        "document_id": f"KONTAK-{unit.uid.hex[:8].upper()}",
        "title": f"Kartu kontak {unit}, {unit.region}",
        "letterhead": letterhead(unit.region, unit),
        "unit": str(unit),
        "village": str(unit.region),
        "on": iso_day(on),
        "address": unit.address,
        "phone": telepon(unit.phone),
        "officers": [
            {"title": term.title, "name": term.membership.person.name} for term in unit.current_officers(on)
        ],
        "parts": [
            {
                "label": part.label, "task": part.task,
                "people": [_person(row) for row in part.assignments] or [{"name": "", "phone": ""}],
            }
            for part in contacts
        ],
        "offices": [
            {"name": office.name, "address": office.address, "phone": telepon(office.phone)}
            for office in offices_near(unit.region)[:MOST_OFFICES]
        ],
    }  # fmt: skip


def _person(row):
    body = row.institution
    phone = body.phone if body else ""
    if not phone and row.role in CALLED_BY_OFFICE:
        phone = row.person.phone
    acting = " (bertindak sebagai LK3)" if row.acts_as_lk3 else ""
    return {
        "name": row.person.name, "body": f"{body.name}{acting}" if body else row.person.position,
        "place": str(row.region), "phone": telepon(phone),
    }  # fmt: skip


def offices_near(region):
    """The offices of a village, of its kecamatan and of its kabupaten that can be called, the nearest first."""
    rows = Institution.objects.filter(
        region__code__in=ancestor_codes(region.code), element__group="office", closed_on=None
    )
    return sorted(rows.exclude(phone="").select_related("region"), key=lambda row: (-len(row.region.code), row.name))
