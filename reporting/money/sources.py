"""Who gave the FCU money, how much and on which terms: the register of sources of a year (FUN-01)."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from institutions.plans import Source
from reporting.models import CashEntry
from reporting.money.purses import MUST_NOT_BIND

ORDER = {source: place for place, source in enumerate(Source)}


@dataclass(frozen=True)
class Gift:
    """Money from one giver on one day; or the sum of a source, which has neither. `amount` is rupiah."""

    source: str
    giver: str
    amount: int
    on: date | None = None
    text: str = ""
    terms: str = ""
    binding: str = ""
    evidence: str = ""
    entry: CashEntry | None = None

    @property
    def is_sum(self):
        return self.entry is None


def gifts_of(book, year):
    """[Gift] of a year by source, giver and day. What was taken back in the same year is left out with its reversal;
    money of an earlier year that was taken back in this one counts below zero."""
    entries = CashEntry.objects.booked().filter(book=book, on__year=year).exclude(source="").with_facts()
    gone = {entry.reverses_id for entry in entries if entry.reverses_id and entry.reverses.on.year == year}
    told = [entry for entry in entries if entry.pk not in gone and entry.reverses_id not in gone]
    return sorted((_gift(entry) for entry in told), key=lambda gift: (
        ORDER[gift.entry.source], gift.giver.casefold(), gift.on, gift.entry.pk
    ))  # fmt: skip


def _gift(entry):
    back = entry.reverses_id is not None
    asked = entry.source in MUST_NOT_BIND and not back
    return Gift(
        entry.get_source_display(), entry.giver, -entry.amount if back else entry.amount, entry.on, entry.text,
        "" if back else entry.terms, ("Tidak" if entry.non_binding else "Belum dinyatakan") if asked else "",
        entry.evidence, entry,
    )  # fmt: skip


def with_sums(gifts):
    """The gifts, after those of each source their sum."""
    rows = []
    for source, given in groupby(gifts, key=lambda gift: gift.source):
        given = list(given)
        rows += [*given, Gift(f"Jumlah {source}", "", sum(gift.amount for gift in given))]
    return rows


def totals_of(gifts):
    """[(source in words, rupiah, number of gifts)] of the sources that gave anything."""
    told = []
    for source, given in groupby(gifts, key=lambda gift: gift.source):
        amounts = [gift.amount for gift in given]
        told.append((source, sum(amounts), len(amounts)))
    return told
