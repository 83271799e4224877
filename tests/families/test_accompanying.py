"""The FCU accompanies pioneer families; the TKSK the FCU and its pioneers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.accompanying import pioneers_waiting, units_waiting
from families.actions import accompanying as actions
from families.models import AccompanyingVisit, Participation
from families.tasks import mentoring_tasks
from institutions.models import FamilyCareUnit
from tests.factories import TODAY, AssignmentFactory
from tests.families import make, mentoring
from tests.families.fill_mentoring import VISIT
from tests.filling import new_key, typed_date
from tests.letters import in_order, text_of

mark = pytest.mark
LONG_AGO = TODAY - timedelta(days=61)


def form_of(code):
    return reverse("families:visit-create", args=[code])


@mark.clause("MEN-06")
def test_the_fcu_logs_a_visit_to_a_pioneer_family(people, sign_in):
    pioneer = make.paired(people).pioneer
    client = sign_in(people.secretary)
    body = {**VISIT, "by_whom": "fcu", "pioneer": pioneer.pk, "_key": new_key()}
    response = client.post(form_of(pioneer.family.region.code), body)
    row = AccompanyingVisit.objects.get()
    assert response["Location"] == reverse("families:visit", args=[row.uid])
    assert (row.pioneer, row.by_whom, row.visitor, row.topic, row.next_on, row.from_paper) == (
        pioneer, "fcu", people.secretary.person, VISIT["topic"], TODAY, False)  # fmt: skip
    text = text_of(client.get(response["Location"] + "?cetak=pdf").content)
    assert in_order(text, "CATATAN KUNJUNGAN PENDAMPINGAN", "Bapak Hadi Suwito", VISIT["topic"], VISIT["found"],
                    VISIT["agreed"], "Kunjungan berikutnya")  # fmt: skip
    assert "Bapak Hadi Suwito" in client.get("/kunjungan-pendampingan/").content.decode()
    own = AssignmentFactory(role="pioneer", region=pioneer.family.region, person=pioneer.representative)
    assert VISIT["topic"] in sign_in(own).get("/kunjungan-pendampingan/").content.decode()


def test_a_visit_of_the_fcu_names_the_family(people, sign_in):
    region = make.paired(people).pioneer.family.region
    response = sign_in(people.secretary).post(form_of(region.code), {**VISIT, "by_whom": "fcu", "_key": new_key()})
    assert response.status_code == 422 and "Pilih keluarga pionir" in response.content.decode()


@mark.clause("MEN-06")
def test_a_pioneer_whom_nobody_visited_for_sixty_days_waits(people, regions):
    pioneer = make.paired(people).pioneer
    region = pioneer.family.region
    assert not pioneers_waiting(region, TODAY)
    Participation.objects.filter(pk=pioneer.pk).update(consolidated_on=LONG_AGO, designated_on=LONG_AGO)
    (row,) = pioneers_waiting(region, TODAY)
    assert row.subject == pioneer and "Belum pernah dikunjungi" in row.why
    assert any("menunggu kunjungan FCU" in task.title for task in mentoring_tasks(people.secretary, TODAY))
    visit = mentoring.visit(people.secretary, region, Participation.objects.get(pk=pioneer.pk),
                            held_on=TODAY - timedelta(days=10), next_on=TODAY - timedelta(days=1))  # fmt: skip
    assert "belum dicatat" in pioneers_waiting(region, TODAY)[0].why  # the planned day has passed
    visit.next_on = TODAY
    visit.save()
    assert not pioneers_waiting(region, TODAY)
    regions.regency.settings.create(key="pioneer_visit_days", value="9")
    assert pioneers_waiting(region, TODAY)


@mark.clause("MEN-10")
def test_the_tksk_accompanies_the_fcu_of_a_village_of_the_kecamatan(people, regions, sign_in):
    pairing = make.paired(people)
    client = sign_in(people.tksk)
    code = regions.village.code
    page = client.get("/kunjungan-pendampingan/").content.decode()
    assert form_of(code) in page
    assert client.post(form_of(code), {**VISIT, "_key": new_key()}).status_code == 302
    row = AccompanyingVisit.objects.get()
    assert (row.by_whom, row.region, row.pioneer, row.visitor) == ("tksk", regions.village, None, people.tksk.person)
    assert client.post(form_of(code), {**VISIT, "pioneer": pairing.pioneer.pk, "_key": new_key()}).status_code == 302
    assert AccompanyingVisit.objects.filter(pioneer=pairing.pioneer, by_whom="tksk").exists()
    text = text_of(client.get(reverse("families:visit", args=[row.uid]) + "?cetak=pdf").content)
    assert in_order(text, "CATATAN KUNJUNGAN", "TKSK", "Pengurus FCU", VISIT["topic"])
    for place in (regions.elsewhere, regions.city_village):
        assert client.get(form_of(place.code)).status_code == 404
        assert client.post(form_of(place.code), {**VISIT, "_key": new_key()}).status_code == 404


def test_there_is_no_visit_to_an_fcu_before_it_was_formed(people, regions, sign_in):
    pioneer = make.paired(people).pioneer
    FamilyCareUnit.objects.update(formed_on=TODAY, decreed_on=TODAY, inaugurated_on=TODAY)
    client, url = sign_in(people.tksk), form_of(regions.village.code)
    early = {**VISIT, "held_on": typed_date(TODAY - timedelta(days=1))}
    refused = client.post(url, {**early, "_key": new_key()})
    assert refused.status_code == 422 and "belum punya FCU pada tanggal itu" in refused.content.decode()
    assert client.post(url, {**early, "pioneer": pioneer.pk, "_key": new_key()}).status_code == 302
    assert client.post(url, {**VISIT, "_key": new_key()}).status_code == 302
    bare = form_of(regions.sibling.code)  # a village without an FCU
    assert client.post(bare, {**VISIT, "_key": new_key()}).status_code == 422
    page = client.get(url).content.decode()
    assert "(pengurus FCU)" not in page and "Pengurus FCU" in page
    assert AccompanyingVisit.objects.count() == 2


@mark.clause("MEN-10")
def test_an_fcu_without_a_visit_for_sixty_days_is_a_task_of_the_tksk(people):
    make.paired(people)
    FamilyCareUnit.objects.update(inaugurated_on=LONG_AGO, decreed_on=LONG_AGO)
    assert [row.subject.region for row in units_waiting(people.tksk, TODAY)] == [people.secretary.region]
    assert any("FCU menunggu kunjungan" in task.title for task in mentoring_tasks(people.tksk, TODAY))
    mentoring.visit(people.tksk, people.secretary.region, by_whom="tksk")
    assert not units_waiting(people.tksk, TODAY)


@mark.clause("MEN-10")
def test_the_secretary_types_the_visit_of_the_tksk_from_paper(people, sign_in):
    region = make.paired(people).pioneer.family.region
    client = sign_in(people.secretary)
    body = {**VISIT, "by_whom": "tksk", "visitor": people.tksk.person.pk, "_key": new_key()}
    assert client.post(form_of(region.code), body).status_code == 302
    row = AccompanyingVisit.objects.get()
    assert (row.by_whom, row.from_paper, row.visitor) == ("tksk", True, people.tksk.person)
    assert actions.may_change(row, people.secretary) and not actions.may_change(row, people.tksk)
