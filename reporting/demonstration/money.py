"""The money of the demonstration: the cash book with its closed months, aid for a purpose, stimulus to families and the
road of their receipts; by the same actions as the screens."""

from datetime import timedelta

from families.actions import recipient as packets
from families.models import Family, Recipient
from fcu_project import dates, workflow
from institutions.demonstration.page import example_page
from institutions.models import FamilyCareUnit, Meeting, PilotSite, PlanItem
from reporting.actions import aid as aids
from reporting.actions import allocation as shares
from reporting.actions import cashbook, closing, handover, receipts, stimulus
from reporting.models import (
    AidPaper,
    Allocation,
    CashBook,
    CashEntry,
    Disbursement,
    EarmarkedAid,
    FamilyAccount,
    HandedReceipt,
    ReceiptHandover,
    StimulusGrant,
    StimulusReceipt,
)
from reporting.money import months
from reporting.money.originals import WAYS
from reporting.money.purses import Party


def keep_money(story, cast, calendar):
    """Tell everything of `money.toml`."""
    _Cash(story, cast, calendar).tell()
    _Stimulus(story["stimulus"], story, cast, calendar).tell()


def _paper(name, *lines):
    return example_page(name, *(line for line in lines if line), "", "ttd.")


class _Cash:
    """The book of the treasurer, from its opening to the last month that was closed."""

    def __init__(self, story, cast, calendar):
        self.story, self.calendar, place = story, calendar, story["place"]
        self.treasurer = cast.acting(story["treasurer"], place)
        self.coordinator = cast.acting(story["coordinator"], place)
        self.unit = FamilyCareUnit.of(self.treasurer.region)

    def tell(self):
        opened = self.calendar.ago(self.story["opened_days_ago"])
        self.book = CashBook(unit=self.unit, opened_on=opened)
        cashbook.open_book(self.book, by=self.treasurer, on=opened)
        self._agree(self.story["allocation"])
        aid = self._aid(self.story["aid"])
        for row in self.story["entries"]:
            self._enter(row, aid)
        self._close()

    def _agree(self, told):
        on = self.calendar.ago(told["meeting_days_ago"])
        meeting = Meeting.objects.get(region=self.unit.region, held_on=on, kind="routine")
        agreed = Allocation(unit=self.unit, meeting=meeting, valid_from=on)
        shares.agree(agreed, told["shares"], by=self.treasurer, on=on)

    def _aid(self, told):
        on = self.calendar.day(told)
        facts = {name: told[name] for name in ("source", "giver", "amount", "purpose", "categories")}
        aid = EarmarkedAid(
            agreement_number=f"{told['agreement_number']}/{on.year}", agreed_on=on,
            use_until=on + timedelta(told["use_within"]), **facts,
        )  # fmt: skip
        aids.save_aid(aid, scan=_paper("perjanjian", aid.agreement_number, aid.purpose), by=self.treasurer, on=on)
        for what, days in told["papers"]:
            aids.save_paper(
                AidPaper(aid=aid, what=what, due_on=self.calendar.ahead(days)), by=self.treasurer, on=on
            )
        return aid

    def _enter(self, row, aid):
        on, by = self.calendar.day(row), self.treasurer
        rises = "in" in row
        names = ("source", "giver", "terms") if rises else ("category", "payee")
        entry = CashEntry(
            book=self.book, direction="in" if rises else "out", on=on, amount=row["in" if rises else "out"],
            text=row["text"], aid=aid if row.get("aid") else None, plan_item=self._plan_row(row, on),
            non_binding=rises, no_receipt_reason=row.get("missing", ""), outside_reason=row.get("outside", ""),
            **{name: row[name] for name in names if name in row},
        )  # fmt: skip
        words = (row["receipt"], dates.long_date(on), dates.rupiah(entry.amount)) if "receipt" in row else ()
        cashbook.record(entry, by=by, on=on, receipt=_paper("nota", *words, str(row["days_ago"])) if words else None)
        if entry.stage == CashEntry.Stage.WAITING and "waits" not in row:
            fresh = CashEntry.objects.with_facts().get(pk=entry.pk)
            workflow.perform(fresh, "approve", by=self.coordinator, on=on)
        if "reversed_days_ago" in row:
            back = self.calendar.ago(row["reversed_days_ago"])
            cashbook.reverse(entry, by=by, on=max(back, on), reason=row["reason"])

    def _plan_row(self, row, on):
        """The row of the plan of that year, if the plan of the story reaches so far."""
        rows = PlanItem.objects.filter(plan__unit=self.unit, plan__year=on.year, what=row.get("plan", ""))
        return rows.exclude(plan__stage="draft").exclude(plan__agreed_on__gt=on).first()

    def _close(self):
        """Every month that is over but the last ones, signed on the third day after it ended."""
        month, now = months.month_of(self.book.opened_on), months.month_of(self.calendar.today)
        for _ in range(self.story["open_months"]):
            now = now.previous
        while month < now:
            page = months.page_of(self.book, month)
            closing.close_month(
                self.book, month, scan=_paper("buku-kas", month.words, dates.rupiah(page.closing)),
                signed_on=month.last + timedelta(3), stated=page.closing, by=self.treasurer, on=self.calendar.today,
            )  # fmt: skip
            month = month.next


