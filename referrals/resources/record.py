"""Columns of the records of help: how many families took part, never which."""

from referrals.registers.record import RECAP as BOOK_RECAP
from referrals.registers.record import bodies_in_words, step_in_words

_TAKEN_BACK = ("Dibatalkan karena", lambda row: row.withdrawn_reason)
_PEOPLE = (
    ("Perempuan", lambda row: row.women),
    ("Laki-laki", lambda row: row.men),
    ("Jumlah peserta", lambda row: row.participants),
)
RECORDS = (
    ("Tanggal", lambda row: row.held_on),
    ("Sampai tanggal", lambda row: row.until_on),
    ("Jenis kegiatan", lambda row: row.get_kind_display()),
    ("Bentuk", lambda row: row.get_form_display()),
    ("Kegiatan atau topik", lambda row: row.topic),
    ("Bidang", lambda row: row.get_sector_display()),
    ("Sasaran", lambda row: row.audience),
    ("Wilayah", lambda row: str(row.region)),
    ("Tempat", lambda row: row.place),
    ("Edisi", lambda row: row.edition),
    ("Jumlah dibagikan", lambda row: row.copies),
    *_PEOPLE,
    ("Keluarga yang dilayani", lambda row: row.served),
    ("Lembaga yang terlibat", bodies_in_words),
    ("Biaya (Rp)", lambda row: row.cost),
    ("Sumber dana", lambda row: row.get_source_display()),
    ("Hasil", lambda row: row.result),
    ("Langkah berikut", step_in_words),
    ("Kegiatan dalam rencana", lambda row: row.plan_item.what if row.plan_item else ""),
    _TAKEN_BACK,
)
ADVOCACY = (
    ("Tanggal", lambda row: row.held_on),
    ("Wilayah", lambda row: str(row.region)),
    ("Isu", lambda row: row.topic),
    ("Pihak yang dituju", lambda row: row.target_body),
    ("Bentuk", lambda row: row.get_form_display()),
    ("Yang disampaikan", lambda row: row.story),
    ("Lembaga yang terlibat", bodies_in_words),
    ("Hasil", lambda row: row.result),
    ("Langkah berikut", step_in_words),
    _TAKEN_BACK,
)
OUTREACH = (
    ("Tanggal", lambda row: row.held_on),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Tempat", lambda row: row.place),
    ("Yang dijangkau", lambda row: row.topic),
    *_PEOPLE,
    ("Yang ditemukan", lambda row: row.story),
    ("Lembaga yang terlibat", bodies_in_words),
    ("Hasil", lambda row: row.result),
    ("Langkah berikut", step_in_words),
    _TAKEN_BACK,
)
RECAP = (*BOOK_RECAP[:-1], ("Biaya (Rp)", lambda row: row.cost))
