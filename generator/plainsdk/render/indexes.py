"""The ``__init__`` modules, which load on first use, and ``API.md``.

Nothing is named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .. import ir
from ..diagnostics import Pointer
from ..kinds import Kind
from .docs import first_line
from .facts import returned
from .imports import import_lines, listed_key, module_key
from .literals import docstring, literal
from .paging import item
from .types import Context, result
from .views import ApiPage, Index

_FACE = {
    "AsyncClient": ".client",
    "AsyncDownload": "{runtime}.download",
    "AsyncPages": "{runtime}.pages",
    "AsyncStream": "{runtime}.stream",
    "Client": ".client",
    "Download": "{runtime}.download",
    "PageRequest": "{runtime}.paging",
    "Pages": "{runtime}.pages",
    "Request": "{runtime}.request",
    "Response": "{runtime}.sending",
    "Stream": "{runtime}.stream",
    "StreamRequest": "{runtime}.request",
    "UNSET": "{runtime}.model",
    "Unset": "{runtime}.model",
    "errors": "{runtime}",
    "extra": "{runtime}.model",
    "from_json": "{runtime}.codec",
    "hooks": "{runtime}",
    "models": ".",
    "requests": ".",
    "to_json": "{runtime}.codec",
    "transports": "{runtime}",
    "validate": "{runtime}.validation",
    "webhooks": ".",
}


_MARKS = re.compile(r"([\\`*_\[\]<>|#])")
_CALLS = (
    *("AsyncClient", "AsyncDownload", "Client", "Download", "Request", "Response"),
    *("hooks", "requests", "transports"),
)
"""What a package of models alone has not."""
_STREAMS = ("AsyncStream", "Stream", "StreamRequest")
_PAGES = ("AsyncPages", "PageRequest", "Pages")
_OF_INSTANCES = ("extra", "validate")
"""What dicts have no use for: their class says nothing of them when the program runs."""
_MODULES = ("errors", "hooks", "transports")
"""What of the face is a module of the runtime."""


def face(context: Context, banner: str, runtime: str) -> Index:
    """Return the view of the package's own ``__init__``."""
    modules = {
        name: module.format(runtime=runtime)
        for name, module in _FACE.items()
        if _has(context, name)
    }
    text = f"{first_line(context.api.title)}.\n\n{context.api.doc}"
    return _index(banner, docstring(text, 0), modules, f"{runtime}.lazy")


def _has(context: Context, name: str) -> bool:
    """Whether a package has a part of the usual face."""
    operations = context.api.operations
    if context.models is Kind.TYPEDDICT and name in _OF_INSTANCES:
        return False
    if name == "webhooks":
        return bool(context.names.webhooks)
    if name in _STREAMS:
        return any(isinstance(one.success, ir.Events) for one in operations)
    if name in _PAGES:
        return any(one.pages is not None for one in operations)
    return bool(operations) or name not in _CALLS


def models_index(context: Context, banner: str, runtime: str) -> Index:
    """Return the view of ``models/__init__.py``."""
    names = context.names
    modules = {
        name: f".{names.modules[context.api.declarations[pointer].home]}"
        for pointer, name in names.declarations.items()
    }
    if context.models is not Kind.TYPEDDICT:
        modules |= dict.fromkeys(("Unknown", "Unlisted"), f"{runtime}.model")
    text = docstring("The models, each loaded on first use.", 0)
    lazy = "late" if context.models is Kind.PYDANTIC else "lazy"
    return _index(banner, text, modules, f"{runtime}.{lazy}")


def requests_index(context: Context, banner: str, runtime: str) -> Index:
    """Return the view of ``requests/__init__.py``."""
    groups = {operation.group for operation in context.api.operations}
    modules = {context.names.groups[group].module: "." for group in groups}
    text = docstring("Builders of requests, by group; nothing here sends one.", 0)
    return _index(banner, text, modules, f"{runtime}.lazy")