class _Stimulus:
    """Recipient families of the packet: what each is entitled to, asked for, got and showed receipts of."""

    def __init__(self, told, story, cast, calendar):
        self.told, self.calendar, place = told, calendar, story["place"]
        self.secretary = cast.acting(story["secretary"], place)
        self.funds, self.ministry = cast.acting("dinas_dana"), cast.acting("kementerian")

    def tell(self):
        families = [self._family(row) for row in self.told["families"]]
        grants = self._grant(families)
        for row, grant in zip(self.told["families"], grants, strict=True):
            self._follow(row, grant)

    def _family(self, row):
        return Family.objects.get(region=self.secretary.region, head_name=row["head"])

    def _day(self, name):
        return self.calendar.ago(self.told[f"{name}_days_ago"])

    def _grant(self, families):
        site = PilotSite.objects.get(region=self.secretary.region)
        purpose, collected = self.told["purpose"], self._day("collected")
        rows = [
            Recipient(family=family, support=purpose, reason="Keluarga dampingan yang mau berusaha.",
                      collected_on=collected)
            for family in families
        ]  # fmt: skip
        packets.collect(site, rows, by=self.secretary, on=collected)
        prepared, granted = self._day("prepared"), self._day("granted")
        packets.settle(site, dict.fromkeys(rows, (Recipient.State.PREPARED, "")), by=self.funds, on=prepared)
        grants = [
            StimulusGrant(
                recipient=row, year=granted.year, entitlement=self.told["entitlement"], purpose=purpose,
                decision_number=f"{self.told['decision']}/{granted.year}", decided_on=granted,
            )
            for row in rows
        ]  # fmt: skip
        return stimulus.grant(grants, by=self.funds, on=granted)

    def _follow(self, row, grant):
        """One family as far on the way as the story tells."""
        family, ago = grant.family, self.calendar.ago
        adult = family.head()
        account = FamilyAccount(
            family=family, bank=row["bank"], number=row["number"], holder=adult, opened_on=ago(row["account_days_ago"])
        )
        stimulus.open_account(account, by=self.funds, on=account.opened_on)
        grant = StimulusGrant.objects.get(pk=grant.pk)
        request = Disbursement(
            grant=grant, requested_on=ago(row["asked_days_ago"]), requested_by=adult, amount=row["asked"],
            purpose=row["use"],
        )  # fmt: skip
        stimulus.ask(request, by=self.secretary, on=request.requested_on)
        if "decided" not in row:
            return
        decided, paid = ago(row["decided_days_ago"]), ago(row["paid_days_ago"])
        number = f"{row['decided']}/{decided.year}"
        request = Disbursement.objects.get(pk=request.pk)
        stimulus.approve(request, by=self.funds, on=decided, amount=request.amount, number=number)
        stimulus.pay(Disbursement.objects.get(pk=request.pk), by=self.funds, on=paid, proof=f"SP2D {number}")
        kept = [self._receipt(told, request.pk) for told in row["receipts"]]
        self._carry(kept, row["handed"])

    def _receipt(self, told, payment):
        day = self.calendar.day(told)
        lines = [{"what": what, "volume": volume, "amount": amount} for what, volume, amount in told["lines"]]
        receipt = StimulusReceipt(
            disbursement=Disbursement.objects.get(pk=payment), dated_on=day, seller=told["shop"],
            number=told["number"], amount=sum(line["amount"] for line in lines),
        )  # fmt: skip
        photo = _paper("kuitansi", told["shop"], told["number"], dates.long_date(day), dates.rupiah(receipt.amount))
        return receipts.record(receipt, lines, by=self.secretary, on=day, photo=photo)

    def _carry(self, kept, until):
        """The originals go from hand to hand, a week each, as far as told."""
        day = max(receipt.dated_on for receipt in kept)
        road = ((self.secretary, Party.FAMILY, Party.FCU, None), (self.secretary, Party.FCU, Party.OFFICE, self.funds),
                (self.funds, Party.OFFICE, Party.MINISTRY, self.ministry))  # fmt: skip
        for by, giver, receiver, taker in road:
            day = min(day + timedelta(7), self.calendar.today)
            way = next(way for way in WAYS[by.level] if (way.giver, way.receiver) == (giver, receiver))
            sent = ReceiptHandover(carrier=by.person.name, number=f"460/{day:%d%m}/{day.year}" if taker else "")
            rows = [StimulusReceipt.objects.get(pk=receipt.pk) for receipt in kept]
            handover.hand_over(sent, way, rows, by=by, on=day)
            if taker:
                listed = HandedReceipt.objects.filter(handover=sent)
                answers = dict.fromkeys(listed, (True, ""))
                handover.receive(ReceiptHandover.objects.get(pk=sent.pk), answers, by=taker, on=day)
            if receiver == until:
                return
