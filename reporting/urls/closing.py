"""Addresses of closed months, counted cash, recaps of money."""

from django.urls import path

from reporting.views import cash_count, cash_recap, closing

urlpatterns = [
    path("kas/bulan/", closing.MonthsView.as_view(), name="cash-months"),
    path("kas/bulan/<int:year>/cetak/", closing.YearView.as_view(), name="cash-year"),
    path("kas/bulan/<int:year>/<int:month>/", closing.MonthView.as_view(), name="cash-month"),
    path("kas/bulan/<int:year>/<int:month>/tutup/", closing.MonthCloseView.as_view(), name="cash-month-close"),
    path("kas/bulan/lembar/<uuid:uid>/", closing.MonthScanView.as_view(), name="cash-month-scan"),
    path("kas/rekap/", cash_recap.CashRecapView.as_view(), name="cash-recap"),
    path("kas/hitung/", cash_count.CountListView.as_view(), name="cash-count-list"),
    path("kas/hitung/periksa/", cash_count.CountCreateView.as_view(), name="cash-count-create"),
    path("kas/hitung/serah-terima/", cash_count.HandoverCreateView.as_view(), name="cash-handover-create"),
    path("kas/hitung/<uuid:uid>/", cash_count.CountView.as_view(), name="cash-count"),
    path("kas/hitung/<uuid:uid>/ubah/", cash_count.CountUpdateView.as_view(), name="cash-count-update"),
    path("kas/hitung/<uuid:uid>/cetak/", cash_count.CountPaperView.as_view(), name="cash-count-paper"),
    path("kas/hitung/<uuid:uid>/pindaian/", cash_count.CountScanFileView.as_view(), name="cash-count-scan-file"),
    path("kas/hitung/<uuid:uid>/pindaian/unggah/", cash_count.CountScanView.as_view(), name="cash-count-scan"),
]
