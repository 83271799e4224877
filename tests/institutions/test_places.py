"""Points and outlines on the map: set by tapping or typing, uploaded, loaded from open data; what is refused."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from institutions.actions import place as actions
from institutions.boundary import MOST_POINTS, polygons_of, read_boundary, thinned
from institutions.models import NeighbourhoodPoint, RegionPlace
from institutions.places import FAR_KM, distance_km, problem_of
from tests.factories import TODAY, AssignmentFactory
from tests.institutions import fill_map as maps
from tests.institutions.test_map import body, families_in, on_the_page, sent, url

mark = pytest.mark


# --- points -----------------------------------------------------------------------------------------------------------
def test_a_point_is_tapped_or_typed_and_stands_on_the_map(people, regions, sign_in):
    village, client = regions.village, sign_in(people.secretary)
    row = body(village, south=None, east=None)
    assert url("body-point", row.uid) in client.get(url("map-body", row.uid)).content.decode()
    saved = sent(client, url("body-point", row.uid), latitude="-8,35012", longitude="116.15", _version=row.version)
    assert saved["Location"] == url("social-map-village", village.code)
    main, data = on_the_page(client, village)
    assert data["bodies"][0]["at"] == [-8.35012, 116.15] and "Titik tersimpan." in main
    row.refresh_from_db()
    pasted = sent(client, url("body-point", row.uid), point="-8.36, 116.2", _version=row.version)
    assert pasted.status_code == 302
    row.refresh_from_db()
    assert (str(row.latitude), str(row.longitude)) == ("-8.36000", "116.20000")
    assert sent(client, url("body-point", row.uid), _version=row.version).status_code == 302
    row.refresh_from_db()
    assert row.latitude is None


@mark.parametrize(("data", "told"), [
    ({"latitude": "-8.3"}, "memerlukan lintang dan bujur"),
    ({"latitude": "48.2", "longitude": "16.3"}, "di luar Indonesia"),
    ({"latitude": "116.15", "longitude": "-8.35"}, "antara -90 dan 90"),
    ({"latitude": "-6.2", "longitude": "106.8"}, "km dari titik Desa Sidomekar"),
    ({"latitude": "NaN", "longitude": "116"}, "antara -90 dan 90"),
    ({"point": "sini"}, "Titik peta tidak dikenali"),
])  # fmt: skip
def test_a_point_nobody_can_mean_is_refused_in_words(data, told, people, regions, sign_in):
    maps.placed(regions.village, people.village_operator)
    row = body(regions.village)
    response = sent(sign_in(people.secretary), url("body-point", row.uid), _version=row.version, **data)
    assert response.status_code == 422 and told in response.content.decode()


def test_a_village_does_not_lie_far_from_the_others_of_its_kecamatan(people, regions, sign_in):
    here = RegionPlace.objects.create(region=regions.sibling, latitude="-8.35", longitude="116.15", source="GPS HP")
    client = sign_in(people.secretary)
    address = url("place-point", regions.village.code)
    far = sent(client, address, latitude="-6.2", longitude="106.8", source="GPS HP")
    assert far.status_code == 422 and f"km dari desa lain di {regions.subdistrict}" in far.content.decode()
    near = sent(client, address, latitude=str(here.latitude), longitude=str(here.longitude), source="GPS HP")
    assert near.status_code == 302 and str(RegionPlace.of(regions.village).latitude) == "-8.35000"


def test_who_may_set_points_and_where(people, regions, sign_in):
    row = body(regions.village)
    address, data = url("body-point", row.uid), {"latitude": "-8.3", "longitude": "116.1", "_version": 1}
    assert sent(sign_in(people.subdistrict_operator), address, **data).status_code == 403
    stranger = AssignmentFactory(role="secretary", region=regions.sibling)
    assert sent(sign_in(stranger), address, **data).status_code == 404
    assert sign_in(stranger).get(url("place-point", regions.village.code)).status_code == 404
    assert sent(sign_in(people.tksk), address, **data).status_code == 302
    with pytest.raises(PermissionDenied):
        actions.save_body_point(row, by=stranger, on=TODAY)
    office = body(regions.subdistrict, "Puskesmas", "kantor-puskesmas")
    assert sign_in(people.tksk).get(url("body-point", office.uid)).status_code == 404


def test_rt_with_families_wait_for_their_point(people, regions, sign_in):
    village, client = regions.village, sign_in(people.secretary)
    families_in(village, (("002", "004"), 1))
    listed = client.get(url("neighbourhood-list", village.code)).content.decode()
    wanted = url("neighbourhood-create", village.code) + "?rw=002&amp;rt=004"
    assert "RT 004/RW 002" in listed and wanted in listed
    form = client.get(wanted.replace("&amp;", "&")).content.decode()
    assert 'value="002"' in form and 'value="004"' in form
    address = url("neighbourhood-create", village.code)
    assert sent(client, address, rw="2", rt="4", **maps.POINT).status_code == 302
    assert str(NeighbourhoodPoint.objects.get()) == "RT 004 RW 002"
    again = sent(client, address, rw="002", rt="004", **maps.POINT)
    assert again.status_code == 422 and "sudah punya titik" in again.content.decode()
    assert wanted not in client.get(url("neighbourhood-list", village.code)).content.decode()
    gone = sent(client, url("neighbourhood-remove", village.code, NeighbourhoodPoint.objects.get().uid))
    assert gone.status_code == 302 and not NeighbourhoodPoint.objects.exists()


def test_distance_over_the_ground():
    assert distance_km((-6.2, 106.8), (-6.2, 106.8)) == 0
    assert 117 < distance_km((-6.2, 106.8), (-6.9, 107.6)) < 119  # Jakarta–Bandung
    assert problem_of((-6.2, 106.8), (-6.2, 106.8)) == ""
    assert f"{FAR_KM}" not in problem_of((-6.2, 106.8), (-7.8, 110.4))  # says how far, not the rule


# --- the outline -----------------------------------------------------------------------------------------------------
def shape(kind="Polygon", coordinates=None, **more):
    return json.dumps({"type": kind, "coordinates": [maps.RING] if coordinates is None else coordinates, **more})


def far(ring, south=0, east=0):
    return [[x + east, y + south] for x, y in ring]


BAD = {
    "no text": (b"\xff\xfe\x00", "bukan GeoJSON yang utuh"),
    "a program": (b"<script>alert(1)</script>", "bukan GeoJSON yang utuh"),
    "a list": (b"[1, 2]", "bukan GeoJSON yang utuh"),
    "brackets without end": (b"[" * 200_000, "bukan GeoJSON yang utuh"),
    "nested objects": (b'{"a":' * 60_000, "bukan GeoJSON yang utuh"),
    "a number without end": (b'{"type":"Polygon","coordinates":[[[' + b"9" * 9000 + b",1]]]}", "yang utuh"),
    "no number": (shape().replace("116.1", "NaN").encode(), "yang utuh"),
    "too great a number": (shape().replace("116.1", "1e999").encode(), "yang utuh"),
    "words for numbers": (shape().replace("116.1", '"116"').encode(), "yang utuh"),
    "too large": (b" " * 500_001, "Paling besar 500 kB"),
    "a point": (shape("Point", [116, -8]).encode(), "tidak berisi batas"),
    "no features": (b'{"type":"FeatureCollection","features":[]}', "tidak berisi batas"),
    "features that are none": (b'{"type":"FeatureCollection","features":{}}', "yang utuh"),
    "too many features": (
        json.dumps({"type": "FeatureCollection", "features": [None] * 1001}).encode(), "terlalu banyak bagian"
    ),
    "a ring of two": (shape(coordinates=[[[116, -8], [116, -8]]]).encode(), "yang utuh"),
    "metres": (shape(coordinates=[[[x * 9000, y * 9000] for x, y in maps.RING]]).encode(), "bukan derajat"),
    "named metres": (shape(crs={"properties": {"name": "EPSG:32750"}}).encode(), "bukan derajat"),
    "turned": (shape(coordinates=[[[y, x] for x, y in maps.RING]]).encode(), "tertukar"),
    "elsewhere": (shape(coordinates=[far(maps.RING, east=-60)]).encode(), "di luar Indonesia"),
    "a province": (shape(coordinates=[[[110, -8], [116, -8], [116, -2], [110, -8]]]).encode(), "terlalu luas"),
    "another island": (shape(coordinates=[far(maps.RING, south=5)]).encode(), "km dari titik desa"),
}  # fmt: skip


@mark.parametrize("kind", BAD)
def test_what_is_no_outline_of_this_village_is_refused_in_words(kind, people, regions, sign_in):
    content, told = BAD[kind]
    maps.placed(regions.village, people.village_operator)
    client, address = sign_in(people.secretary), url("boundary", regions.village.code)
    response = sent(client, address, file=maps.upload(content), source="Peta desa")
    assert response.status_code == 422
    assert told in response.content.decode() and 'value="Peta desa"' in response.content.decode()
    assert RegionPlace.objects.get().boundary is None


@mark.parametrize("content", [
    shape(), shape(crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
    shape(coordinates=[[[*point, 120.5] for point in maps.RING]]), shape(coordinates=[maps.RING[:-1]]),
    shape("MultiPolygon", [[maps.RING]]),
    json.dumps({"type": "Feature", "geometry": json.loads(shape()), "properties": {"x": "<script>"}}),
    json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": None},
        {"type": "Feature", "geometry": json.loads(shape()), "properties": {}},
    ]}),
])  # fmt: skip
def test_every_usual_form_of_an_outline_is_read_the_same(content):
    ring = [tuple(point) for point in maps.RING]
    assert read_boundary(b"\xef\xbb\xbf" + content.encode()) == [[ring]]


def test_a_fine_outline_is_thinned_and_its_place_kept():
    from math import cos, pi, sin

    fine = [[116.15 + 0.05 * cos(n * 2 * pi / 12_000), -8.35 + 0.05 * sin(n * 2 * pi / 12_000)] for n in range(12_000)]
    fine = [[round(x, 5), round(y, 5)] for x, y in fine]
    polygons = read_boundary(shape(coordinates=[[*fine, fine[0]]]).encode())
    ring = polygons[0][0]
    assert 1000 < len(ring) <= MOST_POINTS and ring[0] == ring[-1]
    assert all(abs(max(p[i] for p in ring) - max(p[i] for p in fine)) < 0.001 for i in (0, 1))
    specks = [[[(116 + n / 1e4, -8.0), (116 + n / 1e4, -8.0), (116 + n / 1e4, -8.0), (116 + n / 1e4, -8.0)]]
              for n in range(2000)]  # fmt: skip
    with pytest.raises(ValidationError, match="terlalu rumit"):
        thinned(specks, 10)


def test_an_outline_is_uploaded_replaced_and_removed(people, regions, sign_in):
    village, client = regions.village, sign_in(people.secretary)
    address = url("boundary", village.code)
    assert sent(client, address, file=maps.upload(), source="").status_code == 422
    assert sent(client, address, file=maps.upload(), source="Peta desa 2024").status_code == 302
    place = RegionPlace.objects.get()
    assert place.boundary_source == "Peta desa 2024" and len(polygons_of(place.boundary)[0][0]) == 5
    assert "Peta desa 2024" in client.get(address).content.decode()
    assert sent(client, url("boundary-remove", village.code)).status_code == 302
    place.refresh_from_db()
    assert place.boundary is None and client.get(url("boundary-remove", village.code)).status_code == 404
    stranger = AssignmentFactory(role="secretary", region=regions.sibling)
    assert sent(sign_in(stranger), address, file=maps.upload(), source="x").status_code == 404


# --- points from open data -------------------------------------------------------------------------------------------
def load(tmp_path, text, name="desa.csv", **options):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    call_command("load_region_points", file=[str(path)], **options)


def test_open_data_fill_what_nobody_has_set(regions, people, tmp_path, capsys):
    by_hand = maps.placed(regions.village, people.village_operator)
    text = (
        "id,name,latitude,longitude\n"
        f"{regions.village.code},Sidomekar,-8.1,116.1\n"
        f"97.01.01.2002,Sukamaju,-8.2,116.2\n"
        f"{regions.kelurahan.code},Mekarsari,-8.21,116.2\n"
        f"{regions.elsewhere.code},Wonosari,,\n"
        f"{regions.city_village.code},Kotalama,48.1,16.1\n"
        "1111111111,Entah,-8.2,116.2\n"
    )
    load(tmp_path, text, source="contoh 1.0")
    by_hand.refresh_from_db()
    assert str(by_hand.latitude) == "-8.35000"
    places = dict(RegionPlace.objects.values_list("region__code", "source"))
    assert places.pop(regions.village.code) == "GPS HP"
    assert places == dict.fromkeys((regions.sibling.code, regions.kelurahan.code), "Data terbuka: contoh 1.0")
    said = capsys.readouterr().out
    assert "2 added, 0 corrected, 1 set by hand" in said and "2 unreadable" in said and "1 unknown" in said
    load(tmp_path, text, source="contoh 1.0")
    assert "0 added, 0 corrected" in capsys.readouterr().out
    load(tmp_path, text.replace("-8.2,", "-8.25,"), source="contoh 1.0")
    place = RegionPlace.objects.get(region=regions.sibling)
    assert str(place.latitude) == "-8.25000" and place.version == 2
    assert "1 corrected" in capsys.readouterr().out


def test_strays_and_broken_files_are_told(regions, tmp_path, capsys):
    near = "".join(f"{code},-8.2,116.2\n" for code in (regions.village.code, regions.kelurahan.code))
    load(tmp_path, f"code,latitude,longitude\n{near}{regions.sibling.code},-2.0,130.0\n")
    assert not RegionPlace.objects.filter(region=regions.sibling).exists()
    assert "1 far from their kecamatan" in capsys.readouterr().out
    for text in ("kode,lintang\n1,2\n", ""):
        with pytest.raises(CommandError, match="needs the columns"):
            load(tmp_path, text)
    with pytest.raises(CommandError):
        call_command("load_region_points", file=[str(tmp_path / "tidak-ada.csv")])
