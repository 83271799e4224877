"""Papers about families: lists, the form, the ranking sheet. Printing is traced before the paper leaves."""

from django.http import HttpResponse
from django.views.generic import TemplateView

from families import documents
from families.actions.member import has_identity_part
from families.models import Role
from families.views.member import TOO_EARLY
from families.views.reach import visible_family, visible_meeting
from fcu_project import audit, pdf
from fcu_project.pdf import PAPER_SIZES
from fcu_project.views import refused
from institutions.documents import printed
from institutions.meetings import Kind

TEMPLATE = "families/documents/{}.html".format


class PaperView(TemplateView):
    """A PDF rendered on the fly, in the paper of the place or the one asked for by `?kertas=`."""

    template_name = kind = ""

    def paper_for(self, region):
        asked = self.request.GET.get("kertas", "")
        return asked if asked in PAPER_SIZES else region.setting("paper")

    def respond(self, facts, name):
        content = pdf.render(self.template_name, facts | printed(self.request.assignment), paper=facts["paper"])
        headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(content, content_type="application/pdf", headers=headers)


class CandidateListPdfView(PaperView):
    """The candidates of the own village, with empty lines for those still to be visited."""

    template_name = TEMPLATE("candidate_list")

    def get(self, request, *args, **kwargs):
        by = request.assignment
        audit.record("family:print-candidates", by=by, obj=by.region)
        name = documents.file_name("candidates", by.region, by.today.isoformat())
        return self.respond(documents.candidate_facts(by.region, self.paper_for(by.region)), name)


class FormView(PaperView):
    template_name = TEMPLATE("family_form")


class BlankFormPdfView(FormView):
    """The form without a family, for a visit; `?peran=pioneer` brings the 18 questions."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        role = Role.PIONEER if request.GET.get("peran") == Role.PIONEER else Role.PLASMA
        audit.record("family:print-blank", by=by, obj=by.region)
        facts = documents.form_facts(by.region, role, self.paper_for(by.region))
        return self.respond(facts, documents.file_name("form", by.region, "kosong"))


class FamilyFormPdfView(FormView):
    """The form of one family, filled in as far as it is known."""

    def get(self, request, *args, **kwargs):
        family = visible_family(request, self.kwargs["uid"])
        row = family.participation()
        if not has_identity_part(family) or row.role not in documents.DUTIES:
            return refused(request, [TOO_EARLY], family.get_absolute_url())
        audit.record("family:print", by=request.assignment, obj=family)
        facts = documents.form_facts(family.region, row.role, self.paper_for(family.region), family)
        return self.respond(facts, documents.file_name("form", family.region, f"{family.number:03d}"))


class RankingPdfView(PaperView):
    """The ranking sheet of an FGD: decided, or with room for the group to decide."""

    template_name = TEMPLATE("ranking_sheet")

    def get(self, request, *args, **kwargs):
        meeting = visible_meeting(request, self.kwargs["uid"], Kind.FOCUS_GROUP)
        audit.record("selection:print", by=request.assignment, obj=meeting)
        name = documents.file_name("ranking", meeting.region, meeting.held_on.isoformat())
        return self.respond(documents.ranking_facts(meeting, self.paper_for(meeting.region)), name)
