"""Package: the parts of a zipped workbook, opened only where nothing in them can do harm."""

import codecs
import io
import re
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from leadline.intake import limit

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(
    rb"\A[^<]*<\?xml\b[^>]*?\bencoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Only these are ever parsed: pictures and the like stay closed.
_XML = (".xml", ".rels")

Attributes = dict[str, str]
OnStart = Callable[[str, Attributes], object]


class Refused(Exception):
    """The workbook as a whole is refused; ``code`` says why, ``first`` where that begins."""

    def __init__(self, code: str, *, first: str = "") -> None:
        super().__init__(code)
        self.code, self.first = code, first


def read_parts(content: bytes) -> dict[str, bytes]:
    """Return the XML parts by name in small letters, as UTF-8.

    Raises
    ------
    Refused
        For a bomb, a password, macros, a document type, or names that stand twice.
    zipfile.BadZipFile, OSError, ValueError
        For what is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if limit.expands_too_much(sum(part.file_size for part in parts), packed=len(content)):
            raise Refused("expands_too_much")
        names = {part.filename.lower() for part in parts}
        if len(parts) > limit.MOST_PARTS_OF_WORKBOOK or len(names) < len(parts):
            raise Refused("workbook_unsafe")
        if any(part.flag_bits & 1 for part in parts) or any(map(_is_macro, names)):
            raise Refused("workbook_unsafe")
        return {p.filename.lower(): _utf_8(archive.read(p)) for p in parts if _is_xml(p.filename)}


def walk(
    part: bytes,
    *,
    start: OnStart,
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
    separator: str | None = None,
) -> None:
    """Call back for each element of an XML part; what is not well-formed raises.

    Parameters
    ----------
    separator : str, optional
        Put between namespace and name; without it, names keep the prefixes of the file.

    Raises
    ------
    Refused
        For long tags and deep elements, which fill memory before they end.
    """
    check_tags(part)
    depth = 0

    def enter(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > limit.MOST_DEPTH:
            raise Refused("expands_too_much")
        start(tag, attributes)

    def leave(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(tag)

    parser = expat.ParserCreate(namespace_separator=separator)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(part, True)


def check_tags(part: bytes) -> None:
    """Refuse a part in which no tag begins for a long way.

    Raises
    ------
    Refused
    """
    window = limit.LONGEST_TAG // 2
    firsts = range(0, len(part) - window, window)
    if any(part.find(b"<", first, first + window) < 0 for first in firsts):
        raise Refused("expands_too_much")


def local(name: str) -> str:
    """Return the name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def _is_macro(name: str) -> bool:
    return "vbaproject" in name or name.startswith(("basic/", "scripts/"))


def _is_xml(name: str) -> bool:
    return name.lower().endswith(_XML)


def _utf_8(part: bytes) -> bytes:
    """Return a part in the one encoding that every reader after this one agrees on."""
    if part.startswith(_UTF_16):
        part = _DECLARED.sub("", part.decode("utf-16")).encode()
    # Without the NULs, so that no other encoding hides anything.
    if _DOCTYPE.search(part.replace(b"\0", b"") if b"\0" in part else part):
        raise Refused("workbook_unsafe")
    if _ENCODING.match(part):
        raise Refused("workbook_damaged")
    return part
