"""Files that may be one family: found, told apart, merged, and a merge undone."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from families.actions import merge as actions
from families.doubles import doubles_of
from families.forms.merge import MergeForm, TwoNumbersForm
from families.models import Family, Pairing
from families.views.reach import own_family
from fcu_project import audit, dates
from fcu_project.views import WriteMixin, refused
from institutions.forms.meeting import ConfirmForm as YesForm


def side_by_side(family):
    """What tells one file from another at a glance, without a number of identity."""
    life = family.standing()
    return {
        "family": family,
        "life": life,
        "people": [row.name for row in family.current_members()],
        "facts": [(label, ", ".join(told(family, life))) for label, told in ASKED],
        "blocked": actions.blocks_merge(family),
    }


def _standing(family, life):
    return [str(row) for row in (family.socio_economic, family.occupation) if row]


def _problems(family, life):
    return [row.name for row in family.problems.filter(is_sensitive=False)]


def _assessments(family, life):
    rounds = family.assessments.order_by("assessed_on", "id")
    return [f"{row.get_set_display()} ({dates.long_date(row.assessed_on)})" for row in rounds]


def _consents(family, life):
    answers = life.consents.order_by("answered_on", "id") if life else ()
    return [f"{row.get_purpose_display()}: {'ya' if row.given else 'tidak'}" for row in answers]


def _pairings(family, life):
    rows = Pairing.objects.filter(Q(pioneer__family=family) | Q(plasma__family=family), paired_until=None)
    found = []
    for row in rows.select_related("pioneer__family", "plasma__family"):
        is_plasma = row.plasma.family_id == family.pk
        other = row.pioneer.family if is_plasma else row.plasma.family
        found.append(f"{'didampingi' if is_plasma else 'mendampingi'} {other.called}")
    return found


# What tells which of the two is the fuller file; a sensitive problem never.
ASKED = (
    ("Status dan pekerjaan", _standing), ("Jenis masalah", _problems), ("Penilaian", _assessments),
    ("Kesediaan", _consents), ("Pendampingan", _pairings),
)  # fmt: skip


class DoubleListView(TemplateView):
    """Pairs of files that may be one family, each with its signs; and a way to merge two that no sign shows."""

    template_name = "families/double_list.html"

    def get(self, request, *args, **kwargs):
        self.form = TwoNumbersForm(request.GET if "one" in request.GET else None, by=request.assignment)
        if self.form.is_bound and self.form.is_valid():
            found = self._both()
            if found:
                return redirect("families:family-merge", *(row.uid for row in found))
        audit.record("family:doubles", by=request.assignment)
        return super().get(request, *args, **kwargs)

    def _both(self):
        asked = self.form.cleaned_data["one"], self.form.cleaned_data["two"]
        rows = Family.objects.filter(region=self.request.assignment.region, number__in=asked).living()
        known = {row.number: row for row in rows}
        for name, number in zip(("one", "two"), asked, strict=True):
            if number not in known:
                self.form.add_error(name, f"Tidak ada keluarga No. {number} yang berkasnya aktif.")
        if asked[0] == asked[1]:
            self.form.add_error("two", "Isi dua nomor yang berbeda.")
        return [] if self.form.errors else [known[number] for number in asked]

    def get_context_data(self, **kwargs):
        pairs, has_more = doubles_of(self.request.assignment.region)
        return super().get_context_data(
            pairs=pairs, has_more=has_more, form=self.form, back_url=reverse("families:family-list"), **kwargs
        )


class OnPair(WriteMixin, FormView):
    """A form on two living files of the own village."""

    def prepare(self):
        by = self.request.assignment
        if self.kwargs["first"] == self.kwargs["second"]:
            raise Http404
        try:
            self.pair = actions.both(by, self.kwargs["first"], self.kwargs["second"])
        except Family.DoesNotExist as unknown:
            raise Http404 from unknown
        self.object = None

    def get(self, request, *args, **kwargs):
        self.prepare()
        away = [f"Berkas No. {row.number} sudah diarsipkan." for row in self.pair if row.archived_on]
        if away:
            return refused(request, away, self.get_cancel_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(sides=[side_by_side(row) for row in self.pair], **kwargs)

    def get_cancel_url(self):
        return reverse("families:double-list")


class MergeView(OnPair):
    """Two files side by side; one of them stays."""

    form_class = MergeForm
    template_name = "families/merge.html"
    submit_label = "Gabungkan"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "families": self.pair}

    def get_initial(self):
        """The file that takes part stays, else the one with more people, else the older one."""
        def weight(row):
            return bool(actions.blocks_merge(row)), row.members.filter(left_on=None).count(), -row.number

        return {"keep": str(max(self.pair, key=weight).uid)}

    def write(self, form):
        by, (keep, other) = self.request.assignment, form.chosen()
        return actions.merge(keep, other, reason=form.cleaned_data["reason"], by=by, on=by.today)

    def get_success_message(self, form):
        keep, other = form.chosen()
        return f"Berkas No. {other.number} digabung ke No. {keep.number}. Bisa dibatalkan dalam 30 hari."


class DistinctView(OnPair):
    """Two families that look like one are two."""

    form_class = YesForm
    template_name = "families/distinct.html"
    submit_label = "Ya, dua keluarga berbeda"
    success_message = "Dicatat sebagai dua keluarga berbeda. Tidak ditawarkan lagi."

    def write(self, form):
        by = self.request.assignment
        return actions.tell_apart(*self.pair, by=by, on=by.today)

    def get_success_url(self):
        return self.get_cancel_url()


class UndoMergeView(WriteMixin, FormView):
    """Within thirty days a merge can be undone."""

    form_class = YesForm
    template_name = "families/merge_undo.html"
    submit_label = "Batalkan penggabungan"
    success_message = "Penggabungan dibatalkan. Berkas ini kembali seperti sebelumnya."

    def prepare(self):
        self.object = self.family = own_family(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        if closed := actions.closed_to_undo(self.family, request.assignment.today):
            return refused(request, [closed], self.family.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(family=self.family, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.undo_merge(self.family, by=by, on=by.today)
