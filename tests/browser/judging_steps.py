"""What those who visit, are visited and judge do in their windows, and the accepted numbers by plain SQL."""

# ruff: noqa: S608  (every piece of SQL is written here)
import re
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection
from playwright.sync_api import expect

from fcu_project.dates import short_date
from reporting.models import Matrix
from reporting.success.shipped import shipped
from reporting.visits.aspects import aspects_of
from reporting.visits.kinds import METHODS, methods_of
from tests.browser.conftest import PHONE, one_of
from tests.browser.report_steps import fits, take
from tests.reporting.make import QUARTER

ASKED = f"?tahun={QUARTER.year}&triwulan={QUARTER.number}"
READS = {
    "share": ('SUM(f."{part}") * 100.0 / NULLIF(SUM(f."{whole}"), 0)', "%"),
    "count": ('SUM(f."{part}") * 1.0 / COUNT(*)', " per FCU"),
    "yes": ('SUM(CASE WHEN f."{part}" > 0 THEN 1 ELSE 0 END) * 100.0 / COUNT(*)', "% FCU"),
}
ACCEPTED = """ FROM reporting_quarterfigures f JOIN reporting_report r ON r.id = f.report_id
    JOIN institutions_region g ON g.id = f.region_id
    WHERE r.stage = 'accepted' AND f.year = %s AND f.quarter = %s AND g.code LIKE %s"""
VALUES = """rows => rows.map(row => [
  row.querySelector("th a")?.textContent.trim(), row.querySelector('td[data-label="Nilai"] b')?.textContent.trim()])"""
CELLS = "cells => cells.map(cell => cell.textContent.trim())"
CARDS = """cards => cards.map(card => [".label", ".value", ".note"].map(one => card.querySelector(one).textContent))"""


def tab(window, entry, *names):
    """A page beneath an entry of the menu, tab by tab."""
    window.menu(entry)
    for name in names:
        with window.page.expect_navigation():
            one_of(window.page.get_by_role("navigation", name="Bagian ini"), name).click()


# --- a visit ----------------------------------------------------------------------------------------------------------
def plan(window, aim, village, *, on, phase, officers):
    """Whom it is for, then when, where and how; returns its address."""
    tab(window, "Rekap", "Pembinaan")
    window.follow("Rencanakan", within=window.page.locator(".page-head"))
    window.follow(aim.label, within=window.page.get_by_role("navigation", name="Jenis"))
    fits(window, f"pembinaan-pilih-{aim}")
    window.follow(re.compile(re.escape(str(village))), within=window.page.locator("main ul.items"), exact=False)
    window.fill(phase=phase, planned_on=short_date(on), place="Balai desa", officers=officers, met="Sekretaris FCU")
    code = methods_of(aim)[0][0]
    window.page.get_by_role("checkbox", name=METHODS[code], exact=True).check()
    fits(window, f"pembinaan-rencana-{aim}")
    window.press("Simpan rencana")
    window.sees("Rencana tersimpan", "Direncanakan")
    return window.page.url


def begin(window, on):
    """The day it was held, from which on its questions are answered."""
    window.follow("Isi hasil")
    window.fill(on=short_date(on))
    fits(window, "pembinaan-isi-hasil")
    window.press("Isi hasil")
    window.sees("Silakan isi")


def answer_aspect(window, words):
    """Every question of the page: the lowest choice of each, words on all."""
    names = window.page.locator("main form input[type=radio]").evaluate_all("all => all.map(one => one.name)")
    for name in dict.fromkeys(names):
        window.page.locator(f"main form [name={name}]").first.check()
    for box in window.page.locator("main form textarea").all():
        box.fill(words)


def fill_by_phone(window, aim):
    """Aspect by aspect on a phone; each saved leads to the next, the last to what it comes to."""
    before = window.page.viewport_size
    window.page.set_viewport_size(PHONE)
    aspects = aspects_of(aim)
    window.follow(aspects[0][1])
    for number, (_, label) in enumerate(aspects, 1):
        window.heading(label)
        window.sees(f"Aspek {number} dari {len(aspects)}")
        answer_aspect(window, f"Dilihat di buku: {label.lower()}.")
        assert window.overflow(360) == []
        window.picture(f"pembinaan-aspek-{number}")
        window.press("Simpan & lanjut")
        window.sees(f"“{label}” tersimpan: selesai.")
    window.heading("Simpulan")
    window.page.set_viewport_size(before)


