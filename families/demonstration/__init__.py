"""The families of the demonstration: candidates in one village, the whole line in others. All persons are invented.

The serial of every identity number begins with 9, which no register gives out, so that none can be anybody's.
"""

import tomllib
from pathlib import Path

from django.core.management import call_command

from families.demonstration import further
from families.demonstration.village import play

VILLAGES = ("bentek", "genggelang")


def story(name):
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def tell(cast, calendar):
    """Go on with the demonstration where the founding of the FCU ends."""
    call_command("load_family_lists", verbosity=0)
    for name, part in {**{name: story(name) for name in VILLAGES}, **further.parts()}.items():
        play(name, part, cast, calendar)
