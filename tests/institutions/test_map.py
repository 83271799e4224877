"""The social map: what stands on it and for whom, points and outlines that are set or refused, its paper."""

import json
import os
import re
import runpy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from families.models import Family
from fcu_project import settings as settings_file
from institutions.map_drawing import apart, drawing_of
from institutions.models import Institution
from institutions.social_map import map_of
from tests.factories import TODAY
from tests.filling import new_key
from tests.institutions import fill_map as maps
from tests.institutions import fill_psks as psks
from tests.letters import page_texts, reader, text_of, words_on

mark = pytest.mark


def url(name, *args):
    return reverse(f"institutions:{name}", args=args)


def sent(client, to, **data):
    return client.post(to, {"_key": new_key(), **data})


def families_in(region, *counts):
    """Short records: so many families for each (rw, rt)."""
    number = Family.objects.filter(region=region).count()
    for (rw, rt), count in counts:
        for _ in range(count):
            number += 1
            Family.objects.create(region=region, number=number, head_name="Suwito Hadi", head_sex="male", rt=rt, rw=rw,
                                  recorded_on=TODAY)  # fmt: skip


def body(region, name="Posyandu Mekar", element="posyandu", *, south=-8.35, east=116.15, **more):
    return psks.body_of(region, element, name=name, latitude=south, longitude=east, **more)


def on_the_page(client, region):
    """(the main part of the page, what its script draws)."""
    page = client.get(url("social-map-village", region.code)).content.decode()
    data = re.search(r'<script id="peta-data" type="application/json">(.*?)</script>', page, re.S)
    return page.split("<main", 1)[1], json.loads(data[1]) if data else None


# --- what stands on it ------------------------------------------------------------------------------------------------
@mark.clause("PSK-05")
def test_the_map_shows_bodies_services_and_numbers_and_nobody(people, regions, sign_in):
    """Layers: bodies, families per RT, services; on the public paper the same, without a name or a small number."""
    from referrals.models import Service

    village, by = regions.village, people.village_operator
    row = body(village, leader="Ibu Kartini", phone="6281234567890", address="Dusun Krajan")
    body(village, "Keluarga Sumiyati", "keluarga-pionir")
    Service.objects.create(institution=row, region=village, name="Timbang balita", sector="health", checked_on=TODAY)
    families_in(village, (("001", "001"), 6), (("001", "002"), 2))
    maps.neighbourhood(village, by, rw="001", rt="001")
    maps.neighbourhood(village, by, rw="001", rt="002", latitude="-8.36")
    maps.placed(village, by)
    maps.outlined(village, by)
    hidden = ("Kartini", "81234567890", "Suwito", "Sumiyati")

    outside, data = on_the_page(sign_in(people.subdistrict_operator), village)
    for words in ("Posyandu Mekar", "Dusun Krajan", "Timbang balita", "RT 001/RW 001", "Peta desa 2024"):
        assert words in outside, words
    assert re.findall(r'data-label="Jumlah keluarga">([^<]*)<', outside) == ["6", "&lt;5"]
    assert [(area["title"], area["words"]) for area in data["areas"]] == [
        ("RT 001/RW 001", "6"), ("RT 002/RW 001", "<5"),
    ]  # fmt: skip
    assert [(b["number"], b["title"], b["shape"]) for b in data["bodies"]] == [(1, "Posyandu Mekar", "pentagon")]
    assert data["boundary"]["type"] == "MultiPolygon" and data["village"]["at"] == [-8.35, 116.15]
    assert not any(word in outside for word in hidden) and not any(word in json.dumps(data) for word in hidden)
    assert not re.search(r"\d{16}| style=", outside)

    _, inside = on_the_page(sign_in(people.secretary), village)
    assert [area["words"] for area in inside["areas"]] == ["6", "2"]

    client = sign_in(people.secretary)
    paper = client.get(url("social-map-village", village.code) + "?cetak=pdf")
    assert paper["Content-Disposition"] == 'inline; filename="Peta-sosial-Sidomekar.pdf"'
    text = text_of(paper.content)
    for words in ("PETA SOSIAL", "Posyandu Mekar", "Timbang balita", "RT 001/RW 001: 6", "RT 002/RW 001: <5"):
        assert words in text, words
    assert not any(word in text for word in hidden) and "RT 002/RW 001: 2" not in text


def test_no_script_no_tiles_and_nothing_from_elsewhere(people, regions, sign_in):
    """Without a script there is the server's drawing and the list; only map pages load the map's library."""
    body(regions.village)
    client = sign_in(people.secretary)
    page = client.get(url("social-map-village", regions.village.code))
    html = page.content.decode()
    assert 'class="drawn-map"' in html and "vendor/leaflet/leaflet.js" in html
    assert not re.search(r'(?:src|href)="(?!/|#|\?|http://testserver)', html)
    assert "img-src 'self' data:" in [part.strip() for part in page["Content-Security-Policy"].split(";")]
    assert "leaflet" not in client.get("/lembaga/").content.decode()
    assert "leaflet" not in client.get(url("neighbourhood-list", regions.village.code)).content.decode()


def test_tiles_come_from_the_one_server_that_is_named(people, regions, sign_in, settings, monkeypatch, tmp_path):
    monkeypatch.setenv("FCU_TILE_URL", "https://ubin.contoh.go.id/{z}/{x}/{y}.png")
    monkeypatch.setenv("FCU_DATA", str(tmp_path))
    made = runpy.run_path(os.fspath(settings_file.__file__))
    assert made["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"][-1] == "https://ubin.contoh.go.id"
    settings.TILE_URL, settings.TILE_CREDIT = made["TILE_URL"], "Peta contoh"
    body(regions.village)
    _, data = on_the_page(sign_in(people.secretary), regions.village)
    assert data["tiles"] == {"url": "https://ubin.contoh.go.id/{z}/{x}/{y}.png", "credit": "Peta contoh"}


