"""The module of the client: what is true of every call, and the client in both colours."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import assert_never

from .. import ir
from ..names import Names
from .docs import client_doc, first_line
from .expressions import Atom, Bracket, Expression, Labelled, lay
from .facts import alternatives, texts
from .imports import Imports
from .literals import docstring, literal
from .paging import retries
from .resources import children_of, import_groups
from .types import Context
from .views import ClientClass, ClientModule

_KEYS = {
    ir.In.HEADER: "HeaderKey",
    ir.In.QUERY: "QueryKey",
    ir.In.COOKIE: "CookieKey",
}
_CLASSES: dict[type[ir.Security], str] = {
    ir.Basic: "Basic",
    ir.ClientCredentials: "ClientCredentials",
    ir.Credential: "Http",
}


def client_module(
    context: Context, banner: str, runtime: str, name: str
) -> ClientModule:
    """Return the view of ``client.py``."""
    api = context.api
    top = [group for group in api.groups if len(group.path) == 1]
    imports = _imports(api, runtime)
    lazy = Imports(runtime)
    lazy.runtime("client", "AsyncHttpClient", "HttpClient", "Mismatch")
    lazy.runtime("hooks", "AsyncHooks", "Hooks")
    import_groups(top, context, ".resources.", lazy)
    names = context.names
    constant = _api(context, name, imports)
    title = first_line(api.title)
    classes = tuple(
        ClientClass(
            name=f"{prefix}Client",
            base=base,
            http=f"{prefix}HttpClient",
            hooks=hooks,
            doc=docstring(client_doc(text, api, names), 4),
            children=tuple(children_of(top, prefix, ".resources.", context)),
        )
        for prefix, base, hooks, text in (
            ("", "SyncClient", "Hooks", f"Calls {title}."),
            ("Async", "AsyncBase", "Hooks | AsyncHooks", f"Calls {title}, awaited."),
        )
    )
    return ClientModule(
        banner=banner,
        imports="\n".join(imports.lines()),
        lazy_imports="\n".join(lazy.lines(4)),
        api="\n".join(constant),
        keywords=(
            *(word for words in names.schemes.values() for word in words),
            *names.variables.values(),
        ),
        credentials="\n".join(_passed(names)).lstrip(),
        classes=classes,
    )


def _imports(api: ir.Api, runtime: str) -> Imports:
    """Return what the module needs at once."""
    imports = Imports(runtime)
    imports.need(["Mapping", "Callable", "Sequence", "Any", "TYPE_CHECKING"])
    imports.runtime(
        "client",
        "Api",
        "AsyncBase",
        "SyncClient",
        *(["Server"] if api.servers else []),
        *(["Bearer"] if _has(api, ir.Bearer | ir.Token) else []),
    )
    for kind, cls in _CLASSES.items():
        if _has(api, kind):
            imports.runtime("schemes", cls)
    for security in api.schemes.values():
        if isinstance(security, ir.Key):
            imports.runtime("schemes", _KEYS[security.where])
    return imports


def _passed(names: Names) -> list[str]:
    """Return the lines that pass on what schemes and servers take."""
    credentials = Bracket(
        "",
        tuple(
            Labelled(f"{literal(scheme)}: ", _given(words))
            for scheme, words in names.schemes.items()
        ),
        "{}",
    )
    variables = Bracket(
        "",
        tuple(
            Labelled(f"{literal(variable)}: ", Atom(keyword))
            for variable, keyword in names.variables.items()
        ),
        "{}",
    )
    passed = lay("credentials=", credentials, ",", 12)
    if variables.parts:
        passed.extend(lay("variables=", variables, ",", 12))
    return passed


def _api(context: Context, name: str, imports: Imports) -> list[str]:
    """Return the constant that holds what is true of every call."""
    api = context.api
    parts: list[tuple[str, Expression]] = [
        ("user_agent", Atom(literal(_agent(name, api.version))))
    ]
    if api.servers:
        servers = tuple(_server(server) for server in api.servers)
        parts.append(("servers", Bracket("", servers, "()")))
    if api.schemes:
        entries = tuple(
            Labelled(
                f"{literal(scheme)}: ",
                _scheme(security, context.names.schemes[scheme], name),
            )
            for scheme, security in api.schemes.items()
        )
        parts.append(("security", Bracket("", entries, "{}")))
    if api.security:
        parts.append(("required", alternatives(api.security)))
    if api.scopes:
        parts.append(("scopes", texts(api.scopes)))
    if _has(api, ir.ClientCredentials):
        parts.append(("fetches", Atom("True")))
    if api.retries:
        parts.append(("retries", retries(api.retries, imports)))
    lines = [
        line
        for key, value in parts
        for line in lay(f"{key}=", value, ",", 4, wrap=False)
    ]
    return ["_API = Api(", *lines, ")"]


def _agent(name: str, version: str) -> str:
    """Return the ``User-Agent`` (RFC 9110, 10.1.5): the package, and the API's version."""
    allowed = "".join(char for char in version if char.isascii() and char.isprintable())
    cleaned = "".join(char for char in allowed if char not in ' "(),/:;<=>?@[\\]{}')
    return f"{name}/{cleaned}" if cleaned else name


