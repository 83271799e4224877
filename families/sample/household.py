"""Who lives together: names, ages and ties that a family card could show. Made up by chance from a given source."""

from datetime import date, timedelta
from typing import NamedTuple

from families.household import CHILD, HEAD, MARRIED, PARENT, UNMARRIED, WIFE

DIVORCED, WIDOWED = 3, 4
MEN = (
    "Agus Ahmad Andi Arif Bambang Budi Dedi Dwi Edi Eko Fajar Hadi Hasan Hendra Heri Imam Irfan Joko Kurnia Lukman "
    "Muhammad Mulyadi Nur Rahmat Ridwan Rizky Rudi Samsul Slamet Sugeng Suharto Sukardi Supardi Suryadi Sutrisno "
    "Taufik Usman Wahyu Yanto Yusuf"
).split()
MEN_SECOND = (
    "Abdullah Basri Fauzi Firmansyah Gunawan Hakim Hidayat Ismail Kurniawan Maulana Nugroho Prasetyo Pratama Purnomo "
    "Ramadhan Riyadi Santoso Saputra Setiawan Siregar Suwito Syahputra Wibowo Wijaya Yulianto"
).split()
WOMEN = (
    "Aisyah Ani Asih Ayu Dewi Dian Endang Eni Fatimah Fitri Indah Ika Kartini Lestari Lilis Maimunah Mariam Marni "
    "Mega Murni Nani Nur Nurhayati Partini Putri Ratna Rina Rohani Rukmini Sari Siti Sri Sulastri Sumiyati Suryani "
    "Tini Tuti Wati Wulan Yuni"
).split()
WOMEN_SECOND = (
    "Aini Anggraini Astuti Aminah Azizah Handayani Hasanah Khadijah Kurniasih Lestari Mulyani Ningsih Nuraini Permata "
    "Pertiwi Puspita Rahayu Rahmawati Safitri Salamah Setyowati Susanti Utami Wahyuni Wulandari"
).split()
# Occupations of the card's list, each as often as it stands here.
WORK_OF_MEN = (9, 9, 9, 11, 15, 15, 18, 19, 19, 19, 20, 20, 20, 26, 65, 81, 84, 85, 88, 88)
WORK_OF_WOMEN = (2, 2, 2, 2, 9, 15, 19, 20, 23, 65, 84, 88)
SCHOOLING = (2, 3, 3, 3, 4, 4, 5, 5, 5, 8)
STUDENT, NO_WORK, RETIRED = 3, 1, 4
SAME_FAITH = {"51": 4, "53": 3, "71": 2, "91": 2, "92": 2, "94": 2, "95": 2, "96": 2}  # by province; elsewhere Islam


class Relative(NamedTuple):
    """One line of the family card; codes as in its lists."""

    name: str
    sex: str
    born: date
    relation: int
    marital: int
    education: int
    occupation: int


def name_of(rng, sex):
    given, second = (WOMEN, WOMEN_SECOND) if sex == "female" else (MEN, MEN_SECOND)
    return f"{given[int(rng.random() * len(given))]} {second[int(rng.random() * len(second))]}"


def household(rng, today):
    """The members of one family in the order of the card, the head first."""
    age = int(rng.triangular(24, 78, 42))
    kind = rng.random()
    woman = kind > 0.8
    if kind <= 0.8:
        marital = MARRIED if kind <= 0.74 else WIDOWED
    else:
        marital = WIDOWED if kind <= 0.9 else DIVORCED
    head = _relative(rng, today, "female" if woman else "male", age, HEAD, marital)
    found = [head]
    youngest = age
    if marital == MARRIED:
        youngest = max(20, age - int(rng.random() * 8))
        found.append(_relative(rng, today, "female", youngest, WIFE, MARRIED))
    if kind < 0.94:
        found += _children(rng, today, youngest)
    if rng.random() < 0.08 and age < 60:
        sex = "female" if rng.random() < 0.7 else "male"
        found.append(_relative(rng, today, sex, min(age + 20 + int(rng.random() * 12), 95), PARENT, WIDOWED))
    return found


def _children(rng, today, mother):
    """Up to four, born when the younger parent was 20 to 44; those above 24 live elsewhere."""
    first = mother - 20 - int(rng.random() * 6)
    ages = [age for number in range(int(rng.random() * 5)) if 0 <= (age := first - 3 * number) <= 24]
    return [
        _relative(rng, today, "female" if rng.random() < 0.5 else "male", age, CHILD, UNMARRIED)
        for age in ages if mother - age <= 44
    ]  # fmt: skip


def _relative(rng, today, sex, age, relation, marital):
    born = today - timedelta(days=int(365.25 * age) + 2 + int(rng.random() * 350))
    education, occupation = _schooling(rng, age), _work(rng, sex, age)
    return Relative(name_of(rng, sex), sex, born, relation, marital, education, occupation)


def _schooling(rng, age):
    if age < 19:
        return 1 if age < 6 else 2 if age < 12 else 3 if age < 15 else 4
    return SCHOOLING[int(rng.random() * len(SCHOOLING))]


def _work(rng, sex, age):
    if age < 19:
        return NO_WORK if age < 6 else STUDENT
    if age > 70:
        return RETIRED if rng.random() < 0.2 else NO_WORK
    work = WORK_OF_WOMEN if sex == "female" else WORK_OF_MEN
    return work[int(rng.random() * len(work))]


def faith_of(code, rng):
    """The religion of a family in the village `code`."""
    return SAME_FAITH.get(code[:2], 1) if rng.random() < 0.92 else 1 + int(rng.random() * 5)
