from django.views.generic import TemplateView


class ClashListView(TemplateView):
    template_name = "base.html"


class ClashSettleView(TemplateView):
    template_name = "base.html"


class RevealView(TemplateView):
    template_name = "base.html"
