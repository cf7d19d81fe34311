"""What becomes of an uploaded logo: a small PNG of our own, or a sentence that says what to do."""

from __future__ import annotations

import io
import os
import time
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from accounts.errors import LogoRefused
from accounts.logos import LARGEST, MOST_BYTES, read_logo
from tests.accounts.logo_files import RED, animated, chunk, gif, picture, png, upload, webp

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def read(content: bytes) -> Image.Image:
    """The logo that is kept, opened: always a PNG that holds nothing but pixels."""
    kept = read_logo(upload(content))
    opened = Image.open(io.BytesIO(kept))
    opened.load()
    assert opened.format == "PNG"
    assert {name for name in opened.info if name != "transparency"} == set()
    return opened


def color(opened: Image.Image) -> tuple[int, ...]:
    found = opened.convert("RGBA").getpixel((opened.width // 2, opened.height // 2))
    assert isinstance(found, tuple)
    return found


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (picture("PNG"), (*RED, 255)),
        (picture("JPEG", quality=95), (*RED, 255)),
        (picture("WEBP", lossless=True), (*RED, 255)),
        (picture("WEBP", quality=95), (*RED, 255)),
        (picture("WEBP", "RGBA", lossless=True), (*RED, 128)),
        (picture("PNG", "RGBA"), (*RED, 128)),
        (picture("PNG", "LA"), (90, 90, 90, 128)),
        (picture("PNG", "L"), (90, 90, 90, 255)),
        (picture("PNG", "1"), (255, 255, 255, 255)),
        (picture("JPEG", "L"), (90, 90, 90, 255)),
        (picture("JPEG", "CMYK"), (200, 20, 30, 255)),
        (picture("PNG", "I;16"), (117, 117, 117, 255)),
        (picture("PNG", size=(1, 1)), (*RED, 255)),
        (animated("PNG"), (*RED, 255)),
        (animated("WEBP"), (*RED, 255)),
    ],
)
def test_every_usual_picture_is_kept(content: bytes, wanted: tuple[int, ...]) -> None:
    assert near(color(read(content)), wanted, 20)


def test_palette_with_a_clear_color_stays_clear() -> None:
    file = io.BytesIO()
    paletted = Image.new("RGB", (20, 10), RED).quantize(4)
    paletted.save(file, "PNG", transparency=paletted.getpixel((0, 0)))
    assert color(read(file.getvalue()))[3] == 0


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((4000, 4000), (300, 300)),
        ((4000, 1), (800, 1)),
        ((1, 4000), (1, 300)),
        ((1600, 200), (800, 100)),
        ((800, 300), LARGEST),
        ((30, 20), (30, 20)),
    ],
)
def test_large_picture_is_made_small_and_a_small_one_left(size: tuple[int, int], kept: tuple[int, int]) -> None:
    assert read(picture(size=size)).size == kept


def test_metadata_is_gone() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Anna Secret")
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Anna Secret</x:xmpmeta>")
    exif = Image.Exif()
    exif[0x010E] = "Anna Secret"
    for content in (
        picture("PNG", pnginfo=told, exif=exif, icc_profile=b"Anna Secret", dpi=(300, 300)),
        picture("JPEG", exif=exif, comment=b"Anna Secret"),
        picture("WEBP", exif=exif, xmp=b"Anna Secret"),
    ):
        assert b"Anna Secret" in content or b"Anna" in zlib.decompress(content[content.index(b"\x78") :])
        assert b"Anna" not in read_logo(upload(content))
        read(content)


def test_huge_metadata_does_no_harm() -> None:
    read(png(1, 1, lines=b"\0\1\2\3", extra=chunk(b"tEXt", b"Comment\0" + b"x" * 1_800_000)))


def test_turned_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert read(picture("JPEG", size=(40, 20), exif=exif)).size == (20, 40)


def test_same_file_gives_the_same_bytes() -> None:
    assert read_logo(upload(picture("JPEG"))) == read_logo(upload(picture("JPEG")))


