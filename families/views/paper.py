"""Papers about families: lists, the form, the ranking sheet, cards and notes. Printing is traced before it leaves."""

from django.views.generic import TemplateView

from families import documents, periods
from families.actions.pairing import without_companion
from families.actions.preparation import sees_preparation
from families.documents import pairing as pairing_papers
from families.documents.preparation import BRIEFING_TEMPLATE, briefing_facts
from families.documents.progress import PROGRESS_TEMPLATE, progress_facts
from families.models import Pairing, Role
from families.progress import of_pioneer
from families.views.member import TOO_EARLY
from families.views.pairing import visible_pairing, visible_pairings
from families.views.reach import pioneer_of, visible_family, visible_meeting
from fcu_project import audit, pdf
from fcu_project.views import refused
from institutions.documents import printed
from institutions.meetings import Kind

TEMPLATE = "families/documents/{}.html".format


class PaperView(TemplateView):
    """A PDF rendered on the fly, in the paper of the place or the one asked for by `?kertas=`."""

    template_name = kind = ""

    def paper_for(self, region):
        return pdf.size_asked(self.request, region.setting("paper"))

    def respond(self, facts, name):
        content = pdf.render(self.template_name, facts | printed(self.request.assignment), paper=facts["paper"])
        return pdf.response(content, name)


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
        role = documents.form_role(family.participation(), family.standing())
        if role is None:
            return refused(request, [TOO_EARLY], family.get_absolute_url())
        audit.record("family:print", by=request.assignment, obj=family)
        facts = documents.form_facts(family.region, role, self.paper_for(family.region), family)
        return self.respond(facts, documents.file_name("form", family.region, f"{family.number:03d}"))


class RankingPdfView(PaperView):
    """The ranking sheet of an FGD: decided, or with room for the group to decide."""

    template_name = TEMPLATE("ranking_sheet")

    def get(self, request, *args, **kwargs):
        meeting = visible_meeting(request, self.kwargs["uid"], Kind.FOCUS_GROUP)
        audit.record("selection:print", by=request.assignment, obj=meeting)
        name = documents.file_name("ranking", meeting.region, meeting.held_on.isoformat())
        return self.respond(documents.ranking_facts(meeting, self.paper_for(meeting.region)), name)


# --- mentoring ------------------------------------------------------------------------------------------------------
class BlankCardPdfView(PaperView):
    """The family's card without names, to be taken along."""

    template_name = pairing_papers.CARD_TEMPLATE

    def get(self, request, *args, **kwargs):
        by = request.assignment
        audit.record("pairing:print-blank", by=by, obj=by.region)
        facts = pairing_papers.card_facts(by.region, self.paper_for(by.region), by.today)
        return self.respond(facts, documents.file_name("card", by.region, "kosong"))


class CardPdfView(PaperView):
    """The card of one accompanied family, while it is accompanied."""

    template_name = pairing_papers.CARD_TEMPLATE

    def get(self, request, *args, **kwargs):
        by, pairing = request.assignment, visible_pairing(request, self.kwargs["uid"])
        if pairing.paired_until is not None:
            return refused(request, ["Pendampingan ini sudah berakhir."], pairing.get_absolute_url())
        family, region = pairing.plasma.family, pairing.plasma.family.region
        audit.record("pairing:print-card", by=by, obj=pairing)
        facts = pairing_papers.card_facts(region, self.paper_for(region), by.today, pairing)
        return self.respond(facts, documents.file_name("card", region, f"{family.number:03d}"))


class NotesPdfView(PaperView):
    """The notes and needs of one pairing, for the file of the FCU."""

    template_name = pairing_papers.NOTES_TEMPLATE

    def get(self, request, *args, **kwargs):
        by, pairing = request.assignment, visible_pairing(request, self.kwargs["uid"])
        family, region = pairing.plasma.family, pairing.plasma.family.region
        audit.record("pairing:print-notes", by=by, obj=pairing)
        facts = pairing_papers.notes_facts(pairing, self.paper_for(region), by)
        return self.respond(facts, documents.file_name("notes", region, f"{family.number:03d}"))


class PairingListPdfView(PaperView):
    """Who accompanies whom, as far as the reader sees; `?lalu=1` those that are over."""

    template_name = pairing_papers.LIST_TEMPLATE

    def get(self, request, *args, **kwargs):
        by, past = request.assignment, request.GET.get("lalu") == "1"
        rows = visible_pairings(by, past=past).with_last_note()
        waiting = without_companion(by.region) if by.has_perm("families.add_pairing") and not past else ()
        audit.record("pairing:print-list", by=by, obj=by.region)
        facts = pairing_papers.list_facts(
            by.region, rows, self.paper_for(by.region), by=by, past=past, waiting=waiting
        )
        return self.respond(facts, documents.file_name("pairs", by.region, by.today.isoformat()))


class ProgressPdfView(PaperView):
    """The sheet on which one pioneer reports, with the families that the reader may see: blank for those accompanied
    now, or with `?bulan=` the families of that month and what was reported on them."""

    template_name = PROGRESS_TEMPLATE

    def get(self, request, *args, **kwargs):
        by, pioneer = request.assignment, pioneer_of(request, self.kwargs["uid"])
        region = pioneer.family.region
        months = periods.months_of(region)
        first = periods.read(request.GET.get("bulan", ""), months)
        if first is None:
            rows = Pairing.objects.visible_to(by).filter(pioneer=pioneer, paired_until=None)
            rows = list(rows.select_related("plasma__family").order_by("plasma__family__search_name", "id"))
        else:
            rows = of_pioneer(pioneer, first, months, by)
        audit.record("progress:print", by=by, obj=pioneer)
        facts = progress_facts(pioneer, rows, self.paper_for(region), first, months)
        return self.respond(facts, documents.file_name("progress", region, f"{pioneer.family.number:03d}"))


# --- before the duty ------------------------------------------------------------------------------------------------
class BlankBriefingPdfView(PaperView):
    """The briefing card without a name, for the training room."""

    template_name = BRIEFING_TEMPLATE

    def get(self, request, *args, **kwargs):
        by = request.assignment
        audit.record("briefing:print-blank", by=by, obj=by.region)
        facts = briefing_facts(by.region, self.paper_for(by.region))
        return self.respond(facts, documents.file_name("briefing", by.region, "kosong"))


class BriefingPdfView(PaperView):
    """The briefing card of one pioneer; story and plan for whoever reads them on the page."""

    template_name = BRIEFING_TEMPLATE

    def get(self, request, *args, **kwargs):
        by, pioneer = request.assignment, pioneer_of(request, self.kwargs["uid"])
        region = pioneer.family.region
        audit.record("briefing:print", by=by, obj=pioneer)
        facts = briefing_facts(region, self.paper_for(region), pioneer, told=sees_preparation(pioneer, by))
        return self.respond(facts, documents.file_name("briefing", region, f"{pioneer.family.number:03d}"))
