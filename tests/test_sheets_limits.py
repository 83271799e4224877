"""What a hostile list may cost: measured in a process of its own, which says the most memory that it and its children
ever had (I1 to I3)."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from tests.corpus import sheets as corpus

MOST_MEGABYTES, MOST_SECONDS, MOST_GROWTH = 300, 30, 60
READS_ONE = """
import json, resource, sys, time
import django
django.setup()
from fcu_project.sheets import SheetRefused, reader
from fcu_project.sheets.columns import Column

def own():  # of this program alone: what getrusage says is handed down from who started it
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

before, began = own(), time.perf_counter()
try:
    reader.read(sys.argv[1], [Column("head", "Nama kepala keluarga", required=True)])
except SheetRefused:
    pass
seconds = time.perf_counter() - began
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, own(), before]))
"""
HEAVIEST = (
    corpus.zip_bomb, corpus.zip_bomb_that_lies, corpus.far_corner, corpus.wide, corpus.far_bottom,
    corpus.million_empty_rows, corpus.full_of_strings, corpus.endless_tag, corpus.many_parts,
)  # fmt: skip


@pytest.mark.parametrize("case", HEAVIEST, ids=lambda case: case.__name__)
def test_a_hostile_list_costs_little(case, tmp_path):
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(case())
    work = subprocess.run(
        [sys.executable, "-c", READS_ONE, str(file)], cwd=settings.BASE_DIR, capture_output=True, check=True, text=True
    )
    seconds, child, parent, before = json.loads(work.stdout)
    print(f"{case.__name__}: {seconds:.1f} s, child {child:.0f} MiB, parent {parent:.0f} MiB (before {before:.0f})")
    assert seconds <= MOST_SECONDS
    assert child <= MOST_MEGABYTES and parent <= MOST_MEGABYTES
    assert parent - before <= MOST_GROWTH
    assert [path.name for path in tmp_path.iterdir()] == ["daftar.xlsx"]
