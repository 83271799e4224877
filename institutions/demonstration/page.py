"""A page that stands for a paper of the story, marked as an example."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

SIZE, MARGIN, LINE = (620, 877), 60, 34  # pixels of a small A4


def example_page(name, *lines):
    """An upload called `name`.png with the given lines beneath the mark."""
    page = Image.new("RGB", SIZE, "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(size=18)
    for number, line in enumerate(("CONTOH PERAGAAN", "", *lines)):
        draw.text((MARGIN, MARGIN + number * LINE), line, fill="black", font=font)
    out = io.BytesIO()
    page.save(out, "PNG")
    return SimpleUploadedFile(f"{name}.png", out.getvalue(), content_type="image/png")
