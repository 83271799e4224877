"""What a NIK tells of its holder, compared with what the form says. Differences warn, they never block.

A NIK is given once for life: the region of first registration, the birth date as it was written then (women day + 40),
a serial. A later move or a corrected date leaves it as it is (PP 40/2019).
"""

from datetime import date

from institutions.models import Region

WOMEN_ADD = 40


def _born(nik):
    """Day, month and year of the century, as the number tells them."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    return (day - WOMEN_ADD if day > WOMEN_ADD else day), month, year


def sex_in(nik):
    """ "female" for a day above 40, else "male"."""
    return "female" if int(nik[6:8]) > WOMEN_ADD else "male"


def region_is_known(number, subdistricts=None):
    """Whether its first six digits are, or were, those of a subdistrict of the official list.

    `subdistricts` are the codes of that list, where many numbers are asked about at once.
    """
    return Region.objects.filter(code=number[:6]).exists() if subdistricts is None else number[:6] in subdistricts


def date_agrees(nik, born, estimated=False):
    """Whether the date in the number can be `born`; of an estimated date only the year is compared."""
    day, month, year = _born(nik)
    if estimated:
        return year == born.year % 100
    return (day, month, year) == (born.day, born.month, born.year % 100)


def is_a_date(nik, today):
    """Whether the middle digits are a day of any year at all."""
    day, month, year = _born(nik)
    for century in (1900, 2000):
        try:
            if date(century + year, month, day) <= today:
                return True
        except ValueError:
            continue
    return False


def nik_warnings(nik, *, sex, born, estimated, today, subdistricts=None):
    """Sentences on what looks wrong about a NIK; each can be true of an honest card."""
    found = []
    if not region_is_known(nik, subdistricts):
        found.append("Enam angka pertama NIK bukan kode kecamatan yang dikenal.")
    if not is_a_date(nik, today):
        found.append("Tanggal di dalam NIK bukan tanggal yang ada.")
    elif born and not date_agrees(nik, born, estimated):
        found.append("Tanggal lahir di NIK berbeda dengan yang diisi.")
    if sex and sex_in(nik) != sex:
        found.append("Jenis kelamin di NIK berbeda dengan yang diisi.")
    if nik[12:] == "0000":
        found.append("Empat angka terakhir NIK tidak mungkin 0000.")
    return found


def card_warnings(number, subdistricts=None):
    """Sentences on what looks wrong about the number of a family card."""
    known = region_is_known(number, subdistricts)
    return [] if known else ["Enam angka pertama nomor KK bukan kode kecamatan yang dikenal."]
