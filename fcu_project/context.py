"""What the shell around every page needs to know."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.urls import get_script_prefix, reverse

from fcu_project import dates, registry
from fcu_project.models import Installation


@dataclass
class MenuLink:
    label: str
    icon: str
    url: str
    current: bool
    short: str = ""
    count: int = 0


@dataclass
class Shell:
    """Place, person, menu and banner of the page that is being made."""

    today: date
    authenticated: bool = False
    place_name: str = "Family Care Unit"
    place_detail: str = ""
    person_name: str = ""
    role_label: str = ""
    many_roles: bool = False
    demonstration: bool = False
    help_url: str = ""
    menu: list = field(default_factory=list)
    quiet_links: list = field(default_factory=list)  # at the foot of the menu and of the home page
    beside: list = field(default_factory=list)  # the entry of this page and those beneath it, where they share one

    @property
    def quick(self):
        return self.menu[:4]


def shell(request):
    """Context processor: `shell` for base.html. Worked out once a request, however many templates it renders."""
    if not hasattr(request, "shell"):
        request.shell = _shell_of(request)
    return {"shell": request.shell}


def _shell_of(request):
    assignment = getattr(request, "assignment", None)
    shell = Shell(today=dates.today(), demonstration=Installation.shows_demonstration())
    if assignment is not None:
        shell.authenticated = True
        shell.place_name, shell.place_detail = assignment.place
        shell.person_name = assignment.person.name
        shell.role_label = assignment.role_label
        shell.many_roles = getattr(request, "many_roles", False)
        shell.menu, shell.beside = _menu(request, assignment)
        shell.quiet_links = [_link(entry) for entry in registry.quiet_links_for(assignment)]
        shell.help_url = assignment.help_url
    return shell


def _menu(request, assignment):
    """The main menu, and the entries that share the place of the current page: its own, or those it stands beside."""
    links, here = [], None
    for root, below in registry.menu_tree(assignment):
        links.append(_link(root))
        for entry, family in below:
            url = _address(entry.route)
            found = request.path == "/" if url == "/" else request.path.startswith((url, *entry.also))
            if found and (here is None or len(url) > len(_address(here[0].route))):
                here = entry, family, links[-1]
    if here is None:
        return links, []
    entry, family, root = here
    root.current = True
    beside = [_link(one, current=one is entry) for one in family]
    for one, link in zip(family, beside, strict=True):
        if one.is_tab:  # beside its parent a short name says enough
            link.label = link.short
    return links, beside if len(beside) > 1 else []


def _address(route):
    return _address_under(get_script_prefix(), route)


@cache
def _address_under(prefix, route):
    """The address of a route without arguments, which stays what it is; every page asks for those of its menu."""
    return reverse(route)


def _link(entry, current=False):
    return MenuLink(entry.label, entry.icon, _address(entry.route), current, entry.short or entry.label)
