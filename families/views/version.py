"""Sheets that several people fill in: whoever saves over a colleague is told, and loses nothing."""

from django.views.generic import FormView

from fcu_project import audit
from fcu_project.models import StaleVersion
from fcu_project.views import WriteMixin


class OnVersion(WriteMixin, FormView):
    """A form that is no model's, yet carries the version of the row it is about (`guarded`).

    Whoever saves a sheet that a colleague changed meanwhile is told so, keeps every typed word, and may save again.
    """

    def guard(self, row):
        self.guarded = row
        if self.request.method == "POST":
            typed = self.request.POST.get("_version", "")
            row.version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0

    def get(self, request, *args, **kwargs):
        self.prepare()
        audit.record(f"{self.noun}:view", by=request.assignment, obj=self.guarded)
        return super().get(request, *args, **kwargs)

    def _refuse(self, form, problem):
        if isinstance(problem, StaleVersion):
            fresh = type(self.guarded)._base_manager.get(pk=self.guarded.pk)
            form.data = form.data.copy()
            form.data["_version"] = str(fresh.version)
        return super()._refuse(form, problem)
