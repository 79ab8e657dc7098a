"""Swagger 2.0 into the shape of OpenAPI 3.1: documents, paths, answers and security.

Every reference is ``#/...`` already, and leads where things stood before; what moves is
found again by identity afterwards. Changed in place, as everything in ``load`` is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...diagnostics import Diagnostics, Pointer
from ...document import Json, value_at
from ...grammar import METHODS, Kind
from .bundle import Visit
from .swagger_parameters import (
    Entry,
    body_of,
    form_of,
    is_media_type,
    media_types,
    plain_parameter,
    to_schema,
)

_JSON = "application/json"
_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_FLOW = ("authorizationUrl", "tokenUrl", "refreshUrl", "scopes")
_HEADER_KEYS = ("description", "required", "deprecated", "example")


def convert(
    root: dict[str, Json],
    visits: Sequence[Visit],
    places: dict[int, Visit],
    report: Diagnostics,
) -> None:
    """Turn every object that was reached in a Swagger file into one of OpenAPI 3.1.

    ``places`` are the objects by identity; what is made of parameters is added.
    """
    work = _Swagger(root, places, report)
    by_kind: dict[Kind, list[Visit]] = {}
    for visit in visits:
        if "$ref" not in visit.value or visit.kind is Kind.PATH_ITEM:
            by_kind.setdefault(visit.kind, []).append(visit)
    for visit in by_kind.get(Kind.PATH_ITEM, ()):
        work.path_item(visit)
    document = by_kind.get(Kind.DOCUMENT, [])
    parts = work.components() if document else {}
    for visit in by_kind.get(Kind.PARAMETER, ()):
        work.parameter(visit)
    for visit in by_kind.get(Kind.RESPONSE, ()):
        work.response(visit.value, _listed(work.facts(visit), "produces"))
    for visit in by_kind.get(Kind.HEADER, ()):
        _header(visit.value, visit.pointer, report)
    for visit in by_kind.get(Kind.SECURITY_SCHEME, ()):
        _scheme(visit.value)
    if document:
        work.document(parts)


class _Swagger:
    """One conversion: the bundle, and the responses that are done."""

    def __init__(
        self, root: dict[str, Json], places: dict[int, Visit], report: Diagnostics
    ) -> None:
        self._root = root
        self._places = places
        self._report = report
        self._answered: set[int] = set()

    def facts(self, visit: Visit) -> Mapping[str, Json]:
        """The document that says what an object's file consumes and produces."""
        own = visit.file.root
        if isinstance(own, dict) and "swagger" in own:
            return own
        return self._root

    def path_item(self, visit: Visit) -> None:
        """Convert the operations below; bodies that they share become each one's."""
        item = visit.value
        shared = self._entries(item.get("parameters"))
        for method in METHODS:
            operation = item.get(method)
            if isinstance(operation, dict):
                self._operation(operation, shared, visit, visit.pointer / method)
        if "parameters" in item:
            item["parameters"] = [one.written for one in shared if not one.is_body]

    def _entries(self, values: Json) -> list[Entry]:
        found: list[Entry] = []
        for value in values if isinstance(values, list) else []:
            target = value
            for _ in range(50):  # a circle is reported by the next stage
                if not isinstance(target, dict) or "$ref" not in target:
                    break
                target = value_at(self._root, Pointer(str(target["$ref"])))
            if isinstance(value, dict) and isinstance(target, dict):
                found.append(Entry(value, target))
        return found

    def _operation(
        self,
        operation: dict[str, Json],
        shared: list[Entry],
        visit: Visit,
        at: Pointer,
    ) -> None:
        facts = self.facts(visit)
        own = self._entries(operation.get("parameters"))
        general = _listed(facts, "consumes")
        entries = (*shared, *own)
        bodies = [one for one in entries if one.where == "body"]
        fields = {one.name: one for one in entries if one.where == "formData"}
        says_media = media_types(entries) if bodies or fields else []
        consumes = says_media or _listed(operation, "consumes", general)
        if bodies and fields:
            words = "an operation has a body or form fields, not both; the body is sent"
            self._report.note("two-bodies", words, at)
        if bodies:
            made = body_of(bodies[-1], consumes, general)
            operation["requestBody"] = made
            self._stands(made, bodies[-1])
        elif fields:
            made, properties = form_of(
                list(fields.values()), consumes, at, self._report
            )
            operation["requestBody"] = made
            self._stands(made, next(iter(fields.values())))
            for name, schema in properties.items():
                self._stands(schema, fields[name])
        if "parameters" in operation:
            operation["parameters"] = [
                one.written
                for one in own
                if not (one.is_body or (says_media and is_media_type(one)))
            ]
        produces = _listed(operation, "produces", _listed(facts, "produces"))
        responses = operation.get("responses")
        if isinstance(responses, dict):
            for status, value in responses.items():
                if isinstance(value, dict):
                    responses[status] = self._answer(value, produces, facts)
        schemes = operation.pop("schemes", None)
        if isinstance(schemes, list) and "servers" not in operation:
            servers = _servers({**self._root, "schemes": schemes})
            if servers and servers != _servers(self._root):
                operation["servers"] = servers
        operation.pop("consumes", None)
        operation.pop("produces", None)

    def _stands(self, made: Json, entry: Entry) -> None:
        """Note that something made of a parameter was written where that was."""
        visit = self._places.get(id(entry.target))
        if visit is not None:
            self._places[id(made)] = visit

    def _answer(
        self, value: dict[str, Json], produces: list[str], facts: Mapping[str, Json]
    ) -> Json:
        """A response in the media types of its operation.

        A shared one stays a reference where its operation produces what all do.
        """
        target = value
        for _ in range(50):
            if "$ref" not in target:
                break
            found = value_at(self._root, Pointer(str(target["$ref"])))
            if not isinstance(found, dict):
                return value
            target = found
        if target is value:
            self.response(value, produces)
            return value
        if produces == _listed(facts, "produces") or "schema" not in target:
            return value
        copied = dict(target)
        self.response(copied, produces)
        return copied

    def response(self, response: dict[str, Json], produces: list[str]) -> None:
        """Put a response's schema and examples under its media types."""
        if id(response) in self._answered:
            return
        self._answered.add(id(response))
        schema = response.pop("schema", None)
        examples = response.pop("examples", None)
        named = examples if isinstance(examples, dict) else {}
        if not isinstance(schema, dict):
            return
        content: dict[str, Json] = {}
        for media in _media(schema, produces):
            content[media] = {"schema": schema}
            if media in named:
                content[media] = {"schema": schema, "example": named[media]}
        response["content"] = content

    def parameter(self, visit: Visit) -> None:
        """Convert a parameter that is no operation's own; bodies become request bodies."""
        value = visit.value
        where = value.get("in")
        if where == "body":
            general = _listed(self.facts(visit), "consumes")
            made = body_of(Entry(value, value), general, general, written=True)
            value.clear()
            value.update(made)
        elif where != "formData":
            plain_parameter(value, visit.pointer, self._report)

    def components(self) -> dict[str, dict[str, Json]]:
        """What the document shares, by where OpenAPI 3.1 has it."""
        bodies: dict[str, Json] = {}
        parameters: dict[str, Json] = {}
        for entry in _mapping(self._root.get("parameters")).items():
            where = _mapping(entry[1]).get("in")
            if where == "body":
                bodies[entry[0]] = entry[1]
            elif where != "formData":  # each operation has its fields in its own form
                parameters[entry[0]] = entry[1]
        return {
            "schemas": _mapping(self._root.get("definitions")),
            "parameters": parameters,
            "requestBodies": bodies,
            "responses": _mapping(self._root.get("responses")),
            "securitySchemes": _mapping(self._root.get("securityDefinitions")),
        }

    def document(self, parts: Mapping[str, dict[str, Json]]) -> None:
        """Give the document the keys of OpenAPI 3.1."""
        root = self._root
        servers = _servers(root)
        old = dict(root)
        root.clear()
        root["openapi"] = "3.1.0"
        root["info"] = old.pop("info", {})
        if servers:
            root["servers"] = servers
        components = {key: dict(value) for key, value in parts.items() if value}
        if components:
            root["components"] = dict(components)
        gone = ("swagger", "host", "basePath", "schemes", "consumes", "produces")
        moved = ("definitions", "parameters", "responses", "securityDefinitions")
        root.update(
            {key: value for key, value in old.items() if key not in (*gone, *moved)}
        )


