"""One report of an FCU: a list of its sections, what is next, what it says, how it came about."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.views.generic import TemplateView

from fcu_project import audit, dates, registry, workflow
from reporting import indicators
from reporting.documents.annexes import ADMINISTRATIVE, TECHNICAL, annexes_of, shown
from reporting.documents.report import finance_facts
from reporting.models import Obstacle, Report, Section, SectionReview
from reporting.money import quarter_money
from reporting.quarterly import content
from reporting.quarterly.activities import not_given
from reporting.quarterly.history import events_of
from reporting.quarterly.missing import unrecorded_in
from reporting.quarterly.recall import recalling
from reporting.views.figures import groups_for
from reporting.views.reach import STAGE_MARKS, may_write, reads_as_written, visible_report

STAGE = Report.Stage
PAPERS = ("F4", "A4")
VERBS = {"todo": "Isi", "doing": "Selesaikan", "wrong": "Perbaiki"}  # by the mark of a section
LETTERS = {
    Section.ACTIVITIES: "II", Section.RESULTS: "III", Section.OBSTACLES: "IV", Section.NEXT_PLAN: "VI",
    Section.FINANCE: "L1",
}  # fmt: skip


# --- one report -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Part:
    """One section as the task list shows it."""

    section: Section
    letter: str
    state: str
    word: str
    url: str = ""
    why: str = ""
    note: str = ""
    noted_by: str = ""

    @property
    def label(self):
        return self.section.label

    @property
    def half(self):
        """Which half of the report it belongs to (II.G.4.1-2): the technical one, or the finance."""
        return ADMINISTRATIVE if self.section == Section.FINANCE else TECHNICAL


def parts_of(report, by):
    """The sections with how far each is, and what the Dinas said of it."""
    version = report.latest_version()
    reviews = content.reviews_of(version) if report.stage in (STAGE.RETURNED, STAGE.ACCEPTED) else {}
    unmended = content.unmended(report) if report.stage == STAGE.RETURNED else []
    return [_part(report, section, by, reviews.get(section), section in unmended) for section in Section]


def _part(report, section, by, review, unmended):
    url = ""
    if report.is_open and may_write(report, by, section):
        url = reverse("reporting:section", args=[report.uid, section.value])
    state, word, why = _standing(report, section, unmended)
    why = why or ("Bab IV dan V pada kertas." if section == Section.OBSTACLES else "")
    to_mend = review is not None and review.verdict == SectionReview.Verdict.MEND
    if to_mend and report.is_open and not unmended:
        why = "Sudah diubah sejak dikembalikan."
    told = (review.note, review.reviewed_by) if to_mend and report.stage == STAGE.RETURNED else ("", "")
    return Part(section, LETTERS[section], state, word, url, why, *told)


def _standing(report, section, unmended):
    """(kind of mark, word, why) of one section."""
    if not report.is_open:
        return (*STAGE_MARKS[report.stage][:1], report.get_stage_display(), "")
    if unmended:
        return "wrong", "Perlu diperbaiki", ""
    problem = content.section_problem(report, section)
    if problem and section == Section.FINANCE and (book := quarter_money.book_of(report)):
        return _not_as_the_book(report, book)
    if problem:
        return "todo", "Belum diisi", ""
    if report.is_done(section):
        return "done", "Selesai", ""
    return "doing", "Sedang diisi", "Belum ditandai selesai."


def _not_as_the_book(report, book):
    """The same of a finance section that was not looked through yet, or disagrees with the cash book (F9)."""
    if not report.finance_kind:
        return "todo", "Belum dicocokkan", ""
    lines = [words for words, _, _ in quarter_money.differences(report, quarter_money.amounts_of(book, report.period))]
    return "wrong", "Tidak sama", f"Buku kas mengatakan lain: {', '.join(lines)}. Buka untuk melihat bedanya."


def first_note(report):
    """The place on the report's page where the first section to be mended stands, "" for none."""
    left = content.sections_to_mend(report.latest_version()) if report.stage == STAGE.RETURNED else []
    return f"#bagian-{left[0].value}" if left else ""


def shown_content(report, by):
    """(content, figures, version) as this reader sees the report; version is None for the working text."""
    version = None if reads_as_written(report, by) else report.latest_version()
    if version is not None:
        return version.content, version.figures, version
    return content.content_of(report), indicators.count(report.region, report.period), None