def _server(server: ir.Server) -> Expression:
    parts: list[Expression] = [Atom(literal(server.url))]
    if server.name:
        parts.append(Labelled("name=", Atom(literal(server.name))))
    if server.variables:
        entries = tuple(
            Labelled(f"{literal(one.name)}: ", Atom(literal(one.default)))
            for one in server.variables
        )
        parts.append(Labelled("variables=", Bracket("", entries, "{}")))
    return Bracket("Server", tuple(parts), "()")


def _has(api: ir.Api, kind: type[ir.Security] | UnionType) -> bool:
    return any(isinstance(one, kind) for one in api.schemes.values())


def _given(words: tuple[str, ...]) -> Expression:
    """Return what a client passes on for a scheme: one keyword, or a tuple of them."""
    if len(words) == 1:
        return Atom(words[0])
    return Bracket("", tuple(Atom(word) for word in words), "()")


def _scheme(security: ir.Security, words: tuple[str, ...], name: str) -> Expression:
    match security:
        case ir.Bearer() | ir.Token():
            return Bracket("Bearer", tuple(_single(security.env, words, name)), "()")
        case ir.Key(wire, where, env):
            parts = (Atom(literal(wire)), *_single(env, words, name))
            return Bracket(_KEYS[where], parts, "()")
        case ir.Credential(scheme, env):
            parts = (Atom(literal(scheme)), *_single(env, words, name))
            return Bracket("Http", parts, "()")
        case ir.Basic(env):
            parts = tuple(_several(env, words, ("username", "password"), name))
            return Bracket("Basic", parts, "()")
        case ir.ClientCredentials(url, env):
            endings = ("access_token", "client_id", "client_secret")
            rest = _several(env, words, endings, name)
            return Bracket("ClientCredentials", (Atom(literal(url)), *rest), "()")
        case _:
            assert_never(security)


def _single(env: str | None, words: tuple[str, ...], name: str) -> Iterator[Expression]:
    variable = env or f"{name}_{words[0]}".upper()
    yield Labelled("env=", Atom(literal(variable)))
    if words[0] != "api_key":
        yield Labelled("argument=", Atom(literal(words[0])))


def _several(
    env: str | None, words: tuple[str, ...], endings: tuple[str, ...], name: str
) -> Iterator[Expression]:
    """Walk through the keywords of a scheme and their variables, which begin with
    ``env``.
    """
    variables = (
        [f"{env}_{one}" for one in endings] if env else [f"{name}_{w}" for w in words]
    )
    arguments = tuple(Atom(literal(word)) for word in words)
    upper = tuple(Atom(literal(one.upper())) for one in variables)
    yield Labelled("arguments=", Bracket("", arguments, "()"))
    yield Labelled("envs=", Bracket("", upper, "()"))
