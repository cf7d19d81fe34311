"""Pictures, and files that only look like one, for tests."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

RED = (200, 20, 30)


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 20), **options: Any) -> bytes:
    """A file of one color."""
    bands: dict[str, Any] = {
        "RGB": RED,
        "RGBA": (*RED, 128),
        "CMYK": (0, 230, 216, 55),
        "L": 90,
        "LA": (90, 128),
        "1": 1,
        "P": 3,
    }
    file = io.BytesIO()
    Image.new(mode, size, bands.get(mode, 30_000)).save(file, kind, **options)
    return file.getvalue()


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *, lines: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG that says it is as large as that, whatever is in it."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def webp(width: int, height: int) -> bytes:
    """A WebP whose header alone says that it is as large as that."""
    canvas = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", len(canvas)) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif() -> bytes:
    return picture("GIF", "P")


def animated(kind: str) -> bytes:
    """A red picture, then a blue one."""
    file = io.BytesIO()
    frames = [Image.new("RGB", (40, 20), color) for color in (RED, (0, 0, 255))]
    frames[0].save(
        file, kind, save_all=True, append_images=frames[1:], **({"lossless": True} if kind == "WEBP" else {})
    )
    return file.getvalue()
