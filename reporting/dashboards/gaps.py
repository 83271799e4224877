"""Problems without service: needs that were never referred or served, and kinds for which no directory has a service.

A kind of problem that is kept secret is not told in a village at all; above it small numbers read "<5".
"""

from django.db.models import Q
from django.db.models.functions import Substr
from django.urls import reverse

from families.models import ProblemType
from families.small_numbers import FEW, SMALL
from fcu_project.access import may_use
from institutions.models import FamilyCareUnit
from institutions.models.region import WIDTHS, ancestor_codes, within
from institutions.roles import NATION, PROVINCE, VILLAGE
from referrals.models import Service
from reporting.dashboards import charts
from reporting.dashboards.kept import kept
from reporting.dashboards.part import Part, Row

TITLE = "Masalah yang belum terlayani"
MOST_DRAWN, MOST_NAMED = 8, 8
REGENCY_WIDTH = next(width for width, level in WIDTHS.items() if level == "regency")
HERE, NOWHERE = "Ada", "Tidak ada"


def kinds_for(by):
    """The kinds of problems that this reader is told of, in the order of the lists."""
    rows = ProblemType.objects.exclude(code=ProblemType.NONE).filter(is_active=True)
    return list(rows.filter(is_sensitive=False) if by.level == VILLAGE else rows)


def offered_for(region):
    """{kind's key: codes of the places, at most as wide as a kabupaten, whose directory has a service for it}."""
    place = region.code[:REGENCY_WIDTH]
    rows = Service.objects.offered().filter(within(place) | Q(region__code__in=ancestor_codes(place)))
    found = {}
    pairs = rows.order_by().annotate(place=Substr("region__code", 1, REGENCY_WIDTH)).values_list("problems", "place")
    for kind, code in pairs.distinct():
        if kind is not None:
            found.setdefault(kind, set()).add(code)
    return found


def regencies_with_units(region):
    """Codes of the kabupaten of a territory in which there is an FCU."""
    units = FamilyCareUnit.objects.within(region).exclude(stage=FamilyCareUnit.Stage.INACTIVE).order_by()
    return sorted(set(units.annotate(place=Substr("region__code", 1, REGENCY_WIDTH)).values_list("place", flat=True)
                      .distinct()))  # fmt: skip


def lacking(kind, offered, places):
    """How many of `places` (codes of kabupaten) have no service for the kind, neither their own nor from above."""
    there = offered.get(kind.pk, set())
    return sum(not any(place.startswith(code) for code in there) for place in places)


NONE_FOUND = "Tidak ada kebutuhan yang tercatat dalam laporan triwulan ini."


def gaps_part(problems, region, by, has_report=True):
    """From {code: {column of sums.PROBLEMS: needs}}."""
    kinds, offered = kinds_for(by), offered_for(region)
    is_wide = region.level in (PROVINCE, NATION)
    if is_wide:
        places, _ = kept(region, "kabupaten", lambda: regencies_with_units(region), by.today)
    else:
        places = [region.code[:REGENCY_WIDTH]]
    unserved = {kind.code: lacking(kind, offered, places) for kind in kinds}
    found = [(kind, problems[kind.code]) for kind in kinds if any(problems.get(kind.code, {}).values())]
    found.sort(key=lambda line: -_known(line)["without_service_end"])
    without = [kind for kind in kinds if places and unserved[kind.code] == len(places)]
    needed = {kind.code for kind, one in found if one["open_end"]}
    without.sort(key=lambda kind: kind.code not in needed)  # those that a family waits for come first
    notes = _notes(without, is_wide, by)
    links = ((("Masalah dan pelayanan", reverse("referrals:service-gaps")),)
             if may_use(by, "referrals:service-gaps") else ())  # fmt: skip
    if not found:
        return Part(
            "masalah", TITLE, notes=notes, links=links,
            empty=NONE_FOUND if has_report else "Belum ada laporan yang dihitung untuk triwulan ini.",
        )  # fmt: skip
    rows = tuple(
        Row((kind.name, *(_told(kind, one, name) for name in ("found", "met", "open_end", "without_service_end")),
             _directory(unserved[kind.code], len(places), is_wide)))
        for kind, one in found
    )  # fmt: skip
    lines = [
        (kind.name, _number(kind, one), _told(kind, one, "without_service_end")) for kind, one in found[:MOST_DRAWN]
    ]
    lines = [(label, number, str(told)) for label, number, told in lines if told != 0]
    desc = "; ".join(f"{label} {told}" for label, _, told in lines)
    drawing = "Kebutuhan terbuka yang belum dirujuk atau dilayani"
    return Part(
        "masalah", TITLE, headline_of(found, needed, without),
        ("Jenis masalah", "Ditemukan", "Terpenuhi", "Masih terbuka", "Belum dirujuk atau dilayani", "Pelayanan"),
        rows, (charts.bars("masalah", drawing, lines, desc=desc),) if lines else (),
        (charts.bars("masalah", drawing, lines, desc=desc, side=260, width=560),) if lines else (), notes, links=links,
        is_wide=True,
    )  # fmt: skip


def _is_hidden(kind, one):
    return kind.is_sensitive and any(number < SMALL for number in one.values())


def _known(line):
    """The numbers of a line for sorting: one that is hidden has no place among the others."""
    kind, one = line
    return dict.fromkeys(one, -1) if _is_hidden(kind, one) else one


def _told(kind, one, name):
    return FEW if kind.is_sensitive and one[name] < SMALL else one[name]


def _number(kind, one):
    told = _told(kind, one, "without_service_end")
    return None if told == FEW else told


def _directory(number, places, is_wide):
    if not places:
        return "–"
    if not is_wide:
        return NOWHERE if number else HERE
    return f"{places - number} dari {places} kabupaten/kota"


def headline_of(found, needed, without):
    """How many needs wait without service; kinds that are kept secret are not added up."""
    open_kinds = [one for kind, one in found if not kind.is_sensitive]
    number = sum(one["without_service_end"] for one in open_kinds)
    whole = sum(one["open_end"] for one in open_kinds)
    first = (
        f"{number} dari {whole} kebutuhan yang masih terbuka belum pernah dirujuk atau dilayani." if number
        else "Semua kebutuhan yang masih terbuka sudah dirujuk atau dilayani." if whole
        else "Tidak ada kebutuhan yang masih terbuka."
    )  # fmt: skip
    waiting = sum(kind.code in needed and not kind.is_sensitive for kind in without)
    return f"{first} Untuk {waiting} jenis di antaranya belum ada pelayanan dalam direktori." if waiting else first


def _named(kinds):
    names = ", ".join(kind.name for kind in kinds[:MOST_NAMED])
    return f"{names}, dan {len(kinds) - MOST_NAMED} jenis lain" if len(kinds) > MOST_NAMED else names


def _notes(without, is_wide, by):
    notes = []
    if without:
        where = "kabupaten/kota mana pun" if is_wide else "kabupaten/kota ini"
        notes.append(f"Belum ada satu pun pelayanan dalam direktori {where} untuk: {_named(without)}.")
    if by.level == VILLAGE:
        notes.append("Masalah yang dirahasiakan tidak dihitung di sini.")
    else:
        notes.append(f"Masalah yang dirahasiakan: angka di bawah {SMALL} tampil sebagai {FEW}.")
    return tuple(notes)
