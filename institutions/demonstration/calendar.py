"""Days of the story, counted from the day of loading and moved to a working day."""

from datetime import timedelta

FRIDAY = 4


class Calendar:
    """`today` is the day of loading in the zone of the story."""

    def __init__(self, today):
        self.today = today

    def ago(self, days):
        """The day that many days back; a weekend falls on the Friday before, so the order of days is kept."""
        found = self.today - timedelta(days)
        return found - timedelta(max(0, found.weekday() - FRIDAY))

    def ahead(self, days):
        """The day that many days on; a weekend falls on the Monday after."""
        found = self.today + timedelta(days)
        return found + timedelta(7 - found.weekday() if found.weekday() > FRIDAY else 0)

    def day(self, row):
        """The day a row of the story names by `days_ago` or `in_days`; None if by neither."""
        if "in_days" in row:
            return self.ahead(row["in_days"])
        return self.ago(row["days_ago"]) if "days_ago" in row else None

    def before(self, day, days):
        """A working day at least `days` before `day`, and never after today."""
        return min(self.ago((self.today - day).days + days), self.ago(0))
