"""What the parties of a quarter's report do in their windows, and what its pages say in numbers."""

import re

from playwright.sync_api import expect

from reporting import indicators
from reporting.above.office_kinds import Chapter
from reporting.models import Section
from tests.browser.conftest import LAPTOP
from tests.browser.test_pages import axe
from tests.reporting.make import QUARTER
from tests.reporting.test_figures import recount

ASKED = f"?tahun={QUARTER.year}&triwulan={QUARTER.number}"
RECAP, MATRIX, OFFICES = f"/rekap/{ASKED}", f"/laporan/matriks/?tahun={QUARTER.year}", "/laporan-kantor/"
RECAP_ROWS = """rows => rows.map(row => [row.querySelector("th").textContent, row.querySelector("td").textContent])"""
TABLES = """folds => folds.map(fold => [
  fold.querySelector("caption")?.textContent,
  [...fold.querySelectorAll("tbody tr")].map(row => [...row.children].map(cell => cell.textContent.trim())),
])"""


# --- looking --------------------------------------------------------------------------------------------------------
def fits(window, name):
    """Kept as a picture on a laptop and on a phone, where nothing sticks out; as wide afterwards as before."""
    before = window.page.viewport_size
    window.page.set_viewport_size(LAPTOP)
    window.picture(name)
    assert window.overflow(360) == []
    window.picture(name)
    window.page.set_viewport_size(before)


def shown_well(window, name):
    """The same, and whoever reads it by ear finds the way; for what is seen only on this way."""
    fits(window, name)
    assert axe.run(window.page).response["violations"] == []


def together(villages):
    """Every figure of these villages, counted by plain SQL from their records."""
    counted = [recount(village, QUARTER) for village in villages]
    return {column: sum(one[column] for one in counted) for column in indicators.REPORT_COLUMNS}


def told(by_hand):
    """The same as a page tells it: {label: [all, women, men]}, of a figure that is not split [all]."""
    return {one.label: [by_hand[column] for column in one.columns] for one in indicators.REPORT_FIGURES.values()}


def recap_sums(window, region=None):
    """{label: numbers} of what was accepted, as the recap of the own region or of one below says it."""
    window.open(f"/rekap/{region.code}/{ASKED}" if region else RECAP)
    rows = window.page.locator("table.sums tbody tr:not(.group-row)").evaluate_all(RECAP_ROWS)
    return {label.strip(): [int(number) for number in re.findall(r"\d+", cell)] for label, cell in rows}


def office_sums(window, path):
    """The same of the tables in an office's report."""
    window.open(path)
    tables = dict(window.page.locator("details.table-fold").evaluate_all(TABLES))
    rows = [row for _, heading, _ in indicators.GROUPS for row in tables[heading]]
    split = {one.label: len(one.columns) for one in indicators.REPORT_FIGURES.values()}
    return {row[0]: [int(number) for number in row[1 : 1 + split[row[0]]]] for row in rows}


# --- writing --------------------------------------------------------------------------------------------------------
def save(window):
    """Send the form of the page, whatever its button is called."""
    with window.page.expect_navigation():
        window.page.locator("main form.panel button[type=submit]").first.click()


def open_part(window, part):
    with window.page.expect_navigation():
        window.page.locator(f"#bagian-{part.value} a.stretched-link").click()


def write(window, part, **told):
    """A part of the report, finished; back on the page of the report."""
    open_part(window, part)
    window.fill(**told, done="yes")
    save(window)
    window.sees(f"“{part.label}” tersimpan dan selesai" if part != Section.FINANCE else "Saldo akhir")


def explain_aspects(window, why):
    """The writer's word on every aspect without records; back on the page of the report."""
    window.follow("Lengkapi atau jelaskan")
    for line in window.page.locator("main form [name^=word_]").all():
        line.fill(why)
    window.press("Simpan penjelasan")
    window.sees("Semua aspek sudah tercatat atau dijelaskan")
    window.follow("Kembali ke laporan")


def give_reasons(window, why):
    """A written reason for every warning that has none yet."""
    left = window.page.locator("main .gates li.warn:not(:has(.given))")
    while left.count():
        first = left.first
        first.locator("summary").click()
        first.locator("textarea").fill(why)
        with window.page.expect_navigation():
            first.locator("button[type=submit]").click()


def take(window, step):
    """A step by its button, and the page on which it is confirmed."""
    window.follow(step)
    window.press(step)


def send(window, receipt):
    take(window, "Kirim laporan")
    window.sees("Terkirim", receipt)


def opened_from(window, path, verb, words):
    """Begin the report that a list names, or go on with it; returns its address."""
    window.open(path)
    window.press(f"{verb} : {words}")
    return window.page.url


# --- the Dinas reviews ----------------------------------------------------------------------------------------------
def open_review(dinas, region, words):
    """From the matrix, which says how the report stands."""
    dinas.open(MATRIX)
    cell = dinas.page.locator("main tr", has_text=str(region)).locator("a[href$='/periksa/']")
    expect(cell).to_contain_text(words)
    with dinas.page.expect_navigation():
        cell.click()


def judge_rest(dinas, words="fine"):
    """Everything that is not judged yet is fine."""
    for section in Section:
        if not dinas.page.locator(f"main form [name=verdict_{section}]:checked").count():
            dinas.fill(**{f"verdict_{section}": words})
    dinas.press("Simpan pemeriksaan")


def decide(dinas, step, **told):
    """The step beneath the judgements, confirmed on its own page."""
    dinas.press(step)
    if told:
        dinas.fill(**told)
    dinas.press(step)


def accept(dinas):
    judge_rest(dinas)
    dinas.sees("Semua bagian sudah baik")
    decide(dinas, "Terima laporan")
    dinas.sees("Sudah diterima dan terkunci")


# --- offices --------------------------------------------------------------------------------------------------------
def write_chapters(window, chapters):
    """Every chapter of the own report, finished."""
    for chapter in chapters:
        if chapter == Chapter.OBSTACLES:
            write(window, chapter, no_obstacles=True)
        else:
            write(window, chapter, **{f"{chapter.value}_text": f"{chapter.label} dikerjakan menurut rencana."})


def finish_and_send(window, report, why, receipt):
    """Chapters, the checklist, reasons where somebody below is missing, and off it goes."""
    write_chapters(window, report.row.chapters)
    explain_aspects(window, "Belum waktunya menurut rencana kerja.")
    give_reasons(window, why)
    send(window, receipt)


def receive(window, words):
    """What came in and waits for the own office, read and taken in; returns the address of the report."""
    window.open(OFFICES)
    window.follow("Baca", within=window.page.locator("section[aria-labelledby=masuk] li", has_text=words), exact=False)
    window.fill(decision="received")
    window.press("Simpan keputusan")
    window.sees("Laporan diterima.")
