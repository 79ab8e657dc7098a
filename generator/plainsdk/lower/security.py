"""Lowers security schemes and what operations need of them; knows nothing of clients."""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from ..document import Json
from .values import mapping, text


def lower_schemes(
    root: Mapping[str, Json], report: Diagnostics
) -> dict[str, ir.Security]:
    """Read ``components.securitySchemes`` (OpenAPI 3.1, 4.8.27)."""
    at = Pointer("#/components/securitySchemes")
    schemes: dict[str, ir.Security] = {}
    for name, value in mapping(
        mapping(root.get("components")).get("securitySchemes")
    ).items():
        scheme = mapping(value)
        kind = (text(scheme.get("type")), text(scheme.get("scheme")).lower())
        if kind == ("http", "bearer"):
            schemes[name] = ir.Bearer(text(scheme.get("x-plainsdk-env")) or None)
        else:
            report.error(
                "unsupported-security",
                f"security scheme {name!r} is {' '.join(kind).strip()!r}; only"
                " type http, scheme bearer can be sent",
                at / name,
            )
    return schemes


def lower_requirements(value: Json) -> tuple[tuple[str, ...], ...] | None:
    """Read Security Requirement Objects: alternatives, each of schemes that go
    together.
    """
    if not isinstance(value, list):
        return None
    return tuple(tuple(mapping(item)) for item in value)
