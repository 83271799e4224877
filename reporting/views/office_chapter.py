"""One chapter of an office's report, one page each; its obstacles with their solutions."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from fcu_project import dates
from fcu_project.views import FormUpdateView
from fcu_project.workflow import TransitionRefused
from reporting.above.office_kinds import Chapter
from reporting.above.office_tables import tables_of
from reporting.above.office_tables.shown import shown
from reporting.actions import office as actions
from reporting.forms.office import FORMS, OfficeObstacleForm
from reporting.models import OfficeObstacle, OfficeReport
from reporting.models.office import TEXTS
from reporting.views.obstacles import AddsObstacle, ChangesObstacle, StrikesObstacle
from reporting.views.reach import Refusing, may_write_office, visible_office_report

STAGE = OfficeReport.Stage


class OnOfficeReport(Refusing):
    """A form on a report of the own office. What was sent is not opened for writing; the text of whoever was still
    typing when it was sent comes back with the reason."""

    def check(self):
        self.report = visible_office_report(self.request, self.kwargs["uid"])
        if not may_write_office(self.report, self.request.assignment):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.report.is_open:
            stage = self.report.get_stage_display().lower()
            raise TransitionRefused([f"Laporan ini {stage}. Isinya tidak bisa diubah lagi."])
        return self.render_to_response(self.get_context_data())

    def chapter_url(self, chapter):
        return reverse("reporting:office-chapter", args=[self.report.uid, chapter.value])


class ChapterView(OnOfficeReport, FormUpdateView):
    """A chapter, with what the records say beneath the form."""

    model = OfficeReport
    template_name = "reporting/office_chapter.html"

    def prepare(self):
        name = self.kwargs["chapter"]
        if name not in Chapter.values:
            raise Http404
        self.chapter = Chapter(name)
        self.check()
        if self.chapter not in self.report.row.chapters:
            raise Http404
        self.object = self.report

    def get_form_class(self):
        return FORMS[self.chapter]

    def get_context_data(self, **kwargs):
        report, is_list = self.report, self.chapter == Chapter.OBSTACLES
        return super().get_context_data(
            report=report, chapter=self.chapter, tables=[] if is_list else [shown(one) for one in tables_of(report)],
            letter=dates.roman(report.row.chapters.index(self.chapter) + 1),
            obstacles=list(report.obstacles.all()) if is_list else [],
            note=report.return_note if report.stage == STAGE.RETURNED else "", **kwargs,
        )  # fmt: skip

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        if self.chapter == Chapter.OBSTACLES:
            told = {"no_obstacles": data["no_obstacles"]}
        else:
            told = {"text": data[TEXTS[self.chapter]]}
        return actions.save_chapter(form.instance, self.chapter, done=data["done"], by=by, on=by.today, **told)

    def get_success_message(self, form):
        return f"“{self.chapter.label}” tersimpan{' dan selesai' if form.cleaned_data['done'] else ''}."

    def get_success_url(self):
        return f"{self.report.get_absolute_url()}#bagian-{self.chapter.value}"

    def get_cancel_url(self):
        return self.report.get_absolute_url()


# --- obstacles ------------------------------------------------------------------------------------------------------
class OnObstacles(OnOfficeReport):
    acts = actions

    def obstacle(self):
        rows = OfficeObstacle.objects.visible_to(self.request.assignment).filter(report=self.report)
        return get_object_or_404(rows.select_related("report__region"), uid=self.kwargs["row"])

    def get_success_url(self):
        return self.chapter_url(Chapter.OBSTACLES)

    get_cancel_url = get_success_url


class OfficeObstacleCreateView(OnObstacles, AddsObstacle):
    """Add an obstacle with its solution, who sees to it and until when."""

    model, form_class = OfficeObstacle, OfficeObstacleForm


class OfficeObstacleUpdateView(OnObstacles, ChangesObstacle):
    model, form_class = OfficeObstacle, OfficeObstacleForm


class OfficeObstacleRemoveView(OnObstacles, StrikesObstacle):
    """Strike it."""
