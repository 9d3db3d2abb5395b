"""SDMX: our data structure of counts, with its codelists, as a structure message (SDMX-ML 3.0).

It holds no count. pysdmx writes names in English alone, so each name is first written as its
number, which is then replaced by the name in every language.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree

from pysdmx.io.xml.sdmx30.writer.structure import write
from pysdmx.model import (
    Annotation,
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    Facets,
    ItemReference,
    Organisation,
    Role,
)
from pysdmx.model.message import Header

from leadline.core.code import Codelists, Indicator
from leadline.core.period import Frequency
from leadline.core.sdmx import (
    AGENCY,
    DATA_STRUCTURE,
    DIMENSIONS,
    FREQUENCIES,
    FREQUENCY_OF_SPAN,
    OBSERVATION,
    STATUSES,
    VERSION,
    indicator_code,
)
from leadline.words import languages, words

Names = Mapping[str, str]

_NAMESPACES = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
_PREFIXES = {"mes": "message", "str": "structure", "com": "common"}
_NAME = f"{{{_NAMESPACES}common}}Name"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_URN = "urn:sdmx:org.sdmx.infomodel."
# What each component is called; a codelist is called like the component that it is for.
_LABELS = {
    "FREQ": "sdmx.freq",
    "SOURCE": "noun.source",
    "REF_AREA": "noun.member",
    "COUNTERPART_AREA": "sdmx.counterpart_area",
    "INDICATOR": "noun.indicator",
    "CHANNEL": "noun.channel",
    "OCCURRED": "sdmx.occurred",
    "KNOWN_ON": "sdmx.known_on",
    "TIME_PERIOD": "sdmx.time_period",
    "OBS_VALUE": "stat.count",
    "OBS_STATUS": "sdmx.obs_status",
    "OBS_BELOW": "sdmx.obs_below",
}
# Lists that SDMX keeps, and of which a part is repeated here under its name.
_OF_SDMX = {"CL_FREQ": "2.1", "CL_OBS_STATUS": "2.2"}
_LISTS = {
    "FREQ": "CL_FREQ",
    "SOURCE": "CL_SOURCE",
    "REF_AREA": "CL_MEMBER",
    "COUNTERPART_AREA": "CL_MEMBER",
    "INDICATOR": "CL_INDICATOR",
    "CHANNEL": "CL_CHANNEL",
    "OBS_STATUS": "CL_OBS_STATUS",
}
# Of these every message carries the codes that it needs, with the names its readers use.
_PARTIAL = frozenset({"CL_SOURCE", "CL_MEMBER", *_OF_SDMX})

_TYPES = {
    "OCCURRED": (DataType.STRING, Facets(max_length=10)),
    "KNOWN_ON": (DataType.DATE, None),
    "TIME_PERIOD": (DataType.PERIOD, None),
    "OBS_VALUE": (DataType.INTEGER, Facets(min_value=0, max_value=99_999_999)),
    "OBS_BELOW": (DataType.INTEGER, Facets(min_value=1, max_value=999)),
}
_SCHEME = "CS_COUNTS"


@dataclass(frozen=True)
class Message:
    """What a structure message is about.

    Parameters
    ----------
    id : str
        Of the assessment, or another name of the data that it goes with.
    prepared : date
    exercise : bool
        Whether the data are invented; SDMX calls that a test.
    sources, members : mapping
        Code to names by language; where a language has none, the code stands for it.
    """

    id: str
    prepared: date
    exercise: bool
    sources: Mapping[str, Names]
    members: Mapping[str, Names]


@dataclass(frozen=True)
class _Naming:
    """Names in all languages, each told to pysdmx by its number."""

    names: list[Names]

    def number(self, names: Names) -> str:
        self.names.append(names)
        return str(len(self.names) - 1)

    def label(self, key: str) -> str:
        return self.number({row.code: words(row.code).text(key) for row in languages()})


def structure_message(message: Message, lists: Codelists) -> bytes:
    """Return the structure of the counts that a message goes with, as SDMX-ML 3.0.

    The same message gives the same bytes.
    """
    naming = _Naming([])
    head = Header(
        id=message.id,
        test=message.exercise,
        prepared=datetime.combine(message.prepared, time(), tzinfo=UTC),
        sender=Organisation(id=AGENCY),
    )
    structures = [*_codelists(message, lists, naming), _concepts(naming), _structure(naming)]
    text = write([*structures, _dataflow(naming)], header=head)
    assert text is not None, "written into a text, not to a path"
    return _named(text, naming.names)


def _codelists(message: Message, lists: Codelists, naming: _Naming) -> list[Codelist]:
    made = {
        "CL_FREQ": [Code(code, name=naming.label(key)) for code, key in _frequencies().items()],
        "CL_SOURCE": _declared(message.sources, naming),
        "CL_MEMBER": _declared(message.members, naming),
        "CL_INDICATOR": _indicators(lists, naming),
        "CL_CHANNEL": [
            Code(code, name=naming.label(f"channel.{code}")) for code in sorted(lists.channels)
        ],
        "CL_OBS_STATUS": [Code(code, name=naming.label(f"obs_status.{code}")) for code in STATUSES],
    }
    labels = {name: _LABELS[component] for component, name in reversed(_LISTS.items())}
    return [
        Codelist(
            id=name,
            agency=_owner(name),
            version=_OF_SDMX.get(name, VERSION),
            name=naming.label(labels[name]),
            items=codes,
            is_partial=name in _PARTIAL,
        )
        for name, codes in made.items()
    ]


def _frequencies() -> dict[str, str]:
    """Return the codes of frequencies and the messages that name them."""
    keys = {frequency: f"period.{frequency}" for frequency in FREQUENCIES}
    keys[Frequency.HALF] = "period.half_year"
    codes = {FREQUENCIES[frequency]: key for frequency, key in keys.items()}
    return codes | {FREQUENCY_OF_SPAN: "sdmx.span"}


def _declared(names: Mapping[str, Names], naming: _Naming) -> list[Code]:
    """Return codes that an assessment declares, with its own names for them."""
    every = {code: {"en": code, **named} for code, named in sorted(names.items())}
    return [Code(code, name=naming.number(named)) for code, named in every.items()]


def _indicators(lists: Codelists, naming: _Naming) -> list[Code]:
    """Return each theme, then its indicators with what the list says of them."""
    codes = []
    for theme in lists.themes:
        codes.append(Code(theme, name=naming.label(f"theme.{theme}")))
        codes += [_indicator(row, naming) for row in lists.indicators if row.theme == theme]
    return codes


def _indicator(row: Indicator, naming: _Naming) -> Code:
    facts = {
        "THEME": row.theme,
        "UNIT_MEASURE": row.unit,
        "KIND": row.kind,
        "COUNTING_POINT": row.counting_point,
        "COUNTERPART_AREA": row.about,
    }
    return Code(
        indicator_code(row.theme, row.code),
        name=naming.label(f"ind.{row.theme}.{row.code}"),
        annotations=[Annotation(id=kind, type=kind, title=code) for kind, code in facts.items()],
    )


def _concepts(naming: _Naming) -> ConceptScheme:
    return ConceptScheme(
        id=_SCHEME,
        agency=AGENCY,
        version=VERSION,
        name=naming.label("sdmx.counts"),
        items=[Concept(name, name=naming.label(key)) for name, key in _LABELS.items()],
    )


def _structure(naming: _Naming) -> DataStructureDefinition:
    components = [_component(name) for name in (*DIMENSIONS, *OBSERVATION)]
    return DataStructureDefinition(
        id="DS_COUNTS",
        agency=AGENCY,
        version=VERSION,
        name=naming.label("sdmx.counts"),
        components=Components(components),
    )


def _dataflow(naming: _Naming) -> Dataflow:
    return Dataflow(
        id="DF_COUNTS",
        agency=AGENCY,
        version=VERSION,
        name=naming.label("sdmx.counts"),
        structure=f"{_URN}datastructure.DataStructure={DATA_STRUCTURE}",
    )


def _component(name: str) -> Component:
    listed = _LISTS.get(name)
    kind, facets = _TYPES.get(name, (None, None))
    is_attribute = name in ("OBS_STATUS", "OBS_BELOW")
    role = Role.DIMENSION if name in DIMENSIONS else Role.MEASURE
    return Component(
        id=name,
        required=name not in ("OBS_VALUE", "OBS_BELOW"),
        role=Role.ATTRIBUTE if is_attribute else role,
        concept=ItemReference("Concept", AGENCY, _SCHEME, VERSION, name),
        local_dtype=kind,
        local_facets=facets,
        local_enum_ref=f"{_URN}codelist.Codelist={_reference(listed)}" if listed else None,
        attachment_level="O" if is_attribute else None,
    )


def _owner(name: str) -> str:
    return "SDMX" if name in _OF_SDMX else AGENCY


def _reference(name: str) -> str:
    return f"{_owner(name)}:{name}({_OF_SDMX.get(name, VERSION)})"


def _named(text: str, names: list[Names]) -> bytes:
    """Put the names of all languages in the place of their numbers."""
    for prefix, part in _PREFIXES.items():
        ElementTree.register_namespace(prefix, _NAMESPACES + part)
    root = ElementTree.fromstring(text.encode())
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == _NAME:
                parent.remove(child)
                for at, (language, name) in enumerate(names[int(child.text or "")].items()):
                    element = ElementTree.Element(_NAME, {_LANGUAGE: language})
                    element.text = name
                    parent.insert(place + at, element)
    ElementTree.indent(root)
    stream = io.BytesIO()
    ElementTree.ElementTree(root).write(stream, encoding="UTF-8", xml_declaration=True)
    return stream.getvalue() + b"\n"
