"""Social mapping as a view of the register: one row per PSKS, on the four aspects of the guide (II.F.4.1–4.4)."""

from dataclasses import dataclass, field

from institutions.dimensions import Dimension
from institutions.models import HandledProblem
from institutions.preparation import active_bodies

ASPECTS = (
    ("institution", "Kelembagaan"), ("duties", "Peran dan tugas"), ("problems", "Masalah yang ditangani"),
    ("joint_role", "Peran yang disinergikan"),
)  # fmt: skip


@dataclass
class MapRow:
    """One body on the map, with the problems it handles and the aspects that are still missing."""

    body: object
    problems: list = field(default_factory=list)

    @property
    def missing(self):
        """Labels of the aspects without an answer."""
        have = {
            "institution": self.body.structure and self.body.address, "duties": self.body.duties.strip(),
            "problems": self.problems, "joint_role": self.body.joint_role.strip(),
        }  # fmt: skip
        return [label for key, label in ASPECTS if not have[key]]

    @property
    def done(self):
        return not self.missing


def map_of(*regions):
    """The matrix of one village or several: all their living bodies, in two queries."""
    rows = {body.pk: MapRow(body) for body in active_bodies(*regions).select_related("mapped_by", "element")}
    for problem in HandledProblem.objects.filter(institution__in=rows).order_by("problem"):
        rows[problem.institution_id].problems.append(problem)
    return list(rows.values())


def complete(region):
    """PSK-04: "" when every living body is mapped on the four aspects, else how many are not."""
    return lacks(map_of(region))


def lacks(rows):
    """What the matrix `rows` of one village lacks, in a sentence, or ""."""
    if not rows:
        return "Belum ada lembaga di daftar."
    left = [row.body.name for row in rows if not row.done]
    if not left:
        return ""
    more = f", dan {len(left) - 3} lainnya" if len(left) > 3 else ""
    return f"{len(left)} dari {len(rows)} lembaga belum dipetakan lengkap: {', '.join(left[:3])}{more}."


def problems_of(region):
    """[(dimension label, [problem])]: the problems of a village by the sides of family life they touch (PSK-07)."""
    rows = list(
        HandledProblem.objects.filter(institution__region=region, institution__closed_on=None)
        .select_related("institution").order_by("problem", "institution__name")
    )  # fmt: skip
    return [(label, [row for row in rows if getattr(row, value)]) for value, label in Dimension.choices]
