"""Reports of the whole country as rows, made in the database: an FCU in each village, its reports, its figures."""

from django.db import connection

from families.models import Family, Pairing, Participation
from institutions.models import FamilyCareUnit, Region
from reporting.indicators import COLUMNS
from reporting.models import QuarterChange, QuarterFigures, QuarterProblem, Report

UNIT, REGION, REPORT, FIGURES, FAMILY, LIFE = (
    model._meta.db_table for model in (FamilyCareUnit, Region, Report, QuarterFigures, Family, Participation)
)
DAY = "make_date({year}, {month}, 5)"
# Nine reports of ten accepted, the others sent or given back: by the key of the village, so that it is always the same.
STAGE = "CASE WHEN u.region_id % 10 > 0 THEN 'accepted' WHEN u.region_id % 20 = 0 THEN 'returned' ELSE 'sent' END"


def make_units(most=None):
    """An FCU at work in every village, or only in so many that are spread over the country."""
    some = f" AND r.id IN (SELECT id FROM {REGION} WHERE level = 'village' ORDER BY md5(code) LIMIT {most})"  # noqa: S608
    _insert(
        FamilyCareUnit,
        {"region_id": "r.id", "name": "'FCU'", "address": "'Balai desa'", "stage": "'active'",
         "formed_on": "DATE '2019-06-01'", "decreed_on": "DATE '2019-07-01'", "inaugurated_on": "DATE '2019-07-01'"},
        f"FROM {REGION} r WHERE r.level = 'village'{some if most else ''}",
    )  # fmt: skip


def halt_some():
    """Of twenty FCUs one is not decreed yet and one not inaugurated."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {UNIT} SET stage = CASE WHEN mod(region_id, 20) = 0 THEN 'formed' ELSE 'decreed' END, "  # noqa: S608
            "decreed_on = CASE WHEN mod(region_id, 20) = 0 THEN NULL ELSE decreed_on END, inaugurated_on = NULL "
            "WHERE mod(region_id, 20) < 2"
        )


def make_families(each):
    """So many families in each village with an FCU, two of them pioneers that accompany the others.

    Of twenty villages one has no families, one no pioneers, one no pairings.
    """
    lacking = "mod(f.region_id, 20) <> {}"
    day = "DATE '2019-08-01'"
    _insert(
        Family,
        {"region_id": "u.region_id", "number": "n", "head_name": "'Keluarga ' || n", "search_name": "'keluarga'",
         "head_sex": "CASE mod(n, 2) WHEN 0 THEN 'female' ELSE 'male' END", "recorded_on": day},
        f"FROM {UNIT} u, generate_series(1, {each}) n WHERE mod(u.region_id, 20) <> 2",
    )  # fmt: skip
    _insert(
        Participation,
        {"family_id": "f.id", "role": "CASE WHEN f.number > 2 THEN 'plasma' ELSE 'pioneer' END", "started_on": day,
         "stage": "CASE WHEN f.number > 2 THEN 'mentored' ELSE 'on_duty' END", "designated_on": day,
         "consolidated_on": day, "on_duty_from": day},
        f"FROM {FAMILY} f WHERE {lacking.format(3)}",
    )  # fmt: skip
    _insert(
        Pairing, {"pioneer_id": "b.id", "plasma_id": "p.id", "paired_from": day},
        f"FROM {FAMILY} f JOIN {LIFE} p ON p.family_id = f.id AND f.number > 2 "
        f"JOIN {FAMILY} a ON a.region_id = f.region_id AND a.number = 1 + mod(f.number, 2) "
        f"JOIN {LIFE} b ON b.family_id = a.id WHERE {lacking.format(4)}",
    )  # fmt: skip


def make_quarter(year, quarter):
    """A report of every FCU at work on one quarter, with figures that differ from village to village."""
    sent_on = DAY.format(year=year + quarter // 4, month=quarter % 4 * 3 + 1)
    time = {"unit_id": "u.id", "region_id": "u.region_id", "year": str(year), "quarter": str(quarter)}
    _insert(
        Report, {**time, "stage": STAGE, "sent_on": sent_on, "accepted_on": sent_on, "returned_on": sent_on,
                 "receipt_number": f"'TT-' || u.id || '-{year}-{quarter}'"},
        f"FROM {UNIT} u WHERE u.stage = 'active'",
    )  # fmt: skip
    counts = {column: f"(u.id * {number + 3}) % 17" for number, column in enumerate(COLUMNS)}
    _insert(
        QuarterFigures, {**time, **counts, "report_id": "p.id", "counted_at": "now()"},
        f"FROM {REPORT} p JOIN {UNIT} u ON u.id = p.unit_id WHERE p.year = {year} AND p.quarter = {quarter}",
    )  # fmt: skip


def make_splits():
    """What stands behind each row of figures: three questions asked again, three kinds of problem."""
    for model, codes in ((QuarterChange, "L2.1 L3.1 L5.2"), (QuarterProblem, "modal akta jamban")):
        numbers = {
            field.name: f"(f.id * {place + 2}) % 13" for place, field in enumerate(model._meta.fields)
            if field.get_internal_type() == "PositiveIntegerField"
        }  # fmt: skip
        _insert(
            model, {**numbers, "code": "c.code", "figures_id": "f.id"},
            f"FROM {FIGURES} f, unnest(string_to_array('{codes}', ' ')) AS c(code)",
        )  # fmt: skip


def _insert(model, named, source):
    """INSERT … SELECT: the columns that are named get their SQL, every other one the default of the model."""
    columns, values, parameters = [], [], []
    for field in model._meta.concrete_fields:
        if field.primary_key or (field.null and field.column not in named):
            continue
        columns.append(f'"{field.column}"')
        if field.column == "uid":
            values.append("gen_random_uuid()")
        elif field.column in named:
            values.append(named[field.column])
        else:
            values.append("%s")
            parameters.append(field.get_db_prep_save(field.get_default(), connection))
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(values)} {source}"
    with connection.cursor() as cursor:
        cursor.execute(sql.replace(" % 1", " %% 1").replace(" % 2", " %% 2"), parameters)
