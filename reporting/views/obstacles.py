"""Writing the obstacles of a report, the FCU's or an office's: added, changed, struck (II.G.4.3).

Subclasses stand on a page that finds `report` (`check`) and one of its rows (`obstacle`), and name `acts`: the actions.
"""

from django.views.generic import FormView

from fcu_project.forms import Form
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin


class AddsObstacle(FormCreateView):
    acts = None
    submit_label = "Simpan kendala"
    success_message = "Kendala dan solusinya tersimpan."

    def prepare(self):
        self.check()
        self.object = None

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Tambah kendala dan solusi", meta=str(self.report), **kwargs)

    def write(self, form):
        by = self.request.assignment
        form.instance.report = self.report
        return self.acts.save_obstacle(form.instance, by=by, on=by.today)


class ChangesObstacle(FormUpdateView):
    acts = None
    submit_label = "Simpan kendala"
    success_message = "Perubahan tersimpan."

    def prepare(self):
        self.check()
        self.object = self.obstacle()

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Ubah kendala dan solusi", meta=str(self.report), **kwargs)

    def write(self, form):
        by = self.request.assignment
        return self.acts.save_obstacle(form.instance, by=by, on=by.today)


class StrikesObstacle(WriteMixin, FormView):
    acts = None
    form_class = Form
    template_name = "reporting/obstacle_remove.html"
    submit_label = "Hapus kendala"
    success_message = "Kendala dihapus dari laporan."

    def prepare(self):
        self.check()
        self.object = self.row = self.obstacle()

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.row, report=self.report, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return self.acts.remove_obstacle(self.row, by=by, on=by.today)
