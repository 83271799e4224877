"""Who works with whom in a village: the web that the guide wishes for (II.E), read from what is written down anyway.

Two bodies work together each time they take part in the same activity, or one is referred to; the FCU is one of them.
Sitting in the same meeting ties nobody to everybody: who comes to a meeting of the village is tied to the FCU alone.
Counted over the twelve months up to a day, never from before the FCU was formed.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from math import sqrt
from textwrap import wrap

from django.db.models import Q

from fcu_project import registry
from institutions.duties import Actor
from institutions.models import ActivityPartner, Attendance, Institution
from institutions.models.region import ancestor_codes
from institutions.preparation import FAMILY, active_bodies

ACTIVITIES, MEETINGS = "Kegiatan bersama", "Pertemuan"
YEAR = timedelta(days=365)
FCU = None  # the key of the FCU itself; a body's key is that of its row
MOST_TIES = 80  # drawn; the table has them all
MOST_NAMED = 4  # partners named in a line of the table


@dataclass
class Node:
    """A body of the web: its number, how often it worked with each other one, to how many meetings it came."""

    key: int | None
    name: str
    element: str
    number: int = 0
    met: int = 0
    partners: Counter = field(default_factory=Counter)
    counts: dict = field(default_factory=dict)  # {label: how often it took part}


@dataclass
class Network:
    """The web of one village. `ties` are [(node, node, {label: times})], the strongest first."""

    unit: object
    since: object
    until: object
    labels: list
    nodes: list
    ties: list
    alone: list
    joint_activities: int = 0
    facilitated: int = 0

    def partners_of(self, node):
        """[(name, times)] of the closest partners of a node, and how many more there are."""
        names = {other.key: other.name for other in self.nodes}
        closest = sorted(node.partners.items(), key=lambda row: (-row[1], names[row[0]]))
        return [(names[key], times) for key, times in closest[:MOST_NAMED]], max(len(closest) - MOST_NAMED, 0)


def work_of(by_label):
    """How often two worked together: meetings are none."""
    return sum(times for label, times in by_label.items() if label != MEETINGS)


def network_of(unit, on):
    """The web around an FCU in the year up to `on`. As many queries for two bodies as for forty."""
    village, since = unit.region, on - YEAR
    if unit.formed_on and unit.formed_on <= on:
        since = max(since, unit.formed_on)
    activities, (came, held) = _in_activities(village, since, on), _in_meetings(village, since, on)
    times, happened = _counted({ACTIVITIES: activities})
    times[MEETINGS] = Counter({(FCU, body): number for body, number in came.items()})
    happened[MEETINGS] = Counter({**came, FCU: held})
    for label, ties in registry.ties_of(village, since, on):
        times[label] = Counter({tuple(_sorted(pair)): number for pair, number in ties.items()})
        happened[label] = Counter(dict.fromkeys({key for pair in ties for key in pair}, 0))
        for pair, number in ties.items():
            happened[label].update(dict.fromkeys(pair, number))
    nodes = _nodes(unit, {key for counted in times.values() for pair in counted for key in pair})
    weights = defaultdict(dict)
    for label, counted in times.items():
        for pair, number in counted.items():
            if all(key in nodes for key in pair):
                weights[pair][label] = number
    linked = _linked(nodes, weights, happened)
    ties = [(nodes[one], nodes[other], by_label) for (one, other), by_label in weights.items()]
    ties.sort(key=lambda tie: (-work_of(tie[2]), -sum(tie[2].values()), tie[0].number, tie[1].number))
    there = {node.key for node in linked}
    alone = [body for body in active_bodies(village) if body.pk not in there]
    return Network(unit, since, on, list(times), linked, ties, alone, *_facilitated(activities))


def _counted(found):
    """How often each pair met, and each party took part in something joint: two {label: Counter}."""
    times = {
        label: Counter(pair for parties in events.values() for pair in combinations(_sorted(parties), 2))
        for label, events in found.items()
    }
    happened = {
        label: Counter(key for parties in events.values() if len(parties) > 1 for key in parties)
        for label, events in found.items()
    }
    return times, happened


def _linked(nodes, weights, happened):
    """The nodes with a tie, numbered: the FCU first, then by how many partners they have."""
    for (one, other), by_label in weights.items():
        for node, partner in ((nodes[one], other), (nodes[other], one)):
            node.met += by_label.get(MEETINGS, 0)
            if work := work_of(by_label):
                node.partners[partner] += work
    linked = [node for node in nodes.values() if node.partners or node.met]
    for node in linked:
        node.counts = {label: counted[node.key] for label, counted in happened.items()}
    linked.sort(key=lambda node: (node.key is not FCU, -len(node.partners), -sum(node.partners.values()), node.name))
    for number, node in enumerate((node for node in linked if node.key is not FCU), 1):
        node.number = number
    return linked


def _sorted(keys):
    return sorted(keys, key=lambda key: -1 if key is FCU else key)


class _Parties(set):
    """Who took part in one event; an activity also remembers whether somebody facilitated it."""

    has_facilitator = False


def _in_activities(village, since, until):
    """{activity: parties} of joint activities here, or elsewhere with a body from here."""
    from_here = ActivityPartner.objects.filter(institution__region=village)
    rows = ActivityPartner.objects.filter(
        Q(activity__region=village) | Q(activity__in=from_here.values("activity")), activity__withdrawn_on=None,
        activity__done_on__gte=since, activity__done_on__lte=until, **_near(village),
    )  # fmt: skip
    events = defaultdict(_Parties)
    for activity, body, actor, own, facilitator, place in rows.values_list(
        "activity", "institution", "activity__duty__actor", "activity__membership__institution",
        "activity__facilitator", "activity__region",
    ):  # fmt: skip
        events[activity].add(body)
        events[activity].has_facilitator = facilitator is not None
        if own:
            events[activity].add(own)
        if actor == Actor.COORDINATOR and place == village.pk:
            events[activity].add(FCU)
    return events


def _in_meetings(village, since, until):
    """({body: to how many meetings of the village it came}, how many there were); several people of a body are one."""
    rows = Attendance.objects.filter(
        meeting__region=village, present=True, meeting__stage="held", meeting__held_on__gte=since,
        meeting__held_on__lte=until, **_near(village),
    ).exclude(institution__element__code=FAMILY)  # fmt: skip
    pairs = set(rows.values_list("meeting", "institution"))
    return Counter(body for _, body in pairs), len({meeting for meeting, _ in pairs})


def _near(village):
    """Bodies of the village and of what it lies in: neighbours' bodies are no part of its web."""
    return {"institution__closed_on": None, "institution__region__code__in": ancestor_codes(village.code)}


