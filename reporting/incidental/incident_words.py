"""The words of an incidental report: drawn from the case, without a name or a number, part by part (III.C.2.5, REP-03).

Whom it is about is told by initials, sex and age group alone (domain 5.20, 9.2).
"""

import re

from fcu_project import dates
from fcu_project.identity import IDENTITY_NUMBER
from institutions.models import FamilyCareUnit, Person, Region
from referrals.joint import bodies_of
from referrals.masking import names_in
from referrals.models import CaseStep
from referrals.snapshot import initials
from reporting.models import IncidentReport
from reporting.money.bank_numbers import RUN, holds_account_number
from reporting.quarterly.family_homes import Homes
from reporting.quarterly.family_names import LEAST_LETTERS, NOBODY, PHONE, VillageNames, any_of, name_problem

LEVEL = Region.Level
PARTS = dict(IncidentReport.PARTS)
LONGEST = 8000  # characters of one part
# Code, who is meant by it, the highest age in years.
AGE_GROUPS = (
    ("balita", "Balita (0–4 tahun)", 4), ("anak", "Anak (5–11 tahun)", 11), ("remaja", "Remaja (12–17 tahun)", 17),
    ("dewasa", "Dewasa (18–59 tahun)", 59), ("lansia", "Lansia (60 tahun ke atas)", 200),
)  # fmt: skip
AGE_LABELS = {code: label for code, label, _ in AGE_GROUPS}
INITIALS = re.compile(r"(?:[A-Z]\.?)(?: ?[A-Z]\.?){0,3}")
LEFT_OUT = "(nomor tidak ditulis)"
NUMBER = "Jangan menulis NIK, nomor KK, nomor HP, atau nomor rekening di sini. Hapus angkanya."
ALWAYS_LETTERS = 5  # so long a word of a name is one in any spelling; a shorter one only with a capital


# --- names and numbers ----------------------------------------------------------------------------------------------
def _pattern(names, spared):
    """Finds whole names, then what may stand (`spared`: names of bodies and places), then each word of the names."""
    own = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    if not own:
        return None
    words = sorted(_words_of(own), key=len, reverse=True)
    full, kept = (any_of(rf"(?i:{re.escape(name)})" for name in group) for group in (own, spared))
    return re.compile(rf"{full}\.?|(?P<spared>{kept})|{any_of(map(_any_spelling, words))}\.?")


def _words_of(names):
    """The words by which somebody may be called; of a description only those with a capital."""
    found = set()
    for name in names:
        words = [word.strip(".,()'’\"") for word in name.split()]
        capitals = [word for word in words if word[:1].isupper()]
        found |= {word.lower() for word in capitals or words if word.isalpha()}
    return {word for word in found if len(word) >= LEAST_LETTERS and word not in NOBODY}


def _any_spelling(word):
    if len(word) >= ALWAYS_LETTERS:
        return rf"(?i:{word})"
    return f"{word.capitalize()}|{word.upper()}"


def spared_of(case):
    """Names that may stand although a word of them is somebody's name: of bodies, of the FCU, of the places."""
    office, unit = case.keeper, FamilyCareUnit.of(case.keeper)
    places = [office, *filter(None, map(office.ancestor, (LEVEL.SUBDISTRICT, LEVEL.REGENCY, LEVEL.PROVINCE)))]
    names = {name for place in places for name in (str(place), place.name)}
    names |= {body.name for body in bodies_of(case)} | ({unit.name} if unit else set())
    return sorted(names, key=len, reverse=True)


class Masking:
    """What must not be told of one case: the names of its people, of the village's heads of families, and where they
    live; looked up once for all its words."""

    def __init__(self, case):
        spared = spared_of(case)
        self.pattern = _pattern(names_in(case), spared)
        self.neighbours = VillageNames(case.keeper, spared)
        self.homes = Homes(self.neighbours)

    def names(self, text):
        """The names that stand in `text`, each once, as they are written there."""
        found = self.neighbours.names(text)
        if self.pattern is not None:
            text = self.neighbours.with_initials(text)
            found += [hit[0].rstrip(".") for hit in self.pattern.finditer(text) if not hit["spared"]]
        return list(dict.fromkeys(found))

    def with_initials(self, text):
        """`text` with each of these names as its initials, without neighbourhood and hamlet."""
        text = self.neighbours.with_initials(self.homes.left_out(text))
        if self.pattern is None:
            return text
        return self.pattern.sub(lambda hit: hit[0] if hit["spared"] else initials(hit[0]) or "N.", text)

    def told(self, text):
        """`text` as it may be told: names as initials, numbers left out."""
        return without_numbers(self.with_initials(text))

    def number_problem(self, text):
        return NUMBER if holds_number(text) else ""

    def problem(self, text):
        """Why `text` can't stand, or ""."""
        if problem := self.number_problem(text):
            return problem
        return " ".join(filter(None, (name_problem(self.names(text)), self.homes.problem(text))))