def conclude(window, **told):
    window.fill(**told)
    fits(window, "pembinaan-simpulan")
    window.press("Simpan simpulan")
    window.sees("Simpulan tersimpan")


def write_finding(window, *, found, advice, owner, due_on):
    window.follow("Tambah temuan")
    window.fill(found=found, advice=advice, owner=owner, due_on=short_date(due_on))
    fits(window, "temuan-baru")
    window.press("Simpan temuan")
    window.sees("Temuan tersimpan", found, owner)


def hand_over(window):
    fits(window, "pembinaan-terisi")
    take(window, "Tandatangani dan serahkan")
    window.sees("Ditandatangani. Yang dituju sekarang membacanya", "Menunggu tanda tangan")


def sign(window, words):
    """The visited side, from its home: reads, answers, signs."""
    window.follow("Tandatangani dan tanggapi")
    window.fill(answer=words)
    window.press("Tandatangani")
    window.sees("belum ditandatangani")  # not without the tick; what was written stays
    window.fill(agreed=True)
    fits(window, "pembinaan-tanggapan")
    window.press("Tandatangani")
    window.sees("Ditandatangani. Kedua pihak", words, "Selesai")


# --- accepted numbers -------------------------------------------------------------------------------------------------
def asked_sql(expression, region):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}{ACCEPTED}", [QUARTER.year, QUARTER.number, f"{region.code}%"])
        return cursor.fetchone()[0]


def value_words(row, region):
    """The value of an indicator above the village, as a page writes it."""
    expression, unit = READS[row["reads"]]
    found = asked_sql(expression.format(part=row["part"], whole=row.get("whole")), region)
    if found is None:
        return "belum ada"
    number = f"{Decimal(str(found)).quantize(Decimal('0.1'), ROUND_HALF_UP)}"
    return f"{number.removesuffix('.0').replace('.', ',')}{unit}"


def indicators_say_the_recount(window, region):
    """All three matrices; returns {label: value} of all that have one."""
    tab(window, "Rekap", "Dasbor", "Indikator")
    seen = {}
    for matrix in Matrix.values:
        rows = [row for row in shipped()["indicators"] if row["matrix"] == matrix]
        window.open(f"/indikator/{ASKED}&matriks={matrix}")
        lines = window.page.locator("table.success-values tbody tr:not(.group-row)").evaluate_all(VALUES)
        assert dict(lines) == {row["label"]: value_words(row, region) for row in rows}
        seen |= dict(lines)
        fits(window, f"indikator-{region.level}-{matrix}")
    return {label: value for label, value in seen.items() if value not in ("belum ada", "0%", "0 per FCU", "0% FCU")}


def dashboard_says_the_recount(window, region):
    """Its cards, and the line of the quarter in its table, whose columns are named here."""
    tab(window, "Rekap", "Dasbor")
    window.open(f"/dasbor/{ASKED}")
    cards = {label: (value, note) for label, value, note in window.page.locator("a.stat").evaluate_all(CARDS)}
    for label, column in (("Keluarga plasma", "plasma_end"), ("Plasma menjadi pionir", "plasma_promoted")):
        number, women, men = (asked_sql(f'SUM(f."{one}")', region) for one in apart(column))
        assert cards[label][0] == str(number) and cards[label][1].startswith(f"P {women}, L {men};"), label
    assert cards["Kebutuhan terpenuhi"][0] == str(asked_sql('SUM(f."needs_met")', region))
    reports = asked_sql("COUNT(*)", region)
    assert cards["Laporan diterima"][0].startswith(f"{reports} dari ")
    line = window.page.locator("#tren details.chart-table tbody tr", has_text=QUARTER.short).locator("th, td")
    assert line.evaluate_all(CELLS)[1] == str(reports)
    fits(window, f"dasbor-{region.level}")


def apart(column):
    return column, f"{column}_women", f"{column}_men"


# --- the verdict ------------------------------------------------------------------------------------------------------
def answer_question(ministry, question, grade, reason, *evidence):
    """From the list of nine; back at it afterwards."""
    ministry.follow(question.label, within=ministry.page.locator("main ol.sections"))
    ministry.heading(question.label)
    ministry.sees(question.asks, QUARTER.words)
    expect(ministry.page.locator("section[aria-labelledby=bukti] table").first).to_be_attached()
    ministry.sees(*evidence)
    ministry.fill(grade=grade, reason=reason)
    fits(ministry, f"kesimpulan-{question.code}")
    ministry.press("Simpan jawaban")
    ministry.sees(f"Jawaban “{question.label}” tersimpan.")
