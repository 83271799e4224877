"""Every page that a role can reach by following links: no complaint of the browser, no sideways scrolling, no finding
of axe, at the width of a cheap phone and of a laptop."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import expect

from institutions.actions import document as document_actions
from institutions.models import Institution
from tests import factories as make
from tests.browser.conftest import LAPTOP, PHONE, PICTURES, account_for
from tests.factories import TODAY, AssignmentFactory

pytestmark = pytest.mark.browser

FILE = re.compile(
    r"\.(pdf|ics)(\?|$)|[?&](unduh|cetak)=|/pindaian/|/kertas/|/export/|/bukti/$|/berkas/$"
    r"|^/(dasbor|indikator|laporan|laporan-kantor)/[^/]+/(excel|unduh)/"
)
NOT_OURS = ("/admin/logout/", "/admin/password_change/", "/admin/r/")
axe = Axe()


@pytest.fixture
def scene(people, regions, remember):
    """Desa Sidomekar with an active FCU and an open meeting; Desa Sukamaju half way, its warnings unanswered."""
    unit, people.other_operator = remember("two villages", lambda: build_scene(people, regions))
    return unit


def build_scene(people, regions):
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
    return unit, other


class Crawl:
    """Opens every page that links lead to, each route for at most `rows` rows, and judges it."""

    def __init__(self, window, judge, *, rows=1, stays_in="/", leaves=("/admin/", "/komponen/")):
        self.window, self.judge, self.rows, self.stays_in, self.leaves = window, judge, rows, stays_in, leaves
        self.waiting, self.files, self.known, self.routes, self.findings = [], [], set(), {}, []

    def run(self, *starts):
        self.waiting.extend(starts)
        while self.waiting:
            path = self.waiting.pop(0)
            status = self.window.open(path)
            if status != 200:
                self.findings.append(f"{path}: {status}")
            if self.window.page.evaluate("document.contentType") != "text/html":
                continue  # a paper or a picture: it came, and there is no page to judge
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
        allowed = self.rows if rows or "object_id" in match.kwargs else 1
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


# axe and the laptop are asked once per route and build of page, whoever reads it: of two lists that differ only in
# their words, one. The phone is asked every time, since a long word is enough to burst it.
BUILD = """() => [...new Set([...document.querySelectorAll("body *")].map(
  e => [e.parentElement, e].map(x => x.tagName + "." + x.getAttribute("class")).join(">")
       + (e.type || "") + (e.getAttribute("role") || "")))].sort().join(" ")"""
builds_seen = set()
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
    build = (resolve(urlsplit(path).path).view_name, window.page.evaluate(BUILD))
    new = build not in builds_seen
    builds_seen.add(build)
    for size, narrow in ((PHONE, 320), (LAPTOP, 1280)) if new or PICTURES else ((PHONE, 320),):
        found += [f"sticks out at {narrow} px: {what}" for what in window.overflow(narrow)]
        window.page.set_viewport_size(size)
        for violation in axe.run(window.page).response["violations"] if new else ():
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


@pytest.mark.parametrize(("role", "rows", "at_least"), [("village_operator", 2, 40), ("other_operator", 1, 30)])
def test_every_page_of_the_operators(role, rows, at_least, scene, people, window):
    screen = window(role).sign_in(account_for(getattr(people, role), role))
    crawl = Crawl(screen, judged, rows=rows).run("/", "/akun/")
    assert crawl.findings == []
    assert len(crawl.routes) >= at_least


@pytest.mark.parametrize(("role", "at_least"), [
    ("village_head", 20), ("regency_reports", 20), ("ministry", 15), ("administrator", 4), ("member", 8),
    ("pioneer", 4),
])  # fmt: skip
def test_every_page_of_those_around_them(role, at_least, scene, people, window):
    """The head and the offices above, and those who hardly see anything: no link leads them where they may not go."""
    screen = window(role).sign_in(account_for(getattr(people, role), role))
    crawl = Crawl(screen, judged).run("/", "/akun/")
    assert crawl.findings == []
    assert len(crawl.routes) >= at_least


@pytest.mark.parametrize("role", ["village_operator", "administrator"])
def test_every_admin_page_of_a_role(role, scene, people, window):
    screen = window(f"admin-{role}", LAPTOP).sign_in(account_for(getattr(people, role), role))
    crawl = Crawl(screen, only_opened, stays_in="/admin/", leaves=("/admin/logout/", "/admin/password_change/")).run(
        "/admin/"
    )
    assert crawl.findings == []
    assert len(crawl.routes) > 20


def test_a_refused_form_is_read_from_its_summary(people, window):
    """By keyboard alone: the summary takes the focus, its links lead to the fields, what was typed is kept."""
    page = window("operator").sign_in(account_for(people.village_operator, "operator.desa")).page
    page.goto(page.url + "lembaga/tambah/")
    page.get_by_label("Nama ketua/pimpinan").fill("Tumirah")
    page.get_by_label("Nomor HP/telepon").fill("12")
    page.get_by_label("Nomor HP/telepon").press("Enter")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Ada 3 hal yang perlu diperbaiki")
    expect(page).to_have_title(re.compile("^Kesalahan: "))
    page.keyboard.press("Tab")
    expect(summary.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nama lembaga")).to_be_focused()
    expect(page.get_by_label("Nama ketua/pimpinan")).to_have_value("Tumirah")
    assert axe.run(page).response["violations"] == []


def test_a_wrong_password_is_answered_in_words(people, window):
    username = account_for(people.village_operator, "operator.desa")
    screen = window("operator")
    screen.open("/masuk/")
    screen.page.get_by_label("Nama pengguna").fill(username)
    screen.page.get_by_label("Kata sandi").fill("bukan sandi saya")
    screen.press("Masuk")
    expect(screen.page.locator(".error-summary")).to_be_focused()
    screen.sees("Nama pengguna atau kata sandi salah.")
    assert judged(screen, "/masuk/") == []


def test_work_goes_on_without_script(people, window):
    """An institution is entered, refused, mended and found again with JavaScript switched off."""
    screen = window("operator", java_script_enabled=False)
    screen.sign_in(account_for(people.village_operator, "operator.desa"))
    screen.menu("Lembaga")
    screen.follow("Tambah lembaga")
    screen.page.locator("[name=name]").fill("Posyandu Melati")
    screen.press("Simpan")
    screen.sees("Unsur belum dipilih.")
    screen.page.locator("[name=element]").select_option("Posyandu")
    screen.press("Simpan")
    screen.heading("Posyandu Melati")
    assert Institution.objects.filter(name="Posyandu Melati").count() == 1
    screen.menu("Lembaga")
    screen.page.get_by_label("Cari nama lembaga").fill("melati")
    screen.press("Cari")
    screen.sees("Posyandu Melati")
