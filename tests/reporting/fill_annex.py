"""Forms of this part, filled in; and its rows for the tests of who may open what."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fcu_project import files
from reporting.actions import annex as actions
from reporting.models import OfficeReport
from tests.factories import TODAY, scan
from tests.filling import Filling, form, typed_date
from tests.reporting import helped, make

WORD = "Belum waktunya menurut rencana."


def photo(colour="teal", *, size=(640, 480), **save):
    """An upload of a JPEG of one colour; `save` goes to the encoder, e.g. exif."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **save)
    return SimpleUploadedFile("IMG_20260812.jpg", out.getvalue(), content_type="image/jpeg")


def team_report(by, quarter=make.QUARTER):
    """A draft of the report of the PSKS team of the village."""
    return OfficeReport.objects.create(kind="team", region=by.region, year=quarter.year, part=quarter.number)


def recorded_photo(by, quarter=make.QUARTER, colour="olive", **facts):
    """An activity of help of the quarter with a photo."""
    row = helped.record(by.region, quarter.start + timedelta(days=9), **facts)
    row.photo = files.store_photo(photo(colour), by=by)
    row.save()
    return row


def attached(report, by, **facts):
    told = {"caption": "Kelas pengasuhan di balai dusun", "taken_on": report.period.start, **facts}
    return actions.add_photo(report, photo(), by=by, on=TODAY, **told)


def paper(report, by, **facts):
    told = {"caption": "Daftar hadir kelas pengasuhan", "taken_on": report.period.start, **facts}
    return actions.add_paper(report, scan(), by=by, on=TODAY, **told)


# --- forms --------------------------------------------------------------------------------------------------------
def words(by, url, report):
    body = {"word_meetings": WORD, "word_plan": "Rencana kerja disusun bulan depan."}
    return Filling(
        by, url, body, text=tuple(body), wrong={"word_plan": "a" * 201}, row=report, contested=(report,)
    )


@form("reporting:report-aspects")
def report_aspects(people, regions):
    report = make.draft(people.secretary)
    return words(people.secretary, reverse("reporting:report-aspects", args=[report.uid]), report)


@form("reporting:office-aspects")
def office_aspects(people, regions):
    report = team_report(people.psks_team)
    return words(people.psks_team, reverse("reporting:office-aspects", args=[report.uid]), report)


PAPER = {"caption": "Daftar hadir kelas pengasuhan", "taken_on": typed_date(make.QUARTER.start)}


def attach(by, url):
    return Filling(
        by, f"{url}?jenis=berkas", PAPER, text=("caption",), required=("scan", "caption"),
        wrong={"taken_on": "31-02-2026"}, has_scan=True,
    )  # fmt: skip


@form("reporting:attachment-create")
def attachment_create(people, regions):
    report = make.draft(people.secretary)
    return attach(people.secretary, reverse("reporting:attachment-create", args=[report.uid]))


@form("reporting:attachment-create#photo", has_text=False)
def photo_from_records(people, regions):
    report, row = make.draft(people.secretary), recorded_photo(people.secretary)
    url = reverse("reporting:attachment-create", args=[report.uid])
    return Filling(people.secretary, url, {"records": row.pk, "people": "agreed"}, required=("people",))


@form("reporting:office-attachment-create")
def office_attachment_create(people, regions):
    report = team_report(people.psks_team)
    return attach(people.psks_team, reverse("reporting:office-attachment-create", args=[report.uid]))


@form("reporting:attachment-remove", has_text=False)
def attachment_remove(people, regions):
    report = make.draft(people.secretary)
    row = attached(report, people.secretary)
    url = reverse("reporting:attachment-remove", args=[report.uid, row.uid])
    return Filling(people.secretary, url, {}, contested=(row,))


@form("reporting:office-attachment-remove", has_text=False)
def office_attachment_remove(people, regions):
    report = team_report(people.psks_team)
    row = attached(report, people.psks_team)
    url = reverse("reporting:office-attachment-remove", args=[report.uid, row.uid])
    return Filling(people.psks_team, url, {}, contested=(row,))


# --- rows ---------------------------------------------------------------------------------------------------------
def scene(people):
    """A photo at the report of the FCU that came back, and one at a report of the PSKS team of the quarter before."""
    report = make.draft(people.secretary)
    team = team_report(people.psks_team, make.QUARTER.previous)
    return {"attachment": attached(report, people.secretary), "team_annexed": team,
            "team_attachment": attached(team, people.psks_team)}  # fmt: skip


def arguments(short, scene):
    of_unit, of_team = scene["attachment"], scene["team_attachment"]
    return {
        "report-aspects": [scene["report"].uid],
        "attachment-create": [scene["report"].uid],
        "attachment-file": [scene["report"].uid, of_unit.uid],
        "attachment-remove": [scene["report"].uid, of_unit.uid],
        "office-aspects": [scene["team_annexed"].uid],
        "office-attachment-create": [scene["team_annexed"].uid],
        "office-attachment-file": [scene["team_annexed"].uid, of_team.uid],
        "office-attachment-remove": [scene["team_annexed"].uid, of_team.uid],
    }.get(short)
