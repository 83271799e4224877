"""The page of a report says first what its reader does next, and shows what is to be done before what is only read."""

from django.urls import reverse

from reporting.actions import annex
from reporting.actions import report as writing
from reporting.models import Section
from tests.factories import TODAY
from tests.reporting import make


def step(client, report):
    return client.get(report.get_absolute_url()).context["next_step"]


def test_from_the_first_section_to_the_sending(people, sign_in):
    by, client = people.secretary, sign_in(people.secretary)
    report = make.draft(by)
    assert step(client, report) == ("Isi bagian “Pelaksanaan kegiatan”", section_url(report, "activities"))
    writing.save_section(make.fresh(report), "activities", text="Rapat.", by=by, on=TODAY)
    assert step(client, report)[0] == "Selesaikan bagian “Pelaksanaan kegiatan”"
    make.filled(by)
    annex.save_words(make.fresh(report), {"plan": ""}, by=by, on=TODAY)
    assert step(client, report)[1] == reverse("reporting:report-aspects", args=[report.uid])
    make.explained(make.fresh(report), by)
    assert step(client, report)[0].startswith("Minta Koordinator menyetujui")
    assert step(sign_in(people.coordinator), report) == ("Baca laporan, lalu setujui", "#setujui")
    make.approved(report)
    assert step(client, report) == ("Kirim ke Dinas Sosial", "#kirim")
    make.step(report, "send", by)
    assert step(client, report) is None
    assert step(sign_in(people.village_head), report) is None


def test_what_came_back_is_mended_first(people, sign_in):
    report = make.returned(people, mend=(Section.RESULTS,))
    assert step(sign_in(people.secretary), report)[0] == "Perbaiki bagian “Hasil yang dicapai”"


def test_what_is_to_be_done_stands_before_what_is_read(people, sign_in):
    html = sign_in(people.secretary).get(make.draft(people.secretary).get_absolute_url()).content.decode()
    places = [html.index(f'id="{name}"') for name in ("isi-laporan", "kelengkapan", "kirim", "angka", "tabel-lampiran")]
    assert places == sorted(places) and html.count('id="lampiran"') == 1


def section_url(report, section):
    return reverse("reporting:section", args=[report.uid, section])
