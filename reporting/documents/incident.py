"""What an incidental report on a case says on paper (5.20): confidential, of nobody's name."""

from fcu_project import dates
from institutions.documents.letterhead import coordinator_of, head_of_village, letterhead, place_of, signature
from institutions.models import FamilyCareUnit, Person, Region
from reporting.incidental import incidents
from reporting.incidental.incident_words import AGE_LABELS, whom

INCIDENT_TEMPLATE = "reporting/documents/incident.html"


def incident_facts(report, version, paper):
    """number, about [(label, words)], parts [{heading, text}], standing [lines], who signs; of a version as it was
    sent, else of the text being worked on."""
    words, region = incidents.told_of(report, version), report.region
    unit, day = FamilyCareUnit.of(region), version.sent_on if version else None
    title, name = coordinator_of(unit, day)
    regency = region.ancestor(Region.Level.REGENCY)
    return {
        "title": f"Laporan insidental {region}",  # its number may look like one of identity
        "document_id": f"LI-{(version or report).uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(region, unit),
        "number": report.number,
        "addressee": f"{regency.setting('social_office_name', 'Dinas Sosial')} {regency}",
        "about": _about(report, words),
        "parts": [
            {"heading": f"{place}. {label}", "text": "\n".join(lines)}
            for place, (_, label, lines) in enumerate(incidents.parts_of(words), 1)
        ],
        "standing": _standing(report, version),
        "place": place_of(region),
        "day": day.isoformat() if day else "",
        "signer": signature([f"{title} {unit or 'FCU'}"], name),
        "head": head_of_village(region, day) | {"heading": "Mengetahui,"},
    }


def _about(report, words):
    masked = words.get("masked", {})
    region, subdistrict = report.region, report.region.parent
    return [
        ("Kasus nomor", report.case.number),
        ("Identitas (disamarkan)", whom({"initials": masked.get("initials", "")})),
        ("Jenis kelamin", dict(Person.Sex.choices).get(masked.get("sex"), "")),
        ("Kelompok umur", AGE_LABELS.get(masked.get("age_group"), "tidak diketahui")),
        ("Tempat", f"{region}, {subdistrict}" if subdistrict else str(region)),
        ("Tanggal kejadian", dates.long_date(dates.parse_date(words["happened_on"]))),
    ]


def _standing(report, version):
    """Where this text stands: its version, and who received it when."""
    if version is None:
        return ["Draf, belum dikirim."]
    lines = [f"Versi {version.number}, dikirim {dates.long_date(version.sent_on)} oleh {version.sent_by_words}."]
    if report.received_on and not report.is_open and version.pk == report.latest_version().pk:
        number = f" Nomor tanda terima {report.paper_number}." if report.paper_number else ""
        lines.append(f"Diterima {dates.long_date(report.received_on)}: {report.received_by_words}.{number}")
    return lines
