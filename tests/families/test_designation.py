"""Designation: pioneers by the FCU's own record and never by a decree, plasma families in an informal meeting."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from families.models import Designation, UnmetReason
from fcu_project.pdf import IDENTITY_NUMBER
from institutions.models import Institution, IssuedDocument, Membership
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.filling import new_key, picture, typed_date
from tests.letters import text_of

mark = pytest.mark


def words_of(response):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def sheet(meeting):
    return reverse("families:designation", args=[meeting.uid])


def ticked(meeting, *families, **more):
    meeting.refresh_from_db()
    keys = [family.participation().pk for family in families]
    answers = {f"{name}-{key}": value for key in keys for name, value in more.items()}
    return {"_key": new_key(), "_version": meeting.version, "ticked": keys, **answers}


def step(client, obj, name, **more):
    url = reverse("transition", args=[obj._meta.label_lower, obj.uid, name])
    return client.post(url, {"_key": new_key(), "on": typed_date(TODAY), "note": "Pindah kerja ke kota.", **more})


@pytest.fixture
def group(people):
    return make.selection_group(people)


def meeting_of(kind, people, *, on=make.DESIGNATED_ON):
    return make.planned(kind, people.secretary, on=on, people=[(people.coordinator.person, "psks")])


@pytest.fixture
def pioneer(people, group):
    """A family that was chosen as pioneer and said yes."""
    return make.willing(people, group, plasma=())[0][0]


@pytest.fixture
def designated(people, pioneer, sign_in):
    """The same family, designated through the screens."""
    meeting, client = meeting_of("pioneer_designation", people), sign_in(people.secretary)
    assert client.post(sheet(meeting), ticked(meeting, pioneer)).status_code == 302
    assert step(client, meeting, "hold").status_code == 302
    return pioneer


# --- pioneers ---------------------------------------------------------------------------------------------------------
@mark.clause("MEM-03")
def test_a_designated_pioneer_is_a_member_of_the_fcu(people, designated, group, sign_in):
    life = designated.participation()
    assert (life.stage, life.designated_on) == ("designated", make.DESIGNATED_ON)
    members = sign_in(people.coordinator).get(reverse("institutions:member-list", args=[group.unit.uid]))
    words = words_of(members)
    assert "Hadi Suwito Keluarga pionir" in words and "5 anggota" in words
    row = Membership.objects.get(kind="pioneer")
    assert (row.person, row.joined_on, row.unit) == (life.representative, make.DESIGNATED_ON, group.unit)


@mark.clause("PSK-08")
def test_a_designated_pioneer_stands_in_the_register_until_it_withdraws(people, designated, sign_in):
    """Added on designation, ended on withdrawal. Every level reads the register: neither a name nor a number of
    identity is in it."""
    client, entry = sign_in(people.secretary), Institution.objects.get(element__code="keluarga-pionir")
    for reader in (people.secretary, people.subdistrict_operator, people.province, people.ministry):
        for url in (reverse("institutions:institution-list"), entry.get_absolute_url()):
            words = words_of(sign_in(reader).get(url))
            assert f"Keluarga pionir No. {designated.number}" in words and "Tidak aktif" not in words
            assert not IDENTITY_NUMBER.search(words) and "Hadi" not in words and "RT 003" not in words
    assert (entry.psks_type.code, entry.identified_on) == ("psks-keluarga-pioner", make.DESIGNATED_ON)
    life = designated.participation()
    assert step(client, life, "withdraw").status_code == 302
    entry.refresh_from_db()
    assert entry.closed_on == TODAY
    assert "Tidak aktif" in words_of(client.get(reverse("institutions:institution-list")))
    assert "Tidak aktif sejak" in words_of(client.get(entry.get_absolute_url()))
    member = Membership.objects.get(kind="pioneer")
    assert (member.left_on, member.left_reason) == (TODAY, "Mengundurkan diri")


def test_a_second_life_as_pioneer_is_the_same_persons(people, designated, sign_in):
    """Withdrawn and designated once more: one person, a new membership, a new entry of its own."""
    life = designated.participation()
    assert step(sign_in(people.secretary), life, "withdraw").status_code == 302
    again = make.short.life(people.secretary, "Ahmad Fauzi", "pioneer", "willing", days=make.DAYS).participation()
    again.family.participations.model.objects.filter(pk=again.pk).update(family=designated)
    meeting = make.designated("pioneer_designation", [designated], people.secretary, on=TODAY)
    assert meeting.stage == "held"
    new = designated.participation()
    assert new.pk == again.pk and new.representative == life.representative
    assert [row.left_on for row in Membership.objects.filter(kind="pioneer").order_by("id")] == [TODAY, None]
    names = list(Institution.objects.filter(element__code="keluarga-pionir").values_list("name", flat=True))
    assert names == [f"Keluarga pionir No. {designated.number}", f"Keluarga pionir No. {designated.number}, masa ke-2"]


@mark.clause("FAM-09")
def test_a_pioneer_is_designated_by_the_fcu_and_no_decree_is_offered(people, designated, sign_in):
    meeting = designated.participation().designations.get().meeting
    client = sign_in(people.coordinator)
    page = client.get(meeting.get_absolute_url())
    kinds = set(re.findall(rf"/rapat/{meeting.uid}/surat/(\w+)/", page.content.decode()))
    assert kinds == {"invitation", "record"}
    assert "Surat keputusan" not in words_of(page) and "Buat draf SK" not in words_of(page)
    for kind in ("decree", "sk", "keputusan"):
        url = reverse("institutions:letter-open", args=[meeting.uid, kind])
        assert client.post(url, {"_key": new_key()}).status_code == 404
    opened = client.post(reverse("institutions:letter-open", args=[meeting.uid, "record"]), {"_key": new_key()})
    text = " ".join(text_of(client.get(opened["Location"] + "surat.pdf").content).split())
    assert "BERITA ACARA" in text and "PENETAPAN KELUARGA PIONIR" in text
    assert "FAMILY CARE UNIT" in text.upper() and "Keluarga pionir yang ditetapkan" in text
    for told in ("Bapak Hadi Suwito", "RT 003/RW 002", "18 dari 18 terpenuhi", "Bersedia,"):
        assert told in text
    assert not IDENTITY_NUMBER.search(text)
    assert not IssuedDocument.objects.filter(kind="decree").exists()
    assert "tanpa SK" in words_of(client.get(sheet(meeting_of("pioneer_designation", people))))


@mark.clause("FAM-10")
def test_each_unmet_indicator_needs_its_reason(people, group, sign_in):
    """No automatic refusal and no automatic pass: the FCU writes why, item by item, or the meeting can't designate."""
    by, client = people.secretary, sign_in(people.secretary)
    family = make.candidate(by, "Hadi Suwito", sex="male")
    make.assessed(family, "pioneer", by, unmet=("P3.4", "P5.4"))
    make.fgd(people, group, lines=[(family, "pioneer")], hold=True)
    make.identified(family, by)
    make.answered(family, by)
    meeting, url = meeting_of("pioneer_designation", people), reverse("families:unmet-reasons", args=[family.uid])
    offered = client.get(sheet(meeting))
    assert "Alasan belum ditulis untuk indikator P3.4, P5.4." in words_of(offered)
    assert url in offered.content.decode()
    client.post(sheet(meeting), ticked(meeting, family))
    for written, left in (({}, "P3.4, P5.4"), ({"reason-P3.4": "Anak sulung ikut kejar paket."}, "P5.4")):
        if written:
            body = {"_key": new_key(), "_version": family.participation().version, "later": "1", **written}
            assert client.post(url, body).status_code == 302
        refused = step(client, meeting, "hold")
        assert refused.status_code == 409 and f"indikator {left}." in words_of(refused)
        assert family.participation().stage == "willing"
    page = words_of(client.get(url))
    assert "P3.4 Maju" in page and "P5.4 Punya rencana keuangan" in page and "P1.1" not in page
    body = {"_key": new_key(), "_version": family.participation().version, "reason-P3.4": "", "reason-P5.4": ""}
    wrong = client.post(url, body)
    assert wrong.status_code == 422
    assert [m for messages in wrong.context["form"].errors.values() for m in messages] == [
        "P3.4: Tuliskan alasannya.", "P5.4: Tuliskan alasannya.",
    ]  # fmt: skip
    body |= {"reason-P3.4": "Anak sulung ikut kejar paket.", "reason-P5.4": "Sudah ikut arisan.", "_key": new_key()}
    assert client.post(url, body).status_code == 302
    assert step(client, meeting, "hold").status_code == 302
    assert family.participation().stage == "designated"
    opened = client.post(reverse("institutions:letter-open", args=[meeting.uid, "record"]), {"_key": new_key()})
    text = " ".join(text_of(client.get(opened["Location"] + "surat.pdf").content).split())
    assert "16 dari 18 terpenuhi, 2 belum" in text and "P5.4: Sudah ikut arisan." in text
    late = client.post(url, {**body, "_version": family.participation().version, "_key": new_key()})
    assert late.status_code == 409 and "sudah ditetapkan" in words_of(late)
    assert "Sudah ikut arisan." in words_of(client.get(url))


