"""Who was reached by help: women and men, cost, and the families by what they were on that very day (SVC-09).

A family is a pioneer or plasma family on a day when it had been designated by then and its way had not ended; any other
recorded family is a candidate. A record that was taken back counts nowhere.
"""

from dataclasses import dataclass, field

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from families.models import Family, Participation, Role
from referrals.kinds import Kind
from referrals.models import ServedFamily

# In the order in which they are told.
ROLES = {Role.PIONEER: "Keluarga pionir", Role.PLASMA: "Keluarga dampingan (plasma)", Role.CANDIDATE: "Calon keluarga"}


def role_on(day, family="pk"):
    """An expression: the role of `family` on `day` (a date, or an expression of the outer row)."""
    lives = Participation.objects.filter(family=OuterRef(family), designated_on__lte=day)
    lives = lives.filter(Q(ended_on=None) | Q(ended_on__gt=day)).order_by("-designated_on", "-id")
    return Coalesce(Subquery(lives.values("role")[:1]), Value(Role.CANDIDATE.value))


def with_role(served):
    """Rows of ServedFamily with `was`, the family's role on the first day of the activity."""
    return served.annotate(was=role_on(OuterRef("record__held_on"), "family"))


def families_of(record, by):
    """[(label, families)] that took part, as far as this reader may read families at all."""
    if not by.has_perm("families.view_family"):
        return []
    rows = with_role(ServedFamily.objects.filter(record=record, family__in=Family.objects.visible_to(by)))
    rows = list(rows.select_related("family").order_by("family__search_name", "family__id"))
    groups = [(label, [row.family for row in rows if row.was == role]) for role, label in ROLES.items()]
    return [(label, families) for label, families in groups if families]


def counts_of(record):
    """{role: how many families} that took part, nobody named."""
    rows = with_role(ServedFamily.objects.filter(record=record)).order_by().values("was")
    found = {row["was"]: row["n"] for row in rows.annotate(n=Count("family", distinct=True))}
    return {role: found.get(role.value, 0) for role in ROLES}


@dataclass
class RecapLine:
    """What was done of one kind, or of all: times, people, rupiah, and different families by role."""

    label: str
    kind: str = ""
    times: int = 0
    women: int = 0
    men: int = 0
    cost: int = 0
    families: dict = field(default_factory=lambda: dict.fromkeys(ROLES, 0))

    @property
    def is_sum(self):
        return not self.kind

    @property
    def people(self):
        return self.women + self.men

    @property
    def pioneers(self):
        return self.families[Role.PIONEER]

    @property
    def plasma(self):
        return self.families[Role.PLASMA]

    @property
    def candidates(self):
        return self.families[Role.CANDIDATE]


def totals_of(records):
    """{times, women, men, cost} of the records that stand; one query."""
    told = records.standing().order_by().aggregate(
        times=Count("pk"), women=Sum("women"), men=Sum("men"), cost=Sum("cost")
    )
    return {name: number or 0 for name, number in told.items()}


def recap_of(records):
    """([a RecapLine per kind that occurs], the whole): a family served often counts once in each line it belongs to."""
    standing = records.standing().order_by()
    sums = standing.values("kind").annotate(
        times=Count("pk"), number_w=Sum("women"), number_m=Sum("men"), paid=Sum("cost")
    )
    lines = {
        row["kind"]: RecapLine(
            Kind(row["kind"]).label, row["kind"], row["times"], row["number_w"] or 0, row["number_m"] or 0,
            row["paid"] or 0,
        )
        for row in sums
    }  # fmt: skip
    served = with_role(ServedFamily.objects.filter(record__in=standing)).order_by()
    for row in served.values("was", kind=F("record__kind")).annotate(n=Count("family", distinct=True)):
        lines[row["kind"]].families[Role(row["was"])] = row["n"]
    whole = RecapLine("Jumlah")
    for line in lines.values():
        for name in ("times", "women", "men", "cost"):
            setattr(whole, name, getattr(whole, name) + getattr(line, name))
    for row in served.values("was").annotate(n=Count("family", distinct=True)):
        whole.families[Role(row["was"])] = row["n"]
    return [lines[kind] for kind in Kind if kind in lines], whole
