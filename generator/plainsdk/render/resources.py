"""Modules under ``resources`` and the client: each group in both colours, no field repeated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from .. import ir
from .docs import first_line
from .expressions import WIDTH, Atom, Bracket, Expression, Labelled, headed, lay
from .imports import Imports, import_lines
from .literals import docstring, literal
from .requests import alternatives
from .types import Context
from .views import ChildView, ClientClass, ClientModule, ResourceClass, ResourceModule

_COLOURS = (("", "Resource", ""), ("Async", "AsyncResource", "_async"))


def resource_modules(
    context: Context, banner: str, runtime: str
) -> Iterator[tuple[str, ResourceModule]]:
    """Walk through the modules under ``resources`` by name."""
    for group in context.api.groups:
        name = context.names.groups[group.path].module
        yield name, _module(group, context, banner, runtime)


def _module(
    group: ir.Group, context: Context, banner: str, runtime: str
) -> ResourceModule:
    operations = context.api.members_of(group.path)
    named = context.names.groups[group.path]
    below = [one for one in context.api.groups if one.path[:-1] == group.path]
    imports = Imports(runtime)
    text = docstring(
        first_line(group.doc) or f"Calls of the group ``{named.attribute}``.", 4
    )
    classes: list[ResourceClass] = []
    for prefix, base, ending in _COLOURS:
        imports.runtime("resource", base)
        calls: list[str] = []
        for operation in operations:
            stream = isinstance(operation.success, ir.Events)
            descriptor = f"{'stream_' if stream else ''}call{ending}"
            imports.runtime("resource", descriptor)
            names = context.names.operations[operation.pointer]
            builder = Bracket(descriptor, (Atom(f"requests.{names.builder}"),), "()")
            calls.extend(lay(f"{names.method} = ", builder, "", 4))
        classes.append(
            ResourceClass(
                head="\n".join(headed(f"{prefix}{named.cls}", base)),
                doc=text,
                calls=tuple(calls),
                children=tuple(_children(below, prefix, ".", context)),
            )
        )
    if operations:
        imports.local("..requests", f"{named.module} as requests")
    lazy = Imports(runtime)
    _import_groups(below, context, ".", lazy)
    if below:
        imports.need(["TYPE_CHECKING"])
    return ResourceModule(
        banner=banner,
        future=bool(below),
        imports="\n".join(imports.lines()),
        lazy_imports="\n".join(lazy.lines(4)),
        classes=tuple(classes),
    )


def _children(
    groups: list[ir.Group], prefix: str, where: str, context: Context
) -> Iterator[ChildView]:
    passed = Atom("self" if where != "." else "self.__client__")
    for group in groups:
        named = context.names.groups[group.path]
        cls = f"{prefix}{named.cls}"
        text = first_line(group.doc) or f"Calls of the group ``{named.attribute}``."
        signature = f"    def {named.attribute}(self) -> {cls}:"
        if len(signature) > WIDTH:
            opened = f"    def {named.attribute}("
            signature = "\n".join([opened, "        self,", f"    ) -> {cls}:"])
        yield ChildView(
            signature=signature,
            value="\n".join(lay("return ", Bracket(cls, (passed,), "()"), "", 8)),
            imports="\n".join(import_lines(f"{where}{named.module}", [cls], 8)),
            doc=docstring(text, 8),
        )


def _import_groups(
    groups: list[ir.Group], context: Context, where: str, imports: Imports
) -> None:
    for group in groups:
        named = context.names.groups[group.path]
        imports.local(f"{where}{named.module}", named.cls)
        imports.local(f"{where}{named.module}", f"Async{named.cls}")


def client_module(
    context: Context, banner: str, runtime: str, name: str
) -> ClientModule:
    """Return the view of ``client.py``."""
    api = context.api
    top = [group for group in api.groups if len(group.path) == 1]
    imports = Imports(runtime)
    imports.need(["Mapping", "Callable", "Any", "TYPE_CHECKING"])
    imports.runtime(
        "client",
        "Api",
        "AsyncBase",
        "SyncClient",
        *(["Server"] if api.servers else []),
        *(["Bearer"] if api.schemes else []),
    )
    lazy = Imports(runtime)
    lazy.runtime("client", "AsyncHttpClient", "HttpClient", "Mismatch")
    _import_groups(top, context, ".resources.", lazy)
    keywords = context.names.schemes
    credentials = Bracket(
        "",
        tuple(
            Labelled(f"{literal(scheme)}: ", Atom(keyword))
            for scheme, keyword in keywords.items()
        ),
        "{}",
    )
    title = first_line(api.title)
    classes = tuple(
        ClientClass(
            name=f"{prefix}Client",
            base=base,
            http=f"{prefix}HttpClient",
            doc=docstring(text, 4),
            children=tuple(_children(top, prefix, ".resources.", context)),
        )
        for prefix, base, text in (
            ("", "SyncClient", f"Calls {title}."),
            ("Async", "AsyncBase", f"Calls {title}, awaited."),
        )
    )
    return ClientModule(
        banner=banner,
        imports="\n".join(imports.lines()),
        lazy_imports="\n".join(lazy.lines(4)),
        api="\n".join(_api(context, name)),
        keywords=tuple(keywords.values()),
        credentials="\n".join(lay("credentials=", credentials, ",", 12)).lstrip(),
        classes=classes,
    )


def _api(context: Context, name: str) -> list[str]:
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
    named = (Labelled("name=", Atom(literal(server.name))),) if server.name else ()
    return Bracket("Server", (Atom(literal(server.url)), *named), "()")


def _scheme(security: ir.Security, keyword: str, name: str) -> Expression:
    match security:
        case ir.Bearer(env):
            variable = Atom(literal(env or f"{name}_{keyword}".upper()))
            parts = [Labelled("env=", variable)]
            if keyword != "api_key":
                parts.append(Labelled("argument=", Atom(literal(keyword))))
            return Bracket("Bearer", tuple(parts), "()")
        case _:
            assert_never(security)
