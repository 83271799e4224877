"""Forms of referrals, answers and the directory of services, filled in."""

from django.urls import reverse

from tests.factories import TODAY, InstitutionFactory
from tests.filling import Filling, form, typed_date
from tests.referrals import make

CONTENT = {
    "level": "subdistrict", "urgency": "soon", "place_name": "Koperasi Desa", "place_address": "Jalan Raya 4",
    "request": "Pinjaman modal usaha kue.", "summary": "Penghasilan suami tidak tetap.",
    "tried": "Sudah ikut arisan RT.", "attachments": "Salinan KTP", "consented_on": typed_date(make.SENT_ON),
    "consented_by": "Sumiyati", "shares_name": "on",
}  # fmt: skip
WORDS = ("place_name", "place_address", "request", "summary", "tried", "attachments", "consented_by")


def url(route, row):
    return reverse(f"referrals:{route}", args=[row.uid])


@form("referrals:referral-start", has_text=False)
def referral_start(people, regions):
    row = make.need(people)
    return Filling(people.secretary, url("referral-start", row), {}, contested=(row,))


@form("referrals:referral-update", is_update=True)
def referral_update(people, regions):
    row = make.draft(people, place_name="Koperasi Lama")
    return Filling(
        people.secretary, url("referral-update", row), CONTENT, text=("request", *WORDS), row=row,
        required=("level", "urgency"), wrong={"consented_on": "besok"}, contested=(row,), has_scan=True,
    )  # fmt: skip


@form("referrals:referral-update#send")
def referral_send(people, regions):
    """Saved and sent with one button."""
    row = make.draft(people, place_name="Koperasi Lama")
    return Filling(
        people.secretary, url("referral-update", row), {**CONTENT, "send": "1"}, text=("request", *WORDS), row=row,
        required=("level", "urgency"), wrong={"consented_on": "besok"}, contested=(row,),
    )  # fmt: skip


@form("referrals:forward")
def forward(people, regions):
    row = make.at_lk3(people, accepted=True)
    return Filling(
        people.lk3, url("forward", row),
        {"place_name": "Sentra Paramita", "place_address": "Mataram", "beyond": "nation", "reason": make.WHY,
         "forwarded_on": typed_date(TODAY)},
        text=("place_name", "place_address", "reason"), required=("service", "reason", "forwarded_on"),
        wrong={"forwarded_on": "1-1-2999"}, contested=(row,),
    )  # fmt: skip


@form("referrals:close")
def close(people, regions):
    row = make.served(people)
    return Filling(
        people.secretary, url("close", row),
        {"outcome": "partly", "reached": "yes", "note": "Modal cair separuh.", "closed_on": typed_date(TODAY)},
        text=("note",), required=("outcome", "reached", "note", "closed_on"),
        wrong={"closed_on": "1-1-2999"}, contested=(row,),
    )  # fmt: skip


@form("referrals:alternative-create")
def alternative_create(people, regions):
    row = make.at_lk3(people)
    service = make.service(regions.subdistrict)
    return Filling(
        people.lk3, url("alternative-create", row),
        {"services": [service.pk], "advice": "Ajukan beasiswa lewat sekolah.", "offered_on": typed_date(TODAY)},
        text=("advice",), required=("offered_on",), wrong={"offered_on": "1-1-2999"}, contested=(row,),
    )  # fmt: skip


@form("referrals:alternative-create#hand_back")
def alternative_hand_back(people, regions):
    """Offered and handed back with one button."""
    row = make.at_lk3(people, accepted=True)
    return Filling(
        people.lk3, url("alternative-create", row),
        {"advice": "Ajukan beasiswa lewat sekolah.", "offered_on": typed_date(TODAY), "hand_back": "1"},
        text=("advice",), required=("advice", "offered_on"), wrong={"offered_on": "1-1-2999"}, contested=(row,),
    )  # fmt: skip


@form("referrals:alternative-use", has_text=False)
def alternative_use(people, regions):
    row = make.alternative(people, make.at_lk3(people), hands_back=True)
    return Filling(people.secretary, url("alternative-use", row), {}, contested=(row,))


@form("referrals:referral-update#village", is_update=True)
def referral_in_village(people, regions):
    """To a member's own body, by word of mouth."""
    row = make.draft(people, level="village")
    return Filling(
        people.secretary, url("referral-update", row),
        {"level": "village", "urgency": "normal", "body": row.body.pk, "without_letter": "on", "request": "Kelas ibu.",
         "consented_on": typed_date(make.SENT_ON), "consented_by": "Sumiyati"},
        text=("request", "consented_by"), row=row, required=("level", "urgency"), wrong={"consented_on": "besok"},
        contested=(row,),
    )  # fmt: skip


