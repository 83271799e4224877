"""Pecah KK: some members found a family of their own."""

from django.views.generic import FormView

from families.actions import split as actions
from families.forms.split import PLACE, SplitForm, UndoSplitForm
from families.views.family import OnFamily
from fcu_project.views import WriteMixin, refused


class SplitView(OnFamily, WriteMixin, FormView):
    """Who goes and what everybody is afterwards, on one form; it ends on the new family's page."""

    form_class = SplitForm
    template_name = "families/split.html"
    submit_label = "Pecah KK"

    def prepare(self):
        super().prepare()
        self.rows = list(self.family.current_members())

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if response.status_code == 200 and len(self.rows) < 2:
            reason = "Untuk pecah KK, sedikitnya dua anggota keluarga harus sudah tercatat."
            return refused(request, [reason], self.family.get_absolute_url())
        return response

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "rows": self.rows, "family": self.family}

    def get_initial(self):
        told = {name: getattr(self.family, name) for name in PLACE}
        return {**super().get_initial(), **told, "split_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        life = self.family.standing()
        return super().get_context_data(life=life if life and life.is_open else None, **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.split_family(
            self.family, form.leaving(), form.standing(), split_on=data["split_on"], place=form.place(),
            as_candidate=data["as_candidate"], by=by, on=by.today,
        )  # fmt: skip

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_success_message(self, form):
        return (
            f"Keluarga {self.object.called} mendapat berkas sendiri (No. {self.object.number}). "
            "Catat nomor KK barunya, juga KK keluarga lama, bila sudah ada."
        )


class SplitUndoView(OnFamily, WriteMixin, FormView):
    """Those who left are in the old family again, while nothing else was written in the new file."""

    form_class = UndoSplitForm
    template_name = "families/split_undo.html"
    submit_label = "Batalkan pecah KK"

    def prepare(self):
        super().prepare()
        self.old = self.family.split_from
        self.rows = actions.household_again(self.family) if self.old else []

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if response.status_code == 200 and (closed := actions.closed_to_undo(self.family)):
            return refused(request, [closed], self.family.get_absolute_url())
        return response

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "rows": self.rows}

    def get_context_data(self, **kwargs):
        return super().get_context_data(old=self.old, **kwargs)

    def write(self, form):
        by, reason = self.request.assignment, form.cleaned_data["reason"]
        return actions.undo_split(self.family, form.given_standing(), reason=reason, by=by, on=by.today)

    def get_success_url(self):
        return self.old.get_absolute_url()

    def get_success_message(self, form):
        return f"Pecah KK dibatalkan. Berkas No. {self.family.number} diarsipkan."
