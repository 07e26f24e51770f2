"""What a browser gets was drawn by us."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from wellserved.ground.safety.pictures import NoPicture, redrawn


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 128).save(out, kind, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


USUAL = ("PNG RGBA", "PNG P", "PNG I;16", "JPEG RGB", "JPEG CMYK", "GIF P", "WEBP RGB", "BMP RGB")


@pytest.mark.parametrize("usual", USUAL)
def test_the_usual_formats_are_drawn(usual: str) -> None:
    kind, mode = usual.split()
    data, content_type = redrawn(picture(kind, mode=mode), 320)
    assert content_type == f"image/{opened(data).format.lower()}"  # type: ignore[union-attr]
    assert opened(data).size == (40, 20)


def test_it_fits() -> None:
    assert opened(redrawn(picture("JPEG", (4000, 1000)), 320)[0]).size == (320, 80)


def test_place_and_camera_are_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of Alice"  # turned by a quarter
    data = redrawn(picture("JPEG", (40, 20), exif=exif.tobytes(), comment=b"secret"), 320)[0]
    assert b"Alice" not in data
    assert b"secret" not in data
    assert opened(data).size == (20, 40)
    assert not opened(data).getexif()


def test_of_what_moves_the_first_frame_is_shown() -> None:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    shown = opened(redrawn(out.getvalue(), 320)[0])
    assert getattr(shown, "n_frames", 1) == 1
    assert shown.convert("RGB").getpixel((5, 5))[0] > 200  # type: ignore[index]


def bomb() -> bytes:
    """Says that it has 2.5 billion pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg/>", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"GIF89a", picture("PNG")[:50], bomb(),
     picture("TIFF"), picture("ICO", (16, 16))],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(NoPicture):
        redrawn(data, 320)


@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]), st.data())
def test_broken_pictures_are_refused_or_drawn(kind: str, data: st.DataObject) -> None:
    source = bytearray(picture(kind))
    for place in data.draw(st.lists(st.integers(0, len(source) - 1), max_size=5)):
        source[place] ^= data.draw(st.integers(1, 255))
    try:
        redrawn(bytes(source), 320)
    except NoPicture:
        pass
