"""The twelve questions to plasma families, before and after: "Ya" is a difficulty, so fewer is better (III.A.7.1)."""

from families.small_numbers import FEW, SMALL, known, told, told_apart
from reporting.dashboards import charts
from reporting.dashboards.part import Part, Row
from reporting.success.before_after import compared_in

TITLE = "Kesulitan keluarga plasma, dahulu dan sekarang"


def change_part(changes, *, above):
    """From {code: {column: families}}; `above` is whether the reader sits above the village."""
    lines = compared_in(changes)
    if not lines:
        return Part(
            "perubahan", TITLE,
            empty="Perubahan terbaca setelah ada keluarga plasma yang dinilai sedikitnya dua kali.",
        )  # fmt: skip
    drawn = [
        (row.question.rstrip("?"), *(known(split.all, above=above) for split in (row.before, row.after)),
         *(told(split.all, above=above) for split in (row.before, row.after)))
        for row in lines
    ]  # fmt: skip
    desc = "; ".join(f"{label}: dahulu {before}, sekarang {after}" for label, _, _, before, after in drawn)
    rows = tuple(
        Row((
            f"{row.code} {row.question}", *(told_apart(split, above=above) for split in (row.before, row.after)),
            row.step_words(above=above),
        ))
        for row in lines
    )  # fmt: skip
    compared = told_apart(max((row.compared for row in lines), key=lambda split: split.all), above=above)
    notes = [f"{compared} keluarga dibandingkan. Makin sedikit makin baik. P dan L menurut kepala keluarga."]
    if above:
        notes.append(f"Angka di bawah {SMALL} tampil sebagai {FEW}.")
    return Part(
        "perubahan", TITLE, headline_of(lines, above),
        ("Kesulitan", "Dahulu", "Sekarang", "Selisih"), rows,
        (charts.pairs("perubahan", TITLE, drawn, desc=desc),),
        (charts.pairs("perubahan", TITLE, drawn, desc=desc, side=230, width=560),), tuple(notes),
    )  # fmt: skip


def headline_of(lines, above):
    """Which difficulty fell most, and how many grew."""
    steps = [(row, step) for row in lines if (step := row.step(above=above)) is not None]
    if not steps:
        return f"Jumlah keluarga masih terlalu sedikit untuk diceritakan (di bawah {SMALL})."
    best, step = min(steps, key=lambda line: line[1])
    grown = [row for row, more in steps if more > 0]
    tail = f" {len(grown)} kesulitan bertambah, antara lain: {_quoted(grown[0])}." if grown else ""
    if step >= 0 and any(row.before.all != row.after.all for row in lines if row.step(above=above) is None):
        return f"Perubahannya terlalu kecil untuk ditampilkan (di bawah {SMALL} keluarga).{tail}"
    if step >= 0:
        return f"Belum ada kesulitan yang berkurang.{tail}"
    return f"Paling banyak berkurang: {_quoted(best)}, dari {best.before.all} menjadi {best.after.all} keluarga.{tail}"


def _quoted(row):
    return f"“{row.question.rstrip('?')}”"
