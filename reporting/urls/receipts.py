"""Addresses of receipts of families and the road of originals."""

from django.urls import path

from reporting.views import handover, realisation, receipt

PAYMENT, RECEIPT, HANDOVER = (
    "stimulan/pencairan/<uuid:uid>", "stimulan/kuitansi/<uuid:uid>", "stimulan/kuitansi-asli/<uuid:uid>",
)  # fmt: skip

urlpatterns = [
    path(f"{PAYMENT}/realisasi/", realisation.RealisationView.as_view(), name="realisation"),
    path(f"{PAYMENT}/kuitansi/baru/", receipt.ReceiptCreateView.as_view(), name="receipt-create"),
    path("stimulan/kuitansi/", receipt.ReceiptListView.as_view(), name="receipt-list"),
    path(f"{RECEIPT}/", receipt.ReceiptView.as_view(), name="receipt"),
    path(f"{RECEIPT}/foto/", receipt.ReceiptPhotoView.as_view(), name="receipt-photo"),
    path(f"{RECEIPT}/foto/tambah/", receipt.ReceiptPhotoAddView.as_view(), name="receipt-photo-add"),
    path(f"{RECEIPT}/batal/", receipt.ReceiptWithdrawView.as_view(), name="receipt-withdraw"),
    path("stimulan/belum-ada-kuitansi/", realisation.GapListView.as_view(), name="receipt-gaps"),
    path("stimulan/laporan-realisasi/", realisation.RealisationReportView.as_view(), name="realisation-report"),
    path("stimulan/kuitansi-asli/", handover.HandoverListView.as_view(), name="handover-list"),
    path("stimulan/kuitansi-asli/baru/", handover.HandoverCreateView.as_view(), name="handover-create"),
    path(f"{HANDOVER}/", handover.HandoverView.as_view(), name="handover"),
    path(f"{HANDOVER}/surat/", handover.LetterView.as_view(), name="handover-letter"),
    path(f"{HANDOVER}/tanda-terima/", handover.SlipView.as_view(), name="handover-slip"),
    path(f"{HANDOVER}/terima/", handover.ReceiveView.as_view(), name="handover-receive"),
    path(f"{HANDOVER}/terima-dari-kertas/", handover.PaperReceiveView.as_view(), name="handover-receive-paper"),
    path(f"{HANDOVER}/koreksi/", handover.CorrectView.as_view(), name="handover-correct"),
    path(f"{HANDOVER}/daftar-bertanda-tangan/", handover.ScanView.as_view(), name="handover-scan"),
    path(f"{HANDOVER}/batal/", handover.CancelView.as_view(), name="handover-cancel"),
]