def test_without_any_round_the_reasons_ask_for_one(people, group, sign_in):
    family = make.candidate(people.secretary)
    url = reverse("families:unmet-reasons", args=[family.uid])
    assert "Isi penilaian 18 indikator dahulu" in words_of(sign_in(people.secretary).get(url))
    make.assessed(family, "pioneer", people.secretary)
    assert "Tidak ada yang perlu dijelaskan" in words_of(sign_in(people.secretary).get(url))


# --- plasma families --------------------------------------------------------------------------------------------------
@mark.clause("FAM-17")
def test_the_informal_meeting_says_where_and_how(people, group, sign_in):
    """Run by the FCU; the place is a home or another, the method an interview or a discussion; both are told."""
    _, (family,) = make.willing(people, group, pioneers=())
    meeting, client = meeting_of("plasma_designation", people), sign_in(people.coordinator)
    assert meeting.rule.host == "FCU"
    screen = words_of(client.get(sheet(meeting)))
    for told in ("memahami FCU serta tugas dan peran keluarga pionir", "Rumah keluarga pionir",
                 "Rumah keluarga plasma", "Tempat lain", "Wawancara", "Diskusi"):  # fmt: skip
        assert told in screen
    bare = client.post(sheet(meeting), ticked(meeting, family))
    assert bare.status_code == 422
    assert [m for messages in bare.context["form"].errors.values() for m in messages] == [
        "Ibu Sumiyati: Pilih jenis tempat pertemuannya.", "Ibu Sumiyati: Pilih metodenya, wawancara atau diskusi.",
    ]  # fmt: skip
    body = ticked(meeting, family, place_kind="pioneer_home", method="interview")
    assert client.post(sheet(meeting), body).status_code == 302
    row = Designation.objects.get()
    assert (row.place_kind, row.method) == ("pioneer_home", "interview")
    assert step(client, meeting, "hold").status_code == 302
    read = words_of(client.get(sheet(meeting)))
    assert "Rumah keluarga pionir" in read and "Wawancara" in read and "Simpan daftar" not in read


