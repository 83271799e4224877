"""The contact card of an FCU: its centre link, its facilitators in the kecamatan and in the village (I.A)."""

from dataclasses import dataclass, field

from institutions.models import Assignment
from institutions.models.region import ancestor_codes


@dataclass(frozen=True)
class Contact:
    """One part of the role map, and who holds it on the day asked."""

    role: str
    label: str
    task: str
    assignments: list = field(default_factory=list)

    @property
    def warning(self):
        return "" if self.assignments else f"{self.label} belum ditugaskan untuk FCU ini."


PARTS = (
    ("lk3", "LK3", "Pusat jaringan"),
    ("tksk", "TKSK", "Fasilitator kecamatan"),
    ("psm_facilitator", "PSM/PSKS", "Fasilitator desa/kelurahan"),
)


def contacts_of(region, on):
    """Who is LK3, TKSK and PSM facilitator for a village on a day: a Contact each, empty where nobody is."""
    rows = Assignment.objects.active_on(on).filter(
        role__in=[role for role, _, _ in PARTS], region__code__in=ancestor_codes(region.code)
    )
    rows = list(rows.select_related("person", "region", "institution__element").order_by("valid_from", "id"))
    right = [row for row in rows if row.region.level == row.level]
    return [Contact(role, label, task, [row for row in right if row.role == role]) for role, label, task in PARTS]
