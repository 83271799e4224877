"""Reading an uploaded list: the container is looked at first, the content is read by a child that may die alone.

The child has no secrets in its surroundings, little memory and little time; nothing is written to disk. Whatever
becomes of it, the caller gets a Sheet or a SheetRefused.
"""

import importlib.util
import json
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from fcu_project.sheets import SheetRefused, child, container
from fcu_project.sheets.kinds import DateCell

MOST_ROWS = 20_000
SECONDS = 25
LONGEST_ANSWER = 48 * 1024 * 1024
CHILD = Path(child.__file__)
LIBRARIES = str(Path(importlib.util.find_spec("python_calamine").origin).parent.parent)
OWN_SHEETS = ("Kode", "Petunjuk")
DAYS_BETWEEN_BASES = 1462  # days are counted from 1900 or, in files begun on old Macs, from 1904
SHOWN_PLACES = 5

TOO_WIDE = (
    "Lembar kerja terlalu lebar atau terlalu panjang: ada isian jauh di luar daftar. Hapus kolom dan baris di luar "
    "daftar, atau salin daftarnya ke templat yang baru."
)
TOO_SLOW = "Berkas ini terlalu lama dibaca. Salin daftarnya saja ke templat yang baru, lalu unggah lagi."
ENTITIES = "Berkas ini berisi perintah tersembunyi, jadi tidak dibaca. Salin daftarnya ke templat yang baru."
NO_SHEET = "Tidak ada lembar yang terlihat di berkas ini. Tampilkan lembar daftarnya, simpan, lalu unggah lagi."

# How the child can die, and what the person is told: it asked for too much memory, or took too long.
DEATHS = {signal.SIGABRT: TOO_WIDE, signal.SIGKILL: TOO_SLOW, signal.SIGXCPU: TOO_SLOW}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `number` is the line's number in Excel; `cells` holds every known column by its name."""

    number: int
    cells: dict


@dataclass(frozen=True)
class Sheet:
    """What a file held. `headers` are the known columns: {name: heading as it stands}; `unknown` the other headings.

    `remarks` are sentences for the person: what was hidden, skipped or not known. `marker` is what the template wrote
    about itself, or "".
    """

    name: str
    headers: dict[str, str]
    rows: list[Row]
    remarks: list[str] = field(default_factory=list)
    marker: str = ""
    unknown: tuple[str, ...] = ()


def read(file, columns, *, title="", limit=MOST_ROWS):
    """The list in `file` (a path, or a file open for reading), whose lines have `columns`.

    The sheet called `title` is tried first, then the others from left to right. Raises SheetRefused.
    """
    content = container.take(file)
    container.check(content)
    order = {
        "names": _names(columns), "required": [c.name for c in columns if c.required], "title": title, "limit": limit,
        "own_sheets": OWN_SHEETS,
    }  # fmt: skip
    told = _ask(content, order)
    if "refused" in told:
        raise SheetRefused(_why(told, columns, limit), is_heading=told["refused"] == "heading")
    labels = {column.name: column.label for column in columns}
    return Sheet(
        name=told["sheet"],
        headers={name: heading for name, (_, heading) in told["places"].items()},
        rows=_rows(told, columns),
        remarks=_remarks(told, labels),
        marker=told["marker"],
        unknown=tuple(told["unknown"]),
    )


def _names(columns):
    names = {}
    for column in columns:
        for text in (*column.aliases, column.label):
            names[child.bare(text)] = column.name
    return names


