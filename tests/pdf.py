"""PDF files as a reader that cannot see them takes them: structure and fonts."""

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
