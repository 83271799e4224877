"""The annexes of a report, ready to be printed or shown: their names and order.

Numbered in the order of ANNEXES without those the report does not have; the finance half comes first.
"""

from reporting import indicators
from reporting.above.office_tables import shown as tables
from reporting.above.office_tables.table import NUMBER, TEXT

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
COUNTED_OFF = (REFERRALS, ATTENDANCE)  # whose rows are numbered as they stand


def annexes_of(told, figures):
    """[{number, code, title, half, tables, empty}] of a report; tables as `shown`, none where the annex is laid out by
    itself (finance, evidence, the team's report, what was added)."""
    kept = told.get("annexes", {})
    found = []
    for code, (title, half) in ANNEXES.items():
        if not _has(code, told, kept):
            continue
        found_tables = [shown(table, counts=code in COUNTED_OFF) for table in _tables(code, kept, figures)]
        if code == ATTENDANCE:
            for table in found_tables:
                table["nil"] = ""  # who keeps the names is told instead
        if len(found_tables) == 1:
            found_tables[0]["heading"] = ""  # the annex is called so already
        found.append({
            "number": len(found) + 1, "code": code, "title": title, "half": half, "tables": found_tables,
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


def shown(table, *, counts=False):
    """A table of an annex in words, see `reporting.above.office_tables.shown`."""
    return tables.shown(table, bare=True, counts=counts)


# --- what was added to any report ---------------------------------------------------------------------------------
def added_to(told, first):
    """[{number, code, title}] of completeness, photos and papers, numbered from `first`."""
    codes = [code for code in ADDED if _has(code, told, {})]
    return [{"number": first + place, "code": code, "title": ANNEXES[code][0]} for place, code in enumerate(codes)]
