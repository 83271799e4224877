"""The whole quarterly report as one workbook: the chapters and annexes in the order and words of the paper.

Amounts and counts are numbers, so that they can be added up; everything else is text.
"""

from datetime import date

from fcu_project import dates
from fcu_project.sheets.writer import Heading, Sheet
from institutions.models.fcu import Post
from reporting.above.office_tables.table import DATE
from reporting.documents.annexes import (
    ASPECTS,
    EVIDENCE,
    FAMILIES,
    FINANCE,
    KIND_OF,
    REFERRALS,
    TEAM,
    annexes_of,
    referral_numbers,
)
from reporting.documents.report import report_facts, told_by
from reporting.indicators import REPORT_COLUMNS
from reporting.indicators import table as figure_table
from reporting.models import Report, Section
from reporting.models.report import INCOMES
from reporting.money import quarter_money
from reporting.quarterly import content
from reporting.quarterly.activities import not_given

WIDTHS = [26, 40, 18, 18, 30, 18, 18, 18, 18, 18]
NAMES = {FINANCE: "Keuangan", FAMILIES: "Rekap keluarga"}  # sheets called otherwise than their annex


def sheets_of(report, version=None):
    """[Sheet] of a version as it was sent, or of the working text where `version` is None."""
    told, figures = told_by(report, version)
    found = [
        ("Ringkasan", _summary(report, told, report_facts(report, version))),
        ("Kegiatan", _activities(told)),
        ("Rencana", _plan(told)),
        ("Angka", _figures(told, figures)),
        ("Kendala", _obstacles(told)),
    ]
    for annex in annexes_of(told, figures):
        found.append((NAMES.get(annex["code"], annex["title"]), _annex(annex["code"], told, figures)))
    return [Sheet(title, rows, WIDTHS) for title, rows in found]


def _day(iso):
    return dates.short_date(date.fromisoformat(iso)) if iso else None


def _text(heading, text):
    """A chapter's own words, paragraph by paragraph."""
    yield Heading([heading])
    yield from ([line] for line in text.splitlines() if line.strip())
    yield []


# --- chapters ---------------------------------------------------------------------------------------------------
def _summary(report, told, facts):
    yield Heading([f"LAPORAN TRIWULAN {report.period.words}"])
    yield ["FCU", told["unit"]]
    for label, place in zip(("Desa/kelurahan", "Kecamatan", "Kabupaten/kota", "Provinsi"),
                            (told["village"], *facts["above"]), strict=False):  # fmt: skip
        yield [label, place]
    for line in facts["receipt"]:
        yield ["Keterangan", line]
    for post, name in told["officers"].items():
        yield [Post(post).label, name]
    yield []
    yield Heading(["I. PENDAHULUAN"])
    yield from ([line] for line in facts["opening"])
    for row in facts["reasons"]:
        yield [row["heading"], row["reason"]]


def _activities(told):
    yield Heading(["II. PELAKSANAAN KEGIATAN"])
    yield Heading(["Jenis kegiatan", "Kegiatan atau tempat", "Mulai", "Selesai", "Hasil", "Perempuan", "Laki-laki",
                   "Biaya (Rp)", "Lembaga", "Rencana"])  # fmt: skip
    for group in told["activities"]:
        for row in group["rows"]:
            more = [row.get(name) for name in ("cost", "partners")]
            plan = (row["plan"] or "Di luar rencana") if "plan" in row else None
            days = _day(row["start"]), _day(row["end"])
            yield [group["label"], row["what"], *days, row["result"], row["women"], row["men"], *more, plan]
    if missing := not_given(told["activities"], told.get("plan", ())):
        yield ["Nihil", ", ".join(missing)]
    yield []
    yield from _text("Cerita pelaksanaan kegiatan", told["sections"][Section.ACTIVITIES]["text"])


def _plan(told):
    yield Heading(["Rencana dan pelaksanaan triwulan ini"])
    yield Heading(["Jenis", "Kegiatan dalam rencana kerja", "Rencana", "Tanggal pelaksanaan", "Keadaan"])
    for kind in told.get("plan", []):
        for row in kind["rows"]:
            days = ", ".join(map(_day, row["days"]))
            yield [kind["label"], row["what"], "Ya" if row["planned"] else "Tidak", days, row["state"]]
    yield []
    yield from _text("VI. RENCANA TRIWULAN DEPAN", told["sections"][Section.NEXT_PLAN]["text"])


def _figures(told, figures):
    yield Heading(["III. HASIL YANG DICAPAI"])
    yield Heading(["Kelompok", "Uraian", "Jumlah", "P", "L"])
    values = {column: figures.get(column, 0) for column in REPORT_COLUMNS}
    for heading, rows in figure_table(values):
        for label, every, women, men in rows:
            yield [heading, label, every, women, men]
    yield []
    for table in told.get("mentoring", []):
        yield from _table(table)
    yield from _text("Cerita hasil yang dicapai", told["sections"][Section.RESULTS]["text"])


