"""Strangers' pictures written anew: what a browser gets was drawn by us, and holds nothing but what is seen."""

import io
import warnings

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")  # never PostScript, never SVG
MOST_PIXELS = 50_000_000
SMALL, LARGE = 320, 1600  # pixels of the longer side


class NoPicture(Exception):  # noqa: N818 - a verdict
    """It is none that we show, whatever it is called."""


def redrawn(data: bytes, longest: int) -> tuple[bytes, str]:
    """(bytes, content type) of its first frame, at most `longest` pixels wide and high.

    Colour profile, camera data, place and comments are gone. Raises NoPicture, also for bombs.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _redrawn(data, longest)
    except NoPicture:
        raise
    except Exception as error:  # Pillow's decoders raise whatever they like on broken files
        raise NoPicture("It cannot be read as a picture.") from error


def _redrawn(data: bytes, longest: int) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise NoPicture(f"It has {image.width} x {image.height} pixels, which is too many.")
        image.draft("RGB", (longest, longest))
        upright = ImageOps.exif_transpose(image)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        drawn = upright.convert("RGBA" if has_alpha else "RGB")
    drawn.thumbnail((longest, longest))
    drawn.info.clear()
    out = io.BytesIO()
    if has_alpha:
        drawn.save(out, "PNG")
        return out.getvalue(), "image/png"
    drawn.save(out, "JPEG", quality=88)
    return out.getvalue(), "image/jpeg"
