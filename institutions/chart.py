"""The structure chart of an FCU, drawn from the roles (III.A.1, III.B.2.1): the guide's own figure is lost.

Who stands where is read from assignments, officer terms and memberships on a day. Three kinds of lines, as the legend
of the lost chart names them: empowerment, coordination, consultation and referral.
"""

import textwrap
from dataclasses import dataclass, field

from django.db import models

from fcu_project import registry
from institutions.models import Assignment, Membership
from institutions.models.fcu import Post

WIDTH, BOX, GAP, LINE_HEIGHT = 360, 160, 40, 16  # a phone's width; in units of the drawing
PAPER_WIDTH, PAPER_GAP = 560, 26
LETTERS = 24  # that fit in a box


class LineKind(models.TextChoices):
    EMPOWERMENT = "empowerment", "Garis pemberdayaan"
    COORDINATION = "coordination", "Garis koordinasi"
    REFERRAL = "referral", "Garis konsultasi/rujukan"


# Who is tied to whom, by which kind of line. One table: the drawing and the list beneath it read the same.
LINES = (
    ("office", "unit", LineKind.COORDINATION),
    ("subdistrict", "unit", LineKind.COORDINATION),
    ("village", "unit", LineKind.COORDINATION),
    ("lk3", "unit", LineKind.REFERRAL),
    ("tksk", "unit", LineKind.REFERRAL),
    ("unit", "groups", LineKind.COORDINATION),
    ("unit", "members", LineKind.COORDINATION),
    ("unit", "pioneers", LineKind.EMPOWERMENT),
    ("unit", "sources", LineKind.REFERRAL),
    ("pioneers", "plasma", LineKind.EMPOWERMENT),
    ("plasma", "sources", LineKind.REFERRAL),
)
# The rows of the drawing, from above; one box in a row stands in the middle.
ROWS = (
    ("office", "lk3"), ("subdistrict", "tksk"), ("village",), ("unit",), ("groups", "members"), ("pioneers", "sources"),
    ("plasma",),
)  # fmt: skip


@dataclass
class Node:
    """One box: its title and the names or counts in it, with its place in the drawing."""

    key: str
    title: str
    words: list = field(default_factory=list)
    x: int = 0
    y: int = 0
    width: int = BOX

    @property
    def rows(self):
        """[(text, is title)], broken so that they fit."""
        letters = LETTERS * self.width // BOX
        title = [(row, True) for row in textwrap.wrap(self.title, letters)]
        return title + [(row, False) for word in self.words for row in textwrap.wrap(word, letters)]

    @property
    def height(self):
        return LINE_HEIGHT * len(self.rows) + 14

    @property
    def middle(self):
        return self.x + self.width // 2

    @property
    def texts(self):
        return [(text, title, self.y + 20 + LINE_HEIGHT * number) for number, (text, title) in enumerate(self.rows)]


@dataclass(frozen=True)
class Line:
    kind: LineKind
    start: Node
    end: Node
    gap: int = GAP

    @property
    def path(self):
        """From the foot of the upper box, or its side, to the head of the lower one."""
        upper, lower = sorted((self.start, self.end), key=lambda node: node.y)
        if upper.y == lower.y:
            left, right = sorted((upper, lower), key=lambda node: node.x)
            return f"M{left.x + left.width} {left.y + left.height // 2}H{right.x}"
        foot, head = upper.y + upper.height, lower.y
        return f"M{upper.middle} {foot}V{head - self.gap // 2}H{lower.middle}V{head}"


@dataclass(frozen=True)
class Chart:
    nodes: list
    lines: list
    height: int
    width: int = WIDTH


def chart_of(unit, on, width=WIDTH, gap=GAP):
    """The chart of `unit` as it stood on the day `on`, in a drawing of `width` with `gap` between its rows."""
    nodes = {node.key: node for node in _nodes(unit, on)}
    height = _place(nodes, width, gap)
    lines = [Line(kind, nodes[start], nodes[end], gap) for start, end, kind in LINES]
    return Chart(list(nodes.values()), lines, height, width)


def _nodes(unit, on):
    village = unit.region
    regency, subdistrict = village.ancestor("regency"), village.ancestor("subdistrict")
    yield Node("office", f"{village.setting('social_office_name')} {regency}")
    yield Node("lk3", f"LK3 {regency}", _holders("lk3", regency, on))
    yield Node("subdistrict", f"Camat {subdistrict.name}", _holders("subdistrict_operator", subdistrict, on))
    yield Node("tksk", f"TKSK {subdistrict}", _holders("tksk", subdistrict, on))
    yield Node("village", village.head_title, _holders("village_head", village, on))
    yield Node("unit", str(unit), _officers(unit, on), width=BOX + 80)
    yield Node("groups", "Kelompok kerja", _groups(unit, on))
    yield Node("members", "Anggota", _members(unit, on))
    yield Node("pioneers", "Keluarga pionir", _families("pioneer_families", village, on))
    yield Node("sources", "Sistem sumber dan lembaga pelayanan")
    yield Node("plasma", "Keluarga plasma", _families("plasma_families", village, on))


def _holders(role, region, on):
    rows = Assignment.objects.active_on(on).filter(role=role, region=region).select_related("person").order_by("id")
    return [row.person.name for row in rows[:3]] or ["belum tercatat"]


def _officers(unit, on):
    """Every post with its holder, an acting one as such, a vacant one as vacant."""
    terms = {term.post: term for term in unit.current_officers(on)}
    return [
        f"{terms[post].title}: {terms[post].membership.person.name}" if post in terms else f"{label}: kosong"
        for post, label in Post.choices
    ]


def _groups(unit, on):
    groups = unit.working_groups.filter(formed_on__lte=on)
    groups = groups.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=on)).order_by("formed_on", "id")
    return [group.name for group in groups[:4]] or ["belum dibentuk"]


def _members(unit, on):
    """How many of each of the three kinds, women and men apart."""
    rows = unit.memberships.filter(joined_on__lte=on).filter(models.Q(left_on=None) | models.Q(left_on__gt=on))
    counts = {}
    for kind, sex in rows.values_list("kind", "person__sex"):
        women, men = counts.get(kind, (0, 0))
        counts[kind] = (women + (sex == "female"), men + (sex == "male"))
    told = [
        f"{label}: {sum(counts[kind])} (P {counts[kind][0]}, L {counts[kind][1]})"
        for kind, label in Membership.Kind.choices
        if kind in counts
    ]
    return told or ["belum ada"]


def _families(counter, village, on):
    count = registry.count_of(counter, village, on)
    return [] if count is None else [f"{count} keluarga"]


def _place(nodes, width, gap):
    """Give every box its place; returns the height of the drawing. On wide paper boxes are wider, with fewer lines."""
    y = 4
    for row in ROWS:
        boxes = [nodes[key] for key in row]
        for number, box in enumerate(boxes):
            box.width = box.width * width // WIDTH
            box.y = y
            box.x = number * (width - box.width - 8) + 4 if len(boxes) > 1 else (width - box.width) // 2
        y += max(box.height for box in boxes) + gap
    return y - gap + 4
