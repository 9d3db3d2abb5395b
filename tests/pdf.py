"""PDF files as a reader that cannot see them takes them: structure, fonts and text."""

import re
from collections.abc import Iterator

import pikepdf


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield a structure element and all below it, in reading order."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def elements(pdf: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Object]:
    """The structure elements of some kinds, of all where none is named."""
    (document,) = pdf.Root.StructTreeRoot.K
    return [element for element in walk(document) if not kinds or element.S in kinds]


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The descriptors of all fonts of all pages."""
    return [
        font.get("/DescendantFonts", [font])[0].FontDescriptor
        for page in pdf.pages
        for font in page.Resources.get("/Font", {}).values()
    ]


def page_text(page: pikepdf.Page) -> str:
    """Return what a page says, its glyphs read back through the tables that it carries."""
    tables = {name: _glyphs(font) for name, font in page.Resources.get("/Font", {}).items()}
    said, font = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = tables[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            said += [_shown(operand, font) for operand in operands]
    return "".join(said)


def _shown(operand: pikepdf.Object, font: dict[bytes, str]) -> str:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    return "".join(
        font.get(code[at : at + 2], "") for code in codes for at in range(0, len(code), 2)
    )


def _glyphs(font: pikepdf.Object) -> dict[bytes, str]:
    table = font.ToUnicode.read_bytes().decode("ascii", "replace")
    pairs = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*\n", table)
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