def _nodes(unit, keys):
    rows = Institution.objects.filter(pk__in=keys - {FCU}, closed_on=None).exclude(element__code=FAMILY)
    rows = rows.filter(region__code__in=ancestor_codes(unit.region.code)).select_related("element")
    nodes = {row.pk: Node(row.pk, row.name, row.element.name) for row in rows}
    if FCU in keys:
        nodes[FCU] = Node(FCU, str(unit), "FCU")
    return nodes


def _facilitated(activities):
    """How many activities were joint, and how many of them named who facilitated (PSK-06)."""
    joint = [parties for parties in activities.values() if len(parties) > 1]
    return len(joint), sum(parties.has_facilitator for parties in joint)


# --- the drawing ------------------------------------------------------------------------------------------------------
LETTER = 6.6  # width of a letter of a name, in units of the drawing
LINE = 14  # height of a line of a name
LEAST_ROW, MOST_ROW, RING = 31, 44, 300  # height of a row of bodies, and of a ring of few
THIN, THICK = 1.5, 7
PALE, DARK = 40, 85  # opacity of the thinnest and the thickest line, in percent
SIGN = 13  # radius of a body, so that its number can be read on a telephone


def drawing_of(network, width=320, letters=0):
    """The web as a drawing: numbered bodies on a ring in two columns of even rows, the FCU in the middle; with their
    names beside them, of at most `letters` in a line, where that is given. {} where nobody has a tie."""
    bodies = [node for node in network.nodes if node.key is not FCU]
    if not network.ties:
        return {}
    names = {node.key: wrap(node.name, letters) if letters else [] for node in bodies}
    rows = max((len(bodies) + 1) // 2, 2)
    least = max([LEAST_ROW, *(LINE * len(lines) + 4 for lines in names.values())])
    row = max(least, min(MOST_ROW, RING / rows))
    height, middle, ring = (rows + 1) * row, width / 2, (rows - 0.2) * row / 2
    reach = middle - letters * LETTER - 2 * SIGN
    spots = {FCU: (middle, height / 2)}
    points = []
    for side, column in ((1, bodies[::2]), (-1, bodies[1::2])):
        for place, node in enumerate(column):
            y = height / 2 + (place - (len(column) - 1) / 2) * row
            x = middle + side * reach * sqrt(1 - ((y - height / 2) / ring) ** 2)
            spots[node.key] = (x, y)
            lines = names[node.key]
            points.append({
                "x": round(x), "y": round(y), "number": str(node.number), "radius": SIGN,
                "at": round(x + side * (SIGN + 5)), "anchor": "start" if side > 0 else "end",
                "lines": [
                    {"text": text, "y": round(y + (number - (len(lines) - 1) / 2) * LINE)}
                    for number, text in enumerate(lines)
                ],
            })  # fmt: skip
    drawn = _shown(network)
    most = max(work_of(by_label) for _, _, by_label in drawn)
    hub = any(node.key is FCU for node in network.nodes)
    return {
        "width": width, "height": round(height), "points": points, "most": most,
        "lines": [_line(spots, tie, most) for tie in reversed(drawn)],
        "meets": any(not work_of(by_label) for _, _, by_label in drawn),
        "left_out": len(network.ties) - len(drawn),
        "hub": {"x": round(middle), "y": round(height / 2)} if hub else None,
    }  # fmt: skip


def _line(spots, tie, most):
    """A tie as a line: the thicker the more often; one that only tells of meetings is thin and broken."""
    one, other, by_label = tie
    path = "M{:.0f} {:.0f}L{:.0f} {:.0f}".format(*spots[one.key], *spots[other.key])
    work = work_of(by_label)
    if not work:
        return {"path": path, "width": "1", "opacity": ".55", "dashes": "2 4"}
    strength = (work - 1) / max(most - 1, 1)
    return {
        "path": path, "width": f"{THIN + (THICK - THIN) * strength:.1f}", "dashes": "none",
        "opacity": f".{round(PALE + (DARK - PALE) * strength)}",
    }  # fmt: skip


def _shown(network):
    """The strongest ties, and of every node its own strongest, so that nobody hangs in the air."""
    own = {}
    for tie in network.ties:
        for node in tie[:2]:
            own.setdefault(node.key, tie)
    kept = {id(tie): tie for tie in (*own.values(), *network.ties)}
    drawn = set(list(kept)[: max(MOST_TIES, len(own))])
    return [tie for tie in network.ties if id(tie) in drawn]
