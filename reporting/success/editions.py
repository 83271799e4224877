"""Editions of the indicators: what a definition must be like, how two editions differ, from when one may hold."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from reporting import indicators
from reporting.models import IndicatorEdition, SuccessIndicator
from reporting.periods import quarter_of
from reporting.success import columns
from reporting.success.aspects import ALL
from reporting.success.values import decimal_words

Reads = SuccessIndicator.Reads
QUARTERS_AHEAD = 4  # how far ahead an edition may begin
COMPARED = ("aspect", "label", "explanation", "reads", "part", "whole", "target", "weight", "position")


def check(indicator):
    """What a definition must be like. Raises ValidationError beside the field."""
    problems, reads = {}, indicator.reads
    if indicator.aspect not in ALL:
        problems["aspect"] = "Pilih tanda atau aspeknya."
    else:
        indicator.matrix = ALL[indicator.aspect].matrix
    if indicator.part not in columns.BASE:
        problems["part"] = "Pilih angkanya dari daftar."
    if reads == Reads.SHARE and indicator.whole not in columns.BASE:
        problems["whole"] = "Pilih angka pembanding."
    elif reads == Reads.SHARE and indicator.whole == indicator.part:
        problems["whole"] = "Angka pembanding harus lain dari angkanya."
    elif reads != Reads.SHARE and indicator.whole:
        problems["whole"] = "Kosongkan angka pembanding: hanya dipakai untuk persen."
    if reads == Reads.YES and indicator.part not in columns.YES_OR_NO:
        allowed = ", ".join(indicators.label_of(name) for name in columns.YES_OR_NO)
        problems["reads"] = f"“Ada atau tidak” hanya untuk: {allowed}."
    if reads == Reads.YES and indicator.target is not None and indicator.target > 100:
        problems["target"] = "Untuk “ada atau tidak” paling besar 100 persen FCU."
    if reads == Reads.SHARE and indicator.target is not None and indicator.target > 100:
        problems["target"] = "Target persen paling besar 100."
    if problems:
        raise ValidationError(problems)


def base_of(edition):
    """The published edition before this one, which its difference is told against; None for the first."""
    rows = IndicatorEdition.objects.filter(stage=IndicatorEdition.Stage.PUBLISHED, number__lt=edition.number)
    return rows.order_by("-number").first()


@dataclass(frozen=True)
class Difference:
    """Indicators that are new, that went, and that read otherwise: (indicator, [(field, before, after)])."""

    added: list
    removed: list
    changed: list

    @property
    def any(self):
        return bool(self.added or self.removed or self.changed)


def difference(edition, base):
    """What this edition says otherwise than `base`."""
    now = {row.code: row for row in edition.indicators.all()}
    before = {row.code: row for row in base.indicators.all()} if base else {}
    changed = []
    for code, row in now.items():
        if code in before and (fields := _fields(before[code], row)):
            changed.append((row, fields))
    return Difference(
        [row for code, row in now.items() if code not in before],
        [row for code, row in before.items() if code not in now],
        changed,
    )


def _fields(before, after):
    return [
        (_called(name), shown(before, name), shown(after, name))
        for name in COMPARED
        if getattr(before, name) != getattr(after, name)
    ]


def _called(name):
    words = str(SuccessIndicator._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def shown(row, name):
    """A field of a definition in words."""
    value = getattr(row, name)
    if name == "aspect":
        return ALL[value].label
    if name == "reads":
        return row.get_reads_display()
    if name in ("part", "whole"):
        return indicators.label_of(value) if value else "–"
    return decimal_words(value) if name == "target" else str(value)


def days_to_begin(today):
    """The first days of the quarters from which an edition may hold: the running one and those to come.

    Never an earlier one: what was measured already is not measured anew.
    """
    found = [quarter_of(today)]
    while len(found) <= QUARTERS_AHEAD:
        found.append(found[-1].next)
    return [(quarter.start, quarter.words) for quarter in found]


def gap_in(edition):
    """Signs and aspects that would have no indicator with a weight; "" where each has one."""
    told = set(edition.indicators.filter(weight__gt=0).values_list("aspect", flat=True))
    missing = [aspect.label for code, aspect in ALL.items() if code not in told]
    return "; ".join(missing)


def day_problem(edition, today):
    """Why the edition can't hold from its day; "" where it can."""
    day = edition.valid_from
    if day is None or day != quarter_of(day).start:
        return "Pilih triwulan mulai berlaku."
    if day < quarter_of(today).start:
        return "Edisi berlaku mulai triwulan yang berjalan atau sesudahnya, supaya yang sudah dinilai tidak berubah."
    base = base_of(edition)
    if base and day < base.valid_from:
        begins = quarter_of(base.valid_from).words
        return f"Edisi {base.number} baru berlaku {begins}. Pilih triwulan itu atau sesudahnya."
    return ""
