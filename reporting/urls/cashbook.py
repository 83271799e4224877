"""Addresses of the cash book: its entries and their receipts."""

from django.urls import path

from reporting.views import cash_entry, cashbook

urlpatterns = [
    path("kas/", cashbook.CashBookView.as_view(), name="cashbook"),
    path("kas/buka/", cashbook.OpenBookView.as_view(), name="cash-open"),
    path("kas/sumber/", cashbook.SourcesView.as_view(), name="cash-sources"),
    path("kas/masuk/", cash_entry.MoneyInView.as_view(), name="cash-in"),
    path("kas/keluar/", cash_entry.MoneyOutView.as_view(), name="cash-out"),
    path("kas/catatan/<uuid:uid>/", cash_entry.CashEntryView.as_view(), name="cash-entry"),
    path("kas/catatan/<uuid:uid>/balik/", cash_entry.ReverseView.as_view(), name="cash-reverse"),
    path("kas/catatan/<uuid:uid>/bukti/", cash_entry.ReceiptFileView.as_view(), name="cash-receipt-file"),
    path("kas/catatan/<uuid:uid>/bukti/lampirkan/", cash_entry.ReceiptView.as_view(), name="cash-receipt"),
]