@mark.clause("FAM-18")
def test_a_plasma_family_is_designated_only_after_consent_and_meeting(people, group, sign_in):
    by, client = people.secretary, sign_in(people.secretary)
    family = make.candidate(by)
    make.assessed(family, "plasma", by)
    make.fgd(people, group, lines=[(family, "plasma")], hold=True)
    meeting = meeting_of("plasma_designation", people)
    how = {"place_kind": "plasma_home", "method": "discussion"}
    # without consent it is not offered, and its key is refused
    assert "Belum ada keluarga yang bersedia" in words_of(client.get(sheet(meeting)))
    assert client.post(sheet(meeting), ticked(meeting, family, **how)).status_code == 422
    assert step(client, family.participation(), "designate").status_code == 409
    make.identified(family, by)
    make.answered(family, by)
    # consent alone makes it no plasma family either
    assert step(client, family.participation(), "designate").status_code == 409
    assert client.post(sheet(meeting), ticked(meeting, family, **how)).status_code == 302
    assert (family.participation().stage, family.participation().designated_on) == ("willing", None)
    assert step(client, meeting, "hold").status_code == 302
    life = family.participation()
    assert (life.stage, life.role, life.designated_on) == ("designated", "plasma", make.DESIGNATED_ON)
    assert not Membership.objects.filter(kind="pioneer").exists()


def test_a_meeting_before_the_answer_designates_nobody(people, group, sign_in):
    _, (family,) = make.willing(people, group, pioneers=())
    meeting = meeting_of("plasma_designation", people, on=make.ANSWERED_ON - timedelta(days=1))
    client = sign_in(people.secretary)
    client.post(sheet(meeting), ticked(meeting, family, place_kind="plasma_home", method="discussion"))
    refused = step(client, meeting, "hold")
    assert refused.status_code == 409 and "baru menyatakan bersedia sesudah pertemuan ini" in words_of(refused)


