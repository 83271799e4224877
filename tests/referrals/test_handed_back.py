"""A place that LK3 chose can't help: what was tried stays told, and LK3 chooses again (REF-03, REF-04)."""

import pytest

from referrals.models import Referral
from referrals.timeline import events_of
from tests.factories import TODAY
from tests.referrals import make
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page

LIST = "/rujukan/"


def told(row, by):
    return [(event["title"], event.get("text", "")) for event in events_of(make.fresh(row), by, TODAY, 14)]


@pytest.mark.clause("REF-04")
def test_both_places_stay_in_the_way_of_the_referral(people, sign_in):
    row = make.forwarded(people)
    first = row.forwarding_letter.number
    row = make.replied(row, people.lk3, "redirected")
    titles = [title for title, _ in told(row, people.secretary)]
    assert titles[1:4] == [
        "Balai Latihan Kerja mengalihkan ke Dinas Koperasi", "Diteruskan LK3 ke Balai Latihan Kerja", "Diterima LK3",
    ]  # fmt: skip
    make.forward(row, people.lk3, on=TODAY, place_name="Dinas Koperasi")
    way = dict(told(row, people.lk3))
    assert make.WHY.rstrip(".") in way["Diteruskan LK3 ke Balai Latihan Kerja"]
    assert first in way["Diteruskan LK3 ke Balai Latihan Kerja"] and "Diteruskan LK3 ke Dinas Koperasi" in way
    for by in (people.lk3, people.secretary):
        html = page(sign_in(by), row.get_absolute_url())
        assert "Surat penerusan LK3 ke Balai Latihan Kerja" in html and first in html


def test_the_place_that_was_named_is_proposed_and_the_list_says_who_has_to_act(people, sign_in):
    row = make.replied(make.forwarded(people), people.lk3, "redirected")
    assert 'value="Dinas Koperasi"' in page(sign_in(people.lk3), url("forward", row))
    assert "cari lembaga lain" in page(sign_in(people.lk3), LIST)
    assert "Dikembalikan lembaga, LK3 memilih lagi" in page(sign_in(people.secretary), LIST)


def test_what_lk3_sends_back_was_refused_by_nobody(people, sign_in):
    row = make.at_lk3(people, accepted=True)
    for words in ("Coba beasiswa.", "Coba Baznas."):
        make.alternative(people, row, advice=words, hands_back=words == "Coba Baznas.")
    titles = [title for title, _ in told(row, people.secretary)]
    offers = [f"LK3 menawarkan pilihan lain: {words}" for words in ("Coba Baznas.", "Coba beasiswa.")]
    assert titles[:3] == ["Dikembalikan LK3", *offers]
    for by in (people.secretary, people.lk3):
        html = page(sign_in(by), row.get_absolute_url())
        assert "Dikembalikan LK3" in html and "Ditolak" not in html and "Coba beasiswa." in html
    assert Referral.objects.get().get_stage_display() == "Dikembalikan LK3"
