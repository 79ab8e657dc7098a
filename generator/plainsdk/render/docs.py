"""What a spec says for people, as the text of docstrings.

It escapes nothing, literals do that.
"""

from __future__ import annotations

import json
import re

from .. import ir
from ..document import Json
from ..names import Names

_LONG = 200


def value_doc(doc: ir.Doc) -> str:
    """Return the text for a schema."""
    return _joined(doc.text, _meanings(doc), *_deprecation(doc))


def _meanings(doc: ir.Doc) -> str:
    """Return a list of values and what each stands for."""
    lines = [
        f"- ``{_shown(value)}``: {first_line(text)}" for value, text in doc.meanings
    ]
    return "\n".join(lines)


def field_doc(doc: ir.Doc) -> str:
    """Return the text for a field: what it is, what the server takes for it, and an
    example.
    """
    if not (doc.deprecated or doc.default or doc.examples):
        return doc.text.strip()
    remarks = list(_deprecation(doc))
    if doc.default and doc.default[0] is not None:
        remarks.append(f"The server's default is ``{_shown(doc.default[0])}``.")
    for example in doc.examples[:1]:
        shown = _shown(example)
        if shown and len(shown) <= _LONG:
            remarks.append(f"Example: ``{shown}``")
    return _joined(doc.text, *remarks)


def call_doc(operation: ir.Operation) -> str:
    """Return the text for a builder: a line that says what it does, then where it goes."""
    address = f"``{operation.method} {operation.path}``"
    summary = operation.summary or operation.doc.text
    rest = operation.doc.text if operation.summary else ""
    if rest.strip() == summary.strip():
        rest = ""
    if _is_line(summary) and summary[-1] not in ".!?:":
        summary = f"{summary}."
    first = f"{summary} {address}" if _is_line(summary) else _joined(summary, address)
    if not summary:
        first = f"Send {address}."
    return _joined(first, rest, *_pointers(operation), *_deprecation(operation.doc))


def _pointers(operation: ir.Operation) -> list[str]:
    """Return where to read more, and what an answer leads to."""
    found = [f"See {operation.see}"] if operation.see else []
    if operation.links:
        found.append(f"The answer leads to: {', '.join(operation.links)}.")
    if operation.scopes:
        found.append(f"Scopes: {', '.join(operation.scopes)}.")
    return found


def client_doc(text: str, api: ir.Api, names: Names) -> str:
    """Return the text for a client: its servers, where there is a choice."""
    remarks: list[str] = []
    named = [one.name for one in api.servers if one.name]
    if named:
        remarks.append(f"Servers that ``base_url`` may name: {', '.join(named)}.")
    seen: dict[str, ir.Variable] = {}
    for server in api.servers:
        for one in server.variables:
            seen.setdefault(one.name, one)
    for one in seen.values():
        said = [first_line(one.doc)]
        if one.values:
            said.append(f"One of: {', '.join(one.values)}.")
        if one.default:
            said.append(f"By default ``{one.default}``.")
        about = " ".join(part for part in said if part)
        remarks.append(f"``{names.variables[one.name]}``: {about}".rstrip(": "))
    return _joined(text, *remarks)


def first_line(text: str) -> str:
    """Return the first paragraph of a text on one line."""
    return " ".join(text.strip().split("\n\n", 1)[0].split())


def _is_line(text: str) -> bool:
    return bool(text) and "\n" not in text.strip() and len(text) < 60


def _deprecation(doc: ir.Doc) -> list[str]:
    if not doc.deprecated or re.search(r"^Deprecated\b", doc.text, re.MULTILINE):
        return []
    return ["Deprecated."]


def _shown(value: Json) -> str:
    """Return an example as JSON, a text as it is."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.replace("`", "'").split())


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
