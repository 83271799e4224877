"""Quarters that were reported on paper before the application was in use: brought in with their true dates.

A report that can still be sent here is sent here, where the day of sending proves itself.
"""

from datetime import timedelta

from fcu_project import dates

OLD_AFTER = timedelta(days=30)  # past the due day: nobody sends by paper any more what is that late


def is_before_use(unit, quarter):
    """Whether the quarter was over before the FCU stood in the application."""
    return quarter.end < unit.created_at.astimezone(dates.zone_of(unit.region.zone)).date()


def too_new(report, today):
    """Why the sending of a report can't be written down from paper on the day `today`; or "".

    Two ways are enough: the quarter ended before the FCU was entered here, or its due day lies more than 30 days back.
    """
    if is_before_use(report.unit, report.period) or today > report.due_on + OLD_AFTER:
        return ""
    first = dates.long_date(report.due_on + OLD_AFTER + timedelta(days=1))
    return (
        f"{report.period.words} masih bisa dikirim lewat aplikasi. Yang dikirim di atas kertas dicatat untuk triwulan "
        f"sebelum FCU tercatat di aplikasi, atau mulai {first}, lebih dari {OLD_AFTER.days} hari lewat batas kirim."
    )
