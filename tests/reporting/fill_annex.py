"""Forms of this part, filled in; and its rows for the tests of who may open what."""


def scene(people):
    return {}


def arguments(short, scene):
    return None
