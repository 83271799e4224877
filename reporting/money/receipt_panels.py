"""What receipts add to the page of a payment to a family."""

from django.template.loader import render_to_string

from reporting.actions.receipts import closed, may_write
from reporting.views.realisation import receipts_of


def payment_panel(request, payment):
    """What was bought with it; "" before it is paid (FUN-06)."""
    by = request.assignment
    if payment.paid_on is None or not by.has_perm("reporting.view_stimulusreceipt"):
        return ""
    adds = may_write(payment, by) and not closed(payment) and payment.left > 0
    facts = {"payment": payment, "rows": receipts_of(payment, by), "may_add": adds}
    return render_to_string("reporting/parts/payment_panel.html", facts, request)
