from django.views.generic import TemplateView


class RankingView(TemplateView):
    template_name = "base.html"


class DesignationView(TemplateView):
    template_name = "base.html"


class UnmetReasonsView(TemplateView):
    template_name = "base.html"
