"""Lowers servers: URLs with variables; which one is called is decided when calling."""

from __future__ import annotations

import re

from .. import ir
from ..document import Json
from .values import mapping, text, texts

_FIELD = re.compile(r"\{([^{}]*)\}")


def lower_servers(value: Json) -> tuple[ir.Server, ...]:
    """Read a list of Server Objects (OpenAPI 3.1, 4.8.5; ``name`` is 3.2's)."""
    found: list[ir.Server] = []
    for item in value if isinstance(value, list) else []:
        server = mapping(item)
        url = text(server.get("url"))
        declared = mapping(server.get("variables"))
        variables = tuple(
            _variable(name, declared.get(name))
            for name in dict.fromkeys(_FIELD.findall(url))
        )
        if url:
            name = text(server.get("name")) or None
            found.append(ir.Server(url, name, variables))
    return tuple(found)


def fixed_servers(value: Json) -> tuple[ir.Server, ...]:
    """Read the servers of a path or operation, with their defaults in place of
    variables.
    """
    return tuple(
        ir.Server(_filled(server), server.name) for server in lower_servers(value)
    )


def _filled(server: ir.Server) -> str:
    url = server.url
    for variable in server.variables:
        if variable.default is not None:
            url = url.replace(f"{{{variable.name}}}", variable.default)
    return url


def _variable(name: str, value: Json) -> ir.Variable:
    found = mapping(value)
    return ir.Variable(
        name=name,
        default=text(found["default"]) if "default" in found else None,
        values=tuple(texts(found.get("enum"))),
        doc=text(found.get("description")).strip(),
    )
