"""What was found at visits, and how it was closed."""

from django.urls import path

from reporting.views import finding, finding_list

urlpatterns = [
    path("temuan/", finding_list.FindingListView.as_view(), name="finding-list"),
    path("temuan/kunjungan/<uuid:uid>/baru/", finding.FindingCreateView.as_view(), name="finding-create"),
    path("temuan/<uuid:uid>/", finding.FindingView.as_view(), name="finding"),
    path("temuan/<uuid:uid>/ubah/", finding.FindingUpdateView.as_view(), name="finding-update"),
    path("temuan/<uuid:uid>/selesai/", finding.CloseView.as_view(), name="finding-close"),
    path("temuan/<uuid:uid>/periksa/", finding.CheckView.as_view(), name="finding-check"),
    path("temuan/<uuid:uid>/bukti/", finding.EvidenceView.as_view(), name="finding-evidence"),
]
