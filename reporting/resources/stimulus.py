"""Columns of the stimulus to families. Accounts are masked; no identity number."""

from reporting.money.stimulus import state_of
from reporting.registers.stimulus import account_in_use


def _of_account(read):
    return lambda row: read(account) if (account := account_in_use(row)) else ""


GRANTS = (
    ("Tahun anggaran", lambda row: row.year),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kecamatan", lambda row: str(row.region.parent)),
    ("Kepala keluarga", lambda row: row.family.head_name),
    ("Sumber dana", lambda row: row.get_source_display()),
    ("Nomor keputusan", lambda row: row.decision_number),
    ("Tanggal keputusan", lambda row: row.decided_on),
    ("Untuk apa", lambda row: row.purpose),
    ("Hak (rupiah)", lambda row: row.entitlement),
    ("Diajukan (rupiah)", lambda row: row.asked),
    ("Disetujui (rupiah)", lambda row: row.agreed),
    ("Dicairkan (rupiah)", lambda row: row.paid),
    ("Dipertanggungjawabkan (rupiah)", lambda row: row.answered),
    ("Dikembalikan (rupiah)", lambda row: row.given_back),
    ("Sisa hak (rupiah)", lambda row: row.free),
    ("Bank", _of_account(lambda account: account.bank)),
    ("Rekening (disamarkan)", _of_account(lambda account: account.masked)),
    ("Pemilik rekening", _of_account(lambda account: account.holder.name)),
    ("Keadaan", lambda row: state_of(row)[1]),
)