def _servers(root: Mapping[str, Json]) -> list[Json]:
    """The addresses that scheme, host and base path make (Swagger 2.0, 5.2.1).

    HTTPS comes first: the first one is what a client uses, and it sends credentials.
    """
    host, path = root.get("host"), root.get("basePath")
    path = path if isinstance(path, str) else ""
    path = path.rstrip("/")
    if path and not path.startswith("/"):
        path = f"/{path}"
    if not isinstance(host, str) or not host:
        return [{"url": path}] if path else []
    schemes = [one for one in _listed(root, "schemes") if one in ("https", "http")]
    schemes = sorted(dict.fromkeys(schemes), reverse=True) or ["https"]
    return [{"url": f"{scheme}://{host}{path}"} for scheme in schemes]


def _media(schema: Mapping[str, Json], produces: list[str]) -> list[str]:
    """The media types that a schema comes in; a file is not JSON."""
    if schema.get("type") == "file":
        raw = [one for one in produces if "json" not in one and "xml" not in one]
        return raw or ["application/octet-stream"]
    return produces or [_JSON]


def _header(header: dict[str, Json], at: Pointer, report: Diagnostics) -> None:
    made = to_schema(header, "header", at, report, keep=_HEADER_KEYS)
    words = {key: header[key] for key in _HEADER_KEYS if key in header}
    header.clear()
    header.update({**words, **made})


def _scheme(scheme: dict[str, Json]) -> None:
    """A security scheme (Swagger 2.0, 5.2.21) as one of OpenAPI 3.1."""
    if scheme.get("type") == "basic":
        scheme.update({"type": "http", "scheme": "basic"})
    elif scheme.get("type") == "oauth2" and "flows" not in scheme:
        name = _FLOWS.get(str(scheme.pop("flow", "")), "implicit")
        flow = {key: scheme.pop(key) for key in _FLOW if key in scheme}
        flow.setdefault("scopes", {})
        scheme["flows"] = {name: flow}


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _listed(
    value: Mapping[str, Json], key: str, otherwise: list[str] | None = None
) -> list[str]:
    """The texts under a key; ``otherwise`` where the key is not there."""
    found = value.get(key)
    if isinstance(found, str):
        return [found]
    if not isinstance(found, list):
        return otherwise or []
    return [item for item in found if isinstance(item, str)]
