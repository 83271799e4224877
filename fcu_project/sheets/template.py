"""The empty form of a list, and the lines that were refused with their reasons. Both read back by `reader`."""

import io
import tempfile
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from fcu_project import dates
from fcu_project.sheets import kinds, writer
from fcu_project.sheets.child import CODE_SHEET, EXAMPLE
from fcu_project.sheets.reader import MOST_ROWS

GUIDE_SHEET = "Petunjuk"
OWN_PART = "xl/worksheets/sheet1.xml"
REASONS = "Keterangan"
REASONS_WIDTH = 60
REQUIRED = " *"
TEXT_FORMAT = "@"
LAST_LINE = MOST_ROWS + 1
LONGEST_PROMPT, LONGEST_PROMPT_TITLE = 255, 32
GUIDE_COLUMNS = (("Kolom", 28), ("Wajib", 8), ("Cara mengisi", 58), ("Contoh", 26))

BOLD, GREY = Font(bold=True), Font(italic=True, color="666666")
TINT, NEEDED = PatternFill("solid", start_color="E3EFEA"), PatternFill("solid", start_color="FBE9C6")
LINE = Border(bottom=Side("thin", color="888888"))
WRAPPED = Alignment(vertical="top", wrap_text=True)
# What a column expects when it has no hint of its own.
WAYS = {
    "text": "Tulis apa adanya.",
    "number": "Angka bulat.",
    "date": "Tanggal-bulan-tahun dengan empat angka tahun.",
    "rupiah": "Rupiah bulat dengan angka lengkap, jangan disingkat.",
    "code": "Pilih dari daftar, atau tulis nomornya.",
    "codes": "Boleh lebih dari satu: tulis nomornya, pisahkan dengan koma atau titik koma.",
    "yes_no": "Ya atau Tidak.",
    "identity": "16 angka. Kolom ini harus tetap berjenis Teks.",
    "phone": "Mulai dengan 0. Kolom ini harus tetap berjenis Teks.",
    "neighbourhood": "Satu sampai tiga angka; tanda hubung (-) bila tidak tahu.",
}
SAMPLES = {"date": "17-08-1980", "rupiah": "1500000", "identity": "3374010101800001", "phone": "081234567890"}


def template(title, columns, examples=(), guide=(), *, marker=""):
    """An .xlsx to fill in: the list's own sheet called `title`, the answers on "Kode", the instructions on "Petunjuk".

    `examples` are {column's name: what stands in the cell}; their first cell says CONTOH, and reading skips them.
    `guide` are sentences; `marker` is what the file says about itself when it comes back.
    """
    book = _book(title, columns, guide, marker, examples)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def _book(title, columns, guide, marker, examples=()):
    """The three sheets of a list; its own is the active one."""
    book = Workbook()
    sheet = book.active
    sheet.title = writer.sheet_name(title)
    _headings(sheet, columns)
    for row, example in enumerate(examples, 2):
        for place, column in enumerate(columns, 1):
            text = str(example.get(column.name, ""))
            marked = place == 1 and not text.upper().startswith(EXAMPLE)
            cell = _write(sheet, row, place, f"{EXAMPLE}: {text}" if marked else text)
            cell.font, cell.alignment = GREY, Alignment(vertical="top")
            cell.number_format = TEXT_FORMAT
    names = _code_sheet(book, columns, marker)
    _prompts(sheet, columns, names)
    _guide_sheet(book, title, columns, guide)
    return book


def _write(sheet, row, column, text):
    """Text as text, also when it begins like a formula."""
    cell = sheet.cell(row, column)
    cell._value, cell.data_type = text or None, "s" if text else "n"
    return cell


def _headings(sheet, columns):
    for place, column in enumerate(columns, 1):
        cell = _write(sheet, 1, place, column.label + (REQUIRED if column.required else ""))
        cell.font, cell.alignment, cell.border = BOLD, WRAPPED, LINE
        cell.fill = NEEDED if column.required else TINT
        size = sheet.column_dimensions[get_column_letter(place)]
        size.width = column.width
        if column.is_text:
            size.number_format = TEXT_FORMAT
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    _printed(sheet, "landscape")


