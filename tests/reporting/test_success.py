"""Indicators of success: every value recounted by another query, scores, editions, changes; who sees what."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from fcu_project.workflow import TransitionRefused
from institutions.objectives import OBJECTIVES
from reporting import indicators
from reporting.actions import success as actions
from reporting.models import IndicatorEdition, Matrix, QuarterFigures, Report, SuccessIndicator
from reporting.periods import quarter_of
from reporting.success import aspects, columns, editions, shipped, values
from reporting.success.overview import Overview
from reporting.success.sums import Sums
from tests import factories
from tests.factories import TODAY
from tests.reporting import fill_success, make
from tests.reporting.make import QUARTER
from tests.reporting.test_screens import text_of

mark = pytest.mark


def told(place, **numbers):
    """Figures of the accepted report of a village, as they are set here."""
    QuarterFigures.objects.filter(region=place).update(**numbers)


SPREAD = {name: (7 * place) % 11 for place, name in enumerate(columns.NAMES)} | dict.fromkeys(columns.YES_OR_NO, 1)


@pytest.fixture
def accepted(people, regions, remember):
    """Two villages of one kabupaten with an accepted report, every column with some number of its own."""

    def build():
        secretary = factories.AssignmentFactory(role="secretary", region=regions.sibling)
        for by in (people.secretary, secretary):
            make.accepted(people, by)

    remember("accepted in two villages", build)
    told(regions.village, **SPREAD)
    told(regions.sibling, **{name: number + 2 for name, number in SPREAD.items()} | {"decree_in_force_end": 0})
    return regions


SHARE = 'SUM(f."{part}") * 100.0 / NULLIF(SUM(f."{whole}"), 0)'
COUNT = 'SUM(f."{part}") * 1.0 / COUNT(*)'
YES = 'SUM(CASE WHEN f."{part}" > 0 THEN 1 ELSE 0 END) * 100.0 / COUNT(*)'
FROM = """ FROM reporting_quarterfigures f JOIN reporting_report r ON r.id = f.report_id
    JOIN institutions_region g ON g.id = f.region_id
    WHERE r.stage = 'accepted' AND f.year = %s AND f.quarter = %s AND g.code LIKE %s"""


def recounted(row, region):
    """The value by one statement of its own, from the row of the definition alone."""
    sql = {"share": SHARE, "count": COUNT, "yes": YES}[row["reads"]].format(part=row["part"], whole=row.get("whole"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}{FROM}", [QUARTER.year, QUARTER.number, f"{region.code}%"])
        found = cursor.fetchone()[0]
    return None if found is None else Decimal(str(found))


def compared(matrix, region):
    """How many indicators of the matrix were compared with their recount."""
    overview = Overview(region, QUARTER)
    shown = {line.indicator.code: line.now for _, lines in overview.lines(matrix) for line in lines}
    rows = [row for row in shipped.shipped()["indicators"] if row["matrix"] == matrix]
    assert set(shown) == {row["code"] for row in rows}
    for row in rows:
        expected, value = recounted(row, region), shown[row["code"]]
        assert (value.number is None) == (expected is None), row
        if expected is not None:
            assert abs(value.number - expected) <= Decimal("0.05"), (row, value.number, expected)
            assert value.met == (value.number >= Decimal(str(row["target"]))), row
    return len(rows)


@mark.clause("SUC-01")
def test_the_six_signs_are_counted_as_their_definitions_say_in_a_village_and_above(accepted):
    assert [sign.code for sign in aspects.SIGNS] == ["joint", "active", "records", "network", "meetings", "use"]
    for region in (accepted.village, accepted.regency, accepted.nation):
        assert compared(Matrix.PSKS, region) >= 6
        assert [row.aspect for row in Overview(region, QUARTER).measured[Matrix.PSKS]] == list(aspects.SIGNS)


@mark.clause("SUC-02")
def test_the_four_aspects_are_counted_and_scored_by_weight(accepted):
    for region in (accepted.village, accepted.regency):
        assert compared(Matrix.FCU, region) >= 20
        overview = Overview(region, QUARTER)
        assert [row.aspect.code for row in overview.measured[Matrix.FCU]] == [
            "institution", "activities", "partnership", "results"
        ]  # fmt: skip
        for row in overview.measured[Matrix.FCU]:
            whole = got = Decimal(0)
            for value in row.values:
                if value.number is not None:
                    whole += value.indicator.weight
                    got += min(value.number / value.indicator.target, 1) * value.indicator.weight
            assert row.score.percent == values.rounded(100 * got / whole)
            assert row.score.met == sum(1 for value in row.values if value.met)
            assert row.score.told + row.score.without == len(row.values)


def test_every_aim_has_indicators_of_its_own_and_is_counted(accepted):
    assert compared(Matrix.AIM, accepted.regency) >= 15
    assert [aim.code for aim in aspects.AIMS] == [*(one.key for one in OBJECTIVES), "longer"]
    assert len(Overview(accepted.village, QUARTER).measured[Matrix.AIM]) == 4


def test_what_has_no_whole_is_none_yet_and_is_left_out_of_the_score(accepted):
    told(accepted.village, cases_handled=0, cases_joint=0, cases_closed=0)
    overview = Overview(accepted.village, QUARTER)
    joint = overview.line(next(row for row in overview.definitions if row.code == "cases-joint")).now
    assert (joint.number, joint.words, joint.met) == (None, "belum ada", None)
    results = next(row for row in overview.measured[Matrix.FCU] if row.aspect.code == "results")
    assert results.score.without >= 1
    assert results.score.words.endswith(f"{results.score.without} belum ada nilainya")


def test_there_or_not_reads_yes_in_a_village_and_as_a_share_above(accepted):
    def decree(region):
        overview = Overview(region, QUARTER)
        return overview.line(next(row for row in overview.definitions if row.code == "decree")).now

    assert (decree(accepted.village).words, decree(accepted.village).met) == ("Ya", True)
    assert decree(accepted.sibling).words == "Belum"
    assert (decree(accepted.regency).words, decree(accepted.regency).met) == ("50% FCU", False)


def test_a_quarter_without_an_accepted_report_has_no_values(people, regions):
    report = make.sent(people.secretary)
    overview = Overview(report.region, QUARTER)
    assert overview.sums.reports == 0
    assert {line.now.number for matrix in Matrix for _, lines in overview.lines(matrix) for line in lines} == {None}


def test_the_village_reads_what_it_sent_as_not_reviewed_and_nobody_above_does(people, sign_in):
    report = make.sent(people.secretary)
    QuarterFigures.objects.filter(report=report).update(officers_end=3)
    kept = f"?tahun={QUARTER.year}&triwulan={QUARTER.number}"
    page = text_of(sign_in(people.secretary).get(reverse("reporting:success") + kept))
    assert "Laporan triwulan ini belum diperiksa" in page
    above = text_of(sign_in(people.tksk).get(reverse("reporting:success-region", args=[report.region.code]) + kept))
    assert "belum diperiksa" not in above and "Belum ada laporan yang diterima" in above


def test_a_value_explains_itself_and_leads_to_the_rows_of_the_village(accepted, people, sign_in):
    place, report = accepted.village, Report.objects.get(region=accepted.village, stage="accepted")
    told(place, plasma_visited=3, plasma_visited_women=1, plasma_visited_men=2, plasma_end=4, plasma_end_women=2,
         plasma_end_men=2)  # fmt: skip
    response = sign_in(people.secretary).get(reverse("reporting:success-value", args=[place.code, "plasma-visited"]))
    page = text_of(response)
    for words in ("75%", "3 dari 4", "1 dari 2 (50%)", "2 dari 2 (100%)", "80%", "Edisi 1", "dibagi keluarga plasma",
                  "Laporan diterima 1"):  # fmt: skip
        assert words in page, words
    assert reverse("reporting:figure", args=[report.uid, "plasma_visited"]) in response.content.decode()
    funds = sign_in(people.regency_funds).get(reverse("reporting:success-value", args=[place.code, "plasma-visited"]))
    assert "/angka/" not in funds.content.decode()


def test_regions_below_stand_lowest_first_when_asked(accepted, people, sign_in):
    told(accepted.sibling, decree_in_force_end=0, officers_end=0, elements_end=0, secretariat_end=0)
    client, here = sign_in(people.tksk), reverse("reporting:success")
    page = client.get(here, {"urut": "institution"}).content.decode().split('id="wilayah"', 1)[1]
    assert page.index(str(accepted.sibling)) < page.index(str(accepted.village))


def test_whoever_is_outside_finds_nothing(accepted, people, sign_in):
    client = sign_in(people.secretary)
    for code in (accepted.sibling.code, accepted.regency.code, "nasional"):
        assert client.get(reverse("reporting:success-region", args=[code])).status_code == 404
    assert client.get(reverse("reporting:success-value", args=[accepted.village.code, "no-such"])).status_code == 404
    assert sign_in(people.ministry).get(reverse("reporting:success-region", args=["nasional"])).status_code == 200


@pytest.mark.parametrize("matrix", ["psks", "fcu", "aim"])
def test_each_matrix_is_a_paper_and_all_values_are_in_excel(matrix, accepted, people, sign_in):
    client, code = sign_in(people.coordinator), accepted.village.code
    paper = client.get(reverse("reporting:success-paper", args=[code, matrix]))
    assert paper["Content-Type"] == "application/pdf"
    book = client.get(reverse("reporting:success-excel", args=[code]))
    assert book.status_code == 200 and "spreadsheetml" in book["Content-Type"]


def test_a_column_that_is_not_counted_gives_no_value(regions):
    row = SuccessIndicator(reads="count", part="meetings_held", target=3, weight=1)
    assert values.value_of(row, Sums(regions.village, QUARTER, 1, {})).number is None


# --- editions -------------------------------------------------------------------------------------------------------
def definition(edition, **changes):
    facts = {"aspect": "meetings", "label": "Rapat", "reads": "count", "part": "meetings_held", "target": 3,
             **changes}  # fmt: skip
    return SuccessIndicator(edition=edition, **facts)


@mark.clause("SUC-03")
def test_the_ministry_drafts_changes_and_publishes_and_what_was_measured_stays(accepted, people):
    by, first = people.ministry, IndicatorEdition.objects.get(number=1)
    draft = actions.draft_edition(by=by, on=TODAY)
    assert draft.indicators.count() == first.indicators.count()
    assert not editions.difference(draft, first).any
    row = draft.indicators.get(code="meetings-held")
    row.target = Decimal("99.5")
    actions.save_indicator(row, by=by, on=TODAY)
    actions.remove_indicator(draft.indicators.get(code="media"), by=by, on=TODAY)
    added = actions.save_indicator(definition(draft), by=by, on=TODAY)
    told = editions.difference(draft, first)
    assert ([one.code for one in told.added], [one.code for one in told.removed]) == ([added.code], ["media"])
    assert [(one.code, fields) for one, fields in told.changed] == [("meetings-held", [("Target", "80", "99,5")])]
    assert IndicatorEdition.in_force(TODAY) == first
    day = editions.days_to_begin(TODAY)[1][0]
    draft.refresh_from_db()
    actions.publish_edition(draft, valid_from=day, by=by, on=TODAY)
    assert IndicatorEdition.in_force(quarter_of(day).end) == draft
    assert IndicatorEdition.in_force(quarter_of(day).previous.end) == first
    assert Overview(accepted.village, QUARTER).edition == first
    row.refresh_from_db()
    with pytest.raises(TransitionRefused, match="sudah terbit"):
        actions.save_indicator(row, by=by, on=TODAY)
    with pytest.raises(TransitionRefused, match="sudah terbit"):
        actions.remove_indicator(row, by=by, on=TODAY)


@mark.clause("SUC-03")
def test_an_edition_holds_from_a_quarter_not_past_and_covers_every_sign_and_aspect(people):
    by, draft = people.ministry, fill_success.draft(people)
    running = quarter_of(TODAY).start
    for day in (quarter_of(TODAY).previous.start, running + timedelta(days=1)):
        draft.refresh_from_db()
        with pytest.raises(TransitionRefused):
            actions.publish_edition(draft, valid_from=day, by=by, on=TODAY)
    actions.remove_indicator(draft.indicators.get(code="partners"), by=by, on=TODAY)
    draft.refresh_from_db()
    with pytest.raises(TransitionRefused, match="Jejaring kerja"):
        actions.publish_edition(draft, valid_from=running, by=by, on=TODAY)
    draft.refresh_from_db()
    assert draft.is_draft and draft.valid_from is None


@mark.clause("SUC-03")
def test_nobody_else_edits_and_a_draft_is_read_by_nobody_else(people, sign_in):
    draft = fill_success.draft(people)
    for by in (people.province, people.regency_reports, people.secretary):
        with pytest.raises(PermissionDenied):
            actions.save_indicator(definition(draft), by=by, on=TODAY)
        assert sign_in(by).get(draft.get_absolute_url()).status_code == 404
    assert sign_in(people.secretary).get(IndicatorEdition.objects.get(number=1).get_absolute_url()).status_code == 200
    with pytest.raises(TransitionRefused, match="sudah ada"):
        actions.draft_edition(by=people.ministry, on=TODAY)


@pytest.mark.parametrize(("changes", "field"), [
    ({"reads": "share", "whole": ""}, "whole"),
    ({"reads": "share", "whole": "meetings_held"}, "whole"),
    ({"reads": "count", "whole": "meetings_planned"}, "whole"),
    ({"reads": "yes"}, "reads"),
    ({"reads": "yes", "part": "decree_in_force_end", "target": 101}, "target"),
    ({"reads": "share", "whole": "meetings_planned", "target": 101}, "target"),
    ({"part": "families_end_women"}, "part"),
    ({"aspect": "luck"}, "aspect"),
])  # fmt: skip
def test_a_definition_that_can_not_be_counted_is_refused_beside_its_field(changes, field, people):
    with pytest.raises(ValidationError) as refused:
        actions.save_indicator(definition(fill_success.draft(people), **changes), by=people.ministry, on=TODAY)
    assert field in refused.value.error_dict


def test_what_ships_names_columns_that_are_there_and_is_loaded_once(reference):
    rows = json.loads(shipped.FILE.read_text())["indicators"]
    assert {row["part"] for row in rows} | {row["whole"] for row in rows if "whole" in row} <= set(columns.BASE)
    assert {row["aspect"] for row in rows} == set(aspects.ALL)
    assert shipped.load_indicators() == 0
    assert all(re.fullmatch(r"[a-z-]+", row["code"]) for row in rows)
    assert all(indicators.label_of(column) for column in columns.BASE)
