"""Whom a paper is about, told without a name: initials, also within what was written (domain 5.20, 9.2)."""

import re

from families.models import FamilyMember
from referrals.snapshot import initials

FULL_NAME = re.compile(r"\b[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’]+)+\b")
LEAST_LETTERS = 3  # shorter words of a name are too often no name at all


def names_in(case):
    """Every name by which the people of a case may be called in its words."""
    names = [case.client]
    if case.family_id:
        members = FamilyMember.objects.filter(family=case.family_id)
        names += [case.family.head_name, *members.values_list("name", flat=True)]
    return [name for name in names if name.strip()]


def masked_client(case):
    """Whom it is about, as initials: "Ibu S." for a family, "R. K." for somebody else."""
    if case.family_id:
        word = case.family.called.split(" ", 1)[0]
        return f"{word} {initials(case.family.head_name)}"
    return initials(case.client) or "Tidak disebut"


def masked_words(text):
    """What was typed of somebody, with two or more words that begin with a capital as initials: "anak A. S."."""
    return FULL_NAME.sub(lambda found: initials(found[0]), text)


def without_names(text, names):
    """`text` with each of the names, and each longer word of one that begins with a capital, as initials."""
    for name in sorted(set(names), key=len, reverse=True):
        text = _replaced(text, name, re.IGNORECASE)
    words = {word.strip(".,").capitalize() for name in names for word in name.split()}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= LEAST_LETTERS and word.isalpha():
            text = _replaced(text, word)
    return text


def _replaced(text, name, flags=0):
    """A full stop after the name becomes that of the initial."""
    short = initials(name)
    return re.sub(rf"\b{re.escape(name)}\b\.?", short, text, flags=flags) if short else text
