"""Addresses of approvals of expenses and kuitansi."""

from django.urls import path

from reporting.views import approval, kuitansi

urlpatterns = [
    path("kas/persetujuan/", approval.ApprovalListView.as_view(), name="cash-approvals"),
    path("kas/bukti/", kuitansi.EvidenceListView.as_view(), name="cash-evidence"),
    path("kas/<uuid:uid>/persetujuan/", approval.PaperApprovalView.as_view(), name="cash-approve-paper"),
    path("kas/<uuid:uid>/persetujuan/pindaian/", approval.ApprovalScanView.as_view(), name="cash-approval-scan"),
    path("kas/<uuid:uid>/kuitansi/", kuitansi.KuitansiView.as_view(), name="cash-kuitansi"),
]