def _printed(sheet, orientation):
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _code_sheet(book, columns, marker):
    """Every column's answers side by side; {column's name: name of its range}."""
    sheet, names = book.create_sheet(CODE_SHEET), {}
    _write(sheet, 1, 1, marker).font = GREY
    place = 0
    for column in columns:
        answers = [kinds.shown(label, number) for _, label, number in column.options()]
        if column.kind == "yes_no":
            answers = ["Ya", "Tidak"]
        if not answers:
            continue
        place += 1
        letter = get_column_letter(place)
        head = _write(sheet, 2, place, column.label)
        head.font, head.border, head.fill, head.alignment = BOLD, LINE, TINT, WRAPPED
        for row, answer in enumerate(answers, 3):
            _write(sheet, row, place, answer)
        sheet.column_dimensions[letter].width = min(max(map(len, (column.label, *answers))) + 2, 44)
        names[column.name] = f"pilihan_{place}"
        area = f"{quote_sheetname(CODE_SHEET)}!${letter}$3:${letter}${len(answers) + 2}"
        book.defined_names[names[column.name]] = DefinedName(names[column.name], attr_text=area)
    sheet.freeze_panes = "A3"
    _printed(sheet, "landscape")
    return names


def _prompts(sheet, columns, names):
    """What a cell says when it is chosen, and the list of answers that drops down. Numbers may be typed as well."""
    for place, column in enumerate(columns, 1):
        listed = column.kind in ("code", "yes_no") and column.name in names
        rule = DataValidation(
            type="list" if listed else None,
            formula1=f"={names[column.name]}" if listed else None,
            allow_blank=True,
            showErrorMessage=False,
            showInputMessage=True,
            promptTitle=column.label[:LONGEST_PROMPT_TITLE],
            prompt=_way(column)[:LONGEST_PROMPT],
        )
        letter = get_column_letter(place)
        rule.add(f"{letter}2:{letter}{LAST_LINE}")
        sheet.add_data_validation(rule)


def _way(column):
    return column.hint or WAYS[column.kind]


def _sample(column):
    return column.example or SAMPLES.get(column.kind, "")


def _guide_sheet(book, title, columns, guide):
    sheet = book.create_sheet(GUIDE_SHEET)
    _write(sheet, 1, 1, f"Cara mengisi: {title}").font = Font(bold=True, size=14)
    row = 2
    for number, sentence in enumerate(guide, 1):
        _write(sheet, row, 1, f"{number}. {sentence}").alignment = WRAPPED
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(GUIDE_COLUMNS))
        sheet.row_dimensions[row].height = 16 * (1 + len(sentence) // 115)
        row += 1
    row += 1
    for place, (heading, width) in enumerate(GUIDE_COLUMNS, 1):
        cell = _write(sheet, row, place, heading)
        cell.font, cell.fill, cell.border = BOLD, TINT, LINE
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, column in enumerate(columns, row + 1):
        told = column.label, "wajib" if column.required else "", _way(column), _sample(column)
        for place, text in enumerate(told, 1):
            _write(sheet, number, place, text).alignment = WRAPPED
    _printed(sheet, "portrait")


def returned(title, columns, rows, guide=(), *, marker=""):
    """An .xlsx of lines that were not taken, with answers and instructions as in the template: as they came in, and in
    the last column what is to be mended.

    `rows` are (Row, text or texts). Mended, the file can be handed in again as it is. A long list is written line by
    line into the sheet that the template has.
    """
    book, last = _book(title, columns, guide, marker), len(columns) + 1
    sheet = book.active
    cell = _write(sheet, 1, last, REASONS)
    cell.font, cell.alignment, cell.border, cell.fill = BOLD, WRAPPED, LINE, TINT
    sheet.column_dimensions[get_column_letter(last)].width = REASONS_WIDTH
    looks = [sheet.column_dimensions[get_column_letter(place)].style_id for place in range(1, last + 1)]
    empty = io.BytesIO()
    book.save(empty)
    names = [column.name for column in columns]
    lines = ([*(_as_it_came(row.cells.get(name)) for name in names), _joined(why)] for row, why in rows)
    out = tempfile.SpooledTemporaryFile(max_size=writer.SPOOL_BYTES)
    with zipfile.ZipFile(empty) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name != OWN_PART:
                after.writestr(name, before.read(name))
        top, end, below = before.read(OWN_PART).partition(b"</sheetData>")
        with after.open(OWN_PART, "w") as stream:
            stream.write(top)
            for piece in writer.lines(lines, looks):
                stream.write(piece.encode())
            stream.write(end + below)
    out.seek(0)
    return out


def _as_it_came(value):
    return dates.long_date(dates.parse_date(value)) if isinstance(value, kinds.DateCell) else value


def _joined(why):
    return why if isinstance(why, str) else " ".join(why)
