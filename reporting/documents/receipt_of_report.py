"""The receipt of a report that was sent (REP-07): its number, which report, when, by whom, to which office."""

from django.utils import timezone

from fcu_project import dates
from institutions.documents.letterhead import letterhead
from institutions.models import Region
from reporting.models import Report

TEMPLATE = "reporting/documents/report_receipt.html"


def file_name(version):
    """Tanda-terima_TT-52…-2025-3-1.pdf."""
    return f"Tanda-terima_{version.receipt_number}.pdf"


def receipt_facts(report, version):
    """Facts of the receipt of one version: lines [{label, value}] in their order, standing (what became of it)."""
    return {
        "title": f"Tanda terima {version.receipt_number}",
        "document_id": f"TTL-{version.uid.hex[:8].upper()}",
        "letterhead": letterhead(report.region, report.unit),
        "number": version.receipt_number,
        "lines": [
            {"label": "Laporan", "value": str(report)},
            {"label": "FCU", "value": str(report.unit)},
            {"label": "Desa/kelurahan", "value": _place(report.region)},
            {"label": "Masa laporan", "value": _span(report.period)},
            {"label": "Versi", "value": str(version.number)},
            {"label": "Dikirim", "value": _sent(version, report.region)},
            {"label": "Dikirim oleh", "value": version.sent_by_words},
            {"label": "Kepada", "value": office_of(report.region)},
            {"label": "Batas kirim", "value": _due(report, version)},
        ],
        "standing": standing(report, version),
    }


def _place(region):
    above = (region.ancestor(level) for level in (Region.Level.SUBDISTRICT, Region.Level.REGENCY))
    return ", ".join(str(place) for place in (region, *above) if place)


def _span(period):
    return f"{period.words}, {dates.long_date(period.start)} sampai {dates.long_date(period.end)}"


def _sent(version, region):
    """The day of the sending, with the hour where it was sent here on that very day; an earlier one was typed later."""
    here, day = timezone.localtime(version.sent_at, dates.zone_of(region.zone)), dates.long_date(version.sent_on)
    if here.date() == version.sent_on:
        return f"{day} pukul {dates.clock(here)}"
    return f"{day}, dicatat di sini {dates.long_date(here)} pukul {dates.clock(here)}"


def office_of(region):
    """The office to which the FCU of a village reports: "Dinas Sosial Kabupaten Sukaraya"."""
    regency = region.ancestor(Region.Level.REGENCY)
    name = region.setting("social_office_name")
    return f"{name} {regency.full_name}" if regency else name


def _due(report, version):
    """Whether it came in time: by its first sending, since a return makes no one late."""
    due, first = report.due_on, report.versions.order_by("number").first()
    late = (first.sent_on - due).days
    again = "" if version.number == first.number else f" (pertama kali dikirim {dates.long_date(first.sent_on)})"
    return f"{dates.long_date(due)}, {f'terlambat {late} hari' if late > 0 else 'tepat waktu'}{again}"


def standing(report, version):
    """What became of this version: accepted, sent back, replaced by a later one, or still to be looked at."""
    latest = report.latest_version()
    if version.pk != latest.pk:
        return f"Diganti versi {latest.number} yang dikirim {dates.long_date(latest.sent_on)}."
    if report.stage == Report.Stage.ACCEPTED:
        return f"Diterima {dates.long_date(report.accepted_on)} oleh {report.accepted_by_words}."
    if report.stage == Report.Stage.RETURNED:
        return f"Dikembalikan untuk diperbaiki {dates.long_date(report.returned_on)} oleh {report.returned_by_words}."
    return "Terkirim, belum selesai diperiksa."
