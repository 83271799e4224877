"""What a report of an office says: its chapters as plain data, what is still missing, how two versions differ."""

import json

from fcu_project.workflow import reasons_of
from institutions.documents.letterhead import office_name_of
from reporting import indicators, recap
from reporting.above.office_below import below
from reporting.above.office_duties import quarters_of
from reporting.above.office_kinds import Chapter, Kind
from reporting.above.office_tables import tables_of
from reporting.models.office import TEXTS
from reporting.quarterly import annexes, aspects, team_report
from reporting.quarterly.content import changed_figures, changed_lines, obstacle_line, obstacle_told, obstacles_problem


# --- as written -----------------------------------------------------------------------------------------------------
def chapter_told(report, chapter):
    """One chapter as it is written now, as plain JSON."""
    if chapter == Chapter.OBSTACLES:
        return {"none": report.no_obstacles, "rows": [obstacle_told(row) for row in report.obstacles.all()]}
    return {"text": getattr(report, TEXTS[chapter])}


def writer_name(report):
    """The office that reports: "Kecamatan Gangga", "LK3 Kabupaten Lombok Utara", "Tim PSKS Desa Sidomekar"."""
    if report.kind in (Kind.TEAM, Kind.LK3):
        return f"{'Tim PSKS' if report.kind == Kind.TEAM else 'LK3'} {report.region}"
    return office_name_of(report.region)


def content_of(report):
    """Everything that is sent, as plain JSON: chapters, tables, completeness, attachments, who was missing below,
    written reasons."""
    return {
        "office": writer_name(report),
        "region": str(report.region),
        "chapters": {chapter.value: chapter_told(report, chapter) for chapter in report.row.chapters},
        "tables": tables_of(report),
        "aspects": aspects.told_aspects(report),
        "attachments": annexes.told_attachments(report),
        "below": below(report).as_told(),
        "reasons": reasons_of(report),
    }


NOTHING = {"office": "", "region": "", "chapters": {}, "tables": [], "aspects": [], "attachments": [], "reasons": {}}


def told_of(report, version=None, *, as_written=True):
    """What is read of a report: a version as it was sent; else the working text, or for others than its writers, and
    once it is a part of the FCU's report, what went with that (REP-16)."""
    if version:
        return version.content
    if as_written and report.is_open:
        return content_of(report)
    return team_report.sent_inside(report) or NOTHING | {"office": writer_name(report), "region": str(report.region)}


def chapter_problem(report, chapter):
    """What is still missing in a chapter, as a sentence; "" once it is complete."""
    if chapter == Chapter.OBSTACLES:
        return obstacles_problem(report)
    return "" if getattr(report, TEXTS[chapter]).strip() else f"Bagian “{Chapter(chapter).label}” belum diisi."


def open_problem(report, chapter):
    """The same, or that the writer has not yet said that the chapter is finished."""
    problem = chapter_problem(report, chapter)
    if problem or report.is_done(chapter):
        return problem
    return f"Bagian “{Chapter(chapter).label}” belum ditandai selesai."


# What a written reason was given for, as screen and paper say it.
REASON_WORDS = {"reported": "FCU atau kantor yang belum melapor", "accepted": "Laporan FCU yang belum diterima"}


def reason_lines(told):
    """The written reasons of a report as sentences."""
    return [f"{REASON_WORDS.get(gate, 'Keterangan')}. Alasan: {reason}" for gate, reason in told["reasons"].items()]


# --- figures --------------------------------------------------------------------------------------------------------
def figures_of(report):
    """The figures of the accepted reports below, {column: number}; {} for a report that carries none.

    Of a semester or year: what happened is added up, what there was is that of the last quarter.
    """
    if not report.row.sums:
        return {}
    found = [recap.sums_for(report.region, one.year, one.number).accepted for one in quarters_of(report.period)]
    return {
        column: found[-1][column] if column in STOCKS else sum(told[column] for told in found)
        for column in indicators.REPORT_COLUMNS
    }


STOCKS = frozenset(
    column
    for figure in indicators.REPORT_FIGURES.values()
    if figure.kind == indicators.STOCK
    for column in figure.columns
)


# --- compared -------------------------------------------------------------------------------------------------------
def lines_of(chapter, told):
    """A chapter of a sent version as lines of text."""
    if chapter == Chapter.OBSTACLES:
        if told.get("none") and not told.get("rows"):
            return ["Tidak ada kendala."]
        return [obstacle_line(row) for row in told.get("rows", [])]
    return told.get("text", "").splitlines()


def added_lines(told):
    """What was added to a report, as lines: {label: [line]} of the writer's words on aspects, photos and papers."""
    words = [f"{line['label']}: {line['word']}" for line in told["aspects"] if line["word"]]
    return {"Kelengkapan catatan": words, "Foto dan berkas": [row["caption"] for row in told["attachments"]]}


def difference(version, previous):
    """What a version changed against the one before it: {"chapters": [{label, lines: [("-" or "+", text)]}],
    "figures": [(label, before, now)], "tables": [heading]}; only what changed."""
    if previous is None:
        return {"chapters": [], "figures": [], "tables": []}
    chapters = []
    for chapter in version.report.row.chapters:
        before, now = (lines_of(chapter, row.content["chapters"].get(chapter.value, {})) for row in (previous, version))
        if lines := changed_lines(before, now):
            chapters.append({"chapter": chapter, "label": chapter.label, "lines": lines})
    added = [added_lines(row.content) for row in (previous, version)]
    for label, now in added[1].items():
        if lines := changed_lines(added[0][label], now):
            chapters.append({"label": label, "lines": lines})
    tables = changed_tables(previous.content["tables"], version.content["tables"])
    return {"chapters": chapters, "figures": changed_figures(previous.figures, version.figures), "tables": tables}


def changed_tables(before, now):
    """Headings of the tables that say something else, in their order."""
    old, new = ({table["heading"]: (table["rows"], table["total"]) for table in tables} for tables in (before, now))
    return [heading for heading in {**old, **new} if old.get(heading) != new.get(heading)]


def is_as_sent(report):
    """Whether a report that came back says the same as what was sent last: nothing written, added or counted anew."""
    version = report.latest_version()
    if version is None:
        return False
    was, now = version.content, content_of(report)
    told = [[one["chapters"], added_lines(one), _keys(one)] for one in (was, now)]
    return told[0] == told[1] and not changed_tables(was["tables"], _read_back(now["tables"]))


def _keys(told):
    return [row["uid"] for row in told["attachments"]]


def _read_back(tables):
    """As they would be read back: what was frozen went through JSON."""
    return json.loads(json.dumps(tables))


def later_changes(version):
    """What the records say otherwise than this version, which stays as it was sent: {"figures": [(label, was, now)],
    "tables": [heading]}. A report that came late, was mended or opened again below shows here."""
    report = version.report
    figures = changed_figures(version.figures, figures_of(report)) if version.figures else []
    return {"figures": figures, "tables": changed_tables(version.content["tables"], _read_back(tables_of(report)))}