def _obstacles(told):
    section = told["sections"][Section.OBSTACLES]
    yield Heading(["IV. KENDALA DAN V. SOLUSI"])
    yield Heading(["No", "Kendala", "Penanggung jawab", "Batas waktu", "Solusi"])
    for number, row in enumerate(section["rows"], 1):
        yield [number, row["obstacle"], row["owner"], _day(row["due_on"]), row["solution"]]
    if section["none"] and not section["rows"]:
        yield [None, "Tidak ada kendala pada triwulan ini."]
    if told.get("findings"):
        yield []
        yield from _table(told["findings"])


# --- annexes ----------------------------------------------------------------------------------------------------
def _annex(code, told, figures):
    if code == FINANCE:
        yield from _finance(told["sections"][Section.FINANCE])
    elif code == EVIDENCE:
        yield from _evidence(told["sections"][Section.FINANCE]["book"])
    elif code == TEAM:
        yield from _team(told["team"])
    elif code == ASPECTS:
        yield Heading(["No", "Aspek", "Pencatat", "Catatan", "Keterangan"])
        for number, row in enumerate(told["aspects"], 1):
            yield [number, row["label"], row["owner"], row["number"], row["word"]]
    elif code in KIND_OF.values():
        yield Heading(["No", "Keterangan", "Tanggal"])
        rows = [row for row in told["attachments"] if KIND_OF[row["kind"]] == code]
        for number, row in enumerate(rows, 1):
            yield [number, row["caption"], _day(row["taken_on"])]
    else:
        tables = told.get("annexes", {}).get(code, [])
        if code == REFERRALS:
            tables = [referral_numbers(figures), *tables]
        for table in tables:
            yield from _table(table)


def _team(told):
    """The report of the PSKS team as a part of the FCU's: its chapters, then its tables."""
    for chapter in told["chapters"]:
        yield from _text(chapter["heading"], chapter.get("text", ""))
        if chapter["chapter"] == Section.OBSTACLES:
            for row in told["obstacles"]:
                yield [row["obstacle"], row["solution"], row["owner"], _day(row["due_on"])]
    for table in told["tables"]:
        yield from _table(table)


def _table(table):
    yield Heading([table["heading"]])
    yield Heading(table["columns"])
    for row in (*table["rows"], *([table["total"]] if table.get("total") else ())):
        yield [_day(value) if kind == DATE else value for value, kind in zip(row, table["kinds"], strict=True)]
    if table.get("note"):
        yield [table["note"]]
    yield []


def _finance(told):
    yield Heading(["LAPORAN KEUANGAN"])
    yield Heading(["Uraian", "Keterangan", "Jumlah (Rp)"])
    if not told.get("kind"):
        yield ["Belum diisi"]
        return
    received = sum(told.get(name, 0) for name in INCOMES)
    yield ["Keadaan keuangan", Report.Finance(told["kind"]).label]
    yield [content.AMOUNT_WORDS["opening_balance"], None, told.get("opening_balance", 0)]
    for name in INCOMES:
        yield [content.AMOUNT_WORDS[name], None, told.get(name, 0)]
    yield ["Jumlah uang masuk", None, received]
    yield ["Jumlah pengeluaran", None, told.get("expense_total", 0)]
    yield ["Saldo akhir triwulan", None, quarter_money.closing_of({**dict.fromkeys(INCOMES, 0), **told})]
    if told.get("note"):
        yield ["Keterangan", told["note"]]
    yield []
    if "book" in told:
        yield from _book(told["book"])


def _book(book):
    for heading, name in (("Uang masuk menurut sumber", "sources"), ("Uang keluar menurut kategori", "categories")):
        yield Heading([heading])
        yield Heading(["Kode", "Uraian", "Dicatat (Rp)", "Dibatalkan (Rp)", "Jumlah (Rp)"])
        yield from ([row["code"], row["label"], row["booked"], row["back"], row["amount"]] for row in book[name])
        yield []
    yield Heading(["Bantuan bertujuan, bagian dari saldo"])
    yield Heading(["Pemberi", "Tujuan", "Saldo awal (Rp)", "Diterima (Rp)", "Dipakai (Rp)", "Dikembalikan (Rp)",
                   "Sisa (Rp)"])  # fmt: skip
    for row in book["aids"]:
        amounts = row["opening"], row["income"], row["expense"], row.get("returned", 0), row["closing"]
        yield [row["label"], row["purpose"], *amounts]
    yield []
    yield Heading(["Anggaran rencana kerja dan yang terpakai"])
    yield Heading(["", "Kegiatan dalam rencana kerja", "Anggaran (Rp)", "Triwulan ini (Rp)", "Sejak awal tahun (Rp)"])
    yield from ([None, row["label"], row["budget"], row["quarter"], row["spent"]] for row in book["plan"])
    yield []
    yield Heading(["Tutup buku bulanan"])
    yield from ([month["label"], "Sudah ditutup" if month["closed"] else "Belum ditutup"] for month in book["months"])


def _evidence(book):
    yield Heading(["Nomor bukti", "Kategori", "Tanggal", "Jumlah (Rp)", "Foto bukti"])
    for row in book["evidence"]:
        told = f"{row['label']}, membatalkan {row['reverses']}" if row["reverses"] else row["label"]
        pictured = "Belum ada" if row["lacks"] else "Ada" if row["pictured"] else None
        yield [row["number"], told, _day(row["on"]), row["amount"], pictured]
    yield ["Jumlah pengeluaran", None, None, sum(row["amount"] for row in book["evidence"])]
