"""Queries that every page asks, put into SQL once: saying such a query anew costs several times what answering it does.

    @prepared
    def in_force(person, day):
        return Assignment.objects.filter(person=person).active_on(day)

    in_force(12, today)  # what list() of that queryset gives

The rules stay in the queryset. It is built with stand-ins for its values, whose places in the SQL are remembered; so it
may not look at them. Values are whole numbers, texts, dates and short lists of these; rows are read, never locked.
"""

from copy import copy
from datetime import date, timedelta
from functools import wraps

from django.core.exceptions import EmptyResultSet, ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

# What no query says by itself, the n-th of its kind.
STAND_INS = {
    int: lambda n: -1_900_000_000 - n,
    str: lambda n: f"\ufffe{n}\ufffe",
    date: lambda n: date.min + timedelta(days=n),
}


def prepared(build):
    """Make of `build(*values) -> queryset` a function of the same values that gives the list of its rows."""
    plans = {}  # for each kind of database and shape of the values

    @wraps(build)
    def rows(*values):
        database = connections[DEFAULT_DB_ALIAS]
        shape = (database.vendor, *map(_shape, values))
        if shape not in plans:
            plans[shape] = _Plan(build, values, database)
        return plans[shape].rows(values, database)

    return rows


def _shape(value):
    return (list, *map(type, value)) if isinstance(value, list) else type(value)


def _flat(values):
    """The values one by one, those of lists too."""
    for value in values:
        yield from value if isinstance(value, list) else (value,)


class _Plan:
    """The SQL of one query and where its values go."""

    def __init__(self, build, values, database):
        stand_ins = [_stand_in(value, n) for n, value in enumerate(_flat(values))]
        left = iter(stand_ins)
        given = [[next(left) for _ in value] if isinstance(value, list) else next(left) for value in values]
        self.queryset = build(*given)
        self.compiler = self.queryset.query.get_compiler(connection=database)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:  # an empty list was asked for: there is no row
            self.sql = ""
            return
        places = {_sent(stand_in, database): n for n, stand_in in enumerate(stand_ins)}
        self.places = [places.get(param) if isinstance(param, (*STAND_INS,)) else None for param in self.params]
        if missing := {*places.values()} - {*self.places}:
            raise ImproperlyConfigured(f"{build.__qualname__}: values {missing} do not stand in the SQL as they are")

    def rows(self, values, database):
        if not self.sql:
            return []
        given = [_sent(value, database) for value in _flat(values)]
        together = zip(self.params, self.places, strict=True)
        params = tuple([param if place is None else given[place] for param, place in together])
        compiler = copy(self.compiler)
        compiler.connection = database
        compiler.as_sql = lambda *args, **kwargs: (self.sql, params)
        queryset = self.queryset.all()
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)


def _stand_in(value, n):
    return next(made for kind, made in STAND_INS.items() if isinstance(value, kind))(n)


def _sent(value, database):
    """A value as it is handed to the database."""
    return database.ops.adapt_datefield_value(value) if isinstance(value, date) else value