def holds_number(text):
    """Whether a number of identity, a telephone or an account may stand in these words."""
    return bool(IDENTITY_NUMBER.search(text) or PHONE.search(text)) or holds_account_number(text)


def without_numbers(text):
    text = PHONE.sub(LEFT_OUT, text)
    return RUN.sub(lambda found: LEFT_OUT if holds_number(found[0]) else found[0], text)


def problems_of(words, case):
    """{part: why it can't stand} of all parts; also asked before sending, for a name may be recorded later."""
    masking = Masking(case)
    found = {part: masking.problem(words.get(part, "")) for part in PARTS}
    return {part: problem for part, problem in found.items() if problem}


# --- drawn from the case --------------------------------------------------------------------------------------------
def words_of(case):
    """What a case tells by itself, part by part, to be read and mended by the writer."""
    masking = Masking(case)
    steps = list(case.steps.prefetch_related("bodies").order_by("done_on", "id"))
    parts = {
        "chronology": _chronology(case, steps),
        "actions": [_action(step) for step in steps if step.kind != CaseStep.Kind.NOTE],
        "parties": _parties(case),
        "result": [f"{case.get_outcome_display()}. {case.result}"] if case.closed_on else [],
        "follow_up": [case.follow_up],
    }
    told = {part: masking.told("\n".join(filter(None, lines)))[:LONGEST] for part, lines in parts.items()}
    return {**told, "masked": masked_of(case)}


def _chronology(case, steps):
    notes = [f"{dates.long_date(step.done_on)}: {step.text}" for step in steps if step.kind == CaseStep.Kind.NOTE]
    ended = [f"Kasus selesai {dates.long_date(case.closed_on)}."] if case.closed_on else []
    return [case.story or f"{case.title}.", f"Kasus dibuka {dates.long_date(case.opened_on)}.", *notes, *ended]


def _action(step):
    agreed = f" Yang disepakati: {' '.join(step.decisions.split())}" if step.decisions else ""
    result = f" Hasil: {step.result}" if step.result else ""
    return f"{dates.long_date(step.done_on)}, {step.get_kind_display().lower()}: {step.text}{agreed}{result}"


def _parties(case):
    unit = FamilyCareUnit.of(case.keeper)
    return [str(unit or f"FCU {case.keeper}"), *(f"{body.name} ({body.steps} langkah)" for body in bodies_of(case))]


def masked_of(case):
    """{initials, sex, age_group} of whom it is about: the head of the family, or the client; "" where not known."""
    family = case.family if case.family_id else None
    name, sex = (family.head_name, family.head_sex) if family else (case.client, case.client_sex)
    letters = " ".join(initials(name).split()[:4])
    return {"initials": letters, "sex": sex, "age_group": age_group(_age(case, family))}


def _age(case, family):
    if family:
        head = family.members.filter(is_head=True, left_on=None).first()
        return head.age_on(case.opened_on) if head and head.birth_date else None
    ages = case.counsellings.filter(client_age__isnull=False).order_by("-held_on", "-id")
    return ages.values_list("client_age", flat=True).first()


def age_group(age):
    """The group of an age in years; "" where it is not known."""
    return "" if age is None else next(code for code, _, most in AGE_GROUPS if age <= most)


def whom(masked):
    """Whom it is about, in words: "S. A. (perempuan, dewasa)"; "" where nothing is known."""
    sex = dict(Person.Sex.choices).get(masked.get("sex"), "").lower()
    about = ", ".join(filter(None, (sex, masked.get("age_group", ""))))
    letters = masked.get("initials", "")
    return f"{letters} ({about})".strip() if about else letters
