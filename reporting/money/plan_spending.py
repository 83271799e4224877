"""What was spent of the annual plan, as the cash book tells it: booked expenses linked to a row, net (FUN-11).

Aid given back to its giver is nobody's activity, so it counts neither on a row nor outside the plan.
"""

from django.db.models import Q, Sum

from fcu_project import dates
from reporting.models import CashBook, CashEntry
from reporting.money import ledger
from reporting.money.purses import Spending
from reporting.quarterly.help_given import plan_in_force

SEES = "reporting.view_cashbook"


def expenses():
    """Booked expenses and what took them back."""
    return CashEntry.objects.booked().exclude(category__in=("", Spending.GIVEN_BACK))


def expenses_of(item):
    """The expenses linked to a row of the plan, with what took them back."""
    return expenses().filter(plan_item=item)


def spent_of(item):
    """Rupiah spent on a row of the plan so far, net of reversals."""
    return ledger.total(expenses_of(item), ledger.NET)


def spent_of_each(items):
    """{key of a row: rupiah spent on it so far} of several rows in one question."""
    found = expenses().filter(plan_item__in=[item.pk for item in items]).order_by()
    return dict(found.values_list("plan_item").annotate(told=Sum(ledger.NET)))


def budget_problem(entry):
    """What the budget of its row of the plan says against an expense, with the number left; "" without a budget."""
    item = entry.plan_item
    if item is None or item.amount is None or entry.direction != ledger.OUT or entry.reverses_id:
        return ""
    if entry.category == Spending.GIVEN_BACK:
        return ""
    spent = spent_of(item)
    if spent + entry.amount <= item.amount:
        return ""
    return (
        f"Melebihi anggaran kegiatan “{item.what}”: dianggarkan {dates.rupiah(item.amount)}, sudah terpakai "
        f"{dates.rupiah(spent)}, sisa {dates.rupiah(max(0, item.amount - spent))}. Tuliskan alasannya."
    )


def budget_words(item, spent=None):
    """Budget, spent and left of a row in one sentence; what is above the budget is said."""
    spent = spent_of(item) if spent is None else spent
    if item.amount is None:
        return f"Anggaran belum diisi, terpakai {dates.rupiah(spent)}."
    told = "Direncanakan tanpa biaya" if item.is_free else f"Anggaran {dates.rupiah(item.amount)}"
    if spent > item.amount:
        return f"{told}, terpakai {dates.rupiah(spent)}: lebih {dates.rupiah(spent - item.amount)} dari anggaran."
    return f"{told}, terpakai {dates.rupiah(spent)}, sisa {dates.rupiah(item.amount - spent)}."


def spending(plan, until, by):
    """[(key of the row, None for what belongs to no row, day, rupiah)] until a day; None where `by` sees no book."""
    if plan.unit_id is None or not by.has_perm(SEES):
        return None
    book = CashBook.objects.visible_to(by).filter(unit=plan.unit_id).first()
    if book is None:
        return None
    of_plan = Q(plan_item__plan=plan) | Q(plan_item=None, on__year=plan.year)
    found = expenses().filter(of_plan, book=book, on__lte=until).order_by()
    return list(found.values_list("plan_item", "on").annotate(told=Sum(ledger.NET)))


def spent_in(unit, quarter):
    """[{label, budget, quarter, spent}] of the plan in force: rupiah in the quarter and until its end, as plain JSON.

    Rows without budget and expense are left out; what belongs to no row comes last. `budget` is None where none was
    written; [] without a plan.
    """
    plan = plan_in_force(unit, quarter)
    if plan is None:
        return []
    of_plan = Q(plan_item__plan=plan) | Q(plan_item=None, on__year=plan.year)
    booked = expenses().filter(of_plan, book__unit=unit, on__lte=quarter.end).order_by()
    now = Sum(ledger.NET, filter=Q(on__gte=quarter.start), default=0)
    spent = {key: sums for key, *sums in booked.values_list("plan_item").annotate(every=Sum(ledger.NET), now=now)}
    told = [
        _told(item.what, item.amount, spent.get(item.pk, (0, 0)))
        for item in plan.items.order_by("order", "id")
        if item.amount or item.pk in spent
    ]
    return [*told, _told("Di luar rencana", None, spent[None])] if None in spent else told


def _told(label, budget, sums):
    every, now = sums
    return {"label": label, "budget": budget, "quarter": now, "spent": every}
