"""Which specification a file says that it follows, and what is loose at its top.

A document is refused only where nobody could tell what it means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from ...diagnostics import Diagnostics, Pointer
from ...document import Json
from ...grammar import OPENAPI, SWAGGER, Kind


class Version(Enum):
    """The shapes that objects come in; 3.2 only adds to 3.1."""

    SWAGGER = "2.0"
    V3_0 = "3.0"
    V3_1 = "3.1"


_THREE = re.compile(r"3\.([012])(?![0-9]).*", re.DOTALL)
_EXACT = re.compile(r"3\.[012]\.[0-9]+|2\.0")
_TOP = frozenset(
    ("openapi", "swagger", "jsonSchemaDialect", "security", "externalDocs", "$self")
    + ("host", "basePath", "schemes", "consumes", "produces", "$schema")
)  # fmt: skip
_RANGE = re.compile(r"[1-5](?:xx|xX|Xx)")
_OTHERS = (
    ("arazzo", "Arazzo"),
    ("overlay", "an OpenAPI Overlay"),
    ("openrpc", "OpenRPC"),
    ("swaggerVersion", "Swagger 1; convert it to OpenAPI 3 first"),
    ("discoveryVersion", "a Google discovery document"),
    ("item", "a Postman collection"),
)


def version_of(root: Json) -> Version | None:
    """The shape that a file says it is in; None where it says none that is read."""
    if not isinstance(root, Mapping):
        return None
    said = _said(root.get("openapi"))
    found = _THREE.fullmatch(said)
    if found is not None:
        return Version.V3_0 if found[1] == "0" else Version.V3_1
    if not said and _said(root.get("swagger")) in ("2", "2.0"):
        return Version.SWAGGER
    return None


def no_version(root: Mapping[str, Json]) -> tuple[str, tuple[str, ...]]:
    """What to say of a file that is in no shape that is read, and the keys to point at."""
    for key in ("openapi", "swagger"):
        if root.get(key) is not None:
            words = f"{key}: {str(root[key])[:40]} is not read; "
            return f"{words}openapi: 3.0, 3.1 and 3.2 are, and swagger: 2.0", (key,)
    for key, name in _OTHERS:
        if key in root:
            return f"this looks like {name}; an OpenAPI document is due here", (key,)
    words = "the key 'openapi' is missing; nothing else says what the file is"
    words += ', nor which schema language it is in (language = "..." says that)'
    return words, ()


def tidied(root: dict[str, Json], version: Version, report: Diagnostics) -> bool:
    """Put right at the top what harms no SDK, with a note each; False for what does."""
    at = Pointer("#")
    word = "swagger" if version is Version.SWAGGER else "openapi"
    said = root[word]
    if not isinstance(said, str) or not _EXACT.fullmatch(said):
        words = f"{word}: {str(said)[:40]} is read; in full and in quotes it is clear"
        report.note("loose-document", words, at / word)
    _tidy_info(root, report)
    slots = (SWAGGER if version is Version.SWAGGER else OPENAPI)[Kind.DOCUMENT]
    for key in list(root):
        if key not in slots and key not in _TOP and not key.startswith("x-"):
            words = f"{key!r} is no key of an OpenAPI document, and is not read"
            report.note("loose-document", words, at / key)
        if key in slots and key not in ("info", "servers", "tags"):
            value = root[key]
            if value is not None and not isinstance(value, Mapping):
                words = f"{key!r} is a mapping in OpenAPI"
                report.error("bad-openapi", words, at / key)
    if not root.keys() & {"paths", "webhooks", "x-webhooks", "components"}:
        report.note("loose-document", "the document has no paths", at)
    return not report.failed


def _tidy_info(root: dict[str, Json], report: Diagnostics) -> None:
    """Make title and version texts, where they are anything."""
    at = Pointer("#/info")
    info = root.get("info")
    if not isinstance(info, dict):
        words = "'info' is missing, so the SDK has no title and version of its own"
        report.note("loose-document", words, at if "info" in root else Pointer("#"))
        root["info"] = info = {}
    for key in ("title", "version"):
        value = info.get(key)
        if value is None:
            if info:
                report.note("loose-document", f"info.{key} is missing", at)
            info.pop(key, None)
        elif not isinstance(value, str):
            words = f"info.{key} is no text; write it in quotes"
            report.note("loose-document", words, at / key)
            info[key] = _said(value) or str(value)


def tidy_statuses(responses: dict[str, Json], at: Pointer, report: Diagnostics) -> None:
    """Write ranges of statuses as OpenAPI does, ``4XX``."""
    loose = [key for key in responses if _RANGE.fullmatch(key) or key == "Default"]
    if not loose:
        return
    old = dict(responses)
    responses.clear()
    for key, value in old.items():
        if key in loose:
            words = f"the status {key!r} is taken for {_status(key)!r}"
            report.note("loose-status", words, at / key)
        responses.setdefault(_status(key) if key in loose else key, value)


def _status(key: str) -> str:
    return "default" if key == "Default" else key.upper()


def _said(value: Json) -> str:
    """A version as a text: YAML reads ``3.1`` without quotes as a number."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).strip()
