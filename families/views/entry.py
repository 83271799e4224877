"""Typing from paper: the list of candidates line by line, a family form with all its members on one page."""

from families.actions import family as family_actions
from families.actions import member as actions
from families.forms.entry import CandidateLineForm, FamilySheetForm
from families.models import Family
from families.views.family import REMEMBERED, CandidateCreateView
from families.views.member import Gated, members_url
from fcu_project.views import FormUpdateView
from institutions.models import WorkingGroup

MORE_LINES = 3  # added to the sheet by one press


class CandidateSheetView(CandidateCreateView):
    """The lines of the list of candidates one after another; what a sheet has in common stays for the next line."""

    form_class = CandidateLineForm
    template_name = "families/candidate_sheet.html"
    submit_label = "Simpan lalu berikutnya"
    next_page = "families:candidate-sheet"

    def get_initial(self):
        kept = super().get_initial()
        rt, rw = kept.pop("rt", ""), kept.pop("rw", "")
        return {**kept, "place": f"{rt}/{rw}"} if rt or rw else kept

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form, entered = context["form"], list(context["entered"])
        again = bool(self.asked()) or form.is_bound
        if not form.is_bound and not self.request.GET:
            form.fields["head_name" if again else "hamlet"].widget.attrs["autofocus"] = True
        wrong = form.is_bound and any(form[name].errors for name in ("hamlet", "recorded_on", "interviewer"))
        return {
            **context,
            "last": entered[0] if entered else None,
            "just_saved": None if form.is_bound else self._just_saved(entered),
            "statuses": [option[:2] for option in form.fields["socio_economic"].options],
            "problems": [option[:2] for option in form.fields["problems"].options],
            "occupations": [option[:2] for option in form.fields["occupation"].options],
            "common": [option[:2] for option in form.fields["occupation"].options if option[2].is_common],
            "group": WorkingGroup.selection_of(self.request.assignment.region),
            "box_open": wrong or not again,
            "kept": ", ".join(self._kept(form)),
            "skip_url": f"{self.next_url(form.instance)}&lewati=1#id_head_name" if form.is_bound and form.twins else "",
        }

    def _just_saved(self, entered):
        """The line from which the writer came here, not one that was skipped or that somebody else saved."""
        uid = self.request.session.get(REMEMBERED, {}).get("uid")
        came_from_it = self.request.GET and "lewati" not in self.request.GET
        return next((row for row in entered if came_from_it and str(row.uid) == uid), None)

    @staticmethod
    def _kept(form):
        """What stays for the next line, in words."""
        words = [form["hamlet"].value(), form["recorded_on"].understood]
        people = form.fields["interviewer"].queryset
        chosen = str(getattr(form["interviewer"].value(), "pk", form["interviewer"].value()) or "")
        words += [person.name for person in people if str(person.pk) == chosen]
        return [str(word) for word in words if word]

    def get_success_url(self):
        """The next line begins at its name; said in the address, since a browser carries over the place it was at."""
        url = super().get_success_url()
        return url if self.request.POST.get("done") else f"{url}#id_head_name"

    def get_success_message(self, form):
        """What was understood of the numbers, so that a slip is seen while the sheet still lies there."""
        row = self.object
        told = [row.socio_economic.label.partition(":")[0].lower()] if row.socio_economic else []
        told += [row.occupation.label.lower()] if row.occupation else []
        told += [problem.name.lower() for problem in form.cleaned_data["problems"]]
        return f"{row.called} tercatat (no. {row.number}){': ' if told else ''}{', '.join(told)}."


class FamilySheetView(Gated, FormUpdateView):
    """Parts A to C of a family form that came back filled in, all members on one page (FAM-08, F8)."""

    model, form_class = Family, FamilySheetForm
    template_name = "families/family_sheet.html"
    submit_label = "Simpan semua"
    more = 0

    def get_object(self, queryset=None):
        return self.open_family()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "more": self.more}

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            return self._another_line()
        return super().post(request, *args, **kwargs)

    def _another_line(self):
        """The same page with room for more members; nothing is judged or saved yet."""
        self.more = MORE_LINES
        self.prepare()
        form = self.get_form()
        form.keep_typing()
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(family=self.family, **kwargs)
        if not context["form"].is_bound:
            context["form"].fields["address"].widget.attrs["autofocus"] = True
        return {**context, "standing": self.family.current_members() if context["form"].standing else []}

    def write(self, form):
        by = self.request.assignment
        family = family_actions.save_family(form.instance, by=by, on=by.today, fields=form.changed_data)
        actions.save_card(family, form.number_to_keep(), by=by, on=by.today)
        self.saved = actions.save_members(form.members(), by=by, on=by.today)
        return family

    def get_success_message(self, form):
        return f"Identitas dan {len(self.saved)} anggota tersimpan." if self.saved else "Identitas keluarga tersimpan."

    def get_success_url(self):
        return members_url(self.family)

    get_cancel_url = get_success_url
