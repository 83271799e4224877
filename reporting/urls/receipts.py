"""Addresses of receipts of families and the road of originals."""

urlpatterns = []
