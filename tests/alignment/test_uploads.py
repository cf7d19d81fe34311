"""Uploaded files in memory."""

from __future__ import annotations

import io
import tempfile

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory


def sent(*contents: bytes) -> list[InMemoryUploadedFile]:
    files = {f"file{place}": SimpleUploadedFile("a.png", content) for place, content in enumerate(contents)}
    request = RequestFactory().post("/", files)
    found = [request.FILES[name] for name in files]
    assert all(isinstance(file, InMemoryUploadedFile) for file in found)
    return found  # type: ignore[return-value]


def test_file_arrives_whole() -> None:
    content = bytes(range(256)) * 4_000
    [file] = sent(content)
    assert (file.read(), file.size, file.name) == (content, len(content), "a.png")


def test_of_a_large_file_a_part_is_kept_and_its_size_told(settings: LazySettings) -> None:
    [file] = sent(bytes(9_000_000))
    assert file.size == 9_000_000
    assert len(file.read()) == settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def test_many_files_share_what_is_kept(settings: LazySettings) -> None:
    files = sent(*[bytes(400_000)] * 20)
    assert {file.size for file in files} == {400_000}
    assert sum(len(file.read()) for file in files) == settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def test_no_file_touches_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", None)
    [file] = sent(bytes(6_000_000))
    assert isinstance(file.file, io.BytesIO)