def _index(banner: str, doc: str, modules: Mapping[str, str], lazy: str) -> Index:
    by_module: dict[str, list[str]] = {}
    for name, module in modules.items():
        by_module.setdefault(module, []).append(name)
    ordered = sorted(by_module, key=lambda one: (not _absolute(one), module_key(one)))
    lines: list[str] = []
    for number, module in enumerate(ordered):
        if number and _absolute(ordered[number - 1]) and not _absolute(module):
            lines.append("")
        lines.extend(import_lines(module, by_module[module], 4))
    names = sorted(modules, key=listed_key)
    return Index(
        banner=banner,
        doc=doc,
        lazy=f"from {lazy} import attributes",
        imports="\n".join(lines),
        table=tuple(
            f"{literal(one)}: {literal(_entry(one, modules[one]))}" for one in names
        ),
        names=tuple(literal(one) for one in names),
    )


def _absolute(module: str) -> bool:
    return not module.startswith(".")


def _entry(name: str, module: str) -> str:
    """Return where a name is loaded from; a dot at the end says that it is a module
    itself.
    """
    return f"{module}." if name in _MODULES else module


def api_page(context: Context, source: str, command: str) -> ApiPage:
    """Return the view of ``API.md``."""
    api = context.api
    callbacks: dict[Pointer, list[ir.Webhook]] = {}
    for webhook in api.webhooks:
        if webhook.operation is not None:
            callbacks.setdefault(webhook.operation, []).append(webhook)
    return ApiPage(
        source=source.replace("--", "- -"),
        command=command.replace("--", "- -"),
        title=_plain(api.title),
        doc=_plain(first_line(api.doc)),
        operations=tuple(
            _operation_line(one, callbacks.get(one.pointer, []), context)
            for one in api.operations
        ),
        webhooks=tuple(
            _webhook_line(one, context) for one in api.webhooks if not one.operation
        ),
        types=tuple(
            _type_line(one, context)
            for one in sorted(
                api.declarations.values(), key=lambda d: context.name(d.pointer)
            )
        ),
    )


def _operation_line(
    operation: ir.Operation, callbacks: Iterable[ir.Webhook], context: Context
) -> str:
    names = context.names
    path = [
        names.groups[operation.group[:depth]].attribute
        for depth in range(1, len(operation.group) + 1)
    ]
    call = ".".join(("client", *path, names.operations[operation.pointer].method))
    value = returned(operation, context)
    stream = "stream of " if isinstance(operation.success, ir.Events) else ""
    brings = f" → {stream}`{value.flat}`" if value else ""
    if operation.pages:
        brings = f" → pages of `{item(operation.pages, context).flat}`"
    about = _plain(operation.summary or operation.doc.text)
    address = f"{operation.method} {operation.path}".replace("`", "")
    line = f"`{call}(…)`: `{address}`{brings}{'. ' if about else ''}{about}"
    below = [f"  - callback {_webhook_line(one, context)}" for one in callbacks]
    return "\n".join([line, *below])


def _webhook_line(webhook: ir.Webhook, context: Context) -> str:
    """Return what the API sends, to where, and as what it can be read."""
    method = _code(f"{webhook.method} {webhook.address}".strip())
    brings = "no body"
    if webhook.type is not None:
        brings = f"`{result(webhook.type, context).flat}`"
    about = _plain(webhook.summary)
    return (
        f"`{_code(webhook.name)}`: `{method}` → {brings}{'. ' if about else ''}{about}"
    )


def _code(text: str) -> str:
    """Return a text that can stand between backticks, on one line."""
    return "".join(char for char in text if char.isprintable() and char != "`")


def _type_line(declaration: ir.Declaration, context: Context) -> str:
    name = context.name(declaration.pointer)
    module = context.names.modules[declaration.home]
    about = _plain(declaration.doc.text)
    return f"[`{name}`](models/{module}.py){': ' if about else ''}{about}"


def _plain(text: str) -> str:
    """Return a line of Markdown that shows a text as it is and is nothing else."""
    line = first_line(text)
    if not line.isprintable():
        line = "".join(char if char.isprintable() else " " for char in line)
    return _MARKS.sub(r"\\\1", line)
