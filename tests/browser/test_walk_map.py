"""The social map on a cheap phone: a body is tapped onto it, saved, and stands there with what it does."""

import re

import pytest
from playwright.sync_api import expect

from institutions.models import Institution
from tests.browser.conftest import account_for
from tests.institutions import fill_map as maps
from tests.institutions import fill_psks as psks

pytestmark = pytest.mark.browser


def test_a_body_is_tapped_onto_the_map(people, regions, window):
    village, by = regions.village, people.village_operator
    body = psks.body_of(village, "posyandu", name="Posyandu Mawar", activities="Timbang balita tiap bulan.")
    maps.placed(village, by)
    maps.outlined(village, by)
    maps.neighbourhood(village, by)
    phone = window("sekretaris").sign_in(account_for(people.secretary, "sekretaris"))
    page = phone.page
    phone.open(f"/peta-sosial/{village.code}/")
    expect(page.locator(".map.leaflet-container")).to_be_visible()
    phone.follow("Pasang titik Posyandu Mawar")

    ground = page.locator(".map.leaflet-container")
    expect(ground.locator(".outline")).to_have_count(1)
    box = ground.bounding_box()
    ground.click(position={"x": box["width"] * 0.6, "y": box["height"] * 0.4})
    expect(page.get_by_label("Lintang")).to_have_value(re.compile(r"^-8\.3\d{4}$"))
    expect(page.get_by_text("Titik dipasang. Simpan bila sudah tepat.")).to_be_visible()
    expect(ground.locator(".pin.is-own")).to_have_count(1)
    page.get_by_label("Bujur").fill("116,15500")
    page.get_by_label("Bujur").blur()
    phone.press("Simpan titik")

    phone.sees("Titik tersimpan.", "1 dari 1 lembaga di peta")
    body = Institution.objects.get(pk=body.pk)
    assert -8.4 < body.latitude < -8.3 and str(body.longitude) == "116.15500"
    page.get_by_role("button", name="1. Posyandu Mawar").click()
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("Timbang balita tiap bulan.")
    expect(page.get_by_role("button", name="Tutup")).to_be_visible()
    phone.picture("map")
    page.get_by_role("button", name="Tutup").click()
    page.get_by_role("checkbox", name="Lembaga").uncheck()
    expect(page.get_by_role("button", name="1. Posyandu Mawar")).to_have_count(0)
    page.get_by_role("checkbox", name="Lembaga").check()
    page.get_by_role("button", name="1. Posyandu Mawar").click()
    phone.follow("Buka profilnya")
    phone.heading("Posyandu Mawar")
    assert not phone.overflow(320)
