"""The official list of regions: what it holds, and that loading it adds and corrects but never deletes."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from fcu_project.models import AuditEvent, Installation
from institutions.management.commands import load_regions
from institutions.management.commands.load_regions import kind_of, official_names, proper_name, zone_of
from institutions.models import Region

SEMARANG = 1 + 1 + 1 + 16 + 177  # nation, province, city, subdistricts, urban villages


@pytest.fixture(scope="module")
def names():
    return official_names()


def load(only="3374", **options):
    call_command("load_regions", only=only, verbosity=0, **options)


def test_the_list_is_complete_and_every_region_has_the_one_above_it(names):
    assert Counter(map(len, names)) == {0: 1, 2: 38, 4: 514, 6: 7285, 10: 83762}
    assert all(code[: {2: 0, 4: 2, 6: 4, 10: 6}[len(code)]] in names for code in names if code)
    assert all(code.isascii() and code.isdigit() for code in names if code)


def test_kinds_follow_from_the_name_of_a_city_and_the_seventh_digit_of_a_village(names):
    kinds = Counter(kind_of(code, name) for code, name in names.items())
    assert kinds == {
        "nation": 1,
        "province": 38,
        "regency": 416,
        "city": 98,
        "subdistrict": 7285,
        "urban_village": 8496,
        "village": 75252,
        "customary_village": 14,
    }


@pytest.mark.parametrize(
    ("code", "printed", "proper"),
    [
        ("3201", "Kabupaten Bogor", "Bogor"),
        ("3374", "Kota Semarang", "Semarang"),
        ("3171", "Kota Administrasi Jakarta Pusat", "Administrasi Jakarta Pusat"),
        ("7109", "Kabupaten Kep. Siau Tagulandang Biaro", "Kepulauan Siau Tagulandang Biaro"),
        ("7310", "Kabupaten Pangkajene dan Kepulauan", "Pangkajene dan Kepulauan"),
        ("160407", "Kota Agung", "Kota Agung"),
        ("1303102004", "Desa Kampung Baru", "Desa Kampung Baru"),
        ("3322082003", "Kelurahan", "Kelurahan"),
        ("9103013007", "Desa Adat Yoboi", "Yoboi"),
        ("1103032061", "Dama  pulo", "Dama Pulo"),
        ("5307012021", "Regapu’u", "Regapu'u"),
        ("1102112016", "Lumban Sitio-tio", "Lumban Sitio-tio"),
    ],
)
def test_a_name_goes_without_the_word_that_its_kind_carries(code, printed, proper):
    assert proper_name(code, printed) == proper


def test_the_printed_name_comes_back_from_kind_and_name(names):
    for code in ("3201", "3374", "3171", "33"):
        region = Region(code=code, name=proper_name(code, names[code]), level=load_regions.WIDTHS[len(code)])
        region.kind = kind_of(code, names[code])
        assert region.full_name.removeprefix("Provinsi ") == names[code]


def test_no_name_is_empty_spaced_or_longer_than_its_column(names):
    made = [proper_name(code, name) for code, name in names.items()]
    assert all(name and name == " ".join(name.split()) for name in made)
    assert max(map(len, made)) <= Region._meta.get_field("name").max_length


def test_zones_by_province(names):
    provinces = Counter(zone_of(code) for code in names if len(code) == 2)
    assert provinces == {"WIB": 18, "WITA": 12, "WIT": 8}
    assert [zone_of(code) for code in ("3374", "6171", "5171", "7371011001", "8171", "9103", "")] == [
        *("WIB", "WIB", "WITA", "WITA", "WIT", "WIT", "WIB"),
    ]


@pytest.mark.django_db
def test_a_part_is_loaded_with_all_above_it_and_nothing_beside_it():
    load()
    assert Region.objects.count() == SEMARANG
    assert Region.objects.within("3374").count() == SEMARANG - 2
    village = Region.objects.get(code="3374011001")
    chain = [village.parent, village.parent.parent, village.parent.parent.parent, village.parent.parent.parent.parent]
    assert [region.code for region in chain] == ["337401", "3374", "33", ""]
    assert (village.level, village.kind, village.zone) == ("village", "urban_village", "WIB")
    assert village.source == "Kepmendagri 300.2.2-2138 Tahun 2025"
    assert Installation.current().regions_source == ""  # a part does not pass for the whole


@pytest.mark.django_db
def test_several_parts_and_dotted_codes_may_be_asked_for():
    load("33.74.01,3276")
    assert set(Region.objects.filter(level="regency").values_list("code", flat=True)) == {"3276", "3374"}
    assert Region.objects.filter(level="subdistrict", code__startswith="3374").count() == 1


@pytest.mark.django_db
def test_loading_again_changes_nothing():
    load()
    before = list(Region.objects.order_by("pk").values())
    load()
    assert list(Region.objects.order_by("pk").values()) == before
    assert AuditEvent.objects.filter(verb="regions.load").count() == 1


@pytest.mark.django_db
def test_a_differing_name_is_corrected_and_an_unlisted_region_stays():
    load()
    city = Region.objects.get(code="3374")
    Region.objects.filter(code="3374").update(name="SEMARANG")
    extra = Region.objects.create(code="3374019999", name="Baru", level="village", kind="village", parent=city)
    load()
    city.refresh_from_db()
    assert city.name == "Semarang"
    assert Region.objects.filter(pk=extra.pk).exists()
    assert Region.objects.count() == SEMARANG + 1


@pytest.mark.django_db
def test_the_whole_list_is_read_once_per_release(monkeypatch, names):
    part = load_regions.narrowed(names, "3374")
    monkeypatch.setattr(load_regions, "official_names", lambda: part)
    load("")
    assert Region.objects.count() == SEMARANG
    Region.objects.filter(code="3374").update(name="Lain")
    load("")
    assert Region.objects.get(code="3374").name == "Lain"  # the marker is current, nothing was read
    monkeypatch.setattr(load_regions, "RULES", load_regions.RULES + 1)
    load("")
    assert Region.objects.get(code="3374").name == "Semarang"


@pytest.mark.django_db
def test_a_code_that_is_not_in_the_list_is_told_and_nothing_is_loaded():
    with pytest.raises(CommandError, match="9999: no such region"):
        load("3374,9999")
    assert not Region.objects.exists()
