"""Change as drawings for screen and paper: bars in units of one drawing, placed on the server."""

import textwrap

from families.change import ANSWERED

LETTER = 6.6  # of a line of text, in units of the drawing
TALL, THIN, LINE, GAP, CLOSE = 26, 13, 16, 14, 7


def rounds_drawn(comparison, width=360):
    """One bar per round, cut into answers as one would wish, others, and what is not known.

    {box, texts: [{x, y, text}], bars: [{x, y, width, height, kind, number, middle, base}]}.
    """
    texts, bars, top = [], [], 0
    for round_, counts in comparison.columns:
        texts.append({"x": 0, "y": top + 12, "text": f"Putaran {round_.round}, {round_.assessed_on:%d-%m-%Y}"})
        left, y = 0, top + LINE
        known = dict(zip(ANSWERED, (counts.met, counts.unmet), strict=True))
        for kind, number in (*known.items(), ("rest", counts.total - sum(known.values()))):
            wide = width * number / (counts.total or 1)
            if number:
                bars.append(_bar(left, y, wide, TALL, kind, number))
            left += wide
        top = y + TALL + GAP
    return {"box": _box(width, top - GAP), "texts": texts, "bars": bars}


def _box(width, height):
    """What is seen of the drawing: with room for the borders of the outermost bars."""
    return f"-1 -1 {width + 2} {max(height, 0) + 2}"


def _bar(x, y, width, height, kind, number):
    return {
        "x": round(x), "y": y, "width": round(width), "height": height, "kind": kind, "number": number,
        "middle": round(x + width / 2), "base": y + height - 8,
    }  # fmt: skip


def figures_drawn(lines, width=360):
    """Two bars per question: in how many families it was, and in how many it is.

    `lines` are (label, before, now), a number None where it is not told. The same shape as of `rounds_drawn`, each bar
    with the place of its number.
    """
    most = max((number for _, *pair in lines for number in pair if number is not None), default=0) or 1
    room = width - 30  # beside the longest bar stands its number
    texts, bars, top = [], [], 0
    for label, *pair in lines:
        for row in textwrap.wrap(label, int(width / LETTER)):
            texts.append({"x": 0, "y": top + 12, "text": row})
            top += LINE
        top += 2
        for kind, number in zip(("before", "now"), pair, strict=True):
            wide = room * (number or 0) / most
            told = "<5" if number is None else number
            bars.append(_bar(0, top, wide, THIN, kind, told) | {"beside": round(wide) + 5, "level": top + 11})
            top += THIN + 2
        top += CLOSE
    return {"box": _box(width, top - CLOSE), "texts": texts, "bars": bars}
