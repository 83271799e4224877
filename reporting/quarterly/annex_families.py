"""Annex of the report: the plasma families of the quarter and how their answers changed (domain 2.16, 5.19).

A family stands by its number in the village's list, its companion likewise; needs of a sensitive problem are left out.
"""

from django.db.models import Count, Q

from families.actions.assessment import standing_of, with_answers
from families.change import GROWS_INTO
from families.change_figures import Split, change_in, rows_of
from families.models import IndicatorSet, Need, Sex
from reporting import rows
from reporting.above.office_tables.table import NUMBER, TEXT, Table
from reporting.quarterly.mentoring_tables import before

WITHOUT_SENSITIVE = "Kebutuhan yang dirahasiakan tidak dihitung di sini."
NOT_ASKED = None  # an empty cell: the questions were not asked by then


def family_tables(village, quarter):
    """[Table]: each family with a contact in the quarter, then each of the 12 questions over all families."""
    return [_families(village, quarter), _questions(village, quarter)]


# --- family by family -------------------------------------------------------------------------------------------
def _families(village, quarter):
    found = list(rows.plasma_visited(village, quarter).order_by("number"))
    contacts, companions = _contacts(village, quarter)
    met, left = _needs(village, quarter, found)
    rounds = _rounds(found, quarter)
    lines, split = [], Split()
    for family in found:
        key, answers = family.pk, rounds.get(family.pk, _Rounds())
        sex = "P" if family.head_sex == Sex.FEMALE else "L"
        numbers = contacts[key], met.get(key, 0), left.get(key, 0), *answers.cells(quarter)
        lines.append([_numbered(family.number), sex, companions[key], *numbers])
        split.add(family.head_sex)
    return Table(
        "Keluarga plasma yang dihubungi",
        ["Keluarga", "P/L", "Pionir", "Kontak", "Kebutuhan terpenuhi", "Kebutuhan terbuka", "Indikator awal",
         "Sebelum triwulan", "Akhir triwulan", "Pasangan tumbuh"],
        [TEXT, TEXT, TEXT, *[NUMBER] * 7], lines,
        [f"{split.all} keluarga", "", f"P {split.women}, L {split.men}",
         *(sum(line[place] for line in lines) for place in (3, 4, 5)), "", "", "", ""] if lines else [],
        "Nomor keluarga dan pionir menurut daftar keluarga FCU. Indikator: berapa dari kesulitan yang ditanyakan tidak "
        "dialami. Pasangan tumbuh: kesulitan yang hilang dan sudah menjadi kekuatan pionir pasangannya, dari "
        f"{len(GROWS_INTO)}. {WITHOUT_SENSITIVE}",
    )  # fmt: skip


def _numbered(number):
    return f"No. {number}"


def _contacts(village, quarter):
    """({family: contacts}, {family: the numbers of its companions in them})."""
    notes = rows.mentoring_notes(village, quarter).order_by("family", "id")
    counted, companions = {}, {}
    for family, pioneer in notes.values_list("family", "pairing__pioneer__family__number"):
        counted[family] = counted.get(family, 0) + 1
        companions.setdefault(family, set()).add(pioneer)
    return counted, {family: ", ".join(map(_numbered, sorted(told))) for family, told in companions.items()}


def _needs(village, quarter, families):
    """({family: needs met in the quarter}, {family: needs open at its end}), without those of a sensitive problem."""
    plain = Need.objects.filter(family__in=[family.pk for family in families], problem__is_sensitive=False).order_by()
    met = Q(state=Need.State.MET) & rows.during(quarter, "closed_on")
    return tuple(
        dict(plain.filter(which).values_list("family").annotate(n=Count("pk")))
        for which in (met, rows.lasting(quarter, "found_on", "closed_on"))
    )


class _Rounds:
    """The rounds of both lists of one family by the end of the quarter, the oldest first."""

    def __init__(self):
        self.plasma, self.pioneer = [], []

    def add(self, row):
        (self.plasma if row.set == IndicatorSet.PLASMA else self.pioneer).append(row)

    def cells(self, quarter):
        """Met at the first round, at the last before the quarter, at the last by its end; pairs that have grown."""
        earlier = [row for row in self.plasma if row.assessed_on <= before(quarter)]
        told = [self.plasma[:1], earlier[-1:], self.plasma[-1:]]
        return [*(_met(found[0]) if found else NOT_ASKED for found in told), self._grown()]

    def _grown(self):
        if not (self.plasma and self.pioneer):
            return NOT_ASKED
        gone, there = _standings(self.plasma[-1]), _standings(self.pioneer[-1])
        return sum(gone.get(code) == "met" == there.get(into) for code, into in GROWS_INTO.items())


def _rounds(families, quarter):
    found = {}
    asked = with_answers().filter(family__in=[family.pk for family in families], assessed_on__lte=quarter.end)
    for row in asked.order_by("assessed_on", "round", "id"):
        found.setdefault(row.family_id, _Rounds()).add(row)
    return found


def _standings(round_):
    return {answer.indicator.code: standing_of(answer.indicator, answer) for answer in round_.answers.all()}


def _met(round_):
    return sum(standing == "met" for standing in _standings(round_).values())


# --- question by question ---------------------------------------------------------------------------------------
def _questions(village, quarter):
    """How each answer moved in families asked again in the quarter; what could point at a family is "<5"."""
    change = change_in(village, quarter.end, before(quarter))
    names = ("before", "now", "better", "same", "worse")
    return Table(
        "Perubahan setiap kesulitan",
        ["Kode", "Kesulitan", "Pasangan", "Sebelum", "Akhir", "Membaik", "Tetap", "Memburuk"],
        [TEXT] * 8,
        [
            [line["code"], line["question"].rstrip("?"), GROWS_INTO.get(line["code"], ""), *map(line.get, names)]
            for line in rows_of(change, above=True)
        ] if change.families.all else [],
        note=f"Keluarga yang dinilai ulang pada triwulan ini: {change.families.all} (P {change.families.women}, "
        f"L {change.families.men}). Angka kecil ditulis <5 agar tidak menunjuk satu keluarga.",
    )  # fmt: skip
