"""A real browser on the live server: windows of people who sign in with a password, watched for every complaint.

With FCU_SCREENSHOTS=<directory> the tests also keep pictures of the pages they open.
"""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from institutions.models import User

PASSWORD = "jalan desa pagi hari"
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
PATIENCE = 20_000  # milliseconds; a page takes a tenth of a second, a busy machine may take long
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PICTURES = os.environ.get("FCU_SCREENSHOTS", "")

expect.set_options(timeout=PATIENCE)


def account_for(assignment, username):
    """Give the person of an assignment an account with PASSWORD; returns the user name."""
    user = User(username=username, person=assignment.person)
    user.set_password(PASSWORD)
    user.save()
    return username


def one_of(menu, entry):
    """The link of a menu that is called so, or else whose name has it in it: "Kas" is not "Lapor kasus rahasia"."""
    exact = menu.get_by_role("link", name=entry, exact=True)
    return exact if exact.count() else menu.get_by_role("link", name=entry)


class Window:
    """One browser window of one person. What the browser complains about collects in `problems`."""

    def __init__(self, context, base, name):
        self.context, self.base, self.name = context, base, name
        self.problems = []
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def _note(self, problem):
        self.problems.append(f"{self.name}, {self.page.url.removeprefix(self.base)}: {problem}")

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # aborted: the person went on before it had arrived
            self._note(f"not loaded: {request.url} ({request.failure})")

    def _console(self, message):
        # The browser repeats every status of 400 and above in the console; `_response` judges those.
        if message.type in ("error", "warning") and "the server responded with a status" not in message.text:
            self._note(message.text)

    def _response(self, response):
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self._note(f"{response.status}: {response.url}")

    # --- moving about ---------------------------------------------------------------------------------------------
    def open(self, path):
        """Open an address of the application; returns its status."""
        return self.page.goto(path if path.startswith("http") else f"{self.base}{path}").status

    def sign_in(self, username):
        """Through the form, with the password, like anybody else."""
        self.open("/masuk/")
        self.page.get_by_label("Nama pengguna").fill(username)
        self.page.get_by_label("Kata sandi").fill(PASSWORD)
        self.press("Masuk")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Selamat")
        return self

    def menu(self, entry):
        """An entry of the main menu, or one beneath FCU; on a phone the bar's "Menu" opens it first."""
        if self.page.viewport_size["width"] < 992:
            self.page.get_by_role("navigation", name="Menu cepat").get_by_role("link", name="Menu").click()
        main = self.page.get_by_role("navigation", name="Menu utama")
        if main.get_by_role("link", name=entry).count():
            one_of(main, entry).click()
            return
        main.get_by_role("link", name="FCU", exact=True).click()
        one_of(self.page.get_by_role("navigation", name="Bagian ini"), entry).click()

    def press(self, name, within=None):
        """Press the one button of this name and wait for the page it leads to."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name, within=None, exact=True):
        """Follow the one link of this name."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("link", name=name, exact=exact).click()

    def fill(self, **fields):
        """Fill inputs by their names: text, the value or label of a choice, True for a tick box."""
        for name, value in fields.items():
            inputs = self.page.locator(f"main form [name={name}]:not([type=hidden])")
            kind = inputs.first.evaluate("e => e.type")
            if kind == "radio":
                self.page.locator(f'main form [name={name}][value="{value}"]').check()
            elif kind == "checkbox":
                inputs.set_checked(value)
            elif kind == "select-one":
                inputs.select_option(value)  # by value or by label
            elif kind == "file":
                inputs.set_input_files(value)
            else:
                inputs.fill(value)

    # --- seeing ---------------------------------------------------------------------------------------------------
    def sees(self, *texts):
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def heading(self, text):
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def overflow(self, width):
        """Elements that stick out of a window of this width, shortly named; empty when the page fits."""
        self.page.set_viewport_size({"width": width, "height": 740})
        return self.page.evaluate(OVERFLOW)

    def picture(self, name):
        if PICTURES:
            path = Path(PICTURES) / f"{name}-{self.page.viewport_size['width']}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=path, full_page=True)

    def download(self, path):
        """The bytes of a file, with this person's session."""
        response = self.context.request.get(f"{self.base}{path}")
        assert response.status == 200, f"{path}: {response.status}"
        return response.body()


OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .map(e => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? "." + e.className : "")
              + ": " + e.textContent.trim().slice(0, 40))
    .slice(0, 5);
}"""


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, once for all tests of this process."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, live_server, settings):
    """window("operator") → a new Window. When the test ends, every complaint of every window fails it."""
    settings.PUBLIC_URL = live_server.url
    windows = []

    def new(name, size=PHONE, **options):
        context = chromium.new_context(viewport=size, locale="id-ID", timezone_id="Asia/Jakarta", **options)
        windows.append(Window(context, live_server.url, name))
        return windows[-1]

    yield new
    problems = [problem for one in windows for problem in one.problems]
    for one in windows:
        one.context.close()
    assert problems == []
