"""No family is named in free words: heads of families, where they live, their telephones; officers may stand."""

import pytest

from families.models import Family
from institutions.models import Person
from reporting.forms.report import BookedFinanceForm, FinanceForm, ObstacleForm
from reporting.incidental.incident_words import Masking
from reporting.quarterly.family_names import VillageNames
from tests.factories import TODAY
from tests.filling import new_key
from tests.reporting import fill_incident
from tests.reporting import make as reports


@pytest.fixture
def head(people):
    """A family of the village besides those of the case."""
    return Family.objects.create(
        region=people.secretary.region, number=99, head_name="Lalu Kamarudin", head_sex="male",
        hamlet="Dusun Karang Bedil", recorded_on=TODAY,
    )  # fmt: skip


TOLD = "Tinggal di RT 003 Dusun Karang Bedil, tetangga Bapak Kamarudin."


@pytest.mark.clause("REP-03")
def test_an_incident_names_no_neighbour_and_no_hamlet(people, head, sign_in):
    report = fill_incident.draft(people.secretary)
    client, at = sign_in(people.secretary), fill_incident.url("incident-update", report)
    body = {**fill_incident.FILLED, "chronology": TOLD, "_version": report.version, "_key": new_key()}
    answer = client.post(at, body)
    html = answer.content.decode()
    assert answer.status_code == 422 and TOLD in html and "Ganti dengan inisial" in html
    for words in ("“Kamarudin”", "“RT 003”", "“Dusun Karang Bedil”"):
        assert words in html
    assert client.post(at, {**body, "use_initials": "on", "_key": new_key()}).status_code == 302
    kept = fill_incident.fresh(report).words["chronology"]
    assert kept == "Tinggal di RT … Dusun …, tetangga Bapak K."


@pytest.mark.parametrize(("told", "kept"), [
    ("Di rt.04/rw 02 ada lima rumah", "Di RT …/RW … ada lima rumah"),
    ("Warga RT/RW 003/002 karang bedil", "Warga RT/RW … dusun …"),
    ("LALU KAMARUDIN dan Lalu  Kamarudin", "L. K. dan L. K."),
    ("Rapat RT, lima RT ikut; 12 peserta, Kelurahan Karang", None),
    ("Rapat RT. 12 peserta hadir, 4 perempuan", None),
    ("Ada tiga rumah di RT. 12 dekat peserta", "Ada tiga rumah di RT … dekat peserta"),
])  # fmt: skip
def test_what_is_found_and_how_it_is_told(told, kept, people, head):
    masking = Masking(fill_incident.case(people.secretary))
    assert bool(masking.problem(told)) == (kept is not None)
    assert masking.with_initials(told) == (kept or told)
    assert not masking.problem(masking.with_initials(told))


@pytest.mark.parametrize(("about", "stands"), [
    ({"position": "Kepala Dusun"}, True), ({"position": "Petani"}, False), ({}, False)
])  # fmt: skip
def test_an_officer_who_is_called_like_a_head_may_stand(about, stands, people, head):
    Person.objects.create(name="Lalu Kamarudin", sex="male", region=people.secretary.region, **about)
    names = VillageNames(people.secretary.region)
    assert (names.names("Dibuka Lalu Kamarudin, kepala dusun; Bapak Kamarudin pulang.") == []) == stands
    assert names.names(f"Dipimpin {people.coordinator.person.name}.") == []


@pytest.mark.parametrize(("section", "field"), [
    ("activities", "activities_text"), ("results", "results_text"), ("next_plan", "next_plan_text")
])  # fmt: skip
def test_a_chapter_of_the_quarter_names_no_family(section, field, people, head, sign_in):
    report, client = reports.draft(people.secretary), sign_in(people.secretary)
    at = f"{report.get_absolute_url()}bagian/{section}/"
    body = {field: "Keluarga Kamarudin mulai menabung.", "done": "yes", "_version": report.version}
    answer = client.post(at, {**body, "_key": new_key()})
    html = answer.content.decode()
    assert answer.status_code == 422 and "“Kamarudin”" in html and body[field] in html
    phone = client.post(at, {**body, field: "Hubungi 0812-3456-7890.", "use_initials": "on", "_key": new_key()})
    assert phone.status_code == 422 and "nomor HP" in phone.content.decode()
    assert client.post(at, {**body, "use_initials": "on", "_key": new_key()}).status_code == 302
    assert getattr(reports.fresh(report), field) == "Keluarga K. mulai menabung."


def test_obstacles_and_the_note_on_money_name_no_family(people, head):
    report, by = reports.draft(people.secretary), people.secretary
    told = {"obstacle": "Bapak Kamarudin sakit", "solution": "Mengunjungi Lalu Kamarudin", "owner": "Sekretaris FCU"}
    form = ObstacleForm(told, by=by)
    assert {"obstacle", "solution"} <= set(form.errors) and "use_initials" in form.fields
    for kind in (FinanceForm, BookedFinanceForm):
        form = kind({"finance_note": "Dibayar kepada Bapak Kamarudin"}, by=by, instance=report)
        assert "finance_note" in form.errors and "use_initials" in form.fields
