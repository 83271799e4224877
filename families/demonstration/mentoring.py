"""How the mentoring of one village goes on: reports, coaching, a consultation, who accompanies the pioneers."""

from families import periods
from families.actions import accompanying, coaching, preparation, progress
from families.models import AccompanyingVisit, Coaching, Consultation, Pairing, ProgressReport


class Mentoring:
    """Tells what the pairs of one village did after they began."""

    def __init__(self, part, families, by, cast, calendar, place):
        self.part, self.families, self.by = part, families, by
        self.cast, self.calendar, self.place = cast, calendar, place

    def tell(self):
        for row in self.part.get("plan_lines", ()):
            self._plan(row)
        for row in self.part.get("reports", ()):
            self._report(row)
        for row in self.part.get("coachings", ()):
            self._coach(row)
        for row in self.part.get("consultations", ()):
            self._consult(row)
        for row in self.part.get("visits", ()):
            self._visit(row)

    def _life(self, key):
        return self.families[key].participation()

    def _pair(self, pioneer, plasma):
        return Pairing.objects.get(pioneer=self._life(pioneer), plasma=self._life(plasma))

    def _plan(self, row):
        item = self._life(row["pioneer"]).plan_items.get(number=row["number"])
        item.family, item.way = self.families[row["plasma"]], row["way"]
        if "done_days_ago" in row:
            item.done_on, item.result = self.calendar.ago(row["done_days_ago"]), row["result"]
        preparation.save_plan_item(item, by=self.by, on=self.calendar.ago(0))

    def _report(self, row):
        """On the month in which the pair began, handed in as soon as it was over."""
        told = dict(row)
        pair = self._pair(told.pop("pioneer"), told.pop("plasma"))
        first, today = periods.span_of(pair.paired_from, 1), self.calendar.today
        handed = min(periods.after(first, 1), today)
        report = ProgressReport(pairing=pair, period=first, **told)
        progress.save_sheet(pair.pioneer, first, [report], reported_on=handed, by=self.by, on=today)

    def _coach(self, row):
        told = dict(row)
        on, came = self.calendar.day(told), told.pop("came")
        told.pop("days_ago")
        coach = self._life(told.pop("coach")) if "coach" in told else None
        session = Coaching(held_on=on, coach=coach, **told)
        asked = {self._life(key): (women + men > 0, women, men) for key, (women, men) in came.items()}
        coaching.save_coaching(session, asked, by=self.by, on=on)

    def _consult(self, row):
        told = dict(row)
        on = self.calendar.day(told)
        told.pop("days_ago")
        family = self.families[told.pop("plasma")]
        coaching.save_consultation(Consultation(family=family, held_on=on, **told), by=self.by, on=on)

    def _visit(self, row):
        told = dict(row)
        on, by = self.calendar.day(told), self.cast.acting(told.pop("by"), self.place)
        told.pop("days_ago")
        if "next_in_days" in told:
            told["next_on"] = self.calendar.ahead(told.pop("next_in_days"))
        pioneer = self._life(told.pop("pioneer")) if "pioneer" in told else None
        visit = AccompanyingVisit(region=self.by.region, pioneer=pioneer, held_on=on, **told)
        accompanying.save_visit(visit, by=by, on=on)