def _ask(content, order):
    """What the child answers. Raises SheetRefused when it dies, says too much or takes too long."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(CHILD), LIBRARIES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    clock = threading.Timer(SECONDS, process.kill)
    clock.start()
    try:
        with process:
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps(order).encode() + b"\n")
                process.stdin.write(content)
                process.stdin.close()
            answer = process.stdout.read(LONGEST_ANSWER + 1)
            if len(answer) > LONGEST_ANSWER:
                process.kill()
                raise SheetRefused(container.TOO_MUCH)
    finally:
        clock.cancel()
    if process.returncode > 0:
        raise RuntimeError("the process that reads lists could not start")
    if process.returncode:
        raise SheetRefused(DEATHS.get(-process.returncode, container.BROKEN))
    return json.loads(answer)


def _why(told, columns, limit):
    """The sentence for what the child refused."""
    labels = {column.name: column.label for column in columns}
    match told["refused"]:
        case "heading":
            missing = [labels[name] for name in told["missing"]]
            if not told["found"]:
                return (
                    f"Judul kolomnya tidak ditemukan di {child.HEADER_ROWS} baris pertama. Pakai templatnya, atau "
                    f"beri judul {_listed(missing or list(labels.values())[:3])}."
                )
            unknown = f" Judul yang tidak dikenali: {_listed(told['unknown'])}." if told["unknown"] else ""
            return f"Kolom yang wajib belum ada: {_listed(missing)}. Tambahkan judulnya, lalu unggah lagi.{unknown}"
        case "twice":
            return (
                f"Kolom “{_short(told['label'])}” ada dua kali, di {told['one']} dan {told['other']}. "
                "Hapus salah satunya, lalu unggah lagi."
            )
        case "long":
            most = f"{limit:,}".replace(",", ".")
            return f"Daftar ini lebih dari {most} baris. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
        case "wide":
            return TOO_WIDE
        case "much":
            return container.TOO_MUCH
        case "entities":
            return ENTITIES
        case "empty":
            return NO_SHEET
    return container.BROKEN


def _rows(told, columns):
    kinds = {column.name: column.kind for column in columns}
    names = list(told["places"])
    rows = [Row(number, dict(zip(names, cells, strict=True))) for number, *cells in told["rows"]]
    absent = dict.fromkeys(kinds.keys() - names)
    for row in rows:
        row.cells.update(absent)
        for name, value in row.cells.items():
            if value.__class__ is list:
                row.cells[name] = DateCell(value[0])
    if told["since_1904"]:
        for name in (name for name in names if kinds[name] == "date"):
            for row in rows:
                if isinstance(row.cells[name], int | float) and not isinstance(row.cells[name], bool):
                    row.cells[name] += DAYS_BETWEEN_BASES
    return rows


def _remarks(told, labels):
    remarks = []
    if told["unknown"]:
        remarks.append(f"Kolom yang tidak dikenali dan tidak dibaca: {_listed(told['unknown'])}.")
    if absent := [label for name, label in labels.items() if name not in told["places"]]:
        remarks.append(f"Kolom yang tidak ada di berkas ini: {_listed(absent)}.")
    if hidden := told["hidden_rows"]:
        remarks.append(f"{len(hidden)} baris tersembunyi ikut dibaca: baris {_listed(hidden)}.")
    if hidden := told["hidden_columns"]:
        remarks.append(f"Kolom tersembunyi ikut dibaca: {_listed(hidden)}.")
    if told["hidden_sheets"]:
        remarks.append(f"Lembar tersembunyi tidak dibaca: {_listed(told['hidden_sheets'])}.")
    if told["other_sheets"]:
        remarks.append(
            f"Yang dibaca hanya lembar “{_short(told['sheet'])}”; lembar lain tidak: {_listed(told['other_sheets'])}."
        )
    if told["examples"]:
        remarks.append(f"{told['examples']} baris contoh dilewati.")
    if told["beyond"]:
        remarks.append(
            f"Isian mulai baris {told['beyond']} tidak dibaca, karena sebelumnya ada {child.BLANK_ROWS} baris kosong."
        )
    if told["since_1904"]:
        remarks.append("Berkas ini menghitung tanggal sejak 1904 (Excel untuk Mac); tanggalnya sudah disesuaikan.")
    return remarks


def _short(text):
    text = " ".join(str(text).split())
    return text if len(text) <= 60 else f"{text[:60]}…"


def _listed(values):
    told = [_short(value) for value in values[:SHOWN_PLACES]]
    more = len(values) - len(told)
    return ", ".join(told) + (f", dan {more} lagi" if more else "")
