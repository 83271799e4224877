"""Every page that a role can reach by following links: no complaint of the browser, no sideways scrolling, no finding
of axe, at the width of a cheap phone and of a laptop."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from institutions.actions import document as document_actions
from tests import factories as make
from tests.browser.conftest import LAPTOP, PHONE, account_for
from tests.factories import TODAY, AssignmentFactory

pytestmark = pytest.mark.browser

EACH = 2  # pages of one route that differ only in their row
FILE = re.compile(r"\.pdf(\?|$)|[?&]unduh=|/pindaian/$|/kertas/$|/export/")
NOT_OURS = ("/admin/logout/", "/admin/password_change/", "/admin/r/")
axe = Axe()


@pytest.fixture
def scene(people, regions):
    """Desa Sidomekar with an active FCU and an open meeting; Desa Sukamaju half way, its warnings unanswered."""
    by = people.village_operator
    unit = make.active_unit(by)
    planned = make.held_meeting("routine", by, on=TODAY, hold=False)
    document_actions.open_letter(planned, "invitation", by=by, on=TODAY)
    make.held_meeting("socialisation_subdistrict", people.regency_reports, on=TODAY, region=regions.subdistrict)
    other = AssignmentFactory(role="village_operator", region=regions.sibling)
    half = make.started_unit(other, name="Mawar")
    formation = make.held_meeting("formation", other, on=TODAY, also=["coordination_village"], hold=False)
    members = make.with_members(half, other, on=TODAY)
    make.elect(half, formation, members[:2], other)
    people.other_operator = other
    return unit


class Crawl:
    """Opens every page that links lead to, once per route and row (at most EACH rows), and judges each."""

    def __init__(self, window, judge, *, stays_in="/", leaves=("/admin/", "/komponen/")):
        self.window, self.judge, self.stays_in, self.leaves = window, judge, stays_in, leaves
        self.waiting, self.files, self.known, self.routes, self.findings = [], [], set(), {}, []

    def run(self, *starts):
        self.waiting.extend(starts)
        while self.waiting:
            path = self.waiting.pop(0)
            status = self.window.open(path)
            if status != 200:
                self.findings.append(f"{path}: {status}")
            self.findings += [f"{path}: {finding}" for finding in self.judge(self.window, path)]
            for link in self.window.page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)"):
                self._keep(link)
        for path in self.files:
            if (status := self.window.context.request.get(f"{self.window.base}{path}").status) != 200:
                self.findings.append(f"{path}: {status}")
        return self

    def _keep(self, link):
        parts = urlsplit(link)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if not link.startswith(self.window.base) or path in self.known or not self._inside(parts.path):
            return
        self.known.add(path)
        match = resolve(parts.path)
        rows = {name: value for name, value in match.kwargs.items() if not isinstance(value, str)}
        words = tuple(value for value in match.kwargs.values() if isinstance(value, str) and not value.isdigit())
        key = (match.view_name, words, bool(parts.query))
        allowed = EACH if rows or "object_id" in match.kwargs else 1
        if self.routes.get(key, 0) < allowed:
            self.routes[key] = self.routes.get(key, 0) + 1
            (self.files if FILE.search(path) else self.waiting).append(path)

    def _inside(self, path):
        if not path.startswith(self.stays_in) or path.startswith(self.leaves):
            return False
        try:
            return resolve(path) is not None
        except Resolver404:
            self.findings.append(f"{path} leads nowhere")
            return False


rows_seen = {}


def named(path):
    """A short name for the picture of a page: its route, its words, and a running number for its row."""
    match = resolve(path.split("?")[0])
    words = [value for value in match.kwargs.values() if isinstance(value, str) and len(value) < 24]
    number = rows_seen.setdefault(path, len(rows_seen))
    return "-".join([match.view_name.replace(":", "-"), *words, *([str(number)] if match.kwargs else [])])


def judged(window, path):
    """What is wrong with the page that is open: width, axe, doubled ids, headings."""
    found = []
    for size, narrow in ((PHONE, 320), (LAPTOP, 1280)):
        found += [f"sticks out at {narrow} px: {what}" for what in window.overflow(narrow)]
        window.page.set_viewport_size(size)
        for violation in axe.run(window.page).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            found.append(f"axe at {size['width']} px: {violation['id']}: {nodes}")
        window.picture(f"{window.name}/{named(path)}")
    ids = window.page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    found += [f"id twice: {name}" for name in sorted({name for name in ids if ids.count(name) > 1})]
    if window.page.locator("h1").count() != 1:
        found.append(f"{window.page.locator('h1').count()} main headings")
    return found


def only_opened(window, path):
    """The admin's own pages are Django's: the browser must not complain, that is all."""
    window.picture(f"{window.name}/{named(path)}")
    return []


@pytest.mark.parametrize(
    "role", ["village_operator", "other_operator", "village_head", "regency_reports", "ministry", "administrator"]
)
def test_every_page_of_a_role(role, scene, people, window):
    screen = window(role).sign_in(account_for(getattr(people, role), role))
    crawl = Crawl(screen, judged).run("/", "/akun/")
    assert crawl.findings == []


@pytest.mark.parametrize("role", ["village_operator", "administrator"])
def test_every_admin_page_of_a_role(role, scene, people, window):
    screen = window(f"admin-{role}", LAPTOP).sign_in(account_for(getattr(people, role), role))
    crawl = Crawl(screen, only_opened, stays_in="/admin/", leaves=("/admin/logout/", "/admin/password_change/")).run(
        "/admin/"
    )
    assert crawl.findings == []
    assert len(crawl.routes) > 20
