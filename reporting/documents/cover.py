"""What a cover letter says of a report that was sent: to whom it goes, what lies in the envelope (domain 5.7)."""

from institutions.documents.letter_kinds import head_above
from institutions.models import LetterText, Region
from reporting import quarter_money
from reporting.models import Report

ONE = "1 berkas"


def cover_text(report):
    """(text, subject): an unsaved LetterText with its words, and what the register says it is about."""
    version, what = report.latest_version(), str(report)
    again = f", kiriman ke-{version.number}" if version.number > 1 else ""
    text = LetterText(
        addressee=_addressee(report),
        opening=f"Bersama ini kami kirimkan {what}{again}, tanda terima {version.receipt_number}.",
        rows=_rows(report, what, version), copies_to=_copies(report),
        closing="Mohon diperiksa. Lembar tanda terima mohon dikembalikan kepada kami.",
    )  # fmt: skip
    return text, f"Pengantar {what}{again}"[:200]


def _receiving_levels(report):
    return [Region.Level.REGENCY] if isinstance(report, Report) else [level for level, _ in report.row.receivers]


def _addressee(report):
    """Every office to which it goes, numbered where there are several."""
    heads = [head_above(report.region, level) for level in _receiving_levels(report)]
    return heads[0] if len(heads) == 1 else "\n".join(f"{n}. {head}" for n, head in enumerate(heads, 1))


def _rows(report, what, version):
    rows = [_row(what)]
    if isinstance(report, Report):
        rows += [_row("Lampiran 1: Laporan keuangan"), _row("Lampiran 2: Rekap rujukan")]
        if quarter_money.shown(version.content["sections"]["finance"]):
            rows.append(_row("Lampiran 3: Daftar bukti pengeluaran"))
    added = list(report.attachments.filter(removed_at=None))
    photos = sum(row.kind == row.Kind.PHOTO for row in added)
    if photos:
        rows.append(_row("Foto kegiatan", f"{photos} foto"))
    return [*rows, *(_row(row.caption) for row in added if row.kind == row.Kind.PAPER)]


def _row(what, note=""):
    return {"what": what, "amount": ONE, "note": note}


def _copies(report):
    """Who in the village and the kecamatan is told of what the village sends."""
    if report.region.level != Region.Level.VILLAGE:
        return ""
    subdistrict = report.region.ancestor(Region.Level.SUBDISTRICT)
    return f"{report.region.head_title} {report.region.name}\nCamat {subdistrict.name}\nTKSK {subdistrict}"
