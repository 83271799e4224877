"""What nouns and upper floors add to shared pages: home tasks, menu entries, panels, tiles; and to letters.

Filled in each app's `apps.py`; read when a page is made. Explicit lists, no discovery.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """One thing the reader should do: what, why, by when, and the one verb that leads there."""

    title: str
    why: str
    url: str
    verb: str
    due: date | None = None
    due_state: str = ""  # late | soon | later | ""
    urgency: int = 50  # smaller comes first
    also: tuple[str, str] = ()  # a second way to do it: (verb, address)


@dataclass(frozen=True)
class MenuEntry:
    """A main menu entry, shown to roles that hold `permission` (and to `levels`, if given)."""

    label: str
    icon: str
    route: str
    permission: str = ""
    order: int = 50
    short: str = ""
    levels: tuple[str, ...] = ()
    under: str = ""  # route of the entry beneath which it stands where a menu would be longer than eight
    is_tab: bool = False  # it always stands beneath `under`, never in the menu itself
    also: tuple[str, ...] = ()  # further paths that belong to this entry, e.g. "/surat/"
    note: Callable[[object], str] | None = None  # one line for the tile on the home page, e.g. how many there are


MOST_ENTRIES = 8  # of the main menu

task_providers: list[Callable] = []
menu_entries: list[MenuEntry] = []
quiet_links: list[MenuEntry] = []  # at the foot of every menu and of the home page, never among the entries
_menus: dict[str, list] = {}  # role: its menu, which is the same at every request
panel_providers: dict[str, list[Callable]] = {}
record_providers: list[Callable] = []
result_guards: list[Callable] = []
chapters: list[Callable] = []
followers: dict[str, list[Callable]] = {}
counters: dict[str, Callable] = {}
spreads: dict[str, Callable] = {}
tie_providers: list[tuple[str, Callable]] = []
table_providers: dict[str, list[Callable]] = {}
day_providers: list[Callable] = []
spending_providers: list[Callable] = []


def add_tasks(*providers):
    """Register each `provider(assignment, today) -> iterable of Task`."""
    task_providers.extend(providers)


def add_menu(*entries):
    menu_entries.extend(entries)
    menu_entries.sort(key=lambda entry: entry.order)
    _menus.clear()


def add_quiet_link(entry):
    quiet_links.append(entry)


def quiet_links_for(assignment):
    """The links at the foot that this assignment may open."""
    return [entry for entry in quiet_links if assignment.has_perm(entry.permission)]


def add_panel(page, provider):
    """Register `provider(request, obj) -> html or ""` for the page named `page`."""
    panel_providers.setdefault(page, []).append(provider)


def add_record_section(provider):
    """Register `provider(meeting) -> list of sections` for the official record of a meeting.

    A section is a table, as plain JSON: {title, headers, rows, permission}. Whoever lacks the permission may not read a
    record that has the section.
    """
    record_providers.append(provider)


def add_result_guard(provider):
    """Register `provider(meeting) -> permission or ""`: who lacks it reads of the meeting its facts, not its results.

    Results are minutes, objections, decisions and written reasons: they repeat in words what a section guards.
    """
    result_guards.append(provider)


def add_chapter(play):
    """Register `play(cast, calendar)`: what the demonstration goes on to tell on an upper floor."""
    chapters.append(play)


def add_follower(act, follower):
    """Register `follower(obj, by=, on=)`: what an upper floor does whenever a lower floor's `act` is done.

    It runs in the transaction of the act. An act is named by noun and verb, as in the trail ("need:save").
    """
    followers.setdefault(act, []).append(follower)


def follow(act, obj, *, by, on):
    """Let the upper floors follow `act`, done to `obj`."""
    for follower in followers.get(act, ()):
        follower(obj, by=by, on=on)


def add_counter(name, counter):
    """Register `counter(region, day) -> number` for a figure of an upper floor that a lower floor's page shows."""
    counters[name] = counter


def count_of(name, region, day):
    """The figure called `name` for a place on a day; None where no floor counts it."""
    counter = counters.get(name)
    return counter(region, day) if counter else None


def add_spread(name, spread):
    """Register `spread(region, by) -> {part: words}`: how a figure of an upper floor lies over the parts of a place.

    The words are what `by` may read of each part; None stands for the public, on paper or on a wall.
    """
    spreads[name] = spread


