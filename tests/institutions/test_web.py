"""The web of bodies that work together, drawn from what is written down; and the structure chart on paper."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from fcu_project.dates import long_date
from institutions.actions import activity as noting
from institutions.models import Activity, Attendance, Duty, OfficerTerm
from institutions.network import FCU, drawing_of, network_of
from institutions.views.activity import TIPS
from referrals.models import Service
from tests import factories as make
from tests.factories import TODAY
from tests.families import make as families
from tests.families import short
from tests.institutions import fill_psks as psks
from tests.letters import in_order, page_texts, paper_of, reader, text_of
from tests.referrals import make as referrals

pytestmark = pytest.mark.one_database
mark = pytest.mark
JOINT, COORDINATOR = "psks-team-fcu-iif84-2", "coordinator-fcu-iiib23-1"


def bodies(region, *names):
    return [psks.body_of(region, "arisan", name=name) for name in names]


def activity(by, partners, *, duty=JOINT, on=TODAY, **more):
    row = Activity(
        duty=Duty.objects.get(code=duty), region=by.region, done_on=on, title="Kerja bakti",
        facilitator=make.PersonFactory(region=by.region), **more,
    )  # fmt: skip
    return noting.save_activity(row, partners, by=by, on=TODAY)


def meeting(region, partners, *, kind="coordination_village", on=TODAY, present=True):
    row = short.held(kind, region, on)
    for body in partners:
        person = make.PersonFactory(region=region)
        Attendance.objects.create(meeting=row, person=person, element="psks", institution=body, present=present)
    return row


def weights(network):
    return {(one.name, other.name): sum(by_label.values()) for one, other, by_label in network.ties}


@pytest.fixture
def unit(people, regions):
    return short.unit(regions.village)


def page_of(unit):
    return reverse("institutions:unit-network", args=[unit.uid])


@mark.clause("PSK-06")
def test_who_works_with_whom_is_told_with_facilitators_and_the_tips(people, regions, unit, sign_in):
    """Web-like links between all, the facilitators of joint activities, the guide's tips: as page, table and paper."""
    a, b, c = bodies(regions.village, "Posyandu Melati", "Karang Taruna", "KUBE Maju")
    activity(people.psks_team, [a, b])
    meeting(regions.village, [a, b, c])
    client = sign_in(people.secretary)
    page = client.get(page_of(unit)).content.decode()
    assert "<title" in page and "3 lembaga pada lingkaran" in page and " style=" not in page
    assert "1 kegiatan bersama, 1 di antaranya menyebut fasilitatornya" in page
    assert all(tip in page for tip in TIPS)
    assert "Karang Taruna (1), FCU dalam rapat" in page and "FCU, dalam rapat saja" in page
    assert page_of(unit) in client.get(unit.get_absolute_url()).content.decode()
    book = load_workbook(io.BytesIO(b"".join(client.get(page_of(unit) + "?unduh=xlsx").streaming_content)))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    pair = next(row for row in rows if {"Posyandu Melati", "Karang Taruna"} <= set(row))
    assert pair[2:] in ([1, "Kegiatan bersama 1"], ["1", "Kegiatan bersama 1"])
    assert not any({"Posyandu Melati", "KUBE Maju"} <= set(row) for row in rows)
    paper = client.get(page_of(unit) + "?cetak=pdf&kertas=A4").content
    assert in_order(
        text_of(paper), "JEJARING KERJA LEMBAGA", "Garis putus-putus", "Bekerja dengan", "Karang Taruna (1)",
        f"{regions.village.name}, {long_date(TODAY)}", "Koordinator",
    )  # fmt: skip
    assert paper_of(paper) == (297, 210) and len(paper) < 150_000


def test_what_counts_and_what_does_not(people, regions, unit):
    village, team = regions.village, people.psks_team
    unit.formed_on = TODAY - timedelta(days=400)
    a, b, c, d = bodies(village, "A", "B", "C", "D")
    activity(team, [a, b])
    activity(team, [a, b], on=TODAY - timedelta(days=364))
    activity(team, [a, c], on=TODAY - timedelta(days=366))  # too long ago
    struck = activity(team, [a, c])
    noting.withdraw_activity(struck, by=team, on=TODAY, reason="Salah catat")
    meeting(village, [a, c], present=False)
    meeting(village, [b, c])
    meeting(village, [b])
    (family,) = [psks.body_of(village, "keluarga-pionir", name="Keluarga pionir No. 1")]
    meeting(village, [d, family])
    closed = psks.body_of(village, "arisan", name="Tutup", closed_on=TODAY)
    meeting(village, [d, closed])
    elsewhere = bodies(regions.sibling, "Tetangga")[0]
    meeting(regions.subdistrict, [a, elsewhere], kind="coordination_subdistrict")
    office = psks.body_of(regions.subdistrict, "kantor-puskesmas", name="Puskesmas")
    meeting(regions.subdistrict, [a, office], kind="coordination_subdistrict")
    network = network_of(unit, TODAY)
    met = {(str(unit), "B"): 2, (str(unit), "C"): 1, (str(unit), "D"): 2}
    assert weights(network) == {("A", "B"): 2, **met}  # who sits in one room does not work together yet
    assert "Tutup" not in [body.name for body in network.alone]
    assert network_of(unit, TODAY - timedelta(days=364)).joint_activities == 2