ANSWER = {
    "kind": "served", "way": "paper", "replied_on": typed_date(TODAY), "officer": "Rina Wati",
    "service": "Pinjaman Rp2.000.000", "result": "Mulai berjualan.", "follow_up": "Dampingi pembukuan.",
}  # fmt: skip


@form("referrals:reply-create")
def reply_create(people, regions):
    row = make.sent(people)
    return Filling(
        people.secretary, url("reply-create", row), ANSWER, text=("officer", "service", "result", "follow_up"),
        required=("kind", "way", "replied_on", "officer"), wrong={"replied_on": "1-1-2999"}, contested=(row,),
        has_scan=True,
    )  # fmt: skip


@form("referrals:reply-create#lk3")
def reply_of_lk3(people, regions):
    """What LK3 did itself, without sending the referral on."""
    row = make.at_lk3(people, accepted=True)
    data = {name: value for name, value in ANSWER.items() if name != "way"}
    return Filling(
        people.lk3, url("reply-create", row), data, text=("officer", "service", "result", "follow_up"),
        required=("kind", "replied_on", "officer"), wrong={"replied_on": "1-1-2999"}, contested=(row,),
    )  # fmt: skip


@form("referrals:link-create", has_text=False)
def link_create(people, regions):
    row = make.sent(people)
    return Filling(people.secretary, url("link-create", row), {}, contested=(row,))


@form("referrals:answer-link")
def answer_link(people, regions):
    """The place takes it on; the link stays open for what it will have done."""
    row = make.sent(people)
    token = make.referral_actions.make_link(make.fresh(row), by=people.secretary, on=TODAY)
    return Filling(
        people.secretary, reverse("referrals:answer-link", args=[token]),
        {"kind": "accepted", "replied_on": typed_date(TODAY), "officer": "Rina Wati", "follow_up": "Bawa salinan KTP."},
        text=("officer", "follow_up"), required=("kind", "replied_on", "officer"), wrong={"replied_on": "1-1-2999"},
        contested=(row,),
    )  # fmt: skip


OFFER = {
    "name": "Pelatihan menjahit", "sector": "economy", "conditions": "Salinan KTP", "hours": "Senin, 08.00",
    "cost": "Gratis", "checked_on": typed_date(TODAY),
}  # fmt: skip


@form("referrals:service-create")
def service_create(people, regions):
    body = InstitutionFactory(region=regions.village)
    return Filling(
        people.secretary, reverse("referrals:service-create"),
        {**OFFER, "institution": body.pk, "problems": [make.problem().pk]},
        text=("name", "conditions", "hours", "cost"), required=("name", "sector", "checked_on"),
        wrong={"checked_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:service-update", is_update=True)
def service_update(people, regions):
    row = make.service(regions.village)
    return Filling(
        people.secretary, url("service-update", row),
        {**OFFER, "institution": row.institution.pk, "problems": [make.problem().pk]}, row=row, contested=(row,),
        text=("name", "conditions", "hours", "cost"), required=("institution", "name", "sector", "checked_on"),
        wrong={"checked_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:service-close", has_text=False)
def service_close(people, regions):
    row = make.service(regions.village)
    return Filling(
        people.secretary, url("service-close", row), {"closed_on": typed_date(TODAY)}, contested=(row,),
        required=("closed_on",), wrong={"closed_on": "1-1-2999"},
    )  # fmt: skip


def scene(pairing, people):
    """One row of everything that has an address on this floor, of the family of `pairing`."""
    row = make.sent(people, pairing=pairing)
    answer = make.reply(row, "accepted")
    make.reply_actions.record_reply(answer, by=people.secretary, on=TODAY, way="paper")
    token = make.referral_actions.make_link(make.fresh(row), by=people.secretary, on=TODAY)
    way = make.Alternative.objects.create(
        referral=make.fresh(row), advice="Ajukan lewat sekolah.", offered_on=TODAY, offered_by="LK3"
    )
    return {
        "alternative": way, "referral": make.fresh(row), "reply": answer,
        "service": make.service(row.region, institution="PKK Desa"),
        "answer_token": token,
    }  # fmt: skip
