"""Forms of the families, filled in: typed from paper."""

from datetime import date

from django.urls import reverse

from tests.families import make
from tests.families.fill_member import chosen
from tests.filling import LAST_WEEK, Filling, form, typed_date

LINE = {
    "head_name": "Kartini Rahayu", "head_sex": "p", "place": "3/2", "socio_economic": "2", "occupation": "20",
    "problems": "2, 3", "potential": "Pandai menjahit, rukun dengan tetangga.", "hamlet": "Krajan Wetan",
    "recorded_on": typed_date(LAST_WEEK),
}  # fmt: skip
BORN = (date(1984, 3, 12), date(1982, 5, 7), date(2009, 8, 17))
PEOPLE = (("Sumiyati", "female", "1"), ("Suharto Wijaya", "male", "2"), ("Dimas Aditya", "male", "4"))


def member_line(number, **changes):
    """One line of part C, everything by its number."""
    name, sex, relation = PEOPLE[number - 1]
    born = BORN[number - 1]
    facts = {
        "name": name, "nik": make.nik(born, sex, region="970101", serial=number),
        "sex": "P" if sex == "female" else "L", "birth_place": "Banyuraga",
        "birth_date": born.strftime("%d%m%Y"), "religion": "1", "education": "4",
        "occupation": "20", "marital": "1" if relation == "4" else "2", "relation": relation, "nationality": "1",
        "immigration_document": "", "father_name": "Suharto", "mother_name": f"Ibu {name}", "disability": "7",
        "insurance": "2",
    }  # fmt: skip
    return {f"{number}-{column}": value for column, value in {**facts, **changes}.items()}


def sheet(**changes):
    """Parts A to C of a form that came back."""
    home = {
        "address": "Gang Melati 4, dekat musala", "rt": "003", "rw": "2", "hamlet": "Krajan", "phone": "081234567890",
        "phone_owner": "Tetangga, Bu Ani", "card_number": "9701012003150007",
    }  # fmt: skip
    lines = {**member_line(1), **member_line(2), **member_line(3)}
    return {**home, **lines, **changes}


@form("families:candidate-sheet")
def candidate_sheet(people, regions):
    make.selection_group(people)
    return Filling(
        people.working_group, reverse("families:candidate-sheet"), LINE, text=("potential", "hamlet", "head_name"),
        required=("head_name", "head_sex", "recorded_on"), wrong={"place": "tiga"},
    )  # fmt: skip


@form("families:member-sheet", is_update=True)
def member_sheet(people, regions):
    family = chosen(people)
    return Filling(
        people.secretary, reverse("families:member-sheet", args=[family.uid]), sheet(), row=family,
        text=("hamlet", "address", "phone_owner", "1-name", "2-birth_place", "3-mother_name"), required=("address",),
        wrong={"card_number": "97010120031500"}, contested=(family,),
    )  # fmt: skip
