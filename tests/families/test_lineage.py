"""Who raised whom: families as branches under the pioneer that raised them; names for those who may open families."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from families.lineage import lineage_of, pieces_of
from families.models import Family, Pairing, Participation
from fcu_project.models import AuditEvent
from tests.factories import TODAY, AssignmentFactory
from tests.families import make, short
from tests.letters import in_order, page_texts, reader, text_of

mark = pytest.mark


def family(region, name):
    number = Family.objects.filter(region=region).count() + 1
    return Family.objects.create(
        region=region, number=number, head_name=name, head_sex="female", rt="003", rw="002", recorded_on=TODAY
    )


def life(of, role, stage, *, ago, ended=None, **more):
    """A life of a family as it stands in the table, designated so many days ago."""
    on = TODAY - timedelta(days=ago)
    return Participation.objects.create(
        family=of, role=role, stage=stage, started_on=on, designated_on=on,
        consolidated_on=on if role == "pioneer" else None,
        ended_on=TODAY - timedelta(days=ended) if ended is not None else None, **more,
    )  # fmt: skip


def pair(pioneer, plasma, *, ago, ended=None):
    until = TODAY - timedelta(days=ended) if ended is not None else None
    on = TODAY - timedelta(days=ago)
    return Pairing.objects.create(pioneer=pioneer, plasma=plasma, paired_from=on, paired_until=until)


def three_generations(region):
    """Suwito raised Sumiyati, who became a pioneer and raises Aminah; Rohana still has nobody."""
    first = life(family(region, "Suwito"), "pioneer", "on_duty", ago=900)
    sumiyati = family(region, "Sumiyati")
    accompanied = life(sumiyati, "plasma", "independent", ago=800, ended=200)
    pair(first, accompanied, ago=790, ended=200)
    grown = life(sumiyati, "pioneer", "on_duty", ago=150)
    pair(grown, life(family(region, "Aminah"), "plasma", "mentored", ago=100), ago=90)
    life(family(region, "Rohana"), "plasma", "designated", ago=10)
    return first, grown


def told(region):
    return [(depth, branch.family.head_name, branch.grew) for depth, branch in lineage_of(region).rows]


def address(unit):
    return reverse("families:lineage", args=[unit.uid])


@mark.clause("SUC-05")
def test_a_family_that_was_accompanied_becomes_a_pioneer_and_raises_others(regions):
    three_generations(regions.village)
    assert told(regions.village) == [(0, "Suwito", False), (1, "Sumiyati", True), (2, "Aminah", False)]
    lineage = lineage_of(regions.village)
    assert (lineage.pioneers, lineage.plasma, lineage.grown) == (2, 2, 1)
    assert lineage.steps == [(1, 1, 0), (2, 1, 0), (3, 0, 1)]
    assert [branch.family.head_name for branch in lineage.waiting] == ["Rohana"]
    words = lineage.rows[1][1].words
    assert re.fullmatch(r"Pionir sejak \d{4}, dahulu dampingan \(\d{4}\)", words)
    assert lineage_of(regions.sibling).rows == []


def test_the_latest_companion_counts_and_who_is_named_counts_more(regions):
    village = regions.village
    one = life(family(village, "Satu"), "pioneer", "finished", ago=900, ended=300)
    two = life(family(village, "Dua"), "pioneer", "on_duty", ago=500)
    plasma = life(family(village, "Tiga"), "plasma", "mentored", ago=400)
    pair(one, plasma, ago=390, ended=300)
    pair(two, plasma, ago=290)
    branch = lineage_of(village).rows[-1][1]
    assert branch.raised_by.family.head_name == "Dua"
    assert [other.family.head_name for other in branch.also] == ["Satu"]
    Participation.objects.filter(pk=plasma.pk).update(raised_by=one)
    assert told(village) == [(0, "Satu", False), (1, "Tiga", False), (0, "Dua", False)]


def test_a_pioneer_who_falls_back_begins_a_branch_of_its_own_and_no_circle_hangs_the_page(regions):
    first, grown = three_generations(regions.village)
    Participation.objects.filter(pk=first.pk).update(stage="withdrawn", ended_on=TODAY - timedelta(days=50))
    fallen = life(first.family, "plasma", "mentored", ago=40)
    pair(grown, fallen, ago=30)
    assert (2, "Suwito", False) in told(regions.village)
    Participation.objects.filter(pk=first.pk).update(raised_by=grown)  # written wrongly: who raised their own raiser
    assert told(regions.village)[0] == (0, "Suwito", False)


@mark.parametrize(("role", "names"), [
    ("secretary", True), ("village_head", True), ("tksk", True), ("subdistrict_operator", False), ("lk3", False),
    ("regency_reports", False), ("ministry", False), ("member", False), ("pioneer", False),
])  # fmt: skip
def test_names_are_for_those_who_may_open_families(role, names, people, regions, sign_in):
    unit = short.unit(regions.village)
    three_generations(regions.village)
    page = sign_in(getattr(people, role)).get(address(unit))
    assert page.status_code == 200
    html = page.content.decode()
    for name in ("Suwito", "Sumiyati", "Aminah", "Rohana"):
        assert (name in html) == names
    assert ("Jumlah menurut tingkat" in html) == (not names)
    assert "Naik dari dampingan menjadi pionir</dt><dd>1" in html and " style=" not in html
    assert AuditEvent.objects.filter(verb="lineage:view").count() == names


def test_another_village_is_not_there(people, regions, sign_in):
    unit = short.unit(regions.village)
    stranger = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    assert stranger.get(address(unit)).status_code == 404
    assert sign_in(people.administrator).get(address(unit)).status_code == 403


def test_the_page_is_found_from_the_fcu_and_from_the_pairings(people, regions, sign_in):
    make.paired(people)
    unit = regions.village.units.get()
    client = sign_in(people.secretary)
    assert address(unit) in client.get(unit.get_absolute_url()).content.decode()
    assert address(unit) in client.get("/pendampingan/").content.decode()
    assert address(unit) not in sign_in(people.pioneer).get("/pendampingan/").content.decode()


def test_a_long_line_costs_no_more(people, regions, sign_in):
    unit, client = short.unit(regions.village), sign_in(people.secretary)
    three_generations(regions.village)
    client.get(address(unit))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(unit)).status_code == 200
        return len(captured)

    few = queries()
    above = life(family(regions.village, "Kartini"), "pioneer", "on_duty", ago=700)
    for number in range(30):
        pair(above, life(family(regions.village, f"Wati {number}"), "plasma", "mentored", ago=600), ago=500)
    assert queries() == few <= 16


def test_no_box_lies_on_another_and_pieces_go_on_where_the_last_ended(regions):
    three_generations(regions.village)
    (whole,) = pieces_of(lineage_of(regions.village))
    assert [box["branch"].family.head_name for box in whole["boxes"]] == ["Suwito", "Sumiyati", "Aminah"]
    assert all(box["x"] + box["width"] <= whole["width"] for box in whole["boxes"])
    tops = [box["y"] for box in whole["boxes"]]
    assert all(b - a > whole["boxes"][0]["height"] for a, b in zip(tops, tops[1:], strict=False))
    pieces = pieces_of(lineage_of(regions.village), 500, 2, 1)
    assert [len(piece["boxes"]) for piece in pieces] == [2, 1]


def test_the_paper_has_the_tree_and_the_table_or_numbers_only(people, regions, sign_in):
    unit, village = short.unit(regions.village), regions.village
    first, _ = three_generations(village)
    for number in range(14):
        pair(first, life(family(village, f"Ni Luh Putu Suartini Kusumowardhani Prabaningrum {number}"), "plasma",
                         "mentored", ago=600), ago=500)  # fmt: skip
    content = sign_in(people.secretary).get(address(unit) + "?cetak=pdf&kertas=A4").content
    pages = page_texts(content)
    assert in_order(text_of(content), "GARIS PEMBINAAN KELUARGA", "Pionir: Ibu Suwito", "Ibu Aminah", "Dibina oleh")
    assert len(pages) >= 3 and "Dibina oleh" in pages[-1] and len(content) < 150_000
    assert reader(content).metadata.title == "Garis pembinaan FCU Melati, Desa Sidomekar"
    assert AuditEvent.objects.filter(verb="print:Garis pembinaan").exists()
    numbers = text_of(sign_in(people.regency_reports).get(address(unit) + "?cetak=pdf").content)
    assert "Pionir pertama" in numbers and "Suwito" not in numbers and "Suartini" not in numbers
