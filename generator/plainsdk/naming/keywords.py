"""Names the client's keywords: for credentials, and for the variables of servers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from .. import ir
from ..diagnostics import Diagnostics, Pointer
from .assign import Rank, Scope, Wish, assign
from .identifiers import BARE, attribute

_CONSTRUCTOR = frozenset(
    [
        "base_url",
        "timeout",
        "retries",
        "headers",
        "http",
        "hooks",
        "loads",
        "strict",
        "validate",
        "on_mismatch",
        "variables",
        "credentials",
    ]
)
_RESERVED = BARE | _CONSTRUCTOR
_SCHEMES = Pointer("#/components/securitySchemes")
_SERVERS = Pointer("#/servers/variables")


def client_keywords(
    api: ir.Api, report: Diagnostics, strict: bool
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """Name the client's keywords for each security scheme, and for each variable.

    A single scheme is ``api_key``, or ``access_token`` where tokens come from OAuth; a
    single user name and password are ``username`` and ``password``.
    """
    slots = {
        scheme: dict(_slots(scheme, security, api))
        for scheme, security in api.schemes.items()
    }
    wishes = [
        Wish(pointer, source, _keyword(source), Rank.GIVEN)
        for found in slots.values()
        for pointer, source in found.items()
    ]
    variables = dict.fromkeys(
        variable.name for server in api.servers for variable in server.variables
    )
    wishes.extend(
        Wish(_SERVERS / name, name, _keyword(name), Rank.MADE) for name in variables
    )
    scope = Scope(
        "the client's keyword",
        _keyword,
        own=lambda name: name.islower() and name not in _RESERVED,
        pinned=False,
    )
    names = assign(wishes, scope, report, strict)
    return (
        {
            scheme: tuple(names[pointer] for pointer in found)
            for scheme, found in slots.items()
        },
        {name: names[_SERVERS / name] for name in variables},
    )


def _keyword(source: str) -> str:
    return attribute(source, _RESERVED)


def _slots(
    scheme: str, security: ir.Security, api: ir.Api
) -> Iterator[tuple[Pointer, str]]:
    """Walk through what a scheme takes, and what each would like to be called."""
    at = _SCHEMES / scheme
    alone = len(api.schemes) == 1
    kinds = [type(one) for one in api.schemes.values()]
    prefix = "" if kinds.count(type(security)) == 1 else f"{scheme}_"
    match security:
        case ir.Bearer() | ir.Key() | ir.Credential():
            yield at, "api_key" if alone else scheme
        case ir.Token():
            yield at, "access_token" if alone else scheme
        case ir.Basic():
            for word in ("username", "password"):
                yield at / word, f"{prefix}{word}"
        case ir.ClientCredentials():
            yield at, "access_token" if alone else scheme
            for word in ("client_id", "client_secret"):
                yield at / word, f"{prefix}{word}"
        case _:
            assert_never(security)
