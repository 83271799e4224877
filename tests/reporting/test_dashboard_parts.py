"""Each part of a dashboard: its sentence, its numbers, and who may know them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from families.models import ProblemType
from families.small_numbers import FEW
from institutions.models import FamilyCareUnit, PilotSite, Region
from reporting import recap
from reporting.dashboards import change, compare, gaps, kept, punctual, stalls, synergy
from reporting.dashboards.page import dashboard_of
from reporting.dashboards.part import moved, percent
from reporting.models import KeptCount
from reporting.success.adding import freshen
from tests.factories import TODAY, InstitutionFactory
from tests.families.make import paired
from tests.reporting import make, told
from tests.reporting.make import QUARTER


def part_of(dashboard, code):
    return next(part for part in dashboard.parts if part.code == code)


def seen(region, by, quarter=QUARTER, **more):
    return dashboard_of(region, quarter, by, **more)


def cells(part):
    return {row.cells[0]: row.cells[1:] for row in part.rows}


def test_how_a_number_moved():
    assert moved(3, 1) == "2 lebih banyak dari triwulan lalu" and moved(1, 3) == "2 lebih sedikit dari triwulan lalu"
    assert moved(2, 2) == "sama dengan triwulan lalu" and moved(2, None) == "triwulan lalu belum ada laporan"
    assert [percent(1, 3), percent(2, 3), percent(1, 8), percent(5, 0)] == [33, 67, 13, None]


@pytest.mark.parametrize("level", ["subdistrict", "regency", "province", "nation"])
def test_numbers_equal_the_recap(level, people, regions):
    """Every level, to the unit: what was accepted, neither sent nor returned."""
    told.report(regions.village, plasma_promoted=2, plasma_visited=9, plasma_visited_women=4, plasma_visited_men=5)
    told.report(regions.sibling, plasma_promoted=1, plasma_visited=3, needs_met=4, referrals_reached=2)
    told.report(regions.kelurahan, stage="sent", plasma_promoted=50, needs_met=50)
    told.report(regions.village, QUARTER.previous, plasma_promoted=1)
    region, by = getattr(regions, level), people.ministry
    whole = recap.sums_for(region, QUARTER.year, QUARTER.number)
    row = cells(part_of(seen(region, by), "tren"))[QUARTER.short]
    sums = whole.accepted
    promoted, visited = (
        f"{sums[code]} (P {sums[f'{code}_women']}, L {sums[f'{code}_men']})"
        for code in ("plasma_promoted", "plasma_visited")
    )
    assert row == (whole.accepted_reports, promoted, visited, sums["needs_met"], sums["referrals_reached"])
    assert (sums["plasma_promoted"], sums["needs_met"], whole.accepted_reports) == (3, 4, 2)
    assert part_of(seen(region, by), "tren").headline == (
        "Plasma yang menjadi pionir: 3 keluarga, 2 lebih banyak dari triwulan lalu."
    )
    came = part_of(seen(region, by), "laporan")
    assert sum(row.cells[1] for row in came.rows) == whole.owing == 3
    assert sum(row.cells[4] for row in came.rows) == whole.missing == 0


def test_a_village_reads_what_it_sent_an_office_what_was_accepted(people, regions):
    told.report(regions.village, stage="sent", plasma_promoted=2)
    own, above = (part_of(seen(regions.village, by), "tren") for by in (people.secretary, people.regency_reports))
    assert own.headline.startswith("Plasma yang menjadi pionir: 2 keluarga")
    assert above.rows == () and above.empty


def test_a_quarter_without_report_is_no_zero(people, regions):
    told.report(regions.village, QUARTER.previous.previous, plasma_promoted=1)
    told.report(regions.village, plasma_promoted=0)
    row = cells(part_of(seen(regions.regency, people.regency_reports), "tren"))
    assert row[QUARTER.previous.short] == (0, "–", "–", "–", "–")
    assert row[QUARTER.short][1] == "0 (P 0, L 0)"
    assert len(row) == 3  # nothing is told of the time before the first report


def test_regions_are_compared_by_shares_and_the_silent_are_told(people, regions):
    told.report(regions.village, plasma_end=10, plasma_visited=5, needs_met=1)
    told.report(regions.sibling, plasma_end=4, plasma_visited=4, needs_met=3)
    told.unit(regions.kelurahan)
    part = part_of(seen(regions.subdistrict, people.tksk), "banding")
    assert [row.cells for row in part.rows] == [
        ("Desa Sukamaju", "100%", 4, 4, "1 dari 1", 0),
        ("Desa Sidomekar", "50%", 5, 10, "1 dari 1", 0),
        ("Kelurahan Mekarsari", "Belum ada", "–", "–", "0 dari 1", 1),
    ]  # fmt: skip
    assert part.headline == (
        "Tertinggi Desa Sukamaju (100%), terendah Desa Sidomekar (50%). 1 wilayah belum bisa dibandingkan."
    )
    per_unit = part_of(seen(regions.regency, people.regency_reports, figure="terpenuhi"), "banding")
    assert [row.cells[:3] for row in per_unit.rows] == [("Kecamatan Tegalwangi", "2", 4)]
    unknown = part_of(seen(regions.subdistrict, people.tksk, figure="x'"), "banding")
    assert next(value for value, _, current in unknown.choices if current) == compare.USUAL


# --- change of families -----------------------------------------------------------------------------------------------
FELL = {"compared_women": 8, "compared_men": 12, "before_women": 6, "before_men": 9, "after_women": 2, "after_men": 6}
GREW = {"compared_women": 8, "compared_men": 12, "before_women": 0, "before_men": 5, "after_women": 0, "after_men": 7}


def test_before_and_after_of_the_twelve(people, regions):
    told.report(regions.village, changes={"L5.2": FELL, "L3.2": GREW, "L1": GREW})
    own = part_of(seen(regions.village, people.secretary), "perubahan")
    assert [row.cells for row in own.rows] == [
        ("L3.2 Kebutuhan pokok belum cukup?", "5 (P 0, L 5)", "7 (P 0, L 7)", "+2"),
        ("L5.2 Belum punya tabungan?", "15 (P 6, L 9)", "8 (P 2, L 6)", "−7"),
    ]  # the first item only describes
    assert own.headline == (
        "Paling banyak berkurang: “Belum punya tabungan”, dari 15 menjadi 8 keluarga. "
        "1 kesulitan bertambah, antara lain: “Kebutuhan pokok belum cukup”."
    )
    above = part_of(seen(regions.regency, people.regency_reports), "perubahan")
    assert above.rows[1].cells[1:] == ("15 (P 6, L 9)", "8", "−7")


def test_small_numbers_of_families_are_not_told_above_the_village(people, regions):
    few = {**FELL, "before_women": 1, "before_men": 2, "after_women": 1, "after_men": 0}
    told.report(regions.village, changes={"L5.2": few})
    above = part_of(seen(regions.village, people.regency_reports), "perubahan")
    assert above.rows[0].cells[1:] == (FEW, FEW, "–") and not above.drawings[0]["bars"]
    assert change.headline_of([], True).startswith("Jumlah keluarga masih terlalu sedikit")
    same = {**FELL, "after_women": FELL["before_women"], "after_men": FELL["before_men"]}
    told.report(regions.sibling, changes={"L3.2": same, "L5.2": few})
    above = part_of(seen(regions.sibling, people.regency_reports), "perubahan")
    assert above.headline.startswith("Perubahannya terlalu kecil untuk ditampilkan")  # not: nothing fell
    assert part_of(seen(regions.village, people.secretary), "perubahan").rows[0].cells[1] == "3 (P 1, L 2)"


# --- problems ---------------------------------------------------------------------------------------------------------
def needs(found, met, open_end, without):
    return {"found": found, "met": met, "open_end": open_end, "without_service_end": without}


def a_kind():
    return ProblemType.objects.filter(is_sensitive=False).exclude(code=ProblemType.NONE).first()


def offer(region, kind, name="Konseling"):
    body = InstitutionFactory(region=region)
    service = body.services.create(region=region, name=name, sector="social", checked_on=TODAY)
    service.problems.add(kind)
    return service


def test_kept_secret_in_the_village_and_small_numbers_above(people, regions):
    kind, secret = a_kind(), ProblemType.objects.filter(is_sensitive=True).first()
    told.report(regions.village, problems={kind.code: needs(3, 1, 2, 2), secret.code: needs(9, 1, 8, 2)})
    own = part_of(seen(regions.village, people.secretary), "masalah")
    assert cells(own) == {kind.name: (3, 1, 2, 2, "Tidak ada")}
    above = cells(part_of(seen(regions.nation, people.ministry), "masalah"))
    assert above[secret.name][:4] == (9, FEW, 8, FEW) and above[kind.name][:4] == (3, 1, 2, 2)
    part = part_of(seen(regions.regency, people.regency_reports), "masalah")
    assert part.headline.startswith("2 dari 2 kebutuhan")  # what is kept secret is not in the sum
    assert all(FEW not in text["text"] or text["text"] == FEW for text in part.drawings[0]["texts"])


def test_what_no_directory_offers(people, regions):
    kind = a_kind()
    told.report(regions.village, problems={kind.code: needs(1, 0, 1, 1)})
    told.unit(regions.city_village)
    part = part_of(seen(regions.village, people.secretary), "masalah")
    assert part.headline.endswith("Untuk 1 jenis di antaranya belum ada pelayanan dalam direktori.")
    service = offer(regions.subdistrict, kind)
    assert cells(part_of(seen(regions.village, people.secretary), "masalah"))[kind.name][-1] == "Ada"
    wide = cells(part_of(seen(regions.province, people.province), "masalah"))
    assert wide[kind.name][-1] == "1 dari 2 kabupaten/kota"
    type(service).objects.update(closed_on=TODAY)
    assert cells(part_of(seen(regions.village, people.secretary), "masalah"))[kind.name][-1] == "Tidak ada"
    offer(regions.province, kind)  # published down to all below it
    assert cells(part_of(seen(regions.nation, people.ministry), "masalah"))[kind.name][-1] == "2 dari 2 kabupaten/kota"


# --- where sites stall ------------------------------------------------------------------------------------------------
def at(region, stage, **dates):
    return FamilyCareUnit.objects.create(region=region, name="Mawar", stage=stage, address="Balai", **dates)


def test_every_step_at_which_a_village_may_stand(people, regions):
    day = TODAY - timedelta(days=100)
    PilotSite.objects.create(region=regions.village, pilot_year=TODAY.year, reason="x", candidates=9)
    PilotSite.objects.create(
        region=regions.sibling, pilot_year=TODAY.year, reason="x", candidates=9, stage="chosen", chosen_on=day
    )
    at(regions.kelurahan, "formed", formed_on=day - timedelta(days=10))
    at(regions.elsewhere, "decreed", formed_on=day, decreed_on=day + timedelta(days=3))
    make.unit(regions.city_village, decreed_on=day)
    counts = stalls.counts_of(regions.nation, TODAY)
    assert {step: number for step, number in counts.items() if number} == {
        "proposed": 1, "not_founded": 1, "no_officers": 1, "not_inaugurated": 1, "no_families": 1,
    }  # fmt: skip
    part = part_of(seen(regions.regency, people.regency_reports), "macet")
    waits = [row.cells for row in part.rows]
    assert [(cell[0], cell[3]) for cell in waits] == [
        ("Kelurahan Mekarsari, Tegalwangi", 110), ("Desa Sukamaju, Tegalwangi", 100),
        ("Desa Wonosari, Karanganyar", 97), ("Desa Sidomekar, Tegalwangi", waits[3][3]),
    ]  # fmt: skip
    assert waits[0][4] == "Pilih koordinator, sekretaris, dan bendahara"
    assert part.headline.startswith("4 dari 4 desa/kelurahan berhenti") and "110 hari" in part.headline
    assert all(row.url for row in part.rows)


def test_from_the_first_family_to_the_first_report(people, regions):
    """A village in which a pioneer accompanies waits for its report; one with a report goes on."""
    pairing = paired(people)
    FamilyCareUnit.objects.filter(region=regions.village).update(
        stage="active", formed_on=told.LONG_AGO, decreed_on=told.LONG_AGO, inaugurated_on=told.LONG_AGO
    )
    assert stalls.counts_of(regions.village, TODAY)["no_report"] == 1
    (stall,) = stalls.waiting_in(regions.regency, TODAY, 20)
    assert stall.since > told.LONG_AGO and stall.step == "no_report"
    part = part_of(seen(regions.village, people.secretary), "macet")
    assert part.headline.startswith("Kirim laporan triwulan pertama.") and part.is_step
    told.report(regions.village)
    assert stalls.counts_of(regions.village, TODAY)[stalls.RUNNING] == 1
    type(pairing).objects.update(paired_until=TODAY)
    assert stalls.counts_of(regions.village, TODAY)["no_pairings"] == 1
    (stall,) = stalls.waiting_in(regions.regency, TODAY, 20)
    assert stall.since == pairing.pioneer.designated_on
    type(pairing.pioneer).objects.filter(pk=pairing.pioneer_id).update(ended_on=TODAY)
    assert stalls.counts_of(regions.village, TODAY)["no_pioneers"] == 1
    (stall,) = stalls.waiting_in(regions.regency, TODAY, 20)
    assert stall.since == min(pairing.pioneer.family.recorded_on, pairing.plasma.family.recorded_on)


# --- who works together, who reports in time --------------------------------------------------------------------------
def test_cases_without_a_second_institution():
    assert synergy.headline_of({"cases_joint": 3, "cases_handled": 4}) == (
        "3 dari 4 kasus (75%) ditangani bersama dua lembaga atau lebih; 1 belum punya lembaga kedua."
    )
    assert synergy.headline_of({"cases_joint": 4, "cases_handled": 4}).startswith("Semua 4 kasus")
    places = [SimpleNamespace(code=str(n), full_name=f"Kecamatan {n}") for n in range(3)]
    told_of = [
        SimpleNamespace(region=place, accepted={"cases_joint": joint, "cases_handled": handled})
        for place, joint, handled in zip(places, (3, 1, 0), (4, 4, 0), strict=True)
    ]
    part = synergy.children_part(told_of, lambda region: f"/{region.code}/")
    assert [(row.cells, row.url) for row in part.rows] == [
        (("Kecamatan 1", 1, 4, 3, "25%"), "/1/"), (("Kecamatan 0", 3, 4, 1, "75%"), "/0/"),
    ]  # fmt: skip
    assert part.headline.startswith("4 dari 8 kasus (50%)")


def test_in_time_late_and_missing(people, regions):
    told.report(regions.village, days=10)
    told.report(regions.sibling, days=11)
    told.report(regions.elsewhere, days=15, stage="returned")
    told.unit(regions.kelurahan)
    regions.elsewhere.settings.create(key="report_due_day", value="15")

    def lines(region):
        counts = punctual.counts_below(region, QUARTER)
        found = punctual.punctuality_of(Region.objects.filter(code__in=counts).order_by("code"), counts)
        return [(line.region.name, line.owing, line.on_time, line.late, line.missing) for line in found]

    assert lines(regions.regency) == [("Tegalwangi", 3, 1, 1, 1), ("Karanganyar", 1, 1, 0, 0)]
    assert sorted(lines(regions.subdistrict)) == [
        ("Mekarsari", 1, 0, 0, 1), ("Sidomekar", 1, 1, 0, 0), ("Sukamaju", 1, 0, 1, 0),
    ]  # fmt: skip
    part = part_of(seen(regions.regency, people.regency_reports), "laporan")
    assert part.headline == "2 dari 4 laporan tepat waktu (50%), 1 terlambat, 1 belum ada."
    regions.subdistrict.settings.create(key="report_due_day", value="9")
    assert lines(regions.regency)[0] == ("Tegalwangi", 3, 0, 2, 1)


def test_queries_do_not_grow_with_villages(people, regions):
    def crowd(first, number):
        for serial in range(first, first + number):
            village = Region.objects.create(
                code=f"97010240{serial:02d}", name=f"Desa {serial}", level="village", kind="village",
                parent=regions.other_subdistrict,
            )  # fmt: skip
            told.report(village, changes={"L5.2": FELL}, problems={a_kind().code: needs(1, 0, 1, 1)}, plasma_end=3)
            at(Region.objects.create(
                code=f"97010250{serial:02d}", name=f"Desa B{serial}", level="village", kind="village",
                parent=regions.other_subdistrict,
            ), "formed", formed_on=TODAY)  # fmt: skip

    def cost():
        found = []
        freshen(regions.nation)
        KeptCount.objects.all().delete()
        for region in (regions.nation, regions.regency, regions.other_subdistrict):
            with CaptureQueriesContext(connection) as asked:
                seen(region, people.ministry)
            found.append(len(asked))
        return found

    crowd(0, 1)
    few = cost()
    crowd(1, 12)
    assert cost() == few and max(few) < 50, few


def test_a_wide_territory_is_counted_once_an_hour_and_says_as_of_when(people, regions):
    """Above the kabupaten what is read live is kept for an hour of the same day; beneath it nothing is."""
    told.report(regions.village)
    stopped = {region: part_of(seen(region, people.ministry), "macet") for region in (regions.nation, regions.regency)}
    told.unit(regions.kelurahan)
    again = {region: part_of(seen(region, people.ministry), "macet") for region in stopped}
    assert again[regions.nation].rows == stopped[regions.nation].rows and len(again[regions.nation].rows) == 1
    assert "dihitung ulang setiap jam" in again[regions.nation].notes[0]
    assert len(again[regions.regency].rows) == 2 and "setiap jam" not in again[regions.regency].notes[0]
    assert [row.cells[1] for row in part_of(seen(regions.nation, people.ministry), "laporan").rows] == [1]
    KeptCount.objects.update(counted_at=F("counted_at") - kept.KEPT_FOR)
    assert len(part_of(seen(regions.nation, people.ministry), "macet").rows) == 2
    assert [row.cells[1] for row in part_of(seen(regions.nation, people.ministry), "laporan").rows] == [2]
    told.unit(regions.city_village)
    KeptCount.objects.update(day=TODAY - timedelta(days=1))
    assert len(part_of(seen(regions.nation, people.ministry), "macet").rows) == 3
    assert KeptCount.objects.count() == 3  # what is counted anew takes the place of what was kept


def test_gaps_count_only_places_with_an_fcu(people, regions):
    assert gaps.regencies_with_units(regions.province) == []
    told.unit(regions.village)
    assert gaps.regencies_with_units(regions.nation) == ["9701"]
