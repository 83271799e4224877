"""Narrowing the lists of this floor: the cash book by what is written on its papers."""

import re

from django.db.models import Q

from reporting.models import CashEntry

# BKK-012/2026, bkm 3, kwitansi nomor 12: a number of evidence, as it stands on the paper or is spoken of.
EVIDENCE = re.compile(
    r"(bkm|bkk|bukti|kuitansi|kwitansi|nota)[\s.-]*(?:no(?:mor)?\.?\s*)?0*(\d{1,6})(?:/(\d{4}))?", re.ASCII
)
DIRECTIONS = {"bkm": CashEntry.Direction.IN, "bkk": CashEntry.Direction.OUT}
# What people write either way.
SPELLINGS = (("kwitansi", "kuitansi"), ("kuitansi", "kwitansi"))
WORDS_IN = ("text", "giver", "payee", "giver_body__name")


def search_entries(entries, wanted):
    """Entries whose text, giver or payee holds `wanted`, or whose evidence number it is."""
    wanted = " ".join(wanted.replace("\0", "").lower().split())
    if not wanted:
        return entries
    ways = {wanted, *(wanted.replace(one, other) for one, other in SPELLINGS)}
    found = Q()
    for way in ways:
        for field in WORDS_IN:
            found |= Q(**{f"{field}__icontains": way})
    if told := EVIDENCE.fullmatch(wanted):
        kind, number, year = told.groups()
        is_it = {"number": int(number)}
        is_it |= {"direction": DIRECTIONS[kind]} if kind in DIRECTIONS else {}
        is_it |= {"year": int(year)} if year else {}
        found |= Q(**is_it)
    return entries.filter(found)
