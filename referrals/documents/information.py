"""What services there are, to be read out or handed out (SVC-01); and tables in an office's own letterhead (SVC-03)."""

from fcu_project.templatetags.ui import telepon
from institutions.documents.letterhead import iso_day, letterhead, place_code
from institutions.documents.sheet import sheet_facts
from institutions.documents.signing import head_of
from institutions.models import Book, FamilyCareUnit
from referrals.documents.directory import where_to_ask
from referrals.models import Sector

INFORMATION_TEMPLATE = "referrals/documents/information.html"
MOST_ON_THE_SHEET = 40


def information_facts(region, services, spread, *, book, paper, on):
    """Facts of the sheet: sectors [{name, value, spread, rows [{what, body, whom, how [..]}]}], left.

    services  the directory as this place finds it, with institution, the nearest first
    spread    {sector: (day, how)} when the services of a field were told last
    """
    rows = list(services)
    shown = rows[:MOST_ON_THE_SHEET]
    unit = FamilyCareUnit.of(region) if book == Book.FCU else None
    return {
        "title": f"Pelayanan kesejahteraan keluarga, {region}",
        "document_id": f"INF-{place_code(region)}",
        "paper": paper,
        "letterhead": letterhead(region, unit, book=book),
        **where_to_ask(region, unit),
        "on": iso_day(on),
        "sectors": [
            {"name": label, "value": value, "spread": spread.get(value, {}),
             "rows": [_line(row) for row in shown if row.sector == value]}
            for value, label in Sector.choices
        ],
        "left": len(rows) - len(shown),
    }  # fmt: skip


def _line(row):
    phone = row.phone or (row.institution.phone if row.institution.element.group == "office" else "")
    call = ", ".join(part for part in (row.contact, telepon(phone) if phone else "") if part)
    return {
        "what": row.name,
        "body": row.institution.name,
        "whom": row.audience,
        "how": [
            {"label": label, "value": value}
            for label, value in (
                ("Datang ke", row.where), ("Hari dan jam", row.hours), ("Yang dibawa atau syarat", row.conditions),
                ("Biaya", row.cost), ("Hubungi", call),
            )
            if value
        ],
    }  # fmt: skip


def own_sheet(title, region, headers, rows, *, book, code, paper, day, notes=(), lies=False, sums=()):
    """A table as a sheet in the letterhead of the office that keeps it, signed by who heads that office."""
    unit = FamilyCareUnit.of(region) if book == Book.FCU else None
    facts = sheet_facts(title, region, headers, rows, paper=paper, day=day, notes=notes, lies=lies, sums=sums)
    return facts | {
        "document_id": f"{code}-{place_code(region)}",
        "letterhead": letterhead(region, unit, book=book),
        "signature": head_of(book, region),
    }
