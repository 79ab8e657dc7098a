"""The one place that touches datamodel-code-generator and the parsers that it brings.

What they give is JSON, and what they refuse is ``Refused``: nothing else comes out of
here. It is imported only where a source is in one of their languages.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, cast

from ...document import Json
from .known import Language

_LINE = re.compile(r"(?:^|[\s:/\\])[\w.-]*:([0-9]+):[0-9]+|[Ll]ine ([0-9]+)")
_SHOWN = 400
"""Characters of a foreign message that are passed on."""

_EXTRAS = {Language.GRAPHQL: "graphql", Language.PROTOBUF: "protobuf"}


class Refused(Exception):
    """A parser takes no such schema; ``line`` is where, from 1, if it says so.

    ``code`` is the diagnostic's.
    """

    def __init__(self, words: str, line: int | None = None, code: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.line = line
        self.code = code or "bad-schema"


def convert(
    language: Language, text: str, given: Json, file: Path | None, path: str
) -> Json:
    """What a library makes of a schema, as JSON.

    ``text`` is the schema's, ``given`` its JSON where it is JSON, or what else a
    language needs; ``file`` is where it stands, and ``path`` its path in the
    description. Raises ``Refused``.
    """
    ways: Mapping[Language, Callable[[_Asked], Any]] = {
        Language.AVRO: _avro,
        Language.GRAPHQL: _graphql,
        Language.PROTOBUF: _protobuf,
        Language.XML_SCHEMA: _xsd,
        Language.SAMPLES: _samples,
    }
    try:
        made = ways[language](_Asked(text, given, file, path))
        return cast("Json", json.loads(json.dumps(made, default=_plain)))
    except Refused:
        raise
    except ImportError as error:
        raise _missing(language, error) from None
    except RecursionError:
        raise Refused("the schema nests too deep") from None
    except Exception as error:  # noqa: BLE001 - a foreign parser may raise anything
        raise Refused(*_said(error)) from None


class _Asked(NamedTuple):
    """What is to be converted: ``given`` is JSON of a shape that a language knows."""

    text: str
    given: Any
    file: Path | None
    path: str


def _plain(value: object) -> object:
    """What JSON has for a value of Python that it has none for."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _module(name: str) -> Any:
    return importlib.import_module(name)


def _missing(language: Language, error: ImportError) -> Refused:
    extra = _EXTRAS.get(language, "")
    name = f"plainsdk[{extra}]" if extra else "plainsdk"
    package = str(error.name or error).partition(".")[0]
    words = f"needs the package {package}, which is not here: pip install '{name}'"
    return Refused(words, None, "no-parser")


def _said(error: Exception) -> tuple[str, int | None]:
    """What an error says on one line, and the line of the schema that it names."""
    text = " ".join(str(error).split()) or type(error).__name__
    found = _LINE.search(text)
    line = int(found[1] or found[2]) if found is not None else None
    position = getattr(error, "position", None)
    if isinstance(position, tuple):
        line = int(cast("tuple[int, int]", position)[0])
    return text[:_SHOWN], line


def _avro(asked: _Asked) -> Any:
    """JSON Schema draft 7 with ``definitions``."""
    parser = _module("datamodel_code_generator.parser.avro")
    return parser.convert_avro_schema_data(asked.given)


def _xsd(asked: _Asked) -> Any:
    """JSON Schema draft 7 with ``definitions``."""
    parser = _module("datamodel_code_generator.parser.xmlschema")
    folder = asked.file.parent if asked.file is not None else Path(os.devnull)
    return parser.convert_xml_schema_data(asked.text, base_path=folder)


