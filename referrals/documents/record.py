"""The report of one activity on paper (SVC-12): planned and done side by side, who came, what it cost; nobody named."""

import base64

from fcu_project import dates, files
from institutions.documents.letterhead import iso_day, letterhead, place_of
from institutions.documents.signing import head_of
from institutions.models import Book, FamilyCareUnit, Region
from referrals.served import ROLES, counts_of

LONG = 900  # letters of story and result beyond which type and photo are smaller, so that one page holds them
RECORD_TEMPLATE = "referrals/documents/record.html"
BOOKS = {Region.Level.VILLAGE: Book.FCU, Region.Level.SUBDISTRICT: Book.TKSK, Region.Level.REGENCY: Book.LK3}


def office_of(region):
    """(book, FCU or None) of the office that keeps records of help in a place."""
    book = BOOKS[region.level]
    return book, FamilyCareUnit.of(region) if book == Book.FCU else None


def people_in_words(women, men):
    """ "12 perempuan, 8 laki-laki, jumlah 20 orang"; "" where nobody was counted."""
    if women is None and men is None:
        return ""
    women, men = women or 0, men or 0
    return f"{women} perempuan, {men} laki-laki, jumlah {women + men} orang"


def days_in_words(record):
    """The day, or the first and the last."""
    first = dates.long_date_with_day(record.held_on)
    return first if record.last_day == record.held_on else f"{first} sampai {dates.long_date(record.until_on)}"


def record_facts(record, paper):
    """Facts of the report: lines [{label, planned, done}], told [{label, value}], partners, families, photo."""
    office, item = record.keeper, record.plan_item
    book, unit = office_of(office)
    money = dates.rupiah(record.cost) if record.cost is not None else ""
    counted = counts_of(record)
    told = (
        ("Bentuk", record.get_form_display()), ("Bidang", record.get_sector_display()),
        ("Pihak yang dituju", record.target_body), ("Edisi", record.edition),
        ("Jumlah dibagikan", "" if record.copies is None else str(record.copies)), ("Tempat", record.place),
        ("Kearifan lokal yang dipakai", record.local_wisdom),
    )  # fmt: skip
    return {
        "document_id": f"LKP-{record.uid.hex[:8].upper()}",
        "title": f"Laporan kegiatan {record.topic}, {record.region}",
        "paper": paper,
        "letterhead": letterhead(office, unit, book=book),
        "is_long": len(record.story) + len(record.result) > LONG,
        "kind": record.get_kind_display(),
        "matter": record.topic,
        "region": str(record.region),
        "is_planned": item is not None,
        "lines": [
            {"label": label, "planned": planned, "done": done}
            for label, planned, done in (
                ("Kegiatan", item.what if item else "", record.topic),
                ("Waktu", f"{item.when} {item.plan.year}" if item else "", days_in_words(record)),
                ("Sasaran dan peserta", item.target if item else record.audience,
                 people_in_words(record.women, record.men) or record.audience),
                ("Biaya", dates.rupiah(item.amount) if item and item.amount is not None else "", money),
                ("Sumber dana", item.get_source_display() if item else "", record.get_source_display()),
            )
        ],
        "told": [{"label": label, "value": value} for label, value in told if value],
        "story": record.story,
        "result": record.result,
        "next_step": record.next_step,
        "next_on": iso_day(record.next_on),
        "next_done_on": iso_day(record.next_done_on),
        "partners": list(record.partners.order_by("name").values_list("name", flat=True)),
        "families": [{"label": label, "count": counted[role]} for role, label in ROLES.items() if counted[role]],
        "photo": picture_of(record.photo) if record.photo_id else "",
        "withdrawn": {"on": iso_day(record.withdrawn_on), "reason": record.withdrawn_reason}
        if record.withdrawn_on else {},
        "place": place_of(office),
        "signature": head_of(book, office),
    }  # fmt: skip


def picture_of(stored):
    """A stored photo as a data address, so that the paper fetches nothing."""
    return "data:image/jpeg;base64," + base64.b64encode(files.read(stored)).decode()
