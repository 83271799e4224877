"""Addresses of this floor: Bahasa paths, English names, one module per noun."""

from reporting.urls import aid, allocation, approval, budget, cashbook, checks, closing, receipts, report, stimulus

app_name = "reporting"

MODULES = (report, cashbook, closing, approval, allocation, aid, budget, stimulus, receipts, checks)
urlpatterns = [entry for module in MODULES for entry in module.urlpatterns]
