"""What an indicator comes to: a share, a number per FCU, or there or not; against its target, and how it was reached.

Nothing here judges: values and scores are told, the conclusion is people's (domain fact 1.12).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reporting import indicators
from reporting.models import SuccessIndicator
from reporting.success import columns
from reporting.success.aspects import OF_MATRIX, Aspect
from reporting.success.sums import Sums

Reads = SuccessIndicator.Reads
NONE_YET = "belum ada"
TENTH, WHOLE = Decimal("0.1"), Decimal(100)
SEXES = ("perempuan", "laki-laki")


def rounded(number):
    """To one decimal, as it is shown and as it is compared with the target."""
    return Decimal(number).quantize(TENTH, ROUND_HALF_UP)


def decimal_words(number):
    """As it is written here: 62,5; 80."""
    return f"{rounded(number)}".removesuffix(".0").replace(".", ",")


def share(part, whole):
    """Part of a whole in percent; None where there is no whole or either is not counted."""
    return rounded(WHOLE * part / whole) if whole and part is not None else None


@dataclass(frozen=True)
class Half:
    """The women or the men of a value."""

    word: str
    part: int
    whole: int | None
    words: str


@dataclass(frozen=True)
class Value:
    """One indicator for the sums of a territory and quarter; `number` is None where it can't be told yet."""

    indicator: SuccessIndicator
    sums: Sums
    part: int | None
    whole: int | None
    number: Decimal | None

    @property
    def in_village(self):
        return self.sums.region.level == "village"

    @property
    def met(self):
        """Whether the target is reached; None without a value."""
        return None if self.number is None else self.number >= self.indicator.target

    @property
    def reached(self):
        """How much of the target is reached, 1 at most; None without a value."""
        if self.number is None:
            return None
        return min(self.number / self.indicator.target, Decimal(1)) if self.indicator.target else Decimal(1)

    @property
    def words(self):
        return words_of(self.number, self.indicator.reads, in_village=self.in_village)

    @property
    def target_words(self):
        return words_of(self.indicator.target, self.indicator.reads, in_village=self.in_village)

    @property
    def halves(self):
        """Women and men apart, where the figure is split; of a share in percent where its whole is split too."""
        parts, wholes = columns.halves_of(self.indicator.part), ()
        if self.indicator.reads == Reads.SHARE:
            wholes = columns.halves_of(self.indicator.whole)
        found = []
        for place, column in enumerate(parts):
            part = columns.number_in(self.sums.values, column)
            whole = columns.number_in(self.sums.values, wholes[place]) if wholes else None
            if part is None:
                return ()
            percent = share(part, whole)
            told = f"{part}" if percent is None else f"{part} dari {whole} ({decimal_words(percent)}%)"
            found.append(Half(SEXES[place], part, whole, told))
        return tuple(found)

    @property
    def sex_words(self):
        """P 4, L 3; "" where the figure is not split, or there is nobody."""
        if not self.part:
            return ""
        return ", ".join(f"{half.word[0].upper()} {half.part}" for half in self.halves)


def words_of(number, reads, *, in_village):
    """A value or a target in words: "62,5%", "3,2 per FCU", "Ya"."""
    if number is None:
        return NONE_YET
    if reads == Reads.SHARE:
        return f"{decimal_words(number)}%"
    if reads == Reads.COUNT:
        return decimal_words(number) if in_village else f"{decimal_words(number)} per FCU"
    if in_village:
        return "Ya" if number > 0 else "Belum"
    return f"{decimal_words(number)}% FCU"


def value_of(indicator, sums):
    """What the indicator comes to for these sums."""
    part = columns.number_in(sums.values, indicator.part) if sums.reports else None
    whole = columns.number_in(sums.values, indicator.whole) if sums.reports and indicator.whole else None
    return Value(indicator, sums, part, whole, _number(indicator.reads, part, whole, sums.reports))


def _number(reads, part, whole, reports):
    if part is None:
        return None
    if reads == Reads.SHARE:
        return share(part, whole)
    if reads == Reads.COUNT:
        return rounded(Decimal(part) / reports)
    return share(min(part, reports), reports)


def formula_of(indicator, *, in_village):
    """How a value is reached, in words."""
    part = indicators.label_of(indicator.part)
    if indicator.reads == Reads.SHARE:
        return f"{part} dibagi {_lower(indicators.label_of(indicator.whole))}, kali 100"
    if indicator.reads == Reads.COUNT:
        return part if in_village else f"{part} dibagi banyaknya FCU yang laporannya diterima"
    return f"{part}: ya atau belum" if in_village else f"FCU dengan {_lower(part)} dibagi banyaknya FCU, kali 100"


def _lower(label):
    """A label inside a sentence; what is written in capitals stays so (PSKS, SK)."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def numbers_words(value):
    """The numbers put into the formula: "6 dari 8"; "" without a value."""
    if value.part is None:
        return ""
    if value.indicator.reads == Reads.SHARE:
        return f"{value.part} dari {value.whole or 0}"
    return f"{value.part}" if value.in_village else f"{value.part} dari {value.sums.reports} FCU"


def change_words(now, before):
    """What changed since: "+12,5", "tetap"; "–" where either can't be told."""
    if now is None or before is None or now.number is None or before.number is None:
        return "–"
    step = now.number - before.number
    if not step:
        return "tetap"
    sign = "+" if step > 0 else "−"
    unit = "" if now.indicator.reads == Reads.COUNT else " poin"
    if now.indicator.reads == Reads.YES and now.in_village:
        return "sekarang ada" if step > 0 else "tidak lagi"
    return f"{sign}{decimal_words(abs(step))}{unit}"


# --- scores of an aspect --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Score:
    """How many of the indicators with a value meet their target, how many have none, and the weighted score."""

    met: int
    told: int
    without: int
    percent: Decimal | None

    @property
    def words(self):
        """12 dari 18 terpenuhi, 2 belum ada nilainya."""
        if not self.told:
            return "Belum ada nilai"
        left = f", {self.without} belum ada nilainya" if self.without else ""
        return f"{self.met} dari {self.told} terpenuhi{left}"

    @property
    def percent_words(self):
        return "–" if self.percent is None else f"{decimal_words(self.percent)}%"


def score_of(values):
    """The score of an aspect. What has no value is left out of the weights, and told."""
    told = [value for value in values if value.number is not None]
    weights = sum(value.indicator.weight for value in told)
    reached = sum((value.reached * value.indicator.weight for value in told), Decimal(0))
    percent = rounded(WHOLE * reached / weights) if weights else None
    return Score(sum(value.met for value in told), len(told), len(values) - len(told), percent)


@dataclass(frozen=True)
class Measured:
    """One sign, aspect or aim with its values and score."""

    aspect: Aspect
    values: tuple[Value, ...]

    @property
    def score(self):
        return score_of(self.values)


def measure(definitions, sums):
    """{matrix: [Measured]} of `definitions`, the indicators of one edition; aspects without any are left out."""
    values = [value_of(one, sums) for one in definitions]
    found = {}
    for matrix, aspects in OF_MATRIX.items():
        rows = [
            Measured(aspect, tuple(value for value in values if value.indicator.aspect == aspect.code))
            for aspect in aspects
        ]
        found[matrix] = [row for row in rows if row.values]
    return found


def score_of_matrix(measured):
    """The score over all aspects of one matrix."""
    return score_of([value for row in measured for value in row.values])
