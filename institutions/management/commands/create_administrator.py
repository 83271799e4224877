"""The first account of an installation. There is no superuser: the administrator keeps accounts and reference data."""

import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from fcu_project import audit, dates
from institutions.models import Assignment, Person, Region, User


class Command(BaseCommand):
    help = "Makes an administrator account; asks for the password, or reads it from the first line of stdin."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("name", help="full name of the person")
        parser.add_argument("--sex", choices=["male", "female"], default="male")
        parser.add_argument("--stdin", action="store_true", help="read the password from standard input")

    def handle(self, *, username, name, sex, stdin, **options):
        region = Region.objects.filter(code="").first()
        if region is None:
            raise CommandError("Run load_regions first.")
        if User.objects.filter(username=username.lower()).exists():
            raise CommandError(f"{username} exists already.")
        password = input() if stdin else getpass.getpass("Kata sandi: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            person = Person.objects.create(name=name, sex=sex, position="Administrator", region=region)
            User.objects.create_user(username.lower(), password, person)
            assignment = Assignment.objects.create(
                person=person,
                role="administrator",
                region=region,
                valid_from=dates.today(),
                basis="create_administrator",
            )
            audit.record("account:first", by=assignment, obj=person)
        self.stdout.write(f"{username.lower()} is an administrator.")
