"""How far bodies work together: cases with a second institution (1.6, 1.10a); in a village the web of bodies itself."""

from django.urls import reverse

from fcu_project.access import may_use
from institutions.models import FamilyCareUnit
from institutions.network import drawing_of, network_of
from reporting.dashboards import charts
from reporting.dashboards.part import Part, Row, percent

TITLE = "Bekerja bersama"
MOST_ON_PAPER = 10  # bars
JOINT, HANDLED = "cases_joint", "cases_handled"


def numbers_of(values):
    """(joint, handled, without a second institution) of a row of figures."""
    joint, handled = values.get(JOINT, 0), values.get(HANDLED, 0)
    return joint, handled, max(handled - joint, 0)


def headline_of(values):
    """In words: how many cases were handled by two bodies or more, and how many stand alone."""
    joint, handled, alone = numbers_of(values)
    if not handled:
        words = f"{joint} kasus ditangani bersama dua lembaga atau lebih."
        return words if joint else "Tidak ada kasus yang ditangani."
    if not alone:
        every = f"Semua {handled}" if handled > 1 else "1"
        return f"{every} kasus ditangani bersama dua lembaga atau lebih."
    return (
        f"{joint} dari {handled} kasus ({percent(joint, handled)}%) ditangani bersama dua lembaga atau lebih; "
        f"{alone} belum punya lembaga kedua."
    )


def children_part(told, url_of):
    """From the [Below] of a territory's regions just below."""
    values = {name: sum(one.accepted.get(name, 0) for one in told) for name in (JOINT, HANDLED)}
    if not any(values.values()):
        return Part("sinergi", TITLE, empty="Belum ada kasus yang ditangani dalam laporan yang diterima.")
    lines = []
    for one in told:
        joint, handled, alone = numbers_of(one.accepted)
        if handled or joint:
            lines.append((one.region, joint, handled, alone, percent(joint, handled)))
    lines.sort(key=lambda line: (line[4] if line[4] is not None else 101, line[0].code))
    drawn = [
        (region.full_name, share, f"{joint} dari {handled}")
        for region, joint, handled, _, share in lines if share is not None
    ]  # fmt: skip
    on_paper = drawn[:MOST_ON_PAPER]
    title = "Kasus dengan dua lembaga atau lebih, persen"
    desc = "; ".join(f"{label} {words}" for label, _, words in drawn)
    rows = tuple(
        Row((region.full_name, joint, handled, alone, "–" if share is None else f"{share}%"), url_of(region))
        for region, joint, handled, alone, share in lines
    )
    return Part(
        "sinergi", TITLE, headline_of(values),
        ("Wilayah", "Kasus bersama", "Kasus ditangani", "Tanpa lembaga kedua", "Bagian"), rows,
        (charts.bars("sinergi", title, drawn, desc=desc, most=100),) if drawn else (),
        (charts.bars("sinergi", title, on_paper, desc=desc, most=100, side=160, width=400),) if drawn else (),
        ("Yang paling sedikit bekerja bersama di atas.",), is_narrow=True,
    )  # fmt: skip


def village_part(region, values, has_report, by):
    """The web of the FCU for whoever may open it, and its joint cases."""
    unit = FamilyCareUnit.of(region)
    headline = headline_of(values) if has_report else ""
    if unit is None or not may_use(by, "institutions:unit-network"):
        return Part("sinergi", TITLE, headline, empty="" if headline else "Terbaca setelah laporan pertama dikirim.")
    network = network_of(unit, by.today)
    drawing = drawing_of(network)
    links = (("Buka jejaring kerja", reverse("institutions:unit-network", args=[unit.uid])),)
    if not drawing:
        return Part(
            "sinergi", TITLE, headline, links=links,
            empty="Belum tercatat lembaga yang bekerja bersama FCU. Ajak lembaga lain ke kegiatan berikutnya.",
        )  # fmt: skip
    names = tuple(
        Row((node.name, node.number or "FCU", len(node.partners), sum(node.partners.values())))
        for node in network.nodes
    )
    return Part(
        "sinergi", TITLE, headline or f"{len(network.ties)} hubungan antarlembaga dalam setahun.",
        ("Lembaga", "Nomor", "Lembaga lain yang diajak", "Kali bekerja bersama"), names, links=links,
        network={"drawing": drawing, "label": str(unit)},
    )  # fmt: skip
