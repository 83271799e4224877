"""The annexes and tables of the quarterly report, ready to be printed or shown: their names, their cells in words.

Numbered in the order of ANNEXES without those the report does not have; the finance half comes first.
"""

from datetime import date

from fcu_project import dates
from reporting import indicators
from reporting.office_tables.table import AMOUNT, DATE, NUMBER, TEXT

TECHNICAL, ADMINISTRATIVE = "Bagian teknis", "Bagian administratif (keuangan)"
FINANCE, CASH, EVIDENCE, REFERRALS, FAMILIES, ATTENDANCE = (
    "finance", "cash", "evidence", "referrals", "families", "attendance"
)  # fmt: skip
TEAM, ASPECTS, PHOTOS, PAPERS = "team", "aspects", "photos", "papers"
# code → (title, the half of the report it belongs to)
ANNEXES = {
    FINANCE: ("Laporan keuangan", ADMINISTRATIVE), CASH: ("Buku kas umum", ADMINISTRATIVE),
    EVIDENCE: ("Daftar bukti pengeluaran", ADMINISTRATIVE), REFERRALS: ("Rekap rujukan", TECHNICAL),
    FAMILIES: ("Rekap keluarga dan perubahan indikator", TECHNICAL), ATTENDANCE: ("Daftar hadir", TECHNICAL),
    TEAM: ("Laporan tim PSKS", TECHNICAL), ASPECTS: ("Kelengkapan catatan", TECHNICAL),
    PHOTOS: ("Foto kegiatan", TECHNICAL), PAPERS: ("Daftar berkas", TECHNICAL),
}  # fmt: skip
ADDED = (ASPECTS, PHOTOS, PAPERS)  # laid out alike in every report
KIND_OF = {"photo": PHOTOS, "paper": PAPERS}
EMPTY = {
    CASH: "Tidak ada catatan kas pada triwulan ini.", REFERRALS: "Tidak ada rujukan pada triwulan ini.",
    FAMILIES: "Tidak ada keluarga plasma yang dihubungi pada triwulan ini.",
    ATTENDANCE: "Tidak ada pertemuan pada triwulan ini.",
}  # fmt: skip
SHORT = 25  # rows of a table that is kept on one page
NARROW = 4  # columns that fit a phone
COUNTED_OFF = (REFERRALS, ATTENDANCE)  # whose rows are numbered as they stand


def annexes_of(told, figures):
    """[{number, code, title, half, tables, empty}] of a report; tables as `shown`, none where the annex is laid out by
    itself (finance, evidence, the team's report, what was added)."""
    kept = told.get("annexes", {})
    found = []
    for code, (title, half) in ANNEXES.items():
        if not _has(code, told, kept):
            continue
        tables = [shown(table, counts=code in COUNTED_OFF) for table in _tables(code, kept, figures)]
        if code == ATTENDANCE:
            for table in tables:
                table["nil"] = ""  # who keeps the names is told instead
        if len(tables) == 1:
            tables[0]["heading"] = ""  # the annex is called so already
        found.append({
            "number": len(found) + 1, "code": code, "title": title, "half": half, "tables": tables,
            "empty": EMPTY.get(code, ""), "is_technical": half == TECHNICAL, "is_added": code in ADDED,
        })  # fmt: skip
    return found


def _has(code, told, kept):
    if code in (FINANCE, REFERRALS):
        return True
    if code == EVIDENCE:
        return "book" in told["sections"]["finance"]
    if code in (TEAM, ASPECTS):
        return bool(told.get(code))
    if code in (PHOTOS, PAPERS):
        return any(KIND_OF[row["kind"]] == code for row in told.get("attachments", ()))
    return code in kept


def _tables(code, kept, figures):
    if code == REFERRALS:
        return [referral_numbers(figures), *kept.get(code, ())]
    return kept.get(code, ())


def referral_numbers(figures):
    """The recap of referrals from the figures, as a table."""
    rows = next(rows for name, _, rows in indicators.GROUPS if name == "referrals")
    lines = [[figure.label, figures.get(figure.code, 0)] for figure in rows]
    return {"heading": "Jumlah rujukan", "columns": ["Uraian", "Jumlah"], "kinds": [TEXT, NUMBER], "rows": lines}


# --- a table in words -------------------------------------------------------------------------------------------
def shown(table, *, counts=False):
    """A table with its cells as text: {heading, nil, heads, rows, total, note, is_short, is_wide}.

    A cell is {text, kind, label}; `nil` stands there where there are no rows. `counts` numbers the rows.
    """
    heads = [{"text": text, "kind": kind} for text, kind in zip(table["columns"], table["kinds"], strict=True)]
    rows = [_cells(row, heads) for row in table["rows"]]
    total = _cells(table["total"], heads) if table.get("total") else []
    if counts:
        heads = [{"text": "No", "kind": "count"}, *heads]
        rows = [[{"text": str(number), "kind": "count", "label": "No"}, *row] for number, row in enumerate(rows, 1)]
        total = [{"text": "", "kind": "count", "label": ""}, *total] if total else []
    return {
        "heading": table["heading"], "nil": "Nihil.", "heads": heads, "rows": rows, "total": total,
        "note": table.get("note", ""),
        "is_short": len(rows) <= SHORT, "is_wide": len(heads) > NARROW,
    }  # fmt: skip


def _cells(row, heads):
    """The first cell is what the row is about, and needs no label where rows are shown as cards."""
    return [
        {"text": in_words(value, head["kind"]), "kind": head["kind"], "label": head["text"] if place else ""}
        for place, (value, head) in enumerate(zip(row, heads, strict=True))
    ]


def in_words(value, kind):
    """A value of a table as it is printed: amounts with dots and without Rp, days as 30-09-2026, nothing as "–"."""
    if value is None or value == "":
        return "–" if value is None and kind == NUMBER else ""
    if kind == AMOUNT and isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if kind == DATE:
        return dates.short_date(date.fromisoformat(value))
    return str(value)
