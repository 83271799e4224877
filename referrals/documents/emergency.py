"""The incidental report of an emergency (domain 5.20): who in disguise, what happened, what was done, by whom."""

from django.utils import timezone

from fcu_project.templatetags.ui import telepon
from institutions.documents.letterhead import iso_day, letterhead, place_of
from institutions.documents.signing import head_of
from institutions.models import Book, FamilyCareUnit, Region
from referrals.emergencies import masked_who, moment_words

EMERGENCY_TEMPLATE = "referrals/documents/emergency.html"
BOOKS = {Region.Level.VILLAGE: Book.FCU, Region.Level.SUBDISTRICT: Book.TKSK, Region.Level.REGENCY: Book.LK3}


def emergency_facts(row, paper, on):
    """Facts of the report: who, sex, village, happened, called {when, office, spoken_to, phone}, result, told {when,
    whom}, follow_up, parties [name], recorded_by, signature."""
    office, book = row.keeper, BOOKS.get(row.keeper.level, Book.OFFICE)
    unit = FamilyCareUnit.of(office) if book == Book.FCU else None
    return {
        "title": f"Laporan insidental {row.region}",
        "document_id": f"INS-{row.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(office, unit, book=book),
        "happened_on": iso_day(timezone.localdate(row.called_at)),
        "who": masked_who(row),
        "sex": _sex(row),
        "village": str(row.region),
        "happened": row.happened,
        "called": {
            "when": moment_words(row.called_at),
            "office": _office(row),
            "spoken_to": row.spoken_to,
            "phone": telepon(row.phone) if row.phone else "",
        },
        "result": row.result,
        "told": {"when": moment_words(row.lk3_told_at), "whom": row.lk3_told_whom},
        "parties": _parties(row),
        "follow_up": _follow_up(row),
        "recorded_by": row.recorded_by,
        "place": place_of(office),
        "day": iso_day(on),
        "signature": head_of(book, office, on),
    }  # fmt: skip


def _sex(row):
    if row.client_sex:
        return row.get_client_sex_display()
    return row.family.get_head_sex_display() if row.family_id and not row.client else ""


def _office(row):
    kind = row.get_place_kind_display()
    return f"{row.place_name} ({kind})" if row.place_name else kind


def _parties(row):
    """Everybody who had a part in it, each once."""
    told = [f"LK3 ({row.lk3_told_whom})"] if row.lk3_told_at else []
    placed = [row.referral.place] if row.referral_id and row.referral.place else []
    return list(dict.fromkeys([_office(row), row.recorded_by, *told, *placed]))


def _follow_up(row):
    if row.referral_id and row.referral.sent_on:
        return f"Surat rujukan nomor {row.referral.number}, {row.referral.get_stage_display().lower()}."
    if row.referral_id:
        return "Draf surat rujukan sudah dibuat, belum dikirim."
    return f"Tanpa surat rujukan: {row.no_paper_reason}" if row.no_paper_reason else ""
