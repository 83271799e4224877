"""The head of the letters of the own office, with a look at how it prints."""

from django.urls import reverse
from django.views.generic import FormView, View

from fcu_project import pdf
from fcu_project.views import WriteMixin
from institutions.actions import letterhead as actions
from institutions.documents import printed
from institutions.documents.letter import LETTER_TEMPLATE, specimen_facts
from institutions.documents.letterhead import crest_of, holder, usual_place
from institutions.forms.letterhead import LetterheadForm


class LetterheadView(WriteMixin, FormView):
    """Address, contact, place, head, paper and crest of the own office."""

    form_class, template_name = LetterheadForm, "institutions/letterhead.html"
    success_message = "Kop surat tersimpan. Surat yang sudah terbit tidak berubah."

    def prepare(self):
        self.object = None

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        by = self.request.assignment
        region, named = by.region, by.region.level == "subdistrict"
        return {
            **super().get_form_kwargs(),
            "has_crest": bool(region.own_setting("crest")),
            "region": region,
            "usual_place": usual_place(region),
            "usual_head": holder(region, "subdistrict_operator", "Camat", by.today) if named else "",
        }

    def get_initial(self):
        region = self.request.assignment.region
        return {**{key: region.own_setting(key) for key in actions.TEXTS}, "paper": region.setting("paper")}

    def get_context_data(self, **kwargs):
        region = self.request.assignment.region
        crest = crest_of(region)
        own = crest and region.own_setting("crest")
        return super().get_context_data(crest=crest, crest_is_own=bool(own), **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        actions.save_letterhead(
            {key: data.get(key, "") for key in actions.TEXTS}, crest=data["crest"],
            without_crest=data.get("without_crest", False), by=by, on=by.today,
        )  # fmt: skip

    def get_success_url(self):
        return reverse("institutions:letterhead")

    def get_cancel_url(self):
        return reverse("institutions:letter-kinds")


class SpecimenView(View):
    """An empty letter with the head as it is now, for a trial print."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        facts = specimen_facts(by.region) | printed(by)
        content = pdf.render(LETTER_TEMPLATE, facts, paper=by.region.setting("paper"), mark=pdf.DRAFT_MARK)
        return pdf.response(content, "Contoh-kop.pdf")