def test_nothing_from_before_the_fcu_was_formed_counts(people, regions, unit):
    a, b = bodies(regions.village, "A", "B")
    activity(people.psks_team, [a, b], on=unit.formed_on)
    activity(people.psks_team, [a, b], on=unit.formed_on - timedelta(days=1))
    meeting(regions.village, [a], on=unit.formed_on - timedelta(days=1))
    network = network_of(unit, TODAY)
    assert network.since == unit.formed_on and weights(network) == {("A", "B"): 1}


def test_the_fcu_is_one_of_them_in_its_own_activities_meetings_and_referrals(people, regions, unit):
    village = regions.village
    a, b = bodies(village, "A", "B")
    activity(people.coordinator, [a, b], duty=COORDINATOR)
    meeting(village, [a], kind="routine")
    service = Service.objects.create(institution=b, region=village, name="Modal", sector="economy", checked_on=TODAY)
    service.problems.add(referrals.problem())
    pairing = families.paired(people, short.group(unit))
    sent = referrals.sent(people, pairing=pairing, service=service)
    network = network_of(unit, TODAY)
    ties = {(one.key, other.name): by_label for one, other, by_label in network.ties if one.key is FCU}
    assert ties == {
        (FCU, "A"): {"Kegiatan bersama": 1, "Pertemuan": 1}, (FCU, "B"): {"Kegiatan bersama": 1, "Rujukan": 1},
    }  # fmt: skip
    assert network.nodes[0].key is FCU and drawing_of(network)["hub"]
    problem = sent.need.problem
    problem.is_sensitive = True
    problem.save()
    assert "Rujukan" not in str([by_label for *_, by_label in network_of(unit, TODAY).ties])


def test_forty_bodies_stay_readable_and_cost_no_more(people, regions, unit, sign_in):
    """Names in two columns of even lines; the strongest lines drawn, and of every body at least one."""
    village, client = regions.village, sign_in(people.secretary)
    few = bodies(village, *(f"Kelompok Tani Makmur Sejahtera {n}" for n in range(5)))
    activity(people.psks_team, few)
    meeting(village, few)
    client.get(page_of(unit))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page_of(unit)).status_code == 200
        return len(captured)

    before = queries()
    more = bodies(village, *(f"Majelis Taklim Nurul Iman Dusun {n}" for n in range(35)))
    activity(people.psks_team, [*few, *more])
    assert queries() == before <= 20
    drawing = drawing_of(network_of(unit, TODAY))
    assert len(drawing["points"]) == 40 and len(drawing["lines"]) == 80 and drawing["left_out"] == 705
    for anchor in ("start", "end"):
        lines = sorted(point["y"] for point in drawing["points"] if point["anchor"] == anchor)
        assert len(lines) == 20 and min(b - a for a, b in zip(lines, lines[1:], strict=False)) >= 26  # two radii
    ends = {spot for line in drawing["lines"] for spot in re.findall(r"\d+ \d+", line["path"])}
    assert all(f"{point['x']} {point['y']}" in ends for point in drawing["points"])
    assert all(0 < point["y"] < drawing["height"] for point in drawing["points"])
    assert drawing["width"] <= 320  # so that 14 units are 12 pixels and more on a telephone of 360


def test_a_lonely_village_is_told_how_the_web_begins(people, unit, sign_in):
    page = sign_in(people.secretary).get(page_of(unit)).content.decode()
    assert "Belum ada yang bekerja bersama" in page and "Belum terhubung" in page
    assert drawing_of(network_of(unit, TODAY)) == {}
    paper = sign_in(people.secretary).get(page_of(unit) + "?cetak=pdf").content
    assert "Belum tercatat lembaga yang bekerja bersama" in text_of(paper)


def test_a_long_name_stands_whole_beside_its_number(people, regions, unit):
    name = "Lembaga Kesejahteraan Sosial Anak dan Lanjut Usia Yayasan Bina Sejahtera Mandiri Montong Baru"
    activity(people.psks_team, bodies(regions.village, name, "Posyandu Anggrek"))
    drawing = drawing_of(network_of(unit, TODAY), 900, 40)
    told = {" ".join(line["text"] for line in point["lines"]) for point in drawing["points"]}
    assert name in told and all(len(line["text"]) <= 40 for point in drawing["points"] for line in point["lines"])


@mark.clause("FCU-12")
def test_the_structure_chart_is_printed_on_one_page_for_the_coordinator_to_sign(people, regions, unit, sign_in):
    person = make.PersonFactory(region=regions.village, name="Raden Haryo Sosrodiningrat Kusumowardhani, S.Sos.")
    member = unit.memberships.order_by("id").first()
    member.person = person
    member.save()
    OfficerTerm.objects.create(unit=unit, membership=member, post="coordinator", elected_on=TODAY, valid_from=TODAY)
    client, address = sign_in(people.secretary), reverse("institutions:unit-chart", args=[unit.uid])
    assert "?cetak=pdf" in client.get(address).content.decode()
    for paper, size in (("F4", (215, 330)), ("A4", (210, 297))):
        content = client.get(f"{address}?cetak=pdf&kertas={paper}").content
        assert len(page_texts(content)) == 1 and paper_of(content) == size and len(content) < 150_000
        assert in_order(
            text_of(content), "FAMILY CARE UNIT (FCU) MELATI", "BAGAN STRUKTUR ORGANISASI", "Garis pemberdayaan",
            "Koordinator FCU Melati,", "RADEN HARYO SOSRODININGRAT",
        )  # fmt: skip
        assert reader(content).trailer["/Root"]["/Lang"] == "id"
