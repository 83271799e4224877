"""A semester that is over, with reports, budgets, stimulus, originals and findings; and what changed after its end."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from reporting.models import (
    BudgetLine,
    Disbursement,
    HandedReceipt,
    OfficeReport,
    ReceiptHandover,
    ReportVersion,
    StimulusCheck,
    StimulusReceipt,
)
from reporting.periods import WHOLE_YEAR, Span
from tests.factories import TODAY
from tests.families import short
from tests.reporting import cash, make, stimulus
from tests.reporting.fill_budget import line
from tests.reporting.test_recap import report_of

SPAN = Span.ended_before(TODAY)
YEAR = Span(SPAN.year, WHOLE_YEAR)
FIRST, SECOND = SPAN.quarters
OBSTACLE = {"obstacle": "Jalan rusak.", "solution": "Pindah ke dusun.", "owner": "Sekretaris", "due_on": ""}


def day(number):
    """The given day of the semester, counted from its first as 0."""
    return SPAN.start + timedelta(days=number)


def after(number):
    """So many days after its end."""
    return SPAN.end + timedelta(days=number)


def report(people, kind="semester", region=None):
    part = WHOLE_YEAR if kind == "year" else SPAN.half
    return OfficeReport.objects.create(
        kind=kind, region=region or people.regency_funds.region, year=SPAN.year, part=part
    )  # fmt: skip


def semester(people, regions):
    """Two FCUs, of which one reports; two families with money. Returns the kabupaten."""
    _reports(people, regions)
    _budgets(people, regions)
    _stimulus(people)
    return regions.regency


def _reports(people, regions):
    since = SPAN.start - timedelta(days=500)
    mine = short.unit(regions.village)
    mine.formed_on, mine.decreed_on = since, since
    mine.save()
    short.group(mine)
    other = make.unit(regions.sibling, decreed_on=since, name="Anggrek")
    figures = {"members_end": 10, "members_end_women": 6, "members_end_men": 4, "plasma_visited": 5,
               "plasma_visited_women": 3, "plasma_visited_men": 2, "meetings_held": 2, "referrals_sent": 4}  # fmt: skip
    more = {**figures, "members_end": 12, "members_end_women": 7, "members_end_men": 5, "meetings_held": 3}
    first = report_of(mine, FIRST.number, "accepted", year=SPAN.year, sent_on=FIRST.next.start, **figures)
    second = report_of(mine, SECOND.number, "accepted", year=SPAN.year, sent_on=after(40), **more)
    report_of(other, FIRST.number, "sent", year=SPAN.year, sent_on=FIRST.next.start, meetings_held=100)
    report_of(mine, 4, "accepted", year=SPAN.year - 1, sent_on=SPAN.start, meetings_held=9, members_end=8)
    for found, rows in ((first, [OBSTACLE]), (second, [{**OBSTACLE, "obstacle": "Sumiyati belum mau."}])):
        ReportVersion.objects.create(
            report=found, number=1, sent_on=found.sent_on, sent_at=timezone.now(), sent_by=uuid4(),
            receipt_number=f"TT-{found.pk}", content={"sections": {"obstacles": {"none": False, "rows": rows}}},
        )  # fmt: skip


def _budgets(people, regions):
    office, by = people.regency_funds, people.treasurer
    facts = {"year": SPAN.year}
    bodies = line(office, regions.subdistrict, amount=3_000_000, **facts)
    line(office, regions.village, kind="family", title="Stimulan keluarga", amount=4_000_000, **facts)
    line(office, None, kind="programme", title="Bimbingan teknis", amount=700_000, **facts)
    cash.book(by, opened_on=SPAN.start - timedelta(days=20))
    agreed_on = SPAN.start - timedelta(days=15)
    aid = cash.aid(by, source="regency", amount=2_500_000, budget_line=bodies, agreed_on=agreed_on)
    for amount, on in ((400_000, SPAN.start - timedelta(days=10)), (1_000_000, day(15)), (300_000, after(5))):
        cash.money_in(by, amount, aid=aid, source="regency", giver=aid.giver, text="Bantuan", on=on)


def _stimulus(people):
    """Sumiyati was paid in the semester, Wagiyem before it and Rubinah after it."""
    rows = [
        _paid(people, name, amount, number, on)
        for name, amount, number, on in (("Sumiyati", 2_000_000, "0111", day(10)),
                                         ("Wagiyem", 1_000_000, "0222", SPAN.start - timedelta(days=30)),
                                         ("Rubinah", 700_000, "0333", after(3)))
    ]  # fmt: skip
    type(rows[0].grant).objects.update(budget_line=BudgetLine.objects.get(kind="family"))
    at_ministry = _receipt(people, rows[0], 500_000, "N-1", day(20))
    _hand(at_ministry, "family", "office", day(30), day(31))
    _hand(at_ministry, "office", "ministry", day(40), day(45))
    on_the_way = _receipt(people, rows[0], 250_000, "N-2", day(25))
    _hand(on_the_way, "family", "office", SPAN.end, None)
    _receipt(people, rows[1], 300_000, "N-3", SPAN.start - timedelta(days=20))
    long_gone = _receipt(people, rows[1], 50_000, "N-4", SPAN.start - timedelta(days=25))
    _hand(long_gone, "family", "office", SPAN.start - timedelta(days=22), SPAN.start - timedelta(days=22))
    _hand(long_gone, "office", "ministry", SPAN.start - timedelta(days=21), SPAN.start - timedelta(days=20))
    Disbursement.objects.filter(pk=rows[1].pk).update(returned=200_000, returned_on=day(50))
    facts = {"grant": rows[0].grant, "way": "visit", "inspector": "Endang", "received_rightly": "yes",
             "used_rightly": "partly", "note": "Dilihat.", "action": "Beli rak.", "recorded_by": "Dinas"}  # fmt: skip
    StimulusCheck.objects.create(on=day(60), finding="Rak belum ada.", due_on=day(90), **facts)
    StimulusCheck.objects.create(on=day(61), finding="Buku belum ada.", resolved_on=day(80), resolution="Ada.", **facts)
    StimulusCheck.objects.create(on=after(2), finding="Lain.", **facts)


def _paid(people, name, amount, number, on):
    row = stimulus.paid(people, name, amount=amount, number=f"000000{number}")
    Disbursement.objects.filter(pk=row.pk).update(paid_on=on)
    row.refresh_from_db()
    return row


def _receipt(people, payment, amount, number, on):
    row = stimulus.receipt(people, payment, amount, number=number)
    StimulusReceipt.objects.filter(pk=row.pk).update(dated_on=on)
    return row


def _hand(receipt, giver, receiver, sent_on, received_on):
    handover = ReceiptHandover.objects.create(
        region=receipt.region, giver=giver, receiver=receiver, sent_on=sent_on, carrier="Siti", sent_by="Sekretaris",
        received_on=received_on, received_by="Petugas" if received_on else "",
    )  # fmt: skip
    HandedReceipt.objects.create(handover=handover, receipt=receipt, arrived=True if received_on else None)


def what_follows(people):
    """After the end: an original arrives, a receipt is written, money goes back, a finding is settled."""
    on_the_way = HandedReceipt.objects.get(arrived=None)
    ReceiptHandover.objects.filter(pk=on_the_way.handover_id).update(received_on=after(5), received_by="Petugas")
    HandedReceipt.objects.filter(pk=on_the_way.pk).update(arrived=True)
    payment = Disbursement.objects.get(grant__family__head_name="Sumiyati")
    _receipt(people, payment, 100_000, "N-9", after(6))
    Disbursement.objects.filter(pk=payment.pk).update(returned=150_000, returned_on=after(7), stage="accounted")
    StimulusCheck.objects.filter(finding="Rak belum ada.").update(resolved_on=after(8), resolution="Dibeli.")
    cash.money_in(people.treasurer, 90_000, on=after(9), source="regency", giver="Dinas Sosial",
                  aid=cash.EarmarkedAid.objects.get(), text="Bantuan")  # fmt: skip
