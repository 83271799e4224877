from django.views.generic import TemplateView


class IdentityView(TemplateView):
    template_name = "base.html"


class MemberListView(TemplateView):
    template_name = "base.html"


class MemberCreateView(TemplateView):
    template_name = "base.html"


class MemberUpdateView(TemplateView):
    template_name = "base.html"


class MemberEndView(TemplateView):
    template_name = "base.html"


class MemberHeadView(TemplateView):
    template_name = "base.html"
