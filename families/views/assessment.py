from django.views.generic import TemplateView


class AssessmentCreateView(TemplateView):
    template_name = "base.html"


class AssessmentView(TemplateView):
    template_name = "base.html"


class AssessmentUpdateView(TemplateView):
    template_name = "base.html"
