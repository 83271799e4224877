"""One tap writes the letter that goes with a report."""

from django.shortcuts import get_object_or_404
from django.views.generic import FormView

from fcu_project.forms import Form
from fcu_project.views import WriteMixin
from reporting.actions.cover import open_cover
from reporting.models import OfficeReport
from reporting.views.reach import Refusing, visible_report


class CoverView(Refusing, WriteMixin, FormView):
    """The letter of what was sent last: opened, or written from the report as a draft."""

    form_class, template_name = Form, "refused.html"
    http_method_names = ("post", "options")
    success_message = "Surat pengantar siap dibaca sebagai draf. Cetak, minta tanda tangan, lalu terbitkan."

    def find(self):
        raise NotImplementedError

    def prepare(self):
        self.report = self.object = self.find()

    def write(self, form):
        by = self.request.assignment
        return open_cover(self.report, by=by, on=by.today)

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        reasons = [message for messages in form.errors.values() for message in messages] if form else []
        return super().get_context_data(reasons=reasons, back_url=self.get_cancel_url(), **kwargs)

    def get_cancel_url(self):
        return self.report.get_absolute_url()


class ReportCoverView(CoverView):
    def find(self):
        return visible_report(self.request, self.kwargs["uid"])


class OfficeCoverView(CoverView):
    def find(self):
        rows = OfficeReport.objects.visible_to(self.request.assignment).with_facts()
        return get_object_or_404(rows, uid=self.kwargs["uid"])
