"""What a cell may hold: one small function per kind, in one table (`KINDS`).

Each maker takes the column and the day of reading and returns a function of a cell that is not blank. It gives the
value alone, or (value, remark), or raises ValueError with a sentence that can be shown as it stands.
"""

import datetime
import math
import re

from django.core.exceptions import ValidationError

from fcu_project import dates
from fcu_project.forms import MOST_RUPIAH, WHOLE_RUPIAH
from fcu_project.identity import DIGITS, IDENTITY_NUMBER, clean_number
from fcu_project.telephone import phone_digits

LONGEST_TEXT = 1000
SHOWN_CHOICES = 6
SHOWN_LETTERS = 40
EARLIEST_YEAR = 1900
UNKNOWN = "-"
AS_TEXT = frozenset({"text", "date", "identity", "phone", "neighbourhood", "code", "codes", "yes_no"})
# Excel counts days from here; its 29 February 1900 never was, so the counting is only true from March on.
FIRST_DAY, FIRST_SERIAL, LAST_SERIAL = datetime.date(1899, 12, 30), 61, 2_958_465

# What Excel shows where a value could not be computed; the last is what the reader puts for a formula never computed.
NOT_COMPUTED = "#RUMUS!"
ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!",
    "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", NOT_COMPUTED,
})  # fmt: skip
# Control characters, halves of a character, marks that turn the direction of what follows, and no characters at all.
# Line breaks and tabs are what people type.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
SIXTEEN = re.compile(f"[0-9]{{{DIGITS}}}")
NEIGHBOURHOOD = re.compile(r"(?:R[TW]\.?\s?)?([0-9]{1,3})", re.IGNORECASE)
TWO_READINGS = re.compile(r"\s*(\d{1,2})[-/](\d{1,2})[-/]\d{4}\s*", re.ASCII)
WHOLE = re.compile(r"-?[0-9]{1,9}")
YES, NO = frozenset({"ya", "y", "1", "true", "benar"}), frozenset({"tidak", "t", "tdk", "0", "false", "salah"})
SEN = re.compile(r",(?:00?|-)\Z")


class DateCell(str):
    """A cell that Excel itself keeps as a date, as "2026-03-02"."""


def number_of(value):
    """The number by which an answer is known, or ""."""
    text = str(value)
    return text if text.isascii() and text.isdigit() else ""


def folded(text):
    """Text for comparing: lower case, single spaces."""
    return " ".join(str(text).casefold().split())


def quoted(text):
    """What was typed, short enough for a sentence; nothing that may be an identity number is repeated."""
    text = " ".join(str(text).split())
    if IDENTITY_NUMBER.search(text) or FORBIDDEN.search(text):
        return "Isian ini"
    return f"“{text if len(text) <= SHOWN_LETTERS else text[:SHOWN_LETTERS] + '…'}”"


