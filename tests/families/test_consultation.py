"""Plasma families follow coaching and consult; the rekap of who does and who does not (III.A.7.2)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from families.models import Consultation
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY, InstitutionFactory
from tests.families import make, mentoring
from tests.families.fill_mentoring import CONSULTED
from tests.filling import new_key
from tests.letters import in_order, text_of

mark = pytest.mark


@mark.clause("MEN-04")
def test_a_family_consults_its_companion_and_a_psks_body(people, sign_in):
    pairing = make.paired(people)
    family, body = pairing.plasma.family, InstitutionFactory(region=people.secretary.region, name="Posyandu Mawar")
    client = sign_in(people.secretary)
    url = reverse("families:consultation-create", args=[family.uid])
    assert url in client.get(family.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    assert "Bapak Hadi Suwito" in str(form["pairing"]) and not form["pairing"].value()  # nobody is chosen beforehand
    sent = {**CONSULTED, "pairing": pairing.pk, "institution": body.pk, "adviser": "", "_key": new_key()}
    assert client.post(url, sent).status_code == 302
    row = Consultation.objects.get()
    assert (row.family, row.pairing, row.institution, row.topic) == (family, pairing, body, CONSULTED["topic"])
    assert CONSULTED["topic"] in client.get(family.get_absolute_url()).content.decode()
    page = client.get(reverse("families:empowerment", args=[family.uid])).content.decode()
    assert "Bapak Hadi Suwito, Posyandu Mawar" in page and CONSULTED["advice"] in page


def test_whom_was_asked_is_told(people, sign_in):
    family = make.paired(people).plasma.family
    url = reverse("families:consultation-create", args=[family.uid])
    response = sign_in(people.secretary).post(url, {**CONSULTED, "adviser": "", "_key": new_key()})
    assert response.status_code == 422 and "tuliskan namanya" in response.content.decode()


def test_the_companion_of_another_family_is_none(people):
    pairing = make.paired(people)
    other = make.short.life(people.secretary, "Maimunah", "plasma", "mentored", days=make.DAYS)
    with pytest.raises(TransitionRefused, match="bukan pendamping"):
        mentoring.consultation(other, people.secretary, pairing=pairing)


@mark.clause("MEN-04")
def test_the_recap_tells_who_follows_and_who_does_not(people, sign_in):
    """Per family, by coaching and consultations in the quarter; on the screen, in Excel and on paper."""
    pairing = make.paired(people)
    make.short.life(people.secretary, "Maimunah", "plasma", "designated", days=make.DAYS)
    mentoring.session(people.secretary, {pairing.plasma: (True, 2, 0)}, coach=pairing.pioneer, held_on=TODAY)
    mentoring.consultation(pairing.plasma.family, people.secretary, held_on=TODAY)
    client = sign_in(people.secretary)
    sheet = load_workbook(BytesIO(b"".join(client.get("/pembinaan/rekap/?unduh=xlsx").streaming_content))).active
    head, *lines = sheet.iter_rows(values_only=True)
    rows = {line[head.index("Keluarga")]: dict(zip(head, line, strict=True)) for line in lines}
    follows, behind = rows["Ibu Sumiyati"], rows["Ibu Maimunah"]
    assert (follows["Diundang pembinaan"], follows["Hadir pembinaan"], follows["Konsultasi"]) == (1, 1, 1)
    assert (follows["Mengikuti"], behind["Mengikuti"]) == ("Ya", "Tidak")
    waiting = client.get("/pembinaan/rekap/?ikut=belum").content.decode()
    assert "Maimunah" in waiting and "Sumiyati" not in waiting
    text = text_of(client.get("/pembinaan/rekap/?cetak=pdf").content)
    assert in_order(text, "REKAP PEMBINAAN DAN KONSULTASI", "Sumiyati")
    year = (TODAY - timedelta(days=400)).year
    assert "Sumiyati" not in client.get(f"/pembinaan/rekap/?triwulan={year - 1}-1").content.decode()
