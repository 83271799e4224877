"""Change as drawings for screen and paper: bars in units of one drawing, placed on the server."""

import textwrap

from families.actions.assessment import word_of
from families.change import ANSWERED

LETTER = 6.6  # of a line of text, in units of the drawing
TALL, THIN, LINE, GAP, CLOSE = 26, 13, 16, 14, 7
NAMED, TOLD = 62, 78  # left of the bars of a figure their name, right of them their numbers
# On every drawing a dark bar is what one would wish, a light one what is not so yet; on paper as on the screen.
FIGURES_LEGEND = "Terang: keluarga yang mengalaminya. Gelap: yang membaik, tidak mengalaminya lagi."


def legend_of(comparison):
    """What the bars of `rounds_drawn` mean."""
    met, unmet = (word_of(comparison.which, standing).lower() for standing in ANSWERED)
    return f"Gelap: {met}. Terang: {unmet}. Garis putus-putus: belum tahu, tidak berlaku, atau belum dijawab."


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
    """Two bars per question: in how many families it was; in how many it is, and beside it in how many no more.

    `lines` are (label, before, now, better), a number None where it is not told. The same shape as of `rounds_drawn`,
    with the numbers among the texts.
    """
    longest = max((max(before or 0, (now or 0) + (better or 0)) for _, before, now, better in lines), default=0) or 1
    unit = (width - NAMED - TOLD) / longest
    texts, bars, top = [], [], 0
    for label, before, now, better in lines:
        for row in textwrap.wrap(label, int(width / LETTER)):
            texts.append({"x": 0, "y": top + 12, "text": row})
            top += LINE
        top += 2
        told = _told(now) if better == 0 else f"{_told(now)}, {_told(better)} tidak lagi"
        for name, words, parts in (
            ("Dahulu", _told(before), (("unmet", before),)),
            ("Sekarang", told, (("unmet", now), ("met", better))),
        ):
            left = NAMED
            for kind, number in parts:
                if number:
                    bars.append(_bar(left, top, unit * number, THIN, kind, number))
                    left += unit * number
            texts.append({"x": 0, "y": top + 11, "text": name})
            texts.append({"x": round(left) + 5, "y": top + 11, "text": words})
            top += THIN + 2
        top += CLOSE
    return {"box": _box(width, top - CLOSE), "texts": texts, "bars": bars}


def _told(number):
    return "<5" if number is None else str(number)
