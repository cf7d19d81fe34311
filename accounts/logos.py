"""Logos: looked at before they are decoded, made small, and written anew, so that nothing of the file is kept."""

from __future__ import annotations

import io
import re
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from accounts.errors import LogoRefused

MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000
"""Of a side, as it is uploaded."""

LARGEST = (800, 300)
"""As it is kept: sharp on paper at the size of a letterhead."""

FORMATS = ("PNG", "JPEG", "WEBP")

_VECTOR = re.compile(rb"\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s>]", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(rb"<(?:html|script|!doctype|\?php|svg[\s>]|iframe)|%PDF-\d", re.IGNORECASE)
"""No program that saves pictures writes any of these into one."""

_ARCHIVE_END = b"PK\x05\x06"
_ARCHIVE_TAIL = 66_000
"""A ZIP file is read from its end, which is never further away."""


def read_logo(upload: UploadedFile[Any]) -> bytes:
    """The picture as a PNG of our own: small, without metadata. Raises LogoRefused with what one can do instead."""
    content = _content(upload)
    _refuse_other_documents(content)
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS) if _may_open(content) else None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        picture = None
    except Exception:  # whatever a reader of pictures raises for what is none
        raise LogoRefused(_unreadable_words()) from None
    if picture is None or max(picture.size) > MOST_PIXELS:
        raise LogoRefused(
            _("This picture has too many pixels. Make it at most %(most)s wide and high, and upload it again.")
            % {"most": "4,000"}
        )
    try:
        return _written(_plain(picture))
    except Exception:  # the same
        raise LogoRefused(
            _("This picture is damaged or cut off. Save it once more as PNG, and upload that file.")
        ) from None


def _content(upload: UploadedFile[Any]) -> bytes:
    content: bytes = upload.read(MOST_BYTES + 1)
    if max(len(content), upload.size or 0) > MOST_BYTES:  # of what is far too large, not all was kept
        raise LogoRefused(_("This file is larger than 2 MB. Save the logo smaller, as PNG, and upload it again."))
    return content


def _refuse_other_documents(content: bytes) -> None:
    if _VECTOR.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise LogoRefused(
            _("SVG files can hold programs, so they are not taken. Export the logo as PNG, 800 pixels wide.")
        )
    if not _begins_like_a_picture(content):
        raise LogoRefused(_unreadable_words())
    if _MARKUP.search(content) or _ARCHIVE_END in content[-_ARCHIVE_TAIL:]:
        raise LogoRefused(
            _("This file is a picture and something else at once. Open it, save it anew as PNG, and upload that file.")
        )


def _begins_like_a_picture(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def _unreadable_words() -> str:
    return _("This is not a picture that can be read. Upload the logo as PNG, JPEG or WebP.")


def _may_open(content: bytes) -> bool:
    """A reader of WebP makes room for the whole picture as soon as it is opened: its size is read here first."""
    return content[:4] != b"RIFF" or max(_webp_size(content)) <= MOST_PIXELS


def _webp_size(content: bytes) -> tuple[int, int]:
    kind, start = content[12:16], content[20:30]
    if kind == b"VP8X":
        return _little(start[4:7]) + 1, _little(start[7:10]) + 1
    if kind == b"VP8L":
        packed = _little(start[1:5])
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    return _little(start[6:8]) & 0x3FFF, _little(start[8:10]) & 0x3FFF


def _little(number: bytes) -> int:
    return int.from_bytes(number, "little")


def _plain(picture: Image.Image) -> Image.Image:
    """The first frame, upright, small, in 8 bits a channel."""
    picture.seek(0)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # 16 bits of gray, which would be cut off at 255
        upright = upright.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    is_clear = upright.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in upright.info
    plain = upright.convert("RGBA" if is_clear else "RGB")
    plain.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    return plain


def _written(picture: Image.Image) -> bytes:
    """Only the pixels go over into the new file."""
    anew, file = Image.frombytes(picture.mode, picture.size, picture.tobytes()), io.BytesIO()
    anew.save(file, "PNG", optimize=True)
    return file.getvalue()
