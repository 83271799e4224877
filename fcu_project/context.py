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
        shell.menu = _menu(request, assignment)
        shell.help_url = assignment.help_url
    return {"shell": shell}


def _menu(request, assignment):
    links, best = [], None
    for entry in registry.menu_for(assignment):
        link = MenuLink(entry.label, entry.icon, reverse(entry.route), False, entry.short or entry.label)
        links.append(link)
        paths = (link.url, *entry.also)
        here = request.path == "/" if link.url == "/" else request.path.startswith(paths)
        if here and (best is None or len(link.url) > len(best.url)):
            best = link
    if best:
        best.current = True
    return links
