"""Who held a post of the FCU on a day, and whether the treasurer's office changed hands without a record (MEM-09)."""

from dataclasses import dataclass

from django.db.models import Q

from institutions.models import Assignment, OfficerTerm
from institutions.models.fcu import Post, in_office
from reporting.models import CashCount


def officer_on(unit, post, day):
    """(title, name) of who held a post on `day`: "Bendahara", "Plt. Bendahara"; the name is "" where nobody did."""
    title, person = holder_on(unit, post, day)
    return title, person.name if person else ""


def holder_on(unit, post, day):
    """(title, person) of who held a post on `day`, by the officers' terms, else by role; None where nobody did."""
    for term in unit.current_officers(day):
        if term.post == post:
            return term.title, term.membership.person
    holders = Assignment.objects.filter(region=unit.region, role=post).active_on(day).select_related("person")
    holder = holders.order_by("-valid_from", "-id").first()
    return Post(post).label, holder.person if holder else None


def holders_of(unit, post, *days):
    """{name: title} of those who held a post on any of these days, or on the first day of any of its terms."""
    terms = OfficerTerm.objects.filter(unit=unit, post=post, valid_from__lte=max(days))
    begun = terms.values_list("valid_from", flat=True)
    told = (officer_on(unit, post, day) for day in sorted({*days, *begun}, reverse=True))
    return {name: title for title, name in told if name}


@dataclass(frozen=True)
class Change:
    """One treasurer followed another."""

    outgoing: OfficerTerm
    incoming: OfficerTerm


def change_of_treasurer(unit, today):
    """The change by which today's treasurer, acting or not, followed another person; None where nobody was before."""
    terms = OfficerTerm.objects.filter(unit=unit, post=Post.TREASURER, valid_from__lte=today)
    terms = terms.select_related("membership__person").order_by("-valid_from", "-id")
    incoming = terms.filter(in_office(today)).first()
    if incoming is None:
        return None
    same = Q(membership__person=incoming.membership.person_id)
    outgoing = terms.filter(valid_from__lte=incoming.valid_from).exclude(same).first()
    return Change(outgoing, incoming) if outgoing else None


def unrecorded_change(book, today):
    """A change of treasurer since the book was opened for which no hand-over is recorded; None for none."""
    change = change_of_treasurer(book.unit, today)
    if change is None or change.incoming.valid_from <= book.opened_on:
        return None
    received = CashCount.objects.filter(
        book=book, kind=CashCount.Kind.HANDOVER, receiver=change.incoming.membership.person,
        on__gte=change.outgoing.valid_from,
    )  # fmt: skip
    return None if received.exists() else change
