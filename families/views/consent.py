from django.views.generic import TemplateView


class ConsentView(TemplateView):
    template_name = "base.html"


class ConsentScanView(TemplateView):
    template_name = "base.html"
