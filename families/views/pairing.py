from django.views.generic import TemplateView


class PairingListView(TemplateView):
    template_name = "base.html"


class PairingCreateView(TemplateView):
    template_name = "base.html"


class PairingView(TemplateView):
    template_name = "base.html"


class PairingEndView(TemplateView):
    template_name = "base.html"


class NoteCreateView(TemplateView):
    template_name = "base.html"


class NeedCreateView(TemplateView):
    template_name = "base.html"


class NeedCloseView(TemplateView):
    template_name = "base.html"
