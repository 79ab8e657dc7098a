"""Python text that is put together and run, in the one place where a runtime may do so.

What becomes code is text that a class of the SDK was written with: annotations and attribute
names. Names in JSON and every other value reach it through ``repr`` or as objects; data never does.
"""

from collections.abc import Callable, Iterable
from typing import Any

__all__ = ["Source", "evaluate", "later"]


class Source:
    """The text of functions under construction, and the objects that they refer to.

    All names that it makes begin with an underscore, which no attribute of a model does.
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
    """Put a function under ``key`` that is made when it is first called, and then takes its place.

    Threads that race for it make it twice, and one of the two stays.
    """

    def first(value: Any) -> Any:
        made = table[key] = make()
        return made(value)

    table[key] = first


def evaluate(annotations: Iterable[str], scope: dict[str, Any]) -> tuple[Any, ...]:
    """Give what annotations mean to the module whose names are ``scope``."""
    text = "".join(f"({annotation})," for annotation in annotations)
    names: dict[str, Any] = {}
    if not text:
        return ()
    _run(f"_ = ({text})", scope, names)
    values: tuple[Any, ...] = names["_"]
    return values


def _run(text: str, scope: dict[str, Any], names: dict[str, Any]) -> None:
    # The text is made from our own classes' annotations and field names, never from data.
    exec(text, scope, names)  # noqa: S102
