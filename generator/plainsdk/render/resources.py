"""Modules under ``resources``: each group in both colours, no field repeated."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .. import ir
from .docs import first_line
from .expressions import WIDTH, Atom, Bracket, headed, lay
from .imports import Imports, import_lines
from .literals import docstring
from .types import Context
from .views import ChildView, ResourceClass, ResourceModule

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
    own = {context.names.operations[one.pointer].method for one in operations}
    requests = _aside("requests", own)
    classes: list[ResourceClass] = []
    for prefix, base, ending in _COLOURS:
        imports.runtime("resource", base)
        calls: list[str] = []
        for operation in operations:
            stream = isinstance(operation.success, ir.Events)
            kind = "page_" if operation.pages else "stream_" if stream else ""
            made_by = f"{kind}call{ending}"
            descriptor = _aside(made_by, own)
            bound = made_by if descriptor == made_by else f"{made_by} as {descriptor}"
            imports.runtime("paged" if operation.pages else "resource", bound)
            names = context.names.operations[operation.pointer]
            builder = Bracket(descriptor, (Atom(f"{requests}.{names.builder}"),), "()")
            calls.extend(lay(f"{names.method} = ", builder, "", 4))
        classes.append(
            ResourceClass(
                head="\n".join(headed(f"{prefix}{named.cls}", base)),
                doc=text,
                calls=tuple(calls),
                children=tuple(children_of(below, prefix, ".", context)),
            )
        )
    if operations:
        same = named.module == requests
        builders = requests if same else f"{named.module} as {requests}"
        imports.local("..requests", builders)
    lazy = Imports(runtime)
    import_groups(below, context, ".", lazy)
    if below:
        imports.need(["TYPE_CHECKING"])
    return ResourceModule(
        banner=banner,
        future=bool(below),
        imports="\n".join(imports.lines()),
        lazy_imports="\n".join(lazy.lines(4)),
        classes=tuple(classes),
    )


def _aside(name: str, methods: Collection[str]) -> str:
    """Return what a module calls something that a method's name would hide from the rest
    of its class.
    """
    while name in methods:
        name += "_"
    return name


def children_of(
    groups: list[ir.Group], prefix: str, where: str, context: Context
) -> Iterator[ChildView]:
    # One called "property" hides the decorator from those that follow it.
    last = sorted(
        groups, key=lambda one: context.names.groups[one.path].attribute == "property"
    )
    passed = Atom("self" if where != "." else "self.__client__")
    for group in last:
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


def import_groups(
    groups: list[ir.Group], context: Context, where: str, imports: Imports
) -> None:
    for group in groups:
        named = context.names.groups[group.path]
        imports.local(f"{where}{named.module}", named.cls)
        imports.local(f"{where}{named.module}", f"Async{named.cls}")
