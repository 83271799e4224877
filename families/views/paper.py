from django.views.generic import TemplateView


class CandidateListPdfView(TemplateView):
    template_name = "base.html"


class BlankFormPdfView(TemplateView):
    template_name = "base.html"


class FamilyFormPdfView(TemplateView):
    template_name = "base.html"


class RankingPdfView(TemplateView):
    template_name = "base.html"