def test_16_bits_keep_their_shades() -> None:
    file = io.BytesIO()
    steps = Image.new("I;16", (4, 1))
    for place, value in enumerate((0, 20_000, 40_000, 65_535)):
        steps.putpixel((place, 0), value)
    steps.save(file, "PNG")
    read_back = read(file.getvalue()).convert("L")
    assert [read_back.getpixel((place, 0)) for place in range(4)] == [0, 77, 155, 255]


REFUSED = {
    "SVG": (SVG, "Export the logo as PNG"),
    "SVG behind a comment": (b"\xef\xbb\xbf <!-- hello --> " + SVG[21:], "Export the logo as PNG"),
    "HTML": (b"<!doctype html><script>alert(1)</script>", "Upload the logo as PNG, JPEG or WebP"),
    "nothing": (b"", "Upload the logo as PNG, JPEG or WebP"),
    "noise": (os.urandom(5000), "Upload the logo as PNG, JPEG or WebP"),
    "GIF": (gif(), "Upload the logo as PNG, JPEG or WebP"),
    "TIFF": (picture("TIFF"), "Upload the logo as PNG, JPEG or WebP"),
    "BMP": (picture("BMP"), "Upload the logo as PNG, JPEG or WebP"),
    "PDF": (b"%PDF-1.7\n", "Upload the logo as PNG, JPEG or WebP"),
    "PNG and a web page": (picture() + b"<html><script>alert(1)</script>", "save it anew as PNG"),
    "web page in a PNG's comment": (
        png(1, 1, lines=b"\0\1\2\3", extra=chunk(b"tEXt", b"a\0<SCRIPT>alert(1)</SCRIPT>")),
        "save it anew as PNG",
    ),
    "JPEG and a PDF": (picture("JPEG") + b"\n%PDF-1.4\n", "save it anew as PNG"),
    "JPEG and an archive": (picture("JPEG") + b"PK\3\4" + b"x" * 99 + b"PK\5\6" + bytes(18), "save it anew as PNG"),
    "WebP and an SVG": (picture("WEBP") + SVG, "save it anew as PNG"),
    "too many bytes": (picture() + bytes(MOST_BYTES), "Save the logo smaller"),
    "50 MB": (bytes(50_000_000), "Save the logo smaller"),
    "30,000 pixels": (png(30_000, 30_000), "at most 4,000 wide and high"),
    "4,001 pixels": (png(4_001, 1), "at most 4,000 wide and high"),
    "most pixels that a PNG can have": (png(2**31 - 1, 2**31 - 1), "at most 4,000 wide and high"),
    "WebP of 16,383 pixels": (picture("WEBP", size=(16_383, 1)), "at most 4,000 wide and high"),
    "WebP that only says so": (webp(2**24, 2**24), "at most 4,000 wide and high"),
    "JPEG of 60,000 pixels": (picture("JPEG", size=(60_000, 1)), "at most 4,000 wide and high"),
    "cut-off PNG": (picture(size=(400, 300))[:300], "Save it once more as PNG"),
    "cut-off JPEG": (picture("JPEG", size=(400, 300))[:-40], "Save it once more as PNG"),
    "cut-off WebP": (picture("WEBP", size=(400, 300))[:40], "as PNG"),
    "PNG with half its lines": (png(100, 100, lines=bytes(100)), "Save it once more as PNG"),
    "PNG whose comment unpacks to 100 MB": (
        png(1, 1, lines=b"\0\1\2\3", extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000)))),
        "as PNG",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_at_once_with_what_one_can_do(name: str) -> None:
    content, words = REFUSED[name]
    start = time.perf_counter()
    with pytest.raises(LogoRefused, match=words):
        read_logo(upload(content))
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@given(data=st.data())
def test_broken_file_is_refused_or_kept_but_never_an_error(kind: str, data: st.DataObject) -> None:
    content = bytearray(picture(kind))
    for _turn in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(LogoRefused):
        read(bytes(content))
