"""Who raised whom: from the first pioneers to the families they accompany, and on to those who became pioneers
themselves (III.A.7.2(2), V).

A branch is a family, not a life: years as a plasma family and later as a pioneer are one branch, hung under the pioneer
that raised it.
"""

from dataclasses import dataclass, field

from families.models import Pairing, Participation, Role


@dataclass(eq=False)
class Branch:
    """One family in the line: its lives as plasma and pioneer in their order, who raised it, whom it raises."""

    lives: list
    generation: int = 1
    raised_by: object = None  # the branch of the pioneer family
    fell_back: bool = False  # it was a pioneer before, in a branch of its own
    also: list = field(default_factory=list)  # other pioneer families that accompanied it
    raises: list = field(default_factory=list)

    @property
    def family(self):
        return self.lives[-1].family

    @property
    def role(self):
        """What the family is now, or was last."""
        return self.lives[-1].role

    @property
    def is_open(self):
        return self.lives[-1].ended_on is None

    @property
    def grew(self):
        """Whether it was accompanied once and became a pioneer."""
        return self.role == Role.PIONEER and any(life.role == Role.PLASMA for life in self.lives)

    @property
    def since(self):
        return self.lives[-1].designated_on

    @property
    def words(self):
        """In words: "Pionir sejak 2025, dahulu dampingan (2024)"."""
        last = self.lives[-1]
        now = "Pionir" if last.role == Role.PIONEER else "Kembali didampingi" if self.fell_back else "Dampingan"
        if last.ended_on:
            told = f"{now} {last.designated_on.year}–{last.ended_on.year}, {last.stage_words}"
        else:
            told = f"{now} sejak {last.designated_on.year}"
        if self.grew:
            first = next(life for life in self.lives if life.role == Role.PLASMA)
            told += f", dahulu dampingan ({first.designated_on.year})"
        return told


@dataclass(frozen=True)
class Lineage:
    """The line of one village: every branch in the order of the drawing, as (depth, branch)."""

    rows: list
    waiting: list  # designated plasma families whom nobody has accompanied yet

    @property
    def steps(self):
        """[(step, pioneers, plasma families)] of those under way: the first pioneers, those they raise, and so on."""
        table = {}
        for branch in self._open():
            line = table.setdefault(branch.generation, [0, 0])
            line[branch.role == Role.PLASMA] += 1
        return [(step, *line) for step, line in sorted(table.items())]

    @property
    def pioneers(self):
        return sum(branch.role == Role.PIONEER for branch in self._open())

    @property
    def plasma(self):
        return sum(branch.role == Role.PLASMA for branch in self._open()) + len(self.waiting)

    @property
    def grown(self):
        """How many families became pioneers out of being accompanied, whether they still are or not."""
        return sum(branch.grew for _, branch in self.rows)

    @property
    def fallen(self):
        """How many families are accompanied once more after they were pioneers."""
        branches = (*self._open(), *self.waiting)
        return sum(branch.fell_back and branch.role == Role.PLASMA for branch in branches)

    def _open(self):
        return [branch for _, branch in self.rows if branch.is_open]


def lineage_of(region):
    """The line of a village's families. Two queries, however many there are."""
    lives = Participation.objects.filter(family__region=region, designated_on__isnull=False)
    rows = list(lives.select_related("family").order_by("designated_on", "id"))
    branches = _branches(rows)
    _hang(branches, rows, region)
    roots = [branch for branch in branches if branch.raised_by is None]
    alone = [branch for branch in roots if branch.role == Role.PLASMA and not branch.raises]
    rows = list(_walk([branch for branch in roots if branch not in alone]))
    return Lineage(rows, [branch for branch in alone if branch.is_open])


def _branches(rows):
    """One branch per family and rise: a pioneer who falls back to being accompanied begins a branch of its own."""
    by_family, branches = {}, []
    for life in rows:
        current = by_family.get(life.family_id)
        if current is None or (life.role == Role.PLASMA and current.role == Role.PIONEER):
            current = by_family[life.family_id] = Branch([], fell_back=current is not None)
            branches.append(current)
        current.lives.append(life)
    return branches


def _hang(branches, rows, region):
    """Hang every branch under the pioneer that raised it: named on the life itself, else its latest companion."""
    home = {life.pk: branch for branch in branches for life in branch.lives}
    pairs = Pairing.objects.filter(plasma__family__region=region).order_by("paired_from", "id")
    for plasma, pioneer in pairs.values_list("plasma", "pioneer"):
        _raise(home.get(plasma), home.get(pioneer))
    for life in rows:
        if life.raised_by_id:
            _raise(home[life.pk], home.get(life.raised_by_id))
    for branch in branches:
        if branch.raised_by is not None:
            branch.raised_by.raises.append(branch)


def _raise(branch, pioneer):
    """Let `pioneer` be the one who raised `branch`; who did before stays as another companion. Never in a circle."""
    if branch is None or pioneer is None or branch.raised_by is pioneer:
        return
    above = pioneer
    while above is not None:
        if above is branch:
            return
        above = above.raised_by
    if branch.raised_by is not None:
        branch.also.append(branch.raised_by)
    branch.raised_by = pioneer


def _walk(branches, depth=0):
    """Every branch with its depth, parents before children; generations are counted on the way."""
    for branch in branches:
        branch.generation = depth + 1
        yield depth, branch
        yield from _walk(branch.raises, depth + 1)


# --- the drawing ------------------------------------------------------------------------------------------------------
ROW, INDENT, BOX = 46, 26, 38
MOST_DEPTH = 6  # drawn further in; a deeper line goes on without a step


def pieces_of(lineage, width=360, first=0, each=0):
    """The line as drawings of one branch per row, the lines running on from one drawing to the next.

    `first` rows in the first drawing and `each` in the others; 0: all in one. Of each {width, height, boxes, paths}.
    """
    drawn = _rows(lineage.rows, width)
    first = first or len(drawn)
    cuts = [0, *range(first, len(drawn), each or 1), len(drawn)]
    return [_piece(drawn[start:end], width) for start, end in zip(cuts, cuts[1:], strict=False) if start < end]


def _rows(rows, width):
    """Each row's box and the vertical lines that pass through it, in units of its own row."""
    drawn = []
    for number, (depth, branch) in enumerate(rows):
        depth = min(depth, MOST_DEPTH)
        following = [min(other, MOST_DEPTH) for other, _ in rows[number + 1 :]]
        through = []
        for level in range(1, depth + 1):
            until = next((other for other in following if other <= level), 0)
            through.append((level, until == level))
        drawn.append((depth, branch, through, width - depth * INDENT - 2))
    return drawn


def _piece(rows, width):
    boxes, paths = [], []
    for number, (depth, branch, through, wide) in enumerate(rows):
        top, left = number * ROW, depth * INDENT
        boxes.append({
            "x": left + 1, "y": top + 1, "width": wide, "height": BOX, "branch": branch, "text": left + 10,
            "first": top + 16, "second": top + 32, "pioneer": branch.role == Role.PIONEER, "ended": not branch.is_open,
        })  # fmt: skip
        for level, goes_on in through:
            x = (level - 1) * INDENT + INDENT // 2
            if level == depth:
                paths.append(f"M{x} {top - ROW + BOX}V{top + BOX // 2}H{left}")
            if goes_on:
                paths.append(f"M{x} {top}V{top + ROW}")
    return {"width": width, "height": len(rows) * ROW, "boxes": boxes, "paths": paths}
