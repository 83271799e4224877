"""Addresses of this floor: Bahasa paths, English names, one module per noun."""

from reporting.urls import (
    aid,
    allocation,
    annex,
    approval,
    book,
    budget,
    bundle,
    cashbook,
    checks,
    closing,
    from_paper,
    guidance,
    incident,
    office,
    receipts,
    report,
    stimulus,
)

app_name = "reporting"

MODULES = (
    report, annex, book, from_paper, guidance, incident, office, bundle,
    cashbook, closing, approval, allocation, aid, budget, stimulus, receipts, checks,
)  # fmt: skip
urlpatterns = [entry for module in MODULES for entry in module.urlpatterns]
