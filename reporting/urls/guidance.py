"""Addresses of guidance of reports by the TKSK."""

from django.urls import path

from reporting.views import guidance

urlpatterns = [
    path("bimbingan-laporan/", guidance.guidance_list, name="guidance-list"),
    path("bimbingan-laporan/baru/", guidance.GuidanceCreateView.as_view(), name="guidance-create"),
    path("bimbingan-laporan/<uuid:uid>/", guidance.GuidanceView.as_view(), name="guidance"),
    path("bimbingan-laporan/<uuid:uid>/jawab/", guidance.AnswerView.as_view(), name="guidance-answer"),
    path("bimbingan-laporan/<uuid:uid>/tarik/", guidance.WithdrawView.as_view(), name="guidance-withdraw"),
]
