"""The FGD of the selection group and the village head: the sheet, what holds it up, what follows, its record."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from families.actions import family as family_actions
from families.models import SelectionDecision
from fcu_project.models import AuditEvent
from fcu_project.pdf import IDENTITY_NUMBER
from institutions.models import IssuedDocument
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.filling import new_key, picture
from tests.letters import text_of
from tests.test_query_budget import queries

mark = pytest.mark


def words_of(response):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def sheet(meeting):
    return reverse("families:ranking", args=[meeting.uid])


def filled(meeting, *lines):
    """A sheet as sent: lines are (family, rank, choice, reason), what is "" was left empty."""
    meeting.refresh_from_db()
    data = {"_key": new_key(), "_version": meeting.version, "ticked": []}
    for family, rank, choice, reason in lines:
        key = family.participation().pk
        data["ticked"].append(key)
        data |= {f"rank-{key}": rank, f"choice-{key}": choice, f"reason-{key}": reason}
        if choice == "plasma":
            data[f"limited_access-{key}"] = "on"
    return data


def step(client, meeting, name):
    url = reverse("transition", args=["institutions.meeting", meeting.uid, name])
    return client.post(url, {"_key": new_key(), "on": "", "note": "Salah ketik."})


def came(client, meeting, person, element):
    body = {"_key": new_key(), "person": person.pk, "element": element, "present": "on", "position": "Peserta"}
    assert client.post(reverse("institutions:attendance", args=[meeting.uid]), body).status_code == 302


@pytest.fixture
def group(people):
    return make.selection_group(people)


@pytest.fixture
def three(people, group):
    """Candidates with facts and answers, confirmed by the village head: Hadi, Sumiyati, Wagiman."""
    by, found = people.secretary, []
    for name, sex, which in (
        ("Hadi Suwito", "male", "pioneer"), ("Sumiyati", "female", "plasma"), ("Wagiman", "male", ""),
    ):  # fmt: skip
        family = make.candidate(by, name, sex=sex)
        if which:
            make.assessed(family, which, by)
        found.append(family)
    family_actions.confirm(found, by=people.village_head, on=TODAY)
    for family in found:
        family.refresh_from_db()
    return found


@pytest.fixture
def meeting(people, group):
    return make.planned("focus_group", people.secretary, on=make.FGD_ON)


# --- the requirement, from the first line to the effect --------------------------------------------------------------
@mark.clause("FAM-06")
def test_pokja_and_village_head_choose_and_the_families_follow(people, group, three, meeting, sign_in):
    client = sign_in(people.secretary)
    hadi, sumiyati, wagiman = three
    page = words_of(client.get(meeting.get_absolute_url()))
    assert "Belum ada calon di lembar peringkat" in page
    # a line that is not decided holds the meeting up, and so do an absent village head and an absent group
    lines = [(hadi, "1", "pioneer", "Disegani tetangga, usahanya jalan."), (sumiyati, "2", "", "")]
    saved = client.post(sheet(meeting), filled(meeting, *lines))
    assert (saved.status_code, saved["Location"]) == (302, meeting.get_absolute_url())
    refused = words_of(step(client, meeting, "hold"))
    assert "1 calon belum diputuskan atau belum beralasan." in refused
    assert f"{meeting.region.head_title} belum tercatat hadir." in refused
    assert "Belum ada anggota pokja seleksi yang tercatat hadir." in refused
    assert hadi.participation().stage == "candidate"
    # decision and reason for each family
    lines[1] = (sumiyati, "2", "plasma", "Belum terjangkau bantuan apa pun.")
    lines.append((wagiman, "3", "not_chosen", "Akan pindah bulan depan."))
    client.post(sheet(meeting), filled(meeting, *lines))
    came(client, meeting, people.village_head.person, "government")
    assert "Belum ada anggota pokja" in words_of(step(client, meeting, "hold"))
    for row in group.members.all():
        came(client, meeting, row.membership.person, "psks")
    assert step(client, meeting, "hold").status_code == 302
    meeting.refresh_from_db()
    assert meeting.stage == "held"
    # what follows for the families, on the day of the meeting
    lives = [family.participation() for family in three]
    assert [life.stage for life in lives] == ["proposed", "proposed", "not_chosen"]
    assert [life.role for life in lives] == ["pioneer", "plasma", "candidate"]
    assert lives[0].proposed_on == lives[1].proposed_on == lives[2].ended_on == meeting.held_on
    # attendance listed; the sheet tells what was decided and can't be changed
    page = words_of(client.get(meeting.get_absolute_url()))
    assert people.village_head.person.name in page and group.members.first().membership.person.name in page
    assert "3 calon dibahas, 1 calon keluarga pionir, 1 keluarga plasma, 1 belum dipilih." in page
    read = client.get(sheet(meeting))
    words = words_of(read)
    for told in ("Bapak Hadi Suwito", "Disegani tetangga, usahanya jalan.", "Diusulkan (FGD)", "Tidak dipilih",
                 "kurang mampu menjangkau pelayanan"):  # fmt: skip
        assert told in words
    assert "Simpan peringkat" not in words
    assert 'aria-label="Keterangan"></aside>' in read.content.decode()  # the whole width is the table's
    late = client.post(sheet(meeting), filled(meeting, (hadi, "1", "plasma", "Berubah pikiran.")))
    assert late.status_code == 409 and "sudah dinyatakan terlaksana" in words_of(late)
    assert "Berubah pikiran." in late.content.decode()


@mark.clause("FAM-06")
def test_the_record_lists_the_ranking_with_decision_and_reason(people, group, three, sign_in):
    hadi, sumiyati, wagiman = three
    chosen = [(hadi, "pioneer"), (sumiyati, "plasma"), (wagiman, "not_chosen")]
    meeting = make.fgd(people, group, lines=chosen, hold=True)
    client = sign_in(people.secretary)
    opened = client.post(reverse("institutions:letter-open", args=[meeting.uid, "record"]), {"_key": new_key()})
    pdf = opened["Location"] + "surat.pdf"
    drafted = " ".join(text_of(client.get(pdf).content).split())
    document = IssuedDocument.objects.get(kind="record", meeting=meeting)
    prepare = reverse("transition", args=["institutions.issueddocument", document.uid, "prepare"])
    assert client.post(prepare, {"_key": new_key(), "on": "", "note": ""}).status_code == 302
    frozen = " ".join(text_of(client.get(pdf).content).split())
    for text in (drafted, frozen):
        assert "Hasil pembahasan calon keluarga" in text
        places = [text.index(family.called) for family in three]
        assert places == sorted(places)
        for told in ("Calon keluarga pionir", "Keluarga plasma", "Belum dipilih", "Disepakati bersama."):
            assert told in text
        assert "Mengetahui" in text and people.village_head.person.name.upper() in text.upper()
        assert not IDENTITY_NUMBER.search(text)
    document.refresh_from_db()
    assert len(document.facts["sections"][0]["rows"]) == 3


@pytest.mark.parametrize(("role", "status"), [
    ("coordinator", 200), ("village_head", 200), ("treasurer", 200), ("tksk", 200), ("village_operator", 403),
    ("working_group", 403), ("member", 403), ("lk3", 403), ("regency_reports", 403), ("province", 403),
    ("ministry", 403),
])  # fmt: skip
def test_a_record_that_names_families_is_for_those_who_may_see_them(role, status, people, group, three, sign_in):
    meeting = make.fgd(people, group, lines=[(three[0], "pioneer")], hold=True)
    opened = reverse("institutions:letter-open", args=[meeting.uid, "record"])
    document = sign_in(people.secretary).post(opened, {"_key": new_key()})["Location"]
    client = sign_in(getattr(people, role))
    assert client.get(document + "surat.pdf").status_code == status
    page = client.get(document)
    assert page.status_code == 200
    assert ("surat.pdf" in page.content.decode()) == (status == 200)
    assert "Hadi Suwito" not in page.content.decode()
    assert ("Lembar peringkat" in words_of(client.get(meeting.get_absolute_url()))) == (status == 200)


# --- the sheet -------------------------------------------------------------------------------------------------------
def test_the_sheet_shows_what_is_known_and_what_is_missing(people, group, three, meeting, sign_in):
    bare = make.candidate(people.secretary, "Sukinah", complete=False)
    client = sign_in(people.coordinator)
    page = client.get(sheet(meeting))
    words = words_of(page)
    for told in ("18 dari 18 terpenuhi", "11 dari 11 kesulitan tidak dialami", "belum dinilai"):
        assert told in words
    assert "status sosial ekonomi, pekerjaan, jenis masalah" in words
    assert words.count("Belum dibenarkan kepala desa/lurah") == 1 and words.count("Dibenarkan kepala desa/lurah") == 3
    for url in (
        reverse("families:family-update", args=[bare.uid]),
        reverse("families:assessment-create", args=[bare.uid, "pioneer"]),
        reverse("families:assessment", args=[three[0].assessments.get().uid]),
    ):
        assert url in page.content.decode()
    assert AuditEvent.objects.filter(verb="selection:view", object_uid=meeting.uid).exists()


@pytest.mark.clause("FAM-11")
def test_every_error_is_told_at_once_and_nothing_typed_is_lost(people, three, meeting, sign_in):
    hadi, sumiyati, wagiman = three
    body = filled(
        meeting, (hadi, "1", "pioneer", ""), (sumiyati, "1", "plasma", "Perlu ditemani."), (wagiman, "7", "", "Nanti.")
    )
    keys = [family.participation().pk for family in three]
    del body[f"limited_access-{keys[1]}"]
    before = picture()
    response = sign_in(people.secretary).post(sheet(meeting), body)
    assert response.status_code == 422 and picture() == before
    assert response.context["form"].errors == {
        f"reason-{keys[0]}": ["Bapak Hadi Suwito: Tuliskan alasan keputusannya."],
        f"limited_roles-{keys[1]}": ["Ibu Sumiyati: Centang sedikitnya satu keterbatasan keluarga plasma."],
        f"rank-{keys[1]}": ["Urutan 1 dipakai Bapak Hadi Suwito dan Ibu Sumiyati. Isi nomor yang berbeda."],
        f"rank-{keys[2]}": ["Bapak Wagiman: yang dibahas 3 calon. Isi urutan 1 sampai 3."],
    }
    html = unescape(response.content.decode())
    assert "Perlu ditemani." in html and "Nanti." in html
    assert response.context["form"]["ticked"].value() == [str(key) for key in keys]


def test_a_wrong_number_is_said_by_its_family(people, three, meeting, sign_in):
    (hadi, *_), client = three, sign_in(people.secretary)
    for rank, words in (("dua", "Isi urutan dengan angka saja"), ("0", "Urutan mulai dari 1.")):
        response = client.post(sheet(meeting), filled(meeting, (hadi, rank, "pioneer", "Teladan.")))
        (said,) = response.context["form"].errors[f"rank-{hadi.participation().pk}"]
        assert response.status_code == 422 and said.startswith(f"Bapak Hadi Suwito: {words}")


def test_a_colleague_who_was_faster_is_told_of_and_the_sheet_can_be_saved_again(people, three, meeting, sign_in):
    hadi, client = three[0], sign_in(people.secretary)
    slow = filled(meeting, (hadi, "1", "pioneer", "Tulisan saya."))
    client.post(sheet(meeting), filled(meeting, (hadi, "1", "pioneer", "Tulisan rekan.")))
    stale = client.post(sheet(meeting), slow)
    assert stale.status_code == 409 and "diubah orang lain" in words_of(stale)
    assert "Tulisan saya." in stale.content.decode()
    assert SelectionDecision.objects.get().reason == "Tulisan rekan."
    meeting.refresh_from_db()
    again = {**slow, "_version": stale.context["form"].row_version, "_key": new_key()}
    assert again["_version"] == str(meeting.version)
    assert client.post(sheet(meeting), again).status_code == 302
    assert SelectionDecision.objects.get().reason == "Tulisan saya."


def test_who_is_no_longer_ticked_leaves_the_sheet(people, three, meeting, sign_in):
    hadi, sumiyati, _ = three
    client = sign_in(people.secretary)
    client.post(sheet(meeting), filled(meeting, (hadi, "1", "pioneer", "Panutan."), (sumiyati, "2", "", "")))
    client.post(sheet(meeting), filled(meeting, (hadi, "1", "pioneer", "Panutan.")))
    assert [row.participation.family for row in SelectionDecision.objects.all()] == [hadi]


def test_only_candidates_of_the_village_are_ranked(people, regions, three, meeting, sign_in):
    neighbour = AssignmentFactory(role="secretary", region=regions.sibling)
    hadi = three[0]
    body = filled(meeting, (hadi, "1", "pioneer", "Panutan."))
    client = sign_in(neighbour)
    assert client.get(sheet(meeting)).status_code == 404
    assert client.post(sheet(meeting), body).status_code == 404
    stranger = hadi.participation().pk + 999
    body |= {"ticked": [stranger], "_key": new_key()}
    response = sign_in(people.secretary).post(sheet(meeting), body)
    assert response.status_code == 422
    assert "Keluarga ini tidak ada di daftar" in response.context["form"].errors["ticked"][0]


def test_who_reads_and_who_writes(people, three, meeting, sign_in):
    body = filled(meeting, (three[0], "1", "pioneer", "Panutan."))
    for role in ("village_head", "treasurer", "tksk"):
        client = sign_in(getattr(people, role))
        page = client.get(sheet(meeting))
        assert page.status_code == 200 and "Simpan peringkat" not in page.content.decode(), role
        assert client.post(sheet(meeting), body).status_code == 403, role
    for role in ("village_operator", "working_group", "lk3", "regency_reports", "pioneer"):
        client = sign_in(getattr(people, role))
        assert client.get(sheet(meeting)).status_code == 403, role
        assert client.post(sheet(meeting), body).status_code == 403, role
    other = make.planned("pioneer_designation", people.secretary, on=make.DESIGNATED_ON)
    assert sign_in(people.secretary).get(sheet(other)).status_code == 404
    assert not SelectionDecision.objects.exists()


def test_a_chosen_family_must_be_assessed_and_complete(people, group, sign_in):
    bare = make.candidate(people.secretary, "Sukinah", complete=False)
    meeting = make.fgd(people, group, lines=[(bare, "plasma")])
    refused = words_of(step(sign_in(people.secretary), meeting, "hold"))
    assert "Data calon belum lengkap: Ibu Sukinah." in refused
    assert "Penilaian belum lengkap: Ibu Sukinah." in refused
    assert "Belum dibenarkan Kepala Desa: Ibu Sukinah." in refused


def test_a_held_fgd_is_not_reopened(people, group, three, sign_in):
    meeting = make.fgd(people, group, lines=[(three[0], "pioneer")], hold=True)
    refused = step(sign_in(people.secretary), meeting, "reopen")
    assert "Tahap keluarga sudah didasarkan pada pertemuan ini" in words_of(refused)


def test_the_sheet_costs_the_same_for_many(people, three, meeting, sign_in):
    client = sign_in(people.secretary)
    client.get(sheet(meeting))
    few = queries(client, sheet(meeting))
    for number in range(8):
        family = make.candidate(people.secretary, f"Calon {'abcdefgh'[number]}")
        make.assessed(family, "pioneer", people.secretary, on=TODAY - timedelta(days=19))
    assert queries(client, sheet(meeting)) == few