# --- the screen -------------------------------------------------------------------------------------------------------
def test_the_panel_leads_to_the_list_and_names_who_is_chosen(people, pioneer, sign_in):
    meeting, client = meeting_of("pioneer_designation", people), sign_in(people.secretary)
    page = client.get(meeting.get_absolute_url())
    assert "Belum ada keluarga yang dipilih" in words_of(page) and sheet(meeting) in page.content.decode()
    client.post(sheet(meeting), ticked(meeting, pioneer))
    assert "Bapak Hadi Suwito" in words_of(client.get(meeting.get_absolute_url()))
    for role in ("village_operator", "lk3", "regency_reports", "member"):
        words = words_of(sign_in(getattr(people, role)).get(meeting.get_absolute_url()))
        assert "Hadi Suwito" not in words and "Keluarga yang ditetapkan" not in words, role


def test_the_panel_of_a_consolidation_leads_to_the_briefings(people, group, sign_in):
    meeting = make.planned("consolidation", people.secretary, on=make.BRIEFED_ON)
    page = sign_in(people.secretary).get(meeting.get_absolute_url())
    assert reverse("families:consolidation", args=[meeting.uid]) in page.content.decode()
    assert "Belum ada pembekalan yang dicatat" in words_of(page)


def test_nobody_ticked_and_families_not_offered_are_refused(people, pioneer, sign_in):
    meeting, client = meeting_of("pioneer_designation", people), sign_in(people.secretary)
    before = picture()
    empty = client.post(sheet(meeting), {"_key": new_key(), "_version": meeting.version})
    assert empty.status_code == 422 and "Centang sedikitnya satu keluarga yang ditetapkan." in words_of(empty)
    for key in ("abc", "-1", "0", pioneer.participation().pk + 77):
        response = client.post(sheet(meeting), {**ticked(meeting), "ticked": [key]})
        assert response.status_code == 422, key
    assert picture() == before


def test_a_colleague_who_was_faster_is_told_of(people, pioneer, sign_in):
    meeting, client = meeting_of("pioneer_designation", people), sign_in(people.secretary)
    slow = ticked(meeting, pioneer)
    client.post(sheet(meeting), ticked(meeting, pioneer))
    stale = client.post(sheet(meeting), slow)
    assert stale.status_code == 409 and "diubah orang lain" in words_of(stale)


def test_who_reads_and_who_writes(people, regions, pioneer, sign_in):
    meeting = meeting_of("pioneer_designation", people)
    body, reasons = ticked(meeting, pioneer), reverse("families:unmet-reasons", args=[pioneer.uid])
    for role in ("village_head", "treasurer", "tksk"):
        client = sign_in(getattr(people, role))
        page = client.get(sheet(meeting))
        assert page.status_code == 200 and "Simpan daftar" not in page.content.decode(), role
        assert client.post(sheet(meeting), body).status_code == 403, role
        assert client.get(reasons).status_code == 403, role
    for role in ("village_operator", "working_group", "lk3", "regency_reports", "pioneer"):
        client = sign_in(getattr(people, role))
        assert client.get(sheet(meeting)).status_code == client.post(sheet(meeting), body).status_code == 403, role
        assert client.post(reasons, {"_key": new_key()}).status_code == 403, role
    neighbour = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    for url in (sheet(meeting), reasons):
        assert neighbour.get(url).status_code == neighbour.post(url, body).status_code == 404
    fgd = make.planned("focus_group", people.secretary, on=make.FGD_ON)
    assert sign_in(people.secretary).get(sheet(fgd)).status_code == 404
    assert not Designation.objects.exists() and not UnmetReason.objects.exists()


def test_the_sheet_names_who_has_not_answered_and_no_condition_is_met_by_nobody(people, group, sign_in):
    meeting, client = meeting_of("pioneer_designation", people), sign_in(people.secretary)
    family = make.candidate(people.secretary, "Wagini")
    family.participations.update(role="pioneer", stage="proposed", proposed_on=make.FGD_ON)
    page = client.get(sheet(meeting))
    assert "Menunggu kesediaan" in words_of(page) and "Ibu Wagini" in words_of(page)
    assert reverse("families:consent", args=[family.uid]) in page.content.decode()
    words = words_of(client.get(meeting.get_absolute_url()))
    assert "Belum ada keluarga yang akan ditetapkan." in words and "Syarat tiap keluarga terpenuhi" not in words
