"""The module that reads what an API sends by itself: a line for each webhook."""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from .docs import first_line
from .expressions import WIDTH, Atom, Bracket, Labelled, lay
from .imports import Imports
from .literals import docstring
from .types import Context, result
from .views import WebhookModule, WebhookView

_ALL = "Any of these, told apart by what it says of itself."


def webhook_module(context: Context, banner: str, runtime: str) -> WebhookModule:
    """Return the view of ``webhooks.py``."""
    imports = Imports(runtime)
    imports.runtime("webhooks", "Webhook")
    imports.local(".", "models as m")
    views = list(_views(context, imports))
    doc = docstring("What the API sends by itself: verified, and read as its type.", 0)
    return WebhookModule(
        banner=banner,
        doc=doc,
        imports="\n".join(imports.lines()),
        webhooks=tuple(views),
    )


def _views(context: Context, imports: Imports) -> Iterator[WebhookView]:
    api = context.api
    for one in api.webhooks:
        if one.type is not None and one.pointer in context.names.webhooks:
            name = context.names.webhooks[one.pointer]
            said = _sentence(one.summary) or f"The webhook ``{first_line(one.name)}``."
            yield _view(name, one.type, said, context, imports)
    if api.event is not None:
        yield _view("event", ir.Reference(api.event), _ALL, context, imports)


def _sentence(text: str) -> str:
    """Return the first sentence of a text, which may be a page."""
    line = first_line(text)
    first = line.partition(". ")[0].rstrip(".")
    return f"{first}." if first else ""


def _view(
    name: str, type_: ir.Type, said: str, context: Context, imports: Imports
) -> WebhookView:
    written = result(type_, context)
    imports.need(written.names - {"m"})
    value = Bracket("Webhook", (Atom("__name__"), Labelled("lambda: ", written)), "()")
    kind = Bracket("Webhook", (written,))
    declared, made = f"{name}: {kind.flat} = ", f"{name} = "
    if len(f"{declared}Webhook(") <= WIDTH:
        lines = lay(declared, value, "", 0)
    else:  # apart, for on one statement of this length no two layouts agree
        lines = [*lay(f"{name}: ", kind, "", 0), *lay(made, value, "", 0)]
    return WebhookView(lines="\n".join(lines), doc=docstring(said, 0))
