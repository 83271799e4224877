"""What was sent, as it was sent: read by whoever may, judged section by section by the Dinas (REP-12)."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from fcu_project import audit, dates, registry, workflow
from fcu_project.models import StaleVersion
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from reporting import indicators
from reporting.actions import report as actions
from reporting.forms.review import ReviewForm
from reporting.models import QuarterFigures, Report, Section, SectionReview
from reporting.models.report import INCOMES
from reporting.money import quarter_money
from reporting.quarterly import content
from reporting.quarterly.history import events_of
from reporting.quarterly.reviewing import carried, review_due, unchanged
from reporting.views.reach import STAGE_MARKS, visible_report
from reporting.views.report import LETTERS, plan_shown, tables_shown

STAGE = Report.Stage
OWN_REPORT = "Laporan ini Anda kirim sendiri. Pemeriksanya harus orang lain."
STEPS = ("return", "accept")
MOST_VERSIONS = 999
# What a reviewer looks at first; the others unfold.
FIRST_FIGURES = ("meetings_held", "plasma_visited", "needs_met", "referrals_sent")


def reading_url(report, by):
    """Where this reader may read what was sent: the review, the report, or "" for whoever sees sums only."""
    if report is None or report.sent_on is None or not by.has_perm("reporting.view_report"):
        return ""
    if by.has_perm("reporting.review_report"):
        return reverse("reporting:review", args=[report.uid])
    return report.get_absolute_url()


# --- what a version says --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Chapter:
    """One section of a sent version: what it says, what is new in it, what was said of it, the fields to say it.

    `before` is what was said of it in the version before, `same` whether it reads as it did then.
    """

    section: Section
    letter: str
    told: dict
    changes: list
    review: SectionReview | None
    verdict: object = None
    note: object = None
    before: SectionReview | None = None
    same: bool = False

    @property
    def is_ignored(self):
        """Asked to be mended, and nothing in it changed."""
        return self.same and self.before is not None and self.before.verdict == SectionReview.Verdict.MEND


def chapters_of(version, changes, reviews, form=None, before=None, same=()):
    """The sections in the order of the paper; `form` where the reader judges them; `before` the earlier judgement."""
    changed = {row["section"]: row["lines"] for row in changes["sections"]}
    before = before or {}
    return [
        Chapter(
            section, LETTERS[section], _told(section, version.content["sections"][section]), changed.get(section, []),
            reviews.get(section), form[f"verdict_{section}"] if form else None,
            form[f"note_{section}"] if form else None, before.get(section), section in same,
        )
        for section in Section
    ]  # fmt: skip


def _told(section, told):
    """A section ready to be shown: amounts with their names and sums, dates as dates."""
    if section == Section.FINANCE:
        received = sum(told.get(name, 0) for name in INCOMES)
        left = told.get("opening_balance", 0) + received - told.get("expense_total", 0)
        amounts = [(words, told.get(name, 0)) for name, words in content.AMOUNT_WORDS.items()]
        amounts.insert(-1, ("Jumlah uang masuk", received))  # before what went out, as on paper
        kind = Report.Finance(told["kind"]).label if told.get("kind") else ""
        book = quarter_money.shown(told)
        return {**told, "kind_words": kind, "amounts": amounts, "received": received, "left": left, "book": book}
    if section == Section.OBSTACLES:
        return {**told, "rows": [{**row, "due_on": _day(row["due_on"])} for row in told.get("rows", [])]}
    return told


def _day(text):
    return dates.parse_date(text) if text else None


def activities_told(version):
    """The tables of activities with real dates."""
    return [
        {**group, "rows": [
            {**row, "start": _day(row["start"]), "end": _day(row["end"]), "notes": content.notes_of(row)}
            for row in group["rows"]
        ]}
        for group in version.content.get("activities", [])
    ]  # fmt: skip


@dataclass(frozen=True)
class FigureLine:
    """One figure of a version beside that of the quarter before; None where there was no report or no split."""

    code: str
    label: str
    number: int
    women: int | None
    men: int | None
    before: int | None
    rows_url: str


def figures_told(version, by):
    """The frozen figures under their headings; rows are linked only for whoever may see them."""
    report, values = version.report, version.figures
    earlier = QuarterFigures.objects.filter(unit=report.unit_id, **_at(report.period.previous)).first()

    def line(figure):
        split = [values.get(column) for column in figure.columns[1:]] or [None, None]
        number, before = values.get(figure.code, 0), getattr(earlier, figure.code) if earlier else None
        url = rows_url(report, figure, by) if number else ""
        return FigureLine(figure.code, figure.label, number, *split, before, url)

    return [(heading, [line(figure) for figure in figures]) for _, heading, figures in indicators.GROUPS]


def _at(quarter):
    return {"year": quarter.year, "quarter": quarter.number}


def rows_url(report, figure, by):
    """The page with the rows of a figure, or "" for whoever may not see them."""
    return reverse("reporting:figure", args=[report.uid, figure.code]) if by.has_perm(figure.permission) else ""


def moment(at):
    """A point in time in words."""
    here = timezone.localtime(at)
    return f"{dates.long_date(here)} pukul {dates.clock(here)}"


def reading_context(report, version, by, form=None):
    """What both pages show of a version. While the Dinas is still judging it, the notes are its own."""
    version.report = report
    versions = list(report.versions.all())
    previous = next((row for row in versions if row.number < version.number), None)
    changes = content.difference(version, previous)
    is_latest = version.number == versions[0].number
    judging = is_latest and report.stage == STAGE.SENT
    reviews = {} if judging and not by.has_perm("reporting.review_report") else content.reviews_of(version)
    figures = figures_told(version, by)
    return {
        "report": report,
        "version": version,
        "previous": previous,
        "chapters": chapters_of(
            version, changes, reviews, form, content.reviews_of(previous), unchanged(version, previous, changes)
        ),
        "paper": _paper_of(version),
        "review_due": review_due(report) if judging else None,
        "activities": activities_told(version),
        "plan": plan_shown(version.content.get("plan", [])),
        **tables_shown(version.content, version.figures),
        "figures": figures,
        "first_figures": [line for _, lines in figures for line in lines if line.code in FIRST_FIGURES],
        "compares": any(line.before is not None for _, lines in figures for line in lines),
        "before": report.period.previous,
        "changed_figures": changes["figures"],
        "changed_annexes": changes["annexes"],
        "reasons": content.reason_lines(version.content, "recorded"),
        "weighed": content.reason_lines(version.content, "approved", "team_part", "changed"),
        "came_back": _came_back(report, previous, judging),
        "money_reasons": content.reason_lines(version.content, "months"),
        "events": events_of(report, versions),
        "is_latest": is_latest,
        "mark": STAGE_MARKS[report.stage],
    }


def _came_back(report, previous, judging):
    """Why what is judged now had come back or was opened again, in the words of the Dinas; "" for what never did."""
    if not (judging and previous and report.returned_on and report.return_note):
        return ""
    return f"{dates.long_date(report.returned_on)}, {report.returned_by_words}: {report.return_note}"


def _paper_of(version):
    """Of what went out on paper: its number, when and by whom that was written down; {} for what was sent here."""
    told = version.content.get("paper")
    return told | {"recorded_on": _day(told["recorded_on"])} if told else {}


# --- reading --------------------------------------------------------------------------------------------------------
class VersionView(TemplateView):
    """One version as it was sent, with what the Dinas said of it; for the FCU, TKSK and Dinas alike."""

    template_name = "reporting/review_version.html"

    def get_context_data(self, **kwargs):
        by, number = self.request.assignment, self.kwargs["number"]
        report = visible_report(self.request, self.kwargs["uid"])
        if number > MOST_VERSIONS:
            raise Http404
        version = get_object_or_404(report.versions, number=number)
        audit.record("report:read", by=by, obj=report)
        return super().get_context_data(
            **reading_context(report, version, by), back_url=list_url(report, by),
            panels=registry.panels_for("report-review", self.request, report), **kwargs,
        )  # fmt: skip


def list_url(report, by):
    """The list from which this reader came."""
    if by.has_perm("reporting.view_recap"):
        return f"{reverse('reporting:matrix')}?tahun={report.year}"
    return report.get_absolute_url()


# --- reviewing ------------------------------------------------------------------------------------------------------
class ReviewView(WriteMixin, FormView):
    """The report beside the judgement of each section; what is judged is kept, the rest waits (REP-12)."""

    form_class = ReviewForm
    template_name = "reporting/review.html"
    submit_label = "Simpan pemeriksaan"

    def prepare(self):
        self.report = self.object = visible_report(self.request, self.kwargs["uid"])
        self.sent = self.report.latest_version()
        if self.sent is None:
            raise Http404
        self.reviews = content.reviews_of(self.sent)
        self.carried = carried(self.sent, self.sent.previous)

    def get(self, request, *args, **kwargs):
        self.prepare()
        audit.record("report:read", by=request.assignment, obj=self.report)
        return super().get(request, *args, **kwargs)

    @property
    def is_own(self):
        """Four eyes: whoever sent it, whatever they are by now, does not judge it."""
        return self.report.sent_by == self.request.assignment.actor_uid

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "reviews": self.reviews, "carried": self.carried}

    def get_form(self, form_class=None):
        """The version that the form was opened at is that of the report: each judgement raises it."""
        form = super().get_form(form_class)
        form.instance = self.report
        return form

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        form = kwargs.setdefault("form", self.get_form())
        judges = self.report.stage == STAGE.SENT and not self.is_own
        buttons = workflow.available(self.report, by, by.today)
        left = [section for section in Section if section not in self.reviews]
        to_mend = content.sections_to_mend(self.sent)
        return super().get_context_data(
            **reading_context(self.report, self.sent, by, form if judges or form.is_bound else None),
            judges=judges,
            carried=[section for section in self.carried if section in left],
            own_reason=OWN_REPORT if self.is_own and self.report.stage == STAGE.SENT else "",
            buttons=buttons,
            left=left,
            to_mend=to_mend,
            filled=_next_step(buttons, left),
            back_url=list_url(self.report, by),
            panels=registry.panels_for("report-review", self.request, self.report),
            **kwargs,
        )

    def get_cancel_url(self):
        return list_url(self.report, self.request.assignment)

    def write(self, form):
        if self.is_own:
            raise TransitionRefused([OWN_REPORT])
        if self.report.stage != STAGE.SENT:
            raise TransitionRefused([])  # `_refuse` says who decided, and when
        by = self.request.assignment
        self.sent.report = self.report
        self.report.version = _posted_version(self.request)
        for one in form.judgements():
            actions.review_section(self.sent, one.section, verdict=one.verdict, note=one.note, by=by, on=by.today)
        return self.report

    def get_success_url(self):
        """Back to the section, or on to the step that the reviewer chose."""
        step, section = self.request.POST.get("lalu", ""), self.request.POST.get("bagian", "")
        if step in STEPS:
            return reverse("transition", args=[self.report._meta.label_lower, self.report.uid, step])
        url = reverse("reporting:review", args=[self.report.uid])
        return f"{url}#bagian-{section}" if section in Section.values else url

    def get_success_message(self, form):
        reviewed = content.reviews_of(self.sent)
        left = [section.label for section in Section if section not in reviewed]
        still = f"Belum diperiksa: {', '.join(left)}." if left else "Semua bagian sudah diperiksa."
        return f"Pemeriksaan tersimpan. {still}"

    def _refuse(self, form, problem):
        """Who was faster and when; the notes stay, and the next saving is compared with what stands now."""
        if not isinstance(problem, StaleVersion | TransitionRefused):
            return super()._refuse(form, problem)
        self.prepare()
        form.reviews, form.instance = self.reviews, self.report
        form.data = form.data.copy()
        form.data["_version"] = str(self.report.version)
        reasons = list(getattr(problem, "reasons", ()))
        if isinstance(problem, StaleVersion) or self.report.stage != STAGE.SENT:
            reasons.insert(0, self._told_by_another())
        return super()._refuse(form, TransitionRefused(reasons))

    def _told_by_another(self):
        """One sentence: what the other one did, who it was, when."""
        report, at = self.report, moment(self.report.updated_at)
        if report.stage == STAGE.RETURNED:
            return f"Laporan ini dikembalikan oleh {report.returned_by_words} pada {at}. Isian Anda belum tersimpan."
        if report.stage == STAGE.ACCEPTED:
            return f"Laporan ini diterima oleh {report.accepted_by_words} pada {at}. Isian Anda belum tersimpan."
        last = max(self.reviews.values(), key=lambda review: review.reviewed_at, default=None)
        if last is None:
            return "Laporan ini baru saja diubah orang lain. Periksa dahulu, lalu simpan lagi."
        who = "Anda sendiri di jendela lain" if last.reviewer == self.request.assignment.actor_uid else last.reviewed_by
        return (
            f"Pemeriksaan ini baru saja disimpan oleh {who} pada {moment(last.reviewed_at)}. Isian Anda belum "
            "tersimpan. Yang tersimpan tampil di setiap bagian; periksa, lalu simpan lagi bila isian Anda yang berlaku."
        )


def _next_step(buttons, left):
    """Which button is filled: judging first, then the step that has become open."""
    if left:
        return "save"
    return next((button.name for button in buttons if button.open and not button.is_danger), "save")


def _posted_version(request):
    try:
        return int(request.POST.get("_version", ""))
    except ValueError:
        return 0
