"""Addresses of stimulus to families: accounts, grants, requests, payments."""

from django.urls import path

from reporting.views import account, disbursement, grant, stimulus_paper

grants = [
    path("stimulan/", grant.GrantListView.as_view(), name="grant-list"),
    path("stimulan/tetapkan/", grant.GrantCreateView.as_view(), name="grant-create"),
    path("stimulan/rekap/", stimulus_paper.GrantRecapView.as_view(), name="grant-recap"),
    path("stimulan/daftar-rekening/", stimulus_paper.AccountPaperView.as_view(), name="account-paper"),
    path("stimulan/<uuid:uid>/", grant.GrantView.as_view(), name="grant"),
    path("stimulan/<uuid:uid>/ubah/", grant.GrantUpdateView.as_view(), name="grant-update"),
    path("stimulan/<uuid:uid>/tutup/", grant.GrantCloseView.as_view(), name="grant-close"),
    path("stimulan/<uuid:uid>/keputusan/", grant.GrantScanView.as_view(), name="grant-scan"),
    path("stimulan/<uuid:uid>/ajukan/", disbursement.DisbursementCreateView.as_view(), name="disbursement-create"),
    path("stimulan/<uuid:uid>/surat-permohonan/", stimulus_paper.BlankRequestView.as_view(), name="request-blank"),
]
accounts = [
    path("stimulan/<uuid:uid>/rekening/", account.AccountCreateView.as_view(), name="account-create"),
    path("stimulan/rekening/<uuid:uid>/tutup/", account.AccountCloseView.as_view(), name="account-close"),
    path("stimulan/rekening/<uuid:uid>/nomor/", account.AccountRevealView.as_view(), name="account-reveal"),
    path("stimulan/rekening/<uuid:uid>/buku/", account.AccountScanView.as_view(), name="account-scan"),
]
BASE = "stimulan/pencairan/<uuid:uid>"
disbursements = [
    path(f"{BASE}/", disbursement.DisbursementView.as_view(), name="disbursement"),
    path(f"{BASE}/setujui/", disbursement.ApproveView.as_view(), name="disbursement-approve"),
    path(f"{BASE}/tolak/", disbursement.RefuseView.as_view(), name="disbursement-refuse"),
    path(f"{BASE}/cairkan/", disbursement.PayView.as_view(), name="disbursement-pay"),
    path(f"{BASE}/kembali/", disbursement.ReturnView.as_view(), name="disbursement-return"),
    path(f"{BASE}/cetak-permohonan/", stimulus_paper.RequestPaperView.as_view(), name="request-paper"),
    path(f"{BASE}/cetak-persetujuan/", stimulus_paper.ApprovalPaperView.as_view(), name="approval-paper"),
    path(
        f"{BASE}/surat-permohonan/", disbursement.PaperFileView.as_view(field="request_scan"), name="request-scan"
    ),
    path(f"{BASE}/surat-keputusan/", disbursement.PaperFileView.as_view(field="paper_scan"), name="decision-scan"),
]

urlpatterns = [*grants, *accounts, *disbursements]
