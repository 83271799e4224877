"""The panel on the page of a report: how complete the records are, which photos and papers go with it."""

from django.template.loader import render_to_string

from fcu_project import dates
from reporting.models import Report
from reporting.quarterly import annexes, aspects
from reporting.quarterly.annexes import address


def annex_panel(request, report):
    """For its writers what they added and what is still missing; for everybody else what was sent."""
    by = request.assignment
    if annexes.reads_as_written(report, by):
        facts = _as_written(report, by)
    else:
        version = _read_version(request, report)
        if version is None:
            return ""
        facts = _as_sent(report, version)
    return render_to_string("reporting/annex_panel.html", {"report": report, **facts}, request)


def annexes_panel(request, report):
    """Photos and papers alone, for who writes the report."""
    facts = _attached(report, request.assignment)
    return render_to_string("reporting/parts/attachments.html", {"report": report, **facts}, request)


def _as_written(report, by):
    lines = aspects.checklist(report)
    return _attached(report, by) | {
        "lines": lines, "left": [line for line in lines if line.lacks],
        "aspects_url": aspects.page_of(report) if annexes.writes(report, by) else "",
    }  # fmt: skip


def _attached(report, by):
    writes = annexes.writes(report, by)
    shown = [_shown(report, row, row.caption, row.taken_on, writes) for row in annexes.standing(report)]
    return {
        "shown": shown, "is_sent": False,
        "add_url": address(type(report), "attachment-create", report.uid) if writes else "",
        "photo_room": annexes.room_for(report, annexes.PHOTO), "paper_room": annexes.room_for(report, annexes.PAPER),
    }  # fmt: skip


def _as_sent(report, version):
    lines = version.content.get("aspects", [])
    shown = [
        _shown(report, row, line["caption"], dates.parse_date(line["taken_on"]) if line["taken_on"] else None)
        for line, row in annexes.rows_told(report, version.content) if row is not None
    ]  # fmt: skip
    return {"told": lines, "shown": shown, "is_sent": True, "version": version,
            "words": [line for line in lines if line["word"]]}  # fmt: skip


def _shown(report, row, caption, taken_on, writes=False):
    """One attachment as the panel shows it."""
    def at(name):
        return address(type(report), name, report.uid, row.uid)

    return {
        "is_photo": row.kind == annexes.PHOTO, "caption": caption, "taken_on": taken_on,
        "url": at("attachment-file"), "remove_url": at("attachment-remove") if writes else "",
    }  # fmt: skip


def _read_version(request, report):
    """The version that the page is about, where its address names one; else the one sent last."""
    asked = request.resolver_match.kwargs if request.resolver_match else {}
    number = asked.get("number") if isinstance(report, Report) else None
    return report.versions.filter(number=number).first() if number else report.latest_version()
