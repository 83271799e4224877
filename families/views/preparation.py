from django.views.generic import TemplateView


class ConsolidationView(TemplateView):
    template_name = "base.html"


class BriefingCardView(TemplateView):
    template_name = "base.html"


class StoryView(TemplateView):
    template_name = "base.html"


class PlanItemCreateView(TemplateView):
    template_name = "base.html"


class PlanItemUpdateView(TemplateView):
    template_name = "base.html"
