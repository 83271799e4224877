"""Account numbers do not stand among words: there they would be neither encrypted nor masked (FUN-03)."""

import re

NO_ACCOUNT = (
    "Jangan menulis nomor rekening di sini: hapus angkanya, cukup tulis “rekening keluarga”. Nomornya hanya dicatat "
    "lewat “Catat rekening”."
)
RUN = re.compile(r"(?<!\d)\+?\d(?:[ .\-]?\d){9,15}(?!\d)")  # ten to sixteen digits, also when grouped
PHONE = re.compile(r"(?:08|\+?628)\d{8,11}")
SEPARATORS = str.maketrans("", "", " .-")
# What people write beside each other without meaning one number: a day, an hour, rupiah below a billion.
DAY = re.compile(r"(?<!\d)\d{1,2}([-./])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
HOUR = re.compile(r"(?<![\d.\-])\d{1,2}[.:]\d{2}(?![\d.\-])")
RUPIAH = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3}){1,2}(?!\.?\d)")


def holds_account_number(text):
    """Whether a run of digits in these words may be the number of an account; a telephone number is none."""
    for harmless in (DAY, RUPIAH, HOUR):
        text = harmless.sub("|", text)
    return any(not PHONE.fullmatch(found[0].translate(SEPARATORS)) for found in RUN.finditer(text))


class WithoutAccounts:
    """A form of which no field of words takes an account number.

    `paper_numbers` are its fields for the number of a letter or of a proof of payment, which may be as long.
    """

    paper_numbers = ("number", "decision_number", "paid_proof", "returned_proof", "paper_number")

    def _clean_fields(self):
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if name not in self.paper_numbers and any(map(holds_account_number, _words(value))):
                self.add_error(name, NO_ACCOUNT)


def _words(value):
    """The words of a field, of a table its cells."""
    if isinstance(value, list):
        return [cell for row in value if isinstance(row, dict) for cell in row.values() if isinstance(cell, str)]
    return [value] if isinstance(value, str) else []
