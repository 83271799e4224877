"""Lists as Excel: read back with a real reader, texts stay texts, only rows within reach."""

import io

import pytest
from openpyxl import load_workbook

from fcu_project.models import AuditEvent
from tests import factories as make
from tests.factories import InstitutionFactory


def sheet_of(response):
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    return load_workbook(io.BytesIO(b"".join(response.streaming_content))).active


@pytest.mark.clause("PSK-01")
def test_register_of_institutions_as_excel(people, regions, sign_in):
    InstitutionFactory(
        region=regions.village, name="PKK Melati", leader='=HYPERLINK("http://x")', phone="6281200001111"
    )
    InstitutionFactory(region=regions.sibling, name="PKK Mawar")
    response = sign_in(people.village_operator).get("/lembaga/?unduh=xlsx")
    sheet = sheet_of(response)
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Nama lembaga", "Unsur", "Jenis PSKS")
    assert [row[0] for row in rows[1:]] == ["PKK Melati"]
    assert rows[1][4] == '=HYPERLINK("http://x")'
    assert sheet["E2"].data_type == "s"
    assert rows[1][5] == "6281200001111"
    assert sheet.freeze_panes == "A2"
    assert AuditEvent.objects.filter(verb="export:Lembaga", actor=people.village_operator.person.uid).exists()


def test_the_search_narrows_the_file_too(people, regions, sign_in):
    InstitutionFactory(region=regions.village, name="PKK Melati")
    InstitutionFactory(region=regions.village, name="Karang Taruna Jaya")
    response = sign_in(people.village_operator).get("/lembaga/?cari=karang&unduh=xlsx")
    assert [row[0] for row in sheet_of(response).iter_rows(min_row=2, values_only=True)] == ["Karang Taruna Jaya"]


@pytest.mark.parametrize("path", ["/orang/", "/rapat/", "/fcu/", "/surat/"])
def test_every_list_can_be_taken_away(people, sign_in, path):
    make.formed_unit(people.village_operator)
    sheet = sheet_of(sign_in(people.village_operator).get(f"{path}?unduh=xlsx"))
    assert sheet.max_row > 1


def test_a_control_character_does_not_break_the_file(people, regions, sign_in):
    InstitutionFactory(region=regions.village, name="PKK", leader="Ibu\x0bSri")
    sheet = sheet_of(sign_in(people.village_operator).get("/lembaga/?unduh=xlsx"))
    assert sheet["E2"].value == "IbuSri"
