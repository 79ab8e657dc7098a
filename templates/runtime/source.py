"""Python text that is put together and run, in the one place where a runtime may do so.

What becomes code is text that a class of the SDK was written with: annotations and
attribute names. Names in JSON and every other value reach it through ``repr`` or as
objects; data never does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

__all__ = [
    "Either",
    "Given",
    "Reference",
    "Source",
    "annotations_of",
    "evaluate",
    "later",
    "marks_in",
    "parts",
]


class Source:
    """The text of functions under construction, and the objects that they refer to.

    All names that it makes begin with an underscore, which no attribute of a model
    does.
    """

    __slots__ = ("lines", "names")

    def __init__(self, **names: Any) -> None:
        self.lines: list[str] = []
        self.names = {f"_{name}": value for name, value in names.items()}

    def name(self, value: object) -> str:
        """Give the name by which the text can refer to ``value``."""
        name = f"_{len(self.names)}"
        self.names[name] = value
        return name

    def run(self, name: str) -> Any:
        """Run the text, and give the function ``name`` that it defines."""
        _run("\n".join(self.lines), self.names, self.names)
        return self.names[name]


def later(
    table: dict[Any, Any], key: Any, make: Callable[[], Callable[[Any], Any]]
) -> None:
    """Put a function under ``key`` that is made when it is first called, and then takes
    its place.

    Threads that race for it make it twice, and one of the two stays.
    """

    def first(value: Any) -> Any:
        made = table[key] = make()
        return made(value)

    table[key] = first


class Reference:
    """The model ``name`` of the package ``module``, which is not loaded for it."""

    __slots__ = ("module", "name")

    def __init__(self, module: ModuleType, name: str) -> None:
        self.module = module
        self.name = name

    def __or__(self, other: Any) -> "Either":
        return Either((self, *parts(other)))

    def __ror__(self, other: Any) -> "Either":
        return Either((*parts(other), self))


class Either:
    """A union of which a ``Reference`` is a member."""

    __slots__ = ("args",)

    def __init__(self, args: tuple[Any, ...]) -> None:
        self.args = args

    def __or__(self, other: Any) -> "Either":
        return Either((*self.args, *parts(other)))

    def __ror__(self, other: Any) -> "Either":
        return Either((*parts(other), *self.args))


def parts(annotation: Any) -> tuple[Any, ...]:
    """Give the members of a union, or what is none as the only one."""
    if annotation is None:
        return (NoneType,)
    if isinstance(annotation, Either):
        return annotation.args
    if get_origin(annotation) in (Union, UnionType):
        return get_args(annotation)
    return (annotation,)


class _Models:
    """Stands for the package of the models: its attributes are ``Reference``."""

    __slots__ = ("__module",)

    def __init__(self, module: ModuleType) -> None:
        self.__module = module

    def __getattr__(self, name: str) -> Reference:
        return Reference(self.__module, name)


def evaluate(annotations: Iterable[str], scope: dict[str, Any]) -> tuple[Any, ...]:
    """Give what annotations mean to the module whose names are ``scope``.

    What they take from ``m``, the package of the models, becomes a ``Reference``.
    """
    text = "".join(f"({annotation})," for annotation in annotations)
    if not text:
        return ()
    models = scope.get("m")
    names: dict[str, Any] = {}
    if isinstance(models, ModuleType):
        names["m"] = _Models(models)
    _run(f"_ = ({text})", scope, names)
    values: tuple[Any, ...] = names["_"]
    return values


class Given:
    """A field as its class declares it, names in its annotation looked up in ``scope``.

    ``wire`` is its name in JSON. ``settable``: its key may be left out where null is a
    value of it. ``missing`` is what it holds without its key.
    """

    __slots__ = (
        "default",
        "has_default",
        "hint",
        "missing",
        "name",
        "scope",
        "settable",
        "wire",
    )

    def __init__(
        self,
        name: str,
        wire: str,
        hint: Any,
        scope: Mapping[str, Any],
        *,
        has_default: bool,
        default: Any,
        settable: bool,
        missing: Any,
    ) -> None:
        self.name = name
        self.wire = wire
        self.hint = hint
        self.scope = scope
        self.has_default = has_default
        self.default = default
        self.settable = settable
        self.missing = missing


def marks_in(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Give what is annotated, and the marks that stand beside it."""
    if get_origin(hint) is Annotated:
        return get_args(hint)[0], hint.__metadata__
    return hint, ()


def annotations_of(
    owners: Sequence[type[Any]], scope_of: Callable[[type[Any]], dict[str, Any]]
) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Give the annotations of a class and those above it, each as it is meant in the
    module that wrote it, with that module's names.
    """
    found: dict[str, tuple[Any, dict[str, Any]]] = {}
    for owner in reversed(owners):
        names = scope_of(owner)
        own: dict[str, Any] = owner.__annotations__
        texts = [text for text in own.values() if isinstance(text, str)]
        values = iter(evaluate(texts, names))
        for name, value in own.items():
            meaning = next(values) if isinstance(value, str) else value
            found[name] = (meaning, names)
    return found


def _run(text: str, scope: dict[str, Any], names: dict[str, Any]) -> None:
    # The text comes from our own classes' annotations and field names, never from data.
    exec(text, scope, names)  # noqa: S102
