"""How many families stand in which role on a day: what pages of lower floors show without naming one."""

from django.db.models import Q

from families.models import Participation, Role


def _lives(region, role, day):
    """Designated on or before `day`, and not over by then."""
    lives = Participation.objects.within(region).filter(role=role, designated_on__lte=day)
    return lives.filter(Q(ended_on=None) | Q(ended_on__gt=day)).count()


def pioneers(region, day):
    return _lives(region, Role.PIONEER, day)


def plasma(region, day):
    return _lives(region, Role.PLASMA, day)
