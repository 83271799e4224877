"""Priority targets: the list of a meeting, when it counts, what later ones change, and where it is read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.models import Need, PriorityDecision, ProblemType
from families.priorities import in_force, may_be_listed, needing
from fcu_project import workflow
from fcu_project.registry import tasks_for
from fcu_project.workflow import TransitionRefused
from institutions.actions import document as document_actions
from institutions.documents import facts_of, may_read
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.test_fgd import step, words_of
from tests.filling import new_key
from tests.letters import text_of
from tests.test_query_budget import queries

EARLIER, LATER = TODAY - timedelta(days=12), TODAY - timedelta(days=4)


@pytest.fixture
def plasma(people):
    """Two designated plasma families."""
    make.selection_group(people)
    return [make.short.life(people.secretary, name, "plasma", "designated", days=make.DAYS)
            for name in ("Sumiyati", "Maimunah")]  # fmt: skip


def planned(people, on=EARLIER):
    came = [(make.make.PersonFactory(region=people.secretary.region), "psks")]
    return make.planned("routine", people.secretary, on=on, people=came)


def sheet(meeting):
    return reverse("families:priority-sheet", args=[meeting.uid])


def send(client, meeting, *lines, query=""):
    """Lines are (family, priority, reason)."""
    meeting.refresh_from_db()
    data = {"_key": new_key(), "_version": meeting.version, "ticked": [family.pk for family, *_ in lines]}
    for family, priority, reason in lines:
        data |= {f"priority-{family.pk}": priority, f"reason-{family.pk}": reason}
    return client.post(sheet(meeting) + query, data)


def held(people, client, on, *lines):
    meeting = planned(people, on)
    assert send(client, meeting, *lines).status_code == 302
    return make.declare_held(meeting, people.secretary)


def urgent(day=TODAY):
    return {row.family.head_name: row.priority for row in in_force(PriorityDecision.objects.all(), day)}


@pytest.mark.clause("FAM-12")
def test_a_meeting_decides_who_comes_first_and_the_list_counts_once_it_is_held(people, plasma, sign_in):
    client, (sumiyati, maimunah) = sign_in(people.secretary), plasma
    assert "Tentukan prioritas sasaran" in [task.title for task in tasks_for(people.secretary, TODAY)]
    meeting = planned(people)
    assert "Isi daftar prioritas" in words_of(client.get(meeting.get_absolute_url()))
    send(client, meeting, (sumiyati, "1", "Tiga anak, tanpa penghasilan tetap."), (maimunah, "3", "Sudah dibantu."))
    assert urgent() == {}  # nothing counts before the meeting did
    assert step(client, meeting, "hold").status_code == 302
    assert urgent() == {"Sumiyati": 1, "Maimunah": 3}
    assert urgent(EARLIER - timedelta(days=1)) == {}
    assert "Tentukan prioritas sasaran" not in [task.title for task in tasks_for(people.secretary, TODAY)]
    page = words_of(client.get(reverse("families:priority-list")))
    assert page.index("Ibu Sumiyati") < page.index("Ibu Maimunah") and "Tiga anak" in page
    paper = text_of(client.get(reverse("families:priority-sheet-paper", args=[meeting.uid])).content)
    for words in ("DAFTAR PRIORITAS SASARAN", "Ibu Sumiyati", "musyawarah mufakat", "Tiga anak", "Koordinator"):
        assert words in paper
    family_page = words_of(client.get(sumiyati.get_absolute_url()))
    assert "Prioritas 1" in family_page and "Prioritas 1 dalam Rapat rutin FCU" in family_page
    assert "prioritas 3" in words_of(client.get(reverse("families:family-list")))


def test_the_record_of_the_meeting_lists_the_decision_for_those_who_may_read_it(people, plasma, sign_in):
    meeting = planned(people)
    send(sign_in(people.secretary), meeting, (plasma[0], "1", "Paling mendesak."))
    meeting.refresh_from_db()
    record = document_actions.open_letter(meeting, "record", by=people.secretary, on=TODAY)
    section = facts_of(record)["sections"][0]
    assert section["rows"] == [["1", "Ibu Sumiyati", plasma[0].neighbourhood, "Paling mendesak."]]
    assert may_read(record, people.village_head) and not may_read(record, people.member)


def test_the_latest_held_meeting_counts_and_a_past_day_reads_as_it_was(people, plasma, sign_in):
    client, (sumiyati, maimunah) = sign_in(people.secretary), plasma
    first = held(people, client, EARLIER, (sumiyati, "1", "Mendesak."), (maimunah, "2", "Menunggu."))
    held(people, client, LATER, (sumiyati, "3", "Sudah terbantu."))
    assert urgent() == {"Sumiyati": 3, "Maimunah": 2}
    assert urgent(LATER - timedelta(days=1)) == {"Sumiyati": 1, "Maimunah": 2}
    then = words_of(client.get(reverse("families:priority-list") + f"?per={EARLIER.isoformat()}"))
    assert "Mendesak." in then and "Sudah terbantu." not in then
    with pytest.raises(TransitionRefused, match="sudah diputuskan lagi"):
        workflow.perform(first, "reopen", by=people.secretary, on=TODAY, note="Salah ketik alasannya.")


def test_a_reopened_list_counts_no_more_until_the_meeting_is_held_again(people, plasma, sign_in):
    client = sign_in(people.secretary)
    meeting = held(people, client, EARLIER, (plasma[0], "1", "Mendesak."))
    workflow.perform(meeting, "reopen", by=people.secretary, on=TODAY, note="Salah ketik alasannya.")
    assert urgent() == {}
    send(client, meeting, (plasma[0], "2", "Ditimbang lagi."))
    make.declare_held(meeting, people.secretary)
    assert urgent(EARLIER) == {"Sumiyati": 2}


def test_a_family_whose_way_is_over_is_nobodys_target(people, plasma, sign_in):
    held(people, sign_in(people.secretary), EARLIER, (plasma[0], "1", "Mendesak."))
    life = plasma[0].participation()
    workflow.perform(life, "withdraw", by=people.secretary, on=LATER, note="Pindah ke rumah anaknya.")
    assert urgent() == {} and urgent(EARLIER) == {"Sumiyati": 1}


def test_a_meeting_before_the_family_was_recorded_is_held_up(people, plasma, sign_in):
    client, meeting = sign_in(people.secretary), planned(people, TODAY - timedelta(days=40))
    send(client, meeting, (plasma[0], "1", "Mendesak."))
    answer = words_of(step(client, meeting, "hold"))
    assert "Pada tanggal rapat belum didata atau sudah selesai: Ibu Sumiyati." in answer


def test_each_ticked_family_wants_a_priority_and_a_reason(people, plasma, sign_in):
    client, meeting = sign_in(people.secretary), planned(people)
    answer = send(client, meeting, (plasma[0], "", ""), (plasma[1], "2", "Ikut arisan."))
    assert answer.status_code == 422
    said = words_of(answer)
    assert "Ibu Sumiyati: Pilih prioritasnya." in said and "Ibu Sumiyati: Tuliskan alasan prioritasnya." in said
    assert "Ikut arisan." in said and not meeting.priorities.exists()


def test_a_search_never_takes_a_listed_family_off(people, plasma, sign_in):
    client, meeting, (sumiyati, maimunah) = sign_in(people.secretary), planned(people), plasma
    send(client, meeting, (sumiyati, "1", "Mendesak."))
    found = words_of(client.get(sheet(meeting) + "?cari=Maimunah"))
    assert "Ibu Sumiyati" in found and "Ibu Maimunah" in found
    send(client, meeting, (sumiyati, "1", "Mendesak."), (maimunah, "2", "Lansia."), query="?cari=Maimunah")
    assert meeting.priorities.count() == 2
    send(client, meeting, (maimunah, "2", "Lansia."))
    assert [row.family for row in meeting.priorities.all()] == [maimunah]


def test_who_may_be_listed_and_what_they_need(people, plasma):
    pioneer = make.short.life(people.secretary, "Hadi Suwito", "pioneer", "on_duty", days=make.DAYS)
    region, problem = people.secretary.region, ProblemType.objects.get(code="dokumen")
    assert set(may_be_listed(region)) == set(plasma)
    need = Need.objects.create(family=pioneer, title="Akta lahir", problem=problem, dimension="social",
                               found_on=TODAY, recorded_by="x")  # fmt: skip
    assert pioneer in may_be_listed(region)
    assert set(needing(may_be_listed(region), "social")) == {pioneer}
    assert set(needing(may_be_listed(region), "economic")) == {*plasma, pioneer}  # by their kind of problem
    need.problem = ProblemType.objects.get(code="kekerasan")
    need.save()
    assert pioneer not in may_be_listed(region)  # nor would the list tell that there is something


def test_secret_kinds_of_problems_stand_on_no_list(people, plasma, sign_in):
    client, sumiyati = sign_in(people.secretary), plasma[0]
    violence = ProblemType.objects.get(code="kekerasan")
    sumiyati.problems.add(violence)
    Need.objects.create(family=sumiyati, title="Tempat aman", problem=violence, dimension="psychological",
                        found_on=TODAY, recorded_by="x")  # fmt: skip
    meeting = planned(people)
    shown = words_of(client.get(sheet(meeting)))
    held(people, client, LATER, (sumiyati, "1", "Mendesak."))
    shown += words_of(client.get(reverse("families:priority-list")))
    shown += text_of(client.get(reverse("families:priority-paper")).content)
    assert "Pendapatan tidak tetap" in shown
    assert violence.name not in shown and "Tempat aman" not in shown


def test_the_tksk_reads_the_lists_of_the_kecamatan_and_another_village_does_not(people, plasma, sign_in, regions):
    meeting = held(people, sign_in(people.secretary), EARLIER, (plasma[0], "1", "Mendesak."))
    above = sign_in(people.tksk)
    assert "Desa Sidomekar" in words_of(above.get(reverse("families:priority-list")))
    assert "Sidomekar" in text_of(above.get(reverse("families:priority-paper")).content)
    assert above.post(sheet(meeting), {"_key": new_key()}).status_code == 403
    beside = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    assert "Sumiyati" not in words_of(beside.get(reverse("families:priority-list")))
    assert beside.get(sheet(meeting)).status_code == 404


def test_lists_cost_the_same_for_one_family_and_for_many(people, plasma, sign_in):
    client, meeting = sign_in(people.secretary), planned(people)
    send(client, meeting, (plasma[0], "1", "Mendesak."))
    urls = [sheet(meeting), reverse("families:priority-list"), reverse("families:family-list")]
    make.declare_held(meeting, people.secretary)
    other = planned(people, LATER)
    urls[0] = sheet(other)
    for url in urls:
        client.get(url)
    few = [queries(client, url) for url in urls]
    more = [make.candidate(people.secretary, f"Wagini {letter}") for letter in "abcdefgh"]
    assert queries(client, urls[0]) == few[0]
    send(client, other, *((family, "2", "Menunggu.") for family in more))
    make.declare_held(other, people.secretary)
    assert [queries(client, url) for url in urls[1:]] == few[1:]
