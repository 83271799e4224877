"""A family that moved or was put away while its referral runs: the sender ends it, the new village reads nothing."""

import pytest

from fcu_project.workflow import TransitionRefused
from referrals.actions import referral as actions
from referrals.models import Referral
from tests.factories import TODAY, AssignmentFactory
from tests.referrals import make
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post


def put_away(row):
    """As a move leaves the file: put away, its way ended."""
    family = row.family
    family.archived_on, family.archived_reason = TODAY, "Pindah ke Desa Lain"
    family.save()
    return make.fresh(row)


def test_the_sender_still_recalls_what_was_sent(people, sign_in):
    row = put_away(make.sent(people))
    assert "Tarik kembali" in page(sign_in(people.secretary), row.get_absolute_url())
    assert make.step(row, "recall", people.secretary, on=TODAY, note="Keluarga pindah.").stage == "recalled"


@pytest.mark.parametrize("outcome", ["full", "none"])
def test_the_sender_still_records_the_answer_and_closes(outcome, people):
    row = put_away(make.sent(people))
    served = make.replied(row, people.secretary)
    closed = actions.close(make.fresh(served), by=people.secretary, on=TODAY, outcome=outcome, note="Sudah selesai.")
    assert closed.stage == "closed"


def test_a_draft_is_not_sent_but_can_be_dropped(people, sign_in):
    row = put_away(make.draft(people))
    with pytest.raises(TransitionRefused, match="diarsipkan"):
        make.step(row, "send", people.secretary, on=TODAY)
    assert make.step(row, "discard", people.secretary, on=TODAY, note="Keluarga pindah.").stage == "recalled"
    again = post(sign_in(people.secretary), url("referral-start", row.need))
    assert again.status_code == 409 and "diarsipkan" in again.content.decode()


def test_the_new_village_reads_nothing_of_it(people, regions, sign_in):
    row = put_away(make.sent(people))
    by = AssignmentFactory(role="secretary", region=regions.sibling)
    assert not Referral.objects.visible_to(by).exists()
    assert sign_in(by).get(row.get_absolute_url()).status_code == 404


def test_lk3_declines_or_serves_a_client_who_moved(people):
    row = put_away(make.at_lk3(people, accepted=True))
    assert make.step(row, "decline", people.lk3, on=TODAY, note="Keluarga pindah kabupaten.").stage == "declined"


def test_an_answer_to_what_was_recalled_is_told_and_loses_no_word(people, sign_in):
    row = make.sent(people)
    make.step(row, "recall", people.secretary, on=TODAY, note="Keluarga pindah.")
    response = post(sign_in(people.secretary), url("reply-create", row), {
        "kind": "refused", "way": "phone", "replied_on": "", "officer": "Rina Wati", "reason": "Kuota habis.",
    })  # fmt: skip
    assert response.status_code in (409, 422) and "Kuota habis." in response.content.decode()
