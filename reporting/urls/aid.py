"""Addresses of earmarked aid."""

from django.urls import path

from reporting.views import aid, aid_paper

HERE = "kas/bantuan/<uuid:uid>/"
PAPER = f"{HERE}berkas/<uuid:paper>/"

urlpatterns = [
    path("kas/bantuan/", aid.AidListView.as_view(), name="aid-list"),
    path("kas/bantuan/tambah/", aid.AidCreateView.as_view(), name="aid-create"),
    path(HERE, aid.AidView.as_view(), name="aid"),
    path(f"{HERE}ubah/", aid.AidUpdateView.as_view(), name="aid-update"),
    path(f"{HERE}selesai/", aid.AidCloseView.as_view(), name="aid-close"),
    path(f"{HERE}buka-lagi/", aid.AidReopenView.as_view(), name="aid-reopen"),
    path(f"{HERE}pindaian/", aid.AidScanView.as_view(), name="aid-scan"),
    path(f"{HERE}berkas/tambah/", aid_paper.PaperCreateView.as_view(), name="aid-paper-create"),
    path(f"{PAPER}ubah/", aid_paper.PaperUpdateView.as_view(), name="aid-paper-update"),
    path(f"{PAPER}kirim/", aid_paper.PaperSentView.as_view(), name="aid-paper-send"),
    path(f"{PAPER}hapus/", aid_paper.PaperDropView.as_view(), name="aid-paper-drop"),
    path(f"{PAPER}pindaian/", aid_paper.PaperScanView.as_view(), name="aid-paper-scan"),
]
