"""MCP tools to models of what they take and give back; each schema is a root of its own.

Model Context Protocol 2025-06-18, "Tools": ``inputSchema`` and ``outputSchema``.
"""

from __future__ import annotations

from dataclasses import replace

from ...diagnostics import Diagnostics
from ...document import as_list, as_mapping
from ..openapi.identifiers import Parts, identifiers
from ..openapi.library import File, Listed
from .known import tools_at
from .names import as_name
from .schemas import modernise_in

_SIDES = (("inputSchema", "input"), ("outputSchema", "output"))
_HOLDERS = ("$defs", "definitions")


def read_tools(file: File, report: Diagnostics) -> File | None:
    """Read the answer to ``tools/list``, its result, or the list of tools alone."""
    keys = tools_at(file.root)
    if keys is None:
        words = "a list of MCP tools is due, each with name and inputSchema"
        report.error("bad-schema", words, file.source.place(1))
        return None
    found: list[Listed] = []
    for index, one in enumerate(as_list(file.find(keys))):
        tool = as_mapping(one)
        for key, side in _SIDES:
            parts = (*keys, str(index), key)
            schema = tool.get(key)
            if schema is None:
                continue
            if not isinstance(schema, dict):
                words = f"{key} is a JSON Schema, and so a mapping"
                report.error("bad-schema", words, file.place(parts))
                continue
            name = as_name(f"{tool.get('name')} {side}")
            listed = own_root(file, parts, name, str(tool.get("description") or ""))
            modernise_in(file, parts, report)
            found += listed
    if report.failed:
        return None
    named = identifiers(b'"$id"', file.root, file.base)
    return replace(file, named=named, listed=tuple(found))


def own_root(file: File, parts: Parts, name: str, about: str) -> list[Listed]:
    """Let a schema within a file be one that its references start from.

    What it is called, and what it defines, is returned.
    """
    schema = file.find(parts)
    assert isinstance(schema, dict)
    schema.setdefault("$id", f"plainsdk:{'/'.join(parts)}")
    if about and "description" not in schema:
        schema["description"] = about
    found = [Listed(name, parts)]
    for holder in _HOLDERS:
        inner = as_mapping(schema.get(holder))
        found += [
            Listed(key, (*parts, holder, key))
            for key, one in inner.items()
            if isinstance(one, dict)
        ]
    return found
