"""The note of an inspection of the stimulus, blank to carry along or filled (5.22, II.D.1.3(6–7))."""

from fcu_project import dates
from institutions.documents.letterhead import iso_day, letterhead, place_of, signature
from institutions.documents.signing import head_of
from institutions.models import Book, Region
from reporting.models import StimulusCheck

CHECK_TEMPLATE = "reporting/documents/check.html"
MOST_PAYMENTS = 8
WAYS = "kunjungan / berkas / telepon (coret yang tidak perlu)"
# The two aspects, in the order of the form: what is asked, and what to look at meanwhile.
ASPECTS = (
    (
        "received_rightly", "Penerimaan", "Uang diterima keluarga yang berhak, utuh?",
        "Masuk ke rekening keluarga sendiri. Jumlahnya sama dengan yang dicairkan. Tidak ada potongan atau titipan.",
    ),
    (
        "used_rightly", "Pemanfaatan", "Uang dipakai sesuai tujuan?",
        "Barangnya ada dan dipakai. Kuitansi asli ada dan cocok dengan barangnya. Sisa uang jelas.",
    ),
)  # fmt: skip


def check_facts(grant, check, paper, on):
    """Facts of the paper; `check` None leaves every answer to be written.

    about [(label, words)], payments [{number, on, amount, shown, left}], aspects [{number, title, question, hints,
    answers [{label, mark}]}], note, finding, action, due_on, settled, family and inspector (signatures), place, day.
    """
    office = grant.region.ancestor(Region.Level.REGENCY)
    return {
        "title": f"Catatan pemeriksaan dana stimulan {grant.region}",
        "document_id": f"PDS-{(check or grant).uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(office, book=Book.OFFICE),
        "village": str(grant.region),
        "is_blank": check is None,
        "about": _about(grant, check),
        "payments": _payments(grant),
        "aspects": [
            {"number": place, "title": title, "question": question, "hints": hints, "answers": _answers(check, name)}
            for place, (name, title, question, hints) in enumerate(ASPECTS, 1)
        ],
        "note": check.note if check else "",
        "finding": check.finding if check else "",
        "action": check.action if check else "",
        "due_on": iso_day(check.due_on) if check else "",
        "has_finding": check is None or bool(check.finding),
        "settled": _settled(check),
        "family": signature(["Keluarga penerima"], grant.family.head_name),
        "inspector": signature(["Pemeriksa"], _name_of(check)),
        "head": head_of(Book.OFFICE, office, check.on if check else on) | {"heading": "Mengetahui,"},
        "place": place_of(grant.region),
        "day": iso_day(check.on) if check else "",
    }  # fmt: skip


def _about(grant, check):
    family = grant.family
    return [
        ("Keluarga penerima", ", ".join(filter(None, (family.called, family.neighbourhood)))),
        ("Lokasi", f"{grant.region}, {grant.region.parent}"),
        ("Dana", f"Tahun {grant.year}, {grant.get_source_display()}, hak {dates.rupiah(grant.entitlement)}"),
        ("Untuk", grant.purpose),
        ("Tanggal pemeriksaan", dates.long_date(check.on) if check else ""),
        ("Cara", check.get_way_display() if check else WAYS),
        ("Pemeriksa", check.inspector if check else ""),
    ]


def _payments(grant):
    paid = grant.disbursements.filter(paid_on__isnull=False).order_by("number")[:MOST_PAYMENTS]
    return [
        {"number": row.number, "on": iso_day(row.paid_on), "amount": dates.rupiah(row.approved),
         "shown": dates.rupiah(row.realised), "left": dates.rupiah(row.left)}
        for row in paid
    ]  # fmt: skip


def _answers(check, name):
    given = getattr(check, name) if check else ""
    return [{"label": label, "mark": value == given} for value, label in StimulusCheck.Answer.choices]


def _settled(check):
    if check is None or not check.resolved_on:
        return ""
    return f"{dates.long_date(check.resolved_on)}. {check.resolution}"


def _name_of(check):
    """Only the name: what follows the comma says the office."""
    return check.inspector.split(",")[0].strip() if check else ""