class ReportView(TemplateView):
    """One report: its sections, the figures, the activities, what is missing, the way on, and how it came about."""

    template_name = "reporting/report.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        report = recalling(visible_report(self.request, self.kwargs["uid"]))
        audit.record("report:view", by=by, obj=report)
        told, figures, version = shown_content(report, by)
        own = report.region_id == by.region_id
        returned = own and report.stage == STAGE.RETURNED
        parts = parts_of(report, by)
        buttons = {button.name: button for button in self._buttons(report, by)}
        button, approve = buttons.get("send"), buttons.get("approve") or buttons.get("approve-mended")
        waiting = [gate for gate in button.gates if gate.state != "open"] if button else []
        others = [gate for gate in waiting if not gate.name.startswith("section_")]
        versions = list(report.versions.all())
        return super().get_context_data(
            report=report, own=own, version=version, parts=parts, told=told, due_on=report.due_on,
            mark=STAGE_MARKS[report.stage], done=sum(part.state == "done" for part in parts),
            writes=any(part.url for part in parts), groups=groups_for(report, figures, by),
            chapters=chapters_of(told), activities=activities_shown(told["activities"]),
            plan=plan_shown(told.get("plan", [])), papers=PAPERS, send=button, **tables_shown(told, figures),
            earlier=earlier_obstacles(report, by) if report.is_open and may_write(report, by, None) else [],
            approve=approve, next_step=next_step(parts, button, approve),
            send_gates=others, sections_left=len(waiting) - len(others),
            missing=unrecorded_in(report) if report.is_open and may_write(report, by, None) else [],
            later=content.later_changes(report) if version is not None and own else [],
            changed=content.difference(versions[0], versions[1]) if len(versions) > 1 and version else None,
            events=events_of(report, versions), mending=content.unmended(report) if returned else [],
            waits=content.waits_for(report) if returned else "", reopened=returned and content.was_reopened(report),
            may_scan=own and report.stage == STAGE.ACCEPTED and by.has_perm("reporting.change_report"),
            panels=registry.panels_for("report", self.request, report), **kwargs,
        )  # fmt: skip

    @staticmethod
    def _buttons(report, by):
        return workflow.available(report, by, dates.today_in(report.region.zone))


def next_step(parts, send, approve):
    """(words, address) of what the reader does next with an open report; None for whoever does nothing with it."""
    left = [part for part in parts if part.url and part.state != "done"]
    if left:
        return f"{VERBS[left[0].state]} bagian “{left[0].label}”", left[0].url
    if approve and approve.open:
        return "Baca laporan, lalu setujui", "#setujui"
    if send is None:
        return None
    shut = next((gate for gate in send.gates if gate.state == "shut"), None)
    if shut:
        return (shut.label, shut.fix_url) if shut.fix_url else (shut.detail, "#kirim")
    if [gate.name for gate in send.reasons] == ["approved"]:
        return "Minta Koordinator menyetujui, atau tulis alasannya", "#kirim"
    if not send.open:
        return "Penuhi syarat kirim, atau tulis alasannya", "#kirim"
    return "Kirim ke Dinas Sosial", "#kirim"


@dataclass(frozen=True)
class Chapter:
    """One section for those who read: paragraphs, or obstacles with their solutions, or the totals of the finance."""

    section: Section
    letter: str
    paragraphs: list
    obstacles: list
    finance: dict | None = None


def chapters_of(told):
    """What is written, section by section."""
    return [_chapter(section, told["sections"][section]) for section in Section]


def _chapter(section, told):
    obstacles = [
        row | {"due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None} for row in told.get("rows", ())
    ]
    lines = told.get("text", "").splitlines() or (["Tidak ada kendala."] if told.get("none") and not obstacles else [])
    finance = finance_facts(told) if section == Section.FINANCE and told["kind"] else None
    return Chapter(section, LETTERS[section], lines, obstacles, finance)


# --- chapter II -------------------------------------------------------------------------------------------------
def activities_shown(groups):
    """The table of chapter II with its days in words, ready for a screen."""
    return [
        group | {"rows": [row | {"when": _days(row), "notes": content.notes_of(row)} for row in group["rows"]]}
        for group in groups
    ]


def plan_shown(plan):
    """Plan and realisation with their days in words."""
    return [
        kind | {"rows": [row | {"when": ", ".join(map(_day_words, row["days"]))} for row in kind["rows"]]}
        for kind in plan
    ]


def tables_shown(told, figures):
    """Chapter III from the pioneers' reports and the annexes, ready for a screen; kinds of service without anything."""
    return {
        "mentoring": [shown(table) for table in told.get("mentoring", [])],
        "findings": [shown(told["findings"])] if told.get("findings", {}).get("rows") else [],
        "annexes": [annex for annex in annexes_of(told, figures) if annex["tables"] or annex["empty"]],
        "not_given": ", ".join(not_given(told["activities"], told.get("plan", ()))),
    }


# --- obstacles of the quarter before ----------------------------------------------------------------------------
def earlier_obstacles(report, by):
    """Obstacles of the last report that this one does not tell yet: asked about again, and taken over on wish."""
    before = report.period.previous
    rows = Obstacle.objects.visible_to(by).filter(
        report__unit=report.unit_id, report__year=before.year, report__quarter=before.number
    )  # fmt: skip
    told = {row.obstacle for row in report.obstacles.all()}
    return [row for row in rows if row.obstacle not in told]


def _day_words(iso):
    return dates.long_date(date.fromisoformat(iso))


def _days(row):
    start, end = (dates.long_date(date.fromisoformat(row[name])) for name in ("start", "end"))
    return start if start == end else f"{start} sampai {end}"