def plain(value):
    """A cell as text: whole numbers without ".0", decimals with a comma."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int) else f"{value:.15g}".replace(".", ",")


def _text(column, on):
    longest = column.max_length or LONGEST_TEXT

    def read(value):
        text = plain(value).strip(" ")
        if len(text) > longest:
            raise ValueError(f"Terlalu panjang: {len(text)} huruf. Paling banyak {longest} huruf.")
        return text

    return read


def _number(column, on):
    least, most = column.least if column.least is not None else 0, column.most

    def read(value):
        text = plain(value).strip()
        if not WHOLE.fullmatch(text) or isinstance(value, bool):
            raise ValueError("Isi dengan angka bulat, contoh 3.")
        number = int(text)
        if number < least:
            raise ValueError(f"Angka ini terlalu kecil. Paling sedikit {least}.")
        if most is not None and number > most:
            raise ValueError(f"Angka ini terlalu besar. Paling banyak {most}.")
        return number

    return read


def _years_from(on, years):
    try:
        return on.replace(year=on.year + years)
    except ValueError:  # 29 February
        return on.replace(year=on.year + years, day=28)


def _date(column, on):
    earliest = _years_from(on, column.earliest) if isinstance(column.earliest, int) else column.earliest
    latest = _years_from(on, column.latest) if isinstance(column.latest, int) else column.latest

    def read(value):
        remark = ""
        if isinstance(value, str):
            day = dates.parse_date(value)
            match = TWO_READINGS.fullmatch(value)
            if match and int(match[2]) <= 12 and int(match[1]) <= 12 and int(match[1]) != int(match[2]):
                remark = f"dibaca sebagai {dates.long_date(day)}"
        elif isinstance(value, bool) or not FIRST_SERIAL <= value <= LAST_SERIAL:
            raise ValueError("Tulis tanggal sebagai tanggal-bulan-tahun, contoh 14-08-2025.")
        else:
            day = FIRST_DAY + datetime.timedelta(days=int(value))
            remark = f"dibaca sebagai {dates.long_date(day)}"
        if day.year < EARLIEST_YEAR:
            raise ValueError(f"Tahun {day.year:04d} tidak mungkin. Tulis tahun dengan empat angka, contoh 1985.")
        if latest and day > latest:
            limit = "hari ini" if latest == on else dates.long_date(latest)
            raise ValueError(f"{dates.long_date(day)} sesudah {limit}. Periksa tanggal dan tahunnya.")
        if earliest and day < earliest:
            long_ago = isinstance(column.earliest, int)
            limit = f"lebih dari {-column.earliest} tahun lalu" if long_ago else f"sebelum {dates.long_date(earliest)}"
            raise ValueError(f"{dates.long_date(day)} itu {limit}. Periksa tahunnya.")
        return day, remark

    return read


def _rupiah(column, on):
    least, most = column.least or 0, column.most or MOST_RUPIAH

    def read(value):
        if isinstance(value, int | float) and not isinstance(value, bool):
            amount = int(value) if math.isfinite(value) else MOST_RUPIAH + 1
            if amount != value and math.isfinite(value):
                raise ValueError("Tulis rupiah bulat tanpa sen, contoh 1.500.000.")
        else:
            text = " ".join(plain(value).split())
            if re.match(r"(?:Rp\.? ?)?[-−(]", text, re.IGNORECASE):
                raise ValueError("Jumlah uang tidak boleh kurang dari nol.")
            found = WHOLE_RUPIAH.fullmatch(SEN.sub("", text))
            if found is None or len(found[1]) > len("9.999.999.999.999"):
                raise ValueError("Tulis jumlahnya dengan angka lengkap, contoh 1.500.000. Jangan disingkat “jt”.")
            amount = int(found[1].replace(".", ""))
        if amount < 0:
            raise ValueError("Jumlah uang tidak boleh kurang dari nol.")
        if amount < least:
            raise ValueError(f"Jumlah ini terlalu kecil. Paling sedikit {dates.rupiah(least)}.")
        if amount > most:
            raise ValueError(f"Jumlah ini terlalu besar. Paling banyak {dates.rupiah(most)}.")
        return amount

    return read


def shown(label, number):
    """An answer as the list of choices in the file shows it: "3 = SLTA", or the label alone."""
    return f"{number} = {label}" if number else label


def _answers(column):
    """{what may be typed, folded: value}, and the sentence that tells what there is."""
    options, found, twice = column.options(), {}, set()
    for value, label, number in options:
        for text in {folded(label), folded(shown(label, number)), *([number] if number else [])}:
            if found.setdefault(text, value) != value:
                twice.add(text)
    for text in twice:
        del found[text]
    names = [label for _, label, _ in options]
    if len(names) <= SHOWN_CHOICES:
        told = f"Pilih salah satu: {', '.join(names)}."
    else:
        told = "Pilih dari daftar di lembar Kode."
    return found, told


def _without_zeros(text):
    return text.lstrip("0") or "0" if text.isascii() and text.isdigit() else text


def _code(column, on):
    answers, told = _answers(column)

    def read(value):
        text = folded(plain(value))
        found = answers.get(text, answers.get(_without_zeros(text)))
        if found is None:
            raise ValueError(f"{quoted(plain(value))} bukan salah satu pilihan. {told}")
        return found

    return read


def pieces_of(text, whole=()):
    """Several answers in one cell, between semicolons, line breaks or commas; a comma within one of `whole` stays."""
    pieces = []
    for piece in re.split(r"[;\n]", text):
        pieces += [piece] if folded(piece) in whole else piece.split(",")
    return [piece for piece in pieces if piece.strip()]


def _codes(column, on):
    one = _code(column, on)
    answers, _ = _answers(column)

    def read(value):
        text = plain(value)
        if isinstance(value, float):  # "1,10" typed into a cell of numbers has become 1.1
            raise ValueError("Excel mengubahnya menjadi angka pecahan. Pisahkan pilihan dengan titik koma, contoh 1;4.")
        if (whole := answers.get(folded(text))) is not None:  # a label may have a comma in it
            return (whole,), ""
        found = [one(piece) for piece in pieces_of(text, answers)]
        return tuple(dict.fromkeys(found)), ""

    return read


def _yes_no(column, on):
    def read(value):
        text = folded(plain(value))
        if text in YES:
            return True
        if text in NO:
            return False
        raise ValueError(f"{quoted(plain(value))} tidak dikenali. Isi Ya atau Tidak.")

    return read


def _identity(column, on):
    name = column.label

    def read(value):
        digits = plain(value)
        if isinstance(value, str) and SIXTEEN.fullmatch(digits) and len(set(digits)) > 1:
            return digits, ""  # nothing to clean
        bare = re.sub(r"[\s.-]", "", digits)
        if bare and bare.isascii() and bare.isdigit() and (not bare.strip("0") or set(bare) == {"9"}):
            return "", f"{quoted(bare[:3])}… bukan nomor yang sungguhan; dicatat belum ada nomornya"
        if not isinstance(value, str):
            raise ValueError(f"{name} tersimpan sebagai angka, digit akhir hilang; ubah kolom jadi Teks.")
        if any(c in digits for c in "\n\r\t"):
            raise ValueError(f"{name} berisi ganti baris atau tab. Tulis {DIGITS} angkanya saja.")
        try:
            number = clean_number(digits, name)
        except ValidationError as error:
            raise ValueError(error.messages[0]) from None
        return (number, "") if number == digits else (number, "tanda di antara angkanya diabaikan")

    return read


def _phone(column, on):
    def read(value):
        text = plain(value).strip()
        bare = text.lstrip("'’")
        lost_its_zero = bare.startswith("8") and 9 <= sum(c.isdigit() for c in bare) <= 13
        number = phone_digits("0" + bare if lost_its_zero else bare)
        return (number, f"dibaca sebagai 0{number[2:]}") if lost_its_zero else (number, "")

    return read


def _neighbourhood(column, on):
    def read(value):
        found = NEIGHBOURHOOD.fullmatch(plain(value).strip())
        if found is None or isinstance(value, bool):
            raise ValueError("Isi dengan angka, contoh 003. Bila tidak tahu, isi tanda hubung (-).")
        return found[1].zfill(3)

    return read


# kind: (maker, what a blank cell means)
KINDS = {
    "text": (_text, ""),
    "number": (_number, None),
    "date": (_date, None),
    "rupiah": (_rupiah, None),
    "code": (_code, None),
    "codes": (_codes, ()),
    "yes_no": (_yes_no, None),
    "identity": (_identity, ""),
    "phone": (_phone, ""),
    "neighbourhood": (_neighbourhood, UNKNOWN),
}
REMEMBERED = frozenset({"number", "date", "rupiah", "code", "codes", "yes_no", "neighbourhood"})


def parser(column, on):
    """The function that reads one cell of `column`; cells with the same content are read once."""
    maker, nothing = KINDS[column.kind]
    read, seen = maker(column, on), {}
    missing = (nothing, f"{column.label} belum diisi." if column.required else "", "")
    keeps_dash, keeps_dates = column.kind == "text", column.kind == "date"

    def whole(value):
        if value is None or value == "":
            return missing
        if isinstance(value, str):
            if not value.isprintable() and FORBIDDEN.search(value):
                return nothing, "Ada huruf tersembunyi yang tidak boleh dipakai. Ketik ulang isiannya.", ""
            bare = value.strip()
            if not bare or (bare == UNKNOWN and not keeps_dash):
                return missing
            if bare[0] == "#" and bare in ERRORS:
                return nothing, _broken(bare), ""
            if value.__class__ is DateCell and not keeps_dates:
                day = dates.long_date(datetime.date.fromisoformat(value))
                return nothing, f"Excel mengubahnya menjadi tanggal ({day}). Ubah kolom jadi Teks, tulis ulang.", ""
        try:
            found = read(value)
        except ValueError as error:
            return nothing, str(error), ""
        value, remark = found if isinstance(found, tuple) else (found, "")
        if column.required and value == nothing:
            return nothing, f"{column.label} belum diisi.", ""
        return value, "", remark

    if column.kind not in REMEMBERED:
        return whole

    def remembered(value):
        key = (value, value.__class__)
        found = seen.get(key)
        if found is None:
            found = seen[key] = whole(value)
        return found

    return remembered


def _broken(error):
    if error == NOT_COMPUTED:
        return "Sel ini berisi rumus yang belum dihitung. Ganti rumusnya dengan nilainya (tempel sebagai nilai)."
    return f"Sel ini berisi kesalahan Excel ({error}). Ganti dengan isian yang benar."
