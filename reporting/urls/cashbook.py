"""Addresses of the cash book: its entries and their receipts."""

urlpatterns = []