def _protobuf(asked: _Asked) -> Any:
    """A ``google.protobuf.FileDescriptorSet`` in its JSON form.

    ``given`` are the texts of the file and of all that it imports by their names, and
    the names of imports that are not there; ``text`` is the file's own name.
    """
    protoc = _module("grpc_tools.protoc")
    bundled = Path(protoc.__file__).parent / "_proto"
    empty = dict.fromkeys(asked.given["missing"], 'syntax = "proto3";')
    with tempfile.TemporaryDirectory() as folder, _stderr() as said:
        for name, text in {**empty, **asked.given["texts"]}.items():
            file = Path(folder, "in", name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        made = Path(folder, "out")
        ways = [f"-I{Path(folder, 'in')}", f"-I{bundled}"]
        wanted = ["--include_imports", "--include_source_info"]
        wanted.append(f"--descriptor_set_out={made}")
        if protoc.main(["protoc", *ways, *wanted, asked.text]):
            raise _protoc(said(), asked.text)
        found = _module("google.protobuf.descriptor_pb2").FileDescriptorSet()
        found.ParseFromString(made.read_bytes())
    for one in found.file:
        if one.name != asked.text and not one.name.startswith("google/protobuf/"):
            one.ClearField("source_code_info")  # nobody asks, and it is very large
    return _module("google.protobuf.json_format").MessageToDict(found)


def _protoc(said: str, name: str) -> Refused:
    """What protoc says: ``folder/shop.proto:3:1: words``, of the file itself if it can."""
    own: list[tuple[str, int]] = []
    others: list[str] = []
    for line in said.splitlines():
        found = re.fullmatch(r"(.+?):([0-9]+):[0-9]+: (.*)", line.strip())
        if found is not None and found[1].endswith(name):
            own.append((found[3][:_SHOWN], int(found[2])))
        elif found is not None:
            others.append(f"{found[1]}:{found[2]}: {found[3]}"[:_SHOWN])
    own = [one for one in own if not one[0].startswith("warning: ")]
    first = next((one for one in own if not one[0].startswith("Import ")), None)
    if first is None and others:
        first = (others[0], own[0][1] if own else 1)
    words, at = first or (own[0] if own else ("protoc refuses it", 1))
    return Refused(words, at)


@contextmanager
def _stderr() -> Generator[Callable[[], str]]:
    """Keep what C code writes to the standard error, and give it as a text."""
    with tempfile.TemporaryFile() as kept:
        saved = os.dup(2)

        def said() -> str:
            kept.seek(0)
            return kept.read().decode("utf-8", "replace")

        os.dup2(kept.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(saved, 2)
            os.close(saved)


def _graphql(asked: _Asked) -> Any:
    """The introspection of a schema, with the file and line of each type.

    ``given`` has the ``texts`` of the files of a schema in several by their path; those
    that hold queries, or cannot be read, are none. Whether they fit ``loosely`` is what
    ``_joined`` sees to.
    """
    graphql = _module("graphql")
    parsed: dict[str, Any] = {}
    texts = asked.given.get("texts") or {asked.path: asked.text}
    for path, text in texts.items():
        try:
            one = graphql.parse(graphql.Source(text, path))
        except graphql.GraphQLSyntaxError as error:
            if not asked.given:
                raise _graphql_refused(error, asked.path) from None
            continue  # the file itself is refused
        if not (asked.given and any(map(_is_query, one.definitions))):
            parsed[path] = one
    document = graphql.concat_ast(list(parsed.values()))
    loose: list[tuple[str, int | None]] = []
    if asked.given.get("loosely"):
        document = _joined(document, graphql)
    for fault in _module("graphql.validation.validate").validate_sdl(document):
        said = _graphql_refused(fault, asked.path)
        if "can only be defined once" in fault.message:  # as published schemas have it
            loose.append((said.words, said.line))
        elif "directive" not in fault.message:  # whose they are is not known
            raise said
    schema = graphql.build_ast_schema(document, assume_valid=True)
    if schema.query_type is None:  # introspection is a query
        root = {"x": graphql.GraphQLField(graphql.GraphQLInt)}
        query = graphql.GraphQLObjectType("PlainsdkQuery", root)
        schema = graphql.GraphQLSchema(**{**schema.to_kwargs(), "query": query})
    made = graphql.introspection_from_schema(schema, input_value_deprecation=True)
    homes = {
        node.name.value: [node.loc.source.name, node.name.loc.start_token.line]
        for node in document.definitions
        if node.kind.endswith("_type_definition")
    }
    return {"schema": made["__schema"], "homes": homes, "loose": loose}


def _joined(document: Any, graphql: Any) -> Any:
    """A schema in which each type is defined once, and extended after that.

    What extends a type that nothing defines is its definition: in a federation each
    part has the types of the others so. Files that define one type mean one together.
    """
    nodes = list(document.definitions)
    homes: dict[str, str] = {}
    for node in nodes:
        if node.kind.endswith("_type_definition"):
            homes.setdefault(node.name.value, node.loc.source.name)
    met: set[str] = set()
    for index, node in enumerate(nodes):
        if not node.kind.endswith(("_type_definition", "_type_extension")):
            continue
        name, kind = node.name.value, type(node).__name__
        if kind.endswith("ExtensionNode") and name not in homes:
            homes[name], kind = "", kind.replace("Extension", "Definition")
        elif name in met and node.loc.source.name != homes[name]:
            kind = kind.replace("Definition", "Extension")
        met.add(name)
        made = getattr(graphql, kind)
        nodes[index] = made(**{key: getattr(node, key, None) for key in made.keys})
    return graphql.DocumentNode(definitions=tuple(nodes))


def _is_query(node: Any) -> bool:
    return str(node.kind) in ("operation_definition", "fragment_definition")


def _graphql_refused(error: Any, path: str) -> Refused:
    """What a parser of GraphQL says, with the line, and the file where it is another."""
    line = error.locations[0].line if error.locations else None
    source = error.source or (error.nodes[0].loc.source if error.nodes else None)
    words = str(error.message)[:_SHOWN].removeprefix("Syntax Error: ")
    words = words.replace("Unexpected <EOF>.", "There is no type in the file.")
    words = words.replace("<EOF>", "the end of the file")
    if source is not None and source.name != path:
        return Refused(f"{source.name}:{line}: {words}", 1)
    return Refused(words, line)


def _samples(asked: _Asked) -> Any:
    """The JSON Schema of some values, as far as they show it."""
    builder = _module("genson").SchemaBuilder(schema_uri=None)
    for value in asked.given:
        builder.add_object(value)
    return builder.to_schema()
