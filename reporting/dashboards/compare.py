"""The regions just below, or the FCUs of a kecamatan, by one figure that is fair to large and small alike."""

from dataclasses import dataclass

from reporting.dashboards import charts
from reporting.dashboards.part import Part, Row, percent

MOST_ON_PAPER = 10  # bars


@dataclass(frozen=True)
class Choice:
    """What is compared: a share of `whole` in percent, or, without it, so many per FCU that reported."""

    label: str
    part: str
    whole: str = ""

    def value_of(self, told):
        """The number by which a region stands; None where nothing was accepted, or there is nothing to share."""
        if not told.accepted_reports:
            return None
        part = told.accepted.get(self.part, 0)
        if self.whole:
            return percent(part, told.accepted.get(self.whole, 0))
        return part / told.accepted_reports

    def words_of(self, told):
        """"85%", "2,5 per FCU", or why there is none."""
        value = self.value_of(told)
        if not told.accepted_reports:
            return "Belum ada"
        if value is None:
            return "Tidak ada"
        return f"{value}%" if self.whole else f"{value:.1f}".replace(".", ",").removesuffix(",0")


CHOICES = {
    "didampingi": Choice("Keluarga plasma yang didampingi, persen", "plasma_visited", "plasma_end"),
    "pelayanan": Choice("Rujukan selesai yang memperoleh pelayanan, persen", "referrals_reached", "referrals_closed"),
    "terpenuhi": Choice("Kebutuhan terpenuhi per FCU", "needs_met"),
    "pionir": Choice("Plasma yang menjadi pionir per FCU", "plasma_promoted"),
}
USUAL = "didampingi"


def compare_part(children, asked, url_of):
    """From [Below] of the regions just below; `url_of(region)` leads to the dashboard of one."""
    name = asked if asked in CHOICES else USUAL
    choice = CHOICES[name]
    choices = tuple((value, one.label, value == name) for value, one in CHOICES.items())
    if not any(told.accepted_reports for told in children):
        return Part(
            "banding", "Perbandingan wilayah",
            empty="Belum ada laporan yang diterima pada triwulan ini, jadi belum ada yang dibandingkan.",
            rows=(), choices=(),
        )  # fmt: skip
    standing = sorted(children, key=lambda told: (-_rank(choice.value_of(told)), told.region.code))
    lines = [(_called(told), choice.value_of(told), choice.words_of(told)) for told in standing]
    title, most = choice.label, 100 if choice.whole else None
    desc = "; ".join(f"{label} {words}" for label, _, words in lines)
    drawn = charts.bars("banding", title, lines, desc=desc, most=most)
    plain = [(told.region.full_name, number, words) for told, (_, number, words) in zip(standing, lines, strict=True)]
    paper = charts.bars("banding", title, plain[:MOST_ON_PAPER], desc=desc, most=most, side=160, width=400)
    headings = (
        "Wilayah", "Persen" if choice.whole else "Per FCU", *_counts_called(choice), "Laporan diterima",
        "Belum ada laporan",
    )  # fmt: skip
    rows = tuple(
        Row((
            told.region.full_name, choice.words_of(told), *_counts(choice, told),
            f"{told.accepted_reports} dari {told.owing}", told.missing,
        ), url_of(told.region))
        for told in standing
    )  # fmt: skip
    notes = ["Belum ada: belum ada laporan yang diterima. Tidak ada: angka pembandingnya nol."]
    if any((choice.value_of(told) or 0) > most for told in standing if most):
        notes.append("Lebih dari 100%: keluarga yang berhenti didampingi dalam triwulan itu ikut dihitung.")
    return Part(
        "banding", "Perbandingan wilayah", headline_of(standing, choice), headings, rows, (drawn,), (paper,),
        tuple(notes), choices=choices, is_narrow=True,
    )  # fmt: skip


def _called(told):
    """The region, with how many of its FCUs sent no report."""
    return f"{told.region.full_name} ({told.missing} belum melapor)" if told.missing else told.region.full_name


def _rank(value):
    return -1 if value is None else value


def _counts_called(choice):
    return ("Jumlah", "Dari") if choice.whole else ("Jumlah",)


def _counts(choice, told):
    columns = (choice.part, choice.whole) if choice.whole else (choice.part,)
    return tuple(told.accepted.get(column, 0) if told.accepted_reports else "–" for column in columns)


def headline_of(standing, choice):
    """Who stands first and last, and how many can't be compared."""
    told = [one for one in standing if choice.value_of(one) is not None]
    silent = len(standing) - len(told)
    tail = f" {silent} wilayah belum bisa dibandingkan." if silent else ""
    if not told:
        return f"Belum ada angka untuk dibandingkan.{tail}"
    first, last = told[0], told[-1]
    if len(told) == 1 or choice.value_of(first) == choice.value_of(last):
        same = f"{first.region.full_name}: {choice.words_of(first)}." if len(told) == 1 else (
            f"Semua wilayah sama: {choice.words_of(first)}.")
        return f"{same}{tail}"
    return (
        f"Tertinggi {first.region.full_name} ({choice.words_of(first)}), "
        f"terendah {last.region.full_name} ({choice.words_of(last)}).{tail}"
    )
