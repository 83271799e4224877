"""What a cover letter says of a report that was sent: to whom it goes, what lies in the envelope (domain 5.7)."""

from institutions.documents.letter_kinds import head_above
from institutions.models import LetterText, Region
from reporting.documents.annexes import KIND_OF, PHOTOS, annexes_of
from reporting.models import Report
from reporting.quarterly.annexes import told_attachments

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
    return text, f"{subject_of(report)}{again}"[:200]


def subject_of(report):
    """What the letter of the first sending is about; those of later ones add which it is."""
    return f"Pengantar {report}"


def _receiving_levels(report):
    return [Region.Level.REGENCY] if isinstance(report, Report) else [level for level, _ in report.row.receivers]


def _addressee(report):
    """Every office to which it goes, numbered where there are several."""
    heads = [head_above(report.region, level) for level in _receiving_levels(report)]
    return heads[0] if len(heads) == 1 else "\n".join(f"{n}. {head}" for n, head in enumerate(heads, 1))


def _rows(report, what, version):
    """The report, its annexes as the version numbers and calls them, then the papers that lie beside it."""
    told = version.content
    added = told["attachments"] if "attachments" in told else told_attachments(report)
    photos = sum(KIND_OF[row["kind"]] == PHOTOS for row in added)
    if isinstance(report, Report):
        annexes = [
            _row(f"Lampiran {one['number']}: {one['title']}", f"{photos} foto" if one["code"] == PHOTOS else "")
            for one in annexes_of(told, {})
        ]
    else:
        annexes = [_row(f"Lampiran {n}: {table['heading']}") for n, table in enumerate(told.get("tables", ()), 1)]
        annexes += [_row("Foto kegiatan", f"{photos} foto")] if photos else []
    return [_row(what), *annexes, *(_row(row["caption"]) for row in added if KIND_OF[row["kind"]] != PHOTOS)]


def _row(what, note=""):
    return {"what": what, "amount": ONE, "note": note}


def _copies(report):
    """Who in the village and the kecamatan is told of what the village sends."""
    if report.region.level != Region.Level.VILLAGE:
        return ""
    subdistrict = report.region.ancestor(Region.Level.SUBDISTRICT)
    return f"{report.region.head_title} {report.region.name}\nCamat {subdistrict.name}\nTKSK {subdistrict}"
