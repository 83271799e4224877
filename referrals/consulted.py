"""Who was advised: new and returning clients, women and men, and what each family was on that day (III.B.6.7(4))."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Value, When

from families.models import Participation, Role

SEALED = "sealed"
# By what the family was on the day of the consultation. Of a confidential one it isn't told.
WHOM = {
    "pioneer": "Keluarga pionir",
    "plasma": "Keluarga dampingan",
    "candidate": "Calon keluarga",
    "other": "Keluarga tercatat lain",
    "stranger": "Belum tercatat",
    SEALED: "Rahasia (tidak dirinci)",
}


def with_family_kind(rows):
    """Consultations with `was`: a key of WHOM, read from the dates of the family's ways."""
    lives = Participation.objects.filter(family=OuterRef("family"), started_on__lte=OuterRef("held_on"))
    lives = lives.filter(Q(ended_on=None) | Q(ended_on__gt=OuterRef("held_on")))
    designated = lives.filter(designated_on__lte=OuterRef("held_on"))
    return rows.annotate(
        was=models.Case(
            When(is_confidential=True, then=Value(SEALED)),
            When(family=None, then=Value("stranger")),
            When(Exists(designated.filter(role=Role.PIONEER)), then=Value("pioneer")),
            When(Exists(designated.filter(role=Role.PLASMA)), then=Value("plasma")),
            When(Exists(lives), then=Value("candidate")),
            default=Value("other"),
        )
    )


@dataclass
class Line:
    """One line of the recap, women and men apart."""

    label: str
    women: int = 0
    men: int = 0

    @property
    def total(self):
        return self.women + self.men


@dataclass(frozen=True)
class Recap:
    clients: tuple[Line, ...]  # new, returning
    families: tuple[Line, ...]  # in the order of WHOM
    total: Line

    @property
    def parts(self):
        """The lines as a table shows them: families that were served at all, then new and returning, then the sum."""
        return [[line for line in self.families if line.total], self.clients, [self.total]]


def recap(rows):
    """SVC-09: consultations of `rows` that stand, counted three ways. One query."""
    new, returning, total = Line("Klien baru"), Line("Klien lanjutan"), Line("Jumlah konsultasi")
    families = {key: Line(label) for key, label in WHOM.items()}
    counted = with_family_kind(rows.standing()).order_by().values_list("was", "is_returning", "client_sex")
    for was, again, sex, number in counted.annotate(number=Count("pk")):
        for line in (families[was], returning if again else new, total):
            if sex == "female":
                line.women += number
            else:
                line.men += number
    return Recap((new, returning), tuple(families.values()), total)
