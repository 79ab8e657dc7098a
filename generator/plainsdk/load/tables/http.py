"""``http.yaml`` read and checked, fault by fault with its line.

``http.schema.json`` says the same for editors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ...diagnostics import Diagnostics, Place
from ...document import Json
from ..texts.faults import BadText
from ..texts.reading import Source
from ..texts.yaml_text import line_of_yaml, read_yaml
from .http_facts import Facts, OperationFacts, Stream

_KEYS = {"title", "version", "description", "servers", "security", "dates"} | {
    "wire_case",
    "names",
    "groups",
    "operations",
}
_OPERATION_KEYS = {
    "method",
    "path",
    "summary",
    "description",
    "deprecated",
    "security",
} | {
    "body",
    "body_type",
    "optional_body",
    "parameters",
    "headers",
    "returns",
    "returns_type",
    "stream",
    "errors",
}
_METHODS = ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE")
_GROUP = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
_OPERATION = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+")
_NAMED = re.compile(r"[^\s.]+(\.[^\s.]+)+")
_SCHEME = re.compile(r"[A-Za-z0-9._-]+")
_ENVIRONMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PATH = re.compile(r"/(?:[^\s?#{}]|\{[^\s{}/?#]+\})*(?:#\S*)?")
_MEDIA = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+*-]+")
_STATUS = re.compile(r"[1-5][0-9][0-9]|[1-5]XX|default")
_URL = re.compile(r"(?:https?://|/)\S*")

Parts: TypeAlias = tuple[str, ...]


class HttpFile:
    """The file and what it says; ``place`` finds a fact in it."""

    def __init__(self, source: Source, facts: Facts) -> None:
        self.source = source
        self.facts = facts

    def place(self, *parts: str) -> Place:
        """The place of the fact at these keys, or of the nearest one around it."""
        return self.source.place(line_of_yaml(self.source.text, parts))


def read_http(source: Source, report: Diagnostics) -> HttpFile:
    """Read the file.

    Every fault is reported, and what is wrong is left out of the facts.
    """
    try:
        root = read_yaml(source.text)
    except BadText as error:
        report.error("bad-yaml", error.message, source.place(error.line))
        return HttpFile(source, Facts())
    return HttpFile(source, _Check(source, report).facts(root))


class _Check:
    """Reads values where they are what they must be, and reports the others."""

    def __init__(self, source: Source, report: Diagnostics) -> None:
        self._source = source
        self._report = report

    def fault(self, parts: Parts, words: str) -> None:
        line = line_of_yaml(self._source.text, parts)
        name = ".".join(parts)
        said = f"{name}: {words}" if name else words
        self._report.error("bad-http", said, self._source.place(line))

    def facts(self, root: Json) -> Facts:
        top = self.mapping({"": root}, "", (), _KEYS)
        schemes = self._schemes(top)
        return Facts(
            title=self.text(top, "title", (), required=True),
            version=self.text(top, "version", (), required=True),
            description=self.text(top, "description", ()),
            servers=self._servers(top),
            schemes=schemes,
            swapped=self.choice(top, "dates", (), ("swapped", "literal")) != "literal",
            camel=self.choice(top, "wire_case", (), ("snake", "camel")) == "camel",
            names=self.texts(top, "names", (), _NAMED, "Class.column"),
            groups=self.texts(top, "groups", (), _GROUP, "a group's name"),
            operations=self._operations(top, schemes),
        )

    def _servers(self, top: Mapping[str, Json]) -> tuple[Mapping[str, Json], ...]:
        servers: list[Mapping[str, Json]] = []
        items = {str(i): item for i, item in enumerate(self.list(top, "servers", ()))}
        for index in items:
            parts = ("servers", index)
            server = self.mapping(
                items, index, ("servers",), {"url", "name", "description"}
            )
            url = self.text(
                server, "url", parts, _URL, "a URL or a path", required=True
            )
            more = {
                key: self.text(server, key, parts) for key in ("name", "description")
            }
            if url:
                servers.append({"url": url, **{k: v for k, v in more.items() if v}})
        return tuple(servers)

    def _schemes(self, top: Mapping[str, Json]) -> Mapping[str, Mapping[str, Json]]:
        schemes: dict[str, Mapping[str, Json]] = {}
        given = self.mapping(top, "security", ())
        for name in given:
            parts = ("security", name)
            if not _SCHEME.fullmatch(name):
                self.fault(
                    parts, "a scheme's name has letters, digits, '.', '_' and '-'"
                )
            scheme = self.mapping(given, name, ("security",), {"type", "env"})
            self.choice(scheme, "type", parts, ("bearer",), required=True)
            env = self.text(scheme, "env", parts, _ENVIRONMENT, "a variable's name")
            made: dict[str, Json] = {"type": "http", "scheme": "bearer"}
            if env:
                made["x-plainsdk-env"] = env
            schemes[name] = made
        return schemes

    def _operations(
        self, top: Mapping[str, Json], schemes: Mapping[str, object]
    ) -> Mapping[str, OperationFacts]:
        given = self.mapping(top, "operations", ())
        operations: dict[str, OperationFacts] = {}
        for key in given:
            parts = ("operations", key)
            if not _OPERATION.fullmatch(key):
                self.fault(
                    parts, "an operation is group.name, of letters, digits and '_'"
                )
                continue
            facts = self.mapping(given, key, ("operations",), _OPERATION_KEYS)
            operations[key] = self._operation(key, facts, parts, schemes)
        return operations

    def _operation(
        self,
        key: str,
        facts: Mapping[str, Json],
        parts: Parts,
        schemes: Mapping[str, object],
    ) -> OperationFacts:
        def text(name: str) -> str:
            return self.text(facts, name, parts)

        def media(name: str) -> str:
            return self.text(facts, name, parts, _MEDIA, "a media type")

        path = self.text(
            facts, "path", parts, _PATH, "a path, /v1/files/{file_id}", required=True
        )
        return OperationFacts(
            key=key,
            method=self.choice(facts, "method", parts, _METHODS, required=True),
            path=path,
            given=frozenset(facts),
            summary=text("summary"),
            description=text("description"),
            body=self.text(facts, "body", parts, null=True),
            body_type=media("body_type"),
            optional_body=self.flag(facts, "optional_body", parts),
            parameters=text("parameters"),
            headers=self._words(facts, "headers", parts),
            returns=self.text(facts, "returns", parts, null=True),
            returns_type=media("returns_type"),
            stream=self._stream(facts, parts),
            errors=self.texts(
                facts, "errors", parts, _STATUS, "a status, 4XX or default"
            ),
            security=self._security(facts, parts, schemes),
            deprecated=self.flag(facts, "deprecated", parts),
        )

    def _stream(self, facts: Mapping[str, Json], parts: Parts) -> Stream | None:
        if "stream" not in facts:
            return None
        stream = self.mapping(
            facts, "stream", parts, {"event", "shape", "sentinel", "switch"}
        )
        inner = (*parts, "stream")
        return Stream(
            event=self.text(stream, "event", inner),
            shape=self.choice(stream, "shape", inner, ("envelope", "payload")),
            sentinel=self.text(stream, "sentinel", inner),
            switch=self.text(stream, "switch", inner),
        )

    def _security(
        self, facts: Mapping[str, Json], parts: Parts, schemes: Mapping[str, object]
    ) -> tuple[str, ...]:
        if facts.get("security") == "none":
            return ()
        named = self._words(facts, "security", parts)
        for name in named:
            if name not in schemes:
                self.fault(
                    (*parts, "security"),
                    f"{name!r} is not among the schemes of this file",
                )
        return tuple(name for name in named if name in schemes)

    def _words(
        self, facts: Mapping[str, Json], key: str, parts: Parts
    ) -> tuple[str, ...]:
        items = self.list(facts, key, parts)
        words = [item for item in items if isinstance(item, str) and item]
        if len(words) != len(items) or (
            key in facts and not items and facts[key] == []
        ):
            self.fault((*parts, key), "a list of names is due here")
        return tuple(words)

    def mapping(
        self,
        facts: Mapping[str, Json],
        key: str,
        parts: Parts,
        known: set[str] | None = None,
    ) -> Mapping[str, Json]:
        """The mapping at a key, without keys that are not known.

        Empty where there is none.
        """
        inner = (*parts, key) if key else parts
        value = facts.get(key, {})
        if not isinstance(value, Mapping):
            self.fault(inner, "a mapping is due here")
            return {}
        if known is not None:
            for name in value:
                if name not in known:
                    self.fault(
                        (*inner, name),
                        f"no such key; there are {_listed(sorted(known))}",
                    )
        return {k: v for k, v in value.items() if known is None or k in known}

    def list(self, facts: Mapping[str, Json], key: str, parts: Parts) -> Sequence[Json]:
        value = facts.get(key, [])
        if isinstance(value, list):
            return value
        self.fault((*parts, key), "a list is due here")
        return []

    def text(
        self,
        facts: Mapping[str, Json],
        key: str,
        parts: Parts,
        pattern: re.Pattern[str] | None = None,
        meaning: str = "a text",
        *,
        required: bool = False,
        null: bool = False,
    ) -> str:
        """The text at a key; empty where there is none."""
        if key not in facts:
            if required:
                self.fault(parts, f"{key!r} is missing")
            return ""
        value = facts[key]
        if null and value is None:
            return ""
        if not isinstance(value, str) or not value:
            self.fault((*parts, key), f"{meaning} is due here{_quoted(value)}")
            return ""
        if pattern is not None and not pattern.fullmatch(value):
            self.fault((*parts, key), f"{value!r} is not {meaning}")
            return ""
        return value

    def choice(
        self,
        facts: Mapping[str, Json],
        key: str,
        parts: Parts,
        allowed: Sequence[str],
        *,
        required: bool = False,
    ) -> str:
        value = self.text(
            facts, key, parts, meaning=f"one of {_listed(allowed)}", required=required
        )
        if value and value not in allowed:
            self.fault((*parts, key), f"{value!r} is not one of {_listed(allowed)}")
            return ""
        return value

    def flag(self, facts: Mapping[str, Json], key: str, parts: Parts) -> bool:
        value = facts.get(key, False)
        if isinstance(value, bool):
            return value
        self.fault((*parts, key), "true or false is due here")
        return False

    def texts(
        self,
        facts: Mapping[str, Json],
        key: str,
        parts: Parts,
        keys: re.Pattern[str],
        meaning: str,
    ) -> Mapping[str, str]:
        """A mapping of texts whose keys fit a pattern."""
        given = self.mapping(facts, key, parts)
        inner = (*parts, key)
        found: dict[str, str] = {}
        for name in given:
            value = self.text(given, name, inner)
            if not keys.fullmatch(name):
                self.fault((*inner, name), f"{name!r} is not {meaning}")
            elif value:
                found[name] = value
        return found


def _quoted(value: Json) -> str:
    """A hint for what YAML reads as a number or truth value."""
    return "; put it in quotes" if isinstance(value, (int, float)) else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
