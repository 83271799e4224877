"""Putting a family's file away, bringing it back, and making a family a candidate once more."""

from django.shortcuts import redirect
from django.views.generic import FormView

from families.actions import family as actions
from families.forms.family import ArchiveForm
from families.views.family import OnFamily
from fcu_project.views import WriteMixin
from institutions.forms.meeting import ConfirmForm as YesForm


class ArchiveView(OnFamily, WriteMixin, FormView):
    """Put a file away, with the reason; the question names the family."""

    form_class = ArchiveForm
    template_name = "families/archive.html"
    submit_label = "Arsipkan"
    success_message = "Berkas keluarga diarsipkan. Masih bisa dipulihkan dari daftar Arsip."

    def write(self, form):
        by = self.request.assignment
        return actions.archive(self.family, reason=form.cleaned_data["reason"], by=by, on=by.today)


class RestoreView(OnFamily, WriteMixin, FormView):
    """Bring a file back from the archive."""

    form_class = YesForm
    template_name = "families/restore.html"
    submit_label = "Pulihkan"
    success_message = "Berkas keluarga dipulihkan."
    needs_living = False

    def write(self, form):
        by = self.request.assignment
        return actions.restore(self.family, by=by, on=by.today)


class AgainView(OnFamily, WriteMixin, FormView):
    """A family whose way has ended becomes a candidate again: its earlier lives stay in its history."""

    form_class = YesForm
    template_name = "families/again.html"
    submit_label = "Calonkan lagi"
    success_message = "Keluarga ini menjadi calon lagi dan dibahas dalam FGD berikutnya."

    def get(self, request, *args, **kwargs):
        self.prepare()
        return redirect(self.family) if actions.has_open_life(self.family) else super().get(request, *args, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.nominate_again(self.family, by=by, on=by.today)
