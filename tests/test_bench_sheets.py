"""What lists cost: reading beside openpyxl, writing beside import-export, in the same run; memory of a long one."""

import datetime
import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from import_export.formats.base_formats import XLSX
from openpyxl import load_workbook
from tablib import Dataset

from fcu_project import export
from fcu_project.sheets import reader
from fcu_project.sheets.columns import Column
from fcu_project.sheets.writer import table

pytestmark = pytest.mark.benchmark

ON = datetime.date(2026, 11, 28)
LINES, EXPORTED, LONG = 10_000, 5_000, 100_000
LEAST_READING, LEAST_WRITING, MOST_GROWTH = 2.5, 3, 100  # times, times, MiB
KINDS = (
    "text", "identity", "identity", "date", "text", "neighbourhood", "neighbourhood", "phone", "code", "code", "code",
    "codes", "number", "rupiah", "yes_no", "date", "text", "text", "text",
)  # fmt: skip
CELLS = {
    "identity": lambda n: f"{3374012345670000 + n}", "date": lambda n: f"{n % 28 + 1:02d}-{n % 12 + 1:02d}-1985",
    "neighbourhood": lambda n: f"{n % 20:03d}", "phone": lambda n: f"0812{n:08d}", "code": lambda n: f"Jawaban {n % 9}",
    "codes": lambda n: "1;2", "number": lambda n: n % 9, "rupiah": lambda n: 1_500_000 + n,
    "yes_no": lambda n: "Ya" if n % 2 else "Tidak", "text": lambda n: f"Jalan Mawar nomor {n}",
}  # fmt: skip
ANSWERS = [(n, f"Jawaban {n}") for n in range(9)]
COLUMNS = [Column(f"c{n}", f"Kolom {n}", kind, choices=ANSWERS) for n, kind in enumerate(KINDS)]
LONG_EXPORT = """
import json
import django
django.setup()
from fcu_project import export
from tests.test_bench_sheets import columns_of, lines
def own():
    lines_of = open('/proc/self/status').read().splitlines()
    return next(int(line.split()[1]) for line in lines_of if line.startswith('VmHWM')) / 1024

before = own()
export.workbook("Daftar", columns_of(26), lines(%d))
print(json.dumps(own() - before))
"""


def cpu():
    """Seconds of CPU of this process and of its children that ended."""
    return sum(os.times()[:4])


def seconds_of(work):
    began = cpu()
    return work(), cpu() - began


def lines(count):
    for n in range(count):
        yield [f"Kepala {n}", f"{3374012345670000 + n}", *(f"nilai {n % 50}" if c % 2 else n * c for c in range(24))]


def columns_of(count):
    return [(f"Kolom {n}", lambda row, n=n: row[n]) for n in range(count)]


def test_a_long_list_is_read_faster_than_openpyxl_reads_it():
    """Opened, checked, handed over by the child and every cell parsed, against only iterating over the cells."""
    rows = ([CELLS[kind](n) for kind in KINDS] for n in range(LINES))
    content = table("Daftar", [column.label for column in COLUMNS], rows, widths=[12] * len(KINDS)).read()
    sheet, reading = seconds_of(lambda: reader.read(io.BytesIO(content), COLUMNS))

    def parse():
        parsers = [(column.name, column.parser(ON)) for column in COLUMNS]
        return sum(bool(parse(row.cells[name])[1]) for row in sheet.rows for name, parse in parsers)

    wrong, parsing = seconds_of(parse)
    plain = load_workbook(io.BytesIO(content), read_only=True).active
    count, theirs = seconds_of(lambda: sum(1 for _ in plain.iter_rows(values_only=True)))
    print(f"read {reading:.2f} s, parsed {parsing:.2f} s, openpyxl {theirs:.2f} s: {theirs / (reading + parsing):.1f}")
    assert (len(sheet.rows), count, wrong) == (LINES, LINES + 1, 0)
    assert theirs >= LEAST_READING * (reading + parsing)


def test_a_list_is_written_faster_than_import_export_writes_it():
    def stock():
        data = Dataset(headers=[name for name, _ in columns_of(26)])
        data.extend(lines(EXPORTED))
        return XLSX().export_data(data)

    ours, own = seconds_of(lambda: export.workbook("Daftar", columns_of(26), lines(EXPORTED)).read())
    theirs, other = seconds_of(stock)
    print(f"{EXPORTED / own:.0f} rows/s, import-export {EXPORTED / other:.0f} rows/s: {other / own:.1f}")
    one, another = (load_workbook(io.BytesIO(content), read_only=True).active.values for content in (ours, theirs))
    assert list(one) == list(another)
    assert other >= LEAST_WRITING * own


def test_a_long_export_needs_little_memory():
    work = subprocess.run(
        [sys.executable, "-c", LONG_EXPORT % LONG], cwd=settings.BASE_DIR, capture_output=True, check=True, text=True
    )
    growth = json.loads(work.stdout)
    print(f"{LONG} rows: {growth:.0f} MiB more")
    assert growth <= MOST_GROWTH
