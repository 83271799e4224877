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
    dashboard,
    finding,
    from_paper,
    guidance,
    incident,
    instrument,
    office,
    receipts,
    report,
    stimulus,
    success,
    verdict,
    visit,
)

app_name = "reporting"

MODULES = (
    report, annex, book, from_paper, guidance, incident, office, bundle,
    cashbook, closing, approval, allocation, aid, budget, stimulus, receipts, checks,
    visit, finding, instrument, success, dashboard, verdict,
)  # fmt: skip
urlpatterns = [entry for module in MODULES for entry in module.urlpatterns]