def test_an_empty_map_says_what_to_do(people, regions, sign_in):
    main, data = on_the_page(sign_in(people.secretary), regions.village)
    assert data is None and "Belum ada titik di peta" in main
    assert url("place-point", regions.village.code) in main and "Belum ada lembaga" in main
    reading, _ = on_the_page(sign_in(people.subdistrict_operator), regions.village)
    assert url("place-point", regions.village.code) not in reading


def test_an_rw_says_no_more_than_its_rt(people, regions):
    """The sum of a whole RW is told only as far as the numbers that make it up."""
    by, village = people.village_operator, regions.village
    families_in(village, (("001", "001"), 8), (("001", "002"), 3), (("002", "001"), 3), (("003", "001"), 2),
                (("003", "002"), 4), (("-", "-"), 1))  # fmt: skip
    for rw in ("001", "002", "003", "004"):
        maps.neighbourhood(village, by, rw=rw, rt="")

    def whole(reader):
        return {row.label: row.words for row in map_of(village, reader).neighbourhoods if not row.rt}

    assert whole(None) == {"RW 001": "≥8", "RW 002": "<5", "RW 003": "≥5", "RW 004": ""}
    assert whole(people.secretary) == {"RW 001": "11", "RW 002": "3", "RW 003": "6", "RW 004": ""}
    unknown = [row for row in map_of(village, people.secretary).neighbourhoods if not row.is_known]
    assert [(row.label, row.words) for row in unknown] == [("RT/RW belum dicatat", "1")]
    assert whole(people.lk3) == whole(None)  # LK3 opens no family


def test_as_many_queries_for_fifty_bodies_as_for_five(people, regions, sign_in):
    village, by = regions.village, people.village_operator
    maps.placed(village, by)
    client, page = sign_in(people.secretary), url("social-map-village", village.code)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    def fill(start, stop):
        for number in range(start, stop):
            body(village, f"Kelompok {number}", "arisan", south=-8.3 - number / 1000)
            maps.neighbourhood(village, by, rt=f"{number:03d}")

    fill(0, 5)
    queries()
    few = queries()
    fill(5, 50)
    assert queries() == few <= 24


# --- the drawing and its paper ----------------------------------------------------------------------------------------
def test_the_drawing_holds_every_sign_and_none_covers_another(people, regions):
    village, by = regions.village, people.village_operator
    for number in range(30):  # all in one street, some on the same spot
        body(village, f"Kelompok {number}", "arisan", south=-8.35 - number // 3 / 10_000)
    maps.placed(village, by)
    maps.outlined(village, by)
    drawing = drawing_of(map_of(village), 900, 600, 16)
    assert len(drawing["pins"]) == 30 and drawing["outline"]
    for one in drawing["pins"]:
        assert 16 <= one["x"] <= 884 and 16 <= one["y"] <= 584
        for other in drawing["pins"]:
            gap = (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2
            assert one is other or gap > 28**2
    assert drawing["scale"]["words"] in ("1 km", "2 km", "5 km")
    assert apart([((10, 10), 5), ((100, 100), 5)], 200, 200) == [(10, 10), (100, 100)]


def test_north_is_up_and_nothing_at_all_draws_nothing(people, regions):
    assert drawing_of(map_of(regions.village), 400, 300, 12) == {}
    body(regions.village, "Atas", south=-8.1)
    body(regions.village, "Bawah", south=-8.2)
    north, south = drawing_of(map_of(regions.village), 400, 300, 12)["pins"]
    assert north["y"] < south["y"]
    lone = Institution.objects.get(name="Bawah")
    Institution.objects.exclude(pk=lone.pk).delete()
    (pin,) = drawing_of(map_of(regions.village), 400, 300, 12)["pins"]
    assert (pin["x"], pin["y"]) == (200, 150)


@mark.parametrize(("paper", "size"), [("F4", (330, 215)), ("A4", (297, 210))])
def test_the_paper_lies_and_its_list_goes_on_under_its_head(paper, size, people, regions, sign_in):
    village = regions.village
    for number in range(24):
        body(village, f"Kelompok Wanita Tani Sumber Rejeki Makmur Sejahtera Bersama Nomor {number + 1}", "kube",
             south=-8.3 - number / 2000, east=116.1 + number % 7 / 500,
             activities="Bertani bersama, arisan bulanan, dan simpan pinjam bagi anggota.")  # fmt: skip
    maps.outlined(village, people.village_operator)
    response = sign_in(people.secretary).get(f"{url('social-map-village', village.code)}?cetak=pdf&kertas={paper}")
    content, pages = response.content, page_texts(response.content)
    box = reader(content).pages[0].mediabox
    assert tuple(round(float(side) * 25.4 / 72) for side in (box.width, box.height)) == size
    assert len(content) < 150_000 and len(pages) >= 3
    assert all("Kegiatan dan pelayanan" in page for page in pages[1:-1])
    assert reader(content).metadata.title == "Peta sosial Desa Sidomekar"
    assert reader(content).trailer["/Root"]["/Lang"] == "id"
    assert max(right for _, _, right, _, _ in words_on(content, 2)) < size[0] - 10
