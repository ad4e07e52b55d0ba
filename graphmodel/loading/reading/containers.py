"""Files that look like a workbook of ours and are none: what each is, and how to save it so that it is read."""

from __future__ import annotations

from collections.abc import Collection

from graphmodel.words.messages import Message

OLE = b"\xd0\xcf\x11\xe0"
"""How old Office files begin, and those that a password protects."""
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_OLD = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_ZIPPED = {
    "xl/workbook.bin": Message("is a binary workbook (.xlsb): save it as .xlsx"),
    "content.xml": Message(
        "is an OpenDocument file (.ods): save it as .xlsx",
    ),
    "word/document.xml": Message(
        "is a Word document: put its tables into a workbook (.xlsx)",
    ),
    "ppt/presentation.xml": Message(
        "is a presentation: put its tables into a workbook (.xlsx)",
    ),
    "Index/Document.iwa": Message(
        "is a document of Numbers: export it as Excel (.xlsx)",
    ),
}
_MARKUP = (b"<html", b"<table", b"<!doctype", b"<meta", b"<?xml", b"<body")
WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".xlt", ".ods", ".numbers"}
"""The endings of workbooks, those that are read and those that are not."""


def old_or_protected(content: bytes) -> Message:
    """Return what a file that begins as an old Office file is, by the names of its streams."""
    if _PROTECTED in content:
        return Message(
            "is protected by a password: save it without one, as .xlsx",
        )
    if any(name in content for name in _OLD):
        return Message("is an old workbook (.xls): save it as .xlsx")
    return Message(
        "is protected by a password, or an old workbook (.xls): save it without one, as .xlsx",
    )


def other_archive(names: Collection[str]) -> Message | None:
    """Return what an archive of these files is where it is a document of another program, else None."""
    if "content.xml" in names and "mimetype" not in names:
        return None
    return next((what for name, what in _ZIPPED.items() if name in names), None)


def no_archive(content: bytes) -> Message | None:
    """Return what a file named as a workbook is that is no archive, or None where it may be a broken one."""
    if content.startswith(OLE):
        return old_or_protected(content)
    start = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP):
        return Message(
            "is a web page named as a workbook: open it in Excel and save it as .xlsx",
        )
    if start and not content.startswith(b"PK") and b"\0" not in content[:1000]:
        return Message(
            "is text named as a workbook: name it .csv, or open it in Excel and save it as .xlsx",
        )
    return None
