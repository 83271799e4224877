"""What the shell around every page needs to know."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

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
    beside: list = field(default_factory=list)  # the entry of this page and those beneath it, where they share one

    @property
    def quick(self):
        return self.menu[:4]


def shell(request):
    """Context processor: `shell` for base.html."""
    assignment = getattr(request, "assignment", None)
    shell = Shell(today=dates.today(), demonstration=Installation.current().demonstration)
    if assignment is not None:
        shell.authenticated = True
        shell.place_name, shell.place_detail = assignment.place
        shell.person_name = assignment.person.name
        shell.role_label = assignment.role_label
        shell.many_roles = getattr(request, "many_roles", False)
        shell.menu, shell.beside = _menu(request, assignment)
        shell.help_url = assignment.help_url
    return {"shell": shell}


def _menu(request, assignment):
    """The main menu, and the entries that share the place of the current page."""
    links, families = [], []
    for entry in registry.menu_for(assignment):
        link = _link(entry)
        links.append(link)
        families.append([(_link(one), one) for one in (entry, *registry.beneath(entry, assignment))])
    here = [
        (len(own.url), number, own)
        for number, family in enumerate(families)
        for own, entry in family
        if (request.path == "/" if own.url == "/" else request.path.startswith((own.url, *entry.also)))
    ]
    if not here:
        return links, []
    _, number, own = max(here, key=lambda found: found[0])
    links[number].current = own.current = True
    beside = [link for link, _ in families[number]]
    return links, beside if len(beside) > 1 else []


def _link(entry):
    return MenuLink(entry.label, entry.icon, reverse(entry.route), False, entry.short or entry.label)
