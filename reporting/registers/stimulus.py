"""Recipients of the stimulus on paper: what each got and answered for; their accounts, masked, without NIK (FUN-03)."""

from fcu_project.dates import rupiah, short_date
from institutions.documents.register import Register
from reporting.models.stimulus import parted
from reporting.money.stimulus import state_of
from reporting.registers.total import Total, money, said


def account_in_use(grant):
    return next(iter(grant.family.in_use), None)


def account_words(grant):
    """Bank, masked number and holder of the account in use; "" without one."""
    account = account_in_use(grant)
    return f"{account.bank}\n{account.masked}\n{account.holder.name}" if account else ""


def answered_words(grant):
    """Receipts, and under them what was given back; of the total too."""
    if isinstance(grant, Total):
        return _answered(grant.sum_of("answered"), grant.sum_of("given_back"))
    return _answered(grant.answered, grant.given_back)


def _answered(answered, given_back):
    back = f"\nDikembalikan {rupiah(given_back)}" if given_back else ""
    return f"{rupiah(answered)}{back}"


GRANTS = Register(
    "Daftar penerima dan pencairan dana stimulan", "DPS",
    (
        ("Kepala keluarga", said(lambda row: row.family.called, "Jumlah"), 4.5),
        ("Desa/kelurahan", said(lambda row: str(row.region)), 3.6),
        ("Tahun, sumber", said(lambda row: f"{row.year}\n{row.get_source_display()}"), 3.6),
        ("Keputusan", said(lambda row: f"{row.decision_number}\n{short_date(row.decided_on)}"), 3.6),
        ("Hak", money("entitlement"), 3.5),
        ("Diajukan", money("asked"), 3.5),
        ("Disetujui", money("agreed"), 3.5),
        ("Dicairkan", money("paid"), 3.5),
        ("Kuitansi", answered_words, 3.8),
        ("Keterangan", said(lambda row: parted(state_of(row)[1])), 4.4),
    ),
    amounts=("Hak", "Diajukan", "Disetujui", "Dicairkan", "Kuitansi"),
)  # fmt: skip

ACCOUNTS = Register(
    "Daftar rekening keluarga penerima", "DRK",
    (
        ("Kepala keluarga", lambda row: row.family.called, 5),
        ("RT/RW", lambda row: row.family.neighbourhood, 4),
        ("Desa/kelurahan", lambda row: f"{row.region}, {row.region.parent}", 6),
        ("Bank", lambda row: account_in_use(row).bank, 4.5),
        ("Nomor rekening (disamarkan)", lambda row: account_in_use(row).masked, 4),
        ("Pemilik rekening", lambda row: account_in_use(row).holder.name, 5),
        ("Dibuka", lambda row: account_in_use(row).opened_on, 3),
    ),
)  # fmt: skip