def spread_of(name, region, by):
    """The figure called `name` over the parts of a place; empty where no floor counts it."""
    spread = spreads.get(name)
    return spread(region, by) if spread else {}


def add_ties(label, provider):
    """Register `provider(region, since, until) -> {(a, b): times}`: how often two bodies had to do with each other.

    A body is named by its key, None is the FCU itself.
    """
    tie_providers.append((label, provider))


def ties_of(region, since, until):
    """[(label, {(a, b): times})] of what the upper floors know, whether anything happened or not."""
    return [(label, provider(region, since, until)) for label, provider in tie_providers]


def add_days(provider):
    """Register `provider(plan, until) -> iterable of (key of a row of the plan, day)` on which something of it was
    done, as an upper floor knows it."""
    day_providers.append(provider)


def days_of(plan, until):
    """What all floors tell of the rows of a plan: (key of the row, day), nothing after `until`."""
    return [pair for provider in day_providers for pair in provider(plan, until)]


def add_spending(provider):
    """Register `provider(plan, until, by) -> iterable of (key of a row of the plan, day, rupiah)`: what was spent.

    The key is None for what belongs to no row. It returns None where nobody keeps a book, or `by` may not see it.
    """
    spending_providers.append(provider)


def spending_of(plan, until, by):
    """What all floors tell was spent under a plan: (key of the row or None, day, rupiah); None where none tells."""
    told = [found for provider in spending_providers if (found := provider(plan, until, by)) is not None]
    return [line for found in told for line in found] if told else None


def add_table(paper, provider):
    """Register `provider(region) -> {title, headers, rows}` for the paper named `paper`, which anybody may read."""
    table_providers.setdefault(paper, []).append(provider)


def tables_for(paper, region):
    """The tables with rows that the upper floors add to a paper."""
    return [table for provider in table_providers.get(paper, []) if (table := provider(region))["rows"]]


def tasks_for(assignment, today):
    """All open tasks of `assignment`, the most urgent first."""
    found = [task for provider in task_providers for task in provider(assignment, today)]
    return sorted(found, key=lambda task: (task.urgency, task.due or date.max))


def menu_for(assignment):
    """The entries that this assignment may open: at most eight, the others stand beneath one of them."""
    entries = [entry for entry in _open_to(assignment) if not entry.is_tab]
    return [entry for entry in entries if not entry.under] if len(entries) > MOST_ENTRIES else entries


def beneath(entry, assignment):
    """The entries that stand beneath `entry` for this assignment: its tabs, and what found no place in the menu."""
    in_menu = menu_for(assignment)
    return [other for other in _open_to(assignment) if other.under == entry.route and other not in in_menu]


def menu_tree(assignment):
    """[(entry of the menu, [(entry, those it is shown among) for itself and all beneath])]; the role decides, so it is
    found once per role."""
    if assignment.role not in _menus:
        _menus[assignment.role] = [(root, list(_descend(root, None, (), assignment))) for root in menu_for(assignment)]
    return _menus[assignment.role]


def _descend(entry, above, family, assignment):
    """(entry, the entries it is shown among) for `entry` and all beneath it; one with tabs stands first of its own,
    after the one `above` it, so that one finds the way back."""
    children = beneath(entry, assignment)
    own = (*((above,) if above else ()), entry, *children)
    yield entry, own if children else family
    for child in children:
        yield from _descend(child, entry, own, assignment)


def _open_to(assignment):
    """The entries of this assignment; of several that lead to one page the first."""
    found = {}
    for entry in menu_entries:
        allowed = not entry.permission or assignment.has_perm(entry.permission)
        if allowed and (not entry.levels or assignment.level in entry.levels):
            found.setdefault(entry.route, entry)
    return list(found.values())


def panels_for(page, request, obj):
    return [html for provider in panel_providers.get(page, []) if (html := provider(request, obj))]


def record_sections_for(meeting):
    return [section for provider in record_providers for section in provider(meeting)]


def result_permissions_for(meeting):
    """The permissions that a reader of the results of `meeting` needs."""
    return [permission for provider in result_guards if (permission := provider(meeting))]
