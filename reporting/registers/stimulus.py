"""Recipients of the stimulus on paper: what each got and answered for; their accounts, masked, without NIK (FUN-03)."""

from fcu_project.dates import rupiah, short_date
from institutions.documents.register import Register
from reporting.stimulus import state_of


def account_in_use(grant):
    return next(iter(grant.family.in_use), None)


def account_words(grant):
    """Bank, masked number and holder of the account in use; "" without one."""
    account = account_in_use(grant)
    return f"{account.bank}\n{account.masked}\n{account.holder.name}" if account else ""


def answered_words(grant):
    back = f"\nDikembalikan {rupiah(grant.given_back)}" if grant.given_back else ""
    return f"{rupiah(grant.answered)}{back}"


GRANTS = Register(
    "Daftar penerima dan pencairan dana stimulan", "DPS",
    (
        ("Kepala keluarga", lambda row: row.family.called, 4.5),
        ("Desa/kelurahan", lambda row: str(row.region), 3.8),
        ("Tahun, sumber", lambda row: f"{row.year}\n{row.get_source_display()}", 4),
        ("Keputusan", lambda row: f"{row.decision_number}\n{short_date(row.decided_on)}", 3.8),
        ("Hak", lambda row: rupiah(row.entitlement), 3.2),
        ("Diajukan", lambda row: rupiah(row.asked), 3.2),
        ("Disetujui", lambda row: rupiah(row.agreed), 3.2),
        ("Dicairkan", lambda row: rupiah(row.paid), 3.2),
        ("Kuitansi", answered_words, 3.8),
        ("Keterangan", lambda row: state_of(row)[1], 5),
    ),
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
