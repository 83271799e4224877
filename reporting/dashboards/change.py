"""The twelve questions to plasma families, before and after: "Ya" is a difficulty, so fewer is better (III.A.7.1)."""

from families.models import Indicator, IndicatorSet
from reporting.dashboards import charts
from reporting.dashboards.part import FEW, SMALL, Part, Row

TITLE = "Kesulitan keluarga plasma, dahulu dan sekarang"
NOTHING = dict.fromkeys(
    ("compared_women", "compared_men", "before_women", "before_men", "after_women", "after_men"), 0
)


def questions():
    """The questions that are counted, in the order of the form, by code; the newest version of each."""
    rows = Indicator.objects.filter(set=IndicatorSet.PLASMA, scored=True).order_by("version", "order")
    found = {row.code: row for row in rows}
    return sorted(found.values(), key=lambda row: row.order)


def told(number, above):
    """A number as it is told: above the village a small one could point at a family."""
    return FEW if above and 0 < number < SMALL else str(number)


def told_apart(women, men, above):
    """7 (P 4, L 3); above the village without the parts where one of them is small."""
    if not women + men:
        return "0"
    if above and any(0 < number < SMALL for number in (women, men)):
        return told(women + men, above)
    return f"{women + men} (P {women}, L {men})"


def change_part(changes, *, above):
    """From {code: {column: families}}; `above` is whether the reader sits above the village."""
    lines = [(row, changes.get(row.code, NOTHING)) for row in questions()]
    lines = [(row, one) for row, one in lines if one["compared_women"] + one["compared_men"]]
    if not lines:
        return Part(
            "perubahan", TITLE,
            empty="Perubahan terbaca setelah ada keluarga plasma yang dinilai sedikitnya dua kali.",
        )  # fmt: skip
    drawn = [
        (row.question.rstrip("?"), _shown(before, above), _shown(after, above), told(before, above), told(after, above))
        for row, (before, after) in ((row, _sums(one)) for row, one in lines)
    ]
    desc = "; ".join(f"{label}: dahulu {before}, sekarang {after}" for label, _, _, before, after in drawn)
    rows = tuple(
        Row((
            f"{row.code} {row.question}", told_apart(one["before_women"], one["before_men"], above),
            told_apart(one["after_women"], one["after_men"], above), difference(*_sums(one), above=above),
        ))
        for row, one in lines
    )  # fmt: skip
    most = max((one for _, one in lines), key=lambda one: one["compared_women"] + one["compared_men"])
    compared = told_apart(most["compared_women"], most["compared_men"], above)
    notes = [f"{compared} keluarga dibandingkan. Makin sedikit makin baik. P dan L menurut kepala keluarga."]
    if above:
        notes.append(f"Angka di bawah {SMALL} tampil sebagai {FEW}.")
    return Part(
        "perubahan", TITLE, headline_of(lines, above),
        ("Kesulitan", "Dahulu", "Sekarang", "Selisih"), rows,
        (charts.pairs("perubahan", TITLE, drawn, desc=desc),),
        (charts.pairs("perubahan", TITLE, drawn, desc=desc, side=230, width=560),), tuple(notes),
    )  # fmt: skip


def _sums(one):
    return one["before_women"] + one["before_men"], one["after_women"] + one["after_men"]


def _shown(number, above):
    return None if above and 0 < number < SMALL else number


def difference(before, after, *, above):
    """"−7", "+2", "0"; "–" where one of the two is not told."""
    if _shown(before, above) is None or _shown(after, above) is None:
        return "–"
    return f"−{before - after}" if after < before else f"+{after - before}" if after > before else "0"


def headline_of(lines, above):
    """Which difficulty fell most, and how many grew."""
    known = [(row, *_sums(one)) for row, one in lines]
    known = [(row, before, after) for row, before, after in known
             if _shown(before, above) is not None and _shown(after, above) is not None]  # fmt: skip
    if not known:
        return f"Jumlah keluarga masih terlalu sedikit untuk diceritakan (di bawah {SMALL})."
    best = max(known, key=lambda line: line[1] - line[2])
    grown = [row for row, before, after in known if after > before]
    tail = f" {len(grown)} kesulitan bertambah, antara lain: {_quoted(grown[0])}." if grown else ""
    if best[1] <= best[2]:
        return f"Belum ada kesulitan yang berkurang.{tail}"
    return f"Paling banyak berkurang: {_quoted(best[0])}, dari {best[1]} menjadi {best[2]} keluarga.{tail}"


def _quoted(row):
    return f"“{row.question.rstrip('?')}”"
