"""What the quarterly report says on paper (5.19, 5.29): plain text, numbers, lists, ready to be printed.

The automatic parts name no family; what people wrote themselves is printed as they wrote it.
"""

from datetime import date

from fcu_project import dates
from institutions.documents.letterhead import head_of_village, iso_day, letterhead, place_of, signature
from institutions.models import Region
from reporting import indicators
from reporting.documents.annex import annex_facts
from reporting.documents.annexes import annexes_of, shown
from reporting.documents.team_part import part_facts
from reporting.models import Report, Section
from reporting.models.report import INCOMES
from reporting.money import quarter_money
from reporting.quarterly import content
from reporting.quarterly.activities import not_given

TEMPLATE = "reporting/documents/report.html"
POSTS = (("secretary", "Sekretaris"), ("coordinator", "Koordinator"))
ACCOUNTED = (("coordinator", "Koordinator"), ("treasurer", "Bendahara"))  # who signs beneath the money


def file_name(report):
    """Laporan-TW3-2025_Sidomekar.pdf."""
    place = "-".join("".join(c if c.isalnum() else " " for c in report.region.name).split())
    return f"Laporan-TW{report.quarter}-{report.year}_{place}.pdf"


def is_accepted(report, version):
    """Whether this is the text that the Dinas accepted, to be printed clean and signed."""
    return report.stage == Report.Stage.ACCEPTED and version.pk == report.latest_version().pk


def told_by(report, version=None):
    """(content, figures) of a version as it was sent, or of the working text where `version` is None."""
    if version:
        return version.content, version.figures
    return content.content_of(report), indicators.count(report.region, report.period)


def report_facts(report, version=None, *, paper=""):
    """Facts of the paper: of a version as it was sent, or of the working text where `version` is None.

    Wide annexes need to know the paper; it is that of the place unless told.
    """
    told, figures = told_by(report, version)
    unit, region, sections = report.unit, report.region, told["sections"]
    sent_on = version.sent_on if version else None
    accepted = version is not None and is_accepted(report, version)
    return {
        "title": f"{report}, {told['village']}",
        "document_id": f"LTW-{(version or report).uid.hex[:8].upper()}",
        "letterhead": letterhead(region, unit),
        "paper": paper or region.setting("paper"),
        "quarter": report.period.words,
        "unit": told["unit"],
        "unit_name": f"FCU {unit.name}",
        "village": told["village"],
        "above": [
            found.full_name
            for level in (Region.Level.SUBDISTRICT, Region.Level.REGENCY, Region.Level.PROVINCE)
            if (found := region.ancestor(level))
        ],
        "place": place_of(region),
        "dated_on": iso_day(sent_on),
        "receipt": _receipt(report, version, accepted),
        "opening": _opening(report, told, figures),
        "activities": [_with_notes(group) for group in told["activities"]],
        "plan": told.get("plan", []),
        "not_given": ", ".join(not_given(told["activities"], told.get("plan", ()))),
        "incidents": told.get("incidents"),
        "reasons": content.reasons_told(told),
        "activities_text": sections[Section.ACTIVITIES]["text"],
        "figures": _tables(figures),
        "mentoring": [shown(table) for table in told.get("mentoring", [])],
        "results_text": sections[Section.RESULTS]["text"],
        "obstacles": sections[Section.OBSTACLES]["rows"],
        "no_obstacles": bool(sections[Section.OBSTACLES]["none"]),
        "next_plan_text": sections[Section.NEXT_PLAN]["text"],
        "guidance": told.get("guidance", []),
        "findings": shown(told["findings"]) if told.get("findings") else None,
        "team": part_facts(told.get("team", {})),
        "finance": finance_facts(sections[Section.FINANCE]),
        "annexes": annexes_of(told, figures),
        "annex": annex_facts(report, told),
        "signatures": [_officer(told, unit, code, post) for code, post in POSTS],
        "accounted": [_officer(told, unit, code, post) for code, post in ACCOUNTED],
        "acknowledged": head_of_village(region, sent_on or report.period.end) | {"heading": "Mengetahui,"},
    }


def _with_notes(group):
    """The rows of a kind, each with its cost, its partners and its row of the plan in words."""
    return group | {"rows": [row | {"notes": content.notes_of(row)} for row in group["rows"]]}


def _officer(told, unit, code, post):
    """Who signs for the FCU, as it stood when it was sent: "Plt. Sekretaris" where somebody acted (MEM-16)."""
    title = f"Plt. {post}" if code in told.get("acting", ()) else post
    return signature([title, f"FCU {unit.name}"], told["officers"].get(code, ""))


def _receipt(report, version, accepted):
    """Where the paper stands: its version and receipt, and who accepted it when."""
    lines = []
    if version:
        lines.append(
            f"Dikirim {dates.long_date(version.sent_on)}, versi {version.number}. "
            f"Nomor tanda terima: {version.receipt_number}."
        )
    if approved := (version.content if version else {}).get("approved"):
        lines.append(f"Disetujui {approved['by']}, {dates.long_date(date.fromisoformat(approved['on']))}.")
    if accepted:
        lines.append(f"Diterima {dates.long_date(report.accepted_on)} oleh {report.accepted_by_words}.")
    return lines


def _opening(report, told, figures):
    """Chapter I, made by itself: which FCU, which quarter, how many people and families."""
    unit, period = report.unit, report.period
    decreed = f" ditetapkan dengan keputusan tanggal {dates.long_date(unit.decreed_on)}" if unit.decreed_on else ""
    span = f"{dates.long_date(period.start)} sampai {dates.long_date(period.end)}"
    return [
        f"{told['unit']}, {told['village']}{',' if decreed else ''}{decreed}. Laporan ini memuat kegiatan {span}.",
        f"Pada akhir triwulan FCU mempunyai {figures.get('officers_end', 0)} pengurus dan "
        f"{figures.get('members_end', 0)} anggota, dengan {figures.get('pioneers_end', 0)} keluarga pionir dan "
        f"{figures.get('plasma_end', 0)} keluarga plasma. Angka dalam laporan ini dihitung dari catatan kegiatan FCU.",
    ]


def _tables(figures):
    """[{heading, rows}] of the figures, women and men "" where a figure is not split."""
    values = {column: figures.get(column, 0) for column in indicators.REPORT_COLUMNS}
    return [
        {"heading": heading, "rows": [
            {"label": label, "all": every, "women": "–" if women is None else women, "men": "–" if men is None else men}
            for label, every, women, men in rows
        ]}
        for heading, rows in indicators.table(values)
    ]  # fmt: skip


def finance_facts(told):
    """The totals of the quarter in rupiah, with the balances; `kind` "" where they are not filled in yet."""
    incomes = [(content.AMOUNT_WORDS[name], told.get(name, 0)) for name in INCOMES]
    total = sum(amount for _, amount in incomes)
    closing = told.get("opening_balance", 0) + total - told.get("expense_total", 0)
    return {
        "kind": told["kind"],
        "nihil": told["kind"] == Report.Finance.NIHIL,
        "opening": dates.rupiah(told.get("opening_balance", 0)),
        "incomes": [{"label": label, "amount": dates.rupiah(amount)} for label, amount in incomes],
        "income_total": dates.rupiah(total),
        "expense": dates.rupiah(told.get("expense_total", 0)),
        "closing": dates.rupiah(closing),
        "closing_words": f"{dates.number_in_words(closing)} rupiah" if closing >= 0 else "",
        "note": told.get("note", ""),
        "book": quarter_money.shown(told),
    }
