"""What people changed in the annexes between two sendings is told to the Dinas and to the FCU."""

from django.urls import reverse

from reporting.actions import annex
from reporting.actions import report as writing
from reporting.models import OfficeReport
from reporting.quarterly import content
from reporting.quarterly.annex_changes import annex_changes
from tests.factories import TODAY
from tests.reporting import make, team
from tests.reporting.fill_annex import attached, paper


def test_what_was_attached_explained_and_written_by_the_team(people, sign_in):
    by = people.secretary
    team.formed(people)
    part = team.part(people)
    report = make.filled(by)
    attached(report, by)
    report = make.step(make.reasoned(make.fresh(report), by), "send", by)
    report = make.step(make.review(report, people.regency_reports, mend=("results",)), "return", people.regency_reports)

    annex.remove_attachment(report.attachments.get(), by=by, on=TODAY)
    paper(make.fresh(report), by)
    annex.save_words(make.fresh(report), {"plan": "Disusun bulan depan."}, by=by, on=TODAY)
    OfficeReport.objects.filter(pk=part.pk).update(results_text="Sepuluh lansia dikunjungi.")
    writing.save_section(make.fresh(report), "results", text="Lengkap.", done=True, by=by, on=TODAY)
    report = make.step(make.reasoned(make.fresh(report), by), "send", by)

    version = report.latest_version()
    told = {part["label"]: part["lines"] for part in content.difference(version, version.previous)["annexes"]}
    assert told == {
        "Foto dan berkas": [
            ("-", "Foto: Kelas pengasuhan di balai dusun"), ("+", "Berkas: Daftar hadir kelas pengasuhan"),
        ],
        "Kelengkapan catatan": [
            ("-", "Rencana kerja tahunan: Belum waktunya menurut rencana."),
            ("+", "Rencana kerja tahunan: Disusun bulan depan."),
        ],
        "Bagian tim PSKS": [("=", "Hasil yang dicapai")],
    }  # fmt: skip
    review = reverse("reporting:review", args=[report.uid])
    for who, page in ((by, report.get_absolute_url()), (people.regency_reports, review)):
        html = sign_in(who).get(page).content.decode()
        assert "Berkas: Daftar hadir kelas pengasuhan" in html and "Disusun bulan depan." in html


def test_the_part_of_the_team_comes_and_goes_and_older_versions_have_no_checklist():
    part = {"team": {"chapters": []}}
    assert annex_changes(part, {}) == [{"label": "Bagian tim PSKS", "lines": [("+", "Ikut dalam laporan ini.")]}]
    assert annex_changes({}, part)[0]["lines"] == [("-", "Tidak ikut lagi dalam laporan ini.")]
    word = {"aspects": [{"code": "plan", "label": "Rencana", "number": 0, "word": "Nanti."}]}
    record = {"aspects": [{"code": "plan", "label": "Rencana", "number": 2, "word": ""}]}
    assert annex_changes(word, {}) == annex_changes(word, word) == []
    assert annex_changes(record, word)[0]["lines"] == [("-", "Rencana: Nanti. (sekarang 2 catatan)")]
