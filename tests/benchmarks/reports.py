"""Reports of the whole country as rows, made in the database: an FCU in each village, its reports, its figures."""

from django.db import connection

from institutions.models import FamilyCareUnit, Region
from reporting.indicators import COLUMNS
from reporting.models import QuarterFigures, Report

UNIT, REGION, REPORT = (model._meta.db_table for model in (FamilyCareUnit, Region, Report))
DAY = "make_date({year}, {month}, 5)"
# Nine reports of ten accepted, the others sent or given back: by the key of the village, so that it is always the same.
STAGE = "CASE WHEN u.region_id % 10 > 0 THEN 'accepted' WHEN u.region_id % 20 = 0 THEN 'returned' ELSE 'sent' END"


def make_units():
    """An FCU at work in every village."""
    _insert(
        FamilyCareUnit,
        {"region_id": "r.id", "name": "'FCU'", "address": "'Balai desa'", "stage": "'active'",
         "formed_on": "DATE '2019-06-01'", "decreed_on": "DATE '2019-07-01'", "inaugurated_on": "DATE '2019-07-01'"},
        f"FROM {REGION} r WHERE r.level = 'village'",
    )  # fmt: skip


def make_quarter(year, quarter):
    """A report of every FCU on one quarter, with figures that differ from village to village."""
    sent_on = DAY.format(year=year + quarter // 4, month=quarter % 4 * 3 + 1)
    time = {"unit_id": "u.id", "region_id": "u.region_id", "year": str(year), "quarter": str(quarter)}
    _insert(
        Report, {**time, "stage": STAGE, "sent_on": sent_on, "accepted_on": sent_on, "returned_on": sent_on,
                 "receipt_number": f"'TT-' || u.id || '-{year}-{quarter}'"}, f"FROM {UNIT} u",
    )  # fmt: skip
    counts = {column: f"(u.id * {number + 3}) % 17" for number, column in enumerate(COLUMNS)}
    _insert(
        QuarterFigures, {**time, **counts, "report_id": "p.id", "counted_at": "now()"},
        f"FROM {REPORT} p JOIN {UNIT} u ON u.id = p.unit_id WHERE p.year = {year} AND p.quarter = {quarter}",
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
