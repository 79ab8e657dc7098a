"""Lowers security schemes and what operations need of them; knows nothing of clients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import ir
from ..diagnostics import Pointer
from ..document import Json
from ..grammar import asked_schemes
from .context import Context
from .schemas import Spot
from .values import mapping, text

_KEYS = {"header": ir.In.HEADER, "query": ir.In.QUERY, "cookie": ir.In.COOKIE}
_SCHEMES = Pointer("#/components/securitySchemes")


@dataclass(frozen=True)
class Needs:
    """What an operation needs: alternatives of schemes, and the scopes of tokens.

    ``None``: what the API says of all operations.
    """

    schemes: tuple[tuple[str, ...], ...] | None
    scopes: tuple[str, ...] = ()


def lower_schemes(context: Context) -> dict[str, ir.Security]:
    """Read ``components.securitySchemes`` (OpenAPI 3.1, 4.8.27)."""
    schemes: dict[str, ir.Security] = {}
    components = mapping(context.root.get("components"))
    for name, value in mapping(components.get("securitySchemes")).items():
        at = _SCHEMES / name
        found, _ = context.follow(value, Spot(at, at, (name,)))
        scheme = _scheme(name, found, at, context)
        if scheme is not None:
            schemes[name] = scheme
    return schemes


def _scheme(
    name: str, value: Mapping[str, Json], at: Pointer, context: Context
) -> ir.Security | None:
    env = text(value.get("x-plainsdk-env")) or None
    match text(value.get("type")), text(value.get("scheme")).lower():
        case "http", "bearer":
            return ir.Bearer(env)
        case "http", "basic":
            return ir.Basic(env)
        case "http", _:
            return _other(name, text(value.get("scheme")), env, at, context)
        case "apiKey", _:
            where = _KEYS.get(text(value.get("in")).lower(), ir.In.HEADER)
            wire = text(value.get("name"))
            if wire:
                return ir.Key(wire, where, env)
            words = f"security scheme {name!r} does not say the name of its key"
            if name in asked_schemes(context.root):
                context.report.error("bad-security", f"{words}: give it 'name'", at)
            else:
                words = f"{words}; no operation asks for it, and it is left out"
                context.report.warning("bad-security", words, at)
        case "oauth2", _:
            url = text(_client_flow(value).get("tokenUrl"))
            return ir.ClientCredentials(url, env) if url else ir.Token(env)
        case "openIdConnect", _:
            return ir.Token(env)
        case "mutualTLS", _:
            context.report.note(
                "mutual-tls",
                f"for the security scheme {name!r}, give the client an http of your own"
                " that has the certificate",
                at,
            )
        case kind, _:
            words = f"security scheme {name!r} is of no known type ({kind!r}); it is left out"
            context.report.warning("unknown-security", words, at)
    return None


def _other(
    name: str, scheme: str, env: str | None, at: Pointer, context: Context
) -> ir.Security:
    context.report.warning(
        "security-as-text",
        f"security scheme {name!r} is http {scheme!r}, which is not made here: give the"
        " client the whole credential that follows the scheme's name",
        at,
    )
    return ir.Credential(scheme or name, env)


def _client_flow(value: Mapping[str, Json]) -> Mapping[str, Json]:
    return mapping(mapping(value.get("flows")).get("clientCredentials"))


def lower_needs(
    value: Json, schemes: Mapping[str, ir.Security], at: Pointer, context: Context
) -> Needs:
    """Read Security Requirement Objects: alternatives, each of schemes that go
    together.

    A scheme that is declared nowhere is ignored, and one that sends nothing too.
    """
    if not isinstance(value, list):
        return Needs(None)
    alternatives: dict[tuple[str, ...], None] = {}
    scopes: dict[str, None] = {}
    for index, item in enumerate(value):
        together = mapping(item)
        known = tuple(_known(together, schemes, at / "security" / index, context))
        alternatives[known] = None
        for name in known:
            wanted = together[name]
            if isinstance(schemes[name], ir.ClientCredentials):
                scopes.update(
                    (text(one), None)
                    for one in (wanted if isinstance(wanted, list) else [])
                )
    return Needs(tuple(alternatives), tuple(scopes))


def _known(
    together: Mapping[str, Json],
    schemes: Mapping[str, ir.Security],
    at: Pointer,
    context: Context,
) -> Iterator[str]:
    declared = mapping(mapping(context.root.get("components")).get("securitySchemes"))
    for name in together:
        if name in schemes:
            yield name
        elif name not in declared:
            words = f"the security scheme {name!r} is declared nowhere; it is ignored"
            context.report.warning("undeclared-security", words, at)


def lower_defaults(
    operations: list[ir.Operation],
    schemes: Mapping[str, ir.Security],
    context: Context,
) -> Needs:
    """Return what operations need that say nothing themselves.

    A document that declares schemes and never asks for one means them all the same:
    each may be given, none must.
    """
    root = context.root
    needs = lower_needs(root.get("security"), schemes, Pointer("#"), context)
    asked = any(operation.security is not None for operation in operations)
    if needs.schemes is not None or asked or not schemes:
        return Needs(needs.schemes or (), needs.scopes)
    context.report.note(
        "unused-security",
        "no operation asks for a security scheme; a credential that is given is sent with"
        " every call",
        _SCHEMES,
    )
    return Needs((*((name,) for name in schemes), ()))
