"""Who takes part: persons, their accounts, their assignments."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password

from fcu_project.telephone import phone_digits
from institutions.actions.appointment import KEPT_ROLES
from institutions.models import Assignment, Person, Region, User

LONG_IN_OFFICE = 900  # days
BASIS = "Penugasan peragaan"


def codes_of(part):
    """Codes of the regions that one part of the story takes place in."""
    people = [code for row in part["people"] for code in (row.get("home"), *row.get("territories", ()))]
    return {part["home"], *people} - {None}


class Cast:
    """The persons of the story by key: "dinas" above the villages, "genggelang.kades" in one.

    Inside a village a person of the levels above may be named without more ("tksk").
    """

    def __init__(self, calendar, password):
        self.calendar, self.password = calendar, password
        # One slow hash for all accounts: the password is the same, and it is printed for everyone to read.
        self.hashed = make_password(password)
        self.rows, self.people, self.assignments = {}, {}, {}

    def add(self, place, part):
        """Take the persons of one part of the story into the cast. Raises ValidationError for a row that is not fit."""
        decreed = self.calendar.day(part.get("decree", {}))
        regions = Region.objects.in_bulk(codes_of(part), field_name="code")
        for row in part["people"]:
            key = f"{place}.{row['key']}" if place else row["key"]
            person = self._person(row, regions[row.get("home", part["home"])])
            self.rows[key], self.people[key] = row, person
            if "role" in row:
                since = decreed if row.get("since") == "decree" else self.calendar.ago(LONG_IN_OFFICE)
                codes = row.get("territories", [person.region.code])
                if row["role"] not in KEPT_ROLES:  # the Dinas appoints those, see demonstration/site.py
                    self.assignments[key] = [self._assign(person, row["role"], regions[code], since) for code in codes]
                if "username" in row:
                    self._account(person, row["username"])

    def _person(self, row, region):
        person = Person(
            name=row["name"],
            title=row.get("title", ""),
            sex=row["sex"],
            position=row["position"],
            region=region,
            phone=phone_digits(f"0812-000-{len(self.people) + 1:05d}"),
        )
        person.full_clean(exclude=["search_name"])
        person.save()
        return person

    @staticmethod
    def _assign(person, role, region, since):
        assignment = Assignment(person=person, role=role, region=region, valid_from=since, basis=BASIS)
        assignment.full_clean()
        assignment.save()
        return assignment

    def _account(self, person, username):
        user = User(username=username, person=person, password=self.hashed)
        validate_password(self.password, user)
        user.full_clean()
        user.save()

    def _key(self, key, place):
        return f"{place}.{key}" if f"{place}.{key}" in self.people else key

    def person(self, key, place=""):
        return self.people[self._key(key, place)]

    def row(self, key, place=""):
        """What the story says of a person: unsur, lembaga."""
        return self.rows[self._key(key, place)]

    def acting(self, key, place=""):
        """The first assignment of a person: who acts."""
        return self.assignments[self._key(key, place)][0]
