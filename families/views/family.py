from django.views.generic import TemplateView


class FamilyListView(TemplateView):
    template_name = "base.html"


class FamilySearchView(TemplateView):
    template_name = "base.html"


class CandidateCreateView(TemplateView):
    template_name = "base.html"


class ConfirmView(TemplateView):
    template_name = "base.html"


class FamilyView(TemplateView):
    template_name = "base.html"


class FamilyUpdateView(TemplateView):
    template_name = "base.html"


class ArchiveView(TemplateView):
    template_name = "base.html"


class RestoreView(TemplateView):
    template_name = "base.html"
