"""A list of ten thousand candidates from Excel: handed in, looked at, decided. Beside the stock way with the same file.

The stock way is the admin of django-import-export: upload with a dry run and its preview page, then the confirmation.
"""

import importlib.util
import io
import os
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from families.models import CodeItem, Family, Participation, ProblemType
from families.sample.household import MEN, MEN_SECOND, WOMEN, WOMEN_SECOND
from institutions.models import Region
from tests.benchmarks.conftest import HOME, SMALL
from tests.benchmarks.floor import floor_client
from tests.benchmarks.measure import at_least, at_most, just_told
from tests.factories import TODAY, AssignmentFactory

pytestmark = pytest.mark.benchmark

ROWS = 500 if SMALL else 10_000
# The stock way takes a minute for ten thousand and works row by row: by default it gets fewer, and rows/s are compared.
STOCK_ROWS = int(os.environ.get("FCU_BENCH_STOCK_ROWS", 500 if SMALL else 2_000))
FASTER = 20  # times the rows a second of the stock way
MOST_PAGE = 500  # kB of the page that shows what was found
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    "Nomor", "Nama kepala keluarga", "L/P", "RT", "RW", "Dusun", "Alamat", "Status sosial ekonomi",
    "Pekerjaan kepala keluarga", "Jenis masalah", "Potensi keluarga", "Tanggal didata", "Kode wilayah desa/kelurahan",
)  # fmt: skip


def upload(region, rows=ROWS):
    """An .xlsx as a village would hand it in: every family with another name, RT or RW, in RW that had none so far."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Keluarga")
    sheet.append(HEADINGS)
    states = list(CodeItem.objects.filter(list="socio_economic").values_list("label", flat=True))
    jobs = list(CodeItem.objects.filter(list="occupation", is_common=True).values_list("label", flat=True))
    problems = list(ProblemType.objects.filter(is_sensitive=False).values_list("name", flat=True))
    for number in range(rows):
        woman = number % 3 == 0
        given, second = (WOMEN, WOMEN_SECOND) if woman else (MEN, MEN_SECOND)
        name = f"{given[number % 40]} {second[number // 40 % 25]}"
        place = number // 1000
        sheet.append((
            50_000 + number, name, "P" if woman else "L", f"{1 + place % 12:03d}", f"{10 + place // 12:03d}", "Krajan",
            f"Gang Melati {number}", states[number % len(states)], jobs[number % len(jobs)],
            problems[number % len(problems)], "Rukun dengan tetangga", f"{TODAY:%d-%m-%Y}", region.code,
        ))  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def stock_import(client, content):
    """Upload, preview and confirmation in the stock admin. Returns (seconds, bytes of the preview)."""
    began = time.perf_counter()
    file = SimpleUploadedFile("keluarga.xlsx", content, content_type=XLSX)
    shown = client.post("/admin/families/family/import/", {"import_file": file, "format": "0", "resource": "0"})
    assert shown.status_code == 200
    page = shown.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert "import_file_name" in fields, re.sub(r"<[^>]+>|\s+", " ", page[page.find('<div id="content"') :])[:1500]
    names = ("import_file_name", "original_file_name", "format", "resource")
    done = client.post("/admin/families/family/process_import/", {name: fields.get(name, "") for name in names})
    assert done.status_code == 302
    return time.perf_counter() - began, len(shown.content)


def own_import(client, by, content):
    """Receive, check, look at the preview, save: as the screens do. Returns (seconds, bytes of the preview)."""
    from families.actions import batch

    began = time.perf_counter()
    opened = batch.open_list(SimpleUploadedFile("keluarga.xlsx", content, content_type=XLSX), "families")
    row = batch.receive(opened, by=by, on=by.today)
    batch.check(row, by=by, on=by.today)
    shown = client.get(row.get_absolute_url())
    assert shown.status_code == 200
    row.refresh_from_db()
    if row.ready:
        batch.save(row, by=by, on=by.today)
    return time.perf_counter() - began, len(shown.content)


def in_village(place):
    return Family.objects.filter(region=place, number__gte=1).count()


def test_a_list_of_ten_thousand(databases, clients, sign_in):
    stock, signed_in = floor_client(), clients("secretary")["few"]
    databases.use("few")
    stock.cookies = signed_in.client.cookies
    theirs, ours = Region.objects.filter(parent__code=HOME[:6]).exclude(code=HOME).order_by("code")[:2]
    before = in_village(theirs)
    content = upload(theirs, STOCK_ROWS)
    seconds, size = stock_import(stock, content)
    assert in_village(theirs) == before + STOCK_ROWS
    again, _ = stock_import(stock, content)
    assert in_village(theirs) == before + STOCK_ROWS
    told = f"stock: {STOCK_ROWS} rows in {seconds:.1f} s, again {again:.1f} s, preview {size / 1000:.0f} kB"
    if importlib.util.find_spec("families.actions.batch") is None:
        just_told(f"import of {ROWS} rows", f"no lists from Excel yet; {told}")
        return
    by = AssignmentFactory(role="secretary", region=ours, person__region=ours)
    client = sign_in(by)
    before = in_village(ours)
    content = upload(ours)
    own_seconds, page = own_import(client, by, content)
    assert in_village(ours) == before + ROWS
    own_again, _ = own_import(client, by, content)
    assert in_village(ours) == before + ROWS == Participation.objects.filter(family__region=ours).count()
    at_most("import, preview page", page / 1000, MOST_PAGE, unit=" kB", told=told)
    longer = ROWS / STOCK_ROWS
    first, second = longer * seconds / own_seconds, longer * again / own_again
    at_least(f"import of {ROWS} rows, rows/s beside stock", first, FASTER, told=f"{own_seconds:.1f} s; {told}")
    at_least("the same list again", second, FASTER, told=f"{own_again:.1f} s; {told}")
