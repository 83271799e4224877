"""Settings of a region are chosen by their meaning, and a value that nobody could read is not kept."""

import pytest

from institutions import known_settings
from institutions.admin.reference import SettingForm
from institutions.models import RegionSetting
from institutions.models.region import DEFAULTS
from reporting.above.office_kinds import ALONE, INSIDE, PSKS_SETTING
from reporting.periods import DUE_SETTING


def test_every_setting_with_a_usual_value_can_be_chosen_and_its_usual_value_kept():
    names = {key if isinstance(key, str) else key[0] for key in DEFAULTS}
    assert names <= set(known_settings.KNOWN)
    for key, value in DEFAULTS.items():
        name = key if isinstance(key, str) else key[0]
        assert not value or known_settings.problem(name, value) == "", name


@pytest.mark.clause("REP-16")
def test_whether_the_team_reports_alone_is_chosen_in_words(regions):
    assert [value for value, _ in known_settings.KNOWN[PSKS_SETTING].choices] == [INSIDE, ALONE]
    row = RegionSetting(region=regions.regency)
    form = SettingForm({"key": PSKS_SETTING, "value": "sendiri"}, instance=row)
    assert form.errors["value"] == ["Isi salah satu: inside, alone."]
    assert any("bagian laporan FCU" in words for _, words in form.fields["key"].choices)
    form = SettingForm({"key": PSKS_SETTING, "value": " alone "}, instance=row)
    assert form.is_valid(), form.errors
    form.save()
    assert regions.village.setting(PSKS_SETTING) == ALONE


@pytest.mark.parametrize("value", ["0", "32", "sepuluh", "-1", "1.000"])
def test_a_due_day_is_a_day_of_a_month(value, regions):
    form = SettingForm({"key": DUE_SETTING, "value": value}, instance=RegionSetting(region=regions.regency))
    assert form.errors["value"] == ["Isi angka 1 sampai 31, tanpa titik."]


def test_a_setting_of_another_screen_stays_where_it_stands(regions):
    row = RegionSetting.objects.create(region=regions.regency, key="office_address", value="Jalan Raya 1")
    form = SettingForm({"key": "office_address", "value": "Jalan Raya 2"}, instance=row)
    assert form.is_valid(), form.errors
