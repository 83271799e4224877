"""Numbers of families that are not told above the village, because so few could point at one of them."""

SMALL = 5
FEW = f"<{SMALL}"


def is_small(number):
    """Whether so few are there; none is not few."""
    return 0 < number < SMALL


def told(number, *, above):
    """A number as it is shown; above the village one that could point at a family is "<5"."""
    return FEW if above and is_small(number) else str(number)


def told_apart(split, *, above):
    """7 (P 4, L 3); above the village without the parts where one of them is small."""
    if above and any(map(is_small, (split.women, split.men))):
        return told(split.all, above=above)
    return f"{split.all} (P {split.women}, L {split.men})" if split.all else "0"


def known(number, *, above):
    """The number for a drawing or a sum of it; None where it is not told."""
    return None if above and is_small(number) else number
